"""What the name and attributes of each opening tag say of what it holds: marks (marks.py), or that it is hidden."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Bytes, Whole, compiled
from flows.clean.page.names import Name
from flows.clean.page.tokens import ALONE, ATTRIBUTE, ELEMENT, KIND, NAME, OPEN, VALUE, VALUE_END
from flows.clean.page.words import OTHER, Automaton

# Attributes (names.ATTRIBUTES): those whose words tell, up to _TELLING, and those that hide.
_TELLING, _HIDDEN, _STYLE, _ARIA_HIDDEN, _OPEN = 6, 7, 8, 9, 10
_DIALOG = int(Name.DIALOG)
NOT_DISPLAYED = -1


class Hints(NamedTuple):
    """The marks of elements by number, the words of classes with theirs, and the mark of aria-hidden."""

    elements: Whole
    words: Automaton
    aria_hidden: int


@compiled
def _goes_on(page: Bytes, at: int, end: int, said: bytes) -> bool:
    """Whether `said` stands there, in small letters or capitals, before `end`."""
    if at + len(said) > end:
        return False
    same = 0
    while same < len(said) and page[at + same] | 32 == said[same]:
        same += 1
    return same == len(said)


@compiled
def _states(page: Bytes, at: int, end: int, said: bytes) -> bool:
    """Whether a colon and `said` come next."""
    while at < end and page[at] <= 32:
        at += 1
    if at >= end or page[at] != 58:
        return False
    at += 1
    while at < end and page[at] <= 32:
        at += 1
    return _goes_on(page, at, end, said)


@compiled
def _is_hiding(page: Bytes, at: int, end: int) -> bool:
    """Whether a style says `display: none` or `visibility: hidden`."""
    while at < end:
        if _goes_on(page, at, end, b"display") and _states(page, at + 7, end, b"none"):
            return True
        if _goes_on(page, at, end, b"visibility") and _states(page, at + 10, end, b"hidden"):
            return True
        at += 1
    return False


@compiled
def _marks_in(page: Bytes, at: int, end: int, words: Automaton) -> int:
    """The marks of the words of a class or id."""
    following, found = words
    edge = following[0, 0]
    state, marks, is_small = edge, 0, False
    while at < end:
        byte = page[at]
        at += 1
        if 48 <= byte <= 57:
            continue
        if 97 <= byte <= 122:
            state, is_small = following[state, byte - 96], True
        elif 65 <= byte <= 90:
            if is_small:
                state = following[state, 0]
                marks |= found[state]
            state, is_small = following[state, byte - 64], False
        else:
            state, is_small = following[state, OTHER if byte > 127 else 0], False
        marks |= found[state]
        if byte <= 32:
            state = edge
    return int(marks | found[following[state, 0]])


@compiled
def _said_of(page: Bytes, attributes: Whole, first: int, last: int, hints: Hints) -> int:
    """The marks of attributes from `first` to `last`; -1 when they hide the element."""
    marks = 0
    for row in range(first, last):
        name, start, end = attributes[row, NAME], attributes[row, VALUE], attributes[row, VALUE_END]
        if name <= _TELLING:
            marks |= _marks_in(page, start, end, hints.words)
        elif name == _HIDDEN or (name == _STYLE and _is_hiding(page, start, end)):
            return -1
        elif name == _ARIA_HIDDEN and _goes_on(page, start, end, b"true"):
            marks |= hints.aria_hidden
    return marks


@compiled
def _is_open(attributes: Whole, first: int, last: int) -> bool:
    """Whether a dialog is displayed."""
    return bool(np.any(attributes[first:last, NAME] == _OPEN))


@compiled
def said(page: Bytes, tokens: Whole, attributes: Whole, hints: Hints) -> Whole:
    """The marks of each token that opens an element, or NOT_DISPLAYED; 0 for the others."""
    found = np.zeros(len(tokens), np.int64)
    for token in range(len(tokens) - 1):
        kind = tokens[token, KIND]
        if kind in (OPEN, ALONE):
            number, first, last = tokens[token, ELEMENT], tokens[token, ATTRIBUTE], tokens[token + 1, ATTRIBUTE]
            found[token] = _said_of(page, attributes, first, last, hints)
            if number == _DIALOG and not _is_open(attributes, first, last):
                found[token] = NOT_DISPLAYED
            elif found[token] >= 0:
                found[token] |= hints.elements[number]
    return found
