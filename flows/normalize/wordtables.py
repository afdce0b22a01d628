"""What the lists of data/ say of words and of names of several words, as hash tables for compiled loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.normalize.gazetteer import Place, demonyms, gazetteer
from flows.normalize.known import regions
from flows.normalize.lexicon import common_words, given_names, lexicon
from flows.normalize.organizations import organizations
from flows.normalize.tokens import LOWER, NEW_LINE, SIGN, Tokens, compiled, tokenize

# Bits of a word's classes: the classes of data/lexicon.tsv that tell names apart, and the lists of words.
CLASSES = (
    "role", "weak_role", "honorific", "organization_head", "organization_only", "place_head", "place_start",
    "event_head", "law_head", "month", "weekday", "stop", "legal_form", "speech", "particle", "of_head", "owner",
    "no_name", "newspaper", "given", "common",
)  # fmt: skip
GIVEN, HONORIFIC, ROLE, SPEECH = (1 << CLASSES.index(name) for name in ("given", "honorific", "role", "speech"))
# Classes of known names, the surer first where a name has several.
COUNTRY, DIVISION, LARGE_CITY, CITY, SMALL_PLACE, REGION, ORGANIZATION, DEMONYM = range(1, 9)
_CITIES = ((300_000, LARGE_CITY), (30_000, CITY), (0, SMALL_PLACE))
_KINDS = {"continent": COUNTRY, "country": COUNTRY, "division": DIVISION, "county": SMALL_PLACE}
LONGEST = 7  # words of a known name


class Table(NamedTuple):
    """An open hash table: `keys[slot]` is 0 where nothing stands; the length is a power of two."""

    keys: NDArray[np.uint64]
    values: NDArray[np.uint32]


class WordTables(NamedTuple):
    """`words`: bits of CLASSES by bare hash; `names`: class by the bare hashes of a name's words; `exact`: class of
    names that count only as they are written.
    """

    words: Table
    names: Table
    exact: Table


@cache
def word_tables() -> WordTables:
    """The tables, made once a process."""
    lists = {**lexicon(), "given": given_names(), "common": common_words()}
    bits: dict[str, int] = {}
    for place, name in enumerate(CLASSES):
        for word in sorted(lists[name]):
            bits[word] = bits.get(word, 0) | 1 << place
    names = {name: ORGANIZATION for name in organizations().by_name}
    for found, kind in ((regions(), REGION), (demonyms(), DEMONYM)):
        for name in found:
            names.setdefault(name, kind)
    for name, ids in gazetteer().by_name.items():
        names.setdefault(name, _place_class(gazetteer().by_id[i] for i in ids))
    exact = {name: ORGANIZATION for name in organizations().exact}
    for name, ids in gazetteer().exact.items():
        exact.setdefault(name, _place_class(gazetteer().by_id[i] for i in ids))
    return WordTables(
        _table({word: value for word, value in bits.items() if " " not in word}),
        _table(names),
        _table(exact, bare=False),
    )


def _place_class(places: Iterable[Place]) -> int:
    return min(
        _KINDS.get(place.kind) or next(kind for least, kind in _CITIES if place.population >= least) for place in places
    )


def _table(values: Mapping[str, int], *, bare: bool = True) -> Table:
    listed = sorted(values)
    tokens = tokenize("\n".join(listed))
    lines = np.cumsum(tokens.gap >= NEW_LINE) - 1
    hashes = _line_hashes(tokens.bare if bare else tokens.exact, tokens.shape, lines, len(listed))
    size = 1 << max(4, int(len(listed) * 2.5).bit_length())
    keys, entries = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    _fill(keys, entries, hashes, np.array([values[name] for name in listed], np.uint32))
    return Table(keys, entries)


@compiled
def joined(before: np.uint64, following: np.uint64) -> np.uint64:
    """The hash of some words and one more."""
    return (before ^ (following >> np.uint64(7))) * np.uint64(1099511628211) + following


@compiled
def _line_hashes(
    hashes: NDArray[np.uint64], shapes: NDArray[np.uint8], lines: NDArray[np.int64], count: int
) -> NDArray[np.uint64]:
    made = np.zeros(count, np.uint64)
    for t in range(len(hashes)):
        if shapes[t] != SIGN:
            made[lines[t]] = joined(made[lines[t]], hashes[t])
    return made


@compiled
def _fill(
    keys: NDArray[np.uint64], entries: NDArray[np.uint32], hashes: NDArray[np.uint64], values: NDArray[np.uint32]
) -> None:
    mask = np.uint64(len(keys) - 1)
    for i in range(len(hashes)):
        slot = hashes[i] & mask
        while keys[slot] != 0 and keys[slot] != hashes[i]:
            slot = (slot + np.uint64(1)) & mask
        if keys[slot] == 0:
            keys[slot], entries[slot] = hashes[i], values[i]


@compiled
def look_up(keys: NDArray[np.uint64], entries: NDArray[np.uint32], key: np.uint64) -> np.uint32:
    """The value of a key, 0 for none."""
    mask = np.uint64(len(keys) - 1)
    slot = key & mask
    while keys[slot] != 0:
        if keys[slot] == key:
            return entries[slot]
        slot = (slot + np.uint64(1)) & mask
    return np.uint32(0)


@compiled
def _classes(bare: NDArray[np.uint64], keys: NDArray[np.uint64], entries: NDArray[np.uint32]) -> NDArray[np.uint32]:
    found = np.zeros(len(bare), np.uint32)
    for t in range(len(bare)):
        found[t] = look_up(keys, entries, joined(np.uint64(0), bare[t]))
    return found


@compiled
def _names(
    bare: NDArray[np.uint64],
    exact: NDArray[np.uint64],
    shape: NDArray[np.uint8],
    gap: NDArray[np.uint8],
    tables: tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.uint64], NDArray[np.uint32]],
) -> NDArray[np.uint8]:
    """Four times the class of the known name over each token, plus its place there: 0 alone, 1 first, 2 inside, 3 last."""
    n = len(bare)
    found = np.zeros(n, np.uint8)
    t = 0
    while t < n:
        best, kind = 0, np.uint32(0)
        if shape[t] > LOWER and shape[t] < 8:
            one, two, size, at = np.uint64(0), np.uint64(0), 0, t
            while at < n and size < LONGEST and (at == t or gap[at] < NEW_LINE):
                if shape[at] == SIGN and not (gap[at] == 0 and at + 1 < n and gap[at + 1] == 0):
                    break
                if shape[at] != SIGN:
                    one, two, size = joined(one, bare[at]), joined(two, exact[at]), size + 1
                    value = look_up(tables[2], tables[3], two)
                    if value == 0:
                        value = look_up(tables[0], tables[1], one)
                    if value != 0 and shape[at] != LOWER:
                        best, kind = at + 1, value
                at += 1
        if best == 0:
            t += 1
            continue
        for at in range(t, best):
            place = 0 if best == t + 1 else (1 if at == t else (3 if at == best - 1 else 2))
            found[at] = kind * 4 + place
        t = best
    return found


def classes_of(tokens: Tokens) -> NDArray[np.uint32]:
    """The bits of CLASSES of each token."""
    words = word_tables().words
    return _classes(tokens.bare, words.keys, words.values)


def names_in(tokens: Tokens) -> NDArray[np.uint8]:
    """The longest known name over each token: four times its class plus the place of the token in it; 0 for none."""
    _, names, exact = word_tables()
    tables = (names.keys, names.values, exact.keys, exact.values)
    return _names(tokens.bare, tokens.exact, tokens.shape, tokens.gap, tables)
