"""Dates as records, markup and lines write them: UTC, with the precision that is stated."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.clean.dates import in_text, of_address, of_record
from tests.clean.given import ARTICLE, clean

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.mark.parametrize(
    ("said", "instant", "precision"),
    [
        ("2022-01-11", (2022, 1, 11), "day"),
        ("2022-01", (2022, 1, 1), "month"),
        ("2022", (2022, 1, 1), "year"),
        ("20220102", (2022, 1, 2), "day"),
        ("2022/01/11", (2022, 1, 11), "day"),
        ("2015-12-12T19:52:00Z", (2015, 12, 12, 19, 52), "second"),
        ("2020-03-11T18:30+01:00", (2020, 3, 11, 17, 30), "minute"),
        ("2019-11-18T14:31:00.123-0500", (2019, 11, 18, 19, 31), "second"),
        ("Tue, 11 Jan 2022 18:00:00 +0100", (2022, 1, 11, 17), "second"),
        ("1641000000", (2022, 1, 1, 1, 20), "second"),
        ("January 11, 2022", (2022, 1, 11), "day"),
        ("Sept. 15, 2008", (2008, 9, 15), "day"),
        ("1st of May 2020", (2020, 5, 1), "day"),
        ("May 2019", (2019, 5, 1), "month"),
        ("14.07.2014", (2014, 7, 14), "day"),
        ("25/04/2019", (2019, 4, 25), "day"),
        ("04/25/2019", (2019, 4, 25), "day"),
        ("18 Nov 2019 10:04 AM EST", (2019, 11, 18, 15, 4), "minute"),
        ("22 de febrero de 2023 - 10:05 p. m. UTC", (2023, 2, 22, 22, 5), "minute"),
        ("2022年6月3日 午後5時00分 JST", (2022, 6, 3, 8), "minute"),
        ("2022年6月3日 5時05分 JST", (2022, 6, 2, 20, 5), "minute"),
        ("2021년 11월 8일 오후 2:20 +09:00", (2021, 11, 8, 5, 20), "minute"),
        ("12 يونيو 2022 - 3:15 م +00:00", (2022, 6, 12, 15, 15), "minute"),
        ("17 Μαΐου 2022, 10:30 μ.μ. UTC", (2022, 5, 17, 22, 30), "minute"),
        ("2021. szeptember 9. 13:05 UTC", (2021, 9, 9, 13, 5), "minute"),
        ("9 มิถุนายน 2565", (2022, 6, 9), "day"),
    ],
)
def test_a_date_is_read(said, instant, precision):
    assert of_record(said, ALMATY) == (datetime(*instant, tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "said", ["yesterday", "2022-13-45", "0001-01-01", "03/04/2019", "", "12345", "9999-01-01", "31 February 2020"]
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_none(said):
    assert of_record(said, ALMATY) is None


def test_a_sentence_that_ends_in_a_year_is_no_date_with_the_next():
    found = in_text("It opened in 2019. September 9 was the day.", ALMATY, near=date(2022, 9, 1))
    assert found == (datetime(2022, 9, 9, tzinfo=UTC), "day")


def test_a_time_without_a_zone_is_the_source_s():
    assert of_record("2007-09-14 18:05:00", ALMATY) == (datetime(2007, 9, 14, 12, 5, tzinfo=UTC), "second")


def test_a_day_does_not_shift_with_the_zone_nor_does_midnight_in_a_field_for_times():
    assert of_record("2022-01-11", ALMATY) == of_record("2022-01-11T00:00:00", ALMATY)
    assert of_record("2022-01-11T00:00:00Z", ALMATY) == (datetime(2022, 1, 11, tzinfo=UTC), "second")


def test_a_date_without_a_year_takes_the_nearest():
    assert in_text("ALMATY, Jan 6", ALMATY, near=date(2022, 1, 31)) == (datetime(2022, 1, 6, tzinfo=UTC), "day")
    assert in_text("Dec 30", ALMATY, near=date(2022, 1, 2)) == (datetime(2021, 12, 30, tzinfo=UTC), "day")
    assert in_text("Dec 30", ALMATY) is None


@pytest.mark.parametrize(
    ("url", "instant", "precision"),
    [
        ("https://example.org/2019/11/18/a-pier", (2019, 11, 18), "day"),
        ("https://example.org/news/2019-11-18-a-pier", (2019, 11, 18), "day"),
        ("https://example.org/news/20191118/a-pier", (2019, 11, 18), "day"),
        ("https://example.org/2019/11/a-pier", (2019, 11, 1), "month"),
        ("https://example.org/world/2019/nov/18/a-pier", (2019, 11, 18), "day"),
        ("https://example.org/2019/novembre/8/un-quai", (2019, 11, 8), "day"),
    ],
)
def test_an_address_may_state_a_date(url, instant, precision):
    assert of_address(url) == (datetime(*instant, tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2019",
        "https://example.org/20191399/x",
        "https://example.org/2019/nov/31/x",
        "https://example.org/?d=/2019/11/18/",
    ],
)
def test_other_numbers_in_an_address_are_no_date(url):
    assert of_address(url) is None


@pytest.mark.parametrize("said", ["Fri, 31 Dec 9999 23:59:59 -0100", "Fri, 31 Dec 9999 23:59:59 +0000", "9999999999"])
def test_a_date_beyond_the_years_of_news_is_none(said):
    assert of_record(said, ALMATY) is None


@pytest.mark.parametrize("offset", ["+9999", "-99999999999999"])
def test_an_offset_out_of_range_raises_nothing(offset):
    of_record(f"Fri, 31 Dec 2021 23:59:59 {offset}", ALMATY)


@pytest.mark.parametrize(
    ("said", "day"), [("5 MAYIS 2021", "2021-05-05"), ("KASIM 5, 2021", "2021-11-05"), ("APRİL 5, 2021", "2021-04-05")]
)
def test_a_month_in_capitals_with_and_without_dots(said, day):
    found = in_text(f"Published {said}", ALMATY)
    assert found is not None
    assert str(found.instant.astimezone(ALMATY).date()) == day


def test_a_dateline_in_turkish_capitals_dates_its_article():
    """`MAYIS` matches mayıs, but its small letters are `mayis`: the article was rejected as `failed`."""
    article = clean(f"ANKARA, 5 MAYIS 2021 — {ARTICLE}")
    assert str(article.row["published_at"].date()) == "2021-05-05"
