"""One kind for a name over the archive: what most articles say of a name that no authority knows outvotes the rest."""

from __future__ import annotations

import polars as pl

from flows.normalize.identity.keys import key_of
from flows.normalize.identity.usages import NAME

# A kind with at least this share of the evidence for a name is its kind wherever the evidence for another is weak.
MAJORITY = 0.75
# Evidence for the other kind as strong as this stands: a singer and a storm may share a name.
STRONG = 80  # hundredths


def settle_kinds(names: pl.DataFrame, usages: pl.DataFrame) -> pl.DataFrame:
    """`names` (usages.numbered) with weak minority kinds of unknown names replaced by the majority's, with `is_moved`,
    and with `settled`: the number of the name that each is now, of those that have become equal the first.

    `usages`: article_id, name_id, the best score of the name in the article.
    """
    hundredths = pl.col("score").mul(100).round().cast(pl.Int64)  # whole numbers add up the same in any order
    support = usages.group_by("name_id").agg(support=hundredths.sum(), best=hundredths.max())
    unknown = names.filter(pl.col("authority").is_null()).join(support, on="name_id", maintain_order="left")
    keyed = unknown.with_columns(form=_comparable(unknown["name"]))
    total = pl.col("support").sum().over("form")
    kinds = keyed.group_by("form", "kind").agg(pl.col("support").sum(), pl.col("best").max())
    ranked = kinds.with_columns(share=pl.col("support") / total).sort(
        "form", "share", "kind", descending=[False, True, False]
    )
    major = ranked.group_by("form", maintain_order=True).first().filter(pl.col("share").is_between(MAJORITY, 0.999_999))
    moved = (
        keyed.join(major.select("form", to="kind"), on="form")
        .filter((pl.col("kind") != pl.col("to")) & (pl.col("best") < STRONG))
        .select("name_id", "to")
    )
    joined = names.join(moved, on="name_id", how="left", maintain_order="left").with_columns(
        kind=pl.coalesce("to", "kind"), is_moved=pl.col("to").is_not_null()
    )
    return joined.with_columns(settled=pl.col("name_id").min().over(NAME)).drop("to")


def _comparable(names: pl.Series) -> pl.Series:
    return pl.Series([key_of("", name) for name in names], dtype=pl.String)
