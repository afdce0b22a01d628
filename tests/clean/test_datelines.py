"""Datelines of many houses and languages; what only looks like one."""

import pytest

from flows.clean.datelines import read_dateline
from tests.clean.given import ARTICLE, clean


@pytest.mark.parametrize(
    "said",
    [
        "ALMATY, Jan 6 (Wire)",
        "PARIS, le 3 mai (AFP)",
        "Berlin, 3. Mai (dpa)",
        "Roma, 3 mag. (askanews)",
        "(ANSA) - ROMA, 03 MAG",
        "TOKYO, May 3 (Kyodo)",
        "NEW YORK, May 3, 2019 /PRNewswire/",
        "The Hague, 4 June 2019",
        "Москва. 3 мая. ИНТЕРФАКС",
        "القاهرة 3 مايو (د ب أ)",
        "بغداد، 3 مايو 2020",
        "МОСКВА, 3 июн",
    ],
)
def test_a_dateline_with_a_date_is_removed_and_kept_as_a_column(said):
    result = clean(f"{said} — {ARTICLE}")
    assert (result.text, result.dateline) == (ARTICLE, said)
    assert result.rules == ["dateline"]


@pytest.mark.parametrize(
    "said",
    [
        "WASHINGTON (AP)",
        "MADRID",
        "KYIV, Ukraine",
        "Paris (AFP)",
        "San Francisco (Reuters)",
        "ANKARA (AA)",
        "(Reuters)",
    ],
)
def test_a_dateline_without_a_date_is_a_column_and_stays_in_the_text(said):
    result = clean(f"{said} - {ARTICLE}")
    assert (result.text, result.dateline) == (f"{said} - {ARTICLE}", said)


def test_datelines_that_end_without_a_dash():
    assert read_dateline("МОСКВА, 3 мая. /ТАСС/. Совет решил.") == (23, "МОСКВА, 3 мая. /ТАСС/.", True)
    assert read_dateline("МОСКВА, 3 мая — РИА Новости. Совет решил.") == (29, "МОСКВА, 3 мая — РИА Новости.", True)
    assert read_dateline("Томск, 3 мая 2018 года. Совет решил.") == (24, "Томск, 3 мая 2018 года.", True)
    assert read_dateline("Алматы. 3 мая. Казинформ - Совет решил.") == (27, "Алматы. 3 мая. Казинформ", True)
    assert read_dateline("新华社北京5月3日电 港口将重建。") == (11, "新华社北京5月3日电", True)


@pytest.mark.parametrize(
    "start",
    [
        *(
            "U.S. — ",
            "NATO - ",
            "EXCLUSIVE — ",
            "It rained, Jan 6 — ",
            "Born in Tomsk, May 3, 2018. ",
            "Apple (AAPL) - ",
        ),
        "We — the others — ",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(start):
    assert clean(start + ARTICLE).dateline is None
    assert clean(start + ARTICLE).text == start + ARTICLE


@pytest.mark.parametrize("town", ["Saint-Denis", "Aulnay-sous-Bois", "Ville-de Paris", "Port-au-Prince"])
def test_a_hyphen_is_part_of_a_town(town):
    assert read_dateline(f"{town} (AFP) - The council met.") == (len(town) + 9, f"{town} (AFP)", False)


@pytest.mark.parametrize("said", ["A-", "A. ", "Aa de ", "Aa-de ", "A'"])
def test_a_beginning_of_nothing_but_towns_is_no_dateline(said):
    assert read_dateline(said * 60) is None
