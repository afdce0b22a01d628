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

from flows.normalize.authorities.entries import Authority
from flows.normalize.authorities.match import match_authorities, matching_keys
from flows.normalize.authorities.shipped import shipped_authorities
from flows.normalize.entities import entities_of
from flows.normalize.identity.clusters import Contexts, NameCount, cluster_names
from flows.normalize.identity.contexts import contexts_of
from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import PERSON, key_of
from flows.normalize.identity.kinds import settle_kinds
from flows.normalize.identity.last_names import resolve_last_names
from flows.normalize.identity.meanings import AUTHORITY_END, Meanings
from flows.normalize.identity.usages import CONTEXT, has_words, is_distinct, keys_of, numbered, split_off
from flows.normalize.organizations import ORGANIZATIONS
from flows.tables import table

_NEVER = "9999"  # after every day; for articles without one
_USAGE = ["article_id", "name_id"]


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
    authorities, decisions = (*knowledge.authorities, *shipped_authorities()), knowledge.decisions
    mentions, articles = _enumerated(mentions, CONTEXT.to_frame() if articles is None else articles)
    mentions, names = numbered(split_off(mentions, decisions))
    names = settle_kinds(names, mentions.group_by(_USAGE).agg(pl.col("score").max()))
    names = names.with_columns(keys_of(names))
    mentions = mentions.with_columns(
        name_id=names["settled"].gather(mentions["name_id"]),
        method=pl.when(names["is_moved"].gather(mentions["name_id"])).then(pl.lit("archive")).otherwise("method"),
    )
    usages = mentions.select(_USAGE).unique()
    matched = _by_authorities(names, usages, articles, authorities)
    unknown = _unknown(names, usages, matched)
    meanings = Meanings.of(_clustered(names, unknown, _acronyms(mentions, names), articles, decisions))
    usages, meanings = meanings.with_own(usages, matched)
    resolved = _by_last_name(names, _alone(names, unknown, articles, decisions), usages, meanings, authorities)
    usages, meanings = meanings.with_own(usages, resolved)
    meanings = _merged_by_decision(meanings, usages, decisions).with_ids()
    mentions = mentions.join(usages, on=_USAGE, how="left", maintain_order="left")
    linked = mentions.with_columns(
        meanings.of_each(mentions["meaning"], "entity_id", "kind", "certainty"),
    ).with_columns(score=pl.min_horizontal("score", pl.col("certainty").fill_null(1.0)))
    entities = entities_of(mentions.select("meaning", "surface"), usages, meanings, authorities, decisions)
    # Those of an article come in order: they stand in one batch.
    return Linked(table("mentions").conform(linked.sort("article_id", maintain_order=True)), entities)


