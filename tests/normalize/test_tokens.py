"""Tokens of a text, and what the lists say of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.normalize.layout import layout_of
from flows.normalize.tokens import INITIAL, MIXED, OWNER, SHOUT, TITLE, tokenize
from flows.normalize.wordtables import CLASSES, COUNTRY, DEMONYM, ORGANIZATION, classes_of, names_in


def words(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mr. O'Brien’s AT&T-led firm", ["Mr.", "O'Brien", "’s", "AT&T", "-", "led", "firm"]),
        ("the U.S. and Amazon.com Inc. met", ["the", "U.S.", "and", "Amazon.com", "Inc.", "met"]),
        ("J. K. Rowling isn't here.", ["J.", "K.", "Rowling", "isn", "'t", "here", "."]),
        ("Côte d'Ivoire", ["Côte", "d'", "Ivoire"]),
        ("2,300 on 9/11, the 4th", ["2,300", "on", "9", "/", "11", ",", "the", "4th"]),
        ("😀 Ünal e\u0301te\u0301", ["😀", "Ünal", "e\u0301te\u0301"]),
        ("", []),
    ],
)
def test_words_and_signs_stand_apart(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


@given(st.text())
def test_tokens_are_the_text_without_its_spaces(text: str) -> None:
    assert "".join(words(text)) == "".join(letter for letter in text if not letter.isspace())


def test_shapes() -> None:
    shapes = tokenize("Anna NATO iPhone J. Berg's").shape.tolist()
    assert shapes == [TITLE, SHOUT, MIXED, INITIAL, TITLE, OWNER]


def test_bare_hashes_know_no_case_accents_and_points() -> None:
    tokens = tokenize("Gürdeniz gurdeniz GURDENİZ U.S. us")
    assert len(set(tokens.bare.tolist())) == 2
    assert len(set(tokens.exact.tolist())) == 5


def test_lines_of_capitals_are_headlines() -> None:
    text = "Storm Hits Northern Coast At Night\n\nA storm hit the coast of Norway at night.\n\nSTORM HITS COAST"
    headline = dict(zip(words(text), layout_of(tokenize(text)).headline.tolist(), strict=True))
    assert (headline["Northern"], headline["Norway"], headline["HITS"]) == (1, 0, 2)


def test_known_names_are_found_whatever_their_case_and_longest_first() -> None:
    tokens = tokenize("Turkish ships of the United Nations left for KAZAKHSTAN")
    found = [value // 4 for value in names_in(tokens).tolist() if value]
    assert found == [DEMONYM, ORGANIZATION, ORGANIZATION, COUNTRY]


def test_classes_of_words() -> None:
    bits = int(classes_of(tokenize("Senator"))[0])
    assert bits >> CLASSES.index("role") & 1
    assert not bits >> CLASSES.index("given") & 1
