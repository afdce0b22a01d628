"""Title, section, authors and date found around a plain text, and taken out of it."""

import json
from datetime import UTC, datetime

import polars as pl
import pytest

from flows.clean.batch import described_lines, read_drafts
from flows.clean.heading import read_heading
from flows.clean.viewed import lines_of
from flows.rules import Rule
from flows.sources import Source
from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, SOURCE, clean, clean_page, records

TITLE = "The old pier is to be rebuilt"


def test_a_first_line_set_off_is_the_title():
    result = clean(f"{TITLE}\n\n{ARTICLE}")
    assert (result.title, result.title_raw_start, result.text) == (TITLE, 0, ARTICLE)
    assert result.edits == [("title", f"{TITLE}\n\n", "")]


def test_a_first_line_right_above_a_lead_is_the_title_of_a_text_without_blank_lines():
    text = "\n".join((OPENING, f"{MIDDLE} {ENDING}"))
    result = clean(f"{TITLE}\n{text}")
    assert (result.title, result.text) == (TITLE, text)


@pytest.mark.parametrize(
    "text",
    [
        f"The old pier\n{OPENING}\n{MIDDLE} {ENDING}",
        f"{TITLE}\nand the town rejoices, as it has waited for many years for this and for more.\n{MIDDLE} {ENDING}",
        f"{TITLE}\n{OPENING}\n\n{MIDDLE} {ENDING}",
    ],
)
def test_a_first_line_that_may_be_the_articles_own_stays(text):
    assert clean(text).text == text


def test_the_offset_of_a_title_counts_code_points():
    result = clean(f"\n🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\u0301 אבג\n\n{ARTICLE}")
    assert result.raw[result.title_raw_start :].startswith(result.title)


@pytest.mark.parametrize("first", ["The pier is gone.", "The pier:", f"{OPENING}"])
def test_a_first_line_that_ends_as_a_sentence_is_no_title(first):
    result = clean(f"{first}\n\n{MIDDLE}\n\n{ENDING}")
    assert result.title is None
    assert result.text.startswith(first)


def test_a_text_that_is_all_title_stays_a_text():
    assert clean("Short note").text == "Short note"


def test_the_title_of_a_record_is_believed_and_its_line_goes():
    result = clean(f"{TITLE}\n{ARTICLE}", title=TITLE)
    assert (result.title, result.title_raw_start, result.text) == (TITLE, 0, ARTICLE)


def test_a_line_that_is_not_the_title_of_the_record_stays():
    result = clean(f"A note on the pier\n\n{ARTICLE}", title=TITLE)
    assert (result.title, result.title_raw_start) == (TITLE, None)
    assert result.text.startswith("A note on the pier")


def test_a_damaged_title_is_repaired_and_then_stands_nowhere_in_the_raw_text():
    result = clean(f"The visitorsâ€™ pier\n\n{ARTICLE}")
    assert (result.title, result.title_raw_start) == ("The visitors’ pier", None)


def test_a_section_in_capitals_stands_above_the_title():
    result = clean(f"HARBOUR\n{TITLE}\n\nBy Nora Bell\nSept. 15, 2008\n\n{ARTICLE}")
    assert (result.section, result.title, result.authors) == ("HARBOUR", TITLE, ["Nora Bell"])
    assert result.text == ARTICLE
    assert result.rules == ["section", "title", "byline", "timestamp"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Nora Bell", ["Nora Bell"]),
        ("By Nora Bell and Lukas van der Berg", ["Nora Bell", "Lukas van der Berg"]),
        ("BY NORA BELL", ["Nora Bell"]),
        ("By Nora Bell, Reuters", ["Nora Bell"]),
        ("Text: Aigerim Nurlan", ["Aigerim Nurlan"]),
        ("Haber: Selin Aksoy", ["Selin Aksoy"]),
        ("Автор: Виктор Линдквист", ["Виктор Линдквист"]),
        ("Por Inés Carrasco", ["Inés Carrasco"]),
        ("Von Jörg Ähren", ["Jörg Ähren"]),
        ("From our correspondent in Copiapó", None),
    ],
)
def test_a_byline_names_the_authors_and_goes(line, authors):
    result = clean(f"{TITLE}\n\n{line}\n\n{ARTICLE}")
    assert result.authors == authors
    assert result.text == ARTICLE
    assert result.removed("byline") == line


def test_the_authors_of_a_record_are_split():
    assert clean(ARTICLE, byline="By Nora Bell and Sami Haddad, Reuters").authors == ["Nora Bell", "Sami Haddad"]


