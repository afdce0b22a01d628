"""From batches to tables: what looks across an archive, and the frames that go to publication.

Three steps look across batches, each a group-by over a narrow table: superseded records, entities, duplicates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.frames import CLEANED, EDITS, FINGERPRINTS, MENTIONS, QUOTATIONS, RECORDS, REJECTS
from flows.ids import make_id
from flows.ingest import mark_superseded
from flows.normalize import Knowledge, authority_sources, find_duplicates, link_entities
from flows.sources import Source
from flows.tables import table

DOCUMENTS = pl.Schema({**table("documents").schema, "detail": RECORDS["detail"]})


def documents_of(batches: Iterable[Path]) -> pl.DataFrame:
    """Documents of all batches, older records of one id marked superseded; the documents table and `detail`."""
    return mark_superseded(gather(batches, DOCUMENTS))


def gather(paths: Iterable[Path], schema: pl.Schema) -> pl.DataFrame:
    """Columns of `schema` from Parquet files, one after the other; no files give no rows."""
    found = list(paths)
    if not found:
        return pl.DataFrame(schema=schema)
    return pl.scan_parquet(found, glob=False).select(schema.names()).collect()


def assemble(
    sources: Sequence[Source],
    documents: pl.DataFrame,
    cleaned: Sequence[Path],
    normalized: Sequence[Path],
    knowledge: Knowledge,
) -> Mapping[str, pl.DataFrame]:
    """The tables of a release but `redirects` and `changes`. `articles` also has `raw`, for publish to apply rights,
    but where the text of every source is published in full, which asks for nothing.

    `cleaned` and `normalized` are the batch folders of the two stages; `knowledge` is what the user knows about names.
    """
    documents = _rejected_by_cleaning(documents, gather(_each(cleaned, "rejects"), REJECTS))
    is_full = all(source.rights == "full" for source in sources)
    columns = {name: dtype for name, dtype in CLEANED.items() if not (is_full and name == "raw")}
    articles = gather(_each(cleaned, "articles"), pl.Schema(columns))
    linked = link_entities(gather(_each(normalized, "mentions"), MENTIONS), _context(articles, sources), knowledge)
    duplicates = find_duplicates(gather(_each(normalized, "fingerprints"), FINGERPRINTS), articles)
    return {
        "sources": _sources(sources, knowledge),
        "documents": documents.select(table("documents").columns),
        "articles": _with_clusters(articles, duplicates),
        "edits": gather(_each(cleaned, "edits"), EDITS),
        "entities": linked.entities,
        "mentions": linked.mentions,
        "dates": gather(_each(normalized, "dates"), table("dates").schema),
        "amounts": gather(_each(normalized, "amounts"), table("amounts").schema),
        "quotations": _with_speakers(gather(_each(normalized, "quotations"), QUOTATIONS), linked.mentions),
        "duplicates": duplicates,
        "rejects": documents.filter(pl.col("status") != "accepted").select(table("rejects").columns),
    }


def _each(folders: Iterable[Path], name: str) -> list[Path]:
    return [folder / f"{name}.parquet" for folder in folders]


def _rejected_by_cleaning(documents: pl.DataFrame, rejects: pl.DataFrame) -> pl.DataFrame:
    joined = documents.join(rejects, on="document_id", how="left", suffix="_cleaning", maintain_order="left")
    is_rejected = pl.col("reason_cleaning").is_not_null()
    return joined.with_columns(
        status=pl.when(is_rejected).then(pl.lit("rejected")).otherwise("status"),
        reason=pl.coalesce("reason_cleaning", "reason"),
        detail=pl.coalesce("detail_cleaning", "detail"),
    ).select(documents.columns)


def _with_clusters(articles: pl.DataFrame, duplicates: pl.DataFrame) -> pl.DataFrame:
    """Articles with `cluster_id`: their duplicates' story, or one of their own."""
    own = pl.col("article_id").map_elements(lambda article: make_id("story", article), return_dtype=pl.String)
    joined = articles.join(duplicates.select("article_id", "cluster_id"), on="article_id", how="left")
    return joined.with_columns(cluster_id=pl.coalesce("cluster_id", own))


def _with_speakers(quotations: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Quotations with `speaker_entity_id`: the entity of the mention that names the speaker."""
    is_whole = pl.col("method") != "inside"  # a place inside the speaker's name is not the speaker
    named = mentions.filter((pl.col("field") == "text") & is_whole).select(
        "article_id", pl.col("start").alias("speaker_start"), pl.col("entity_id").alias("speaker_entity_id")
    )
    return quotations.join(named, on=["article_id", "speaker_start"], how="left").drop("speaker_start")


def _context(articles: pl.DataFrame, sources: Sequence[Source]) -> pl.DataFrame:
    """normalize.CONTEXT: the day of each article and the country of its outlet, where source.yaml gives its code."""
    homes = {
        source.source_id: source.home if re.fullmatch("[A-Z]{2}", source.home or "") else None for source in sources
    }
    home = pl.col("source_id").replace_strict(homes, default=None, return_dtype=pl.String)
    return articles.select("article_id", "published_at", home=home)


def _sources(sources: Sequence[Source], knowledge: Knowledge) -> pl.DataFrame:
    columns = table("sources").columns
    rows = [{**{name: getattr(source, name, None) for name in columns}, "kind": "outlet"} for source in sources]
    return pl.concat(
        [pl.DataFrame(rows, schema=table("sources").schema), authority_sources(knowledge.authorities).select(columns)]
    )
