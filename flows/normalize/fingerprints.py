"""What near-duplicates are found by: a narrow row an article, made batch by batch, so that no text is read twice.

MinHash with locality-sensitive bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3):
42 bands of 3 rows put two texts that share half their shingles into a common band with a probability of 0.996.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rensa import RMinHash

from flows.compiled import compiled
from flows.frames import BANDS, FINGERPRINTS
from flows.ids import text_sha256
from flows.kept import Arrays, kept
from flows.normalize.tokens import codes_of

SHINGLE_WORDS = 8
# Texts of fewer words have too few shingles to be compared by them; they are duplicates when their words are equal.
LEAST_WORDS = 25
ROWS = 3  # of a band
SEED = 42
# Odd multipliers that fold the rows of a band into one number (Knuth, The Art of Computer Programming, 3.3.4).
_FOLDS = np.array([0x5851F42D4C957F2D, 0x14057B7EF767814F, 0x9E3779B97F4A7C15], dtype=np.uint64)

_WORD = re.compile(r"\w+")


def fingerprints(articles: pl.DataFrame) -> pl.DataFrame:
    """frames.FINGERPRINTS of articles (article_id, text), sorted by article_id."""
    ordered = articles.select("article_id", "text").sort("article_id")
    runs = [shingle_hashes(text) for text in ordered["text"]]
    is_long = [len(run) > LEAST_WORDS - SHINGLE_WORDS for run in runs]
    bands = iter(_bands([run for run, long in zip(runs, is_long, strict=True) if long]))
    rows = [
        (article_id, None if long else _equality(words_of_text(text)), next(bands) if long else None)
        for (article_id, text), long in zip(ordered.iter_rows(), is_long, strict=True)
    ]
    return pl.DataFrame(rows, schema=FINGERPRINTS, orient="row")


def words_of_text(text: str) -> list[str]:
    """The words of a text as they are compared: case-folded, without punctuation."""
    return _WORD.findall(text.casefold())


def shingles(words: Sequence[str]) -> list[str]:
    """All runs of SHINGLE_WORDS neighbouring words, in order."""
    return list(map(" ".join, zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)))


def shingle_hashes(text: str) -> NDArray[np.uint64]:
    """A hash of each run of words that `shingles` gives of `words_of_text`, in order, without making them."""
    return _hashes_of_runs(codes_of(text.casefold()), _word_letters())


def _equality(words: Sequence[str]) -> str | None:
    """What equal short texts share; None for a text without words, which equals nothing."""
    return text_sha256(" ".join(words)) if words else None


def _bands(runs: Sequence[NDArray[np.uint64]]) -> list[list[int]]:
    """The bands of texts by the hashes of their shingles."""
    if not runs:
        return []
    starts = np.cumsum([0, *map(len, runs)], dtype=np.uint64)
    sketches = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(runs), starts, BANDS * ROWS, SEED)
    signatures = np.array(sketches.to_rows(), dtype=np.uint64).reshape(len(runs), BANDS, ROWS)
    folded: list[list[int]] = (signatures @ _FOLDS).tolist()
    return folded


@cache
def _word_letters() -> NDArray[np.bool_]:
    """By code point, whether a regular expression takes it for part of a word; made once an installation."""
    return kept(__name__, [Path(__file__)], _made)["is_word"].astype(np.bool_, copy=False)


def _made() -> Arrays:
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    return {"is_word": np.array([letter.isalnum() or letter == "_" for letter in letters], dtype=np.bool_)}


@compiled
def _hashes_of_runs(codes: NDArray[np.uint32], is_word: NDArray[np.bool_]) -> NDArray[np.uint64]:
    words, count = np.empty(len(codes) // 2 + 1, np.uint64), 0
    start, prime = np.uint64(14695981039346656037), np.uint64(1099511628211)
    value = start
    for code in codes:
        if is_word[code]:
            value = (value ^ np.uint64(code)) * prime
        elif value != start:
            words[count], value, count = value, start, count + 1
    if value != start:
        words[count], count = value, count + 1
    hashes = np.empty(max(0, count - SHINGLE_WORDS + 1), np.uint64)
    for at in range(len(hashes)):
        value = start
        for word in words[at : at + SHINGLE_WORDS]:
            value = (value ^ word) * prime
            value ^= value >> np.uint64(29)
        hashes[at] = value
    return hashes
