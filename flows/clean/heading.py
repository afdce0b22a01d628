"""What stands above an article: its title, section, authors and date, found among the lines and named in verdicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from flows.clean.bylines import authors_of
from flows.clean.datelines import is_dateline
from flows.clean.judgement import Line, Verdicts
from flows.clean.labels import bare
from flows.rules import Rule

# A headline has so many words at most; a section label so many.
TITLE_WORDS = 28
SECTION_WORDS = 3
# Above the text, so many lines may belong to its heading; below it, a byline may stand in so many.
HEAD_LINES = 12
TAIL_LINES = 3
# Above a headline stand at most a section, a date and a name.
ABOVE_TITLE = 3
_HEADINGS = ("h1", "h2", "h3")
_BULLETS = tuple("•·*-–—")
_ENDS = re.compile(r"[.;:,]$")
_OUTLET = re.compile(r"\W*?\s[|–—:·»-]\s")
# Shorter titles occur as ordinary words of a page.
TITLE_PREFIX = 12


@dataclass
class Heading:
    """`title_start` is where the title stands in the raw text; `dated` are the texts of lines that tell when.

    `byline` and `dateline` are the first lines of their kind, as printed.
    """

    title: str | None = None
    title_start: int | None = None
    section: str | None = None
    byline: str | None = None
    dateline: str | None = None
    authors: list[str] = field(default_factory=list)
    dated: list[str] = field(default_factory=list)


def read_heading(lines: Sequence[Line], verdicts: Verdicts, titles: Sequence[str], *, is_page: bool) -> Heading:
    """The heading of one document; sets the verdicts of its lines. `titles`: what the record or page calls it."""
    heading = Heading()
    first = _first_prose(lines, verdicts)
    place = _known_title(lines, first, titles, is_page=is_page)
    if place is None and is_page:
        place = _page_title(lines, first)
    elif place is None and not titles:
        place = _text_title(lines, verdicts)
    if place is not None:
        _take_title(heading, lines, verdicts, place, is_page=is_page)
    _take_lines(heading, lines, verdicts, _first_prose(lines, verdicts))
    return heading


def _first_prose(lines: Sequence[Line], verdicts: Verdicts) -> int:
    """The first kept line of running text; where there is none the first kept line, or the end."""
    kept = [at for at, verdict in enumerate(verdicts) if verdict is None]
    return next((at for at in kept if lines[at].is_prose), kept[0] if kept else len(lines))


def _known_title(lines: Sequence[Line], first: int, titles: Sequence[str], *, is_page: bool) -> int | None:
    """The line that is one of `titles`: a heading rather than another line, and the nearest above the text."""
    known = {bare(" ".join(title.split())) for title in titles} - {""}
    reach = len(lines) if is_page else min(len(lines), HEAD_LINES, first + 1)
    places = [at for at in range(reach) if _is_title(lines[at].key, known)]
    if not is_page:
        places = [at for at in places if lines[at].text[:1] not in _BULLETS]
    if not places:
        return None
    return min(
        places, key=lambda at: (lines[at].tag not in _HEADINGS, lines[at].is_linked, at > first, abs(first - at))
    )


def _is_title(key: str, titles: Collection[str]) -> bool:
    """Whether a line is a title, or a title that goes on with the name of the outlet ("A headline | The Paper")."""
    if key in titles:
        return True
    if len(key) < TITLE_PREFIX:
        return False
    return any(title.startswith(key) and _OUTLET.match(title, len(key)) is not None for title in titles)


def _page_title(lines: Sequence[Line], first: int) -> int | None:
    """The last main heading above the text."""
    places = [at for at in range(min(first + 1, len(lines))) if lines[at].tag == "h1" and lines[at].words > 1]
    return places[-1] if places else None


def _text_title(lines: Sequence[Line], verdicts: Verdicts) -> int | None:
    """The first line of a plain text, when it looks like a headline and an article follows it."""
    kept = [at for at in range(len(lines)) if verdicts[at] is None and not _is_head_note(lines[at])]
    if len(kept) < 2:
        return None
    if _is_section(lines, kept[0], kept[1]) and len(kept) > 2:
        kept = kept[1:]
    title, after = lines[kept[0]], lines[kept[0] + 1]
    if title.is_prose or title.words > TITLE_WORDS or _ENDS.search(title.text) or kept[0] > ABOVE_TITLE:
        return None
    set_off = after.gap > 1 or _is_head_note(after) or verdicts[kept[0] + 1] is not None
    words_after = sum(lines[at].words for at in kept[1:])
    return kept[0] if set_off and words_after > title.words else None


def _is_head_note(line: Line) -> bool:
    return line.label in (Rule.TIMESTAMP, Rule.BYLINE) or authors_of(line.text) is not None or is_dateline(line.text)


def _is_section(lines: Sequence[Line], at: int, after: int) -> bool:
    """A short line in capitals right above the next one."""
    line = lines[at]
    return after == at + 1 and lines[after].gap == 1 and line.words <= SECTION_WORDS and line.text.isupper()


def _take_title(heading: Heading, lines: Sequence[Line], verdicts: Verdicts, at: int, *, is_page: bool) -> None:
    heading.title, heading.title_start = lines[at].text, lines[at].start
    verdicts[at] = Rule.TITLE
    before = at - 1
    if not is_page and before >= 0 and _is_section(lines, before, at):
        heading.section = lines[before].text
        verdicts[before] = Rule.SECTION
    for place, line in enumerate(lines):
        is_again = line.key == lines[at].key and line.text[:1] not in _BULLETS
        if verdicts[place] is None and is_again and (is_page or place < HEAD_LINES):
            verdicts[place] = Rule.TITLE


def _take_lines(heading: Heading, lines: Sequence[Line], verdicts: Verdicts, first: int) -> None:
    """Bylines, datelines and timestamps around the text."""
    head = range(max(0, first - HEAD_LINES), min(len(lines), first + 2))
    tail = range(max(first + 2, len(lines) - TAIL_LINES), len(lines))
    for at in (*head, *tail):
        line, verdict = lines[at], verdicts[at]
        names = authors_of(line.text) if not line.is_prose else None
        if names is not None:
            heading.authors += [name for name in names if name not in heading.authors]
            heading.byline = heading.byline or line.text
            verdicts[at] = verdict if verdict is Rule.TITLE else Rule.BYLINE
        elif at in head and (verdict is Rule.TIMESTAMP or line.label == Rule.TIMESTAMP):
            heading.dated.append(line.text)
            verdicts[at] = Rule.TIMESTAMP
        elif at in head and verdict is None and not line.is_prose and is_dateline(line.text):
            heading.dated.append(line.text)
            heading.dateline = heading.dateline or line.text
            verdicts[at] = Rule.DATELINE
