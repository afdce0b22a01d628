"""The gazetteer: places by GeoNames id and by folded name. Made by `build_gazetteer`, shipped with the code.

A place is made when it is asked for: names and ids stay in columns, which load in a fraction of the time of objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.kept import Arrays, kept
from flows.normalize.folding import fold

DATA = Path(__file__).parent / "data"
# The first holds all but cities; the others the cities of the continents whose codes they name.
FILES = ("gazetteer-land", "gazetteer-eu", "gazetteer-na-sa", "gazetteer-as-af-oc-an")

# Positions are in thousandths of a degree (a hundred metres): integers compress better.
SCHEMA = pl.Schema(
    {
        "geonames_id": pl.Int32(),
        "kind": pl.String(),
        "name": pl.String(),
        "country": pl.String(),
        "division": pl.String(),
        "latitude": pl.Int32(),
        "longitude": pl.Int32(),
        "population": pl.Int32(),
        "wikidata_id": pl.String(),
        "forms": pl.List(pl.String()),  # folded names, also the place's own where folding does more than small letters
        "shorts": pl.List(pl.String()),  # names that count only as written
    }
)
POSITION_UNITS = 1_000
# Folded names this short are abbreviations and words of many languages: they count only as written.
SHORT = 3
_LAND = ("country", "division", "county")
# Words that names of places begin with, as they are also written.
_FIRST_WORDS = {"st": "saint", "saint": "st", "mt": "mount", "mount": "mt", "ft": "fort", "fort": "ft", "sainte": "ste"}


class Place(NamedTuple):
    """One place. `kind` is continent, country, division, county, capital or city; `name` the authority's.

    `division` is the GeoNames code of the smallest division it is or lies in (`US.TX.201`); positions are in degrees.
    """

    geonames_id: int
    kind: str
    name: str
    country: str | None
    division: str | None
    latitude: float | None
    longitude: float | None
    population: int
    wikidata_id: str | None


class _Places(Mapping[int, Place]):
    """Places by id, made when they are asked for."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self._columns = [rows[name] for name in SCHEMA if name not in ("forms", "shorts")]
        ids = rows["geonames_id"].cast(pl.Int64).to_numpy()
        self._row_order = np.argsort(ids)
        self._ids = ids[self._row_order]
        self._made: dict[int, Place] = {}

    def __getitem__(self, identifier: int) -> Place:
        place = self._made.get(identifier)
        if place is None:
            at = int(np.searchsorted(self._ids, identifier))
            if at == len(self._ids) or self._ids[at] != identifier:
                raise KeyError(identifier)
            row = int(self._row_order[at])
            *identity, latitude, longitude, population, qid = (column[row] for column in self._columns)
            degrees = (None if value is None else value / POSITION_UNITS for value in (latitude, longitude))
            place = self._made[identifier] = Place._make((*identity, *degrees, population, qid))
        return place

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids.tolist())

    def __len__(self) -> int:
        return len(self._ids)


