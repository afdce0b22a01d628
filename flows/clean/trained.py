"""The trained scorer: how likely each line is to be of the article, by boosted trees over its features.

Two forests in turn: the first scores each line by its features, the second by these and by where the line stands among
the first scores of its document. The weights stand in weights/, with a description of what they were trained on and
how; tests/benchmarks/train_cleaning makes them. Log odds: positive for the article, negative for its frame.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.clean.cells import decided_by_table
from flows.clean.compiled import Numbers, Whole
from flows.clean.kin import decided_by_kin, decided_by_neighbours
from flows.clean.measures import IS_PROSE, bounds_of, grouped, measured
from flows.clean.scorer import LineScorer
from flows.clean.shape import WORDS
from flows.clean.standing import standing
from flows.clean.trees import Trees, evaluate, load_trees

WEIGHTS = Path(__file__).parent / "weights" / "lines.npz"
# What repetition in other documents of the source costs, by level (repeats.py): never enough alone.
REPEATED = (0.0, 1.0, 2.0)


class Stack(NamedTuple):
    """The forest that scores lines, and the one that scores them again, knowing the scores of all."""

    first: Trees
    second: Trees


class Forests(NamedTuple):
    """The trees for lines of pages, and for lines of plain text."""

    page: Stack
    text: Stack


class Known(NamedTuple):
    """What forests ask of lines that are all of pages or all of plain texts (measures.py)."""

    features: Numbers
    bounds: Whole
    keys: Whole


def trained_evidence(lines: pl.DataFrame) -> pl.Series:
    """The evidence of the weights that come with the package."""
    return scorer_of(shipped())(lines)


@cache
def shipped() -> Forests:
    """The forests that come with the package."""
    return Forests(
        *(Stack(*(load_trees(WEIGHTS, f"{kind}.{part}") for part in Stack._fields)) for kind in Forests._fields)
    )


def scorer_of(forests: Forests) -> LineScorer:
    """A scorer of these trees."""

    def evidence(lines: pl.DataFrame) -> pl.Series:
        has_markup = lines["tag"].is_not_null()
        found = np.empty(lines.height, np.float32)
        for stack, wanted in ((forests.page, has_markup), (forests.text, ~has_markup)):
            own = lines if wanted.all() else lines.filter(wanted)
            if own.height:
                is_page = stack is forests.page
                scores = _scores(stack, known_of(own, is_page=is_page))
                found[wanted.to_numpy()] = (_decided if is_page else decided_by_neighbours)(own, scores)
        return pl.Series("evidence", found - np.array(REPEATED, np.float32)[lines["repeated"].to_numpy()])

    return evidence


def known_of(lines: pl.DataFrame, *, is_page: bool) -> Known:
    """What forests ask of lines, all of pages or all of plain texts."""
    return Known(measured(lines, is_page=is_page), bounds_of(lines), grouped(lines, is_page=is_page))


def judged_again(known: Known, scores: Numbers) -> Numbers:
    """What the second forest asks of lines: their features, and where they stand among the `scores` of the first."""
    words = known.features[:, WORDS]
    stands = standing(scores, words, words * known.features[:, IS_PROSE], known.bounds, known.keys)
    return np.hstack((known.features, stands))


def _decided(lines: pl.DataFrame, scores: Numbers) -> Numbers:
    """The scores of lines of pages, those in doubt decided by what the lines belong to."""
    return decided_by_table(lines, decided_by_kin(lines, scores))


def _scores(stack: Stack, known: Known) -> Numbers:
    return evaluate(stack.second, judged_again(known, evaluate(stack.first, known.features)))
