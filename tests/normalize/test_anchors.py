"""Patterns are tried only near what they need, and find the same as if they were tried everywhere."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.anchors import Anchors, Near
from flows.normalize.dates import find_dates
from flows.normalize.literals import Literals

TIMES = (
    "Tuesday",
    "January 2",
    "last week",
    "every Monday",
    "3 years ago",
    "at 9 p.m.",
    "2019-20",
    "the '80s",
    "in May",
)
MORE = ("Christmas Day", "Q3 2020", "twice a year", "12/31/2020", "İzmir", "🙂", ", 2022", "\n", "x " * 40)
PIECES = st.sampled_from([f" {piece}" for piece in (*TIMES, *MORE)])


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_windows_lose_and_add_nothing(text: str) -> None:
    near = find_dates(text, date(2022, 1, 19), "en")
    windows = Anchors.windows
    try:
        Anchors.windows = lambda self, text: [[(0, len(text))] for _ in windows(self, text)]  # type: ignore[method-assign]
        assert near == find_dates(text, date(2022, 1, 19), "en")
    finally:
        Anchors.windows = windows  # type: ignore[method-assign]


def test_offsets_hold_in_texts_whose_small_letters_are_longer() -> None:
    text = "İİİ 🙂 It rained on January 2."
    (window,), everywhere = Anchors([Near(("January",), 0, 7), Near()]).windows(text)
    assert text[slice(*window)] == "January"
    assert everywhere == [(0, len(text))]


def test_windows_apart_from_each_other_and_by_reach() -> None:
    near = (Near(("may",), 2, 5), Near(("May", "x"), 1, 1))
    assert Anchors(near).windows("It may, or may not, be May. MAY, x") == [
        [(1, 8), (9, 16), (21, 33)],
        [(22, 24), (32, 34)],
    ]


@given(st.lists(st.text("abA🙂é", min_size=1, max_size=4), max_size=6, unique=True), st.text("abA🙂é", max_size=60))
def test_literals_are_found_wherever_they_stand(literals: list[str], text: str) -> None:
    wanted = {
        literal: places
        for literal in literals
        if max(literal) < "\U00010000" and (places := [at for at in range(len(text)) if _is_at(text, literal, at)])
    }
    plain = tuple(literal for literal in literals if max(literal) < "\U00010000")
    assert Literals(plain).places(text) == wanted


def _is_at(text: str, literal: str, at: int) -> bool:
    found = text[at : at + len(literal)]
    return found == literal if literal != literal.lower() else found.lower() == literal
