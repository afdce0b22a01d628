"""Patterns are tried only near what they need, and find the same as if they were tried everywhere."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize import anchors
from flows.normalize.anchors import AnchoredText
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
    everywhere = AnchoredText.matches
    try:
        AnchoredText.matches = lambda self, pattern, _: pattern.finditer(self.text)  # type: ignore[method-assign]
        assert near == find_dates(text, date(2022, 1, 19), "en")
    finally:
        AnchoredText.matches = everywhere  # type: ignore[method-assign]


def test_offsets_hold_in_texts_whose_small_letters_are_longer() -> None:
    text = "İİİ 🙂 It rained on January 2."
    assert [
        match.start() for match in AnchoredText(text, ("January",)).matches(re.compile("January"), ("January",))
    ] == [text.index("January")]
    assert anchors.AFTER > anchors.BEFORE > 0


@given(st.lists(st.text("abA🙂é", min_size=1, max_size=4), max_size=6, unique=True), st.text("abA🙂é", max_size=60))
def test_literals_are_found_wherever_they_stand(literals: list[str], text: str) -> None:
    wanted = {
        literal: places
        for literal in literals
        if (places := [at for at in range(len(text)) if text.startswith(literal, at)]) and max(literal) < "\U00010000"
    }
    plain = tuple(literal for literal in literals if max(literal) < "\U00010000")
    assert Literals(plain).places(text) == wanted
