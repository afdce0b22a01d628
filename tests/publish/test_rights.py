"""Rights: what a source grants is published, nothing else."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.frames import EDITS
from flows.ids import make_id, text_sha256
from flows.ledger import Edit, undo
from flows.publish.rights import apply_rights, withhold_before
from flows.tables import table
from tests.publish.archive import article, entity, frame, make_tables, text_of


@pytest.fixture(scope="module")
def published():
    return apply_rights(make_tables())


def row(frame, **where):
    return frame.filter(**where).row(0, named=True)


def edits_of(tables, article_id):
    return [Edit(*row) for row in tables["edits"].filter(article_id=article_id).select(Edit._fields).iter_rows()]


def test_full_rights_publish_the_whole_text(published):
    assert row(published["articles"], article_id=article("ferry"))["text"] == text_of("ferry")


def test_excerpt_rights_publish_the_opening_and_what_stands_in_it(published):
    strike = row(published["articles"], article_id=article("strike"))
    assert text_of("strike").startswith(strike["text"])
    assert 0 < len(strike["text"]) < len(text_of("strike"))
    assert published["dates"]["surface"].to_list() == ["on Monday"]
    assert "Ada Moro" not in published["mentions"].filter(article_id=article("strike"))["surface"]


def test_metadata_rights_publish_no_text_and_no_edits_but_the_title(published):
    note = row(published["articles"], article_id=article("note"))
    assert (note["text"], note["raw_sha256"]) == ("", text_sha256(""))
    assert note["words"] > 0
    assert published["mentions"].filter(article_id=article("note"))["field"].to_list() == ["title"]


def test_quotations_past_the_excerpt_are_withheld(published):
    assert published["quotations"]["article_id"].to_list() == [article("ferry")]


def test_a_speaker_whom_only_the_withheld_text_names_is_withheld():
    tables = make_tables()
    words = "closed on Monday"
    start = text_of("strike").index(words)
    quotation = {"article_id": article("strike"), "start": start, "end": start + len(words), "text": words}
    told = {"speaker": "Ada Moro", "speaker_entity_id": entity("Ada Moro"), "cue": "crews"}
    tables["quotations"] = frame("quotations", [{**quotation, **told}])
    found = row(apply_rights(tables)["quotations"], start=start)
    assert (found["speaker"], found["speaker_entity_id"], found["cue"]) == (None, None, "crews")


def test_entities_are_counted_in_what_is_published(published):
    moro = row(published["entities"], name="Ada Moro")
    assert (moro["mention_count"], moro["article_count"]) == (2, 2)
    assert row(make_tables()["entities"], name="Ada Moro")["mention_count"] == 4


def test_an_entity_that_only_a_withheld_text_names_is_withheld():
    tables = make_tables()
    titles = tables["mentions"].filter((pl.col("field") == "text") & (pl.col("article_id") != article("ferry")))
    published = apply_rights({**tables, "mentions": titles})
    assert published["entities"]["name"].to_list() == ["Vela"]


def test_an_alias_that_only_a_withheld_text_shows_is_withheld():
    tables = make_tables()
    tables["sources"] = tables["sources"].with_columns(
        rights=pl.when(pl.col("source_id") == "courier").then(pl.lit("metadata")).otherwise("rights")
    )
    orlec = row(apply_rights(tables)["entities"], name="Orleç")
    assert orlec["aliases"] == []


def test_a_title_span_loses_its_place_in_a_raw_text_that_is_withheld():
    tables = make_tables()
    tables["mentions"] = tables["mentions"].with_columns(raw_start=pl.lit(3), raw_end=pl.lit(11))
    mentions = apply_rights(tables)["mentions"].filter(field="title")
    assert row(mentions, article_id=article("note"))["raw_end"] == 0
    assert row(mentions, article_id=article("ferry"))["raw_end"] == 11


def test_the_former_text_of_a_source_that_grants_less_is_not_told_in_changes():
    before = make_tables()
    after = {**before, "sources": before["sources"].with_columns(rights=pl.lit("excerpt"))}
    row = ("articles", article("ferry"), "text", "changed", "whole", "opening", "source")
    columns = ("table", "key", "column", "change", "before", "after", "cause")
    changes = pl.DataFrame([row], schema=list(columns), orient="row")
    assert withhold_before(changes, before, after)["before"].to_list() == [None]
    assert withhold_before(changes, before, before)["before"].to_list() == ["whole"]


WORDS = st.text(alphabet="ab .\n🚢\u0327م新\x00", max_size=9)


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), max_size=80), st.sampled_from(["full", "excerpt", "metadata"]))
def test_whatever_the_rights_edits_undo_to_the_raw_text_and_spans_are_slices(parts, rights):
    raw, text, edits = "", "", []
    for before, after, is_edit in parts:
        if is_edit and (before or after):
            edits.append(Edit(len(raw), len(raw) + len(before), "rule", before, after))
        raw += before
        text += after if is_edit else before
    tables = _one_article(raw, text, edits, rights)
    published = apply_rights(tables)
    found = published["articles"].row(0, named=True)
    assert text.startswith(found["text"])
    assert text_sha256(undo(found["text"], edits_of(published, found["article_id"]))) == found["raw_sha256"]
    assert found["text_sha256"] == text_sha256(found["text"])
    for start, end, surface in published["dates"].select("start", "end", "surface").iter_rows():
        assert found["text"][start:end] == surface


def _one_article(raw, text, edits, rights):
    key = make_id("one")
    tables = {name: table(name).empty() for name in make_tables()}
    columns = {"article_id": key, "document_id": key, "source_id": "s", "words": 1, "cluster_id": key}
    dates = [
        {
            "article_id": key,
            "field": "text",
            "start": at,
            "end": at + 1,
            "surface": text[at],
            "type": "DATE",
            "value": "x",
        }
        for at in range(len(text))
    ]
    articles = frame("articles", [{**columns, "text": text, "raw_sha256": "", "text_sha256": ""}])
    source = {"source_id": "s", "title": "S", "kind": "outlet", "licence": "unknown", "rights": rights}
    listed = [{"article_id": key, "position": at, **edit._asdict()} for at, edit in enumerate(edits)]
    return {
        **tables,
        "articles": articles.with_columns(raw=pl.lit(raw)),
        "edits": pl.DataFrame(listed, schema=EDITS),
        "dates": frame("dates", dates),
        "sources": frame("sources", [source]),
    }
