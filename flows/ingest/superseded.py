"""One article a native id: where a source holds several records of the same id, the newest stands for it."""

from __future__ import annotations

import polars as pl

from flows.ingest.reasons import Reason


def mark_superseded(documents: pl.DataFrame) -> pl.DataFrame:
    """`documents` with status `superseded`, reason and detail on all but the newest accepted record of each native id.

    Newest is the latest captured_at; where records state none, the last by path and place, as archives grow at
    their end. Takes and returns the columns of the documents table and `detail`, in the same order.
    """
    accepted = pl.col("status") == "accepted"
    number = pl.col("record").str.extract(r"(\d+)$").cast(pl.Int64, strict=False)
    member = pl.col("record").str.replace(r"#?\d+$", "")
    order = (
        documents.with_row_index("at")
        .filter(accepted)
        .sort("captured_at", "path", member, number, "record", nulls_last=False)
    )
    newest = order.group_by("source_id", "native_id", maintain_order=True).agg(
        pl.col("document_id").last().alias("newest"), pl.col("path").last().alias("newest_path")
    )
    joined = documents.join(newest, on=["source_id", "native_id"], how="left", maintain_order="left", nulls_equal=True)
    is_older = accepted & (pl.col("document_id") != pl.col("newest"))
    why = pl.format(
        "{}: a newer record of {} is in {}; nothing to mend if it is an update", "path", "native_id", "newest_path"
    )
    return joined.with_columns(
        status=pl.when(is_older).then(pl.lit("superseded")).otherwise("status"),
        reason=pl.when(is_older).then(pl.lit(str(Reason.SUPERSEDED))).otherwise("reason"),
        detail=pl.when(is_older).then(why).otherwise("detail"),
    ).select(documents.columns)
