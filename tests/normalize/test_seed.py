"""The article that started it: who, where, when, how much, and who said what. Skipped where it is not at hand."""

from pathlib import Path

import polars as pl
import pytest

from flows.normalize import Linked, Normalized, link_entities
from tests.normalize.given import names_of_entity, normalized


@pytest.fixture(scope="module")
def found(shared: Path) -> Normalized:
    (path,) = (shared / "seed").glob("*.txt")
    return normalized(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def linked(found: Normalized) -> Linked:
    return link_entities(found.mentions)


def test_persons_are_one_each(linked: Linked) -> None:
    entities = linked.entities.filter(pl.col("kind") == "person")
    assert names_of_entity(entities, "Erdogan") == ["Recep Tayyip Erdoğan", "Erdogan", "Recep Tayyip Erdogan"]
    assert names_of_entity(entities, "Tokayev") == ["Kassym-Jomart Tokayev", "Kassym Jomart Tokayev", "Tokayev"]
    assert names_of_entity(entities, "Nazarbayev") == ["Nursultan Nazarbayev", "Nazarbayev"]
    assert names_of_entity(entities, "Gurdeniz") == ["Cem Gurdeniz", "Gurdeniz"]


def test_every_erdogan_is_found(linked: Linked) -> None:
    entity = linked.entities.filter(pl.col("name") == "Recep Tayyip Erdoğan")
    assert entity["mention_count"][0] == 8


def test_organizations_are_one_each(linked: Linked) -> None:
    turkic = names_of_entity(linked.entities, "OTS")
    assert turkic[0] == "Organization of Turkic States"
    assert {
        "Turkish Council",
        "Organization of Turkish States",
        "Cooperation Council of Turkish Speaking States",
    } < set(turkic)
    assert "CSTO" in names_of_entity(linked.entities, "Collective Security Treaty Organization")


def test_kinds(linked: Linked) -> None:
    kinds = dict(linked.entities.select("name", "kind").rows())
    assert {kinds[name] for name in ("Baku", "Tripoli", "Moscow", "Turkey", "Kazakhstan", "Armenia")} == {"place"}
    assert kinds["Financial Times"] == "organization"


def test_dates(found: Normalized) -> None:
    dates = found.dates.select("surface", "value").rows()
    assert dates.count(("January 2", "2022-01-02")) == 2
    assert {("fall of 2020", "2020-FA"), ("2006", "2006"), ("1991", "1991"), ("2019", "2019")} < set(dates)


def test_sums(found: Normalized) -> None:
    assert found.amounts.select("currency", "value", "per").rows() == [
        ("USD", 570.0, "month"),
        ("USD", 785e6, None),
    ]


def test_quotations(found: Normalized) -> None:
    said = [(text.split()[-1], speaker) for text, speaker in found.quotations.select("text", "speaker").rows()]
    assert {
        ("plot.", "Cem Gurdeniz"),
        ("instability.", "Gideon Rachman"),
        ("crisis,", "Cavusoglu"),
        ("home,", "Putin"),
    } <= set(said)


def test_a_damaged_quotation_swallows_nothing(found: Normalized) -> None:
    assert found.quotations["text"].str.len_chars().max() < 500
