"""Which place a name means."""

import pytest

from flows.normalize.gazetteer import gazetteer
from flows.normalize.places import distance_km
from tests.normalize.given import names, place

ALBANY_NEW_YORK, ALBANY_GEORGIA = "5106834", "4179320"
GEORGIA_STATE, GEORGIA_COUNTRY = "4197000", "614540"
PARIS, PARIS_TEXAS = "2988507", "4717560"


@pytest.mark.parametrize(
    ("text", "surface", "geonames_id"),
    [
        ("The governor spoke in Albany, N.Y., on Monday.", "Albany", ALBANY_NEW_YORK),
        ("He was held in Albany, Georgia, on Monday.", "Albany", ALBANY_GEORGIA),
        ("The capital of Georgia, Tbilisi, was calm, as was Batumi.", "Georgia", GEORGIA_COUNTRY),
        ("Voters in Atlanta and the rest of Georgia chose a senator.", "Georgia", GEORGIA_STATE),
        ("She flew to Paris from London.", "Paris", PARIS),
        ("A fair in Paris, Texas, drew crowds.", "Paris", PARIS_TEXAS),
        ("Talks in Moscow failed.", "Moscow", "524901"),
        ("The mayor of New York spoke in Manhattan.", "New York", "5128581"),
        ("Lawmakers left Washington for the weekend.", "Washington", "4140963"),
        ("A court in Baku ruled.", "Baku", "587084"),
    ],
)
def test_a_place_is_found_by_what_stands_around_it(text: str, surface: str, geonames_id: str) -> None:
    assert place(text, surface) == geonames_id


def test_the_outlets_home_decides_where_nothing_else_does() -> None:
    text = "Firefighters in Cambridge put out a blaze."
    assert place(text, "Cambridge", home="GB") == "2653941"
    assert place(text, "Cambridge", home="US") == "4931972"


def test_an_abbreviated_state_counts_only_after_a_city() -> None:
    assert ("Calif.", "place", "California") in names("A fire burned in Fresno, Calif. on Monday.")
    assert names("Ill and in mass, they left.") == []


def test_albany_is_not_albania() -> None:
    assert [name for _, _, name in names("Officials in Albany met; officials in Albania did not.")] == [
        "Albany",
        "Albania",
    ]


def test_european_is_the_continent_and_no_mine_in_arizona() -> None:
    assert names("A European plan for Arizona.") == [("European", "place", "Europe"), ("Arizona", "place", "Arizona")]


def test_an_unknown_place_stays_unknown_and_empties_nothing_else() -> None:
    text = "They crossed Xyloria Valley near Ankara."
    assert place(text, "Xyloria Valley") is None
    assert ("Xyloria Valley", "place", "Xyloria Valley") in names(text)
    assert place(text, "Ankara") == "323786"


def test_an_acronym_is_no_city_spelt_alike() -> None:
    assert place("The DACA programme ends.", "DACA") is None


def test_distances_are_along_the_surface_of_the_earth() -> None:
    paris, texas = (gazetteer().by_id[int(i)] for i in (PARIS, PARIS_TEXAS))
    assert distance_km(paris, paris) == 0
    assert distance_km(paris, texas) == distance_km(texas, paris) == pytest.approx(7783, abs=1)
    pole, opposite = paris._replace(latitude=90.0), paris._replace(latitude=-90.0)
    assert distance_km(pole, opposite) == pytest.approx(20015, abs=1)
    assert distance_km(paris, paris._replace(latitude=None)) == float("inf")
