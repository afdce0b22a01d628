"""Tables of an article: cells between its paragraphs stay together, or the numbers would stand without their heads."""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.clean.compiled import Flags, Numbers, Whole

CELLS = ("td", "th")
# A table has so many cells, and a paragraph that stays so many lines above it at most, and below.
LEAST_CELLS = 4
NEAR = 3
# Menus and lists of teasers are tables too: their cells are links, or surer to be of the frame.
MOST_LINKED = 0.3
LEAST_OF_TABLE = -5.0
_STAYS = 0.01


def decided_by_table(lines: pl.DataFrame, evidence: Numbers) -> Numbers:
    """The evidence of lines of pages (lines.LINES with features), where cells of a table of the article stay.

    The lines of a document stand together and in order; `evidence` are log odds, one a line.
    """
    is_prose = lines["is_prose"].to_numpy()
    is_cell = lines["tag"].is_in(CELLS).to_numpy()
    document = lines["document"].cast(pl.Int64).to_numpy()
    stays = is_prose & ~is_cell & (evidence > 0)
    found = evidence.copy()
    links = lines["link_share"].fill_null(0).to_numpy()
    for first, end in _runs(is_cell & ~is_prose, document):
        is_table = end - first >= LEAST_CELLS and links[first:end].mean() < MOST_LINKED
        above, below = (slice(max(0, first - NEAR), first), slice(end, end + NEAR))
        is_inside = all((stays[side] & (document[side] == document[first])).any() for side in (above, below))
        if is_table and is_inside and evidence[first:end].mean() > LEAST_OF_TABLE:
            found[first:end] = np.maximum(found[first:end], np.float32(_STAYS))
    return found


def _runs(chosen: Flags, document: Whole) -> list[tuple[int, int]]:
    """Where runs of chosen lines of one document begin and end."""
    if not chosen.any():
        return []
    numbers = np.where(chosen, document, -1)
    bounds = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    pairs = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return [(first, end) for first, end in pairs if chosen[first]]
