"""Headers of lists, and what stands under them."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean, clean_page

ARTICLE = f"{OPENING}\n\n{MIDDLE}\n\n{ENDING}"


def test_items_behind_the_sign_of_the_first_go_with_it():
    items = (
        "-- For more on the pier of the town: these six maps of the coast",
        "-- Nora Bell, who teaches law, wrote a paper on how piers are paid for. And see this one too.",
        "-- Back in the spring the Courier told the story of the wall.",
    )
    said = "\n".join(items)
    result = clean(f"{ARTICLE}\n\nFurther reading\n\n{said}")
    assert result.text == ARTICLE
    assert result.rules == ["related"]


@pytest.mark.parametrize("label", ["Tags:", "Tags", "الكلمات المفتاحية:", "Argomenti"])
def test_tags_under_their_label_go_with_it(label):
    result = clean(f"{ARTICLE}\n\n{label}\npier\nharbour wall\n\nShare")
    assert (result.text, result.removed("tags")) == (ARTICLE, f"{label}\npier\nharbour wall")


def test_a_label_of_tags_between_paragraphs_takes_nothing_with_it():
    text = f"{OPENING}\n\nTags: pier\n\nThe harbour\n\n{MIDDLE}\n\n{ENDING}"
    assert "The harbour" in str(clean(text).text)


def test_a_list_of_the_article_stays():
    text = f"{OPENING}\n\nWhat the council wants:\n\n- A longer wall\n- A pier that stands\n\n{ENDING}"
    assert clean(text).text == text


def test_headlines_of_a_page_under_their_header_are_related_and_no_menu():
    links = "".join(f"<li><a href='/{at}'>{said}</a></li>" for at, said in enumerate(("Storm at sea", "Pier breaks")))
    paragraphs = "".join(f"<p>{said}</p>" for said in (OPENING, MIDDLE, ENDING))
    result = clean_page(f"<article>{paragraphs}</article><div><h3>Related stories</h3><ul>{links}</ul></div>")
    assert str(result.text).split() == ARTICLE.split()
    assert result.removed("related") == "Related stories\nStorm at sea\nPier breaks"


def test_linked_headlines_in_capitals_go_from_between_the_paragraphs_of_a_page():
    shouted = "<p><a href='/1'><strong>COUNCIL OPENS UP ABOUT THE PIER OF THE TOWN</strong></a></p>"
    result = clean_page(f"<article><p>{OPENING}</p>{shouted}<p>{MIDDLE}</p><p>{ENDING}</p></article>")
    assert str(result.text).split() == ARTICLE.split()
    assert result.removed("related") == "COUNCIL OPENS UP ABOUT THE PIER OF THE TOWN"


def test_subheadings_in_capitals_stay():
    page = f"<article><p>{OPENING}</p><p>WHAT THE COUNCIL WANTS NOW</p><p>{MIDDLE}</p><p>{ENDING}</p></article>"
    assert "WHAT THE COUNCIL WANTS NOW" in str(clean_page(page).text)


TEASERS = (
    "Storm breaks the pier in two\nA storm on Friday broke the old pier in two and sank four boats, a seaman said.",
    "New mayor for the old town\nAnn Lee was elected mayor on Sunday by ninety votes, after they were counted twice.",
)


@pytest.mark.parametrize("header", ["More from the Courier", "Latest", "Mehr aus dem Hafen", "Related stories"])
def test_teasers_below_a_header_at_the_end_go_with_it(header):
    result = clean(f"{ARTICLE}\n\n{header}\n\n" + "\n\n".join(TEASERS))
    assert (result.text, result.rules) == (ARTICLE, ["related"])


@pytest.mark.parametrize(
    "below",
    [
        "\n\n".join(TEASERS) + f"\n\n{MIDDLE}",  # a paragraph that is no teaser's
        TEASERS[0],  # one is no list
    ],
)
def test_paragraphs_under_subheadings_stay_below_what_may_be_a_header(below):
    text = f"{ARTICLE}\n\nMore from the harbour\n\n{below}"
    assert "sank four boats" in str(clean(text).text)


@pytest.mark.parametrize("heading", ["24 Responses to “A pier is lost”", "3 réflexions sur « La jetée »"])
def test_comments_below_their_heading_go_without_markup_too(heading):
    said = "\n\n".join(
        f"Reader {at} says:\nFebruary {at}, 2023 at 10:0{at} am\n\nI never liked that pier {at} times."
        for at in range(1, 5)
    )
    result = clean(f"{ARTICLE}\n\n{heading}\n\n{said}")
    assert (result.text, set(result.rules)) == (ARTICLE, {"comments"})
