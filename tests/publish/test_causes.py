"""The cause of a change: what bears on the row."""

from dataclasses import replace

import polars as pl
import pytest

from flows.compare import differences
from flows.publish.causes import add_causes
from flows.publish.takedowns import TAKEDOWNS, withdraw
from tests.publish.archive import PROVENANCE, article, document, entity, make_tables, without_article

OTHER_CODE = replace(PROVENANCE, code_digest="d" * 64)
OTHER_NAMES = replace(PROVENANCE, authority_digest="d" * 64)


def tables():
    made = make_tables()
    return {**made, "articles": made["articles"].drop("raw")}


def causes(before, after, provenance=PROVENANCE, made_from=PROVENANCE):
    """Cause by (table, first part of the key)."""
    changes = add_causes(differences(before, after), before, after, (made_from, provenance))
    return {
        (name, key.partition("/")[0]): cause for name, key, cause in changes.select("table", "key", "cause").iter_rows()
    }


def retold(made, native_id, *, sha256=None):
    """The tables with another title in one article, and perhaps other bytes of its document."""
    is_article = pl.col("article_id") == article(native_id)
    titled = made["articles"].with_columns(title=pl.when(is_article).then(pl.lit("New")).otherwise("title"))
    is_document = pl.col("document_id") == document(native_id)
    other = made["documents"].with_columns(sha256=pl.when(is_document).then(pl.lit(sha256)).otherwise("sha256"))
    return {**made, "articles": titled, "documents": other if sha256 else made["documents"]}


def test_other_bytes_in_raw_are_the_source_whatever_else_changed():
    after = retold(tables(), "ferry", sha256="f" * 64)
    found = causes(tables(), after, OTHER_CODE)
    assert found == {("articles", article("ferry")): "source", ("documents", document("ferry")): "source"}


@pytest.mark.parametrize(
    ("provenance", "cause"), [(OTHER_CODE, "code"), (OTHER_NAMES, "authority"), (PROVENANCE, "source")]
)
def test_with_the_same_bytes_in_raw_the_digests_tell(provenance, cause):
    found = causes(tables(), retold(tables(), "ferry"), provenance)
    assert found == {("articles", article("ferry")): cause}


def test_a_record_that_came_is_the_source_of_its_rows_and_of_the_entities_it_names():
    found = causes(without_article(tables(), "strike"), tables(), OTHER_CODE)
    assert found["entities", entity("Vela")] == "source"
    assert found["entities", entity("Ada Moro")] == "source"
    assert set(found.values()) == {"source"}


def test_an_entity_that_no_touched_record_names_changed_by_the_code():
    after = tables()
    after["entities"] = after["entities"].with_columns(
        country_code=pl.when(pl.col("name") == "Orleç").then(pl.lit("KZ"))
    )
    after = retold(after, "note", sha256="f" * 64)
    found = causes(tables(), after, OTHER_CODE)
    assert found["entities", entity("Orleç")] == "code"
    assert found["articles", article("note")] == "source"


def test_a_withdrawal_is_the_cause_of_all_that_went_with_it():
    taken = pl.DataFrame([("gazette", "strike", "", "asked")], schema=TAKEDOWNS, orient="row")
    found = causes(tables(), withdraw(tables(), taken), OTHER_CODE)
    assert found["entities", entity("Vela")] == "takedown"
    assert set(found.values()) == {"takedown"}


def test_a_source_described_anew_is_the_cause_of_its_articles_changes():
    after = retold(tables(), "ferry")
    is_courier = pl.col("source_id") == "courier"
    after["sources"] = after["sources"].with_columns(
        language=pl.when(is_courier).then(pl.lit("en")).otherwise("language")
    )
    found = causes(tables(), after, OTHER_CODE)
    assert found == {("articles", article("ferry")): "source", ("sources", "courier"): "source"}


def test_a_row_about_an_authority_changed_by_the_authority():
    after = tables()
    after["sources"] = after["sources"].with_columns(homepage=pl.lit(None, pl.String))
    assert causes(tables(), after, OTHER_NAMES)["sources", "atlas"] == "authority"


def test_after_a_version_of_unknown_origin_the_code_is_the_cause():
    assert causes(tables(), retold(tables(), "ferry"), made_from=None) == {("articles", article("ferry")): "code"}
