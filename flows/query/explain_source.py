"""What cleaning did to a source, rule by rule: how often, to how many articles, and what it most often removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flows.errors import UsageError
from flows.query.session import Session

EXAMPLES = 5

_RULES = """
    select rule, case when before = after then 'flagged' when after = '' then 'removed' else 'repaired' end as kind,
           count(*) as times, count(distinct article_id) as articles, sum(length(before))::bigint as characters,
           {score} as score
    from edits join articles using (article_id) where source_id = ?
    group by all order by times desc, rule, kind
"""
# Of what was removed each line is an example, of the rest each edit.
_EXAMPLES = """
    with done as (select * from edits join articles using (article_id) where source_id = ?),
    parts as (
        select rule, after, article_id, unnest(
            case when after = '' and trim(before, E' \\t\\r\\n') <> ''
            then list_filter(list_transform(string_split(before, E'\\n'), lambda x: trim(x)), lambda x: x <> '')
            else [before] end) as before
        from done
    )
    select rule, before, after, count(*) as times, min(article_id) as article_id from parts
    group by rule, before, after
    qualify row_number() over (partition by rule, before = after, after = '' order by times desc, before, after) <= ?
    order by times desc, before, after
"""


@dataclass(frozen=True)
class RuleSummary:
    """What one rule did in a source; `examples` are (times, before, after) of lines, the most frequent first.

    `score` is the mean over the lines that the line scorer removed, None where labels or other rules did it all.
    """

    rule: str
    kind: str
    times: int
    articles: int
    characters: int
    score: float | None
    examples: list[dict[str, object]]


def summarise_source(session: Session, source: str) -> list[RuleSummary]:
    """What each rule did in the articles of `source`, the most frequent first. Raises UsageError for no such source."""
    known = session.outlets()
    if source not in known:
        raise UsageError(f"{session.name} has no source {source!r}; it has {', '.join(known) or 'none'}")
    examples = session.rows(_EXAMPLES, [source, EXAMPLES])
    return [
        RuleSummary(
            rule=str(row["rule"]),
            kind=str(row["kind"]),
            times=cast("int", row["times"]),
            articles=cast("int", row["articles"]),
            characters=cast("int", row["characters"]),
            score=cast("float | None", row["score"]),
            examples=[
                _example(item) for item in examples if item["rule"] == row["rule"] and _kind(item) == row["kind"]
            ],
        )
        for row in session.rows(_RULES.format(score=_mean_score(session)), [source])
    ]


def _mean_score(session: Session) -> str:
    """What to select as the mean score, as far as it speaks for removals: older releases have no such column."""
    has_scores = session.rows("from duckdb_columns() where table_name = 'edits' and column_name = 'score'")
    return "round(avg(score) filter (score >= 0.5), 3)" if has_scores else "null::double"


def _kind(example: dict[str, object]) -> str:
    if example["before"] == example["after"]:
        return "flagged"
    return "repaired" if example["after"] else "removed"


def _example(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in ("times", "before", "after", "article_id")}
