"""Names that no authority knows, clustered over the archive: which key each name's entity has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of

# A last name alone means the most named person of that name when no other is named in a fifth as many articles.
DOMINANCE = 5
_LEGAL_FORMS = words_of("legal_form")


class NameCount(NamedTuple):
    """A name of one kind and the number of articles that have it."""

    kind: str
    name: str
    articles: int


def cluster_names(names: Sequence[NameCount], acronyms: Iterable[tuple[str, str, str]]) -> list[str]:
    """The key of each name's entity, in the order of `names`; `acronyms` are kind, acronym, expansion."""
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, name, articles in names:
        weights[kind][key_of(kind, name)] += articles
    aliases = {kind: _aliases(kind, keys) for kind, keys in weights.items()}
    for kind, short, key in _expansions(acronyms):
        aliases.setdefault(kind, {}).setdefault(short, key)
    return [_root(aliases[kind], key_of(kind, name)) for kind, name, _ in names]


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


def _aliases(kind: str, weights: Mapping[str, int]) -> dict[str, str]:
    """Keys that give way to another of the same kind."""
    return _person_aliases(weights) if kind == "person" else {}


def _person_aliases(weights: Mapping[str, int]) -> dict[str, str]:
    by_last: dict[str, list[str]] = defaultdict(list)
    for key in sorted(weights):
        if " " in key:
            by_last[key.rsplit(" ", 1)[1]].append(key)
    aliases: dict[str, str] = {}
    for keys in by_last.values():
        for key in keys:
            longer = [other for other in keys if is_part(key, other)]
            if len(longer) == 1:
                aliases[key] = longer[0]
    for key in sorted(weights):
        if " " not in key and (person := _dominant(by_last.get(key, ()), weights, aliases)):
            aliases[key] = person
    return aliases


def is_part(short: str, long: str) -> bool:
    """Whether `long` has all words of `short` in order, and more; an initial stands for a name that starts with it."""
    rest, words = iter(long.split()), short.split()
    if len(words) >= len(long.split()):
        return False
    return all(any(word == token or (len(token) == 1 and word.startswith(token)) for word in rest) for token in words)


def _dominant(keys: Iterable[str], weights: Mapping[str, int], aliases: Mapping[str, str]) -> str | None:
    """The person of a last name that is meant when nothing else is said, or None."""
    totals: dict[str, int] = defaultdict(int)
    for key in keys:
        totals[_root(aliases, key)] += weights[key]
    ranked = sorted(totals, key=lambda key: (-totals[key], key))
    is_clear = len(ranked) == 1 or (len(ranked) > 1 and totals[ranked[0]] >= DOMINANCE * totals[ranked[1]])
    return ranked[0] if is_clear else None


def _root(aliases: Mapping[str, str], key: str) -> str:
    while key in aliases:
        key = aliases[key]
    return key


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
