"""What stands above an article: its title, section, authors and date, found among the lines and named in verdicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from flows.clean import beside
from flows.clean.bylines import Credit, authors_of, plain_names, read_credit
from flows.clean.datelines import is_dateline
from flows.clean.headline import BULLETS, HEAD_LINES, find_title, first_prose, is_section
from flows.clean.marks import Mark
from flows.clean.repairs import ALL_SIGNS
from flows.clean.titles import squeezed
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# Below the text, a byline may stand in so many lines.
TAIL_LINES = 3
# A desk's line has so many words; shorter names of outlets are ordinary words.
DESK_WORDS = 6
DESK_LETTERS = 6
# A name alone has so many words and characters at most, and stands so many lines from the one that says when.
NAME_WORDS, NAME_LENGTH, BESIDE = 4, 40, 2
_NO_NAME = re.compile(r"[\d,:;!?•|/、，،]")
_SAYS_WHEN = frozenset((Rule.TIMESTAMP, Rule.DATELINE, Rule.BYLINE))
_BYLINE, _TIMESTAMP = int(Mark.BYLINE), int(Mark.TIMESTAMP)


@dataclass
class Heading:
    """`title_start` is where the title stands in the raw text; `dated` are the texts of lines that tell when.

    `title_signs` are those of the title's line (repairs.signs_of).

    `byline` and `dateline` are the first lines of their kind, as printed; `opening` is a dateline before the first
    sentence.
    """

    title: str | None = None
    title_start: int | None = None
    title_signs: int = ALL_SIGNS
    section: str | None = None
    byline: str | None = None
    dateline: str | None = None
    opening: str | None = None
    authors: list[str] = field(default_factory=list)
    dated: list[str] = field(default_factory=list)


def read_heading(
    lines: Lines, verdicts: Verdicts, titles: Sequence[str], outlets: Collection[str] = (), *, is_page: bool
) -> Heading:
    """The heading of one document; sets the verdicts of its lines.

    `titles`: what the record or page calls it; `outlets`: names of the outlet, squeezed, which are no titles.
    """
    heading = Heading()
    place = find_title(lines, verdicts, titles, outlets, is_page=is_page)
    if place is not None:
        _take_title(heading, lines, verdicts, place, is_page=is_page)
    _take_lines(heading, lines, verdicts, first_prose(lines, verdicts), is_page=is_page)
    if is_page:
        _take_lone_names(heading, lines, verdicts)
    if is_page and lines[0].tag is not None and not beside.tells_day(" ".join(heading.dated)):
        _take_day(heading, lines, verdicts)
    _take_desk(lines, verdicts, outlets)
    return heading


def _take_title(heading: Heading, lines: Lines, verdicts: Verdicts, at: int, *, is_page: bool) -> None:
    heading.title, heading.title_start, heading.title_signs = lines[at].text, lines[at].start, lines[at].signs
    verdicts[at] = Rule.TITLE
    before = at - 1
    if not is_page and before >= 0 and is_section(lines, before, at):
        heading.section = lines[before].text
        verdicts[before] = Rule.SECTION
    key, again = lines[at].key, len(lines) if is_page else HEAD_LINES
    for place, said in enumerate(lines.keys[:again]):
        if said == key and verdicts[place] is None and lines[place].text[:1] not in BULLETS:
            verdicts[place] = Rule.TITLE


def _take_lines(heading: Heading, lines: Lines, verdicts: Verdicts, first: int, *, is_page: bool) -> None:
    """Bylines, datelines and timestamps around the text."""
    head = range(max(0, first - HEAD_LINES), min(len(lines), first + 2))
    last = max(kept_of(verdicts), default=len(lines) - 1)
    end = min(len(lines), last + 1 + TAIL_LINES) if is_page else len(lines)
    tail = range(max(first + 2, (last + 1 if is_page else end) - TAIL_LINES), end)
    for at in (*head, *tail):
        credit = read_credit(lines[at].text)
        is_sentence = lines[at].is_prose and lines[at].how != "when" and not (credit and credit.is_dated)
        if is_sentence or (at in tail and verdicts[at] is Rule.COMMENTS):
            continue
        verdicts[at] = _take_credit(heading, lines[at], credit, verdicts[at], in_head=at in head)


def _take_credit(
    heading: Heading, line: Line, credit: Credit | None, verdict: Rule | None, *, in_head: bool
) -> Rule | None:
    """What one line beside the text says of authors and date, into `heading`; returns its verdict."""
    if verdict is Rule.TITLE:
        return verdict
    names = credit.names if credit else authors_of(line.text)
    if names is None and in_head and line.marks and line.marks & _BYLINE:
        names = plain_names(line.text) or None
    if names is not None and (in_head or not heading.authors):
        heading.authors += [name for name in names if name not in heading.authors]
        heading.byline = heading.byline or line.text
        heading.dated += [line.text] if credit and credit.is_dated else []
        return Rule.BYLINE
    if not in_head:
        return verdict
    is_marked = line.marks is not None and line.marks & _TIMESTAMP and verdict is not None
    if verdict is Rule.TIMESTAMP or line.label == Rule.TIMESTAMP or is_marked:
        heading.dated.append(line.text)
        return verdict if is_marked else Rule.TIMESTAMP
    if verdict is None and is_dateline(line.text):
        heading.dated.append(line.text)
        heading.dateline = heading.dateline or line.text
        return Rule.DATELINE
    return verdict


def _take_lone_names(heading: Heading, lines: Lines, verdicts: Verdicts) -> None:
    """Short lines beside the one that says when, between the title and the text: names, where no word says so."""
    first = first_prose(lines, verdicts)
    title = max((at for at in range(max(0, first - HEAD_LINES), first) if verdicts[at] is Rule.TITLE), default=first)
    for at in (place for place in range(title + 1, first) if verdicts[place] is None):
        around = verdicts[max(title + 1, at - BESIDE) : min(first, at + BESIDE + 1)]
        if not _may_be_name(lines[at]) or _SAYS_WHEN.isdisjoint(around):
            return
        verdicts[at] = Rule.BYLINE
        heading.byline = heading.byline or lines[at].text
        heading.authors += [] if heading.authors else plain_names(lines[at].text)


def _take_day(heading: Heading, lines: Lines, verdicts: Verdicts) -> None:
    """The line beside the text that says when, which nothing told so far."""
    at = beside.find_day(lines, verdicts)
    if at is None:
        return
    verdicts[at], names = beside.kind_of(lines[at], verdicts[at])
    heading.dated.append(lines[at].text)
    if names:
        heading.byline = heading.byline or lines[at].text
        heading.authors = heading.authors or names


def _may_be_name(line: Line) -> bool:
    is_short = line.words <= NAME_WORDS and len(line.text) <= NAME_LENGTH
    return is_short and line.label is None and not line.is_closed and not _NO_NAME.search(line.text)


def _take_desk(lines: Lines, verdicts: Verdicts, outlets: Collection[str]) -> None:
    """The line under a byline that says for whom: "Harbour Courier sports desk"."""
    names = [name for name in outlets if len(name) >= DESK_LETTERS]
    for at in kept_of(verdicts):
        if not at or verdicts[at - 1] is not Rule.BYLINE:
            continue
        line = lines[at]
        if line.words <= DESK_WORDS and not line.is_closed:
            verdicts[at] = Rule.BYLINE if any(name in squeezed(line.text) for name in names) else None
