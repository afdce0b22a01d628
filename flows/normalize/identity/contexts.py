"""The company of names: what else is named in the articles that have them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import polars as pl

# Names around a name that are counted, the most frequent first: enough to know its company by.
MOST_AROUND = 80
# A name that so large a share of all articles has, and so many, is anybody's company.
COMMON_SHARE, COMMON_ARTICLES = 0.04, 20


def contexts_of(names: pl.DataFrame, around: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """For each key, the names around it and in how many articles.

    `names`: article_id, key; `around`: article_id, around.
    """
    spread = around.group_by("around").agg(pl.col("article_id").n_unique().alias("spread"))
    most = max(COMMON_ARTICLES, COMMON_SHARE * around["article_id"].n_unique())
    telling = around.unique().join(spread.filter(pl.col("spread") <= most), on="around", how="semi")
    counted = (
        names.unique()
        .join(telling, on="article_id")
        .filter(pl.col("key") != pl.col("around"))
        .group_by("key", "around")
        .agg(pl.len().alias("times"))
        .sort("key", "times", "around", descending=[False, True, False])
        .group_by("key", maintain_order=True)
        .head(MOST_AROUND)
    )
    contexts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, times in counted.iter_rows():
        contexts[key][name] = times
    return contexts
