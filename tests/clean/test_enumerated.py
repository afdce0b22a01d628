"""Numbered lists that are the article."""

import polars as pl
import pytest

from flows.clean import enumerated
from flows.clean.batch import described_lines, read_drafts
from flows.clean.verdicts import kept_of
from flows.clean.viewed import lines_of
from flows.rules import Rule
from tests.clean.given import MIDDLE, OPENING, SOURCE, records

BOATS = ("Grey Heron", "Old Nell", "The Ferry", "Patience", "Wind and Rain")
NUMBERED = [f"{at}) {boat}" for at, boat in enumerate(BOATS, 1)]
WITH_ADDRESSES = [line for at, said in enumerate(NUMBERED) for line in (said, f"boats.example/{at}")]


def kept(*texts: str, evidence: float = -1.0, stays: str = OPENING) -> list[str]:
    """What stays of a text of which only one line stayed."""
    drafts, pages = read_drafts(records({"content": "\n".join(texts)}))
    lines = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=pl.lit(evidence)))[0]
    verdicts = [None if line.text == stays else Rule.RELATED for line in lines]
    enumerated.find(lines, verdicts)
    return [lines[at].text for at in kept_of(verdicts)]


@pytest.mark.parametrize("items", [NUMBERED, WITH_ADDRESSES, [said.replace(")", ".") for said in NUMBERED]])
def test_a_numbered_list_below_a_paragraph_stays_with_what_follows_each_item(items):
    assert kept("Menu", OPENING, *items, "Contact") == [OPENING, *items]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((OPENING, "Most read", *NUMBERED), id="below a header"),
        pytest.param((OPENING, *NUMBERED[:4]), id="too short"),
        pytest.param((OPENING, *NUMBERED[1:], "6) Anna"), id="not from one"),
        pytest.param((OPENING, *NUMBERED[:3], "Advertisement", *NUMBERED[3:]), id="a label among the items"),
        pytest.param((OPENING, *NUMBERED[:2], *["Boat"] * 5, *NUMBERED[2:]), id="parted"),
        pytest.param((MIDDLE, *NUMBERED), id="below a paragraph that goes"),
    ],
)
def test_other_numbered_lines_go(lines):
    assert kept(*lines) == ([OPENING] if OPENING in lines else [])


def test_a_list_that_is_surely_of_the_frame_goes():
    assert kept(OPENING, *NUMBERED, evidence=-6.0) == [OPENING]
