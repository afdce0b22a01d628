"""An article explained in a terminal: its raw text with what was removed, repaired, flagged and recognised.

With colours a removed span is struck out and a name is coloured; without, the same is written in signs, so that a pipe
or a NO_COLOR terminal loses nothing of what was done to the text. Of a long removal, such as the menu of a page, a
coloured terminal shows both ends unless it is asked for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from rich.console import Console
from rich.style import Style
from rich.text import Text

from flows.query.article import Article, published
from flows.query.pieces import Piece
from flows.query.terminal import one_line, revealed, safe, table

REMOVED, BEFORE, AFTER, FLAGGED = "strike red", "red strike", "bold green", "bold yellow"
LABEL, DIM = "dim italic", "dim"
MARK_STYLES = {
    "person": "bold cyan",
    "organization": "bold magenta",
    "place": "bold blue",
    "date": "yellow",
    "amount": "green",
    "quotation": "italic",
}
OTHER_MARK = "bold"
# A removal of more lines than this is folded to its first and last.
LONG_RUN, FIRST, LAST = 8, 3, 2
ENTITIES_SHOWN = 30


def print_article(console: Console, article: Article, *, is_whole: bool = False) -> None:
    """Write the article to `console`: heading, text, what each rule did, entities; long removals too if `is_whole`."""
    is_plain = console.no_color or not console.is_terminal
    text = plain(article.pieces()) if is_plain else coloured(article.pieces(), is_whole=is_whole)
    for part in (_heading(article), Text(), text, Text()):
        console.print(part, soft_wrap=not console.is_terminal)
    if not is_plain:
        console.print(_legend(article), Text(), sep="\n")
    for title, columns, rows in (_rule_table(article), _entity_table(article)):
        console.print(Text(title, style="" if is_plain else "bold"))
        console.print(Text(table(columns, rows, console.width)), Text(), sep="\n")


def _heading(article: Article) -> Text:
    row = article.row
    authors = one_line(row["authors"])
    facts = [one_line(row["source_title"]), published(row), authors, one_line(row["section"])]
    lines = [
        Text(one_line(row["title"]) or "(no title)", style="bold"),
        Text(" · ".join(fact for fact in facts if fact)),
    ]
    lines += [Text(one_line(row["url"]), style=DIM)] if row["url"] else []
    lines += [Text(f"{name}: {one_line(row[name])}", style=DIM) for name in ("byline", "dateline") if row[name]]
    origin = f"{row['path']}#{row['record']}" if row["record"] else str(row["path"])
    words = f"{row['words']:,} words" + (f", {row['language']}" if row["language"] else "")
    lines.append(Text(f"{row['article_id']} · {words} · raw/{one_line(origin)}", style=DIM))
    withheld = article.withheld()
    return Text("\n").join([*lines, Text(withheld, style=FLAGGED)] if withheld else lines)


def plain(pieces: Sequence[Piece]) -> Text:
    """The raw text in signs, all of it."""
    return Text.assemble(*(part for piece in pieces for part in _plain_piece(piece)))


def coloured(pieces: Sequence[Piece], *, is_whole: bool) -> Text:
    """The raw text in styles; of long removals the ends alone, unless `is_whole`."""
    return Text.assemble(*(part for piece in pieces for part in _coloured_piece(piece, is_whole=is_whole)))


def _coloured_piece(piece: Piece, *, is_whole: bool) -> list[tuple[str, str | Style]]:
    if piece.kind == "kept":
        return [(safe(piece.after), _style(piece))]
    label = (f"‹{piece.said()}›", LABEL)
    if piece.kind == "removed":
        return [*_struck(piece.before, is_whole=is_whole), label, (_line_end(piece.before), "")]
    if piece.kind == "flagged":
        return [("⚑", FLAGGED), (safe(piece.after), _style(piece) + Style.parse(FLAGGED)), label]
    return [(revealed(piece.before), BEFORE), ("→", DIM), (revealed(piece.after), AFTER), label]


def _plain_piece(piece: Piece) -> list[tuple[str, str | Style]]:
    """Signs as wdiff writes them: [-removed-], {+written instead+}."""
    if piece.kind == "kept":
        return [(safe(piece.after), "")]
    if piece.kind == "flagged":
        return [(f"⚑[{safe(piece.after)}]‹{piece.rule}›", "")]
    before, after = revealed(piece.before.rstrip("\n") or piece.before), revealed(piece.after)
    written = f"{{+{after}+}}" if piece.after else ""
    return [(f"[-{before}-]{written}‹{piece.said()}›{'' if written else _line_end(piece.before)}", "")]


def _struck(removed: str, *, is_whole: bool) -> list[tuple[str, str | Style]]:
    """Removed lines struck out one by one, their line ends left plain: a line over blank space says nothing."""
    inner = removed.rstrip("\n")
    if not inner.strip("\n"):
        return [("⏎" * len(removed), REMOVED)]
    lines = inner.splitlines(keepends=True)
    if is_whole or len(lines) <= LONG_RUN:
        return _struck_lines(inner)
    hidden = len(lines) - FIRST - LAST
    said = (f"⋯ {hidden:,} lines more, shown by --all\n", DIM)
    return [*_struck_lines("".join(lines[:FIRST])), said, *_struck_lines("".join(lines[-LAST:]))]


def _struck_lines(removed: str) -> list[tuple[str, str | Style]]:
    return [(revealed(line) if line != "\n" else "\n", REMOVED if line != "\n" else "") for line in _lines(removed)]


def _lines(text: str) -> list[str]:
    return [
        part
        for line in text.splitlines(keepends=True)
        for part in (line.rstrip("\n"), line[len(line.rstrip("\n")) :])
        if part
    ]


def _line_end(removed: str) -> str:
    """The line ends that a removed span ran over at its end, so that the next line of the text starts on its own."""
    return "\n" * (len(removed) - len(removed.rstrip("\n"))) if removed.strip("\n") else ""


def _style(piece: Piece) -> Style:
    styles = (Style.parse(MARK_STYLES.get(mark.kind, OTHER_MARK)) for mark in reversed(piece.marks))
    return Style.combine([Style.null(), *styles])


def _legend(article: Article) -> Text:
    """The colours in use, once below the text."""
    kinds = dict.fromkeys(mark.kind for mark in article.marks("text"))
    done = dict.fromkeys(rule.kind for rule in article.rules())
    styles = {"removed": REMOVED, "repaired": AFTER, "flagged": FLAGGED}
    names = [(kind, styles[kind]) for kind in done] + [(kind, MARK_STYLES.get(kind, OTHER_MARK)) for kind in kinds]
    return Text("  ").join([Text(name, style=style) for name, style in names])


def _rule_table(article: Article) -> tuple[str, list[str], list[list[object]]]:
    rows = article.rules()
    title = "What cleaning did" if rows else article.no_rules()
    return title, ["rule", "what", "times", "characters"], [list(row) for row in rows]


def _entity_table(article: Article) -> tuple[str, list[str], list[list[object]]]:
    rows: list[list[object]] = [
        [entity["kind"], entity["name"], entity["mentions"], entity["forms"], known_as(entity)]
        for entity in article.entities[:ENTITIES_SHOWN]
    ]
    hidden = len(article.entities) - len(rows)
    title = "Who and what it names" + (f" ({hidden} more in --json)" if hidden > 0 else "")
    return title, ["kind", "name", "mentions", "written as", "known as"], rows


def known_as(entity: dict[str, object]) -> str:
    """An entity's ids elsewhere, or its own."""
    parts = [f"Wikidata {entity['wikidata_id']}" if entity["wikidata_id"] else ""]
    parts.append(f"GeoNames {entity['geonames_id']}" if entity["geonames_id"] else "")
    parts.append(cast("str", entity["country_code"]) or "")
    return " · ".join(part for part in parts if part) or str(entity["entity_id"])
