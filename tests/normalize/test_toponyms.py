"""Where the text says that places lie."""

import pytest

from flows.normalize.toponyms import told_states
from tests.normalize.given import place

OHIO, IOWA, CHINA = "5165418", "4862182", "1814991"
DELAWARE_OHIO, GEORGETOWN_KENTUCKY = "5151891", "4292686"


@pytest.mark.parametrize(
    ("text", "surface", "geonames_id"),
    [
        ("Voters in Iowa, Ohio and Kansas decide.", "Iowa", IOWA),
        ("Ships of China, Mexico and Canada met.", "China", CHINA),
        ("A barn burned in Delaware, Ohio, on Monday.", "Delaware", DELAWARE_OHIO),
        ("Police in Albany in Georgia searched a house.", "Albany", "4179320"),
        ("Floods reached Tripoli, in northern Lebanon, at dawn.", "Tripoli", "266826"),
        ("Trains to Paris (Texas) were late.", "Paris", "4717560"),
    ],
)
def test_a_list_contains_nothing_and_a_container_decides(text: str, surface: str, geonames_id: str) -> None:
    assert place(text, surface) == geonames_id


def test_a_member_of_congress_tells_the_state() -> None:
    said = "The senator (R-Ky.) spoke in Bowling Green and in Georgetown."
    assert [toponym.folded for toponym in told_states(said)] == ["R-Ky."]
    assert place(said, "Georgetown") == GEORGETOWN_KENTUCKY


def test_no_other_name_is_as_good_as_that_of_a_country() -> None:
    text = "In Schenectady, near Albany, they spoke of Albania."
    assert place(text, "Albania") == "783754"


def test_an_abbreviated_state_is_one_where_it_can_be_nothing_else() -> None:
    text = "Sen. Ada Quill (R-Ky.) and Rep. Bo Reed, D-Calif., agreed."
    assert place(text, "Ky.") == "6254925"
    assert place(text, "Calif.") == "5332921"


def test_two_cities_are_a_list_where_the_second_is_also_a_state() -> None:
    assert place("Offices in Chicago, New York and Boston closed.", "Chicago") == "4887398"


def test_quarters_and_lands_of_their_own_have_ids() -> None:
    assert place("Troops landed in Crimea.", "Crimea") == "703883"
    assert place("Rents in Manhattan fell.", "Manhattan") == "5125771"


def test_a_lone_surname_is_a_town_where_all_else_lies_around_it() -> None:
    text = "Crews from Athens, Watkinsville and Winterville in Georgia met. Barrow sent none."
    assert place(text, "Barrow") == "4181182"
