"""Where a text may have sums: digits behind a currency's sign, digits before its name or a magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.currencies import currencies
from flows.normalize.letters import DIGIT, PLANE, letters
from flows.normalize.numbers_in_text import MAGNITUDES
from flows.normalize.tokens import codes_of

Span = tuple[int, int]
_RUN = re.compile(r"\d+")
_LONGEST_SIGN = 6  # code points, with the blank behind it
_NEXT = re.compile(r"[\s\u00a0\u202f-]{0,2}([^\W\d_]+|[^\w\s]|$)")
# What may stand between the numbers of a range, and between a number and the currency's name.
_TO = ("to", "and", "or", "bis", "und", "à", "et", "y", "e", "a", "до", "и", "ile", "-", "–", "—")
_JOINTS = frozenset((*_TO, "of", "de", "d", "di"))


def digit_runs(text: str) -> list[Span]:
    """Where runs of digits stand."""
    codes = codes_of(text)
    if len(codes) and codes.max() >= PLANE:  # digits of the outer planes are digits too
        return [match.span() for match in _RUN.finditer(text)]
    return list(zip(*(bounds.tolist() for bounds in _digit_runs(codes, letters().kinds)), strict=True))


@compiled
def _digit_runs(codes: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    is_digit = np.zeros(len(codes) + 2, np.int8)
    for at in range(len(codes)):
        is_digit[at + 1] = kinds[codes[at]] == DIGIT
    turns = np.flatnonzero(np.diff(is_digit))
    return turns[::2].copy(), turns[1::2].copy()


@cache
def _first_words() -> frozenset[str]:
    """First words or signs of what may follow a sum's number, in small letters."""
    known = currencies()
    said = [*known.words, *known.signs, *MAGNITUDES]
    starts = (match[1].lower() for form in said if (match := _NEXT.match(form)))
    return _JOINTS | frozenset(starts)


def near_signs(text: str, digits: Sequence[Span]) -> Iterator[int]:
    """Starts of runs of digits that a currency's sign stands before."""
    signs = currencies().signs
    for start, _ in digits:
        if text[max(0, start - _LONGEST_SIGN) : start].rstrip().endswith(signs):
            yield start


def near_words(text: str, digits: Sequence[Span]) -> Iterator[int]:
    """Ends of runs of digits that something of a sum stands behind."""
    words = _first_words()
    for _, end in digits:
        match = _NEXT.match(text, end)
        if match and match[1].lower() in words:
            yield end
