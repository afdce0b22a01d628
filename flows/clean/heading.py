"""What stands above an article: its title, section, authors and date, found among the lines and named in verdicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, islice

from flows.clean.bylines import Credit, authors_of, plain_names, read_credit
from flows.clean.datelines import is_dateline
from flows.clean.labels import bare
from flows.clean.marks import Mark
from flows.clean.repairs import ALL_SIGNS
from flows.clean.titles import squeezed
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A headline has so many words at most; a section label so many.
TITLE_WORDS = 28
SECTION_WORDS = 3
# Above the text, so many lines may belong to its heading; below it, a byline may stand in so many.
HEAD_LINES = 12
TAIL_LINES = 3
# A line that names authors or a day and nothing else has so many words at most.
HEAD_NOTE_WORDS = 40
# A lead has so many words at least; a line of so many characters is not wrapped at a fixed width.
LEAD_WORDS, UNWRAPPED = 12, 140
# Above a headline stand at most a section, a date and a name.
ABOVE_TITLE = 3
# A desk's line has so many words; shorter names of outlets are ordinary words.
DESK_WORDS = 6
DESK_LETTERS = 6
# A name alone has so many words and characters at most, and stands so many lines from the one that says when.
NAME_WORDS, NAME_LENGTH, BESIDE = 4, 40, 2
_NO_NAME = re.compile(r"[\d,:;!?•|/、，،]")
_SAYS_WHEN = frozenset((Rule.TIMESTAMP, Rule.DATELINE, Rule.BYLINE))
_BYLINE, _TIMESTAMP = int(Mark.BYLINE), int(Mark.TIMESTAMP)
_HEADINGS = ("h1", "h2", "h3")
_BULLETS = tuple("•·*-–—")
_ENDS = re.compile(r"[.;:,]$")
_OUTLET = re.compile(r"\s+[|–—·»«:-]+\s+|:\s+")
# A first line that carries such a label in such a way is a bar of the page, no title.
_CHROME = frozenset((Rule.SHARE, Rule.ADVERT, Rule.NEWSLETTER, Rule.COOKIE, Rule.LEGAL, Rule.PAYWALL))
_CHROME_WAYS = frozenset(("bar", "line", "calls", "count"))
# Shorter titles occur as ordinary words of a page.
TITLE_PREFIX = 12


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
    first = _first_prose(lines, verdicts)
    place = _known_title(lines, first, titles or _dumped_title(lines, is_page=is_page), outlets, is_page=is_page)
    if place is None and is_page:
        place = _page_title(lines, first)
    elif place is None and not titles:
        place = _text_title(lines, verdicts)
    if place is not None:
        _take_title(heading, lines, verdicts, place, is_page=is_page)
    _take_lines(heading, lines, verdicts, _first_prose(lines, verdicts), is_page=is_page)
    if is_page:
        _take_lone_names(heading, lines, verdicts)
    _take_desk(lines, verdicts, outlets)
    return heading


def _first_prose(lines: Lines, verdicts: Verdicts) -> int:
    """The first kept line of running text; where there is none the first kept line, or the end."""
    kept = kept_of(verdicts)
    return next((at for at in kept if lines[at].is_prose), kept[0] if kept else len(lines))


def _dumped_title(lines: Lines, *, is_page: bool) -> list[str]:
    """A page dumped as text begins with its title element: "A headline | The Paper"."""
    first = lines[0]
    if not is_page or first.tag is not None or first.words <= SECTION_WORDS:
        return []
    return [first.text, *_parts_of(first.text)]


def _known_title(
    lines: Lines, first: int, titles: Sequence[str], outlets: Collection[str], *, is_page: bool
) -> int | None:
    """The line that is one of `titles`: the whole of one rather than a part, a heading, the nearest to the text."""
    known = {bare(" ".join(title.split())) for title in titles} - {""}
    parts = {part for title in titles for part in _parts_of(title) if squeezed(part) not in outlets} - known
    reach = len(lines) if is_page else min(len(lines), HEAD_LINES, first + 1)
    places = [at for at, key in enumerate(lines.keys[:reach]) if key in known or key in parts]
    if not is_page:
        places = [at for at in places if lines[at].text[:1] not in _BULLETS]
    if not places:
        return None
    return min(
        places,
        key=lambda at: (
            lines[at].tag not in _HEADINGS,
            lines[at].key not in known,
            at > first,
            len(lines[at].key) < TITLE_PREFIX,
            abs(first - at),
        ),
    )


def _parts_of(title: str) -> Iterator[str]:
    """A title without what goes before or after the name of an outlet: "A headline | The Paper", "Blog: A headline"."""
    title = " ".join(title.split())
    for cut in _OUTLET.finditer(title):
        for part in (title[: cut.start()], title[cut.end() :]):
            if len(part) >= TITLE_PREFIX:
                yield bare(part)


def _page_title(lines: Lines, first: int) -> int | None:
    """The last main heading above the text; in a dump the nearest line above it that is worded like one."""
    if lines[0].tag is None:
        above = range(min(first, len(lines)) - 1, max(-1, first - HEAD_LINES), -1)
        return next((at for at in above if _is_worded_as_title(lines[at])), None)
    places = [at for at in range(min(first + 1, len(lines))) if lines[at].tag == "h1" and lines[at].words > 1]
    return places[-1] if places else None


def _is_worded_as_title(line: Line) -> bool:
    is_short = SECTION_WORDS < line.words <= TITLE_WORDS
    return is_short and line.label is None and _ENDS.search(line.text) is None and not _is_head_note(line)


def _text_title(lines: Lines, verdicts: Verdicts) -> int | None:
    """The first line of a plain text, when it looks like a headline and an article follows it."""
    others = (at for at in kept_of(verdicts) if not _is_head_note(lines[at]))
    kept = list(islice(others, 3))
    if len(kept) < 2:
        return None
    if _is_section(lines, kept[0], kept[1]) and len(kept) > 2:
        kept = kept[1:]
    title, after = lines[kept[0]], lines[kept[0] + 1]
    if title.is_prose or title.words > TITLE_WORDS or _ENDS.search(title.text) or kept[0] > ABOVE_TITLE:
        return None
    if title.how in _CHROME_WAYS and title.label in _CHROME:
        return None
    set_off = after.gap > 1 or _is_head_note(after) or verdicts[kept[0] + 1] is not None or _is_dated_credit(after)
    set_off = set_off or _is_led(lines, title, after) or _is_over_subheading(title, after)
    words_after = accumulate(lines[at].words for at in chain(kept[1:], others))
    return kept[0] if set_off and any(words > title.words for words in words_after) else None


def _is_led(lines: Lines, title: Line, after: Line) -> bool:
    """Whether a line worded as a title has a paragraph right under it, in a text without blank lines, not wrapped."""
    is_paragraph = after.is_closed and after.words >= LEAD_WORDS and title.words > SECTION_WORDS
    if not is_paragraph or after.text[:1].islower() or title.text[:1].islower() or title.text[:1] in _BULLETS:
        return False
    return all(line.gap <= 1 for line in lines) and any(len(line.text) > UNWRAPPED for line in lines)


def _is_dated_credit(line: Line) -> bool:
    credit = read_credit(line.text) if line.words <= HEAD_NOTE_WORDS else None
    return credit is not None and credit.is_dated


def _is_over_subheading(title: Line, after: Line) -> bool:
    """Whether a line worded as a title stands over a short line in capitals: the first of several parts."""
    is_titled = title.words > SECTION_WORDS and title.text[:1].isupper() and not title.text.isupper()
    return is_titled and after.words <= SECTION_WORDS and after.text.isupper() and not after.is_closed


def _is_head_note(line: Line) -> bool:
    if line.words > HEAD_NOTE_WORDS:
        return False
    return line.label in (Rule.TIMESTAMP, Rule.BYLINE) or authors_of(line.text) is not None or is_dateline(line.text)


def _is_section(lines: Lines, at: int, after: int) -> bool:
    """A short line in capitals right above the next one."""
    line = lines[at]
    return after == at + 1 and lines[after].gap == 1 and line.words <= SECTION_WORDS and line.text.isupper()


def _take_title(heading: Heading, lines: Lines, verdicts: Verdicts, at: int, *, is_page: bool) -> None:
    heading.title, heading.title_start, heading.title_signs = lines[at].text, lines[at].start, lines[at].signs
    verdicts[at] = Rule.TITLE
    before = at - 1
    if not is_page and before >= 0 and _is_section(lines, before, at):
        heading.section = lines[before].text
        verdicts[before] = Rule.SECTION
    key, again = lines[at].key, len(lines) if is_page else HEAD_LINES
    for place, said in enumerate(lines.keys[:again]):
        if said == key and verdicts[place] is None and lines[place].text[:1] not in _BULLETS:
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
    names = credit.names if credit else authors_of(line.text)
    if names is None and in_head and line.marks and line.marks & _BYLINE:
        names = plain_names(line.text) or None
    if names is not None and (in_head or not heading.authors):
        heading.authors += [name for name in names if name not in heading.authors]
        heading.byline = heading.byline or line.text
        heading.dated += [line.text] if credit and credit.is_dated else []
        return verdict if verdict is Rule.TITLE else Rule.BYLINE
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
    first = _first_prose(lines, verdicts)
    title = max((at for at in range(max(0, first - HEAD_LINES), first) if verdicts[at] is Rule.TITLE), default=first)
    for at in (place for place in range(title + 1, first) if verdicts[place] is None):
        beside = verdicts[max(title + 1, at - BESIDE) : min(first, at + BESIDE + 1)]
        if not _may_be_name(lines[at]) or _SAYS_WHEN.isdisjoint(beside):
            return
        verdicts[at] = Rule.BYLINE
        heading.byline = heading.byline or lines[at].text
        heading.authors += [] if heading.authors else plain_names(lines[at].text)


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
