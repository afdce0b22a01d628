"""Posts that an article quotes keep their words and their signature, whatever the evidence of these lines."""

import polars as pl
import pytest

from flows.clean.batch import described_lines, read_drafts
from flows.clean.judgement import judge
from flows.clean.verdicts import kept_of
from flows.clean.viewed import lines_of
from tests.clean.given import ENDING, MIDDLE, OPENING, SOURCE, records

WORDS = "Yes, the wall is gone, and yes, we paid for it"
SIGNATURE = "— Harbour Watch (@harbour_watch) November 18, 2019"


def kept(*texts: str) -> list[str]:
    """What stays of a page whose paragraphs are sure to stay and whose other lines are sure to go."""
    drafts, pages = read_drafts(records({"content": "\n\n".join(texts)}))
    lines = described_lines(drafts, pages, SOURCE)
    evidence = pl.when("is_prose").then(5.0).otherwise(-4.0).alias("evidence")
    judged = lines_of(lines.with_columns(evidence))[0]
    return [judged[at].text for at in kept_of(judge(judged, is_page=True))]


@pytest.mark.parametrize("date", ["November 18, 2019", "18 novembre 2019", "18 ноября 2019 г."])
def test_a_post_between_paragraphs_or_right_below_them_stays_whole(date):
    post = (WORDS, f"— Harbour Watch (@harbour_watch) {date}")
    assert kept(OPENING, MIDDLE, *post, ENDING) == [OPENING, MIDDLE, *post, ENDING]
    assert kept(OPENING, MIDDLE, *post) == [OPENING, MIDDLE, *post]


def test_other_lines_with_a_handle_go():
    for said in (
        "Follow Harbour Watch (@harbour_watch)",
        "Harbour Watch (@harbour_watch) writes about walls since 2019",
    ):
        assert kept(OPENING, MIDDLE, WORDS, said, ENDING) == [OPENING, MIDDLE, ENDING]


def test_a_label_above_a_signature_is_not_of_the_post():
    assert kept(OPENING, "Advertisement", SIGNATURE, ENDING) == [OPENING, SIGNATURE, ENDING]


def test_a_post_far_below_the_article_goes():
    menu = [f"Harbour {number}" for number in range(6)]
    assert kept(OPENING, MIDDLE, ENDING, *menu, WORDS, SIGNATURE) == [OPENING, MIDDLE, ENDING]
