"""Names of a user's lists are found where the tagger misses them or cuts them short."""

from __future__ import annotations

import polars as pl
import pytest

from flows.errors import UsageError
from flows.normalize.authorities.entries import ENTRIES, Authority, write_authority
from flows.normalize.names import find_names
from flows.normalize.own_names import digest_of, own_names, read_own_names


def authority(*entries: tuple[str, str, list[str]]) -> Authority:
    rows = [
        {"id": str(number), "kind": kind, "name": name, "aliases": aliases}
        for number, (kind, name, aliases) in enumerate(entries)
    ]
    return Authority("own", pl.DataFrame(rows, schema=ENTRIES), {}, "digest")


OWN = authority(
    ("organization", "Harbour and Light", ["HaL-9", "eLumen"]),
    ("work", "The Long Walk to Durres", []),
    ("person", "Ilir Roa", ["Roa", "Iliri"]),
    ("organization", "Ridge", []),
    ("person", "Mara Voss", []),
    ("organization", "Mara Voss", []),
)


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    mentions = find_names(text, language, own=own_names([OWN]))
    return [(text[m.start : m.end], m.kind) for m in mentions if m.method != "inside"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff of Harbour and Light were there.", ("Harbour and Light", "organization")),
        ("🙂 Staff of HaL-9 were there.", ("HaL-9", "organization")),
        ("They read The Long Walk to Durres aloud.", ("The Long Walk to Durres", "work")),
        ("Then Iliri's brother left.", ("Iliri", "person")),
        ("President Ilir Roa left.", ("Ilir Roa", "person")),
    ],
)
def test_a_name_of_a_list_is_a_mention_of_its_kind(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


def test_a_list_is_sought_in_other_languages_too() -> None:
    assert ("Harbour and Light", "organization") in found("Gestern war bei Harbour and Light niemand.", "de")


def test_a_name_inside_a_longer_one_is_not_cut_out_of_it() -> None:
    assert ("Ilir Roa Foundation", "organization") in found("She runs the Ilir Roa Foundation in Ohio.")


@pytest.mark.parametrize(
    "text", ["A ridge was climbed.", "harbour and light were seen.", "The roa was late, and hal-9 too."]
)
def test_ordinary_words_and_small_letters_are_no_names(text: str) -> None:
    assert found(text) == []


def test_last_names_and_forms_of_two_kinds_are_left_to_the_tagger() -> None:
    own = own_names([OWN])
    assert not {"roa", "mara voss", "ridge"} & own.kinds.keys()
    assert own.kinds["ilir roa"] == "person"


def test_a_list_that_changed_during_the_build_stops_it(tmp_path) -> None:
    write_authority(tmp_path, "own", OWN.entries, {})
    with pytest.raises(UsageError, match="build again"):
        read_own_names(tmp_path, digest_of([OWN]))
