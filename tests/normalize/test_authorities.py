"""The names and ids that are shipped, against public lists where they are at hand."""

import csv
import re
from pathlib import Path

import polars as pl
import pytest

from flows.normalize import authority_digest, authority_sources
from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA, FILES, SHORT, abbreviations, demonyms, gazetteer
from flows.normalize.organizations import organizations
from flows.tables import table

# Territories for which Wikidata has several items, and the two lists take different ones.
ONE_OF_SEVERAL_ITEMS = ("SJ", "DK", "NL", "CN", "BQ")


def test_the_gazetteer_is_small_enough_to_keep_in_git() -> None:
    assert all((DATA / f"{name}.parquet").stat().st_size < 2_000_000 for name in FILES)


def test_names_of_the_gazetteer_are_folded_as_texts_are() -> None:
    rows = pl.concat([pl.read_parquet(DATA / f"{name}.parquet", columns=["name", "forms"]) for name in FILES])
    for name, forms in rows.sample(20_000, seed=1).iter_rows():
        assert all(fold(form) == form for form in forms)
        assert len(fold(name)) <= SHORT or fold(name) in (name.lower(), *forms)


def test_countries_lie_where_they_are() -> None:
    by_id, code = gazetteer().by_id, gazetteer().by_code
    for country, latitude, longitude in [("US", 39.8, -98.6), ("TR", 39, 35), ("FR", 46, 2), ("RU", 60, 100)]:
        place = by_id[code[country]]
        assert (place.latitude, place.longitude) == pytest.approx((latitude, longitude), abs=3)


def test_small_towns_counties_and_spellings_of_saint_are_known() -> None:
    assert {place.division for place in gazetteer().named("Bigfork")} == {"US.MT.029"}
    assert {place.kind for place in gazetteer().named("Rapides Parish")} == {"county"}
    assert gazetteer().ids_of("St. Louis") == gazetteer().ids_of("Saint Louis")
    assert 524901 in gazetteer().ids_of("Москва")


def test_every_alias_abbreviation_and_demonym_means_a_place_of_the_gazetteer() -> None:
    ids = {identifier for found in demonyms().values() for identifier in found} | set(abbreviations().values())
    assert ids <= set(gazetteer().by_id)


def test_authorities_are_sources_with_a_licence() -> None:
    frame = authority_sources()
    assert frame.schema == table("sources").schema
    assert frame.select("source_id", "licence").rows() == [
        ("geonames", "CC-BY-4.0"),
        ("office-holders", "Apache-2.0"),
        ("organizations", "Apache-2.0"),
    ]
    assert re.fullmatch("[0-9a-f]{64}", authority_digest())


def test_a_form_names_one_organization_only() -> None:
    listed = [name for found in organizations().by_key.values() for name in {found.name, *found.names}]
    assert len(listed) == len(set(listed))


def test_folding_compares_names() -> None:
    assert fold("Kassym-Jomart TOKAYEV") == fold("Kassym Jomart Tokayev")
    assert fold("Erdoğan") == fold("Erdogan")
    assert fold("U.S.") == fold("US") == "us"
    assert fold("Łódź’s – Café") == "lodzs cafe"


def test_countries_have_the_ids_of_the_public_list(shared: Path) -> None:
    rows = list(csv.DictReader((shared / "authorities" / "country-codes.csv").open(encoding="utf-8")))
    ours = {place.country: place for place in gazetteer().by_id.values() if place.kind == "country"}
    checked = 0
    for row in rows:
        place = ours.get(row["ISO3166-1-Alpha-2"])
        wikidata = next((value.rsplit("/", 1)[1] for value in row.values() if value and "wikidata.org" in value), None)
        if place and row["Geoname ID"].isdigit():
            assert place.geonames_id == int(row["Geoname ID"]), row["ISO3166-1-Alpha-2"]
            checked += 1
        if place and wikidata and place.wikidata_id:
            assert place.wikidata_id == wikidata or place.country in ONE_OF_SEVERAL_ITEMS, place
    assert checked > 230


def test_demonyms_are_those_of_the_public_list(shared: Path) -> None:
    lines = (shared / "authorities" / "demonyms.tsv").read_text(encoding="utf-8").splitlines()[2:]
    wrong = []
    for line in lines:
        country, adjectives, *_ = line.split("\t")
        places = {place.geonames_id for place in gazetteer().named(country) if place.kind == "country"}
        for adjective in adjectives.split(", ") if places else ():
            found = demonyms().get(fold(adjective))
            if found and not places & set(found):
                wrong.append((country, adjective))
    assert set(wrong) <= {("Hong Kong", "Chinese"), ("Macau", "Chinese"), ("Taiwan", "Chinese")}


@pytest.mark.parametrize("name", ["European Union"])
def test_an_organization_has_a_wikidata_id_only_where_a_package_proves_it(name: str) -> None:
    proven = [found.name for found in organizations().by_key.values() if found.wikidata_id]
    assert proven == [name]
