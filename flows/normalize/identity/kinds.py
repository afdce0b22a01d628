"""One kind for a name over the archive: what most articles say of a name that no authority knows outvotes the rest."""

from __future__ import annotations

import polars as pl

from flows.normalize.identity.keys import key_of

# A kind with at least this share of the evidence for a name is its kind wherever the evidence for another is weak.
MAJORITY = 0.75
# Evidence for the other kind as strong as this stands: a singer and a storm may share a name.
STRONG = 80  # hundredths


def settle_kinds(mentions: pl.DataFrame) -> pl.DataFrame:
    """`mentions` (frames.MENTIONS) with weak minority kinds of unknown names replaced by the majority's."""
    unknown = mentions.filter(pl.col("authority").is_null())
    support = (
        unknown.with_columns(
            pl.col("score").mul(100).round().cast(pl.Int64)
        )  # whole numbers add up the same in any order
        .group_by("name", "kind", "article_id")
        .agg(pl.col("score").max())
        .group_by("name", "kind")
        .agg(pl.col("score").sum().alias("support"), pl.col("score").max().alias("best"))
    )
    keyed = support.with_columns(form=_comparable(support["name"]))
    total = pl.col("support").sum().over("form")
    kinds = keyed.group_by("form", "kind").agg(pl.col("support").sum(), pl.col("best").max())
    ranked = kinds.with_columns(share=pl.col("support") / total).sort(
        "form", "share", "kind", descending=[False, True, False]
    )
    major = ranked.group_by("form", maintain_order=True).first().filter(pl.col("share").is_between(MAJORITY, 0.999_999))
    moved = (
        keyed.join(major.select("form", settled="kind"), on="form")
        .filter((pl.col("kind") != pl.col("settled")) & (pl.col("best") < STRONG))
        .select("name", "kind", "settled")
    )
    joined = mentions.join(moved, on=["name", "kind"], how="left", maintain_order="left")
    is_moved = pl.col("settled").is_not_null() & pl.col("authority").is_null()
    return joined.with_columns(
        kind=pl.when(is_moved).then("settled").otherwise("kind"),
        method=pl.when(is_moved).then(pl.lit("archive")).otherwise("method"),
    ).drop("settled")


def _comparable(names: pl.Series) -> pl.Series:
    return pl.Series([key_of("", name) for name in names], dtype=pl.String)
