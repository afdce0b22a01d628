"""Redirects: where an id went."""

import polars as pl

from flows.publish.redirects import find_redirects
from flows.tables import table
from tests.publish.archive import frame

MENTIONS = {"article_id": pl.String, "field": pl.String, "start": pl.Int64, "entity_id": pl.String}
A, B, C, D = (letter * 16 for letter in "abcd")


def entity(entity_id, name, aliases=(), kind="organization", **more):
    counts = {"article_count": 1, "mention_count": 1}
    return {"entity_id": entity_id, "kind": kind, "name": name, "aliases": list(aliases), **counts, **more}


def side(*entities, articles=(), redirects=(), mentions=()):
    ids = pl.DataFrame(list(articles), schema={"article_id": pl.String, "document_id": pl.String}, orient="row")
    return {
        "entities": frame("entities", list(entities)),
        "articles": ids,
        "mentions": pl.DataFrame(list(mentions), schema=MENTIONS, orient="row"),
        "redirects": frame("redirects", list(redirects)),
    }


def found(before, after):
    return dict(find_redirects(before, after, "1.1.0").select("old_id", "new_id").iter_rows())


def test_an_entity_whose_name_became_the_alias_of_another_gave_way_to_it():
    before = side(entity(A, "Turkic Council"), entity(B, "Organization of Turkic States"))
    after = side(entity(B, "Organization of Turkic States", ["Turkic Council"]))
    row = find_redirects(before, after, "1.1.0").row(0, named=True)
    assert row == {"old_id": A, "new_id": B, "table": "entities", "reason": "merged", "since_version": "1.1.0"}


def test_an_entity_that_is_now_named_by_its_alias_is_recognised():
    assert found(side(entity(A, "OTS", ["Turkic Council"])), side(entity(B, "Turkic Council"))) == {A: B}


def test_an_entity_whose_mentions_stand_for_another_now_gave_way_to_it_whatever_it_is_called():
    before = side(entity(A, "Premier League"), mentions=[("x", "text", 3, A), ("y", "text", 9, A)])
    after = side(entity(B, "EPL", kind="event"), mentions=[("x", "text", 3, B), ("y", "text", 9, B)])
    assert find_redirects(before, after, "1.1.0").select("old_id", "new_id", "reason").rows() == [(A, B, "merged")]


def test_an_entity_that_became_several_gave_way_to_the_one_with_most_of_its_mentions():
    spans = [("x", "text", start) for start in range(5)]
    before = side(entity(A, "Bush"), mentions=[(*span, A) for span in spans])
    new = [B, C, C, C, B]
    after = side(
        entity(B, "George Bush", kind="person"),
        entity(C, "Kate Bush", kind="person"),
        mentions=[(*span, to) for span, to in zip(spans, new, strict=True)],
    )
    assert find_redirects(before, after, "1.1.0").select("old_id", "new_id", "reason").rows() == [(A, C, "split")]


def test_two_namesakes_leave_no_redirect():
    after = side(entity(B, "Springfield", kind="place"), entity(C, "Springfield", kind="place"))
    assert found(side(entity(A, "Springfield", kind="place")), after) == {}


def test_a_shared_short_form_is_no_evidence():
    assert found(side(entity(A, "John Smith", ["Smith"])), side(entity(B, "Jane Smith", ["Smith"]))) == {}


def test_a_name_of_another_kind_is_no_evidence():
    assert found(side(entity(A, "Washington", kind="person")), side(entity(B, "Washington", kind="place"))) == {}


def test_the_same_wikidata_item_is_evidence():
    assert found(side(entity(A, "Türkiye", wikidata_id="Q43")), side(entity(B, "Turkey", wikidata_id="Q43"))) == {A: B}


def test_an_entity_that_is_simply_gone_leaves_no_redirect():
    assert found(side(entity(A, "Vela")), side(entity(B, "Orleç"))) == {}


def test_an_earlier_redirect_is_carried_over_and_led_on():
    old = {"old_id": D, "new_id": A, "table": "entities", "reason": "merged", "since_version": "1.0.1"}
    before = side(entity(A, "Vela"), redirects=[old])
    assert found(before, side(entity(A, "Vela"))) == {D: A}
    rows = find_redirects(before, side(entity(B, "Vela Port", ["Vela"])), "1.1.0")
    assert rows.select("old_id", "new_id", "since_version").rows() == [(A, B, "1.1.0"), (D, B, "1.0.1")]


def test_an_id_that_is_in_use_again_is_redirected_no_more():
    old = {"old_id": B, "new_id": A, "table": "entities", "reason": "merged", "since_version": "1.0.1"}
    assert found(side(entity(A, "Vela"), redirects=[old]), side(entity(B, "Vela"))) == {A: B}


def test_an_article_of_the_same_document_gave_way_and_another_did_not():
    assert found(side(articles=[(A, D), (C, C)]), side(articles=[(B, D)])) == {A: B}


def test_the_first_redirects_have_the_schema_of_the_table():
    assert find_redirects(side(), side(), "1.1.0").schema == table("redirects").schema
