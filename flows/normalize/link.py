"""Entities across the archive: mentions that mean the same, under one id.

What an authority knows is one entity by its key. The rest is clustered by name within a kind: the same folded name;
a shorter name of a person under the only longer one that fits; a last name alone under the archive's only, or by far
most named, person of that name; an acronym under the only expansion that some article defines. The result depends
on the set of mentions alone, not on their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.ids import make_id
from flows.normalize.clusters import NameCount, cluster_names
from flows.normalize.gazetteer import gazetteer
from flows.normalize.names import GEONAMES
from flows.normalize.organizations import ORGANIZATIONS, organizations
from flows.tables import table

# A form is shown if it is seen at least this often, as a share of the most frequent one; of those the fullest is.
USUAL = 0.25
_NAME = ["kind", "name", "authority", "authority_key"]


@dataclass(frozen=True)
class Linked:
    """`mentions` as in the table mentions, with entity_id; `entities` as in the table entities."""

    mentions: pl.DataFrame
    entities: pl.DataFrame


def link_entities(mentions: pl.DataFrame) -> Linked:
    """One entity for all mentions of the whole archive that mean the same; `mentions` as in frames.MENTIONS."""
    ids = _entity_ids(mentions)
    linked = mentions.join(ids, on=_NAME, how="left", nulls_equal=True, maintain_order="left")
    return Linked(table("mentions").conform(linked), table("entities").conform(_entities(linked)))


def _entity_ids(mentions: pl.DataFrame) -> pl.DataFrame:
    """The names of all mentions with `entity_id` and `key`."""
    names = mentions.group_by(_NAME).agg(pl.col("article_id").n_unique().alias("articles")).sort(_NAME)
    is_known = pl.col("authority").is_not_null()
    known = names.filter(is_known).with_columns(key="authority_key")
    keys = cluster_names(
        [NameCount(kind, name, articles) for kind, name, _, _, articles in names.filter(~is_known).iter_rows()],
        _acronyms(mentions),
    )
    unknown = names.filter(~is_known).with_columns(key=pl.Series(keys, dtype=pl.String))
    every = pl.concat([known, unknown])
    ids = [
        make_id("entity", kind, authority, key) if authority else make_id("entity", kind, key)
        for kind, authority, key in every.select("kind", "authority", "key").iter_rows()
    ]
    return every.select(*_NAME, "key", entity_id=pl.Series(ids, dtype=pl.String))


def _acronyms(mentions: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Kind, acronym and expansion, wherever an article defines one that no authority knows; sorted."""
    defined = mentions.filter((pl.col("method") == "acronym") & pl.col("authority").is_null())
    return defined.select("kind", "surface", "name").unique().sort("kind", "surface", "name").rows()


def _entities(linked: pl.DataFrame) -> pl.DataFrame:
    forms = linked.group_by("entity_id", "name").agg(pl.len().alias("count"))
    is_usual = pl.col("count") >= USUAL * pl.col("count").max().over("entity_id")
    best = (
        forms.with_columns(words=pl.col("name").str.count_matches(r"[^\W_]{2,}"))
        .with_columns(is_usual=is_usual)
        .sort("entity_id", "is_usual", "words", "count", "name", descending=[False, True, True, True, False])
    )
    grouped = linked.group_by("entity_id").agg(
        pl.col("kind").first(),
        pl.col("authority").first(),
        pl.col("authority_key").first(),
        pl.col("surface").unique().alias("forms"),
        pl.col("article_id").n_unique().alias("article_count"),
        pl.len().alias("mention_count"),
    )
    named = grouped.join(best.group_by("entity_id", maintain_order=True).agg(pl.col("name").first()), on="entity_id")
    aliases = pl.col("forms").list.set_difference(pl.concat_list("name")).list.sort()
    return _with_facts(named.sort("entity_id")).with_columns(aliases=aliases)


def _with_facts(entities: pl.DataFrame) -> pl.DataFrame:
    """Entities with what their authority tells: ids, country, position."""
    facts = [_facts(authority, key) for authority, key in entities.select("authority", "authority_key").iter_rows()]
    schema = {name: table("entities").schema[name] for name in _FACTS}
    return entities.hstack(pl.DataFrame(facts, schema=schema, orient="row"))


_FACTS = ("wikidata_id", "geonames_id", "country_code", "latitude", "longitude")


def _facts(authority: str | None, key: str) -> tuple[str | float | None, ...]:
    if authority == GEONAMES:
        place = gazetteer().by_id[int(key)]
        return place.wikidata_id, key, place.country, place.latitude, place.longitude
    if authority == ORGANIZATIONS:
        organization = organizations().by_key[key]
        return organization.wikidata_id, None, None, None, None
    return None, None, None, None, None
