"""The table entities: what an entity is called, what its authority tells of it, how often it is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from flows.normalize.authorities.entries import Authority
from flows.normalize.gazetteer import gazetteer
from flows.normalize.identity.decisions import Decisions
from flows.normalize.names import GEONAMES
from flows.normalize.organizations import ORGANIZATIONS, organizations
from flows.tables import table

# A form is shown if it is seen at least this often, as a share of the most frequent one; of those the fullest is.
USUAL = 0.25
_FACTS = ("wikidata_id", "geonames_id", "country_code", "latitude", "longitude")
_Facts = tuple[str | float | None, ...]


def entities_of(linked: pl.DataFrame, authorities: Sequence[Authority], decisions: Decisions) -> pl.DataFrame:
    """The table entities of mentions with entity_id, kind, name_linked, node_authority, node and surface."""
    grouped = linked.group_by("entity_id").agg(
        pl.col("kind").first(),
        pl.col("node_authority").first().alias("authority"),
        pl.col("node").first(),
        pl.col("surface").unique().alias("forms"),
        pl.col("key").unique().alias("keys"),
        pl.col("article_id").n_unique().alias("article_count"),
        pl.len().alias("mention_count"),
    )
    named = grouped.join(_best_forms(linked), on="entity_id").sort("entity_id")
    names = _names(named, authorities, decisions)
    named = named.with_columns(name=pl.Series(names, dtype=pl.String))
    aliases = pl.col("forms").list.set_difference(pl.concat_list("name")).list.sort()
    return table("entities").conform(_with_facts(named, authorities).with_columns(aliases=aliases))


def _best_forms(linked: pl.DataFrame) -> pl.DataFrame:
    """Columns entity_id, name: the fullest of the usual forms, of equals the most frequent."""
    forms = linked.group_by("entity_id", pl.col("name_linked").alias("name")).agg(pl.len().alias("count"))
    is_usual = pl.col("count") >= USUAL * pl.col("count").max().over("entity_id")
    ranked = (
        forms.with_columns(words=pl.col("name").str.count_matches(r"[^\W_]{2,}"))
        .with_columns(is_usual=is_usual)
        .sort("entity_id", "is_usual", "words", "count", "name", descending=[False, True, True, True, False])
    )
    return ranked.group_by("entity_id", maintain_order=True).agg(pl.col("name").first())


def _names(named: pl.DataFrame, authorities: Sequence[Authority], decisions: Decisions) -> list[str]:
    """The name each entity is shown by: a decision's, its authority's, else its best form."""
    known = {authority.name: dict(authority.entries.select("id", "name").iter_rows()) for authority in authorities}
    shown = []
    for kind, authority, node, keys, name in named.select("kind", "authority", "node", "keys", "name").iter_rows():
        decided = next((decisions.names[kind, key] for key in sorted(keys) if (kind, key) in decisions.names), None)
        shown.append(decided or known.get(authority, {}).get(node) or name)
    return shown


def _with_facts(entities: pl.DataFrame, authorities: Sequence[Authority]) -> pl.DataFrame:
    """Entities with what their authority tells: ids, country, position."""
    told = {authority.name: _told_by(authority) for authority in authorities}
    facts = [_facts(authority, key, told) for authority, key in entities.select("authority", "node").iter_rows()]
    schema = {name: table("entities").schema[name] for name in _FACTS}
    return entities.hstack(pl.DataFrame(facts, schema=schema, orient="row"))


def _told_by(authority: Authority) -> Mapping[str, _Facts]:
    columns = ("wikidata_id", "geonames_id", "country", "latitude", "longitude")
    return {key: tuple(facts) for key, *facts in authority.entries.select("id", *columns).iter_rows()}


def _facts(authority: str | None, key: str, told: Mapping[str, Mapping[str, _Facts]]) -> _Facts:
    if authority == GEONAMES:
        place = gazetteer().by_id[int(key)]
        return place.wikidata_id, key, place.country, place.latitude, place.longitude
    if authority == ORGANIZATIONS:
        return organizations().by_key[key].wikidata_id, None, None, None, None
    return told.get(authority or "", {}).get(key, (None,) * len(_FACTS))
