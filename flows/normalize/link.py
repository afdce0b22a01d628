"""Entities across the archive: mentions that mean the same, under one id.

In this order: a name has one kind; an authority's entry is known by its name on the article's day; what no authority
knows is clustered by name within its kind; a last name alone goes to the person whose company it keeps. Decisions of a
person come before all of it. The result depends on the set of mentions alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from flows.ids import make_id
from flows.normalize.authorities.entries import Authority
from flows.normalize.authorities.match import match_authorities
from flows.normalize.authorities.shipped import shipped_authorities
from flows.normalize.entities import entities_of
from flows.normalize.identity.clusters import Contexts, NameCount, cluster_names
from flows.normalize.identity.contexts import contexts_of
from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import PERSON, key_of
from flows.normalize.identity.kinds import settle_kinds
from flows.normalize.identity.last_names import resolve_last_names
from flows.normalize.identity.usages import CONTEXT, NAME, is_alone, is_distinct, split_off, usages_of
from flows.normalize.organizations import ORGANIZATIONS
from flows.tables import table

_NEVER = "9999"  # after every day; for articles without one


@dataclass(frozen=True)
class Knowledge:
    """What a user knows about names: `authorities` of raw/authorities, `decisions` of raw/decisions.csv."""

    authorities: tuple[Authority, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True)
class Linked:
    """`mentions` as in the table mentions, with entity_id; `entities` as in the table entities."""

    mentions: pl.DataFrame
    entities: pl.DataFrame


def link_entities(
    mentions: pl.DataFrame, articles: pl.DataFrame | None = None, knowledge: Knowledge | None = None
) -> Linked:
    """One entity for all mentions of the whole archive that mean the same.

    `mentions` as in frames.MENTIONS; `articles` as usages.CONTEXT, the days and homes of the articles.
    """
    knowledge = knowledge or Knowledge()
    authorities = (*knowledge.authorities, *shipped_authorities())
    mentions, articles = _enumerated(mentions, CONTEXT.to_frame() if articles is None else articles)
    settled = settle_kinds(split_off(mentions, knowledge.decisions))
    usages = usages_of(settled, articles)
    usages = _with_authorities(usages, authorities)
    usages = _with_clusters(usages, _acronyms(settled), knowledge.decisions)
    usages = _with_last_names(usages, authorities, knowledge.decisions)
    usages = _with_ids(_merged_by_decision(usages, knowledge.decisions))
    linked = settled.join(usages, on=NAME, how="left", nulls_equal=True, maintain_order="left", suffix="_linked")
    linked = linked.with_columns(
        kind="kind_linked", score=pl.min_horizontal("score", pl.col("certainty").fill_null(1.0))
    )
    return Linked(table("mentions").conform(linked), entities_of(linked, authorities, knowledge.decisions))


def _enumerated(mentions: pl.DataFrame, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both with `article_id` as numbers that sort as the ids do: every step joins, groups and sorts by it."""
    ids = pl.Enum(mentions["article_id"].unique().sort())
    named = articles.join(mentions, on="article_id", how="semi")
    return mentions.with_columns(pl.col("article_id").cast(ids)), named.with_columns(pl.col("article_id").cast(ids))


def _with_authorities(usages: pl.DataFrame, authorities: Sequence[Authority]) -> pl.DataFrame:
    """Usages with kind_linked, name_linked, node_authority, node (its key), certainty: by an authority where it knows.

    A user's authority is also asked about shipped organizations, which it may know better.
    """
    asked = usages.filter(pl.col("authority").is_null() | (pl.col("authority") == ORGANIZATIONS))
    asked = asked.select("article_id", "kind", "name", "day", "home").unique()
    matched = match_authorities(asked, authorities).rename({"authority": "matched", "authority_key": "matched_key"})
    joined = usages.join(matched, on=["article_id", "kind", "name"], how="left", maintain_order="left")
    is_open = pl.col("authority").is_null() | (pl.col("authority") == ORGANIZATIONS)
    is_matched = pl.col("matched").is_not_null() & is_open
    return joined.with_columns(
        kind_linked=pl.when(is_matched).then("matched_kind").otherwise("kind"),
        name_linked=pl.when(is_matched).then("matched_name").otherwise("name"),
        node_authority=pl.when(is_matched).then("matched").otherwise("authority"),
        node=pl.when(is_matched).then("matched_key").otherwise(pl.coalesce("authority_key", "key")),
        certainty=pl.when(is_matched).then("certainty"),
    ).drop("matched", "matched_key", "matched_kind", "matched_name")


def _with_clusters(
    usages: pl.DataFrame, acronyms: Sequence[tuple[str, str, str]], decisions: Decisions
) -> pl.DataFrame:
    """Usages whose node is that of their cluster, where no authority knows them."""
    unknown = usages.filter(pl.col("node_authority").is_null())
    first = pl.concat_str(pl.col("day").fill_null(_NEVER), pl.lit(" "), "article_id").min().alias("first")
    names = unknown.group_by("kind", "name").agg(pl.col("article_id").n_unique().alias("articles"), first)
    counts = [NameCount(*row) for row in names.sort("kind", "name").iter_rows()]
    known = set(unknown.select("kind", "key").iter_rows())
    defined = [
        (kind, short, long)
        for kind, short, long in acronyms
        if {(kind, key_of(kind, short)), (kind, key_of(kind, long))} <= known
    ]
    clusters = cluster_names(counts, defined, lambda keys: _contexts(unknown, keys), decisions)
    keys = unknown.select("kind", "key").unique()
    rows = [(kind, key, clusters[kind].root(key), clusters[kind].certainty.get(key)) for kind, key in keys.iter_rows()]
    schema = {"kind": pl.String, "key": pl.String, "root": pl.String, "sure": pl.Float64}
    roots = pl.DataFrame(rows, schema=schema, orient="row")
    joined = usages.join(roots, on=["kind", "key"], how="left", maintain_order="left")
    is_unknown = pl.col("node_authority").is_null()
    return joined.with_columns(
        node=pl.when(is_unknown).then("root").otherwise("node"),
        certainty=pl.when(is_unknown).then("sure").otherwise("certainty"),
    ).drop("root", "sure")


