"""An article explained as one HTML page: nothing is loaded from anywhere, nothing in it is executed.

Every text of the release is escaped. `dir="auto"` lets each line take its own direction; `del`, `ins` and `mark` carry
the meaning for those who do not see the colours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flows.query.article import Article, published
from flows.query.explain_terminal import known_as
from flows.query.pieces import Mark, Piece
from flows.query.terminal import one_line, revealed, safe
from flows.rules import Rule

STYLE = (Path(__file__).parent / "explain.css").read_text(encoding="utf-8")
_DESCRIPTIONS = {rule.value: rule.description for rule in Rule}
# Colours of their own; every other kind is shown as `other`.
MARK_KINDS = ("person", "organization", "place", "date", "amount", "quotation")
# A run of more removed lines is folded, and said to be of so many rules.
LONG_RUN = 8
RULES_NAMED = 5

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<p class="release">{release}</p>
<h1 dir="auto">{heading}</h1>
{facts}
</header>
<main>
{withheld}{legend}
<article class="raw" lang="{language}" aria-label="The raw text with what was done to it">
{body}
</article>
<section>
{tables}
</section>
</main>
</body>
</html>
"""


def article_page(article: Article, release: str) -> str:
    """The page. `release` names where the article is from, as NAME@VERSION."""
    row = article.row
    withheld = article.withheld()
    title = one_line(row["title"]) or "(no title)"
    return _PAGE.format(
        title=escape(f"{title} · {release}"),
        style=STYLE,
        release=f"Explained from {escape(release)}",
        heading=_marked_title(article) or escape(title),
        facts=_facts(article),
        withheld=f'<p class="withheld">{escape(withheld)}</p>\n' if withheld else "",
        legend=_legend(article),
        language=escape(str(row["language"] or "und")),
        body=body(article.pieces()),
        tables="\n".join([_rules(article), _entities(article), _values(article)]),
    )


def _facts(article: Article) -> str:
    row = article.row
    url = str(row["url"] or "")
    path = f"raw/{row['path']}" + (f", record {row['record']}" if row["record"] else "")
    facts = [
        ("Source", escape(one_line(row["source_title"]))),
        ("Published", escape(published(row))),
        ("By", escape(one_line(row["authors"]))),
        ("Section", escape(one_line(row["section"]))),
        ("Byline", escape(one_line(row["byline"]))),
        ("Dateline", escape(one_line(row["dateline"]))),
        ("Captions", "<br>".join(escape(one_line(said)) for said in cast("list[str]", row["captions"] or []))),
        (
            "At",
            f'<a href="{escape(url)}" rel="noreferrer">{escape(safe(url))}</a>' if _is_link(url) else escape(safe(url)),
        ),
        ("Article", f"<code>{escape(str(row['article_id']))}</code>"),
        ("Record", f"<code>{escape(one_line(path))}</code>"),
        ("Words", f"{row['words']:,}"),
    ]
    rows = "\n".join(f'<div><dt>{name}</dt><dd dir="auto">{value}</dd></div>' for name, value in facts if value)
    return f'<dl class="facts">\n{rows}\n</dl>'


