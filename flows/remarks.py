"""What a build says of its sources when what came of them can hardly be what their owner meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from flows.normalize import DECISIONS_FILE, DecisionRow, unknown_names

NO_DAY = "so that “on Monday” has no date; say where it stands in source.yaml under fields, or one day under defaults"
NO_IDS = "if each file numbers its own anew, name another field in source.yaml, as in `fields: {native_id: url}`"
LEAST_UNDATED = 10  # articles: of a handful it goes without saying


def remarks(tables: Mapping[str, pl.DataFrame], decisions: Sequence[DecisionRow] = ()) -> list[str]:
    """Sentences on sources: nothing published, no day known, files that replace each other; and on idle `decisions`."""
    documents = tables["documents"]
    of_sources = _barren(documents, tables["rejects"]) + _undated(tables["articles"]) + _replaced(documents)
    return sorted(of_sources) + _idle(decisions, tables["entities"])


def _idle(decisions: Sequence[DecisionRow], entities: pl.DataFrame) -> list[str]:
    """A sentence for each decision about a name that nothing of its kind has."""
    return [
        f"{DECISIONS_FILE}, line {line}: no {kind} of this archive is named {name!r}; mend the name or its kind"
        for line, kind, name in (unknown_names(decisions, entities) if decisions else ())
    ]


def _replaced(documents: pl.DataFrame) -> list[str]:
    """A sentence for each source whose files number their records alike, so that one file's stand for another's."""
    keys = ["source_id", "native_id"]
    numbered = documents.filter(pl.col("native_id").str.contains(r"^\d+$"))
    older = numbered.filter(pl.col("status") == "superseded").sort(*keys, "path", "document_id")
    newer = numbered.filter(pl.col("status") != "superseded").unique(keys, keep="last", maintain_order=True)
    pairs = older.join(newer, on=keys, suffix="_newer", maintain_order="left")
    differ = (pl.col("path") != pl.col("path_newer")) & (pl.col("sha256") != pl.col("sha256_newer"))
    by_source = pairs.filter(differ).group_by("source_id", maintain_order=True)
    found = by_source.agg(pl.len(), pl.col("native_id", "path", "path_newer").first())
    return [
        f"{source}: {_several(count, 'record')} gave way to others of the same number, such as {number} of {old} to "
        f"that of {new}; {NO_IDS}"
        for source, count, number, old, new in found.iter_rows()
    ]


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