def test_a_list_of_one_author_is_never_split():
    assert clean(ARTICLE, authors=["Martínez Ruiz, José Antonio"]).authors == ["Martínez Ruiz, José Antonio"]


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("ALMATY, Jan 6 (Wire) — ", 6),
        ("LUSAIL, Qatar, Jan 6 (Wire) — ", 6),
        ("(HELSINKI, January 6) — ", 6),
        ("ALMATY, 6 January 2022 - ", 6),
    ],
)
def test_a_dateline_goes_and_dates_the_article(dateline, day):
    source = Source(source_id="paper", title="A paper", defaults={"published_at": "2022-01-31"})
    result = clean(dateline + ARTICLE, source=source)
    assert result.text == ARTICLE
    assert result.edits == [("dateline", dateline, "")]
    assert (result.published_at, result.published_from) == (datetime(2022, 1, day, tzinfo=UTC), "dateline")


@pytest.mark.parametrize(
    "start", ["MADRID — ", "WASHINGTON (AP) — ", "U.S. — ", "NATO - ", "(Reuters) — ", "It rained, Jan 6 — "]
)
def test_a_start_without_place_and_date_stays(start):
    assert clean(start + ARTICLE).text == start + ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "January 13, 2022",
        "13 janvier 2022",
        "13 января 2022 г.",
        "13 Ocak 2022",
        "13 de enero de 2022",
        "Published: 13.01.2022",
        "Last updated: Thursday, 13 January 2022",
    ],
)
def test_a_line_with_the_date_goes_and_dates_the_article(line):
    result = clean(f"{TITLE}\n\n{line}\n\n{ARTICLE}")
    assert result.text == ARTICLE
    assert (result.published_at, result.published_precision) == (datetime(2022, 1, 13, tzinfo=UTC), "day")
    assert result.published_from == "text"


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        (["Smith, John"], ["Smith, John"]),
        (["Smith, John", "Bell, Nora Ann"], ["Smith, John", "Bell, Nora Ann"]),
        (["José Ortega y Gasset"], ["José Ortega y Gasset"]),
        (["Martin Luther King, Jr."], ["Martin Luther King, Jr."]),
        (["Thurston Howell, III", "Sami Haddad, Reuters"], ["Thurston Howell, III", "Sami Haddad"]),
    ],
)
def test_a_name_in_a_list_of_authors_is_not_cut(said, authors):
    assert clean(ARTICLE, authors=said).authors == authors
    listed = json.dumps({"@type": "NewsArticle", "author": [{"name": name} for name in said]})
    page = clean_page(f"<p>{ARTICLE}</p>", head=f'<script type="application/ld+json">{listed}</script>')
    assert page.authors == authors


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Martin Luther King, Jr. and Nora Bell", ["Martin Luther King, Jr.", "Nora Bell"]),
        ("Inés Carrasco y Luis Vega", ["Inés Carrasco", "Luis Vega"]),
        ("Inés Carrasco, Luis Vega", ["Inés Carrasco", "Luis Vega"]),
        ("Smith, John", ["Smith, John"]),
    ],
)
def test_authors_in_one_string_are_split(said, authors):
    assert clean(ARTICLE, byline=said).authors == authors
    stated = json.dumps({"@type": "NewsArticle", "author": [{"name": said}]})
    page = clean_page(f"<p>{ARTICLE}</p>", head=f'<script type="application/ld+json">{stated}</script>')
    assert page.authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Nora Bell on Monday, November 18th, 2019 at 11:04 a.m.", ["Nora Bell"]),
        ("Von Jörg Ähren publiziert am 18. November 2019", ["Jörg Ähren"]),
        ("Par Inès Morel Publié le 18 novembre 2019 à 10h20", ["Inès Morel"]),
        ("Por Inés Carrasco | Madrid | 18 de noviembre de 2019", ["Inés Carrasco"]),
        ("Автор: Виктор Линдквист, 18 ноября 2019", ["Виктор Линдквист"]),
        ("posted Nov 18, 2019 2:08 AM by Nora Bell", ["Nora Bell"]),
        ("November 18, 2019 @ 2:00 pm - Written by Nora", ["Nora"]),
        ("Nora Bell | Nov. 18, 2019 | 4 comments", ["Nora Bell"]),
        ("Written by Nora Bell, MS, RD on November 18, 2019", ["Nora Bell"]),
        ("By NORA BELL and SAMI HADDAD Associated Press November 18, 2019", ["Nora Bell", "Sami Haddad"]),
    ],
)
def test_a_credit_says_who_and_when(line, authors):
    result = clean(f"{TITLE}\n\n{line}\n\n{ARTICLE}")
    assert (result.authors, result.byline, result.text) == (authors, line, ARTICLE)
    assert (result.published_at.date().isoformat(), result.published_from) == ("2019-11-18", "text")


