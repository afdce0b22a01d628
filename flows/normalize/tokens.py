"""Tokens of a text by one compiled pass over its code points: where words stand, their shapes, hashes of their letters.

A token is a word, a number or one other sign; hyphens are signs of their own, a possessive is split from its word, and
dotted abbreviations, initials and words like `Amazon.com` stay whole.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.letters import CASELESS, DIGIT, LARGE, LINE, MARK, OTHER, PLANE, SMALL, SPACE, letters

# Shapes of tokens. INITIAL is one capital with a point, or alone; OWNER a possessive or what a contraction leaves;
# HANDLE a word behind @, # or a slash.
SIGN, LOWER, TITLE, SHOUT, MIXED, NUMBER, INITIAL, PLAIN, OWNER, HANDLE = range(10)
# What stands before a token: nothing, a space, the end of a line, an empty line.
JOINED, SPACED, NEW_LINE, NEW_PARAGRAPH = range(4)

_ABBREVIATIONS = """
    Mr Mrs Ms Dr St Ste Mt Ft Jr Sr Inc Corp Co Ltd Bros Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt
    Capt Maj Adm Rev Hon Pres Atty Messrs Supt Cmdr Brig Det Cpl Pvt Msgr Smt Engr Insp
    Amb Alh Jl Jln Mdm Dept Univ Assn Ave Blvd Rd Hwy
    Jan Feb Aug Sept Oct Nov Dec No vs Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mich
    Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Mass N.H N.J N.M N.Y N.C N.D S.C
    S.D R.I W.Va
"""


class Tokens(NamedTuple):
    """Tokens `text[start[i]:end[i]]` of one string, one array entry each.

    `exact`, `small` and `bare` are hashes of the letters as written, in small letters, and without diacritics, points
    and apostrophes; `head`, `tail` and `tail2` of the first three, last three, last two small letters. `first` is the
    first code point.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    shape: NDArray[np.uint8]
    gap: NDArray[np.uint8]
    first: NDArray[np.uint32]
    exact: NDArray[np.uint64]
    small: NDArray[np.uint64]
    bare: NDArray[np.uint64]
    head: NDArray[np.uint64]
    tail: NDArray[np.uint64]
    tail2: NDArray[np.uint64]


@lru_cache(maxsize=2)
def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text; a lone surrogate counts as one. What reads a text one after the other shares them."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def tokenize(text: str) -> Tokens:
    """The tokens of a text, in order."""
    codes = codes_of(text)
    kinds, small, bare = letters()
    start, end, shape, gap = _split(codes, kinds, _abbreviations())
    first, hashes = _hash(codes, start, end, small, bare)
    return Tokens(start, end, shape, gap, first, *hashes)


@cache
def _abbreviations() -> NDArray[np.uint64]:
    hashes = [_exact_hash(codes_of(word), 0, len(word)) for word in _ABBREVIATIONS.split()]
    return np.array(sorted(hashes), dtype=np.uint64)


@compiled
def _exact_hash(codes: NDArray[np.uint32], start: int, end: int) -> np.uint64:
    value = np.uint64(14695981039346656037)
    for i in range(start, end):
        value = (value ^ np.uint64(codes[i])) * np.uint64(1099511628211)
    return value


@compiled
def _kind_at(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int) -> int:
    if i < 0 or i >= len(codes):
        return LINE
    return int(kinds[codes[i]]) if codes[i] < PLANE else OTHER


@compiled
def _is_letter(kind: int) -> bool:
    return kind in (SMALL, LARGE, CASELESS, MARK)


@compiled
def _is_apostrophe(code: int) -> bool:
    return code in (39, 0x2019)


@compiled
def _owner_end(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int) -> int:
    """Where the ending that starts with the apostrophe at i ends: `'s`, `'ll`; i when it is none."""
    j = i + 1
    while j < len(codes) and _is_letter(_kind_at(codes, kinds, j)):
        j += 1
    if j - i == 2 and codes[i + 1] | 32 in (115, 100, 116, 109):  # s d t m
        return j
    if j - i == 3:
        one, two = codes[i + 1] | 32, codes[i + 2] | 32
        if (one == 114 and two == 101) or (one == 108 and two == 108) or (one == 118 and two == 101):
            return j
    return i


@compiled
def _word_end(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int, abbreviations: NDArray[np.uint64]) -> int:
    j, n = i + 1, len(codes)
    while j < n:
        kind = _kind_at(codes, kinds, j)
        following = _kind_at(codes, kinds, j + 1)
        if _is_letter(kind) or kind == DIGIT:
            j += 1
        elif _is_apostrophe(codes[j]) and _is_letter(following):
            if _owner_end(codes, kinds, j) > j:
                break
            if j - i == 1 and _kind_at(codes, kinds, i) == SMALL and following == LARGE:
                return j + 1  # `d'` of d'Ivoire
            j += 2
        elif codes[j] == 38 and _is_letter(following):  # AT&T
            j += 2
        elif codes[j] == 46 and _joins_point(codes, kinds, i, j):
            j += 1
        else:
            break
    if j < n and codes[j] == 46 and _ends_with_point(codes, kinds, i, j, abbreviations):
        j += 1
    return j


