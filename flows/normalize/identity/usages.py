"""Names and usages: all that linking looks at. A usage is a name in an article; a name is a row, known by its number.

So what is as long as the archive holds numbers, and what holds text has a row a name.
"""

from __future__ import annotations

import polars as pl

from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import key_of

NAME = ["kind", "name", "authority", "authority_key"]
# The day of each article (its date, null when unknown) and its outlet's country (ISO 3166, or null).
CONTEXT = pl.Schema({"article_id": pl.String(), "published_at": pl.Datetime("us", "UTC"), "home": pl.String()})


def numbered(mentions: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`mentions` (frames.MENTIONS) with `name_id` in place of NAME, and the names: NAME by name_id, their row."""
    names = mentions.select(NAME).unique().sort(NAME).with_row_index("name_id")
    joined = mentions.join(names, on=NAME, how="left", nulls_equal=True, maintain_order="left")
    return joined.drop(NAME), names


def keys_of(names: pl.DataFrame) -> pl.Series:
    """The key of each row's name, by its kind."""
    keys = [key_of(kind, name) for kind, name in names.select("kind", "name").iter_rows()]
    return pl.Series("key", keys, dtype=pl.String)


def split_off(mentions: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    """`mentions` in which a form that a decision splits off is a name of its own, whatever it was taken for."""
    if not decisions.split:
        return mentions
    keys = [key_of(kind, surface) for kind, surface in mentions.select("kind", "surface").iter_rows()]
    split = pl.DataFrame(sorted(decisions.split), schema=["kind", "key"], orient="row").with_columns(is_split=True)
    marked = mentions.with_columns(key=pl.Series(keys, dtype=pl.String)).join(
        split, on=["kind", "key"], how="left", maintain_order="left"
    )
    is_split = pl.col("is_split").fill_null(value=False)
    return marked.with_columns(
        name=pl.when(is_split).then("surface").otherwise("name"),
        authority=pl.when(~is_split).then("authority"),
        authority_key=pl.when(~is_split).then("authority_key"),
    ).drop("key", "is_split")


def has_words() -> pl.Expr:
    """Names of several words."""
    return pl.col("key").str.contains(" ", literal=True)


def is_distinct() -> pl.Expr:
    """Names that tell an article apart: known ones, and those of several words."""
    return pl.col("authority").is_not_null() | has_words()