@pytest.mark.parametrize(
    "line", ["Photo by Sara Lund", "Image by Lund on May 3, 2019", "Trump won by Florida votes on November 8, 2016"]
)
def test_a_credit_of_something_else_names_no_author(line):
    assert clean(f"{OPENING}\n\n{line}\n\n{MIDDLE}\n\n{ENDING}").authors is None


@pytest.mark.parametrize(
    "stated",
    [
        f"{TITLE} | The Harbour Paper",
        f"{TITLE} - harbourpaper.example",
        f"The Harbour Paper: {TITLE}",
        f"{TITLE} | News",
    ],
)
def test_a_title_loses_the_name_of_its_outlet(stated):
    source = Source(source_id="paper", title="Harbour Paper", homepage="https://www.harbourpaper.example/")
    assert clean(ARTICLE, source=source, title=stated).title == TITLE
    page = clean_page(f"<h1>The Harbour Paper</h1><h2>{TITLE}</h2><p>{ARTICLE}</p>", head=f"<title>{stated}</title>")
    assert page.title == TITLE


@pytest.mark.parametrize("title", ["Pier: the town votes - and waits", "The wall | A story in three parts of the sea"])
def test_a_title_of_several_parts_stays_whole(title):
    assert clean(ARTICLE, title=title).title == title


def test_persons_come_before_houses_and_accounts():
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Harbour Paper"}}</script>'
    source = Source(source_id="paper", title="The Harbour Paper")
    named = clean_page(f"<h1>{TITLE}</h1><p>By Nora Bell</p><p>{ARTICLE}</p>", head=ld, source=source)
    assert named.authors == ["Nora Bell"]
    unnamed = clean_page(f"<h1>{TITLE}</h1><p>{ARTICLE}</p>", head=ld, source=source)
    assert unnamed.authors == ["Harbour Paper"]
    assert clean(ARTICLE, authors=["admin"]).authors is None


def test_the_headline_of_a_dumped_page_is_its_title():
    menu = "\n".join(["Home", "World", "Politics", "Business", "Science", "Sport", "Tides", "Letters", "Weather"])
    dump = f"{TITLE} | The Harbour Paper\n{menu}\n{TITLE}\nBy Nora Bell\n\n{ARTICLE}"
    assert clean(dump).title == TITLE
    assert clean(dump.partition("\n")[2]).title == TITLE


def test_a_first_line_over_a_subheading_in_capitals_is_the_title():
    title = "Harbour roundup: the islanders win again"
    result = clean("\n".join([title, "WOMEN'S ROWING", "Islanders 3, Harbour 1", OPENING, ENDING]))
    assert result.title == title
    assert str(result.text).startswith("WOMEN'S ROWING\n")


def test_a_first_line_over_a_dated_credit_is_the_title():
    title = "Tempestade quebra o velho cais do porto"
    credit = "05/10/2018 - Publicado por: Nora Bell - Categoria: Porto - Tags: cais"
    result = clean("\n".join([title, credit, OPENING, ENDING]))
    assert (result.title, result.text) == (title, f"{OPENING}\n{ENDING}")


def byline(*head: str) -> str | None:
    """What a page that keeps all lines but its title and date takes for the byline."""
    texts = (TITLE, *head, OPENING, MIDDLE)
    content = "".join(f"<p>{text}</p>" for text in texts)
    drafts, pages = read_drafts(records({"content": content}, media_type="text/html"))
    lines = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=pl.lit(1.0)))[0]
    verdicts = [Rule.TIMESTAMP if line.label == Rule.TIMESTAMP else None for line in lines]
    return read_heading(lines, verdicts, [TITLE], is_page=True).byline


@pytest.mark.parametrize("name", ["Karin Lund", "Ирина Белова", "山田花子", "김민수"])
def test_a_name_alone_beside_the_date_of_a_page_is_its_byline(name):
    assert byline(name, "5 May 2021") == name
    assert byline("5 May 2021", name) == name


@pytest.mark.parametrize("head", [("A wall, at last", "5 May 2021"), ("Why now?", "5 May 2021"), ("Karin Lund",)])
def test_other_short_lines_above_the_text_are_none(head):
    assert byline(*head) is None
