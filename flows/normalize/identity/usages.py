"""Usages: a row for each name in each article, which is all that linking looks at."""

from __future__ import annotations

import polars as pl

from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import PERSON, key_of

NAME = ["article_id", "kind", "name", "authority", "authority_key"]
# The day of each article (its date, null when unknown) and its outlet's country (ISO 3166, or null).
CONTEXT = pl.Schema({"article_id": pl.String(), "published_at": pl.Datetime("us", "UTC"), "home": pl.String()})


def usages_of(mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """NAME, key, day (ISO or null), home; sorted. `mentions` as frames.MENTIONS, `articles` as CONTEXT."""
    day = pl.col("published_at").dt.date().cast(pl.String).alias("day")
    names = mentions.select(NAME).unique().sort(NAME)
    dated = names.join(articles.select("article_id", day, "home"), on="article_id", how="left", maintain_order="left")
    return dated.with_columns(key=keys_of(names))


def keys_of(names: pl.DataFrame) -> pl.Series:
    """The key of each row's name, by its kind."""
    distinct = names.select("kind", "name").unique()
    keys = pl.Series([key_of(kind, name) for kind, name in distinct.iter_rows()], dtype=pl.String)
    joined = names.join(distinct.with_columns(key=keys), on=["kind", "name"], how="left", maintain_order="left")
    return joined["key"]


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


def is_alone() -> pl.Expr:
    """Usages of one word that name a person nobody has settled yet."""
    return (pl.col("kind") == PERSON) & pl.col("authority").is_null() & ~pl.col("key").str.contains(" ")


def is_distinct() -> pl.Expr:
    """Usages that tell an article apart: known names, and names of several words."""
    return pl.col("authority").is_not_null() | pl.col("key").str.contains(" ")
