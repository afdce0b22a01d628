"""What near-duplicates are found by: a narrow row an article, made batch by batch, so that no text is read twice.

MinHash with locality-sensitive bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3):
42 bands of 3 rows put two texts that share half their shingles into a common band with a probability of 0.996.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import polars as pl
from rensa import RMinHash

from flows.frames import BANDS, FINGERPRINTS
from flows.ids import text_sha256

SHINGLE_WORDS = 8
# Texts of fewer words have too few shingles to be compared by them; they are duplicates when their words are equal.
LEAST_WORDS = 25
ROWS = 3  # of a band
SEED = 42
# Odd multipliers that fold the rows of a band into one number (Knuth, The Art of Computer Programming, 3.3.4).
_FOLDS = np.array([[0x5851F42D4C957F2D], [0x14057B7EF767814F], [0x9E3779B97F4A7C15]], dtype=np.uint64)

_WORD = re.compile(r"\w+")


def fingerprints(articles: pl.DataFrame) -> pl.DataFrame:
    """frames.FINGERPRINTS of articles (article_id, text), sorted by article_id."""
    rows = []
    for article_id, text in articles.select("article_id", "text").sort("article_id").iter_rows():
        words = words_of_text(text)
        is_long = len(words) >= LEAST_WORDS
        rows.append((article_id, None if is_long else _equality(words), _bands(words) if is_long else None))
    return pl.DataFrame(rows, schema=FINGERPRINTS, orient="row")


def words_of_text(text: str) -> list[str]:
    """The words of a text as they are compared: case-folded, without punctuation."""
    return _WORD.findall(text.casefold())


def shingles(words: Sequence[str]) -> list[str]:
    """All runs of SHINGLE_WORDS neighbouring words, in order."""
    return list(map(" ".join, zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)))


def _equality(words: Sequence[str]) -> str | None:
    """What equal short texts share; None for a text without words, which equals nothing."""
    return text_sha256(" ".join(words)) if words else None


def _bands(words: Sequence[str]) -> list[int]:
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(shingles(words))
    signature = np.array(sketch.digest(), dtype=np.uint64).reshape(BANDS, ROWS)
    folded: list[int] = (signature @ _FOLDS)[:, 0].tolist()
    return folded