@compiled
def _joins_point(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int, j: int) -> bool:
    """Whether the point at j stands inside a word: `U.S`, `Amazon.com`."""
    following = _kind_at(codes, kinds, j + 1)
    if not _is_letter(following):
        return False
    if following == SMALL and j - i > 1 and _is_letter(_kind_at(codes, kinds, j + 2)):
        return True
    is_single = j - i == 1 or codes[j - 2] == 46
    return is_single and not _is_letter(_kind_at(codes, kinds, j + 2))


@compiled
def _ends_with_point(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int, j: int, abbreviations: NDArray[np.uint64]
) -> bool:
    if j - i >= 3 and codes[j - 2] == 46:
        return True  # U.S.
    if j - i == 1 and _kind_at(codes, kinds, i) == LARGE and codes[i] != 73:
        return _kind_at(codes, kinds, j + 1) == SPACE and _kind_at(codes, kinds, j + 2) == LARGE
    if j - i > 5:
        return False
    value = _exact_hash(codes, i, j)
    k = np.searchsorted(abbreviations, value)
    return bool(k < len(abbreviations) and abbreviations[k] == value)


@compiled
def _number_end(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int) -> int:
    j = i + 1
    while j < len(codes):
        kind = _kind_at(codes, kinds, j)
        is_point = codes[j] in (44, 46) and _kind_at(codes, kinds, j + 1) == DIGIT
        if not (kind == DIGIT or _is_letter(kind) or is_point):
            break
        j += 1
    return j


@compiled
def _is_alternative(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int) -> bool:
    """Whether the word behind a slash is one of several with capitals: `Bulgaria/Romania`, no part of an address."""
    if _kind_at(codes, kinds, i) != LARGE:
        return False
    j = i - 1
    while j > 0 and (codes[j - 1] == 47 or _is_letter(_kind_at(codes, kinds, j - 1))):
        j -= 1
    return j < i - 1 and _kind_at(codes, kinds, j) == LARGE and _kind_at(codes, kinds, j - 1) != OTHER


@compiled
def _shape(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], i: int, j: int) -> int:
    if i and (codes[i - 1] in (64, 35) or (codes[i - 1] == 46 and _is_letter(_kind_at(codes, kinds, i - 2)))):
        return HANDLE
    if i and codes[i - 1] == 47 and not _is_alternative(codes, kinds, i):
        return HANDLE
    large = small = 0
    for k in range(i, j):
        kind = _kind_at(codes, kinds, k)
        large += kind == LARGE
        small += kind in (SMALL, CASELESS)
    if not large:
        return LOWER if _kind_at(codes, kinds, i) == SMALL else PLAIN
    if large == 1 and not small:
        return INITIAL
    if not small:
        return SHOUT
    return TITLE if large == 1 and _kind_at(codes, kinds, i) == LARGE else MIXED


@compiled
def _split(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], abbreviations: NDArray[np.uint64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8]]:
    n = len(codes)
    start, end = np.empty(n, np.int32), np.empty(n, np.int32)
    shape, gap = np.empty(n, np.uint8), np.empty(n, np.uint8)
    count, i, before = 0, 0, NEW_PARAGRAPH
    while i < n:
        kind = _kind_at(codes, kinds, i)
        if kind == SPACE:
            before = max(before, SPACED)
            i += 1
            continue
        if kind == LINE:
            before = NEW_PARAGRAPH if before >= NEW_LINE else NEW_LINE
            i += 1
            continue
        j, form = i + 1, SIGN
        if _is_letter(kind):
            j = _word_end(codes, kinds, i, abbreviations)
            form = _shape(codes, kinds, i, j)
        elif kind == DIGIT:
            j, form = _number_end(codes, kinds, i), NUMBER
        elif _is_apostrophe(codes[i]) and before == JOINED and _owner_end(codes, kinds, i) > i:
            j, form = _owner_end(codes, kinds, i), OWNER
        start[count], end[count], shape[count], gap[count] = i, j, form, before
        count += 1
        i, before = j, JOINED
    return start[:count].copy(), end[:count].copy(), shape[:count].copy(), gap[:count].copy()


@compiled
def _hash(
    codes: NDArray[np.uint32],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    small: NDArray[np.uint32],
    bare: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    n = len(start)
    first, hashes = np.empty(n, np.uint32), np.empty((6, n), np.uint64)
    prime = np.uint64(1099511628211)
    for t in range(n):
        i, j = start[t], end[t]
        first[t] = codes[i]
        for row in range(6):
            hashes[row, t] = np.uint64(14695981039346656037) + np.uint64(row if row > 2 else 0)
        for k in range(i, j):
            code = codes[k]
            low = small[code] if code < 0x10000 else code
            base = bare[code] if code < 0x10000 else code
            hashes[0, t] = (hashes[0, t] ^ np.uint64(code)) * prime
            hashes[1, t] = (hashes[1, t] ^ np.uint64(low)) * prime
            if base:
                hashes[2, t] = (hashes[2, t] ^ np.uint64(base)) * prime
            if k < i + 3:
                hashes[3, t] = (hashes[3, t] ^ np.uint64(low)) * prime
            if k >= j - 3:
                hashes[4, t] = (hashes[4, t] ^ np.uint64(low)) * prime
            if k >= j - 2:
                hashes[5, t] = (hashes[5, t] ^ np.uint64(low)) * prime
    return first, hashes
