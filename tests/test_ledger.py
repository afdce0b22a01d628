"""The ledger: edits take a raw text to the article's text and back, exactly, for any text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from flows.ledger import Edit, RawOffsets, compose, redo, undo

# Everything a decoder can give: controls, NUL, U+2028, combining marks, astral and right-to-left characters.
TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=40)


@st.composite
def edited(draw, raw: str) -> list[Edit]:
    """Edits of `raw`: disjoint, in order, insertions, deletions, replacements and flags among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        before = raw[start:end]
        edits.append(Edit(start, end, "rule", before, draw(st.one_of(st.just(before), TEXTS))))
    return edits


@given(st.data(), TEXTS)
def test_undo_takes_back_what_redo_does(data, raw):
    edits = data.draw(edited(raw))
    assert undo(redo(raw, edits), edits) == raw


@given(st.data(), TEXTS)
def test_two_lists_of_edits_compose_to_one(data, raw):
    first = data.draw(edited(raw))
    middle = redo(raw, first)
    second = data.draw(edited(middle))
    both = compose(raw, first, second)
    assert redo(raw, both) == redo(middle, second)
    assert all(raw[edit.raw_start : edit.raw_end] == edit.before for edit in both)
    assert all(left.raw_end <= right.raw_start for left, right in itertools.pairwise(both))


@given(st.data(), TEXTS)
def test_what_was_copied_maps_back_to_the_same_characters(data, raw):
    edits = data.draw(edited(raw))
    text, offsets = redo(raw, edits), RawOffsets(edits)
    changed = {at for edit in edits for at in range(edit.raw_start, edit.raw_end)}
    for at in range(len(text)):
        start, end = offsets.span(at, at + 1)
        if end - start == 1 and start not in changed:
            assert raw[start] == text[at]


def test_an_edit_by_hand():
    raw = "It cost $ 570. . Advertisement"
    edits = [Edit(9, 10, "currency_space", " ", ""), Edit(14, 30, "advert", " . Advertisement", "")]
    assert redo(raw, edits) == "It cost $570."
    assert RawOffsets(edits).span(8, 12) == (8, 13)


def test_a_span_that_touches_a_replacement_takes_the_whole_of_it():
    raw = "the visitorsâ€™ gallery"
    edits = [Edit(12, 15, "mojibake", "â€™", "’")]
    assert redo(raw, edits) == "the visitors’ gallery"
    assert RawOffsets(edits).span(4, 13) == (4, 15)
    assert RawOffsets(edits).span(14, 21) == (16, 23)


def test_a_flag_on_repaired_text_gives_way():
    raw = "a  ? b"
    first = [Edit(1, 3, "blank", "  ", " ")]
    assert compose(raw, first, [Edit(1, 3, "stray_word", " ?", " ?")]) == first


def test_two_insertions_at_one_place_keep_their_order():
    second = [Edit(0, 0, "rule", "", "1"), Edit(0, 0, "rule", "", "0")]
    assert compose("a", [Edit(0, 1, "rule", "a", "b")], second)[-1].after == "b"
    assert redo("a", compose("a", [Edit(0, 1, "rule", "a", "b")], second)) == "10b"
