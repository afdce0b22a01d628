"""Which place a name means."""

import pytest

from flows.normalize.names import find_names
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


@pytest.mark.parametrize(
    ("text", "surface", "geonames_id"),
    [
        ("Deputies of Henry County held a man in Paris on Monday.", "Paris", "4647963"),
        ("Deputies of Henry County held a man in Paris on Monday.", "Henry County", "4628829"),
        ("The council of Lebanon met officials of Boone County.", "Lebanon", "4922673"),
        ("Voters in Maryville and Collinsville, both in Madison County, chose a judge.", "Madison County", "4243743"),
        ("Firefighters from Richmond and Berea work all over Madison County.", "Berea", "4283974"),
    ],
)
def test_a_town_and_its_county_tell_of_each_other(text: str, surface: str, geonames_id: str) -> None:
    assert place(text, surface) == geonames_id


def test_a_county_that_holds_a_namesake_moves_no_place_away_from_its_country() -> None:
    text = "The minister of Lebanon left Beirut for Syria; a cousin lives in Boone County."
    assert place(text, "Lebanon") == "272103"
    assert place("Reporters flew from Paris to London, far from Boone County.", "Paris") == PARIS


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("A man died in a Ky. jail.", "Ky.", "Kentucky"),
        ("They widened the road along S.C. 5 west of the town.", "S.C.", "South Carolina"),
        ("CHARLESTON, W.Va. -- The road is open.", "W.Va.", "West Virginia"),
        ("Fires burned in Asheville, N.C., on Monday.", "N.C.", "North Carolina"),
    ],
)
def test_an_abbreviated_state_counts_where_its_point_ends_no_sentence(text: str, surface: str, name: str) -> None:
    assert (surface, "place", name) in names(text)


def test_a_year_before_christ_is_not_in_british_columbia() -> None:
    assert "British Columbia" not in [name for _, _, name in names("The army fell in 200 B.C. near Zama.")]


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


def test_a_place_inside_a_name_is_a_mention_of_its_own() -> None:
    text = "The Rapides Parish Library hired her. The Alexandria Police Department met in Pineville, Louisiana."
    found = [(text[m.start : m.end], m.method, m.authority_key) for m in find_names(text, "en") if m.kind == "place"]
    assert ("Rapides Parish", "inside", "4338356") in found
    assert ("Alexandria", "inside", "4314550") in found


def test_no_place_is_sought_inside_persons_and_known_organizations() -> None:
    text = "Paris Hilton met Jack London of the Bank of England and the European Union."
    assert not [m for m in find_names(text, "en") if m.method == "inside"]


@pytest.mark.parametrize(
    ("text", "surface", "geonames_id"),
    [
        ("The river Jordan divides Jordan and Israel.", "Jordan", "248816"),
        ("Rebels from Chad crossed into Sudan.", "Chad", "2434508"),
        ("Turkey recalled its envoy from Paris.", "Turkey", "298795"),
        ("He flew to the United Arab Emirates from Qatar.", "United Arab Emirates", "290557"),
        ("The mayor of Washington, D.C., spoke.", "Washington", "4140963"),
        ("A fire in Moscow, Idaho, spread to Pullman and Lewiston.", "Moscow", "5601538"),
    ],
)
def test_names_that_mean_several_things(text: str, surface: str, geonames_id: str) -> None:
    assert place(text, surface) == geonames_id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paris Hilton sang in Las Vegas.", "Paris Hilton"),
        ("Michael Jordan retired.", "Michael Jordan"),
        ("Chad Smith plays drums.", "Chad Smith"),
    ],
)
def test_persons_called_as_places_are_persons(text: str, name: str) -> None:
    assert (name, "person", name) in names(text)


def test_a_turkish_weekday_is_no_town_in_morocco() -> None:
    assert "Salé" not in {name for _, _, name in names("Mahkeme Salı günü karar verdi.", "tr")}


def test_towns_of_one_state_support_each_other() -> None:
    text = "Crews from Athens, Watkinsville and Winterville fought the blaze near Bogart."
    assert place(text, "Athens") == "4180386"
    assert place("Ministers met in Athens and flew to Berlin and Rome.", "Athens") == "264371"


def test_a_storm_holds_no_town_of_its_name() -> None:
    text = "Officials in Utah and Texas spoke. Hurricane Carla struck Texas in 1961."
    assert "Hurricane" not in [text[m.start : m.end] for m in find_names(text, "en")]
