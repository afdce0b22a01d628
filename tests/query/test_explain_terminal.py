"""The raw text as a coloured terminal shows it: what is struck out, and what of a long removal is folded."""

import pytest

from flows.ledger import Edit
from flows.query.explain_terminal import FIRST, LAST, LONG_RUN, coloured, plain
from flows.query.pieces import Piece, cut


def menu(entries: int) -> list[Piece]:
    """A text of one sentence after a menu that was removed."""
    removed = "".join(f"Entry {number}\n" for number in range(entries))
    return cut("The council met.", [Edit(0, len(removed), "navigation", removed, "")], [])


def test_a_long_removal_shows_its_ends_and_how_much_is_between():
    shown = coloured(menu(50), is_whole=False).plain.splitlines()
    assert shown[:FIRST] == ["Entry 0", "Entry 1", "Entry 2"]
    assert shown[FIRST] == f"⋯ {50 - FIRST - LAST} lines more, shown by --all"
    assert shown[FIRST + 1 :] == ["Entry 48", "Entry 49‹navigation›", "The council met."]


@pytest.mark.parametrize(("entries", "is_whole"), [(50, True), (LONG_RUN, False)])
def test_all_is_shown_where_it_is_asked_for_or_short(entries, is_whole):
    shown = coloured(menu(entries), is_whole=is_whole).plain.splitlines()
    assert shown == [
        *(f"Entry {n}" for n in range(entries - 1)),
        f"Entry {entries - 1}‹navigation›",
        "The council met.",
    ]


def test_signs_leave_nothing_out():
    assert all(f"Entry {number}\n" in plain(menu(50)).plain for number in range(49))


def test_the_blank_lines_between_removed_ones_are_not_struck_out():
    pieces = cut("", [Edit(0, 8, "share", "One\n\nTwo", "")], [])
    struck = {span.start: span.end for span in coloured(pieces, is_whole=True).spans if "strike" in str(span.style)}
    assert struck == {0: 3, 5: 8}
