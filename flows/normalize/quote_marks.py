"""Passages between quotation marks, also where the marks are damaged.

A mark opens or closes by what stands around it rather than by its shape, because scraped text turns marks around
(`the plan. “Smith said`, `“”a plan`). A paragraph that leaves a quotation open is joined to the next one when that
opens with a mark, as newspapers do; otherwise the open mark is dropped, so that damage stays in its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# The marks come first, and what must stand around them behind: so the expression is tried at marks alone.
_MARK = re.compile(r"[“”„‟\"«»‘’](?:(?<=[“”„‟\"«»])|(?<=(?<!\w)‘)(?=\w)|(?<=[\w.,!?…]’)(?!\w))")
_OPENING, _CLOSING = "“„«‘", "”»’"
_PARAGRAPH = re.compile(r"[^\n]+")
_DAMAGED_LENGTH = 80  # a passage between marks that are turned around is taken for a quotation up to this length
LONGEST_QUOTATION = 3_000
_STRAIGHT_SINGLE = re.compile(r"'(?<![\w']')(?=[A-Z])((?:[^'\n]|(?<=\w)'(?=\w)){8,600}?[.,!?])'(?!\w)")


class Passage(NamedTuple):
    """The quoted words `text[start:end]`; their marks stand at `outer_start` and end at `outer_end`."""

    start: int
    end: int
    outer_start: int
    outer_end: int


class _Open(NamedTuple):
    mark: str
    outer: int
    inner: int


def find_passages(text: str) -> list[Passage]:
    """Quoted passages, in order, without overlap."""
    found: list[Passage] = []
    carried: _Open | None = None
    every, at = list(_MARK.finditer(text)), 0
    starts = [mark.start() for mark in every]
    for start, end in _paragraphs(text, starts):
        until = bisect_left(starts, end, at)
        passages, carried = _passages(text, start, end, every[at:until], carried)
        at, found = until, found + passages
    return sorted([*found, *_singles(text, found)])


def _singles(text: str, found: Sequence[Passage]) -> Iterator[Passage]:
    """Passages between straight single marks that touch none of those `found`, which stand in order."""
    starts = [passage.outer_start for passage in found]
    for match in _STRAIGHT_SINGLE.finditer(text):
        single = _trimmed(text, *match.span(1), *match.span())
        before = bisect_left(starts, single.end) if single else 0
        if single and (not before or found[before - 1].outer_end <= single.start):
            yield single


def _paragraphs(text: str, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Bounds of the paragraphs that have marks, and of those behind them, in which a quotation may go on."""
    end = -1
    for mark in marks:
        if mark < end:
            continue
        start = text.rfind("\n", 0, mark) + 1
        if end >= 0 and text[end:start].strip("\n"):
            following = _PARAGRAPH.search(text, end)
            if following and following.start() < start:
                yield following.span()
        end = text.find("\n", mark)
        end = end if end >= 0 else len(text)
        yield start, end


def _passages(
    text: str, start: int, end: int, marks: Sequence[re.Match[str]], opened: _Open | None
) -> tuple[list[Passage], _Open | None]:
    """Passages of one paragraph with these marks, and the mark that it leaves open; `opened` is what the one before
    left open.
    """
    found: list[Passage] = []
    if opened and not (marks and not text[start : marks[0].start()].strip()):
        opened = None
    elif opened:
        marks = marks[1:]
    inner = False  # whether a straight mark is open inside a passage between others: `“She shouted "stop" and ran”`
    for position, mark in enumerate(marks):
        if opened and opened.mark in "“„«" and mark.group() == '"' and (inner or _opens_inside(text, marks, position)):
            inner = not inner
            continue
        following = marks[position + 1].start() if position + 1 < len(marks) else None
        if opened is None:
            opened = _opened(text, mark, following, end)
        elif _matches(opened.mark, mark.group()):
            passage, opened = _closed(text, opened, mark)
            found += [passage] if passage else []
    is_carried = opened is not None and end - opened.inner < LONGEST_QUOTATION and opened.mark != "‘"
    return found, opened if is_carried else None


def _opens_inside(text: str, marks: Sequence[re.Match[str]], position: int) -> bool:
    """Whether a straight mark opens inside a passage: it stands before a word, and the next mark closes it."""
    mark = marks[position]
    is_closed = position + 2 < len(marks) and marks[position + 1].group() == '"'
    return is_closed and text[mark.start() - 1].isspace() and text[mark.end() : mark.end() + 1].isalnum()


def _matches(opening: str, mark: str) -> bool:
    """Whether a mark can close what another opened: single marks only single ones."""
    return (opening in "‘’") == (mark in "‘’")


def _opened(text: str, mark: re.Match[str], following: int | None, end: int) -> _Open | None:
    """What a mark opens, or None when it is a stray closing one. An empty pair before a word opens."""
    form, after = mark.group(), text[mark.end() : mark.end() + 2]
    before = text[mark.start() - 1 : mark.start()]
    touches_word = bool(after[:1].strip()) and after[:1] not in ".,;:!?)"
    if form in _OPENING and (after.strip() or following is not None):
        return _Open(form, mark.start(), mark.end())
    if form == '"' and touches_word and not before.isalnum():
        return _Open(form, mark.start(), mark.end())
    if form == '"' and before.isdigit():  # 5" are inches
        return None
    is_turned = form in _CLOSING and form != "’" and (touches_word or after[1:2].isalpha())
    is_near = following is not None and following - mark.end() <= _DAMAGED_LENGTH
    return (
        _Open(form, mark.start(), mark.end()) if (is_turned or form == '"') and is_near and mark.end() < end else None
    )


def _closed(text: str, opened: _Open, mark: re.Match[str]) -> tuple[Passage | None, _Open | None]:
    """The passage that ends at `mark`, and what is open after it."""
    form, after = mark.group(), text[mark.end() : mark.end() + 1]
    inside = text[opened.inner : mark.start()]
    is_opening = form in _OPENING and opened.mark != "„" and after.isalnum()
    if not inside.strip() and after.isalpha():
        return None, _Open(form, opened.outer, mark.end())
    if is_opening and inside.rstrip()[-1:] not in ".,!?" and opened.mark not in _CLOSING:
        return None, _Open(form, mark.start(), mark.end())
    return _trimmed(text, opened.inner, mark.start(), opened.outer, mark.end()), None


def _trimmed(text: str, start: int, end: int, outer_start: int, outer_end: int) -> Passage | None:
    """A passage without blanks around it; None when nothing is left or it is too long to be meant."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    is_sane = start < end and end - start <= LONGEST_QUOTATION
    return Passage(start, end, outer_start, outer_end) if is_sane else None
