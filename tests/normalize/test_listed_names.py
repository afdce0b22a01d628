"""Kinds of names that lists know, and of those that a role tells."""

import pytest

from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("The mayor met Muslims and Jews of the town on Monday.", "Muslims", "organization"),
        ("He converted to Islam in the spring of 1998, she said.", "Islam", "organization"),
        ("Farmers said NAFTA had cost them their market.", "NAFTA", "law"),
        ("He gave his “State of the Union” speech late.", "State of the Union", "event"),
        ("She told Good Morning America that it was over.", "Good Morning America", "work"),
        ("Delegates left the Democratic National Convention early.", "Democratic National Convention", "event"),
    ],
)
def test_kinds_of_names_that_lists_know(text, form, kind):
    assert {text[m.start : m.end]: m.kind for m in find_names(text, "en")}[form] == kind


def test_a_disease_is_no_name():
    assert not find_names("The Ebola virus spread before anybody noticed.", "en")


def test_a_camera_is_no_broadcaster():
    found = find_names("Police released CCTV images on Monday. China Central Television showed them.", "en")
    assert [m.name for m in found] == ["China Central Television"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Die Zeit drängt, sagte der Minister. Die Zeit der Reden ist vorbei.", 0),
        ("„Die Zeit drängt“, sagte der Minister am Montag.", 0),
        ("„Die Zeit“ berichtete am Montag darüber.", 1),
        ("Das berichtet Die Zeit. Die Zeit beruft sich auf das Ministerium.", 2),
    ],
)
def test_a_german_noun_with_its_article_opens_a_sentence_without_being_a_paper(text, times):
    assert [m.name for m in find_names(text, "de")] == ["Die Zeit"] * times


def test_a_role_before_an_unknown_name_tells_a_person():
    text = "On Monday Sen. Stormy Rivers sued. A judge will hear the Stormy Rivers case in May, a clerk said."
    assert {m.kind for m in find_names(text, "en") if "Rivers" in m.name} == {"person"}


def test_a_person_has_no_possessive_that_a_firm_has():
    text = "Helmut Kohl was late. The rooms were Mr Kohl’s, she said, and lunch was from McDonald’s."
    assert {text[m.start : m.end]: m.kind for m in find_names(text, "en")} == {
        "Helmut Kohl": "person",
        "Kohl": "person",
        "McDonald’s": "organization",
    }


@pytest.mark.parametrize("form", ["Bryce Canyon", "Texas Panhandle", "Taj Mahal", "Austria-Hungary"])
def test_what_nature_and_history_made_is_a_place(form):
    text = f"On Monday the guide spoke of {form} for an hour."
    assert {text[m.start : m.end]: m.kind for m in find_names(text, "en")}[form] == "place"


def test_an_irish_or_pakistani_role_is_none_of_the_name():
    text = "Tánaiste Eamon Gilroy met the Taoiseach on Monday. Brig Javed Iqbal Chughtai spoke."
    found = {text[m.start : m.end]: m.kind for m in find_names(text, "en")}
    assert found == {"Eamon Gilroy": "person", "Javed Iqbal Chughtai": "person"}


def test_las_vegas_is_no_last_name():
    text = "Joe Driver Las Vegas left. The sheriff of Las Vegas said he lived south of the city of Las Vegas."
    assert {m.kind for m in find_names(text, "en") if m.name == "Las Vegas"} == {"place"}
