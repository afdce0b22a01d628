"""Headers that open a list of headlines ("Read also:") or of tags ("Tags:"), and what stands under them."""

from __future__ import annotations

import re

import numpy as np

from flows.clean.labels import openers
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# The headlines of a list are this long at most, and a list has so many.
HEADLINE_WORDS = 25
LIST_LENGTH = 12
# A header of so many words opens a list even where none follows; a shorter one may be a subheading.
OPENER_WORDS = 2
# A subheading in capitals has so many words at most.
SUBHEADING_WORDS = 4
# An item that stands behind a sign as the first one of its list does may be a sentence or two.
ITEM_WORDS = 80
_ASKS = re.compile(r"[?？؟][\s”’»)\]\"']*$")
_SIGN = re.compile(r"[-–—•·*▪■►>→└]+(?=\s)")
# Below a headline of a list stand so many words of its piece at most, and a list of teasers has so many.
TEASER_WORDS = 60
LEAST_TEASERS = 2
# A tag has so many words at most, and the label of a list of them.
TAG_WORDS = 4
# What a line was removed as for want of a better name.
_VAGUE = (Rule.NAVIGATION, Rule.RELATED, Rule.RESIDUE)


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of headers that open a list, and of the headlines under them."""
    openings = np.flatnonzero(lines.alone.opens).tolist()
    kept = kept_of(verdicts) if openings else []
    prose = [at for at in kept if lines[at].is_prose] or [len(lines)]
    for at in openings:
        line = lines[at]
        if verdicts[at] is not None or line.label is None:
            _name(lines, verdicts, at)
            continue
        end = _last_list(lines, verdicts, at + 1) or _teasers_end(lines, verdicts, at)
        end = end or _list_end(lines, verdicts, at + 1, prose[-1])
        is_bare = end == at + 1 and (end == len(lines) or verdicts[end] is None)
        if is_bare and prose[0] < at < prose[-1] and (line.words < OPENER_WORDS or _is_subheading(lines, kept, at)):
            continue
        kind = Rule(openers().get(line.key, line.label))
        for place in range(at, end):
            if verdicts[place] is None:
                verdicts[place] = kind
        _name(lines, verdicts, at)


def find_tags(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of the tags under a label that says no more than that they follow, below the text."""
    labelled = np.flatnonzero(lines.alone.tags).tolist()
    last = max((at for at in kept_of(verdicts) if lines[at].is_prose), default=len(lines)) if labelled else 0
    for at in labelled:
        if at <= last or verdicts[at] is not Rule.TAGS or not _is_label_of_tags(lines[at]):
            continue
        for under in range(at + 1, min(len(lines), at + 1 + LIST_LENGTH)):
            if verdicts[under] is not None or not _is_tag(lines[under]):
                break
            verdicts[under] = Rule.TAGS


def _is_label_of_tags(line: Line) -> bool:
    return line.words <= TAG_WORDS and (line.how == "line" or line.text.rstrip().endswith((":", "：")))


def _is_tag(line: Line) -> bool:
    return line.label is None and not line.is_closed and line.words <= TAG_WORDS


def _name(lines: Lines, verdicts: Verdicts, opener: int) -> None:
    """Gives removed headlines under a removed header its kind, where nothing else names them."""
    kind = verdicts[opener]
    for at in range(opener + 1, min(len(lines), opener + 1 + LIST_LENGTH)):
        if verdicts[at] == kind:
            continue
        if verdicts[at] not in _VAGUE or not is_headline(lines[at]):
            return
        verdicts[at] = kind


def _list_end(lines: Lines, verdicts: Verdicts, first: int, last_prose: int) -> int:
    """The line after the headlines that start at `first`; `last_prose` is the last line of running text.

    Headlines follow one another at the same distance. Where blank lines part them and an article's paragraph comes
    next, only the first belongs to the header: the others may be a subheading of the article.
    """
    end = first
    while end < min(len(lines), first + LIST_LENGTH) and verdicts[end] is None and is_headline(lines[end]):
        if end > first and lines[end].gap > lines[first].gap:
            break
        end += 1
    sign = _SIGN.match(lines[first].text) if end > first else None
    while sign and end < min(len(lines), first + LIST_LENGTH) and _is_item(lines[end], sign[0]):
        end += 1
    if end > first + 1 and lines[first].gap > 1 and end <= last_prose < len(lines):
        return first + 1
    return end


def _last_list(lines: Lines, verdicts: Verdicts, first: int) -> int | None:
    """The end of a text, where nothing but headlines follows up to it; some of them may ask, but not all."""
    end = len(lines)
    if not 1 < end - first <= LIST_LENGTH or any(verdicts[first:]):
        return None
    asking = [_asks(lines[at]) for at in range(first, end) if not is_headline(lines[at])]
    return end if asking and all(asking) and len(asking) < end - first else None


def _teasers_end(lines: Lines, verdicts: Verdicts, header: int) -> int | None:
    """The end of the teasers below a header, a headline and its first words each, where no other text comes after."""
    kept = kept_of(verdicts)
    teasers: list[int] = []
    is_open = False  # a headline stands above, be it kept or not
    for at in range(header + 1, len(lines)):
        if is_headline(lines[at]):
            is_open = True
        elif verdicts[at] is None:
            if not is_open or lines[at].words > TEASER_WORDS:
                return None
            teasers.append(at)
            is_open = False
    above, below = (sum(lines[at].words for at in part) for part in ([at for at in kept if at < header], teasers))
    return kept[-1] + 1 if len(teasers) >= LEAST_TEASERS and below < above else None


def _is_item(line: Line, sign: str) -> bool:
    return line.words <= ITEM_WORDS and line.label is None and line.text.startswith(sign)


def _asks(line: Line) -> bool:
    return line.words <= HEADLINE_WORDS and line.label is None and _ASKS.search(line.text) is not None


def _is_subheading(lines: Lines, kept: list[int], at: int) -> bool:
    """Whether a label in capitals, with a paragraph under it, is a subheading as others of the text in capitals are."""
    return lines[at].text.isupper() and any(
        lines[other].text.isupper() and lines[other].words <= SUBHEADING_WORDS and lines[other].label is None
        for other in kept
        if other != at and not lines[other].is_prose
    )


def is_headline(line: Line) -> bool:
    """Whether a line may be a headline: short, without a full stop, and no label."""
    return not line.is_closed and line.words <= HEADLINE_WORDS and line.label is None
