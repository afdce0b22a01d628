"""Where one name ends and the next begins: ministries, titles, verbs between names, countries and their offices."""

import pytest

from flows.normalize.names import find_names

# The first line of an article may be its headline, where capitals say less.
BEFORE = "The town waited for news all day, and nobody slept.\n\n"


def found(sentence: str) -> dict[str, str]:
    text = BEFORE + sentence
    return {text[mention.start : mention.end]: mention.kind for mention in find_names(text, "en")}


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        (
            "Officials of the Ministry of Mines and Minerals Development said on Monday that work would begin.",
            "Ministry of Mines and Minerals Development",
        ),
        (
            "A letter to the Ministry of Water, Forests and Fisheries was never answered, they said on Monday.",
            "Ministry of Water, Forests and Fisheries",
        ),
        (
            "The Ministry of Foreign Affairs and European Integration told them on Monday to leave the town.",
            "Ministry of Foreign Affairs and European Integration",
        ),
        (
            "Soldiers of the Papua New Guinea Defence Force were back at work on Monday, officers said.",
            "Papua New Guinea Defence Force",
        ),
        (
            "The talks are led by the Retailers' Association of Penang, which met the mayor on Monday.",
            "Retailers' Association of Penang",
        ),
        (
            "The Confederation of Indigenous Nationalities of Ecuador called a march on Monday, and it rained.",
            "Confederation of Indigenous Nationalities of Ecuador",
        ),
        ("He was born in Serbia and Montenegro before it broke up, his mother said.", "Serbia and Montenegro"),
        ("She taught at the American University in Cairo and wrote a book about it.", "American University in Cairo"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_name_is_part_of_it(sentence: str, whole: str) -> None:
    assert whole in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Gunmen attacked the Army Public School on Warsak Road before noon, a guard said on Monday.",
            {"Army Public School", "Warsak Road"},
        ),
        ("Tan Sri Lee Kok Wah paid for the school, which opened on Monday.", {"Lee Kok Wah"}),
        ("The hall was opened by Datuk Seri Anwar Haikal, who left on Monday.", {"Anwar Haikal"}),
        ("The men appeared before Magistrate Obed Musukwa on Monday, and he was calm.", {"Obed Musukwa"}),
        ("They had asked the miners and Sactuwu's Bheki Ntombela, who left on Monday.", {"Bheki Ntombela"}),
        ("The road was promised by Semporna MP Farid Haikal, who left on Monday.", {"Semporna", "Farid Haikal"}),
        ("The road was opened by K. Sethu Raman IPS, who had walked there on Monday.", {"K. Sethu Raman"}),
        ("The report was read by Registrar-General Tobias Mudede on Monday.", {"Tobias Mudede"}),
    ],
)
def test_names_that_are_no_part_of_each_other_stand_apart(sentence: str, parts: set[str]) -> None:
    assert parts <= set(found(sentence))


def test_a_judiciary_committee_is_not_cut() -> None:
    names = found("She wrote to the Senate judiciary committee and to the House Budget Committee on Monday.")
    assert "House Budget Committee" in names
    assert not {"Senate judiciary", "Budget"} & set(names)


def test_what_a_minister_is_for_is_no_name() -> None:
    names = found("Ana Roa, the Minister of Finance and National Planning, met the Minister for Foreign Affairs.")
    assert set(names) == {"Ana Roa"}


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("Radio Tamazuj", "organization"),
        ("Warsak Road", "place"),
        ("Jalan Ampang", "place"),
        ("Operation Rainbow", "event"),
        ("Mindanao", "place"),
        ("Jamaat-e-Zaria", "organization"),
        ("Kantin Dawa Market", "place"),
        ("Kisan Morcha", "organization"),
        ("Votewell.org", "organization"),
        ("Gulf of Morrow", "place"),
    ],
)
def test_what_a_name_begins_or_ends_with_tells_its_kind(form: str, kind: str) -> None:
    assert found(f"People spoke of {form} on Monday, and a week later they still spoke of {form}.").get(form) == kind


def test_a_large_town_is_named_in_a_shouted_headline() -> None:
    text = "FLOOD WATERS RISE IN MANILA\n\nPeople waited on roofs on Monday. The city asked for boats and slept."
    assert {text[mention.start : mention.end] for mention in find_names(text, "en")} == {"MANILA"}


def test_an_age_makes_an_unknown_name_a_person() -> None:
    text = BEFORE + "The suspects, Kennedy Mwale, 34, and Innocent Zulu, 41, slept at the station on Monday."
    assert [mention.kind for mention in find_names(text, "en")] == ["person", "person"]


def test_a_sum_is_no_name() -> None:
    names = found("The losses were put at Rs800m by one side and at RM250 by the other, who had climbed the K2.")
    assert not {"Rs800m", "RM250"} & set(names)
    assert "K2" in names
