"""A last name that stands alone is not that of a wife or son whom the article names beside somebody."""

import pytest

from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Marlow said he would go. His wife, Nora Marlow, stayed. Marlow left at noon.", "Marlow"),
        ("President Marlow was late. First lady Nora Marlow stayed at home.", "Marlow"),
        ("Sam Marlow spoke. His son Ben Marlow did not, and Ben Marlow stayed. Marlow left at noon.", "Sam Marlow"),
        ("Ben Marlow, the son of Sam Marlow, spoke. Marlow left at noon.", "Sam Marlow"),
        ("His wife, Nora Marlow, stayed at home. Marlow wrote a note.", "Nora Marlow"),
        ("Marlow to go. The mayor, Nora Marlow, said so on Monday.", "Nora Marlow"),
        ("Marlow to go. Father Ben Marlow said so on Monday, and Marlow left.", "Ben Marlow"),
    ],
)
def test_whose_a_last_name_is(text, whose):
    assert {m.name for m in find_names(text, "en") if text[m.start : m.end] == "Marlow"} == {whose}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Moreau est arrivé lundi. Son épouse, Claire Moreau, est restée à Paris. Moreau a parlé."),
        ("es", "El lunes llegó Moreau. Su hija Claire Moreau se quedó en París. Allí no habló Moreau."),
    ],
)
def test_in_other_languages(language, text):
    assert {m.name for m in find_names(text, language) if text[m.start : m.end] == "Moreau"} == {"Moreau"}
