"""Posts of a sentence or two: the lines right below the title, not a notice of the footer."""

import polars as pl
import pytest

from flows.clean import shorts
from flows.clean.batch import described_lines, read_drafts
from flows.clean.verdicts import kept_of
from flows.clean.viewed import lines_of
from flows.rules import Rule
from tests.clean.given import MIDDLE, OPENING, SOURCE, clean_page, records

MENU = "".join(f"<li><a href='/{at}'>{said}</a></li>" for at, said in enumerate(("Home", "News", "Sport", "Boats")))
TITLE = "A bell for the chapel"
NOTICE = "You may share the photos of this site, as long as you name who took them."
POST = "The first bell of the new chapel was hung this morning, and all the boats answered."


def kept(below: str, *stays: str) -> list[str]:
    """What a page keeps that had kept the lines `stays`."""
    body = f"<ul>{MENU}</ul><h1>{TITLE}</h1>{below}<div id='bottom'><p>{NOTICE}</p></div>"
    drafts, pages = read_drafts(records({"content": f"<html><body>{body}</body></html>"}, media_type="text/html"))
    lines = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=pl.lit(-1.0)))[0]
    told = {TITLE: Rule.TITLE, "By Nora Bell": Rule.BYLINE, "5 May 2021": Rule.TIMESTAMP}
    verdicts = [None if line.text in stays else told.get(line.text, Rule.RESIDUE) for line in lines]
    shorts.find(lines, verdicts)
    return [lines[at].text for at in kept_of(verdicts)]


@pytest.mark.parametrize("head", ["", "<p>By Nora Bell</p><p>5 May 2021</p>"])
def test_the_lines_below_the_title_are_the_article_and_the_footer_is_not(head):
    assert kept(f"{head}<div>{POST}</div>", NOTICE) == [POST]


def test_a_box_in_which_the_title_stands_too_is_the_posts_and_tags_above_the_text_are_not():
    head = f"<h3>{TITLE}</h3><div>Tagged by hand</div><p><a href='/boats'>boats</a></p>"
    body = f"<div class='author'>{head}<div>{POST}</div></div><p>{NOTICE}</p><p>{OPENING}</p><p>{MIDDLE}</p>"
    content = f"<html><body><ul>{MENU}</ul>{body}</body></html>"
    drafts, pages = read_drafts(records({"content": content, "title": TITLE}, media_type="text/html"))
    lines = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=pl.lit(-1.0)))[0]
    verdicts = [None if line.text == NOTICE else Rule.BYLINE for line in lines]
    assert shorts.find(lines, verdicts)
    assert [lines[at].text for at in kept_of(verdicts)] == [POST]


def test_so_short_a_post_is_an_article():
    short = "Simply the finest bell of the whole coast, and loud."
    assert clean_page(f"<h1>{TITLE}</h1><p>{short}</p>").text == short


@pytest.mark.parametrize(
    ("below", "stays"),
    [
        (f"<p>{OPENING}</p><p>{MIDDLE}</p>", (OPENING, MIDDLE)),  # enough is kept
        ("<div>Boats answer</div>", (NOTICE,)),  # too few words
        (f"<div><a href='/x'>{POST}</a></div>", (NOTICE,)),  # a link
        (f"<div>{POST}</div>", (POST,)),  # that is what is kept
    ],
)
def test_otherwise_all_stays_as_it_is(below, stays):
    assert kept(below, *stays) == list(stays)
