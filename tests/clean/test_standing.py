"""Where a line stands among the first scores of its document, on a handful of lines counted by hand."""

import numpy as np
import pytest

from flows.clean.standing import FAR_WORDS, KEYS, MOST, PAGE_STANDING, TEXT_STANDING, standing

# A menu, a heading, two paragraphs with a link between them, and a footer; then a document of one line.
SCORES = np.array([-4, -1, 2, -3, 3, -6, 1], np.float32)
WORDS = np.array([2, 3, 20, 5, 30, 1, 8], np.float32)
PROSE = np.array([0, 0, 20, 0, 30, 0, 8], np.float32)
BOUNDS = np.array([0, 6, 7])
CONTAINER = np.array([1, 2, 2, 2, 2, 3, 1])
KEYED = np.stack([CONTAINER] * len(KEYS))
FAR = 60


@pytest.fixture(scope="module")
def found() -> dict[str, list[float]]:
    matrix = standing(SCORES, WORDS, PROSE, BOUNDS, KEYED)
    assert matrix.shape == (len(SCORES), len(PAGE_STANDING))
    return dict(zip(PAGE_STANDING, matrix.T.tolist(), strict=True))


def test_lines_of_plain_text_have_the_group_of_their_block():
    matrix = standing(SCORES, WORDS, PROSE, BOUNDS, KEYED[:1])
    assert matrix.shape == (len(SCORES), len(TEXT_STANDING))
    np.testing.assert_array_equal(matrix, standing(SCORES, WORDS, PROSE, BOUNDS, KEYED)[:, : len(TEXT_STANDING)])


def test_scores_of_the_line_and_of_its_neighbours(found):
    assert found["score"] == SCORES.tolist()
    assert found["score-1"] == [-MOST, -4, -1, 2, -3, 3, -MOST]
    assert found["score+2"] == [2, -3, 3, -6, -MOST, -MOST, -MOST]


def test_windows_leave_the_line_itself_out(found):
    assert found["mean_1"][3] == pytest.approx((20 * 2 + 30 * 3) / 50)
    assert found["kept_1"] == [0, 20, 0, 50, 0, 30, 0]
    assert found["mean_20"][6] == -MOST  # nobody else is there
    assert found["kept_20"][2] == 30


def test_what_is_kept_of_the_document(found):
    assert found["surest"] == [3] * 6 + [1]
    assert found["from_surest"] == [-4, -3, -2, -1, 0, 1, 0]
    np.testing.assert_allclose(found["kept_share"], [50 / 61] * 6 + [1], rtol=1e-6)
    np.testing.assert_allclose(found["kept_words"], np.log2([51] * 6 + [9]), rtol=1e-6)
    np.testing.assert_allclose(found["kept_above"], [0, 0, 0, 0.4, 0.4, 1, 0], rtol=1e-6)
    np.testing.assert_allclose(found["rank"], [1 / 6, 3 / 6, 4 / 6, 2 / 6, 5 / 6, 0, 0], rtol=1e-6)


def test_how_far_the_kept_paragraphs_are(found):
    assert found["prose_above"] == [FAR, FAR, FAR, 1, 2, 1, FAR]
    assert found["prose_below"] == [2, 1, 2, 1, FAR, FAR, FAR]
    assert found["words_above"] == [FAR_WORDS, FAR_WORDS, FAR_WORDS, 0, 5, 0, FAR_WORDS]
    assert found["words_below"] == [3, 0, 5, 0, FAR_WORDS, FAR_WORDS, FAR_WORDS]


def test_runs_and_the_stretch_with_the_greatest_sum(found):
    np.testing.assert_allclose(found["run_words"], np.log2([6, 6, 21, 6, 31, 2, 9]), rtol=1e-6)
    assert found["in_stretch"] == [0, 0, 1, 1, 1, 0, 1]
    assert found["edge"] == [-2, -1, 1, 2, 1, -1, 1]


def test_groups_tell_of_the_other_lines(found):
    for key in KEYS:
        assert found[f"{key}_mean"][3] == pytest.approx((-3 + 40 + 90) / 53)
        assert found[f"{key}_best"][1:5] == [3, 3, 3, 2]
        assert found[f"{key}_mean"][0] == found[f"{key}_best"][0] == -MOST
        np.testing.assert_allclose(found[f"{key}_kept"], [0, 1, 1, 1, 1, 0, 1])


def test_no_score_counts_for_more_than_the_most():
    high = standing(SCORES * 100, WORDS, PROSE, BOUNDS, KEYED)
    assert np.abs(high[:, 0]).max() == MOST
    assert np.isfinite(high).all()
