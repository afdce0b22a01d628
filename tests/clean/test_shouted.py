"""Headlines in capitals between paragraphs lead to other pieces; subheadings and somebody's words in capitals stay."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean

HEADLINE = "HARBOUR TOWN TO REBUILD ITS PIER AFTER SECOND STORM"


def between(line: str) -> str:
    return f"{OPENING}\n\n{MIDDLE}\n\n{line}\n\n{ENDING}"


@pytest.mark.parametrize(
    "line",
    [
        HEADLINE,
        "WHO WILL PAY FOR THE PIER OF THE HARBOUR TOWN?",
        "'NO MONEY LEFT': MAYOR TELLS FISHERMEN TO WAIT FOR SPRING",
        "MAYOR SAYS HE HAS HAD ENOUGH OF THE TVs IN THE TOWN HALL",
        "ПОРТОВЫЙ ГОРОД ПОЧИНИТ ПРИЧАЛ ПОСЛЕ ВТОРОГО ШТОРМА",
    ],
)
def test_a_headline_in_capitals_goes(line):
    cleaned = clean(between(line))
    assert cleaned.text == f"{OPENING}\n\n{MIDDLE}\n\n{ENDING}"
    assert cleaned.rules == ["related"]


@pytest.mark.parametrize(
    "line",
    [
        "THE SECOND STORM",
        "THE MAYOR TELLS THE FISHERMEN NOTHING ABOUT IT.",
        "“NO SWIMMING NEAR THE OLD PIER AFTER DARK”",
        "The Mayor Tells The Fishermen Nothing About It",
        "渔民在旧码头等待春天的消息而市长什么也没有说",
    ],
)
def test_what_only_looks_like_one_stays(line):
    assert clean(between(line)).text == between(line)


def test_what_a_sign_says_stays():
    text = f"{OPENING}\n\n{MIDDLE} The sign read:\n\nNO SWIMMING NEAR THE OLD PIER AFTER DARK\n\n{ENDING}"
    assert clean(text).text == text


def test_a_chapter_under_a_line_of_signs_stays():
    text = f"{OPENING}\n\n___\n\n{HEADLINE}\n\n{MIDDLE}\n\n{ENDING}"
    assert clean(text).text == text


def test_subheadings_stay_even_where_one_is_long():
    headings = (
        "THE SECOND STORM",
        "WHAT THE OLD FISHERMEN SAY",
        "MONEY FOR THE TOWN",
        "HOW THE PIER WAS LOST TO THE SEA",
    )
    parts = [f"{heading}\n\n{OPENING}\n\n{MIDDLE}" for heading in headings]
    text = "\n\n".join([OPENING, *parts])
    assert clean(text).text == text


def test_an_article_in_capitals_stays():
    text = "\n\n".join((OPENING.upper(), HEADLINE, MIDDLE.upper(), ENDING.upper()))
    assert clean(text).text == text