def _contexts(usages: pl.DataFrame, keys: list[str]) -> Contexts:
    """The names around each of some keys of persons."""
    persons = usages.filter((pl.col("kind") == PERSON) & pl.col("key").str.contains(" ") & pl.col("key").is_in(keys))
    return contexts_of(
        persons.select("article_id", "key"), usages.filter(is_distinct()).select("article_id", around="key")
    )


def _with_last_names(usages: pl.DataFrame, authorities: Sequence[Authority], decisions: Decisions) -> pl.DataFrame:
    """Usages of a last name alone under the person whose company it keeps."""
    node = pl.concat_str(pl.col("node_authority").fill_null(""), pl.lit("\t"), "node")
    is_split = pl.col("key").is_in([key for kind, key in sorted(decisions.split) if kind == PERSON])
    alone = usages.filter(is_alone() & pl.col("node_authority").is_null() & ~is_split)
    persons = usages.filter((pl.col("kind_linked") == PERSON) & pl.col("key").str.contains(" "))
    company = usages.filter(is_distinct()).select("article_id", around=pl.concat_str("kind_linked", node))
    resolved = resolve_last_names(
        alone.select("article_id", "key", "day"),
        persons.select("article_id", "key", person=node),
        company.unique(),
        _in_office(authorities),
    ).select("article_id", "key", "person", "certainty", kind=pl.lit(PERSON))
    joined = usages.join(resolved, on=["article_id", "kind", "key"], how="left", maintain_order="left", suffix="_own")
    parts = pl.col("person").str.split_exact("\t", 1)
    is_resolved = pl.col("person").is_not_null() & is_alone()
    authority = parts.struct.field("field_0")
    return joined.with_columns(
        node_authority=pl.when(is_resolved & (authority != "")).then(authority).otherwise("node_authority"),
        node=pl.when(is_resolved).then(parts.struct.field("field_1")).otherwise("node"),
        certainty=pl.when(is_resolved).then("certainty_own").otherwise("certainty"),
    ).drop("person", "certainty_own")


def _in_office(authorities: Sequence[Authority]) -> pl.DataFrame:
    """last, person, from, until: persons of the authorities whose entry holds from one day until another."""
    frames = [pl.DataFrame(schema=dict.fromkeys(("last", "person", "from", "until"), pl.String))]
    for authority in authorities:
        held = authority.entries.filter((pl.col("kind") == PERSON) & pl.col("from").is_not_null())
        last = [key_of(PERSON, name).rsplit(" ", 1)[-1] for name in held["name"]]
        person = pl.concat_str(pl.lit(f"{authority.name}\t"), "id")
        frames.append(held.select(pl.Series("last", last, pl.String), person.alias("person"), "from", "until"))
    return pl.concat(frames)


def _merged_by_decision(usages: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    """Usages in which names that a decision merges have one node: an authority's, else the cluster's."""
    if not decisions.merged:
        return usages
    moves: dict[tuple[str, str], tuple[str | None, str]] = {}
    nodes = usages.select("kind_linked", "key", "node_authority", "node").unique()
    by_key: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for kind, key, authority, node in nodes.iter_rows():
        by_key[kind, key].add((authority or "~", node))
    for kind, *keys in decisions.merged:
        found = sorted({node for key in keys for node in by_key[kind, key]})
        for authority, node in found[1:]:
            moves[kind, f"{authority}\t{node}"] = (None if found[0][0] == "~" else found[0][0], found[0][1])
    if not moves:
        return usages
    rows = [(kind, node, *to) for (kind, node), to in sorted(moves.items())]
    columns = ("kind_linked", "place", "to_authority", "to_node")
    table_of_moves = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    place = pl.concat_str(pl.col("node_authority").fill_null("~"), pl.lit("\t"), "node").alias("place")
    joined = usages.with_columns(place).join(
        table_of_moves, on=["kind_linked", "place"], how="left", maintain_order="left"
    )
    is_moved = pl.col("to_node").is_not_null()
    return joined.with_columns(
        node_authority=pl.when(is_moved).then("to_authority").otherwise("node_authority"),
        node=pl.when(is_moved).then("to_node").otherwise("node"),
    ).drop("place", "to_authority", "to_node")


def _with_ids(usages: pl.DataFrame) -> pl.DataFrame:
    nodes = usages.select("kind_linked", "node_authority", "node").unique(maintain_order=True)
    ids = [
        make_id("entity", kind, authority, node) if authority else make_id("entity", kind, node)
        for kind, authority, node in nodes.iter_rows()
    ]
    named = nodes.with_columns(entity_id=pl.Series(ids, dtype=pl.String))
    return usages.join(
        named, on=["kind_linked", "node_authority", "node"], how="left", nulls_equal=True, maintain_order="left"
    )


def _acronyms(mentions: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Kind, acronym and expansion, wherever an article defines one that no authority knows; sorted."""
    defined = mentions.filter((pl.col("method") == "acronym") & pl.col("authority").is_null())
    return defined.select("kind", "surface", "name").unique().sort("kind", "surface", "name").rows()
