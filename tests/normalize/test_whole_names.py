"""Names whole: nicknames, countries of organizations, syllables, datelines, results."""

import pytest

from flows.normalize.names import find_names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Police charged Alexander “Sandro” Lisi on Friday.", "Alexander “Sandro” Lisi"),
        ('The governor, Luis "Chavit" Singson Jr., will testify.', 'Luis "Chavit" Singson Jr.'),
        ("A petition by the Law Society of Kenya was heard.", "Law Society of Kenya"),
        ("He left the Armed Forces of the Philippines in May.", "Armed Forces of the Philippines"),
        ("The letter went to Ban Ki-moon on Tuesday.", "Ban Ki-moon"),
        ("He spoke late.\n\nKIEV, Ukraine - Crowds filled the square.", "KIEV"),
        ("He spoke late.\n\nNEW DELHI: Crowds filled the square.", "NEW DELHI"),
        ("He spoke late.\n\nLAGOS - Nigeria has retired all officers.", "LAGOS"),
        ("On Saturday they beat Edmonton 4-0 at home.", "Edmonton"),
    ],
)
def test_a_name_is_found_whole(text, wanted):
    assert wanted in {text[mention.start : mention.end] for mention in find_names(text, "en")}


def test_a_quoted_name_behind_a_verb_is_no_nickname():
    text = "She read “Emma” Monday. Farmers of Kenya met the lawyers of Ghana."
    found = {text[mention.start : mention.end] for mention in find_names(text, "en")}
    assert "Kenya" in found
    assert "Ghana" in found
    assert not any("Monday" in form or "Farmers" in form for form in found)


def test_a_town_of_a_dateline_is_a_place():
    text = "LIMA, Peru - Teachers marched on Monday. The teachers of Lima want more."
    assert {m.kind for m in find_names(text, "en") if m.name.lower() == "lima"} == {"place"}
