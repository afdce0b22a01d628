"""Last names that stand alone in an article: whose they are, by who has the name, and by the company they keep.

An article that gives a full name has settled its short forms itself. Where it does not, every person of the archive
with that last name is a candidate, and so is everyone else of that name in the world: only a candidate with most of
the weight is taken, and its share of the weight is the certainty.
"""

from __future__ import annotations

import polars as pl

# Weight of everybody of that name whom the archive does not know.
STRANGERS = 0.3
# A candidate all of whose company is in the article weighs so many times more than one with none of it.
COMPANY = 15.0
LEAST_CERTAINTY = 0.75
# Whoever holds an office on the article's day weighs as much as a person named in so many articles.
OFFICE = 3
# Names that so large a share of all articles have (the country, the president) are nobody's company.
COMMON = 0.2
# Names around a person that are looked at, the most frequent first: enough to know the company by.
MOST_COMPANY = 60
_HALF = 2**32
_UNITS = 1_000  # whole numbers add up to the same in any order


def resolve_last_names(
    alone: pl.DataFrame, persons: pl.DataFrame, company: pl.DataFrame, in_office: pl.DataFrame
) -> pl.DataFrame:
    """Rows article_id, last, person, certainty: for last names that have one candidate with most of the weight.

    `alone`: article_id, last (one word), day. `persons`: article_id, last, person (the cluster of a full name).
    `company`: article_id, around (any name in the article that is not one word alone; a pl.Enum that sorts as its names
    do). `in_office`: last, person, from, until: those whom everybody called by their last name in these days.
    """
    names = alone.select("article_id", "day", "last").unique()
    weights = persons.unique().group_by("last", "person").agg(pl.len().cast(pl.Int64).alias("weight"))
    seen = names.join(weights, on="last").select("article_id", "last", "person", "weight")
    asked = pl.concat([seen, _known_to_all(names, in_office)])
    asked = (
        asked.group_by("article_id", "last", "person").agg(pl.col("weight").sum()).sort("article_id", "last", "person")
    )
    if asked.is_empty():
        return asked.select("article_id", "last", "person", certainty=pl.lit(0.0))
    shares = _shared_company(asked, persons, company)
    weighed = asked.join(shares, on=["article_id", "person"], how="left", maintain_order="left").with_columns(
        weight=pl.col("weight") * (1.0 + COMPANY * pl.col("share").fill_null(0.0))
    )
    certainty = pl.col("weight") / (pl.col("weight").sum().over("article_id", "last") + STRANGERS)
    return (
        weighed.with_columns(certainty=certainty)
        .filter(pl.col("certainty") >= LEAST_CERTAINTY)
        .select("article_id", "last", "person", pl.col("certainty").round(2))
        .sort("article_id", "last")
    )


def _known_to_all(names: pl.DataFrame, in_office: pl.DataFrame) -> pl.DataFrame:
    """Candidates who were in office on the article's day."""
    held = names.drop_nulls("day").join(in_office, on="last")
    is_then = (pl.col("from") <= pl.col("day")) & (pl.col("day") <= pl.col("until").fill_null("9999") + "-99")
    return held.filter(is_then).select("article_id", "last", "person", weight=pl.lit(OFFICE, dtype=pl.Int64)).unique()


def _shared_company(asked: pl.DataFrame, candidates: pl.DataFrame, company: pl.DataFrame) -> pl.DataFrame:
    """article_id, person, share: how much of the article's company, by rarity, the candidate keeps elsewhere."""
    # As numbers that sort as the names do: what is joined and grouped below is many times as long as the archive.
    people = pl.Enum(asked["person"].unique().sort())
    asked = asked.with_columns(pl.col("person").cast(people))
    articles = max(1, company["article_id"].n_unique())
    spread = company.group_by("around").agg(pl.col("article_id").n_unique().alias("spread"))
    rare = company.join(spread.filter(pl.col("spread") <= COMMON * articles), on="around")
    rarity = rare.with_columns(rarity=((articles / pl.col("spread")).log() * _UNITS).round().cast(pl.Int64))
    named = rarity.select("article_id", "around", "rarity")
    wanted = candidates.select("article_id", pl.col("person").cast(people, strict=False)).drop_nulls("person")
    together = wanted.unique().join(named, on="article_id").select(pair=_pair()).group_by("pair")
    circle = (
        together.agg(pl.len().alias("times"))
        .with_columns(person=pl.col("pair") // _HALF)
        .sort("person", "times", "pair", descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("person") < MOST_COMPANY)
    )
    total = rarity.group_by("article_id").agg(pl.col("rarity").sum().alias("total"))
    around = asked.select("article_id", "person").join(named, on="article_id").with_columns(pair=_pair())
    shared = around.join(circle, on="pair", how="semi")
    return (
        shared.group_by("article_id", "person")
        .agg(pl.col("rarity").sum())
        .join(total, on="article_id")
        .select("article_id", pl.col("person").cast(pl.String), share=pl.col("rarity") / pl.col("total"))
    )


def _pair() -> pl.Expr:
    """A person and a name around as one number, which joins and groups in half the time of two; it sorts as they do."""
    person, around = (pl.col(name).to_physical().cast(pl.UInt64) for name in ("person", "around"))
    return person * _HALF + around
