"""Names of persons over the archive: which forms are the same person.

Two full names are one when they differ by initials that do not contradict each other, when one has all words of the
other in order and is the only such longer name, or when one is a by far more frequent name with words before it
(`Crooked Hillary Clinton`). A last name alone is the only, or by far most named, person of that name. What is doubtful
stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

# By far: named in so many times as many articles as the next.
DOMINANCE = 5


def person_clusters(weights: Mapping[str, int]) -> dict[str, str]:
    """The key that stands for each folded name; `weights` are numbers of articles."""
    clusters = Clusters(weights)
    by_last: dict[str, list[str]] = defaultdict(list)
    for key in sorted(weights):
        if " " in key:
            by_last[key.rsplit(" ", 1)[1]].append(key)
    for keys in by_last.values():
        _join_initials(keys, clusters)
        _join_longer(keys, clusters)
    for key in sorted(weights):
        person = None if " " in key else clusters.dominant(by_last.get(key, ()))
        if person:
            clusters.join(key, person)
    return {key: clusters.key_of(key) for key in weights}


class Clusters:
    """Sets of names that are joined one by one; each is known by its form in most articles."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._weights = weights
        self._parents: dict[str, str] = {}

    def key_of(self, key: str) -> str:
        """The form that stands for the cluster of `key`."""
        while key in self._parents:
            key = self._parents[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make the clusters of two names one."""
        first, second = self.key_of(one), self.key_of(other)
        if first != second:
            best = min(first, second, key=lambda key: (" " not in key, -self._weights[key], -len(key), key))
            self._parents[second if best == first else first] = best

    def dominant(self, keys: Iterable[str]) -> str | None:
        """The cluster named in by far the most articles, if there is one."""
        totals: dict[str, int] = defaultdict(int)
        for key in keys:
            totals[self.key_of(key)] += self._weights[key]
        ranked = sorted(totals, key=lambda key: (-totals[key], key))
        is_clear = len(ranked) == 1 or (len(ranked) > 1 and totals[ranked[0]] >= DOMINANCE * totals[ranked[1]])
        return ranked[0] if is_clear else None

    def outweighs(self, one: str, other: str) -> bool:
        """Whether `one` is by far more frequent than `other`."""
        return self._weights[one] >= DOMINANCE * self._weights[other]


def _join_initials(keys: Iterable[str], clusters: Clusters) -> None:
    """`Donald J. Trump` and `Donald Trump`; not George W. and George H. W. Bush."""
    variants: dict[str, dict[str, str]] = defaultdict(dict)
    for key in keys:
        words = key.split()
        core = " ".join(word for word in words if len(word) > 1)
        if " " in core:
            variants[core][" ".join(word for word in words if len(word) == 1)] = key
    for forms in variants.values():
        with_initials = [key for initials, key in sorted(forms.items()) if initials]
        person = with_initials[0] if len(with_initials) == 1 else clusters.dominant(with_initials)
        if person and "" in forms:
            clusters.join(forms[""], person)


def _join_longer(keys: Iterable[str], clusters: Clusters) -> None:
    for key in keys:
        longer = [other for other in keys if is_part(key, other) and clusters.key_of(key) != clusters.key_of(other)]
        roots = sorted({clusters.key_of(other) for other in longer})
        prefixed = [other for other in longer if other.endswith(f" {key}") and clusters.outweighs(key, other)]
        for other in prefixed if len(roots) != 1 else longer:
            clusters.join(key, other)


def is_part(short: str, long: str) -> bool:
    """Whether `long` has all words of `short` in order, and more; an initial stands for a name that starts with it."""
    rest, words = iter(long.split()), short.split()
    if len(words) >= len(long.split()):
        return False
    return all(any(word == token or (len(token) == 1 and word.startswith(token)) for word in rest) for token in words)
