"""Lines below a text that had ended."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean

MORE = "Nobody knows how much the state will pay, and the mayor would not say on Tuesday."
ARTICLE = f"{OPENING}\n\n{MIDDLE}\n\n{MORE}\n\n{ENDING}"


@pytest.mark.parametrize(
    "headline",
    [
        "Rovers win the cup for the third time",
        "‘We shall be back’: the ferry returns to the islands",
        "Шторм сломал старый причал в порту",
    ],
)
def test_the_headline_of_the_next_story_goes(headline):
    result = clean(f"{ARTICLE}\n\n{headline}")
    assert result.text == ARTICLE
    assert result.removed("related") == headline


def test_several_go_where_their_words_have_capitals():
    headlines = "Rovers Win the Cup Again\n\nStorm Breaks Old Pier in Two\n\nMayor to Leave Office in Spring"
    assert clean(f"{ARTICLE}\n\n{headlines}").text == ARTICLE


@pytest.mark.parametrize(
    "line",
    ["Write to Nora Bell at nbell@courier.example", "Nora Bell: 555-0100, nbell@courier.example or twitter.com/nbell"],
)
def test_where_the_author_is_to_be_reached_goes(line):
    result = clean(f"{ARTICLE}\n\n{line}")
    assert result.text == ARTICLE
    assert result.removed("author_bio") == line


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("The statement of the council in full:", id="a colon"),
        pytest.param("2 cups of flour and a cup of milk", id="a number first"),
        pytest.param("• The pier opens in March next year", id="an item"),
        pytest.param(
            "The harbour master in the old town\n\nFishermen of the northern islands", id="a list in small letters"
        ),
        pytest.param("Still waiting", id="two words"),
        pytest.param("and so they wait for what the spring may bring", id="the end of a broken sentence"),
        pytest.param("The wall is late. The fishermen are not", id="a sentence before"),
        pytest.param("Nora Bell nbell@courier.example", id="who wrote it"),
    ],
)
def test_what_an_article_may_end_with_stays(tail):
    assert clean(f"{ARTICLE}\n\n{tail}").text == f"{ARTICLE}\n\n{tail}"


def test_a_short_text_keeps_its_last_line():
    text = f"{OPENING}\n\nRovers win the cup for the third time"
    assert clean(text, title="The pier").text == text


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        (" Nora Bell", "byline"),
        (" — Nora Bell", "byline"),
        (" Copyright © 2017 Harbour Courier, LLC", "legal"),
        (" Twitter: @norabell", "author_bio"),
        (" Read more »", "related"),
    ],
)
def test_what_is_glued_to_the_last_sentence_goes_alone(note, rule):
    result = clean(f"{ARTICLE}{note}", authors=["Nora Bell"])
    assert result.text == ARTICLE
    assert result.removed(rule) == note.strip()


@pytest.mark.parametrize("note", [" Tom Reed", " said Nora Bell", " The spring brings"])
def test_other_words_behind_it_stay(note):
    assert clean(f"{ARTICLE}{note}", authors=["Nora Bell"]).text == f"{ARTICLE}{note}"
