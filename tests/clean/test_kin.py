"""Lines marked up alike decide on each other where the trees doubt: paragraphs stay together, teasers go together."""

import numpy as np
import polars as pl
import pytest

from flows.clean.kin import decided_by_kin, decided_by_neighbours

PARAGRAPH, TEASER, MENU = ("p", 7), ("a", 9), ("li", 3)


def lines(*said, links=0.0, label=None):
    """Lines of documents: (document, (tag, path), words, is_prose)."""
    rows = [(document, tag, path, words, is_prose) for document, (tag, path), words, is_prose in said]
    frame = pl.DataFrame(rows, ["document", "tag", "path", "words", "is_prose"], orient="row")
    types = {"document": pl.UInt32, "path": pl.UInt32, "words": pl.Int32}
    return frame.cast(types).with_columns(link_share=pl.lit(links, pl.Float32), label=pl.lit(label, pl.String))


def decided(frame, *evidence):
    return decided_by_kin(frame, np.array(evidence, np.float32)) > 0


ARTICLE = [(0, PARAGRAPH, 40, True)] * 3


def test_a_paragraph_in_doubt_stays_with_those_alike():
    assert decided(lines(*ARTICLE), 2.0, 1.5, -0.5).tolist() == [True, True, True]


@pytest.mark.parametrize(
    ("frame", "evidence"),
    [
        (lines(*ARTICLE), (2.0, 1.5, -2.5)),  # no doubt about it
        (lines(*ARTICLE), (2.0, -0.7, -0.5)),  # too few like it stay
        (lines(*ARTICLE, (0, PARAGRAPH, 30, True)), (2.0, 1.5, -0.5, -3.0)),  # one like it surely goes
        (lines(*ARTICLE[:2], (0, ("p", 8), 40, True)), (2.0, 1.5, -0.5)),  # other tags around it
        (lines(*ARTICLE[:2], (0, PARAGRAPH, 4, False)), (2.0, 1.5, -0.5)),  # no paragraph
        (lines(*ARTICLE[:2], (1, PARAGRAPH, 40, True)), (2.0, 1.5, -0.5)),  # of another document
        (lines(*ARTICLE, links=0.6), (2.0, 1.5, -0.5)),
        (lines(*ARTICLE, label="legal"), (2.0, 1.5, -0.5)),
        (lines(*ARTICLE[:2], *[(0, MENU, 1, False)] * 8, ARTICLE[2]), (2.0, 1.5, *[-4.0] * 8, -0.5)),  # far off
    ],
)
def test_other_lines_that_were_to_go_do(frame, evidence):
    assert not decided(frame, *evidence)[-1]


def test_a_teaser_in_doubt_goes_with_those_alike():
    frame = lines(*ARTICLE, *[(0, TEASER, 20, True)] * 5)
    assert decided(frame, 3.0, 3.0, 3.0, 1.0, *[-2.0] * 4).tolist() == [True] * 3 + [False] * 5


@pytest.mark.parametrize("evidence", [(2.5, -2.0, -2.0, -2.0), (1.0, -2.0, -2.0, -0.5), (1.0, 1.0, -2.0, -2.0)])
def test_a_line_stays_that_is_sure_or_whose_kin_are_too_few(evidence):
    assert decided(lines(*[(0, TEASER, 20, True)] * 4), *evidence)[0]


def test_documents_decide_apart_whatever_their_order():
    frame = pl.concat([lines(*ARTICLE), lines(*[(1, TEASER, 20, True)] * 4)])
    evidence = np.array((2.0, 1.5, -0.5, 1.0, -2.0, -2.0, -2.0), np.float32)
    swapped = pl.concat([frame[3:], frame[:3]])
    assert (
        decided_by_kin(swapped, np.roll(evidence, 4)).tolist() == np.roll(decided_by_kin(frame, evidence), 4).tolist()
    )


@pytest.mark.parametrize(
    ("words", "evidence", "stays"),
    [(12, -1.0, True), (6, -1.0, False), (12, -2.5, False)],
    ids=["in doubt", "short", "no doubt about it"],
)
def test_without_markup_a_paragraph_in_doubt_stays_next_to_others(words, evidence, stays):
    frame = lines(*ARTICLE[:2], (0, MENU, 2, False), (0, PARAGRAPH, words, True))
    found = decided_by_neighbours(frame, np.array((2.0, 1.5, -4.0, evidence), np.float32))
    assert (found > 0).tolist() == [True, True, False, stays]
