"""What a search asks for, as read from its options."""

from datetime import UTC, datetime

import pytest

from flows.query.wanted import Wanted, first_instant, next_instant


def test_days_months_and_years_have_a_first_and_a_next_instant():
    spans = [(first_instant(text, ""), next_instant(text, "")) for text in ("2021", "2021-12", "2021-12-31", "2021-3")]
    assert [f"{first:%F} {after:%F}" for first, after in spans] == [
        "2021-01-01 2022-01-01",
        "2021-12-01 2022-01-01",
        "2021-12-31 2022-01-01",
        "2021-03-01 2021-04-01",
    ]


def test_phrases_are_read_in_quotation_marks_of_any_make():
    assert Wanted('gas "the old price" “new name” «в дождь»', 10).phrases() == ["the old price", "new name", "в дождь"]


@pytest.mark.parametrize("text", ["9999-12-31", "9999-12", "9999"])
def test_the_last_day_of_the_calendar_has_no_day_after_it(text):
    assert next_instant(text, "--until") == datetime.max.replace(tzinfo=UTC)
