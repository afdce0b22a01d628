"""Takedowns: an article goes with everything that came from it alone."""

import polars as pl
import pytest

from flows.publish.takedowns import TAKEDOWNS, mark_withdrawn, withdraw
from flows.tables import table
from tests.publish.archive import article, document, entity, frame, make_tables


def takedown(*records):
    rows = [(source, native_id, "2022-02-02", "court order") for source, native_id in records]
    return pl.DataFrame(rows, schema=TAKEDOWNS, orient="row")


@pytest.fixture(scope="module")
def without_strike():
    return withdraw(make_tables(), takedown(("gazette", "strike")))


def test_the_document_stays_and_says_that_it_was_withdrawn_and_why(without_strike):
    found = without_strike["documents"].row(by_predicate=pl.col("document_id") == document("strike"), named=True)
    assert (found["status"], found["reason"]) == ("withdrawn", "court order")


@pytest.mark.parametrize("name", ["articles", "edits", "mentions", "dates", "amounts", "quotations"])
def test_no_row_of_the_article_is_left(without_strike, name):
    assert article("strike") not in without_strike[name]["article_id"]
    assert without_strike[name].height == make_tables()[name].filter(pl.col("article_id") != article("strike")).height


def test_what_only_the_article_named_is_gone_and_the_rest_is_counted_anew(without_strike):
    entities = without_strike["entities"]
    assert entities["name"].sort().to_list() == ["Ada Moro", "Orleç"]
    assert entities.filter(entity_id=entity("Ada Moro"))["mention_count"].to_list() == [3]


def test_a_record_of_the_same_name_in_another_source_stays():
    tables = make_tables()
    after = withdraw(tables, takedown(("courier", "strike")))
    assert all(after[name].equals(rows) for name, rows in tables.items())


def test_a_takedown_listed_twice_counts_once():
    documents = make_tables()["documents"]
    assert mark_withdrawn(documents, takedown(("gazette", "strike"), ("gazette", "strike"))).height == documents.height


def test_a_rejected_record_that_is_taken_down_is_no_reject_any_more():
    after = withdraw(make_tables(), takedown(("courier", "empty")))
    assert after["rejects"].height == 0


def test_a_cluster_gets_another_representative_and_one_article_is_no_cluster():
    tables = make_tables()
    first, *others = sorted(article(key) for key in ("ferry", "strike", "note"))
    native = {
        article(key): (source, key)
        for key, source in (("ferry", "courier"), ("strike", "gazette"), ("note", "society"))
    }
    rows = [
        {"article_id": key, "cluster_id": "0" * 16, "representative": first, "similarity": 0.9, "method": "minhash"}
        for key in (first, *others)
    ]
    tables["duplicates"] = frame("duplicates", rows)
    two = withdraw(tables, takedown(native[first]))["duplicates"]
    assert two["representative"].to_list() == [others[0]] * 2
    assert withdraw(tables, takedown(native[first], native[others[0]]))["duplicates"].equals(
        table("duplicates").empty()
    )
