"""Near-duplicate articles: clusters of those that share half of their 8-word shingles with another of the cluster.

Fingerprints propose pairs; the exact Jaccard similarity of their shingles decides. Only the texts of proposed pairs
are read. Texts too short for that are duplicates only when their words are equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import polars as pl

from flows.ids import make_id
from flows.normalize.fingerprints import shingles, words_of_text
from flows.tables import table

LEAST_SIMILARITY = 0.5
SHINGLES_METHOD, EQUAL_METHOD = "shingles", "equal"
# Beyond this many articles in one band (boilerplate that cleaning left), each is compared with the first ones only.
MOST_IN_A_BAND = 50

Pair = tuple[str, str]


def find_duplicates(prints: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Articles that have a near-duplicate: the table duplicates.

    `prints` as frames.FINGERPRINTS of all articles; `articles` has article_id and text; both in any order.
    """
    similar: dict[Pair, float] = {}
    methods: dict[str, str] = {}
    for pair in _equal_pairs(prints):
        similar[pair] = 1.0
        methods.update(dict.fromkeys(pair, EQUAL_METHOD))
    for pair, similarity in _verified(_candidate_pairs(prints), articles):
        similar[pair] = similarity
        methods.update(dict.fromkeys(pair, SHINGLES_METHOD))
    return table("duplicates").conform(_rows(similar, methods))


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of the shingles of both that they have in common."""
    common = len(first & second)
    return common / max(1, len(first) + len(second) - common)


def _equal_pairs(prints: pl.DataFrame) -> list[Pair]:
    """Short articles with equal words, each paired with the first of them."""
    first = pl.col("article_id").min().over("equality")
    short = prints.filter(pl.col("equality").is_not_null()).with_columns(first=first)
    return short.filter(pl.col("article_id") != pl.col("first")).select("first", "article_id").sort(pl.all()).rows()


def _candidate_pairs(prints: pl.DataFrame) -> list[Pair]:
    """Pairs whose fingerprints have a band in common; sorted."""
    bands = prints.drop_nulls("bands").select("article_id", pl.col("bands").arr.to_list())
    numbered = bands.with_columns(band=pl.int_ranges(pl.col("bands").list.len())).explode("bands", "band")
    shared = numbered.filter(pl.struct("band", "bands").is_duplicated()).sort("article_id")
    pairs: set[Pair] = set()
    for (members,) in shared.group_by("band", "bands").agg("article_id").select("article_id").iter_rows():
        pairs.update(_pairs_of(sorted(members)))
    return sorted(pairs)


def _pairs_of(members: Sequence[str]) -> Iterable[Pair]:
    if len(members) <= MOST_IN_A_BAND:
        return combinations(members, 2)
    return ((first, other) for other in members[1:] for first in members[:2] if first < other)


def _verified(pairs: Sequence[Pair], articles: pl.DataFrame) -> list[tuple[Pair, float]]:
    """The pairs that are similar enough, with their similarity."""
    proposed = pl.DataFrame({"article_id": sorted({one for pair in pairs for one in pair})}, schema=["article_id"])
    texts = articles.select("article_id", "text").join(proposed.cast(pl.String), on="article_id", how="semi")
    runs = {article_id: frozenset(shingles(words_of_text(text))) for article_id, text in texts.iter_rows()}
    compared = ((pair, jaccard(runs[pair[0]], runs[pair[1]])) for pair in pairs)
    return [(pair, similarity) for pair, similarity in compared if similarity >= LEAST_SIMILARITY]


def _rows(similar: Mapping[Pair, float], methods: Mapping[str, str]) -> pl.DataFrame:
    """A row an article of a pair: its cluster, the cluster's smallest id, its nearest neighbour's similarity."""
    roots: dict[str, str] = {}
    nearest: dict[str, float] = defaultdict(float)
    for (first, second), similarity in similar.items():
        _unite(roots, first, second)
        for identifier in (first, second):
            nearest[identifier] = max(nearest[identifier], similarity)
    rows = [
        {
            "article_id": identifier,
            "cluster_id": make_id("story", _root(roots, identifier)),
            "representative": _root(roots, identifier),
            "similarity": round(nearest[identifier], 4),
            "method": methods[identifier],
        }
        for identifier in sorted(nearest)
    ]
    return pl.DataFrame(rows, schema=table("duplicates").schema)


def _root(roots: Mapping[str, str], identifier: str) -> str:
    while roots.get(identifier, identifier) != identifier:
        identifier = roots[identifier]
    return identifier


def _unite(roots: dict[str, str], first: str, second: str) -> None:
    """Join two clusters under the smaller root."""
    one, other = sorted((_root(roots, first), _root(roots, second)))
    roots[first] = roots[second] = roots[other] = one
