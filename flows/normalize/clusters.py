"""Names that no authority knows, clustered over the archive: which key each name's entity has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of
from flows.normalize.persons import person_clusters

_LEGAL_FORMS = words_of("legal_form")


class NameCount(NamedTuple):
    """A name of one kind and the number of articles that have it."""

    kind: str
    name: str
    articles: int


def cluster_names(names: Sequence[NameCount], acronyms: Iterable[tuple[str, str, str]]) -> list[str]:
    """The key of each name's entity, in the order of `names`; `acronyms` are kind, acronym, expansion.

    The key of a cluster is that of its form in most articles; of equals the fullest, then the smallest.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, name, articles in names:
        weights[kind][key_of(kind, name)] += articles
    joined: dict[str, dict[str, str]] = defaultdict(dict)
    if "person" in weights:
        joined["person"] = person_clusters(weights["person"])
    for kind, short, key in _expansions(acronyms):
        joined[kind].setdefault(short, joined[kind].get(key, key))
    return [joined[kind].get(key := key_of(kind, name), key) for kind, name, _ in names]


@lru_cache(maxsize=200_000)
def key_of(kind: str, name: str) -> str:
    """The form by which names are compared: folded, an organization's without `the` and legal form."""
    words = fold(name).split()
    if kind == "organization":
        if len(words) > 1 and words[0] == "the":
            words = words[1:]
        while len(words) > 1 and words[-1] in _LEGAL_FORMS:
            words = words[:-1]
    return " ".join(words) or name


def _expansions(acronyms: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Kind, folded acronym and key of its expansion, for acronyms with one expansion in the archive."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, short, long in acronyms:
        found[kind, key_of(kind, short)].add(key_of(kind, long))
    return [
        (kind, short, min(keys))
        for (kind, short), keys in sorted(found.items())
        if len(keys) == 1 and short not in keys
    ]
