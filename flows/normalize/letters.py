"""Classes, small and bare forms of letters as arrays over the basic plane, for compiled loops over code points."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.kept import kept

OTHER, SPACE, LINE, SMALL, LARGE, CASELESS, DIGIT, MARK = range(8)
PLANE = 0x10000
_CATEGORIES = {
    "Lu": LARGE, "Lt": LARGE, "Ll": SMALL, "Lo": CASELESS, "Lm": CASELESS, "Nd": DIGIT, "Mn": MARK, "Mc": MARK,
}  # fmt: skip
# Letters that Unicode does not decompose and Latin writers replace by one letter, as `folding.fold` does.
_BARE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ß": "s", "æ": "a", "œ": "o"}


class Letters(NamedTuple):
    """By code point of the basic plane: `kinds` as the constants here, `small` the small letter, `bare` that without
    diacritics (0 for what a comparison leaves out: combining marks, points, apostrophes).
    """

    kinds: NDArray[np.uint8]
    small: NDArray[np.uint32]
    bare: NDArray[np.uint32]


@cache
def letters() -> Letters:
    """The arrays, made once an installation."""
    arrays = kept(__name__, [Path(__file__)], lambda: _made()._asdict())
    small, bare = (arrays[name].astype(np.uint32, copy=False) for name in ("small", "bare"))
    return Letters(arrays["kinds"].astype(np.uint8, copy=False), small, bare)


def _made() -> Letters:
    kinds = np.zeros(PLANE, np.uint8)
    small = np.arange(PLANE, dtype=np.uint32)
    bare = np.arange(PLANE, dtype=np.uint32)
    for code in range(PLANE):
        letter = chr(code)
        kinds[code] = _kind(letter)
        lowered = letter.lower()[0]
        small[code] = ord(lowered)
        base = unicodedata.normalize("NFKD", lowered)[0]
        bare[code] = 0 if kinds[code] == MARK or letter in ".'’" else ord(_BARE.get(base, base)) & 0xFFFF
    return Letters(kinds, small, bare)


def _kind(letter: str) -> int:
    if letter in "\n\r\u2028\u2029":
        return LINE
    return SPACE if letter.isspace() else _CATEGORIES.get(unicodedata.category(letter), OTHER)
