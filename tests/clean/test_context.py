"""What a line's neighbours and container say of it: each function on a handful of lines, counted by hand."""

import numpy as np

from flows.clean import context

WORDS = np.array([2, 3, 20, 30, 1], np.float32)
PROSE = np.array([0, 0, 20, 30, 0], np.float32)
END = len(WORDS)


def columns(count: int) -> np.ndarray:
    return np.zeros((END, count), np.float32)


def test_positions():
    found = columns(9)
    context.positions(0, END, WORDS, PROSE, found)
    assert found[:, 0].tolist() == [np.float32(at / END) for at in range(END)]
    np.testing.assert_allclose(found[:, 1] * 56, [0, 2, 5, 25, 55], rtol=1e-5)
    assert found[0, 2] == np.float32(np.log2(6))
    assert found[0, 3] == np.float32(np.log2(57))
    np.testing.assert_allclose(found[:, 4], 50 / 56)
    assert found[:, 5].tolist() == [context.FAR, context.FAR, context.FAR, 1, 1]
    assert found[:, 6].tolist() == [2, 1, 1, context.FAR, context.FAR]
    assert found[:, 7].tolist() == [context.FAR, context.FAR, 0, 0, context.FAR]
    assert found[:, 8].tolist() == [-3, -2, -1, 0, 1]


def test_windows_hold_the_lines_to_either_side():
    found = columns(2 * len(context.WINDOWS))
    context.windows(0, END, PROSE, (PROSE == 0).astype(np.float32), found)
    assert found[0, :2].tolist() == [20, 2]
    assert found[2, :2].tolist() == [50, 3]
    assert found[4, :2].tolist() == [50, 1]
    assert found[:, 2].tolist() == [50] * END


def test_neighbours_beyond_the_document_are_minus_one():
    found = columns(len(context.NEIGHBOURS))
    context.neighbours(1, END, WORDS.reshape(-1, 1), found)
    assert found[1].tolist() == [-1, -1, -1, 20, 30, 1]
    assert found[4].tolist() == [3, 20, 30, -1, -1, -1]
    assert found[0].tolist() == [0] * len(context.NEIGHBOURS)


def test_repeated_lines_are_counted_and_only_the_first_is_first():
    found = columns(2)
    context.repeats(0, END, np.array([7, 8, 7, 9, 7], np.uint64), found)
    assert found.tolist() == [[3, 1], [1, 1], [3, 0], [1, 1], [3, 0]]


def test_groups_sum_up_the_lines_of_a_container():
    found = columns(5)
    links = np.array([1, 0, 0, 0, 1], np.float32)
    context.groups(0, END, np.array([1, 1, 2, 2, 1]), PROSE, WORDS, links, found)
    np.testing.assert_allclose(found[0], [np.log2(4), 0, 0, 2, 2 / 3], rtol=1e-6)
    np.testing.assert_allclose(found[3], [np.log2(3), np.log2(51), 1, 25, 0], rtol=1e-6)
    assert found[0].tolist() == found[4].tolist()


def test_the_distance_to_the_nearest_anchor_has_a_sign():
    found = columns(1)
    context.distances(0, END, np.array([False, False, True, False, False]), found)
    assert found[:, 0].tolist() == [-2, -1, 0, 1, 2]
    context.distances(0, END, np.zeros(END, np.bool_), found)
    assert found[:, 0].tolist() == [context.FAR + 1] * END


def test_the_stretch_with_the_most_evidence():
    found = columns(3)
    context.stretch(0, END, np.array([1, -5, 3, 4, -1], np.float32), found)
    assert found[:, 0].tolist() == [0, 0, 1, 1, 0]
    assert found[:, 1].tolist() == [-2, -1, 1, 1, -1]
    assert found[0, 2] == 3
    context.stretch(0, END, np.full(END, -1, np.float32), found)
    assert found[:, 0].tolist() == [0] * END
    assert found[:, 1].tolist() == [-context.FAR] * END


def test_the_last_label_above():
    found = columns(2)
    context.last_label(0, END, np.array([0, 4, 0, 0, 2], np.float32), found)
    assert found.tolist() == [[0, context.FAR], [0, context.FAR], [4, 1], [4, 2], [4, 3]]


def test_runs_are_numbered_and_their_prose_is_summed():
    found = columns(4)
    context.runs(0, END, np.array([True, False, True, True, False]), PROSE, found)
    assert found[:, 0].tolist() == [1, 0, 2, 2, 0]
    assert found[:, 1].tolist() == [2] * END
    np.testing.assert_allclose(found[:, 2], [0, 0, np.log2(51), np.log2(51), 0], rtol=1e-6)
    assert found[:, 3].tolist() == [1, 0, 1, 2, 0]


def test_places_in_the_lines_of_a_key():
    found = columns(2)
    context.places(0, END, np.array([1, 1, 2, 1, 2]), found)
    assert found.tolist() == [[0, 2], [1, 1], [0, 1], [2, 0], [1, 0]]


def test_signed_lines_are_counted_around_a_line_and_lines_since_the_label_of_comments():
    found = columns(len(context.CROWDS) + 1)
    is_signed, is_comments = (np.arange(END) == at for at in (4, 1))
    context.crowds(0, END, is_signed, is_comments, found)
    assert found[:, 0].tolist() == [1] * END
    assert found[:, 2].tolist() == [context.FAR + 1, context.FAR + 1, 1, 2, 3]


def test_signed_lines_further_off_are_in_the_wider_crowd_alone():
    count = context.CROWDS[0] + 2
    found = np.zeros((count, len(context.CROWDS) + 1), np.float32)
    context.crowds(0, count, np.arange(count) == count - 1, np.zeros(count, np.bool_), found)
    assert found[0].tolist() == [0, 1, context.FAR + 1]
