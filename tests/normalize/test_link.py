"""Entities across the archive: what is one, what stays apart, and that order does not matter."""

import polars as pl

from flows.normalize import link_entities
from flows.tables import table
from tests.normalize.given import linked, names_of_entity, normalized

ARCHIVE = (
    "President Kassym-Jomart Tokayev spoke in Astana.",
    "Kassym Jomart Tokayev left. TOKAYEV was tired.",
    "Recep Tayyip Erdoğan met Turkish officials.",
    "Erdogan said no. Turkey agreed.",
    "The Northern Fisheries Council (NFC) met in Oslo.",
    "The NFC met again, said Anna Berg.",
    "Peter Berg and Anna Berg met in the US, as the U.S. asked.",
    "Berg said nothing in America.",
)


def test_a_person_is_one_however_the_name_is_spelt() -> None:
    entities = linked(*ARCHIVE).entities
    assert names_of_entity(entities, "TOKAYEV") == ["Kassym-Jomart Tokayev", "Kassym Jomart Tokayev", "TOKAYEV"]
    assert names_of_entity(entities, "Recep Tayyip Erdoğan")[1:] == ["Erdogan"]


def test_a_last_name_that_two_persons_share_stays_apart() -> None:
    entities = linked(*ARCHIVE).entities
    assert set(entities.filter(pl.col("name").str.ends_with("Berg"))["name"]) == {"Anna Berg", "Peter Berg", "Berg"}


def test_an_acronym_that_one_article_defines_holds_for_the_archive() -> None:
    assert names_of_entity(linked(*ARCHIVE).entities, "NFC") == ["Northern Fisheries Council", "NFC"]


def test_a_country_has_ids_and_a_position_and_counts_its_people() -> None:
    row = linked(*ARCHIVE).entities.filter(pl.col("name") == "United States").row(0, named=True)
    assert (row["authority"], row["geonames_id"], row["wikidata_id"]) == ("geonames", "6252001", "Q30")
    assert (row["country_code"], row["article_count"], row["mention_count"]) == ("US", 2, 3)
    assert 30 < row["latitude"] < 50
    assert row["aliases"] == ["America", "U.S.", "US"]


def test_one_name_of_two_kinds_is_two_entities() -> None:
    entities = linked("Tbilisi is in Georgia.", "Singer Georgia Keane sang. Georgia said thanks.").entities
    assert set(entities.filter(pl.col("name").str.contains("Georgia"))["kind"]) == {"place", "person"}


def test_tables_have_the_shape_of_their_schemas() -> None:
    result = linked(*ARCHIVE)
    assert result.mentions.schema == table("mentions").schema
    assert result.entities.schema == table("entities").schema
    assert set(result.mentions["entity_id"]) == set(result.entities["entity_id"])


def test_order_of_mentions_changes_nothing() -> None:
    mentions = normalized(*ARCHIVE).mentions
    forward, backward = link_entities(mentions), link_entities(mentions.reverse())
    assert forward.entities.equals(backward.entities)
    assert forward.mentions.equals(backward.mentions)


def test_ids_do_not_change_when_articles_are_added() -> None:
    few, more = linked(*ARCHIVE[:4]).entities, linked(*ARCHIVE).entities
    assert set(few["entity_id"]) <= set(more["entity_id"])


def test_no_mentions_give_no_entities() -> None:
    result = linked("nothing is named here")
    assert result.mentions.height == result.entities.height == 0


def test_initials_are_the_same_person_unless_they_contradict() -> None:
    entities = linked(
        "Donald J. Keller spoke in May.",
        "Donald Keller spoke again.",
        "George W. Marsh left.",
        "George H. Marsh stayed.",
        "Nobody asked George Marsh.",
    ).entities
    assert names_of_entity(entities, "Donald Keller") in (
        ["Donald Keller", "Donald J. Keller"],
        ["Donald J. Keller", "Donald Keller"],
    )
    assert set(entities.filter(pl.col("name").str.ends_with("Marsh"))["name"]) == {
        "George W. Marsh",
        "George H. Marsh",
        "George Marsh",
    }


def test_words_that_got_before_a_frequent_name_do_not_make_another_person() -> None:
    texts = ["Hillary Clinton spoke."] * 6 + ["They shouted Crooked Hillary Clinton at her."]
    assert names_of_entity(linked(*texts).entities, "Hillary Clinton")[0] == "Hillary Clinton"
