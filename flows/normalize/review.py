"""Doubtful pairs of names in a release, with the evidence for a person to decide on: `tearsheet authority review`.

A pair that was joined although it is not beyond doubt, and a pair that was left apart although much speaks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import OSA

from flows.normalize.identity.clusters import BEYOND_DOUBT, with_context
from flows.normalize.identity.contexts import contexts_of
from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import PERSON, key_of
from flows.normalize.identity.pairs import DOUBT, Pair, person_pairs

SHOWN = 5  # names around both
# Two long names of other kinds are alike when so few letters differ.
_LONG_NAME, _LETTERS = 8, 1
_SNIPPET = 60  # code points on each side of an example
_REORDERED, _MISSPELT = 0.75, 0.65


class Named(NamedTuple):
    """One side of a pair: the form most seen, its entity, the articles that have it, and one of its places."""

    name: str
    entity_id: str
    entity: str
    articles: int
    example: str
    example_article: str


class Doubt(NamedTuple):
    """A pair to decide on: whether it `is_joined` now, how certain that it is one, why, and who is named with both."""

    kind: str
    first: Named
    second: Named
    is_joined: bool
    certainty: float
    reason: str
    shared: list[str]


def doubtful_pairs(tables: Mapping[str, pl.DataFrame], decisions: Decisions) -> list[Doubt]:
    """All doubtful pairs of a release's names, those that concern most articles first.

    `tables`: entities, mentions and articles as they are published. What is decided is no longer doubtful.
    """
    forms = _forms(tables["mentions"])
    names = dict(tables["entities"].select("entity_id", "name").iter_rows())
    around = forms.select("article_id", around=pl.col("entity_id").replace_strict(names))
    decided = {*decisions.merged, *decisions.different}
    doubts: list[tuple[Pair, str]] = []
    contexts: dict[str, Mapping[str, Mapping[str, int]]] = {}
    for (kind,), of_kind in forms.sort("kind").group_by("kind", maintain_order=True):
        weights = dict(of_kind.group_by("key").agg(pl.col("article_id").n_unique()).sort("key").iter_rows())
        pairs = person_pairs(weights) if kind == PERSON else list(_alike(weights))
        contexts[kind] = contexts_of(of_kind.select("article_id", "key"), around)
        doubts += [
            (pair, kind)
            for pair in (with_context(pair, contexts[kind]) for pair in pairs)
            if DOUBT <= pair.certainty < BEYOND_DOUBT and (kind, pair.first, pair.second) not in decided
        ]
    sides = _sides(forms, tables["articles"], names)
    found = [_doubt(pair, kind, sides, contexts[kind]) for pair, kind in doubts]
    kept = [doubt for doubt in found if doubt.is_joined or not _is_settled(doubt, decisions)]
    return sorted(kept, key=lambda doubt: (-min(doubt.first.articles, doubt.second.articles), -doubt.certainty, doubt))


def _is_settled(doubt: Doubt, decisions: Decisions) -> bool:
    return decisions.keeps_apart(
        doubt.kind, key_of(doubt.kind, doubt.first.name), key_of(doubt.kind, doubt.second.name)
    )


def _forms(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mentions by names of several words, with their key."""
    full = mentions.filter(pl.col("surface").str.contains(r"\S\s+\S") & (pl.col("method") != "demonym"))
    distinct = full.select("kind", "surface").unique()
    keys = [key_of(kind, surface) for kind, surface in distinct.iter_rows()]
    keyed = full.join(distinct.with_columns(key=pl.Series(keys, dtype=pl.String)), on=["kind", "surface"])
    return keyed.sort("article_id", "field", "start")


def _alike(weights: Mapping[str, int]) -> Iterator[Pair]:
    """Names of other kinds with the same words in another order, or with one wrong letter."""
    blocks: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in sorted(weights):
        blocks[("words", *sorted(set(key.split()) - {"of", "the", "for", "and"}))].append(key)
        if len(key) >= _LONG_NAME:
            blocks["start", key[:5], key.count(" ")].append(key)
    for block, keys in sorted(blocks.items(), key=lambda item: str(item[0])):
        for one, other in combinations(keys, 2):
            if block[0] == "words":
                yield Pair(one, other, _REORDERED, "the same words in another order")
            elif OSA.distance(one, other, score_cutoff=_LETTERS) <= _LETTERS and not _differ_in_number(one, other):
                yield Pair(one, other, _MISSPELT, "one letter differs")


def _differ_in_number(one: str, other: str) -> bool:
    return [letter for letter in one if letter.isdigit()] != [letter for letter in other if letter.isdigit()]


def _sides(forms: pl.DataFrame, articles: pl.DataFrame, names: Mapping[str, str]) -> Mapping[tuple[str, str], Named]:
    """Every name as one side of a pair, by kind and key."""
    texts = articles.select("article_id", "text")
    first = forms.group_by("kind", "key", maintain_order=True).agg(
        pl.col("surface").mode().min(),
        pl.col("entity_id").mode().min(),
        pl.col("article_id").n_unique().alias("articles"),
        pl.col("article_id", "field", "start", "end").first().name.prefix("at_"),
    )
    placed = first.join(texts, left_on="at_article_id", right_on="article_id", how="left", maintain_order="left")
    return {
        (row["kind"], row["key"]): Named(
            row["surface"], row["entity_id"], names[row["entity_id"]], row["articles"], _snippet(row),
            row["at_article_id"],
        )
        for row in placed.iter_rows(named=True)
    }  # fmt: skip


def _snippet(row: Mapping[str, object]) -> str:
    """The words around a mention; empty when it stands in a title or the text is withheld."""
    text, start, end = row["text"], row["at_start"], row["at_end"]
    if not isinstance(text, str) or row["at_field"] != "text" or not isinstance(start, int) or not isinstance(end, int):
        return ""
    before, after = text[max(0, start - _SNIPPET) : start], text[end : end + _SNIPPET]
    return f"…{before}[{text[start:end]}]{after}…".replace("\n", " ")


def _doubt(
    pair: Pair, kind: str, sides: Mapping[tuple[str, str], Named], contexts: Mapping[str, Mapping[str, int]]
) -> Doubt:
    first, second = sides[kind, pair.first], sides[kind, pair.second]
    one, other = contexts.get(pair.first, {}), contexts.get(pair.second, {})
    shared = sorted(one.keys() & other.keys(), key=lambda name: (-min(one[name], other[name]), name))
    is_joined = first.entity_id == second.entity_id
    return Doubt(kind, first, second, is_joined, pair.certainty, pair.reason, shared[:SHOWN])
