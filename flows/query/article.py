"""One article of a release with everything known of it: found by what a reader has in hand, read in a few queries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, cast

from flows.errors import TearsheetError, UsageError
from flows.ledger import Edit, undo
from flows.query.pieces import Mark, Piece, cut, kind_of
from flows.query.session import Session

_ID_PREFIX = re.compile(r"[0-9a-f]{4,16}")
CANDIDATES_SHOWN = 10

# Ways to name an article, the surest first; the first that finds any decides.
_EXACT_WAYS = (
    "a.article_id = $1",
    "d.native_id = $1",
    "a.source_id || '/' || d.native_id = $1",
)
_LOOSE_WAYS = (
    "$2 and starts_with(a.article_id, $1)",
    "a.url = $1",
    "contains(strip_accents(lower(a.title)), strip_accents(lower($1)))",
    "contains(d.native_id, $1)",
)
_FIND = """
    select a.article_id, a.source_id, d.native_id, a.title
    from articles a join documents d using (document_id)
    where {way} order by a.source_id, d.native_id, a.article_id
"""
_WITHDRAWN = """
    select source_id, native_id, reason from documents
    where status = 'withdrawn' and (native_id = $1 or source_id || '/' || native_id = $1)
    order by source_id, native_id
"""
_READ = """
    select a.*, d.native_id, d.path, d.record, s.title as source_title, s.rights, s.attribution
    from articles a join documents d using (document_id) join sources s on s.source_id = a.source_id
    where a.article_id = ?
"""
_ENTITIES = """
    select e.entity_id, e.kind, e.name, e.authority, e.wikidata_id, e.geonames_id, e.country_code,
           count(*) as mentions, list_sort(list_distinct(list(m.surface))) as forms
    from mentions m join entities e using (entity_id) where m.article_id = ?
    group by all order by mentions desc, e.name, e.entity_id
"""


class RuleCount(NamedTuple):
    """What one rule did in an article: how often, and to how many characters of the raw text."""

    rule: str
    kind: str
    times: int
    characters: int


@dataclass(frozen=True)
class Article:
    """An article with its ledger and everything recognised in it; `row` holds the columns of articles and its document.

    `scores` are those of its edits, None each where a release has none.
    `dates`, `amounts`, `quotations` and `mentions` are rows of those tables, `entities` the entities named, most first.
    """

    row: dict[str, object]
    edits: list[Edit]
    scores: list[float | None]
    mentions: list[dict[str, object]]
    dates: list[dict[str, object]]
    amounts: list[dict[str, object]]
    quotations: list[dict[str, object]]
    entities: list[dict[str, object]]

    @property
    def text(self) -> str:
        """The article's text as published."""
        return str(self.row["text"])

    @property
    def raw(self) -> str:
        """The raw text, rebuilt from the text and its ledger."""
        return undo(self.text, self.edits)

    def pieces(self) -> list[Piece]:
        """The raw text cut where something was done to it or recognised in it."""
        return cut(self.text, self.edits, self.marks("text"), self.scores)

    def marks(self, field: str) -> list[Mark]:
        """What was recognised in `title` or `text`."""
        names = {row["entity_id"]: str(row["name"]) for row in self.entities}
        marks = [
            _mark(row, str(row["kind"]), names[row["entity_id"]]) for row in self.mentions if row["field"] == field
        ]
        marks += [_mark(row, "date", str(row["value"])) for row in self.dates if row["field"] == field]
        marks += [_mark(row, "amount", amount_label(row)) for row in self.amounts if row["field"] == field]
        if field == "text":
            marks += [_mark(row, "quotation", str(row["speaker"] or "")) for row in self.quotations]
        return marks

    def rules(self) -> list[RuleCount]:
        """What each rule did, in the order of characters touched, most first."""
        counts: Counter[tuple[str, str]] = Counter()
        characters: Counter[tuple[str, str]] = Counter()
        for edit in self.edits:
            key = (edit.rule, kind_of(edit.before, edit.after))
            counts[key] += 1
            characters[key] += len(edit.before)
        rows = [RuleCount(*key, counts[key], characters[key]) for key in counts]
        return sorted(rows, key=lambda row: (-row.characters, row.rule, row.kind))

    def withheld(self) -> str | None:
        """Why not all of the text is here, as a sentence, or None when it is."""
        if self.row["rights"] == "metadata":
            return f"The text is withheld: the rights of {self.row['source_title']} allow only metadata."
        if self.row["rights"] == "excerpt":
            return f"Only the opening is published: the rights of {self.row['source_title']} allow an excerpt."
        return None

    def no_rules(self) -> str:
        """Why no rule is listed: cleaning did nothing, or what it did is withheld with the text."""
        if self.withheld() is None:
            return "Cleaning left this text alone"
        return "What cleaning did is withheld with the text"


