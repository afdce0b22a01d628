"""Rights, applied row by row before anything is compared or written.

Of a source with `full` rights everything is published; with `excerpt` rights the opening of a text and of its raw
text, without captions; with `metadata` rights none of these. What reaches past the published text (mentions, dates,
amounts, quotations) is withheld with it, and entities are counted anew from the mentions that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

import polars as pl

from flows.ids import text_sha256
from flows.ledger import Edit
from flows.publish.excerpt import Excerpt, find_excerpt
from flows.tables import table

Tables = Mapping[str, pl.DataFrame]
SPAN_TABLES = ("mentions", "dates", "amounts")
# How far an article is published; null where all of it is.
_LIMITS = pl.Schema(
    {"article_id": pl.String(), "text_limit": pl.Int64(), "raw_limit": pl.Int64(), "edits_limit": pl.Int64()}
)
_NOTHING = Excerpt(0, 0, 0)


def apply_rights(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables as they may be published.

    `tables["articles"]` has the columns of the published table but the two digests, and `raw`, the raw text; or, where
    every source grants full rights, the digests instead of `raw`. The result has the published columns.
    """
    limits = _limits(tables)
    if "raw" not in tables["articles"].columns:
        return {**tables, "articles": table("articles").conform(tables["articles"])}
    articles = _published_articles(tables["articles"], limits)
    if limits.is_empty():
        return {**tables, "articles": articles}
    edits = tables["edits"].join(limits, on="article_id", how="left")
    edits = edits.filter(pl.col("edits_limit").is_null() | (pl.col("position") < pl.col("edits_limit")))
    spans = {name: _published_spans(tables[name], limits) for name in SPAN_TABLES}
    published = {**tables, "articles": articles, "edits": table("edits").conform(edits), **spans}
    published["entities"] = count_entities(tables["entities"], tables["mentions"], spans["mentions"])
    published["quotations"] = _published_quotations(tables["quotations"], limits, articles, published["entities"])
    return published


def count_entities(entities: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The entities that the mentions `after` name, counted in them, without aliases that only mentions withheld from
    `before` showed. Shapes: the tables entities and mentions.
    """
    counts = after.group_by("entity_id").agg(
        article_count=pl.col("article_id").n_unique().cast(pl.Int64), mention_count=pl.len().cast(pl.Int64)
    )
    seen = after.select("entity_id", "surface").unique()
    withheld = before.select("entity_id", "surface").unique().join(seen, on=["entity_id", "surface"], how="anti")
    unseen = withheld.group_by("entity_id").agg(unseen="surface")
    kept = entities.drop("article_count", "mention_count").join(counts, on="entity_id")
    kept = kept.join(unseen, on="entity_id", how="left").with_columns(
        aliases=pl.when(pl.col("unseen").is_null())
        .then("aliases")
        .otherwise(pl.col("aliases").list.set_difference("unseen").list.sort())
    )
    return table("entities").conform(kept)


def withhold_before(changes: pl.DataFrame, before: Tables, after: Tables) -> pl.DataFrame:
    """The table changes without values that may not be published any more.

    That is what a takedown took away, and the former text of articles whose source grants less than it did.
    """
    was = before["sources"].select("source_id", was="rights")
    changed = after["sources"].join(was, on="source_id").filter(pl.col("rights") != pl.col("was"))
    limited = changed.filter(pl.col("rights") != "full").select("source_id")
    articles = (
        after["articles"]
        .join(limited, on="source_id", how="semi")
        .select(key="article_id", is_limited=pl.lit(value=True))
    )
    rows = changes.join(articles, on="key", how="left", maintain_order="left")
    is_text = (pl.col("table") == "articles") & pl.col("column").is_in(["text", "captions"]) & pl.col("is_limited")
    is_taken_down = (pl.col("cause") == "takedown") & (pl.col("table") != "documents")
    goes = is_text.fill_null(value=False) | is_taken_down
    return rows.with_columns(before=pl.when(~goes).then("before")).drop("is_limited")


def forget_speakers(quotations: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """The table quotations, without the ids of speakers that are no row of `entities`."""
    known = entities.select(speaker_entity_id="entity_id", known="entity_id")
    joined = quotations.join(known, on="speaker_entity_id", how="left")
    return table("quotations").conform(joined.with_columns(speaker_entity_id="known"))


def _limits(tables: Tables) -> pl.DataFrame:
    """One row for every article that is not published in full."""
    rights = tables["sources"].select("source_id", "rights")
    limited = tables["articles"].join(rights, on="source_id").filter(pl.col("rights") != "full")
    edits = _edits_by_article(tables["edits"].join(limited, on="article_id", how="semi"))
    rows = [
        (article_id, *(find_excerpt(text, edits.get(article_id, [])) if allowed == "excerpt" else _NOTHING))
        for article_id, text, allowed in limited.select("article_id", "text", "rights").iter_rows()
    ]
    return pl.DataFrame(rows, schema=_LIMITS, orient="row")


def _edits_by_article(edits: pl.DataFrame) -> dict[str, list[Edit]]:
    rows = edits.sort("article_id", "position").select("article_id", *Edit._fields).iter_rows()
    return {key: [Edit(*row[1:]) for row in group] for key, group in groupby(rows, key=itemgetter(0))}


def _published_articles(articles: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    cut = articles.join(limits, on="article_id", how="left").with_columns(
        text=pl.col("text").str.head(pl.coalesce("text_limit", pl.col("text").str.len_chars())),
        raw=pl.col("raw").str.head(pl.coalesce("raw_limit", pl.col("raw").str.len_chars())),
        captions=pl.when(pl.col("text_limit").is_null()).then("captions"),
    )
    return table("articles").conform(
        cut.with_columns(raw_sha256=_digests(cut["raw"]), text_sha256=_digests(cut["text"]))
    )


def _digests(texts: pl.Series) -> pl.Series:
    return pl.Series([text_sha256(text) for text in texts], dtype=pl.String)


def _published_spans(spans: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    """Spans inside the published text. Those of a title stay; their place in the raw text goes if that part went."""
    kept = spans.join(limits, on="article_id", how="left").filter(_is_published(pl.col("field") == "text"))
    goes = pl.col("raw_end") > pl.col("raw_limit")
    return kept.with_columns(
        raw_start=pl.when(goes).then(0).otherwise("raw_start"), raw_end=pl.when(goes).then(0).otherwise("raw_end")
    ).select(spans.columns)


def _is_published(is_text: pl.Expr) -> pl.Expr:
    return pl.col("text_limit").is_null() | ~is_text | (pl.col("end") <= pl.col("text_limit"))


def _published_quotations(
    quotations: pl.DataFrame, limits: pl.DataFrame, articles: pl.DataFrame, entities: pl.DataFrame
) -> pl.DataFrame:
    """Quotations inside the published text; who spoke stays where the published text says it."""
    rows = quotations.join(limits, on="article_id", how="left").filter(_is_published(pl.lit(value=True)))
    rows = rows.join(articles.select("article_id", published="text"), on="article_id")
    is_said = pl.col("text_limit").is_null() | pl.col("published").str.contains(pl.col("speaker"), literal=True)
    is_cued = pl.col("text_limit").is_null() | pl.col("published").str.contains(pl.col("cue"), literal=True)
    rows = rows.with_columns(
        speaker_entity_id=pl.when(is_said).then("speaker_entity_id"),
        speaker=pl.when(is_said).then("speaker"),
        cue=pl.when(is_cued).then("cue"),
    )
    return forget_speakers(rows, entities)
