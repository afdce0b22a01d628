"""`tearsheet search`: articles by their words, the best first, with the passage that shows why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.errors import UsageError
from flows.query.article import day
from flows.query.fulltext import Found, Index, open_index
from flows.query.output import print_json
from flows.query.session import Session
from flows.query.snippet import Snippet, snippet, words_in
from flows.query.terminal import count, one_line, safe, say, stdout_console
from flows.query.wanted import Wanted

WORD_STYLE, DIM = "bold yellow", "dim"

_ARTICLES = """
    select article_id, source_id, title, url, published_at, published_precision, language, text
    from articles where article_id in (select unnest(?::varchar[]))
"""
# Entities by id, by an id that gave way, or by name or alias in any letter case and without accents.
_NAMED = """
    with folded as (
        select entity_id, [
            strip_accents(lower(replace(form, 'ı', 'i'))) for form in [name] || coalesce(aliases, [])
        ] as forms
        from entities
    )
    select entity_id from folded
    where list_contains(forms, strip_accents(lower(replace($1, 'ı', 'i')))) or entity_id = $1
       or entity_id in (select new_id from redirects where old_id = $1)
"""
_NAMING = "select distinct article_id from mentions where entity_id in (select unnest(?::varchar[])) order by 1"


@dataclass(frozen=True)
class Hit:
    """An article that was found: its row, how well it fits (BM25), and why."""

    row: dict[str, object]
    score: float
    title: Snippet
    passage: Snippet


def search_release(session: Session, wanted: Wanted, *, cache: Path, as_json: bool, colour: bool) -> None:
    """Search a release and show what is found; `cache` is the folder where the index is kept.

    Raises UsageError for a query without a word, or a source or entity that is not there.
    """
    among = _naming(session, wanted.entity)
    _check_source(session, wanted.source)
    with open_index(session, cache) as index:
        stems = index.stems([wanted.words])[wanted.words]
        if not stems:
            raise UsageError(f"there is no word in {wanted.words!r}; search for letters or digits")
        found = index.find(wanted, among)
        hits = _hits(session, index, found, frozenset(stems))
    if as_json:
        print_json(_as_json(session, wanted, found, hits))
        return
    console = stdout_console(colour=colour)
    for hit in hits:
        _print_hit(console, hit)
    say(_told(session, wanted, found))


def _naming(session: Session, entity: str | None) -> list[str] | None:
    """The articles that name the entity; None when none was asked for."""
    if entity is None:
        return None
    ids = [str(row["entity_id"]) for row in session.rows(_NAMED, [entity])]
    if not ids:
        raise UsageError(f"{session.name} has no entity called {entity!r}; look for it with `tearsheet sql`")
    return [str(row["article_id"]) for row in session.rows(_NAMING, [ids])]


def _check_source(session: Session, source: str | None) -> None:
    if source is not None and source not in (known := session.outlets()):
        raise UsageError(f"{session.name} has no source {source!r}; it has {', '.join(known) or 'none'}")


def _hits(session: Session, index: Index, found: Found, wanted: frozenset[str]) -> list[Hit]:
    ids = [article_id for article_id, _ in found.best]
    rows = {str(row["article_id"]): row for row in session.rows(_ARTICLES, [ids])}
    texts = [f"{rows[article_id]['title'] or ''} {rows[article_id]['text']}" for article_id in ids]
    stems = index.stems(words_in(" ".join(texts)))

    def shown(text: object) -> Snippet:
        return snippet(" ".join(str(text or "").split()), lambda word: stems.get(word, ()), wanted)

    return [
        Hit(rows[article_id], score, shown(rows[article_id]["title"]), shown(rows[article_id]["text"]))
        for article_id, score in found.best
    ]


def _told(session: Session, wanted: Wanted, found: Found) -> str:
    if not found.total:
        return f"No article of {session.name} fits."
    all_or_some = "" if found.has_all else "; none holds all of the words, these hold some"
    shown = f", the best {wanted.limit:,} shown" if found.total > wanted.limit else ""
    return f"{count(found.total, 'article')} of {session.name}{shown}{all_or_some}."


def _print_hit(console: Console, hit: Hit) -> None:
    is_plain = console.no_color or not console.is_terminal
    row = hit.row
    head = Text.assemble((day(row) or "no date", DIM), "  ", (one_line(row["source_id"]), DIM), "  ")
    head.append(_marked(hit.title, is_plain=is_plain) if row["title"] else Text("(no title)"))
    head.append(f"  {row['article_id']}", style=DIM)
    console.print(head, soft_wrap=True)
    passage = _marked(hit.passage, is_plain=is_plain)
    if not passage.plain:  # withheld by rights
        console.print()
    elif console.is_terminal:
        console.print(Padding(passage, (0, 0, 1, 4)))
    else:  # a line a passage, for grep
        console.print(Text("    ").append(passage), Text(), sep="\n", soft_wrap=True)


def _marked(found: Snippet, *, is_plain: bool) -> Text:
    """The passage with its words in colour, or between asterisks; signs side by side are shown as one word."""
    shown, at = Text(), 0
    starts = [start for start, _ in found.marks if all(start != end for _, end in found.marks)]
    ends = [end for _, end in found.marks if all(end != start for start, _ in found.marks)]
    for start, end in zip(starts, ends, strict=True):
        word = safe(found.text[start:end])
        shown.append(safe(found.text[at:start])).append(f"*{word}*" if is_plain else word, style=WORD_STYLE)
        at = end
    return shown.append(safe(found.text[at:]))


def _as_json(session: Session, wanted: Wanted, found: Found, hits: list[Hit]) -> dict[str, object]:
    return {
        "release": session.name,
        "query": wanted.words,
        "total": found.total,
        "has_all_words": found.has_all,
        "articles": [
            {name: value for name, value in hit.row.items() if name != "text"}
            | {"score": round(hit.score, 4), "snippet": hit.passage.text, "marks": hit.passage.marks}
            for hit in hits
        ],
    }
