"""The shape of each line's text, in any script: one pass over its characters, compiled.

Every character falls into one of a few classes by its Unicode properties, and what is measured are counts of classes:
words, capitals, digits, sentence ends. No word of any language is known here. A word's frequency in its own document
stands in for a list of function words.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean.compiled import Bytes, Hashes, Numbers, Small, Whole, compiled
from flows.kept import Arrays, kept

# Of each character of the basic plane its class and its lower case; of each class the column it counts in, or -1.
Tables: TypeAlias = tuple[Bytes, npt.NDArray[np.uint16], Whole]

# Classes of characters. Letters come first, so that `class <= MARK` tells what belongs to a word.
UPPER, LOWER, CASELESS, UNSPACED, DIGIT, MARK = range(1, 7)
STOP, COMMA, QUOTE, DASH, COLON, BAR, BRACKET, SYMBOL, SPACE, OTHER = range(7, 17)

_SIGNS = {
    STOP: ".!?…。！？؟۔।։｡",
    COMMA: ",;،؛、，；",
    QUOTE: "\"'“”‘’«»‹›„‚「」『』",
    DASH: "-–—−‐‑",
    COLON: ":：",
    BAR: "|/\\>•·→▶►●■*~",
    BRACKET: "()[]{}（）",
    SYMBOL: "@#©®™%&+=<_",
}
# So many ideographs or syllables count as a word, and so many letters of the scripts that spell (Thai, Lao, Khmer,
# Burmese), which all stand below the others.
A_WORD_OF_SIGNS, A_WORD_SPELT = 2, 5
_IDEOGRAPHS = 0x2E80
_UNSPACED_NAMES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_PLANE = 0x10000
_OF_CATEGORY = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": CASELESS, "Lm": CASELESS, "Nd": DIGIT, "Nl": DIGIT}

# What is counted of a line, by column of `shapes`.
SHAPES = (
    *("words", "characters", "capitalised", "all_capitals", "lower_words", "short_words", "digits", "letters"),
    *("inner_stops", "commas", "quotes", "dashes", "colons", "bars", "symbols", "brackets", "longest"),
    *("first_class", "last_class", "is_closed", "frequent", "familiarity", "unique"),
)
WORDS, CHARACTERS, CAPITALISED, ALL_CAPITALS, LOWER_WORDS, SHORT_WORDS, DIGITS, LETTERS = range(8)
INNER_STOPS, COMMAS, QUOTES, DASHES, COLONS, BARS, SYMBOLS, BRACKETS, LONGEST = range(8, 17)
FIRST_CLASS, LAST_CLASS, IS_CLOSED, FREQUENT, FAMILIARITY, UNIQUE = range(17, 23)
_COUNTED = {COMMA: COMMAS, QUOTE: QUOTES, DASH: DASHES, COLON: COLONS, BAR: BARS, SYMBOL: SYMBOLS, BRACKET: BRACKETS}

# A word of at most so many letters is short; one that a document holds so many times is frequent in it.
SHORT = 3
FREQUENT_COUNT = 5
# Counters of words a document has; words that share one are counted as one.
SLOTS = 8192
_BASIS, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)


@cache
def _tables() -> Tables:
    arrays = kept(__name__, [Path(__file__)], _arrays)
    classes, lower = arrays["classes"].astype(np.uint8, copy=False), arrays["lower"].astype(np.uint16, copy=False)
    return classes, lower, arrays["columns"].astype(np.int64, copy=False)


def _arrays() -> Arrays:
    """The `classes` of characters, their small letters (`lower`), and the `columns` where classes are counted."""
    classes = np.full(_PLANE, OTHER, np.uint8)
    lower = np.arange(_PLANE, dtype=np.uint16)
    for code in range(_PLANE):
        character = chr(code)
        category = unicodedata.category(character)
        small = character.lower()
        lower[code] = ord(small) if len(small) == 1 and ord(small) < _PLANE else code
        classes[code] = _OF_CATEGORY.get(category, MARK if category[0] == "M" else OTHER)
        if classes[code] == CASELESS and unicodedata.name(character, "").startswith(_UNSPACED_NAMES):
            classes[code] = UNSPACED
        if character.isspace():
            classes[code] = SPACE
    for sign, characters in _SIGNS.items():
        for character in characters:
            classes[ord(character)] = sign
    columns = np.full(OTHER + 1, -1, np.int64)
    for sign, column in _COUNTED.items():
        columns[sign] = column
    return {"classes": classes, "lower": lower, "columns": columns}


def with_shapes(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with `shape`, the counts named in SHAPES, and `line_key`. A document's lines stand together."""
    found, keys, slots, word_ends = _counted(lines["text"])
    _weigh(lines["document"].cast(pl.Int64).to_numpy(), slots, word_ends, found)
    shape = pl.Series("shape", found, dtype=pl.Array(pl.Float32, len(SHAPES)))
    return lines.with_columns(shape, pl.Series("line_key", keys))


def line_keys(text: pl.Series) -> pl.Series:
    """A hash of each line's letters, without regard to case, signs and the value of digits; 0 where it has none."""
    return pl.Series("key", _counted(text)[1])


def _counted(text: pl.Series) -> tuple[Numbers, Hashes, Small, Whole]:
    data = np.frombuffer(text.str.join("").cast(pl.Binary).item(), np.uint8)
    ends = text.str.len_bytes().cast(pl.Int64).cum_sum().to_numpy()
    found = np.zeros((len(text), len(SHAPES)), np.float32)
    keys = np.zeros(len(text), np.uint64)
    slots = np.zeros(len(data) + 1, np.int32)
    word_ends = np.zeros(len(text), np.int64)
    _count(data, ends, _tables(), found, keys, slots, word_ends)
    return found, keys, slots, word_ends


