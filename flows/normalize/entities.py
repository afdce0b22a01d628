"""The table entities: what an entity is called, what its authority tells of it, how often it is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from flows.normalize.authorities.entries import Authority
from flows.normalize.gazetteer import gazetteer
from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.meanings import Meanings
from flows.normalize.names import GEONAMES
from flows.normalize.organizations import ORGANIZATIONS, organizations
from flows.tables import table

# A form is shown if it is seen at least this often, as a share of the most frequent one; of those the fullest is.
USUAL = 0.25
_FACTS = ("wikidata_id", "geonames_id", "country_code", "latitude", "longitude")
_Facts = tuple[str | float | None, ...]


def entities_of(
    mentions: pl.DataFrame,
    usages: pl.DataFrame,
    meanings: Meanings,
    authorities: Sequence[Authority],
    decisions: Decisions,
) -> pl.DataFrame:
    """The table entities of mentions (meaning, surface) and of usages (article_id, name_id, meaning)."""
    means = meanings.frame
    counted = mentions.group_by("meaning").agg(pl.len().alias("count")).join(means, on="meaning")
    entity = means["entity"].gather(mentions["meaning"])
    forms = mentions.select(entity, form="surface").unique()
    articles = usages.select("article_id", means["entity"].gather(usages["meaning"])).unique()
    grouped = counted.group_by("entity").agg(
        pl.col("entity_id", "kind", "authority", "node").first(),
        pl.col("key").unique().alias("keys"),
        pl.col("count").sum().alias("mention_count"),
    )
    named = (
        grouped.join(articles.group_by("entity").agg(pl.len().alias("article_count")), on="entity")
        .join(_best_forms(counted), on="entity")
        .sort("entity")
    )
    names = _names(named, authorities, decisions)
    named = named.with_columns(name=pl.Series(names, dtype=pl.String))
    others = forms.join(named.select("entity", "name"), on="entity").filter(pl.col("form") != pl.col("name"))
    aliases = others.sort("entity", "form").group_by("entity", maintain_order=True).agg(aliases="form")
    named = named.join(aliases, on="entity", how="left", maintain_order="left")
    nothing = pl.lit([], table("entities").schema["aliases"])
    return table("entities").conform(_with_facts(named, authorities).with_columns(pl.col("aliases").fill_null(nothing)))


def _best_forms(counted: pl.DataFrame) -> pl.DataFrame:
    """Columns entity, name: the fullest of the usual forms, of equals the most frequent."""
    forms = counted.group_by("entity", "name").agg(pl.col("count").sum())
    is_usual = pl.col("count") >= USUAL * pl.col("count").max().over("entity")
    ranked = (
        forms.with_columns(words=pl.col("name").str.count_matches(r"[^\W_]{2,}"))
        .with_columns(is_usual=is_usual)
        .sort("entity", "is_usual", "words", "count", "name", descending=[False, True, True, True, False])
    )
    return ranked.group_by("entity", maintain_order=True).agg(pl.col("name").first())


def _names(named: pl.DataFrame, authorities: Sequence[Authority], decisions: Decisions) -> list[str]:
    """The name each entity is shown by: a decision's, its authority's, else its best form."""
    known = {authority.name: dict(authority.entries.select("id", "name").iter_rows()) for authority in authorities}
    rows = named.select("authority", "node", "name").iter_rows()
    shown: list[str] = [known.get(authority, {}).get(node) or name for authority, node, name in rows]
    if decisions.names:
        for at, (kind, keys) in enumerate(named.select("kind", "keys").iter_rows()):
            decided = [decisions.names[kind, key] for key in sorted(keys) if (kind, key) in decisions.names]
            shown[at] = decided[0] if decided else shown[at]
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
