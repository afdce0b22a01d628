"""Names that no authority knows, clustered over the archive: a union of the pairs that are certain enough.

The key of a cluster, which its id is made of, is the full form that the archive saw first. So later articles, and
other forms of the name, leave it as it is; what joins two clusters keeps the id of the older one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from flows.normalize.identity.decisions import Decisions
from flows.normalize.identity.keys import PERSON, key_of
from flows.normalize.identity.pairs import JOIN, Pair, contradict, person_pairs

# A pair that both names' articles support is surer, one that nothing but letters supports is less sure.
CONTEXT_SUPPORT, CONTEXT_DOUBT = 0.15, -0.1
# Cosine of the names around both from which it supports the pair, and below which it speaks against it.
LEAST_CONTEXT, NO_CONTEXT = 0.1, 0.02
# Pairs this certain are beyond doubt, whatever is named around them.
BEYOND_DOUBT = 0.9

# The names around each key, and in how many articles.
Contexts: TypeAlias = Mapping[str, Mapping[str, int]]


class NameCount(NamedTuple):
    """A name of one kind, the number of articles that have it, and when it was seen first: its day and article."""

    kind: str
    name: str
    articles: int
    first: str


@dataclass
class Clusters:
    """Sets of keys of one kind that mean the same. `certainty` of a key is that of the weakest pair that joined it."""

    kind: str
    ages: Mapping[str, str]
    decisions: Decisions
    parents: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    certainty: dict[str, float] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The key that stands for the cluster of `key`."""
        while key in self.parents:
            key = self.parents[key]
        return key

    def join(self, pair: Pair, *, is_decided: bool = False) -> bool:
        """Make the clusters of a pair one, unless a decision or a contradiction keeps them apart; whether it did."""
        first, second = self.root(pair.first), self.root(pair.second)
        if first == second:
            return True
        if not is_decided and self._are_apart(self._of(first), self._of(second)):
            return False
        old, new = sorted((first, second), key=lambda key: (self.ages[key], key))
        self.parents[new] = old
        self.members[old] = [key for key in (*self._of(old), *self._of(new)) if key != pair.glued]
        for key in (pair.first, pair.second):
            self.certainty[key] = min(pair.certainty, self.certainty.get(key, 1.0))
        return True

    def _of(self, root: str) -> list[str]:
        return self.members.get(root, [root])

    def _are_apart(self, one: Sequence[str], other: Sequence[str]) -> bool:
        is_person = self.kind == PERSON
        return any(
            self.decisions.keeps_apart(self.kind, first, second) or (is_person and contradict(first, second))
            for first in one
            for second in other
        )


def cluster_names(
    names: Sequence[NameCount],
    acronyms: Iterable[tuple[str, str, str]],
    contexts_of: Callable[[list[str]], Contexts],
    decisions: Decisions,
) -> dict[str, Clusters]:
    """Clusters by kind.

    `acronyms` are kind, acronym, expansion; `contexts_of` is asked for the contexts of the persons' keys that they
    decide on, a small part of all.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    ages: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, name, articles, first in names:
        key = key_of(kind, name)
        weights[kind][key] += articles
        ages[kind][key] = min(first, ages[kind].get(key, first))
    clusters = {kind: Clusters(kind, _with_decided(kind, ages[kind], decisions), decisions) for kind in sorted(weights)}
    for kind, one, other in decisions.merged:
        if kind in clusters:
            clusters[kind].join(Pair(one, other, 1.0, "decided"), is_decided=True)
    pairs = person_pairs(weights.get(PERSON, {}))
    contexts = contexts_of(sorted({key for pair in pairs if pair.certainty < BEYOND_DOUBT for key in pair[:2]}))
    for pair in pairs:
        supported = with_context(pair, contexts)
        if supported.certainty >= JOIN:
            clusters[PERSON].join(supported)
    for kind, short, long in _expansions(acronyms):
        one, other = sorted((short, long))
        clusters[kind].join(Pair(one, other, 0.9, "an article says what the acronym stands for"))
    return clusters


def with_context(pair: Pair, contexts: Contexts) -> Pair:
    """The pair, surer or less sure by how alike the names around both are; pairs beyond doubt stay as they are."""
    if pair.certainty >= BEYOND_DOUBT:
        return pair
    likeness = cosine(contexts.get(pair.first, {}), contexts.get(pair.second, {}))
    moved = CONTEXT_SUPPORT if likeness >= LEAST_CONTEXT else CONTEXT_DOUBT if likeness < NO_CONTEXT else 0.0
    reason = f"{pair.reason}; the names around them are {likeness:.0%} alike"
    return pair._replace(certainty=round(pair.certainty + moved, 2), reason=reason)


def cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Likeness of two counts, from 0 to 1."""
    common = sum(count * other[name] for name, count in one.items() if name in other)
    length = sum(count * count for count in one.values()) * sum(count * count for count in other.values())
    return common / length**0.5 if length else 0.0


def _with_decided(kind: str, ages: Mapping[str, str], decisions: Decisions) -> Mapping[str, str]:
    """Ages of all keys, also of those that only a decision names: these are the youngest."""
    decided = {key: f"~ {key}" for of, *keys in decisions.merged if of == kind for key in keys}
    return {**decided, **ages}


def _expansions(acronyms: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Kind, key of an acronym and key of its expansion, for acronyms with one expansion in the archive."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, short, long in acronyms:
        found[kind, key_of(kind, short)].add(key_of(kind, long))
    return [
        (kind, short, min(keys))
        for (kind, short), keys in sorted(found.items())
        if len(keys) == 1 and short not in keys
    ]
