"""What the lists of data/ say of words and of names of several words, as hash tables for compiled loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.kept import Arrays, kept
from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA, FILES, SHORT, Place, demonyms, gazetteer, two_columns
from flows.normalize.known import regions
from flows.normalize.lexicon import common_words, given_names, lexicon, names_list
from flows.normalize.organizations import organizations
from flows.normalize.tokens import LOWER, NEW_LINE, SIGN, Tokens, tokenize

# Bits of a word's classes: the classes of data/lexicon.tsv that tell names apart, and the lists of words.
CLASSES = (
    "role", "weak_role", "honorific", "organization_head", "organization_only", "place_head", "place_start",
    "event_head", "law_head", "month", "weekday", "stop", "legal_form", "speech", "particle", "of_head", "owner",
    "no_name", "newspaper", "given", "common", "word", "team",
)  # fmt: skip
GIVEN, HONORIFIC, ROLE, SPEECH = (1 << CLASSES.index(name) for name in ("given", "honorific", "role", "speech"))
# Classes of known names, the surer first where a name has several.
COUNTRY, DIVISION, LARGE_CITY, CITY, TOWN, VILLAGE, REGION, ORGANIZATION, DEMONYM, BRAND = range(1, 11)
_CITIES = ((300_000, LARGE_CITY), (30_000, CITY), (5_000, TOWN), (0, VILLAGE))
_KINDS = {"continent": COUNTRY, "country": COUNTRY, "division": DIVISION, "county": TOWN}
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
    """The tables, made once an installation."""
    made_of = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(path for path in DATA.iterdir() if path.is_file())]
    arrays = kept(__name__, made_of, _arrays)
    return WordTables(*(_kept_table(arrays, name) for name in WordTables._fields))


def _kept_table(arrays: Arrays, name: str) -> Table:
    keys, values = arrays[f"{name}_keys"], arrays[f"{name}_values"]
    return Table(keys.astype(np.uint64, copy=False), values.astype(np.uint32, copy=False))


def _arrays() -> Arrays:
    """`keys` and `values` of each table of WordTables."""
    made = _made()._asdict()
    return {f"{name}_{part}": array for name, one in made.items() for part, array in one._asdict().items()}


def _made() -> WordTables:
    lists = {**lexicon(), "given": given_names(), "common": common_words()}
    lists["word"] = names_list("words")
    places, brands = place_classes(), sorted(names_list("brands") - names_list("words"))
    # Turkey and Wales open sentences more often as countries than turkeys and wales do.
    lists["word"] -= set(places.filter(pl.col("kind") <= LARGE_CITY)["form"])
    bits: dict[str, int] = {}
    for place, name in enumerate(CLASSES):
        for word in sorted(lists[name]):
            bits[word] = bits.get(word, 0) | 1 << place
    names = dict.fromkeys(organizations().by_name, ORGANIZATION)
    for found, kind in ((regions(), REGION), (demonyms(), DEMONYM)):
        for name in sorted(found):
            names.setdefault(name, kind)
    for name, kind in _own_places():
        names.setdefault(name, kind)
    exact = dict.fromkeys(organizations().exact, ORGANIZATION)
    for name, ids in gazetteer().exact.items():
        exact.setdefault(name, min(_class_of(gazetteer().by_id[i]) for i in ids))
    single = {word: value for word, value in bits.items() if " " not in word}
    return WordTables(
        table_of(list(single), list(single.values())),
        table_of([*names, *places["form"], *brands], [*names.values(), *places["kind"], *[BRAND] * len(brands)]),
        table_of(list(exact), list(exact.values()), bare=False),
    )


def place_classes() -> pl.DataFrame:
    """The class of the largest place of each folded name of the gazetteer: `form`, `kind`."""
    rows = pl.concat([pl.read_parquet(DATA / f"{name}.parquet") for name in FILES])
    city = pl.lit(VILLAGE, pl.UInt32)
    for least, kind in reversed(_CITIES):
        city = pl.when(pl.col("population") >= least).then(pl.lit(kind, pl.UInt32)).otherwise(city)
    classes = rows.select(
        "forms",
        kind=pl.col("kind").replace_strict(_KINDS, default=None, return_dtype=pl.UInt32).fill_null(city),
        form=pl.col("name").str.to_lowercase(),
    )
    other = classes.select("kind", form="forms").explode("form", empty_as_null=False)
    every = pl.concat([classes.select("form", "kind"), other.select("form", "kind")])
    return every.filter(pl.col("form").str.len_chars() > SHORT).sort("kind", "form")


def _own_places() -> Iterator[tuple[str, int]]:
    codes = gazetteer().by_code
    for key, names in two_columns(DATA / "place_aliases.tsv"):
        kind = _class_of(gazetteer().by_id[codes[key] if key in codes else int(key)])
        yield from ((fold(name), kind) for name in names if len(fold(name)) > SHORT)


def _class_of(place: Place) -> int:
    return _KINDS.get(place.kind) or next(kind for least, kind in _CITIES if place.population >= least)


def table_of(names: Sequence[str], values: Sequence[int], *, bare: bool = True) -> Table:
    """A table of folded names; of equal ones the first counts."""
    tokens = tokenize("\n".join(names))
    lines = np.cumsum(tokens.gap >= NEW_LINE) - 1
    hashes = _line_hashes(tokens.bare if bare else tokens.exact, tokens.shape, lines, len(names))
    size = 1 << max(4, int(len(names) * 2).bit_length())
    keys, entries = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    _fill(keys, entries, hashes, np.array(values, np.uint32))
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
            return np.uint32(entries[slot])
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
    """Four times the class of the known name over each token, plus its place: 0 alone, 1 first, 2 inside, 3 last."""
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
    return bits_of(tokens, word_tables().words)


def bits_of(tokens: Tokens, words: Table) -> NDArray[np.uint32]:
    """What a table of single words holds of each token, 0 for nothing."""
    return _classes(tokens.bare, words.keys, words.values)


def names_in(tokens: Tokens) -> NDArray[np.uint8]:
    """The longest known name over each token: four times its class plus the place of the token in it; 0 for none."""
    _, names, exact = word_tables()
    tables = (names.keys, names.values, exact.keys, exact.values)
    return _names(tokens.bare, tokens.exact, tokens.shape, tokens.gap, tables)