def _enumerated(mentions: pl.DataFrame, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions, and a row an article with its `day` (ISO or null) and `home`; `article_id` are numbers that sort as the
    ids do: every step joins, groups and sorts by them.
    """
    ids = mentions["article_id"].unique().sort()
    articles = ids.to_frame().join(articles, on="article_id", how="left", maintain_order="left")
    dated = articles.select("article_id", "home", day=pl.col("published_at").dt.date().cast(pl.String))
    numbers = pl.col("article_id").cast(pl.Enum(ids))
    return mentions.with_columns(numbers), dated.with_columns(numbers)


def _by_authorities(
    names: pl.DataFrame, usages: pl.DataFrame, articles: pl.DataFrame, authorities: Sequence[Authority]
) -> pl.DataFrame:
    """Usages that an authority knows: article_id, name_id and the columns of meanings.MEANING.

    A user's authority is also asked about shipped organizations, which it may know better.
    """
    is_open = pl.col("authority").is_null() | (pl.col("authority") == ORGANIZATIONS)
    asked = names.filter(is_open & pl.col("key").is_in(matching_keys(authorities)))
    open_usages = usages.join(asked.select("name_id", "kind", "name"), on="name_id").join(articles, on="article_id")
    matched = match_authorities(open_usages.select("article_id", "kind", "name", "day", "home").unique(), authorities)
    joined = open_usages.select(*_USAGE, "kind", "name").join(matched, on=["article_id", "kind", "name"])
    return joined.select(
        *_USAGE, "authority", "certainty", kind="matched_kind", name="matched_name", node="authority_key"
    )


def _unknown(names: pl.DataFrame, usages: pl.DataFrame, matched: pl.DataFrame) -> pl.DataFrame:
    """Usages that no authority knows: article_id, name_id."""
    nobody = names.filter(pl.col("authority").is_null()).select("name_id")
    return usages.join(nobody, on="name_id", how="semi").join(matched, on=_USAGE, how="anti")


def _clustered(
    names: pl.DataFrame,
    unknown: pl.DataFrame,
    acronyms: Sequence[tuple[str, str, str]],
    articles: pl.DataFrame,
    decisions: Decisions,
) -> pl.DataFrame:
    """Names with `node` and `certainty`: the key of their cluster where no authority knows them, else its own."""
    first = pl.concat_str(pl.col("day").fill_null(_NEVER), pl.lit(" "), pl.col("article_id").cast(pl.String))
    order = articles.select("article_id", first=first).sort("first").with_row_index("age")
    ages = unknown.join(order.select("article_id", "age"), on="article_id")
    seen = ages.group_by("name_id").agg(pl.len().alias("articles"), pl.col("age").min()).join(names, on="name_id")
    seen = seen.with_columns(first=order["first"].gather(seen["age"])).sort("kind", "name")
    counts = [NameCount(*row) for row in seen.select("kind", "name", "articles", "first").iter_rows()]
    known = set(seen.select("kind", "key").iter_rows())
    defined = [
        (kind, short, long)
        for kind, short, long in acronyms
        if {(kind, key_of(kind, short)), (kind, key_of(kind, long))} <= known
    ]
    clusters = cluster_names(counts, defined, lambda keys: _contexts(names, unknown, keys), decisions)
    rows = [(kind, key, clusters[kind].root(key), clusters[kind].certainty.get(key)) for kind, key in known]
    schema = {"kind": pl.String, "key": pl.String, "root": pl.String, "certainty": pl.Float64}
    roots = pl.DataFrame(rows, schema=schema, orient="row").with_columns(authority=pl.lit(None, pl.String))
    joined = names.join(roots, on=["authority", "kind", "key"], how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(node=pl.coalesce("root", "authority_key", "key"))


def _contexts(names: pl.DataFrame, unknown: pl.DataFrame, keys: list[str]) -> Contexts:
    """The names around each of some keys of persons."""
    forms = pl.col("key").cast(pl.Enum(names["key"].unique().sort()))
    telling = names.filter(has_words()).select("name_id", "kind", "key", form=forms)
    persons = telling.filter((pl.col("kind") == PERSON) & pl.col("key").is_in(keys))
    return contexts_of(
        unknown.join(persons, on="name_id").select("article_id", key="form"),
        unknown.join(telling, on="name_id").select("article_id", around="form"),
    )


def _alone(names: pl.DataFrame, unknown: pl.DataFrame, articles: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    """Usages of one word that name a person nobody has settled yet: article_id, name_id, kind, name, last, day."""
    split = [key for kind, key in sorted(decisions.split) if kind == PERSON]
    single = names.filter((pl.col("kind") == PERSON) & ~has_words() & ~pl.col("key").is_in(split))
    alone = unknown.join(single.select("name_id", "kind", "name", last="key"), on="name_id")
    return alone.join(articles.select("article_id", "day"), on="article_id")


def _by_last_name(
    names: pl.DataFrame,
    alone: pl.DataFrame,
    usages: pl.DataFrame,
    meanings: Meanings,
    authorities: Sequence[Authority],
) -> pl.DataFrame:
    """Those of the usages `alone` that name the person whose company they keep, as `_by_authorities`."""
    node = pl.concat_str(pl.col("authority").fill_null(""), pl.lit(AUTHORITY_END), "node")
    labels = meanings.frame.with_columns(person=node, label=pl.concat_str("kind", node))
    labels = labels.with_columns(pl.col("label").cast(pl.Enum(labels["label"].unique().sort())))
    people = labels.filter((pl.col("kind") == PERSON) & has_words())
    people = people.select("meaning", "person", last=pl.col("key").str.split(" ").list.last())
    around = names.filter(is_distinct()).select("name_id")
    company = usages.join(around, on="name_id", how="semi")
    resolved = resolve_last_names(
        alone,
        usages.join(people, on="meaning").select("article_id", "last", "person"),
        company.select("article_id", around=labels["label"].gather(company["meaning"])).unique(),
        _in_office(authorities),
    )
    joined = alone.join(resolved, on=["article_id", "last"])
    parts = joined["person"].str.split_exact(AUTHORITY_END, 1).struct.unnest()
    authority = pl.Series("authority", parts["field_0"].replace("", None), pl.String)
    return joined.select(*_USAGE, "kind", "name", "certainty").with_columns(authority, node=parts["field_1"])


def _in_office(authorities: Sequence[Authority]) -> pl.DataFrame:
    """last, person, from, until: persons of the authorities whose entry holds from one day until another."""
    frames = [pl.DataFrame(schema=dict.fromkeys(("last", "person", "from", "until"), pl.String))]
    for authority in authorities:
        held = authority.entries.filter((pl.col("kind") == PERSON) & pl.col("from").is_not_null())
        last = [key_of(PERSON, name).rsplit(" ", 1)[-1] for name in held["name"]]
        person = pl.concat_str(pl.lit(f"{authority.name}{AUTHORITY_END}"), "id")
        frames.append(held.select(pl.Series("last", last, pl.String), person.alias("person"), "from", "until"))
    return pl.concat(frames)


def _merged_by_decision(meanings: Meanings, usages: pl.DataFrame, decisions: Decisions) -> Meanings:
    """Meanings in which names that a decision merges have one node: an authority's, else the cluster's."""
    if not decisions.merged:
        return meanings
    moves: dict[tuple[str, str | None, str], tuple[str | None, str]] = {}
    used = meanings.frame.join(usages, on="meaning", how="semi").select("kind", "key", "authority", "node").unique()
    by_key: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for kind, key, authority, node in used.iter_rows():
        by_key[kind, key].add((authority or "~", node))
    for kind, *keys in decisions.merged:
        found = sorted({node for key in keys for node in by_key[kind, key]})
        for authority, node in found[1:]:
            old = kind, None if authority == "~" else authority, node
            moves[old] = (None if found[0][0] == "~" else found[0][0], found[0][1])
    return meanings.moved(moves)


def _acronyms(mentions: pl.DataFrame, names: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Kind, acronym and expansion, wherever an article defines one that no authority knows; sorted."""
    defined = mentions.filter(pl.col("method") == "acronym").join(names, on="name_id")
    defined = defined.filter(pl.col("authority").is_null())
    return defined.select("kind", "surface", "name").unique().sort("kind", "surface", "name").rows()
