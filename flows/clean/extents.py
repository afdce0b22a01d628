"""How many words a line has, and where its first and last letter or digit stand: one pass over its bytes, compiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.clean.compiled import Bytes, Small, Whole, compiled
from flows.clean.shape import A_WORD_OF_SIGNS, A_WORD_SPELT
from flows.kept import Arrays, kept

# Scripts without spaces.
_SIGNS, _SPELT = r"\p{Han}\p{Hiragana}\p{Katakana}", r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# What a character is, as bits: part of a word, of a word of one of these scripts, a letter or digit.
_WORD, _SIGN, _SPELLING, _SOLID = 1, 2, 4, 8
_CLASSES = {_WORD: r"^\w", _SIGN: rf"^[{_SIGNS}]", _SPELLING: rf"^[{_SPELT}]", _SOLID: r"^[\p{L}\p{N}]"}
_POINTS = 0x110000
_SURROGATES = range(0xD800, 0xE000)


class Extents(NamedTuple):
    """Of each line its words, and where its first letter or digit starts and its last one ends, in bytes of UTF-8."""

    words: Small
    starts: Whole
    ends: Whole


def bytes_of(texts: pl.Series) -> Bytes:
    """All texts one after another, in UTF-8."""
    return np.frombuffer(texts.str.join("").cast(pl.Binary).item(), np.uint8)


def extents(lines: pl.Series) -> Extents:
    """The extents of lines. A line without a letter or digit starts and ends at 0.

    A few characters are a word in scripts without spaces; elsewhere what Unicode calls letters, marks, digits and
    connectors (the class w of regular expressions).
    """
    stops = lines.str.len_bytes().cast(pl.Int64).cum_sum().to_numpy()
    found = Extents(np.zeros(len(lines), np.int32), np.zeros(len(lines), np.int64), np.zeros(len(lines), np.int64))
    _measure(bytes_of(lines), stops, _classes(), found)
    return found


@cache
def _classes() -> Bytes:
    return kept(__name__, [Path(__file__)], _arrays)["classes"].astype(np.uint8, copy=False)


def _arrays() -> Arrays:
    """The `classes` of all characters, as the regular expressions of Polars know them."""
    points = pl.Series([" " if point in _SURROGATES else chr(point) for point in range(_POINTS)])
    classes = np.zeros(_POINTS, np.uint8)
    for bit, pattern in _CLASSES.items():
        classes[points.str.contains(pattern).to_numpy()] |= bit
    return {"classes": classes}


@compiled
def _decoded(data: Bytes, at: int) -> tuple[int, int]:
    """The character beyond ASCII that starts there, and where the next one starts."""
    lead = np.int64(data[at])
    more = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    point = lead & (0x3F >> more)
    for place in range(at + 1, at + more + 1):
        point = point << 6 | np.int64(data[place]) & 0x3F
    return int(point), at + more + 1


@compiled
def _measure(data: Bytes, stops: Whole, classes: Bytes, found: Extents) -> None:
    """Fills `found`; the lines end at `stops`."""
    at = 0
    for row in range(len(stops)):
        first, stop = at, stops[row]
        words, script, length, start, end = 0, 0, 0, stop, first
        while at < stop:
            begin, point = at, int(data[at])
            at += 1
            if point >= 0x80:
                point, at = _decoded(data, begin)
            kind = classes[point]
            here = kind & (_SIGN | _SPELLING)
            if here == 0:
                here = kind & _WORD
                words += here > (script & _WORD)
            else:  # a word goes on in its script, up to its length
                most = A_WORD_OF_SIGNS if here == _SIGN else A_WORD_SPELT
                length = length + 1 if here == script and length < most else 1
                words += length == 1
            script = here
            if kind & _SOLID:
                start, end = min(start, begin), at
        found.words[row] = words
        found.starts[row], found.ends[row] = min(start, end) - first, end - first