@compiled
def _code(data: Bytes, at: int) -> tuple[np.uint32, int]:
    """The code point at `at` of UTF-8 bytes, and where the next starts."""
    first = np.uint32(data[at])
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return ((first & 0x1F) << 6) | (data[at + 1] & 0x3F), at + 2
    if first < 0xF0:
        return ((first & 0x0F) << 12) | (np.uint32(data[at + 1] & 0x3F) << 6) | (data[at + 2] & 0x3F), at + 3
    high = ((first & 0x07) << 18) | (np.uint32(data[at + 1] & 0x3F) << 12)
    return high | (np.uint32(data[at + 2] & 0x3F) << 6) | (data[at + 3] & 0x3F), at + 4


@compiled
def _count(
    data: Bytes, ends: Whole, tables: Tables, found: Numbers, hashes: Hashes, slots: Small, word_ends: Whole
) -> None:
    """Fills `found` but for its last three columns, `hashes`, and `slots` with a counter for each word."""
    at = words = 0
    for row in range(len(ends)):
        words, hashes[row] = _count_line(data, (at, ends[row]), tables, found[row], slots, words)
        at, word_ends[row] = ends[row], words


@compiled
def _count_line(
    data: Bytes, span: tuple[int, int], tables: Tables, line: Numbers, slots: Small, words_at: int
) -> tuple[int, np.uint64]:
    """Fills a line's counts and, from `words_at` on, its words' counters; where they end, and the line's key."""
    classes, lower, columns = tables
    (at, end), before = span, words_at
    key = word = _BASIS
    letters = upper = tail = starts_lower = 0
    is_spaced = False
    while at < end:
        code, at = _code(data, at)
        kind = np.int64(classes[code]) if code < _PLANE else _astral(code)
        line[CHARACTERS] += 1
        if line[FIRST_CLASS] == 0 and kind != SPACE:
            line[FIRST_CLASS] = kind
        if letters > 0 and (
            kind > MARK or (kind == UNSPACED and letters >= (A_WORD_SPELT if code < _IDEOGRAPHS else A_WORD_OF_SIGNS))
        ):
            slots[words_at] = _end_word(line, letters, upper, starts_lower, word)
            words_at, letters, upper, word = words_at + 1, 0, 0, _BASIS
        if kind <= MARK:
            small = np.uint64(48) if kind == DIGIT else np.uint64(lower[code] if code < _PLANE else code)
            if letters == 0:
                key = (key ^ np.uint64(32)) * _PRIME
                starts_lower = int(kind not in (UPPER, DIGIT))
                line[INNER_STOPS] += is_spaced and tail == STOP
            letters, upper = letters + 1, upper + (kind == UPPER)
            line[DIGITS] += kind == DIGIT
            word = (word ^ small) * _PRIME
            if kind != DIGIT or tail != DIGIT:
                key = (key ^ small) * _PRIME
        elif columns[kind] >= 0:
            line[columns[kind]] += 1
        tail = tail if kind in (SPACE, QUOTE, BRACKET) else int(kind)
        is_spaced = kind == SPACE
    if letters > 0:
        slots[words_at] = _end_word(line, letters, upper, starts_lower, word)
        words_at += 1
    line[LAST_CLASS], line[IS_CLOSED] = tail, tail == STOP
    return words_at, key if words_at > before else np.uint64(0)


@compiled
def _astral(code: np.uint32) -> int:
    """The class of a character beyond the basic plane: a Han character, a sign such as an emoji, or a letter."""
    if 0x20000 <= code < 0x40000:
        return UNSPACED
    return OTHER if 0x1D000 <= code < 0x20000 else CASELESS


@compiled
def _end_word(line: Numbers, letters: int, upper: int, starts_lower: int, word: np.uint64) -> np.int32:
    """Counts a word that ends here; returns its counter."""
    line[WORDS] += 1
    line[LETTERS] += letters
    line[LONGEST] = max(line[LONGEST], letters)
    if upper == letters and letters > 1:
        line[ALL_CAPITALS] += 1
    if starts_lower:
        line[LOWER_WORDS] += 1
        line[SHORT_WORDS] += letters <= SHORT
    elif upper > 0:
        line[CAPITALISED] += 1
    return np.int32(word % np.uint64(SLOTS))


@compiled
def _weigh(rows: Whole, slots: Small, word_ends: Whole, found: Numbers) -> None:
    """Fills the last three columns of `found`: how a line's words occur elsewhere in their document."""
    counts = np.zeros(SLOTS, np.int32)
    first = 0
    while first < len(rows):
        end = first
        while end < len(rows) and rows[end] == rows[first]:
            end += 1
        begin = word_ends[first - 1] if first > 0 else 0
        for at in range(begin, word_ends[end - 1]):
            counts[slots[at]] += 1
        at = begin
        for row in range(first, end):
            words = max(1, word_ends[row] - at)
            while at < word_ends[row]:
                others = counts[slots[at]] - 1
                found[row, FREQUENT] += (others >= FREQUENT_COUNT) / words
                found[row, FAMILIARITY] += np.log2(1.0 + others) / words
                found[row, UNIQUE] += (others == 0) / words
                at += 1
        for at in range(begin, word_ends[end - 1]):
            counts[slots[at]] = 0
        first = end
