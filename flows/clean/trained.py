"""The trained scorer: how likely each line is to be of the article, by boosted trees over its features.

The weights stand in weights/, with a description of what they were trained on and how; tests/benchmarks/train_cleaning
makes them. Log odds: positive for the article, negative for its frame.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.clean.measures import measured
from flows.clean.scorer import LineScorer
from flows.clean.trees import Trees, evaluate, load_trees

WEIGHTS = Path(__file__).parent / "weights" / "lines.npz"
# What repetition in other documents of the source costs, by level (repeats.py): never enough alone.
REPEATED = (0.0, 1.0, 2.0)


class Forests(NamedTuple):
    """The trees for lines of pages, and for lines of plain text."""

    page: Trees
    text: Trees


def trained_evidence(lines: pl.DataFrame) -> pl.Series:
    """The evidence of the weights that come with the package."""
    return scorer_of(_shipped())(lines)


@cache
def _shipped() -> Forests:
    return Forests(*(load_trees(WEIGHTS, kind) for kind in Forests._fields))


def scorer_of(forests: Forests) -> LineScorer:
    """A scorer of these trees."""

    def evidence(lines: pl.DataFrame) -> pl.Series:
        is_page = lines["tag"].is_not_null()
        found = np.empty(lines.height, np.float32)
        pages = lines.filter(is_page)
        if pages.height:
            found[is_page.to_numpy()] = evaluate(forests.page, measured(pages, is_page=True))
        texts = lines.filter(~is_page)
        if texts.height:
            found[~is_page.to_numpy()] = evaluate(forests.text, measured(texts, is_page=False))
        return pl.Series("evidence", found - np.array(REPEATED, np.float32)[lines["repeated"].to_numpy()])

    return evidence
