"""Lines of a page that are marked up alike are of a kind: the paragraphs of an article, the teasers of a list.

The trees score a line by itself and by its neighbours, and err on single lines: the last paragraph before the share
bar, the one long teaser of a box. Lines of a document with the same tags around them, and the same tag, vote on those
that are in doubt. Where there is no markup, a paragraph in doubt stays with those next to it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean.compiled import Doubles, Flags, Numbers, Whole

# A paragraph that was to go stays where its evidence is above this, so many paragraphs like it stay and none like it
# is surely of the frame, and one of any kind stays so many lines from it.
LEAST_OF_PARAGRAPH = -1.0
LEAST_ALIKE = 2
NEAR = 8
# Without markup, one of so many words with evidence above this stays so many lines from a paragraph that does, where so
# many do.
LEAST_WITHOUT_MARKUP = -2.0
LEAST_WORDS = 10
NEXT = 2
# No link takes more of a paragraph's characters.
MOST_LINKED = 0.3
# A line that was to stay goes where its evidence is below this, and the lines like it that go, so many at least, hold
# so many times the words of those that stay.
MOST_OF_TEASER = 2.0
LEAST_TEASERS = 3
TIMES_THE_WORDS = 3
# A line that goes is sure to be of the frame below this.
SURE_TO_GO = -1.0
# Of a line so many words count.
WORDS_CAP = 60
# The evidence of a line that its kin has decided about.
_STAYS, _GOES = 0.01, -0.01


def decided_by_kin(lines: pl.DataFrame, evidence: Numbers) -> Numbers:
    """The evidence of lines of pages (lines.LINES with features and labels), those in doubt decided by lines alike.

    The lines of a document stand together and in order; `evidence` are log odds, one a line.
    """
    alike = _alike(lines)
    saved = np.where(_are_paragraphs(lines, evidence, alike), np.float32(_STAYS), evidence)
    return np.where(_are_teasers(lines, saved, alike), np.float32(_GOES), saved)


def decided_by_neighbours(lines: pl.DataFrame, evidence: Numbers) -> Numbers:
    """The same for lines of plain texts: paragraphs in doubt that stand next to others stay."""
    is_paragraph = lines.select(pl.col("is_prose") & pl.col("label").is_null()).to_series().to_numpy()
    is_saved = is_paragraph & (evidence <= 0) & (evidence > LEAST_WITHOUT_MARKUP)
    is_saved &= lines["words"].to_numpy() >= LEAST_WORDS
    documents, stays = lines["document"].to_numpy(), is_paragraph & (evidence > 0)
    is_saved &= _count(documents, stays) >= LEAST_ALIKE
    return np.where(is_saved & (_distance(documents, stays) <= NEXT), np.float32(_STAYS), evidence)


def _are_paragraphs(lines: pl.DataFrame, evidence: Numbers, alike: Whole) -> Flags:
    unlinked = pl.col("label").is_null() & (pl.col("link_share").fill_null(0) < MOST_LINKED)
    is_paragraph = lines.select(pl.col("is_prose") & unlinked).to_series().to_numpy()
    stays, is_sure = evidence > 0, evidence <= LEAST_OF_PARAGRAPH
    found = is_paragraph & ~stays & ~is_sure
    found &= _count(alike, is_paragraph & stays) >= LEAST_ALIKE
    found &= _count(alike, is_paragraph & is_sure) == 0
    return found & (_distance(lines["document"].to_numpy(), stays) <= NEAR)


def _are_teasers(lines: pl.DataFrame, evidence: Numbers, alike: Whole) -> Flags:
    stays, goes = evidence > 0, evidence < SURE_TO_GO
    words = np.clip(lines["words"].to_numpy(), 1, WORDS_CAP)
    found = stays & (evidence < MOST_OF_TEASER) & (_count(alike, goes) >= LEAST_TEASERS)
    return found & (_count(alike, goes * words) > TIMES_THE_WORDS * _count(alike, stays * words))


def _alike(lines: pl.DataFrame) -> Whole:
    """A number for each line that those of its document with the same tags around them and the same tag share."""
    tags = lines["tag"].cast(pl.Categorical).to_physical().cast(pl.Int64).to_numpy()
    document, path = (lines[name].cast(pl.Int64).to_numpy() for name in ("document", "path"))
    keys = ((document << 32) + path) * (int(tags.max()) + 1) + tags
    return np.unique(keys, return_inverse=True)[1]


def _count(alike: Whole | npt.NDArray[np.uint32], weights: Flags | npt.NDArray[np.int32]) -> Doubles:
    """For each line the sum of the weights of those alike."""
    return np.bincount(alike, weights)[alike].astype(np.float64, copy=False)


def _distance(document: npt.NDArray[np.uint32], chosen: Flags) -> Whole:
    """For each line how many lines away the nearest chosen one of its document is; a large number where none is."""
    places = np.arange(len(document))
    before = np.maximum.accumulate(np.where(chosen, places, -1))
    after = np.minimum.accumulate(np.where(chosen, places, len(document))[::-1])[::-1]
    found = np.full(len(document), len(document) + NEAR)
    for near in (before, after):
        inside = (near >= 0) & (near < len(document))
        inside[inside] = document[near[inside]] == document[inside]
        found[inside] = np.minimum(found[inside], np.abs(places[inside] - near[inside]))
    return found
