"""What a build says of its sources when what came of them can hardly be what their owner meant."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

NO_DAY = "so that “on Monday” has no date; say where it stands in source.yaml under fields, or one day under defaults"
LEAST_UNDATED = 10  # articles: of a handful it goes without saying


def remarks(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """A sentence for each source of which nothing was published, and for each whose articles are all without a day."""
    return sorted(_barren(tables["documents"], tables["rejects"]) + _undated(tables["articles"]))


def _barren(documents: pl.DataFrame, rejects: pl.DataFrame) -> list[str]:
    by_source = documents.group_by("source_id").agg(
        records=pl.len(), has_article=(pl.col("status") == "accepted").any()
    )
    rejected = documents.filter(pl.col("status") == "rejected").select("document_id", "source_id")
    first = (
        rejects.join(rejected, on="document_id")
        .sort("source_id", "path", pl.col("record").str.len_chars(), "record")
        .unique("source_id", keep="first", maintain_order=True)
    )
    found = by_source.filter(~pl.col("has_article")).join(first, on="source_id")
    return [
        f"{source}: no article came of its {_several(count, 'record')}; the first of them: {detail or reason}"
        for source, count, detail, reason in found.select("source_id", "records", "detail", "reason").iter_rows()
    ]


def _undated(articles: pl.DataFrame) -> list[str]:
    by_source = articles.group_by("source_id").agg(pl.len(), has_day=pl.col("published_at").is_not_null().any())
    by_source = by_source.filter(pl.col("len") >= LEAST_UNDATED)
    return [
        f"{source}: no day is known of its {_several(count, 'article')}, {NO_DAY}"
        for source, count in by_source.filter(~pl.col("has_day")).select("source_id", "len").iter_rows()
    ]


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
