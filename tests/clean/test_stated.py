"""Columns that pages state in odd ways: accounts for authors, outlets for titles, days in numbers."""

from datetime import UTC, datetime

import pytest

from flows.sources import Source
from tests.clean.given import ENDING, MIDDLE, OPENING, clean, clean_page

BODY = f"<h1>The pier is rebuilt</h1><p>{OPENING}</p><p>{MIDDLE}</p><p>{ENDING}</p>"


def json_ld(**said: str) -> str:
    stated = "".join(f', "{key}": "{value}"' for key, value in said.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle"{stated}}}</script>'


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("nora-b", ["Nora Bell"]),
        ("admin", ["Nora Bell"]),
        ("Editorial Board", ["Nora Bell"]),
        ("About us", ["Nora Bell"]),
        ("Google +", ["Nora Bell"]),
        ("Recent stories", ["Nora Bell"]),
        ("Teo Brandt. Harbour International", ["Teo Brandt"]),
        ("Teo Brandt, M.D.", ["Teo Brandt"]),
        ("Teo Brandt, Editor-at-large", ["Teo Brandt"]),
        ("Teo Brandt, Software Engineer", ["Teo Brandt"]),
        ("Teo Brandt, Jr.", ["Teo Brandt, Jr."]),
    ],
)
def test_accounts_labels_and_roles_are_no_authors(stated, authors):
    body = BODY.replace("</h1>", "</h1><p class=byline>By Nora Bell</p>")
    assert clean_page(body, head=json_ld(author=stated)).authors == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Nora Bell and Teo Brandt", ["Nora Bell", "Teo Brandt"]),
        ("By Teo Brandt", ["Nora Bell"]),
        ("By Nora Bell", ["Nora Bell"]),
    ],
)
def test_a_byline_that_goes_on_after_the_names_of_the_markup_says_more(byline, authors):
    body = BODY.replace("</h1>", f"</h1><p class=byline>{byline}</p>")
    body += "<p>Photographs by Ivo Petrov</p>"
    assert clean_page(body, head=json_ld(author="Nora Bell")).authors == authors


@pytest.mark.parametrize(
    ("month", "said", "day"),
    [("11", "11/12/2012", 12), ("12", "11/12/2012", 11), ("10", "11/12/2012", 1)],
)
def test_an_address_with_a_month_says_how_a_day_in_numbers_is_read(month, said, day):
    body = BODY.replace("</h1>", f"</h1><p class=byline>By Nora Bell on {said}</p>")
    found = clean_page(body, head=f'<link rel=canonical href="https://courier.example/2012/{month}/pier/">')
    assert found.published_at == datetime(2012, int(month), day, tzinfo=UTC)


def test_many_names_marked_as_authors_are_those_of_other_pieces():
    names = ("Ana Lima", "Teo Brandt", "Sami Haddad", "Lea Roth", "Ivo Petrov", "Mara Quist", "Jan de Wit")
    others = "".join(f"<p><a rel=author href=/x>{name}</a></p>" for name in names)
    body = BODY.replace("</h1>", "</h1><p class=byline>By Nora Bell</p>")
    assert clean_page(body + f"<aside>{others}</aside>").authors == ["Nora Bell"]


@pytest.mark.parametrize(
    "titles",
    [
        "<meta property=og:title content='Harbour Notes'><title>The pier is rebuilt - Harbour Notes</title>",
        "<title>» The pier is rebuilt :harbournotes</title>",
    ],
)
def test_the_name_of_the_outlet_is_no_title(titles):
    page = clean_page(BODY, head=f"{titles}<link rel=canonical href=https://www.harbournotes.example/pier>")
    assert page.title == "The pier is rebuilt"


@pytest.mark.parametrize("everything", ["Home", "post", "Uncategorized", "Sem categoria"])
def test_a_section_of_everything_is_none(everything):
    assert clean_page(BODY, head=f"<meta property=article:section content='{everything}'>").section is None


def test_a_time_on_the_stated_day_makes_it_exact():
    head = "<link rel=canonical href=https://paper.example/2019/11/20/pier>"
    page = clean_page(BODY.replace("</h1>", "</h1><p class=date>Published 2:16 AM EST Nov 20, 2019</p>"), head=head)
    assert (page.published_at, page.published_precision) == (datetime(2019, 11, 20, 7, 16, tzinfo=UTC), "minute")
    assert page.published_from == "text"
    later = clean_page(BODY.replace("</h1>", "</h1><p class=date>Updated 2:16 AM EST Nov 28, 2019</p>"), head=head)
    assert (later.published_at, later.published_from) == (datetime(2019, 11, 20, tzinfo=UTC), "url")


@pytest.mark.parametrize(
    ("language", "timezone", "day"),
    [
        ("pt", "UTC", datetime(2018, 10, 5, tzinfo=UTC)),
        ("en", "Europe/London", datetime(2018, 10, 5, tzinfo=UTC)),
        ("en", "UTC", None),
        ("en", "America/New_York", None),
    ],
)
def test_a_day_in_numbers_is_read_as_the_language_and_the_place_write_it(language, timezone, day):
    source = Source(source_id="paper", title="A paper", language=language, timezone=timezone)
    page = clean(f"05/10/2018\n\n{OPENING}\n\n{MIDDLE}\n\n{ENDING}", source=source, language=language)
    assert page.published_at == day
