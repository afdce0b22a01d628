"""What only the lines around tell: which lines of a whole page without markup stay."""

import polars as pl

from flows.clean.batch import described_lines, read_drafts
from flows.clean.judgement import judge
from flows.clean.verdicts import kept_of
from flows.clean.viewed import Lines, lines_of
from tests.clean.given import ENDING, MIDDLE, OPENING, SOURCE, records

TEASER = "The harbour master of the next town has left his office."
MENU = ("Tides", "Letters", "Weather", "Jobs")


def page(*evidence: tuple[str, float]) -> Lines:
    """The lines of a text, each with its evidence."""
    drafts, pages = read_drafts(records({"content": "\n\n".join(text for text, _ in evidence)}))
    lines = described_lines(drafts, pages, SOURCE)
    return lines_of(lines.with_columns(evidence=pl.Series([value for _, value in evidence])))[0]


def kept(*evidence: tuple[str, float]) -> list[str]:
    lines = page(*evidence)
    return [lines[at].text for at in kept_of(judge(lines, is_page=True))]


def test_where_no_paragraph_is_sure_a_doubtful_one_stays_and_a_menu_goes():
    menu = [(said, -0.5) for said in MENU]
    article = [(OPENING, -0.5), (MIDDLE, 2.8), (ENDING, -0.5)]
    assert kept(*menu, *article, *menu) == [OPENING, MIDDLE, ENDING]


def test_where_one_is_sure_a_doubtful_one_goes():
    assert kept((OPENING, -0.5), (MIDDLE, 5.0), (ENDING, 5.0)) == [MIDDLE, ENDING]


def test_a_line_between_those_that_stay_is_judged_as_they_are():
    assert kept((OPENING, 2.8), ("The wall", -0.5), (ENDING, 2.8)) == [OPENING, "The wall", ENDING]


def test_a_teaser_far_from_a_long_text_goes():
    article = [(f"{OPENING} {MIDDLE} {ENDING}", 5.0)] * 3
    menu = [(said, -5.0) for said in MENU]
    assert TEASER not in kept(*article, *menu, (TEASER, 1.0))
    assert TEASER in kept(*article, (TEASER, 1.0), *menu)
