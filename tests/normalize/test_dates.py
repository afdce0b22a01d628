"""Time expressions and their TIMEX3 values; the article's date is Wednesday, 19 January 2022."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.dates import find_dates
from flows.normalize.timex import bounds

DAY = date(2022, 1, 19)


def values(
    text: str, day: date | None = DAY, language: str | None = "en", home: str | None = None
) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.value) for found in find_dates(text, day, language, home)]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("Protests began on January 2 in the west.", "January 2", "2022-01-02"),
        ("The vote will be held on January 25.", "January 25", "2022-01-25"),
        ("They met on November 12.", "November 12", "2021-11-12"),
        ("It will open on November 12.", "November 12", "2022-11-12"),
        ("Born on 4 July 1976 in Perth.", "4 July 1976", "1976-07-04"),
        ("Signed on Oct. 3rd, 1990.", "Oct. 3rd, 1990", "1990-10-03"),
        ("Signed the 3rd of October 1990.", "3rd of October 1990", "1990-10-03"),
        ("Support came in the fall of 2020.", "fall of 2020", "2020-FA"),
        ("In October 2020 it grew.", "October 2020", "2020-10"),
        ("It fell in December.", "December", "2021-12"),
        ("It fell last May.", "last May", "2021-05"),
        ("It was planned in 2006.", "2006", "2006"),
        ("By the late 1990s it was over.", "1990s", "199X"),
        ("He spoke on Tuesday.", "Tuesday", "2022-01-18"),
        ("He spoke on Wednesday.", "Wednesday", "2022-01-19"),
        ("He spoke Thursday.", "Thursday", "2022-01-13"),
        ("They will meet on Friday.", "Friday", "2022-01-21"),
        ("See you next Tuesday.", "next Tuesday", "2022-01-25"),
        ("It rained last Wednesday.", "last Wednesday", "2022-01-12"),
        ("It rained yesterday.", "yesterday", "2022-01-18"),
        ("It rains today.", "today", "2022-01-19"),
        ("It rained Monday morning.", "Monday morning", "2022-01-17TMO"),
        ("Sales rose last month.", "last month", "2021-12"),
        ("Sales rose last year.", "last year", "2021"),
        ("Sales rise next week.", "next week", "2022-W04"),
        ("Sales rose this quarter.", "this quarter", "2022-Q1"),
        ("Sales rose last summer.", "last summer", "2021-SU"),
        ("He left three days ago.", "three days ago", "2022-01-16"),
        ("He left two weeks ago.", "two weeks ago", "2022-W01"),
        ("He left a year ago.", "a year ago", "2021"),
        ("He left six months ago.", "six months ago", "2021-07"),
        ("In the third quarter of 2021 it fell.", "third quarter of 2021", "2021-Q3"),
        ("Q4 2020 was good.", "Q4 2020", "2020-Q4"),
        ("It took three years.", "three years", "P3Y"),
        ("A two-week truce began.", "two-week", "P2W"),
        ("It took several months.", "several months", "PXM"),
        ("A 48-hour strike began.", "48-hour", "PT48H"),
        ("It took two decades.", "two decades", "P20Y"),
        ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("Doors open at 9 a.m. sharp.", "9 a.m.", "2022-01-19T09:00"),
        ("Doors open at 21:30 sharp.", "21:30", "2022-01-19T21:30"),
        ("Filed 2021-12-31.", "2021-12-31", "2021-12-31"),
        ("The year 2021 (1999) ended.", "1999", "1999"),
    ],
)
def test_an_expression_has_its_value(text: str, surface: str, value: str) -> None:
    assert (surface, value) in values(text)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "It began Monday 16 October 2017 at home.", ("Monday 16 October 2017", "2017-10-16")),
        ("en", "Held Monday, August 22, 2022.", ("Monday, August 22, 2022", "2022-08-22")),
        ("en", "He spoke on Tuesday, January 2.", ("Tuesday, January 2", "2022-01-02")),
        ("en", "They will meet next Friday, January 21.", ("next Friday, January 21", "2022-01-21")),
        ("en", "Posted Wed. 2022-01-05.", ("Wed. 2022-01-05", "2022-01-05")),
        ("de", "Am Montag, den 16. Oktober 2017.", ("Montag, den 16. Oktober 2017", "2017-10-16")),
        ("de", "Am Dienstag, 3.4.2020.", ("Dienstag, 3.4.2020", "2020-04-03")),
        ("fr", "Le lundi 16 octobre 2017.", ("lundi 16 octobre 2017", "2017-10-16")),
        ("es", "El lunes, 16 de octubre de 2017.", ("lunes, 16 de octubre de 2017", "2017-10-16")),
        ("pt", "Na segunda-feira, 16 de outubro de 2017.", ("segunda-feira, 16 de outubro de 2017", "2017-10-16")),
        ("ru", "В среду, 18 октября 2017.", ("среду, 18 октября 2017", "2017-10-18")),
        ("sv", "Det var måndagen den 16 oktober 2017.", ("måndagen den 16 oktober 2017", "2017-10-16")),
        ("tr", "Toplantı 16 Ekim 2017 Pazartesi günü.", ("16 Ekim 2017 Pazartesi", "2017-10-16")),
    ],
)
def test_a_weekday_next_to_a_date_belongs_to_it(language: str, text: str, wanted: tuple[str, str]) -> None:
    assert values(text, language=language) == [wanted]


def test_a_newspaper_before_a_date_is_no_weekday() -> None:
    assert values("The Sun, January 3, 2020") == [("January 3, 2020", "2020-01-03")]


def test_noon_is_a_time_of_day() -> None:
    assert values("Polls close at noon.") == [("noon", "2022-01-19T12:00")]
    assert values("Polls close at midnight.") == []


def test_a_range_of_years_is_two_years() -> None:
    assert values("He ruled from 1991 to 2019.") == [("1991", "1991"), ("2019", "2019")]
    assert values("In 2014-16 it grew.") == [("2014", "2014"), ("16", "2016")]


def test_a_range_of_days_is_two_days() -> None:
    assert values("Held Jan. 5-8, 2022, at home.") == [("Jan. 5", "2022-01-05"), ("8, 2022", "2022-01-08")]


def test_the_country_tells_the_order_of_day_and_month() -> None:
    assert values("On 3/4/2021.", home="US") == [("3/4/2021", "2021-03-04")]
    assert values("On 3/4/2021.", home="GB") == [("3/4/2021", "2021-04-03")]
    assert values("On 13/4/2021.", home="US") == [("13/4/2021", "2021-04-13")]
    assert values("Am 3.4.2021.", language="de") == [("3.4.2021", "2021-04-03")]


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the sun for a second time.",
        "He sat on the fence. The mar was deep. Jan ran. Sun and rain; to be decided.",
        "It cost $2,000 and 2000 people came to Room 1984.",
        "USA Today said so. The second half was dull: 3-2.",
        "Version 1.2.3, score 30-28, phone 555-1234, ratio 3:2, ISBN 978-0-13.",
        "February 30 does not exist.",
        "He is in a class of his own; each to their own.",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert values(text) in ([], [("second half", "2022-H2")])


def test_without_an_anchor_the_year_is_unknown() -> None:
    assert values("It began on January 2 and, on Tuesday, ended.", day=None) == [("January 2", "XXXX-01-02")]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Am 3. Januar 2022 begann es.", "2022-01-03"),
        ("de", "Im März 2020 begann es.", "2020-03"),
        ("fr", "Le 1er janvier 2022, il pleuvait.", "2022-01-01"),
        ("es", "El 2 de enero de 2022 llovió.", "2022-01-02"),
        ("it", "Il 5 marzo 2021 pioveva.", "2021-03-05"),
        ("pt", "Em 7 de setembro de 2021 choveu.", "2021-09-07"),
        ("tr", "2 Ocak 2022 günü yağdı.", "2022-01-02"),
        ("ru", "Это случилось 2 января 2022 года.", "2022-01-02"),
        ("nl", "Op 5 mei 2021 regende het.", "2021-05-05"),
        ("es", "El 5 de enero llovió.", "2022-01-05"),
    ],
)
def test_absolute_dates_of_other_languages(language: str, text: str, value: str) -> None:
    assert value in [found for _, found in values(text, language=language)]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-01-02", "2022-01-02T00:00:00", "2022-01-02T23:59:59"),
        ("2022-02", "2022-02-01T00:00:00", "2022-02-28T23:59:59"),
        ("2020", "2020-01-01T00:00:00", "2020-12-31T23:59:59"),
        ("199X", "1990-01-01T00:00:00", "1999-12-31T23:59:59"),
        ("2020-FA", "2020-09-01T00:00:00", "2020-11-30T23:59:59"),
        ("2020-WI", "2020-12-01T00:00:00", "2021-02-28T23:59:59"),
        ("2021-Q3", "2021-07-01T00:00:00", "2021-09-30T23:59:59"),
        ("2022-W03", "2022-01-17T00:00:00", "2022-01-23T23:59:59"),
        ("2022-01-19T09:30", "2022-01-19T09:30:00", "2022-01-19T09:30:59"),
    ],
)
def test_a_value_names_a_period(value: str, first: str, last: str) -> None:
    assert [moment.isoformat()[:19] for moment in bounds(value, "UTC") if moment] == [first, last]


@pytest.mark.parametrize("value", ["XXXX-01-02", "P3Y", "XXXX-WXX-1", "PAST_REF", "9999", "2022-W60", "2022-02-31"])
def test_a_value_that_names_no_period_has_no_bounds(value: str) -> None:
    assert bounds(value, "UTC") == (None, None)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "on",
                "in",
                "may",
                "January",
                "2",
                "31,",
                "2021",
                "1990s",
                "9",
                "a.m.",
                "every",
                "two",
                "years",
                "ago",
                "last",
                "next",
                "-",
                "99999",
                ":",
                "/",
            ]
        )
    )
)
def test_any_words_are_read_without_overlap(words: list[str]) -> None:
    found = find_dates(" ".join(words), DAY)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(bounds(item.value, "UTC") is not None for item in found)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_any_anchor_will_do(day: date) -> None:
    text = "Tomorrow, next week, next month, in December, on February 29, next year, two decades ago, 900 years ago."
    assert all(bounds(found.value, "Pacific/Apia") for found in find_dates(text, day))


@pytest.mark.parametrize(
    ("text", "language", "surface", "value"),
    [
        ("BAŞBAKAN 5 MAYIS 2021’DE KONUŞTU.", "tr", "5 MAYIS 2021", "2021-05-05"),
        ("TOPLANTI 12 HAZİRAN 2021 GÜNÜ BAŞLADI.", "tr", "12 HAZİRAN 2021", "2021-06-12"),
        ("KÖPRÜ SALI GÜNÜ AÇILDI.", "tr", "SALI GÜNÜ", "2022-01-18"),
        ("KÖPRÜ GEÇEN YIL AÇILDI.", "tr", "GEÇEN YIL", "2021"),
        ("DIE BRÜCKE WURDE AM 5. APRİL 2021 ERÖFFNET.", "de", "5. APRİL 2021", "2021-04-05"),
    ],
)
def test_words_in_capitals_with_and_without_dots(text: str, language: str, surface: str, value: str) -> None:
    """`MAYIS` matches mayıs, but its small letters are `mayis`: nothing was found in the whole article."""
    assert values(text, language=language) == [(surface, value)]
