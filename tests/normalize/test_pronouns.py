"""Whom pronouns before verbs of saying mean."""

from __future__ import annotations

import pytest

from flows.normalize.names import Mention
from flows.normalize.pronouns import last_meant, sex_of_name, sexes


def named(text: str, *names: tuple[str, str]) -> list[Mention]:
    found = [
        Mention(text.index(name), text.index(name) + len(name), kind, "full", 0.9, name, None, None)
        for name, kind in names
    ]
    return sorted(found)


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Anna Berg", "woman"),
        ("Peter Berg", "man"),
        ("Robin Berg", None),
        ("Berg", None),
        ("", None),
        ("Мария Орлова", "woman"),
        ("Орлов", "man"),
    ],
)
def test_tells_women_from_men_by_names(name: str, sex: str | None) -> None:
    assert sex_of_name(name) == sex


def test_a_title_outvotes_the_given_name() -> None:
    text = "Mrs. Peter Berg met Sir Robin Lind."
    mentions = named(text, ("Peter Berg", "person"), ("Robin Lind", "person"))
    assert sexes(text, mentions) == {"Peter Berg": "woman", "Robin Lind": "man"}


@pytest.mark.parametrize(
    ("pronoun", "meant"),
    [("she", "Anna Berg"), ("He", "Peter Lind"), ("it", "Acme Steel"), ("they", "Peter Lind"), (None, "Peter Lind")],
)
def test_a_pronoun_means_the_last_one_that_fits(pronoun: str | None, meant: str) -> None:
    text = "Acme Steel sent Anna Berg and Peter Lind."
    mentions = named(text, ("Acme Steel", "organization"), ("Anna Berg", "person"), ("Peter Lind", "person"))
    found = last_meant(mentions, pronoun, sexes(text, mentions))
    assert found
    assert found.name == meant


def test_a_pronoun_that_fits_nobody_means_nobody() -> None:
    text = "Peter Lind came."
    mentions = named(text, ("Peter Lind", "person"))
    assert last_meant(mentions, "she", sexes(text, mentions)) is None
