"""A batch of articles: columns, offsets into title, text and raw text, order."""

import polars as pl
import pytest

from flows.frames import ARTICLES, EDITS, MENTIONS, QUOTATIONS
from flows.ledger import Edit, redo
from flows.normalize import normalize_batch
from flows.sources import Source
from flows.tables import table
from tests.normalize.given import SOURCE, articles, normalized

TEXT = "Ilham Aliyev said on January 2 in Baku: “We paid $570 per month for it.” 😀 He left."


def test_frames_have_the_columns_of_the_contract() -> None:
    found = normalized(TEXT)
    assert found.mentions.schema == MENTIONS
    assert found.quotations.schema == QUOTATIONS
    assert found.dates.schema == table("dates").schema
    assert found.amounts.schema == table("amounts").schema


def test_surfaces_stand_where_offsets_say() -> None:
    found = normalized(TEXT, title="Baku talks")
    for frame in (found.mentions, found.dates, found.amounts):
        for row in frame.filter(pl.col("field") == "text").iter_rows(named=True):
            assert TEXT[row["start"] : row["end"]] == row["surface"]
            assert TEXT[row["raw_start"] : row["raw_end"]] == row["surface"]


def test_a_title_has_offsets_of_its_own_and_an_empty_raw_span_unless_it_stands_in_the_raw_text() -> None:
    title = normalized(TEXT, title="Baku talks").mentions.filter(pl.col("field") == "title")
    assert title.select("start", "end", "raw_start", "raw_end", "surface").rows() == [(0, 4, 0, 0, "Baku")]
    inside = articles("Baku talks\n\n" + TEXT, title="Baku talks").with_columns(title_raw_start=pl.lit(0, pl.Int64))
    rows = normalize_batch(inside, pl.DataFrame(schema=EDITS), SOURCE).mentions.filter(pl.col("field") == "title")
    assert rows.select("raw_start", "raw_end").rows() == [(0, 4)]


def test_raw_spans_are_those_before_cleaning() -> None:
    raw = "ADVERTISEMENT\nThe price in Baku was $ 570."
    gap = raw.index("$") + 1
    edits = [Edit(0, 14, "advertisement", "ADVERTISEMENT\n", ""), Edit(gap, gap + 1, "currency", " ", "")]
    text = redo(raw, edits)
    ledger = pl.DataFrame(
        [("a0", number, *edit) for number, edit in enumerate(edits)],
        schema=["article_id", "position", "raw_start", "raw_end", "rule", "before", "after"],
        orient="row",
    )
    batch = pl.DataFrame([{"article_id": "a0", "text": text, "raw": raw, "language": "en"}], schema=ARTICLES)
    found = normalize_batch(batch, ledger, SOURCE)
    (amount,), (name,) = found.amounts.rows(named=True), found.mentions.rows(named=True)
    assert amount["surface"] == "$570"
    assert raw[amount["raw_start"] : amount["raw_end"]] == "$ 570"
    assert raw[name["raw_start"] : name["raw_end"]] == "Baku"


def test_a_quotation_points_to_the_mention_of_its_speaker() -> None:
    found = normalized(TEXT)
    (quotation,) = found.quotations.rows(named=True)
    assert quotation["text"] == "We paid $570 per month for it."
    assert (quotation["speaker"], quotation["cue"]) == ("Ilham Aliyev", "said")
    assert quotation["speaker_start"] in found.mentions.filter(pl.col("field") == "text")["start"]


def test_order_of_articles_changes_nothing() -> None:
    batch = articles(TEXT, "The EU met in Brussels on Tuesday.", "Nothing here.")
    empty = pl.DataFrame(schema=EDITS)
    forward, backward = normalize_batch(batch, empty, SOURCE), normalize_batch(batch.reverse(), empty, SOURCE)
    for name in ("mentions", "dates", "amounts", "quotations"):
        assert getattr(forward, name).equals(getattr(backward, name))


def test_a_batch_of_nothing_is_nothing() -> None:
    found = normalize_batch(pl.DataFrame(schema=ARTICLES), pl.DataFrame(schema=EDITS), SOURCE)
    assert [found.mentions.height, found.dates.height, found.amounts.height, found.quotations.height] == [0] * 4


def test_a_days_instants_are_those_of_the_sources_time_zone() -> None:
    almaty = Source("steppe", "Steppe", timezone="Asia/Almaty")
    row = normalized("It rained on January 2, 2022.", source=almaty).dates.row(0, named=True)
    assert (row["earliest"].isoformat(), row["latest"].isoformat()) == (
        "2022-01-01T18:00:00+00:00",
        "2022-01-02T17:59:59+00:00",
    )


@pytest.mark.parametrize(
    ("text", "language", "surfaces"),
    [
        ("Ele viajou do Rio de Janeiro em março.", "pt", ["março"]),
        ("Police named April Jones, whom they met in April.", "en", ["April"]),
    ],
)
def test_a_month_in_a_name_is_no_date(text: str, language: str, surfaces: list[str]) -> None:
    found = normalize_batch(articles(text, language=language), pl.DataFrame(schema=EDITS), SOURCE)
    assert found.dates["surface"].to_list() == surfaces


@pytest.mark.parametrize("text", ["", "\x00", "\u202eאבג", "👩‍👩‍👧 a\u0301" * 50, "“" * 500, "$" * 500, "A. " * 500])
def test_no_text_makes_it_fail(text: str) -> None:
    normalized(text, title=text[:50])