def find_article(session: Session, wanted: str) -> str:
    """The id of the one article that `wanted` names.

    `wanted` is an article id, its beginning, a native id, SOURCE/NATIVE_ID, a URL, or part of a title or native id.
    Raises UsageError when no article or several fit, TearsheetError when it was withdrawn.
    """
    found = _first_found(session, wanted, _EXACT_WAYS)
    if not found:
        _check_not_withdrawn(session, wanted)
        found = _first_found(session, wanted, _LOOSE_WAYS)
    if found:
        return _the_one(wanted, found)
    raise UsageError(f"no article of {session.name} is called {wanted!r}; look for it with `tearsheet search`")


def _first_found(session: Session, wanted: str, ways: Sequence[str]) -> list[dict[str, object]]:
    for way in ways:
        uses = [wanted, bool(_ID_PREFIX.fullmatch(wanted))][: 2 if "$2" in way else 1]
        if found := session.rows(_FIND.format(way=way), uses):
            return found
    return []


def _check_not_withdrawn(session: Session, wanted: str) -> None:
    """Raise TearsheetError, with the reason, when `wanted` is the native id of an article that was withdrawn."""
    for row in session.rows(_WITHDRAWN, [wanted]):
        reason = " ".join(str(row["reason"] or "no reason is given").split())
        raise TearsheetError(f"{session.name}: {row['source_id']}/{row['native_id']} was withdrawn: {reason}")


def _the_one(wanted: str, found: Sequence[dict[str, object]]) -> str:
    if len(found) == 1:
        return str(found[0]["article_id"])
    lines = [
        f"  {row['article_id']}  {row['source_id']}/{row['native_id']}  {row['title'] or ''}".rstrip()
        for row in found[:CANDIDATES_SHOWN]
    ]
    more = f"\n  … and {len(found) - CANDIDATES_SHOWN} more" if len(found) > CANDIDATES_SHOWN else ""
    raise UsageError(f"{len(found)} articles fit {wanted!r}; name one by its id:\n" + "\n".join(lines) + more)


def read_article(session: Session, article_id: str) -> Article:
    """The article of that id, which must exist."""

    def rows(table: str, order: str = "field, start") -> list[dict[str, object]]:
        return session.rows(f"select * from {table} where article_id = ? order by {order}", [article_id])  # noqa: S608 - names of ours

    ledger = rows("edits", "position")
    return Article(
        row=session.rows(_READ, [article_id])[0],
        edits=[_edit(row) for row in ledger],
        scores=[cast("float | None", row.get("score")) for row in ledger],  # older releases have no such column
        mentions=rows("mentions"),
        dates=rows("dates"),
        amounts=rows("amounts"),
        quotations=rows("quotations", "start"),
        entities=session.rows(_ENTITIES, [article_id]),
    )


def published(row: dict[str, object]) -> str:
    """When an article was published, as exactly as is known, and where that was found."""
    at, precision = row["published_at"], row["published_precision"]
    if not isinstance(at, datetime):
        return "date unknown"
    clock = {"year": "", "month": "", "day": "", "minute": " %H:%M UTC"}.get(str(precision), " %H:%M:%S UTC")
    shown = day(row) + at.strftime(clock)
    origin = _ORIGINS.get(str(row["published_from"]))
    return f"{shown}, from {origin}" if origin else shown


def day(row: dict[str, object]) -> str:
    """The day of publication in UTC, or the month or year when no more is known; empty when nothing is."""
    at = row["published_at"]
    length = {"year": len("2022"), "month": len("2022-01")}.get(str(row["published_precision"]), len("2022-01-11"))
    return at.astimezone(UTC).isoformat()[:length] if isinstance(at, datetime) else ""


_ORIGINS = {
    "record": "the record",
    "json-ld": "the page's JSON-LD",
    "meta": "the page's meta tags",
    "time": "the page's <time>",
    "url": "the URL",
    "feed": "the feed that listed it",
    "dateline": "the dateline",
    "text": "the text",
    "default": "the source's default",
}


def amount_label(row: dict[str, object]) -> str:
    """A sum as a program reads it: `USD 570`, `EUR 1000000–2000000 per year`."""
    value, upper = cast("float", row["value"]), cast("float | None", row["upper_value"])
    span = f"{value:,.10g}" if upper is None else f"{value:,.10g}–{upper:,.10g}"
    per = f" per {row['per']}" if row["per"] else ""
    return f"{row['currency'] or '?'} {span}{per}"


def _edit(row: dict[str, object]) -> Edit:
    start, end = cast("int", row["raw_start"]), cast("int", row["raw_end"])
    return Edit(start, end, str(row["rule"]), str(row["before"]), str(row["after"]))


def _mark(row: dict[str, object], kind: str, label: str) -> Mark:
    entity_id = row.get("entity_id") or row.get("speaker_entity_id")
    start, end = cast("int", row["start"]), cast("int", row["end"])
    return Mark(start, end, kind, label, str(entity_id) if entity_id else None)
