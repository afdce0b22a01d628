"""An article in pieces: together they give both texts, whatever was removed, repaired or marked."""

from hypothesis import given
from hypothesis import strategies as st

from flows.ledger import Edit, redo
from flows.query.pieces import Mark, cut


def kinds(pieces):
    return [(piece.kind, piece.before, piece.after) for piece in pieces]


def test_what_was_done_to_a_text_stands_in_its_place():
    raw = "Share\nGas cost $ 5.\nshe.\n"
    edits = [
        Edit(0, 6, "share_bar", "Share\n", ""),
        Edit(15, 18, "currency", "$ 5", "$5"),
        Edit(20, 24, "stray", "she.", "she."),
    ]
    pieces = cut(redo(raw, edits), edits, [])
    assert kinds(pieces) == [
        ("removed", "Share\n", ""),
        ("kept", "Gas cost ", "Gas cost "),
        ("repaired", "$ 5", "$5"),
        ("kept", ".\n", ".\n"),
        ("flagged", "she.", "she."),
        ("kept", "\n", "\n"),
    ]
    assert [piece.rule for piece in pieces] == ["share_bar", None, "currency", None, "stray", None]


def test_a_mark_runs_on_over_a_character_that_was_removed_inside_it():
    raw = "paid $ 570 for it"
    edits = [Edit(6, 7, "currency", " ", "")]
    amount = Mark(5, 9, "amount", "USD 570")
    pieces = cut(redo(raw, edits), edits, [amount])
    assert [(piece.before, piece.marks) for piece in pieces] == [
        ("paid ", ()), ("$", (amount,)), (" ", (amount,)), ("570", (amount,)), (" for it", ()),
    ]  # fmt: skip


def test_what_was_removed_between_two_marks_belongs_to_neither():
    raw = "AnnXXBob"
    edits = [Edit(3, 5, "cruft", "XX", "")]
    pieces = cut(redo(raw, edits), edits, [Mark(0, 3, "person", "Ann"), Mark(3, 6, "person", "Bob")])
    assert [(piece.before, len(piece.marks)) for piece in pieces] == [("Ann", 1), ("XX", 0), ("Bob", 1)]


def test_a_name_inside_a_quotation_is_under_both():
    quotation, person = Mark(0, 10, "quotation", ""), Mark(4, 7, "person", "Bob")
    pieces = cut("say Bob ok", [], [person, quotation])
    assert [(piece.after, [mark.kind for mark in piece.marks]) for piece in pieces] == [
        ("say ", ["quotation"]), ("Bob", ["quotation", "person"]), (" ok", ["quotation"]),
    ]  # fmt: skip


@st.composite
def edited_and_marked(draw):
    raw = draw(st.text(max_size=60))
    borders = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    edits = []
    for start, end in zip(borders[::2], borders[1::2], strict=False):
        before = raw[start:end]
        after = draw(st.sampled_from(["", before, "é\u0301", "\U0001f600!"]))
        if before or after:
            edits.append(Edit(start, end, "rule", before, after))
    text = redo(raw, edits)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    return raw, text, edits, [Mark(min(span), max(span), "person", "") for span in spans if span[0] != span[1]]


@given(edited_and_marked())
def test_the_pieces_give_the_raw_text_and_the_text_and_each_mark_its_slice(case):
    raw, text, edits, marks = case
    pieces = cut(text, edits, marks)
    assert "".join(piece.before for piece in pieces) == raw
    assert "".join(piece.after for piece in pieces) == text
    for mark in marks:
        under = "".join(piece.after for piece in pieces if any(mark is other for other in piece.marks))
        # A replaced piece is under a mark as a whole, so a mark may reach further than its slice, never less.
        assert text[mark.start : mark.end] in under


def test_a_removed_line_says_how_sure_the_scorer_was():
    edits = [Edit(0, 6, "share", "Share\n", ""), Edit(9, 10, "currency_space", " ", "")]
    pieces = cut("It $5", edits, [], [0.987, None])
    assert [piece.said() for piece in pieces if piece.rule] == ["share 0.99", "currency_space"]
