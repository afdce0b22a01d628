"""A page that goes on with the next story: only the first is the article."""

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean_page

NEXT = (
    "Rovers won the cup on Saturday for the third time, after a goal in the last minute of the match.",
    "More than forty thousand people watched, and the streets were full until the morning, police said.",
)
PARAGRAPHS = (OPENING, MIDDLE, ENDING)


def article(title, paragraphs, tag="article"):
    body = "".join(f"<p>{said}</p>" for said in paragraphs)
    return f"<{tag}><h1>{title}</h1><p class='byline'>By Nora Bell</p><div class='text'>{body}</div></{tag}>"


def test_the_next_story_is_related():
    stories = article("A pier is lost to the sea", PARAGRAPHS) + article("Rovers win the cup", NEXT)
    result = clean_page(f"<main>{stories}</main>", head="<title>A pier is lost to the sea</title>")
    assert str(result.text).split() == " ".join(PARAGRAPHS).split()
    assert "Rovers won the cup" in result.removed("related")


@pytest.mark.parametrize(
    "body",
    [
        article("A pier is lost to the sea", (OPENING, f"{MIDDLE}</p><h1>The cup</h1><p>{NEXT[0]}", NEXT[1])),
        article("A pier is lost to the sea", PARAGRAPHS) + article("The cup", NEXT, tag="section"),
        article("Notes of the week", PARAGRAPHS) + article("The cup", NEXT),
    ],
    ids=["a heading beside the title", "other tags around it", "the first is not the title"],
)
def test_headings_of_the_article_part_it_and_do_not_end_it(body):
    result = clean_page(f"<main>{body}</main>", head="<title>A pier is lost to the sea</title>")
    assert NEXT[0] in str(result.text)
