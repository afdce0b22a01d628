"""Sums of money: currency, value, range, what they are paid for."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.normalize.amounts import find_amounts

Row = tuple[str, str | None, float, float | None, str | None]


def sums(text: str, language: str | None = "en", home: str | None = None) -> list[Row]:
    return [(text[s.start : s.end], *s[2:]) for s in find_amounts(text, language, home)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("around $ 570 per month", ("$ 570", "USD", 570, None, "month")),
        ("at least $785 million", ("$785 million", "USD", 785e6, None, None)),
        ("a US$1.9 trillion plan", ("US$1.9 trillion", "USD", 1.9e12, None, None)),
        ("a €750bn fund", ("€750bn", "EUR", 750e9, None, None)),
        ("a £2.3m house", ("£2.3m", "GBP", 2.3e6, None, None)),
        ("costs 2,500 euros", ("2,500 euros", "EUR", 2500, None, None)),
        ("costs 5 million dollars", ("5 million dollars", "USD", 5e6, None, None)),
        ("costs Rs 500 crore", ("Rs 500 crore", "INR", 5e9, None, None)),
        ("costs ¥5,000", ("¥5,000", "JPY", 5000, None, None)),
        ("costs ₺100", ("₺100", "TRY", 100, None, None)),
        ("costs 300 ₽", ("300 ₽", "RUB", 300, None, None)),
        ("costs C$5", ("C$5", "CAD", 5, None, None)),
        ("costs USD 300", ("USD 300", "USD", 300, None, None)),
        ("half a million dollars", ("half a million dollars", "USD", 5e5, None, None)),
        ("five million euros", ("five million euros", "EUR", 5e6, None, None)),
        ("$1,234.56 exactly", ("$1,234.56", "USD", 1234.56, None, None)),
        ("oil at $60 a barrel", ("$60", "USD", 60, None, "barrel")),
        ("$15 an hour", ("$15", "USD", 15, None, "hour")),
        ("$100,000 a year", ("$100,000", "USD", 100_000, None, "year")),
        ("$20 per person", ("$20", "USD", 20, None, "person")),
        ("a $1.5bn-a-year trade", ("$1.5bn", "USD", 1.5e9, None, "year")),
        ("$5-10 million", ("$5-10 million", "USD", 5e6, 10e6, None)),
        ("between $5 million and $10 million", ("$5 million and $10 million", "USD", 5e6, 10e6, None)),
        ("$2 million to $3 million", ("$2 million to $3 million", "USD", 2e6, 3e6, None)),
        ("3 million pounds", ("3 million pounds", "GBP", 3e6, None, None)),
        ("90,000 tenge", ("90,000 tenge", "KZT", 90_000, None, None)),
    ],
)
def test_a_sum_is_read(text: str, wanted: Row) -> None:
    assert sums(f"It was {text}.") == [wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("pt", "Custa R$ 6 milhões por mês", ("R$ 6 milhões", "BRL", 6e6, None, "month")),
        ("pt", "Custa R$ 1.234,56", ("R$ 1.234,56", "BRL", 1234.56, None, None)),
        ("de", "Es kostet 3,5 Milliarden Euro", ("3,5 Milliarden Euro", "EUR", 3.5e9, None, None)),
        ("de", "Es kostet 1.500 Euro pro Jahr", ("1.500 Euro", "EUR", 1500, None, "year")),
        ("de", "Es kostet 1,2 Billionen Euro", ("1,2 Billionen Euro", "EUR", 1.2e12, None, None)),
        ("fr", "Il coûte 1,2 million d'euros par an", ("1,2 million d'euros", "EUR", 1.2e6, None, "year")),
        ("fr", "Il coûte 2 500 euros", ("2 500 euros", "EUR", 2500, None, None)),
        ("es", "Cuesta 3 mil millones de dólares", ("3 mil millones de dólares", "USD", 3e9, None, None)),
        ("ru", "Это стоит 5 млн рублей", ("5 млн рублей", "RUB", 5e6, None, None)),
        ("tr", "Fiyatı 2 milyar lira", ("2 milyar lira", "TRY", 2e9, None, None)),
    ],
)
def test_notations_of_other_languages(language: str, text: str, wanted: Row) -> None:
    assert sums(text, language) == [wanted]


def test_a_shared_sign_is_the_home_countrys() -> None:
    assert [sums("It cost $20 million.", home=home)[0][1] for home in (None, "US", "CA", "AU", "MX", "FR")] == [
        "USD", "USD", "CAD", "AUD", "MXN", "USD",
    ]  # fmt: skip
    assert sums("It cost ¥200. The yuan fell.")[0][1] == "CNY"
    assert sums("It cost 200 pesos.")[0][1] is None
    assert sums("It cost 200 pesos.", home="MX")[0][1] == "MXN"


def test_a_rise_is_no_range() -> None:
    assert [row[2:4] for row in sums("It rose from $5 million to $7 million.")] == [(5e6, None), (7e6, None)]


def test_alternatives_are_two_sums_unless_they_share_what_follows() -> None:
    assert [row[0] for row in sums("It costs $50 or $100.")] == ["$50", "$100"]
    assert [row[2:4] for row in sums("It costs $5 million or $7 million.")] == [(5e6, None), (7e6, None)]
    assert [row[2:4] for row in sums("It costs $5 or $10 million.")] == [(5e6, 10e6)]
    assert [row[2:4] for row in sums("It costs 50 or 100 dollars.")] == [(50, 100)]


@pytest.mark.parametrize(
    "text",
    [
        "He weighs 200 pounds.",
        "They have won 3 games: 20 won.",
        "a dollar store",
        "$ome say $o",
        "5 million people",
        "$",
    ],
)
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert sums(text) == []


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "$",
                "€",
                "5",
                "1.000,5",
                "1,234",
                "-",
                "million",
                "to",
                "between",
                "and",
                "euros",
                "per",
                "month",
                "R$",
                "10%",
                "a",
                ",",
                ".",
            ]
        ),
        max_size=30,
    )
)
def test_any_words_are_read_without_overlap(words: list[str]) -> None:
    found = find_amounts(" ".join(words), "de")
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(item.upper_value is None or item.upper_value >= item.value for item in found)