class _Names:
    """Ids of places by folded name, in ascending order; ids that `add` gives come last.

    Names are told by 64 bits of their digest: among half a million, two are alike once in a hundred million lists.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._digests, self._starts, self._ids = arrays["digests"], arrays["starts"], arrays["ids"]
        self._added: dict[str, list[int]] = {}

    def get(self, folded: str) -> list[int]:
        """The ids of the places of a name; none for one that is not known."""
        digest = _digest(folded)
        at = int(np.searchsorted(self._digests, digest))
        is_there = at < len(self._digests) and self._digests[at] == digest
        ids: list[int] = self._ids[self._starts[at] : self._starts[at + 1]].tolist() if is_there else []
        return ids + self._added.get(folded, [])

    def add(self, folded: str, identifier: int) -> None:
        """Let a name mean one more place."""
        if identifier not in self.get(folded):
            self._added.setdefault(folded, []).append(identifier)


def _digest(folded: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(folded.encode(), digest_size=8).digest()))


def _name_arrays() -> Arrays:
    """`digests` of all names, ascending; the `ids` of the places of each begin at its `starts` and end at the next."""
    rows = _rows(["geonames_id", "name", "forms"])
    own = rows.select("geonames_id", form=pl.col("name").str.to_lowercase())
    other = rows.select("geonames_id", form="forms").explode("form", empty_as_null=False)
    grouped = pl.concat([own, other]).unique().group_by("form").agg(pl.col("geonames_id").sort())
    digests = pl.Series([_digest(form) for form in grouped["form"]], dtype=pl.UInt64)
    ordered = grouped.with_columns(digest=digests).sort("digest")
    assert ordered["digest"].n_unique() == ordered.height
    return {
        "digests": ordered["digest"].to_numpy(),
        "starts": np.concatenate([[0], ordered["geonames_id"].list.len().cum_sum().to_numpy()]).astype(np.uint32),
        "ids": ordered["geonames_id"].explode().to_numpy(),
    }


def _rows(columns: Sequence[str]) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(DATA / f"{name}.parquet", columns=list(columns)) for name in FILES])


class Gazetteer:
    """All places by id; their ids by folded name, by short form as written, by code of a country or division."""

    def __init__(self, rows: pl.DataFrame, names: Arrays) -> None:
        self.by_id: Mapping[int, Place] = _Places(rows)
        self._names = _Names(names)
        land = rows.filter(pl.col("kind").is_in(_LAND) & pl.col("division").is_not_null())
        continents = rows.filter(pl.col("kind") == "continent").select(pl.col("name").str.to_uppercase(), "geonames_id")
        self.by_code: Mapping[str, int] = dict(
            [*land.select("division", "geonames_id").reverse().rows(), *continents.rows()]
        )
        self.exact: dict[str, list[int]] = {}
        for identifier, shorts in rows.filter(pl.col("shorts").list.len() > 0).select("geonames_id", "shorts").rows():
            for short in shorts:
                self._add_exact(short, identifier)

    def ids_of(self, surface: str) -> Sequence[int]:
        """Ids of places of that name, whatever its case and accents; short forms only as they are written."""
        ids = self.exact.get(surface)
        if ids is not None:
            return ids
        folded = fold(surface)
        if len(folded) <= SHORT:
            return ()
        first, _, rest = folded.partition(" ")
        other = _FIRST_WORDS.get(first) if rest else None
        found = self._names.get(folded)
        return sorted({*found, *self._names.get(f"{other} {rest}")}) if other else found

    def named(self, surface: str) -> list[Place]:
        """Places of that name; see ids_of."""
        return [self.by_id[identifier] for identifier in self.ids_of(surface)]

    def add(self, name: str, identifier: int) -> None:
        """Let a name of ours mean a place."""
        folded = fold(name)
        if len(folded) > SHORT:
            self._names.add(folded, identifier)
        else:
            self._add_exact(name, identifier)

    def _add_exact(self, name: str, identifier: int) -> None:
        ids = self.exact.setdefault(name, [])
        if identifier not in ids:
            ids.append(identifier)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that is shipped, read once a process."""
    files = [DATA / f"{name}.parquet" for name in FILES]
    names = kept(__name__, [Path(__file__), *files], _name_arrays)
    found = Gazetteer(_rows([name for name in SCHEMA if name != "forms"]), names)
    for file in ("place_aliases.tsv", "country_names.tsv"):
        for code, aliases in two_columns(DATA / file):
            for name in aliases:
                found.add(name, found.by_code[code] if code in found.by_code else int(code))
    return found


def two_columns(path: Path) -> list[tuple[str, list[str]]]:
    """Rows of a file of ours: a key, a tab, names separated by bars; lines with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(key, names.split("|")) for key, names in pairs]


@cache
def abbreviations() -> Mapping[str, int]:
    """Divisions by the abbreviations that follow a city's name and a comma: `Calif.` and `Calif`, `CA`."""
    codes = gazetteer().by_code
    found = {}
    for code, names in two_columns(DATA / "abbreviations.tsv"):
        for name in names:
            found[name] = found[name.rstrip(".")] = codes[code]
    return found


@cache
def demonyms() -> Mapping[str, Sequence[int]]:
    """Places by the folded adjectives and names of their people: `turkish`, `turks`, `congolese` (two)."""
    codes = gazetteer().by_code
    found: dict[str, list[int]] = {}
    for code, forms in two_columns(DATA / "demonyms.tsv"):
        for form in forms:
            for name in (form, form + "s"):
                found.setdefault(fold(name), []).append(codes[code] if code in codes else int(code))
    return found


def lies_in(place: Place, container: Place) -> bool:
    """Whether `place` lies in the country, division or county `container` (or is it)."""
    if container.kind == "country":
        return place.country == container.country
    inner, outer = place.division or "", container.division or ""
    return (
        container.kind in ("division", "county") and bool(outer) and (inner == outer or inner.startswith(f"{outer}."))
    )
