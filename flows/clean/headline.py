"""The headline of a document among its lines: one that record or markup states, a main heading, or a first line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, chain, islice

from flows.clean import beside
from flows.clean.bylines import authors_of, read_credit
from flows.clean.datelines import is_dateline
from flows.clean.labels import bare
from flows.clean.marks import HEADINGS
from flows.clean.titles import squeezed
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A headline has so many words at most; a section label so many.
TITLE_WORDS = 28
SECTION_WORDS = 3
# Above the text, so many lines may belong to its heading.
HEAD_LINES = 12
# A line that names authors or a day and nothing else has so many words at most.
HEAD_NOTE_WORDS = 40
# A lead has so many words at least; a line of so many characters is not wrapped at a fixed width.
LEAD_WORDS, UNWRAPPED = 12, 140
# Above a headline stand at most a section, a date and a name.
ABOVE_TITLE = 3
# A main heading that the page's own title does not have stands so many lines above the text at most.
TITLE_REACH = 20
# Shorter titles occur as ordinary words of a page.
TITLE_PREFIX = 12
BULLETS = tuple("•·*-–—")
_MAIN = ("h1", "h2", "h3")
_ENDS = re.compile(r"[.;:,]$")
_OUTLET = re.compile(r"\s+[|–—·»«:-]+\s+|:\s+")
# A first line that carries such a label in such a way is a bar of the page, no title.
_CHROME = frozenset((Rule.SHARE, Rule.ADVERT, Rule.NEWSLETTER, Rule.COOKIE, Rule.LEGAL, Rule.PAYWALL))
_CHROME_WAYS = frozenset(("bar", "line", "calls", "count"))


def find_title(
    lines: Lines, verdicts: Verdicts, titles: Sequence[str], outlets: Collection[str], *, is_page: bool
) -> int | None:
    """The line that is the headline, None where none is.

    `titles`: what the record or page calls the piece; `outlets`: names of the outlet, squeezed, which are no titles.
    """
    first = first_prose(lines, verdicts)
    place = _known_title(lines, first, titles or _dumped_title(lines, is_page=is_page), outlets, is_page=is_page)
    if place is not None:
        return place
    if is_page:
        return _page_title(lines, first, outlets, is_titled=bool(titles))
    return None if titles else _text_title(lines, verdicts)


def first_prose(lines: Lines, verdicts: Verdicts) -> int:
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
    parts = {part for title in titles for part in _parts_of(title) if squeezed(part) not in outlets} - known - {""}
    reach = len(lines) if is_page else min(len(lines), HEAD_LINES, first + 1)
    places = [
        at
        for at, key in enumerate(lines.keys[:reach])
        if key in known or (key in parts and (len(key) >= TITLE_PREFIX or _is_over_text(lines[at], first - at)))
    ]
    if not is_page:
        places = [at for at in places if lines[at].text[:1] not in BULLETS]
    if not places:
        return None
    return min(
        places,
        key=lambda at: (
            lines[at].tag not in _MAIN,
            lines[at].key not in known,
            at > first,
            first - at > TITLE_REACH,
            len(lines[at].key) < TITLE_PREFIX,
            abs(first - at),
        ),
    )


def _parts_of(title: str) -> Iterator[str]:
    """A title without what goes before or after the name of an outlet: "A headline | The Paper", "Blog: A headline"."""
    title = " ".join(title.split())
    for cut in _OUTLET.finditer(title):
        yield from (bare(part) for part in (title[: cut.start()], title[cut.end() :]))


def _is_over_text(line: Line, above: int) -> bool:
    """Whether a heading stands so close above the text that a few letters of a title are no chance."""
    return line.tag in HEADINGS and 0 < above <= ABOVE_TITLE


def _page_title(lines: Lines, first: int, outlets: Collection[str], *, is_titled: bool) -> int | None:
    """The last main heading above the text; in a dump the nearest line above it that is worded like one.

    Not the outlet's name or a box's; and where the page states a title, no heading that stands far from the text.
    """
    if lines[0].tag is None:
        above = range(min(first, len(lines)) - 1, max(-1, first - HEAD_LINES), -1)
        return next((at for at in above if _is_worded_as_title(lines[at])), None)
    above = range(min(first, len(lines) - 1), max(-1, first - TITLE_REACH) if is_titled else -1, -1)
    headings = (at for at in above if lines[at].tag == "h1" and lines[at].words > 1)
    return next((at for at in headings if not _is_of_page(lines[at], outlets)), None)


def _is_of_page(heading: Line, outlets: Collection[str]) -> bool:
    return bool((heading.marks or 0) & beside.OTHERS) or squeezed(heading.text) in outlets


def _is_worded_as_title(line: Line) -> bool:
    is_short = SECTION_WORDS < line.words <= TITLE_WORDS
    return is_short and line.label is None and _ENDS.search(line.text) is None and not _is_head_note(line)


def _text_title(lines: Lines, verdicts: Verdicts) -> int | None:
    """The first line of a plain text, when it looks like a headline and an article follows it."""
    others = (at for at in kept_of(verdicts) if not _is_head_note(lines[at]))
    kept = list(islice(others, 3))
    if len(kept) < 2:
        return None
    if is_section(lines, kept[0], kept[1]) and len(kept) > 2:
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
    if not is_paragraph or after.text[:1].islower() or title.text[:1].islower() or title.text[:1] in BULLETS:
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


def is_section(lines: Lines, at: int, after: int) -> bool:
    """A short line in capitals right above the next one."""
    line = lines[at]
    return after == at + 1 and lines[after].gap == 1 and line.words <= SECTION_WORDS and line.text.isupper()
