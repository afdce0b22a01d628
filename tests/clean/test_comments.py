"""Comments under their heading go, whatever the evidence of their lines; what only looks like them stays."""

import polars as pl
import pytest

from flows.clean.batch import described_lines, read_drafts
from flows.clean.judgement import judge
from flows.clean.verdicts import kept_of
from flows.clean.viewed import lines_of
from tests.clean.given import ENDING, MIDDLE, OPENING, SOURCE, records

SAID = ("I walked there last spring.", "Nobody told us.", "The wall is far too low.", "It will not last a winter.")
SIGNED = "<p>Posted by: Nadia | Mar 26, 2007 2:0{} PM</p>"
ARTICLE = f"<h1>The wall</h1><p>{OPENING}</p><p>{MIDDLE}</p>"


def kept(body: str) -> list[str]:
    """What stays of a page where the evidence of every line says that it is of the article."""
    drafts, pages = read_drafts(records({"content": f"<html><body>{body}</body></html>"}, media_type="text/html"))
    lines = described_lines(drafts, pages, SOURCE)
    judged = lines_of(lines.with_columns(evidence=pl.repeat(3.0, lines.height, eager=True)))[0]
    return [judged[at].text for at in kept_of(judge(judged, is_page=True))]


def comments(heading: str, count: int = 4) -> str:
    return heading + "".join(f"<p>{said}</p>{SIGNED.format(at)}" for at, said in enumerate(SAID[:count]))


@pytest.mark.parametrize("heading", ["<h2>Comments</h2>", "<h3>Kommentare</h3>", "<h4>Комментарии</h4>"])
def test_signed_comments_go_with_their_heading(heading):
    assert kept(ARTICLE + comments(heading)) == ["The wall", OPENING, MIDDLE]


def test_what_is_said_below_the_last_signature_goes_up_to_the_next_heading():
    signed_above = "<h2>Comments</h2>" + "".join(
        f"<p>{at}. Kofi - March {at}, 2012</p><p>{SAID[at]}</p>" for at in range(3)
    )
    assert kept(f"{ARTICLE}{signed_above}<h2>The harbour</h2><p>{ENDING}</p>")[3:] == ["The harbour", ENDING]


@pytest.mark.parametrize(
    "below",
    [
        comments("<h2>Comments</h2>", 2),  # too few are signed
        comments("<p>Comments</p>"),  # no heading
        "<h2>Comments</h2>" + "".join(f"<p>{said}</p>" for said in SAID),  # no signature
    ],
)
def test_without_heading_or_signatures_nothing_goes_for_it(below):
    assert SAID[0] in kept(ARTICLE + below)


def test_a_heading_of_comments_above_the_article_takes_nothing():
    times = "".join(f"<p>{at}:15 Ferry no. {at}</p><p>{said}</p>" for at, said in enumerate(SAID, start=1))
    assert kept(f"<h3>Comments</h3><p>{OPENING}</p>{times}<p>{ENDING}</p>")[-1] == ENDING
