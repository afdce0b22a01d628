"""The cause of every change, from what bears on the row that changed.

A row's own documents are the record it was made from and, for an entity, the records that name it. In this order:
one of them was withdrawn: `takedown`; one came, went or has other bytes, or its source is described anew: `source`;
the code differs: `code`; the lists of names differ: `authority`; else another record bears on the row: `source`.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.compare import KEY_SEPARATOR
from flows.descriptor import Provenance
from flows.publish.takedowns import WITHDRAWN

Tables = Mapping[str, pl.DataFrame]


def add_causes(
    differences: pl.DataFrame, before: Tables, after: Tables, made_from: tuple[Provenance | None, Provenance]
) -> pl.DataFrame:
    """`differences` with the column `cause`.

    `made_from`: what the version before (None: unknown) and this one were made from.
    """
    subjects = differences.with_row_index().select("index", subject=pl.col("key").str.split(KEY_SEPARATOR).list.first())
    documents = subjects.join(_documents_by_subject(before, after, subjects["subject"].unique()), on="subject")
    touched = documents.join(_touched_documents(before, after), on="document_id")
    touched = touched.group_by("index").agg(
        is_withdrawn=pl.col("is_withdrawn").any(), is_touched=pl.lit(value=True).first()
    )
    rows = differences.with_row_index().join(touched, on="index", how="left", maintain_order="left")
    authorities = [name for side in (before, after) for name in _authorities(side)]
    cause = (
        pl.when(pl.col("is_withdrawn"))
        .then(pl.lit("takedown"))
        .when(pl.col("is_touched"))
        .then(pl.lit("source"))
        .when(pl.col("table") == "sources")
        .then(pl.when(pl.col("key").is_in(authorities)).then(pl.lit("authority")).otherwise(pl.lit("source")))
        .otherwise(pl.lit(_cause_of_the_rest(*made_from)))
    )
    return rows.with_columns(cause=cause).drop("index", "is_withdrawn", "is_touched")


def _cause_of_the_rest(before: Provenance | None, after: Provenance) -> str:
    if before is None or before.code_digest != after.code_digest:
        return "code"
    return "authority" if before.authority_digest != after.authority_digest else "source"


def _authorities(tables: Tables) -> list[str]:
    return tables["sources"].filter(pl.col("kind") == "authority")["source_id"].to_list()


def _documents_by_subject(before: Tables, after: Tables, subjects: pl.Series) -> pl.DataFrame:
    """Columns subject, document_id: the own documents of those documents, articles and entities, in either version."""
    return pl.concat([part for side in (before, after) for part in _subjects(side, subjects)]).unique()


def _subjects(tables: Tables, subjects: pl.Series) -> list[pl.DataFrame]:
    wanted = subjects.to_frame("subject")
    articles = tables["articles"].select("article_id", "document_id")
    mentions = tables["mentions"].select("article_id", subject="entity_id").join(wanted, on="subject", how="semi")
    documents = tables["documents"].select(subject="document_id", document_id="document_id")
    return [
        documents.join(wanted, on="subject", how="semi"),
        articles.select(subject="article_id", document_id="document_id").join(wanted, on="subject", how="semi"),
        mentions.unique().join(articles, on="article_id").select("subject", "document_id"),
    ]


def _touched_documents(before: Tables, after: Tables) -> pl.DataFrame:
    """Documents that came, went, have other bytes, were withdrawn, or whose source is described anew."""
    old, new = (_with_source(side) for side in (before, after))
    both = old.join(new, on="document_id", how="full", coalesce=True, suffix="_new")
    was, is_now = ((pl.col(name) == WITHDRAWN).fill_null(value=False) for name in ("status", "status_new"))
    columns = [name for name in old.columns if name not in ("document_id", "status")]
    is_other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_new")) for name in columns)
    came_or_went = pl.col("status").is_null() | pl.col("status_new").is_null()
    withdrawn = both.with_columns(is_withdrawn=was != is_now)
    return withdrawn.filter(pl.col("is_withdrawn") | is_other | came_or_went).select("document_id", "is_withdrawn")


def _with_source(tables: Tables) -> pl.DataFrame:
    """Columns document_id, status, sha256 and those of the document's source."""
    documents = tables["documents"].select("document_id", "status", "sha256", "source_id")
    return documents.join(tables["sources"], on="source_id", how="left")
