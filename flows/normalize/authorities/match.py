"""Names of the archive looked up in the authorities: which entry each means in its article.

The authorities are asked in turn, a user's before the shipped ones. Of several entries, those that hold on the
article's day come first, then those of the outlet's country, those so called by name rather than by alias, and one
that is by far better known; if that leaves more than one, nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from flows.normalize.authorities.entries import Authority
from flows.normalize.identity.keys import PERSON, key_of

# Certainty of a name, an alias, and one of several that is by far better known.
BY_NAME, BY_ALIAS, BY_WEIGHT = 0.95, 0.9, 0.75
# By far better known: so many times the weight (sitelinks) of the next.
KNOWN_BETTER = 4


def match_authorities(names: pl.DataFrame, authorities: Sequence[Authority]) -> pl.DataFrame:
    """Rows article_id, kind, name, matched_kind, authority, authority_key, matched_name, certainty.

    `names`: article_id, kind, name, day (ISO, null when unknown), home (ISO country or null); distinct.
    """
    nothing = pl.DataFrame(schema={**_MATCHED, "article_id": names.schema["article_id"]})
    frame = pl.concat([nothing, *(_matches(names, authority) for authority in authorities)])
    order = {authority.name: number for number, authority in enumerate(authorities)}
    ranked = frame.with_columns(rank=pl.col("authority").replace_strict(order, default=None, return_dtype=pl.Int64))
    asked = ["article_id", "kind", "name"]
    first = ranked.sort(*asked, "rank").group_by(asked, maintain_order=True).first()
    return first.select(_MATCHED.names())


def matching_keys(authorities: Sequence[Authority]) -> pl.Series:
    """The keys of all names of the authorities' entries: no other name is known to them."""
    return pl.concat([named_entries(authority)["key"] for authority in authorities]).unique()


_MATCHED = pl.Schema(
    {
        **dict.fromkeys(("article_id", "kind", "name", "matched_kind", "authority", "authority_key"), pl.String()),
        "matched_name": pl.String(),
        "certainty": pl.Float64(),
    }
)


def named_entries(authority: Authority) -> pl.DataFrame:
    """Entries by every name: key, kind, id, name, country, from, until, weight, is_alias; kinds keep their own keys."""
    entries = authority.entries.with_row_index("entry")
    names = pl.concat(
        [
            entries.select("entry", form="name", is_alias=pl.lit(value=False)),
            entries.select("entry", form="aliases", is_alias=pl.lit(value=True)).explode("form").drop_nulls("form"),
        ]
    )
    joined = names.join(entries.drop("aliases"), on="entry", maintain_order="left")
    keys = [key_of(kind, form) for kind, form in joined.select("kind", "form").iter_rows()]
    keyed = joined.with_columns(key=pl.Series(keys, dtype=pl.String))
    # A last name alone is anybody's: Jokowi is one person, Widodo several.
    last = pl.Series(
        [key_of(kind, name).rsplit(" ", 1)[-1] for kind, name in joined.select("kind", "name").iter_rows()]
    )
    is_last_name = (pl.col("kind") == PERSON) & pl.col("is_alias") & (pl.col("key") == last)
    return keyed.filter(~is_last_name)


def _matches(names: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    entries = named_entries(authority).rename({"kind": "matched_kind", "name": "matched_name"})
    distinct = names.select("kind", "name").unique(maintain_order=True)
    keys = [key_of(kind, name) for kind, name in distinct.iter_rows()]
    found = distinct.with_columns(key=pl.Series(keys, dtype=pl.String)).join(entries, on="key")
    # Another kind is believed of names of several words alone: one word may name a person and a firm.
    found = found.filter((pl.col("kind") == pl.col("matched_kind")) | pl.col("key").str.contains(" "))
    asked = names.join(found, on=["kind", "name"])
    day = pl.col("day")
    # A partial day is as wide as it can be: all days of 1991 are smaller than 1991-99.
    is_then = (pl.col("from").fill_null("0") <= day) & (day <= pl.col("until").fill_null("9999") + "-99")
    holding = asked.with_columns(holds=is_then.fill_null(value=True))
    return _chosen(holding).with_columns(authority=pl.lit(authority.name)).select(_MATCHED.names())


def _chosen(candidates: pl.DataFrame) -> pl.DataFrame:
    """One entity for each name in an article, or none."""
    asked = ["article_id", "kind", "name"]
    best = candidates.with_columns(
        same_kind=pl.col("kind") == pl.col("matched_kind"),
        is_home=(pl.col("country") == pl.col("home")).fill_null(value=False),
        weight=pl.col("weight").fill_null(1),
    )
    for column in ("same_kind", "holds", "is_home"):
        best = best.filter(pl.col(column) == pl.col(column).max().over(asked))
    best = best.filter(pl.col("is_alias") == pl.col("is_alias").min().over(asked))
    entities = (
        best.group_by(*asked, authority_key="id")
        .agg(
            pl.col("matched_kind").min(),
            pl.col("matched_name").min(),
            pl.col("weight").max(),
            pl.col("is_alias").min(),
        )
        .sort(*asked, "weight", "authority_key", descending=[False, False, False, True, False])
    )
    ranked = entities.with_columns(
        rivals=pl.len().over(asked),
        second=pl.col("weight").shift(-1).over(asked),
        place=pl.int_range(pl.len()).over(asked),
    ).filter(pl.col("place") == 0)
    is_only = pl.col("rivals") == 1
    kept = ranked.filter(is_only | (pl.col("weight") >= KNOWN_BETTER * pl.col("second").fill_null(0)))
    certainty = pl.when(is_only).then(pl.when("is_alias").then(BY_ALIAS).otherwise(BY_NAME)).otherwise(BY_WEIGHT)
    return kept.with_columns(certainty=certainty)
