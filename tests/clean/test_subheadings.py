"""Headings of an article between boxes: what stands right above a paragraph belongs to it."""

from tests.clean.given import ENDING, MIDDLE, OPENING, clean_page

LINKS = "<li><a href='#'>A longer wall</a></li><li><a href='#'>Nine ships</a></li>"
BOX = f"<div class='related'><h3>Read more</h3><ul>{LINKS}</ul></div>"


def story(heading: str) -> str:
    return f"<div class='story'><p>{OPENING}</p><p>{MIDDLE}</p>{BOX}{heading}<p>{ENDING}</p><p>{MIDDLE}</p></div>"


def test_a_heading_below_a_box_stays_with_its_paragraph():
    text = clean_page(story("<h2>Two storms, two answers</h2>")).text
    assert text == f"{OPENING}\n{MIDDLE}\nTwo storms, two answers\n{ENDING}\n{MIDDLE}"


def test_a_heading_that_is_a_link_or_a_label_goes():
    for heading in ("<h3><a href='/pier'>A pier is lost to the sea</a></h3>", "<h3>Advertisement</h3>"):
        assert clean_page(story(heading)).text == f"{OPENING}\n{MIDDLE}\n{ENDING}\n{MIDDLE}"


def test_a_heading_that_is_called_like_a_section_stays_between_paragraphs():
    text = clean_page(f"<div class='story'><p>{OPENING}</p><p>{MIDDLE}</p><h3>Money</h3><p>{ENDING}</p></div>").text
    assert text == f"{OPENING}\n{MIDDLE}\nMoney\n{ENDING}"
