"""Near-duplicate articles: clusters of those that share half of their 8-word shingles with another of the cluster.

MinHash with locality-sensitive bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3)
proposes pairs; the exact Jaccard similarity of their shingles decides. 42 bands of 3 rows find a pair that shares half
its shingles with a probability of 0.996. Texts too short for that are duplicates only when their words are equal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import polars as pl
from rensa import RMinHash

from flows.ids import make_id, text_sha256
from flows.tables import table

SHINGLE_WORDS = 8
LEAST_WORDS = 25
LEAST_SIMILARITY = 0.5
BANDS, ROWS = 42, 3
SEED = 42
SHINGLES_METHOD, EQUAL_METHOD = "shingles", "equal"
# Beyond this many articles in one band (boilerplate that cleaning left), each is compared with the first ones only.
MOST_IN_A_BAND = 50

_WORD = re.compile(r"\w+")


def find_duplicates(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles that have a near-duplicate: the table duplicates. `articles` has article_id and text, in any order."""
    similar: dict[tuple[str, str], float] = {}
    methods: dict[str, str] = {}
    words = {
        identifier: _words(text)
        for identifier, text in articles.select("article_id", "text").sort("article_id").iter_rows()
    }
    for first, second in _equal_pairs(words):
        similar[first, second] = 1.0
        methods.update({first: EQUAL_METHOD, second: EQUAL_METHOD})
    long = {identifier: tokens for identifier, tokens in words.items() if len(tokens) >= LEAST_WORDS}
    for first, second in _candidate_pairs(long):
        similarity = jaccard(shingles(long[first]), shingles(long[second]))
        if similarity >= LEAST_SIMILARITY:
            similar[first, second] = similarity
            methods.update({first: SHINGLES_METHOD, second: SHINGLES_METHOD})
    return table("duplicates").conform(_rows(similar, methods))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def shingles(words: Sequence[str]) -> frozenset[str]:
    """All runs of SHINGLE_WORDS neighbouring words."""
    return frozenset(_shingle_list(words))


def _shingle_list(words: Sequence[str]) -> list[str]:
    columns = [words[offset:] for offset in range(SHINGLE_WORDS)]
    return [" ".join(run) for run in zip(*columns, strict=False)]


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of the shingles of both that they have in common."""
    common = len(first & second)
    return common / max(1, len(first) + len(second) - common)


def _equal_pairs(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Short articles with equal words, each paired with the first of them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier, tokens in words.items():
        if 0 < len(tokens) < LEAST_WORDS:
            groups[text_sha256(" ".join(tokens))].append(identifier)
    for first, *others in groups.values():
        yield from ((first, other) for other in others)


def _candidate_pairs(words: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Pairs that fall together in a band of their MinHash signatures; sorted."""
    bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for identifier, tokens in words.items():
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        sketch.update(_shingle_list(tokens))
        signature = sketch.digest()
        for band in range(BANDS):
            bands[(band, *signature[band * ROWS : (band + 1) * ROWS])].append(identifier)
    pairs: set[tuple[str, str]] = set()
    for members in bands.values():
        pairs.update(_pairs_of(members))
    return sorted(pairs)


def _pairs_of(members: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(members) <= MOST_IN_A_BAND:
        return combinations(members, 2)
    return ((first, other) for other in members[1:] for first in members[:2] if first != other)


def _rows(similar: Mapping[tuple[str, str], float], methods: Mapping[str, str]) -> pl.DataFrame:
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
