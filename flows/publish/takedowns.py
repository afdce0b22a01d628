"""Takedowns: articles that must not be published any more, as listed in raw/takedowns.csv.

Nothing in raw/ is deleted; the next release and all after it go without the article, its rows and its texts, and
`documents` says that it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.publish.rights import count_entities, forget_speakers
from flows.tables import table

# One row a takedown: the source, its own id of the record, when it was asked for, why. `date` is for people.
TAKEDOWNS = pl.Schema({name: pl.String() for name in ("source_id", "native_id", "date", "reason")})
WITHDRAWN = "withdrawn"
_OF_ARTICLES = ("edits", "mentions", "dates", "amounts", "quotations")


def mark_withdrawn(documents: pl.DataFrame, takedowns: pl.DataFrame) -> pl.DataFrame:
    """`documents` with status `withdrawn` and the takedown's reason in every record that a takedown names."""
    record = ["source_id", "native_id"]
    named = takedowns.select(*record, asked=pl.col("reason").fill_null("")).unique(
        record, keep="first", maintain_order=True
    )
    joined = documents.join(named, on=record, how="left", maintain_order="left")
    is_named = pl.col("asked").is_not_null()
    return joined.with_columns(
        status=pl.when(is_named).then(pl.lit(WITHDRAWN)).otherwise("status"),
        reason=pl.when(is_named).then("asked").otherwise("reason"),
    ).drop("asked")


def withdraw(tables: Mapping[str, pl.DataFrame], takedowns: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables without the articles that `takedowns` names, and without everything that came from them alone."""
    documents = mark_withdrawn(tables["documents"], takedowns)
    gone = documents.filter(pl.col("status") == WITHDRAWN).select("document_id")
    articles = tables["articles"].join(gone, on="document_id", how="anti", maintain_order="left")
    rejects = tables["rejects"].join(gone, on="document_id", how="anti", maintain_order="left")
    if articles.height == tables["articles"].height:
        return {**tables, "documents": documents, "rejects": rejects}
    rows = {name: _of(articles, tables[name]) for name in _OF_ARTICLES}
    entities = count_entities(tables["entities"], tables["mentions"], rows["mentions"])
    rows["quotations"] = forget_speakers(rows["quotations"], entities)
    return {
        **tables,
        **rows,
        "documents": documents,
        "articles": articles,
        "entities": entities,
        "duplicates": _regrouped(_of(articles, tables["duplicates"])),
        "rejects": rejects,
    }


def _of(articles: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.join(articles, on="article_id", how="semi", maintain_order="left")


def _regrouped(duplicates: pl.DataFrame) -> pl.DataFrame:
    """Clusters of at least two articles, each represented by its smallest article_id."""
    clusters = duplicates.with_columns(
        representative=pl.col("article_id").min().over("cluster_id"), members=pl.len().over("cluster_id")
    )
    return table("duplicates").conform(clusters.filter(pl.col("members") > 1))
