"""When and by whom, from lines and attributes beside the article that no label tells."""

from datetime import UTC, datetime

import pytest

from tests.clean.given import ENDING, MIDDLE, OPENING, clean_page

TITLE = "The old pier is to be rebuilt"
TEXT = "".join(f"<p>{said}</p>" for said in (OPENING, MIDDLE, ENDING))
READERS = "<h3>Comments</h3><div class='comments'><p>Ana on May 9, 2019 at 8:00 am</p><p>At last, a pier.</p></div>"


def page(above: str = "", below: str = "", **said: object) -> object:
    return clean_page(f"{above}<h1>{TITLE}</h1>{said.pop('under', '')}{TEXT}{below}{READERS}", **said)


@pytest.mark.parametrize(
    ("above", "under", "below"),
    [
        ("", "<p>by harbourman on May 3, 2019</p>", ""),
        ("", "<div><span>Boats - May 3, 2019</span></div>", ""),
        ("", "<h4><span>3</span></h4><p>Posted on May 3rd, 2019 in Harbour |</p>", ""),
        ("<p>May 3, 2019 in The Harbour | Permalink</p>", "", ""),
        ("", "", "<p>May 3, 2019 in The Harbour | Permalink</p>"),
        ("", "<p>Fri, 05/03/2019 - Harbour desk</p>", ""),
    ],
)
def test_a_line_beside_title_or_text_tells_the_day(above, under, below):
    found = page(above, below, under=under)
    assert found.published_at == datetime(2019, 5, 3, tzinfo=UTC)
    assert found.published_from == "text"
    assert found.text == f"{OPENING}\n{MIDDLE}\n{ENDING}"


def test_the_day_of_a_reader_s_comment_is_not_the_article_s():
    assert page().published_at is None


@pytest.mark.parametrize(
    ("under", "authors"),
    [
        ("<p>by harbourman on May 3, 2019</p>", ["harbourman"]),
        ("<p>by The Two Fishwives on May 3, 2019</p>", ["The Two Fishwives"]),
        ("<p>By NORA BELL (@norabell) and TEO BRANDT (@teob)</p>", ["Nora Bell", "Teo Brandt"]),
        ("<p>For Immediate Release: May 3, 2019</p>", None),
        ("<p>Print This Post • 6 Comments</p>", None),
        ("<p>By Nora Bell</p><a rel='author' href='/n'>View all posts by Nora Bell →</a>", ["Nora Bell"]),
        (f"<p class='byline'>{TITLE}</p>", None),
    ],
)
def test_who_wrote_is_named_and_labels_are_no_names(under, authors):
    assert page(under=under).authors == authors


def test_of_a_team_that_markup_names_the_byline_s_member_wrote():
    team = "".join(f"<a rel='author' href='/{name}'>{name} Bell</a>" for name in ("Nora", "Teo", "Ana", "Sami"))
    assert page(under="<p>By Ana Bell on May 3, 2019</p>", below=f"<div>{team}</div>").authors == ["Ana Bell"]


@pytest.mark.parametrize(
    "marked",
    [
        "<abbr class='date published' title='2019-05-03T14:00:00Z'>this afternoon</abbr>",
        "<span itemprop='datePublished' content='2019-05-03T14:00:00Z'>this afternoon</span>",
    ],
)
def test_microformats_state_the_instant(marked):
    found = page(under=marked)
    assert (found.published_at, found.published_from) == (datetime(2019, 5, 3, 14, tzinfo=UTC), "time")


def test_the_leaves_of_a_calendar_are_one_day():
    leaves = "".join(f"<div class='date'><span>{said}</span></div>" for said in ("3", "May", "2019"))
    assert page(under=leaves).published_at == datetime(2019, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        (f"<title>{TITLE} | Pier Talk</title>", TITLE.replace("be rebuilt", "be\N{NO-BREAK SPACE}rebuilt")),
        ("<title>Pier Talk: A new pier</title>", "A new pier"),
        ("<title>Pier Talk - Boats</title>", "Boats"),
    ],
)
def test_the_heading_over_the_text_that_the_page_s_title_has_is_the_title_and_not_the_site_s_name(head, heading):
    found = clean_page(f"<h1>Pier Talk</h1><h3>{heading}</h3>{TEXT}", head=head)
    assert found.title.replace("\N{NO-BREAK SPACE}", " ") == heading.replace("\N{NO-BREAK SPACE}", " ")
    assert found.text == f"{OPENING}\n{MIDDLE}\n{ENDING}"


def test_a_main_heading_far_above_the_text_is_no_title_where_the_page_states_one():
    menu = "".join(f"<li><a href='/{at}'>Room {at}</a></li>" for at in range(30))
    found = clean_page(f"<h1>Talk of piers</h1><ul>{menu}</ul>{TEXT}", head="<title>A new wall for the harbour</title>")
    assert found.title == "A new wall for the harbour"