def _is_link(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:  # a stranger's address need not be one, such as http://[foo
        return False


def _legend(article: Article) -> str:
    samples = {
        "removed": "<del>removed</del>",
        "repaired": "<del>before</del><ins>after</ins> repaired",
        "flagged": '<span class="flag">⚑ flagged, left alone</span>',
    }
    done = [samples[kind] for kind in samples if any(rule.kind == kind for rule in article.rules())]
    kinds = dict.fromkeys(_css_kind(mark) for mark in article.marks("text"))
    named = [f'<mark class="{kind}">{kind}</mark>' for kind in (*MARK_KINDS, "other") if kind in kinds]
    items = "".join(f"<li>{item}</li>" for item in [*done, *named])
    return f'<ul class="legend" aria-label="Legend">{items}</ul>' if items else ""


def _marked_title(article: Article) -> str:
    """The title with what is named in it, where anything is."""
    title, marks = str(article.row["title"] or ""), article.marks("title")
    if not marks:
        return ""
    borders = sorted({0, len(title), *(at for mark in marks for at in (mark.start, mark.end))})
    spans = pairwise(borders)
    pieces = [(title[start:end], tuple(m for m in marks if m.start <= start < m.end)) for start, end in spans]
    return "".join(_in_marks(escape(safe(text)), around) for text, around in pieces)


def body(pieces: Sequence[Piece]) -> str:
    """The raw text, a paragraph a line, so that each finds its own direction; long runs of removed lines folded."""
    parts: list[str] = []
    for is_removed, run in groupby(_rows(pieces), key=lambda row: row.is_removed):
        rows = list(run)
        shown = "\n".join(row.html() for row in rows)
        count = sum(bool(row.fragments) for row in rows)
        parts.append(_folded(rows, shown, count) if is_removed and count > LONG_RUN else shown)
    return "\n".join(parts)


def _folded(rows: Sequence[_Row], shown: str, count: int) -> str:
    """A run of removed lines behind one line that says how many they are and what."""
    times = Counter(rule for row in rows for rule in row.rules)
    said = ", ".join(escape(rule) for rule, _ in times.most_common(RULES_NAMED))
    more = ", …" if len(times) > RULES_NAMED else ""
    return f"<details><summary>{count:,} lines removed: {said}{more}</summary>\n{shown}\n</details>"


@dataclass
class _Row:
    """One line of the raw text: its markup, piece by piece, and the rules that removed it; whether nothing is left."""

    fragments: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    is_removed: bool = True

    def html(self) -> str:
        return f'<p dir="auto">{"".join(self.fragments)}</p>' if self.fragments else '<p class="blank"></p>'


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    """The lines of the raw text. A blank line belongs to what is around it: between removed lines it is removed."""
    rows = [_Row()]
    for piece, fragment in _fragments(pieces):
        if fragment == "\n":
            rows.append(_Row())
            continue
        rows[-1].fragments.append(fragment)
        rows[-1].is_removed &= piece.kind == "removed"
        rows[-1].rules += [piece.rule] if piece.rule and piece.kind == "removed" else []
    return rows


def _fragments(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Markup of each piece, with a line feed alone wherever a line of the raw text ends."""
    for piece in pieces:
        if piece.kind == "repaired":
            label = f"{_hidden('repaired from')}<del>{_shown(piece.before)}</del>{_hidden('to')}"
            yield piece, _in_marks(f"{label}<ins>{_shown(piece.after)}</ins>", piece.marks) + _rule(piece)
            yield from ((piece, "\n") for _ in range(piece.after.count("\n")))
            continue
        lines = piece.before.split("\n")
        last = max((index for index, line in enumerate(lines) if line), default=0)
        for index, line in enumerate(lines):
            if index:
                yield piece, "\n"
            if line or (index == 0 and not piece.before.strip("\n") and piece.kind == "removed"):
                yield piece, _line(piece, line or "⏎") + (_rule(piece) if index == last else "")


def _line(piece: Piece, line: str) -> str:
    if piece.kind == "removed":
        return f"{_hidden('removed')}<del>{_shown(line)}</del>"
    shown = _in_marks(escape(safe(line)), piece.marks)
    return f'<span class="flag">⚑ {shown}</span>' if piece.kind == "flagged" else shown


def _shown(text: str) -> str:
    return escape(revealed(text).replace("\n", "⏎"))


def _rule(piece: Piece) -> str:
    if not piece.rule:
        return ""
    said = _DESCRIPTIONS.get(piece.rule, "")  # a release may know other rules than this code
    return f'<bdi class="rule" dir="ltr" title="{escape(said)}">{escape(piece.said())}</bdi>'


def _hidden(word: str) -> str:
    """A word for those who do not see colours; it says nothing of the direction of its line."""
    return f'<bdi class="hidden" dir="ltr"> {word}: </bdi>'


def _in_marks(html: str, marks: Sequence[Mark]) -> str:
    """`html` inside its marks, the widest outermost; a named entity leads to its row below."""
    for mark in reversed(marks):
        hint = f' title="{escape(safe(f"{mark.kind}: {mark.label}".rstrip(": ")))}"'
        inside = f'<a href="#e-{escape(mark.entity_id)}">{html}</a>' if mark.entity_id and "<a " not in html else html
        html = f'<mark class="{_css_kind(mark)}"{hint}>{inside if mark.kind != "quotation" else html}</mark>'
    return html


def _css_kind(mark: Mark) -> str:
    return mark.kind if mark.kind in MARK_KINDS else "other"


def _rules(article: Article) -> str:
    rows = [[escape(rule.rule), rule.kind, f"{rule.times:,}", f"{rule.characters:,}"] for rule in article.rules()]
    if not rows:
        return f"<p>{article.no_rules()}.</p>"
    return _table("What cleaning did", ["Rule", "What", "Times", "Characters"], rows, numbers=(2, 3))


def _entities(article: Article) -> str:
    rows = [
        [
            f'<span id="e-{escape(str(entity["entity_id"]))}">{escape(one_line(entity["name"]))}</span>',
            escape(str(entity["kind"])),
            f"{entity['mentions']:,}",
            escape(one_line(entity["forms"])),
            escape(one_line(known_as(entity))),
        ]
        for entity in article.entities
    ]
    return _table("Who and what it names", ["Name", "Kind", "Mentions", "Written as", "Known as"], rows, numbers=(2,))


def _values(article: Article) -> str:
    marks = [mark for field in ("title", "text") for mark in article.marks(field)]
    fields = {"title": str(article.row["title"] or ""), "text": article.text}
    rows = []
    for kind in ("date", "amount"):
        for where, text in fields.items():
            found = [mark for mark in article.marks(where) if mark.kind == kind]
            rows += [[escape(safe(text[m.start : m.end])), kind, escape(safe(m.label))] for m in sorted(found)]
    for row in article.quotations:
        speaker = one_line(row["speaker"]) or "someone"
        rows.append([f"“{escape(one_line(row['text']))}”", "quotation", escape(speaker)])
    return _table("Dates, sums and words quoted", ["Written", "What", "Read as"], rows) if marks else ""


def _table(title: str, columns: list[str], rows: list[list[str]], numbers: Sequence[int] = ()) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col"{_number(i in numbers)}>{name}</th>' for i, name in enumerate(columns))
    body = "\n".join(
        "<tr>" + "".join(f'<td dir="auto"{_number(i in numbers)}>{cell}</td>' for i, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    head = f"<caption>{title}</caption><thead><tr>{heads}</tr></thead>"
    return f'<div class="scroll"><table>{head}<tbody>\n{body}\n</tbody></table></div>'


def _number(is_number: bool) -> str:  # noqa: FBT001 - a column's look
    return ' class="number"' if is_number else ""
