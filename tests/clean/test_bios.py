"""Who wrote a piece, told below it."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean, clean_page

MORE = "Nobody knows how much the state will pay, and the mayor would not say on Tuesday."
ARTICLE = f"{OPENING}\n\n{MIDDLE}\n\n{MORE}\n\n{ENDING}"
BIO = "Nora Bell is a fellow of the Harbour Institute in the old town."


@pytest.mark.parametrize("bio", [BIO, f"• {BIO}", "—Nora Bell, who teaches law, wrote a book on harbours."])
def test_a_last_paragraph_on_the_author_goes(bio):
    result = clean(f"{ARTICLE}\n\n{bio}", authors=["Nora Bell"])
    assert result.text == ARTICLE
    assert result.removed("author_bio") == bio


def test_the_byline_of_the_text_names_the_author_too():
    result = clean(f"By Nora Bell\n\n{ARTICLE}\n\n{BIO}")
    assert result.text == ARTICLE
    assert result.removed("author_bio") == BIO


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("About Nora Bell", BIO),
        ("Nora Bell", BIO),
        ("Who is Nora Bell", BIO),
        ("Sobre Nora Bell", "Mother of two and a fisher's daughter, Nora Bell writes about harbours from Lisbon."),
    ],
)
def test_the_header_over_it_goes_too(header, said):
    result = clean(f"{ARTICLE}\n\n{header}\n\n{said}", authors=["Nora Bell"])
    assert result.text == ARTICLE
    assert result.removed("author_bio") == f"{header}\n\n{said}"


def test_under_a_heading_with_the_name_the_paragraph_need_not_name_the_author():
    said = "I began to write about harbours when my father gave me his old boat."
    body = "".join(f"<p>{text}</p>" for text in ARTICLE.split("\n\n"))
    result = clean_page(f"<h1>The pier</h1>{body}<h4>About Nora Bell</h4><p>{said}</p>", authors=["Nora Bell"])
    assert result.text == ARTICLE.replace("\n\n", "\n")
    assert said in result.removed("author_bio")


def test_what_stands_right_below_a_line_on_the_author_goes_with_it():
    more = "Born by the sea, she lives in the old town with two dogs."
    result = clean(f"{ARTICLE}\n\n{BIO}\n\n{more}", authors=["Nora Bell"])
    assert result.text == ARTICLE
    assert result.removed("author_bio") == f"{BIO}\n\n{more}"


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        pytest.param(f"{ARTICLE}\n\n{BIO}", ["Tom Reed"], id="another's name"),
        pytest.param(f"{ARTICLE}\n\nNora Bell: Thank you for this talk about the pier.", ["Nora Bell"], id="talk"),
        pytest.param(f"{ARTICLE} I met Nora Bell there.\n\n{BIO}", ["Nora Bell"], id="the text speaks of her"),
        pytest.param(f"{ARTICLE}\n\nNora Bell", ["Nora Bell"], id="a signature"),
        pytest.param(f"{OPENING}\n\n{BIO}", ["Nora Bell"], id="a short notice"),
        pytest.param(f"{BIO}\n\n{ARTICLE}", ["Nora Bell"], id="above the text"),
    ],
)
def test_what_speaks_of_a_person_stays(text, authors):
    assert clean(text, authors=authors).text == text


def test_paragraphs_below_a_note_that_names_no_author_stay():
    result = clean(f"{ARTICLE}\n\nAbout the author\n\n{MORE}", authors=["Nora Bell"])
    assert result.text.endswith(MORE)
