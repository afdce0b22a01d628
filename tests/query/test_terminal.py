"""What reaches a terminal: no control of it, and tables that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from flows.query.terminal import one_line, revealed, safe, table


def test_an_escape_sequence_of_a_text_reaches_no_terminal():
    assert safe("red \x1b[31m, bell \x07, lines\nand\ttabs") == "red ␛[31m, bell ␇, lines\nand\ttabs"
    assert safe("\x9b31m \u202egnp.exe") == "‹U+009B›31m ‹U+202E›gnp.exe"


@given(st.text())
def test_no_control_character_is_left_but_tabs_and_line_feeds(text):
    shown = safe(text)
    assert not [char for char in shown if (ord(char) < 32 or 127 <= ord(char) < 160) and char not in "\t\n"]


def test_emoji_and_joined_scripts_stay_whole_in_a_kept_text():
    family = "👨‍👩‍👧 می‌خواهم"
    assert safe(family) == family


def test_what_cannot_be_seen_is_named_where_it_was_repaired():
    assert revealed("\u200bzero\u00a0width") == "‹U+200B›zero‹U+00A0›width"
    assert revealed(" ") == "␣"
    assert revealed("a b") == "a b"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (570.0, "570"), (0.27, "0.27"), (["a", "b"], "a; b"), ("two\n lines", "two lines"), (True, "True")],
)
def test_a_value_on_one_line(value, shown):
    assert one_line(value) == shown


def test_numbers_stand_right_and_words_left():
    assert table(["name", "count"], [["Almaty", 5], ["Astana", 12]], 80).splitlines() == [
        "name    count",
        "──────  ─────",
        "Almaty      5",
        "Astana     12",
    ]


def test_a_wide_cell_gives_way_before_the_narrow_ones():
    lines = table(["id", "text"], [["abc", "x" * 300]], 40).splitlines()
    assert lines[2].startswith("abc  xxx")
    assert lines[2].endswith("…")
    assert all(cell_len(line) <= 40 for line in lines)


def test_signs_of_double_width_count_twice():
    lines = table(["text", "n"], [["漢字" * 30, 1]], 30).splitlines()
    assert cell_len(lines[2]) <= 30


def test_too_many_columns_stand_one_below_the_other():
    shown = table([f"column_{n}" for n in range(12)], [["some value"] * 12], 60).splitlines()
    assert shown[0].startswith("─ row 1")
    assert shown[1] == "column_0   some value"
    assert len(shown) == 13


cells = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=30))


@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=4)),
    st.integers(20, 120),
)
def test_no_line_is_wider_than_the_terminal(rows, across):
    shown = table([f"c{index}" for index in range(len(rows[0]))], rows, across)
    assert all(cell_len(line) <= across for line in shown.split("\n"))
