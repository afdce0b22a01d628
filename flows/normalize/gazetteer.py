"""The gazetteer: places by GeoNames id and by folded name. Made by `build_gazetteer`, shipped with the code.

A place is made when it is asked for: names and ids stay in columns, which load in a fraction of the time of objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

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
        self._row_of = {identifier: row for row, identifier in enumerate(rows["geonames_id"])}
        self._made: dict[int, Place] = {}

    def __getitem__(self, identifier: int) -> Place:
        place = self._made.get(identifier)
        if place is None:
            row = self._row_of[identifier]
            *identity, latitude, longitude, population, qid = (column[row] for column in self._columns)
            degrees = (None if value is None else value / POSITION_UNITS for value in (latitude, longitude))
            place = self._made[identifier] = Place._make((*identity, *degrees, population, qid))
        return place

    def __iter__(self) -> Iterator[int]:
        return iter(self._row_of)

    def __len__(self) -> int:
        return len(self._row_of)


class _Names(Mapping[str, Sequence[int]]):
    """Ids of places by folded name, in ascending order; ids that `add` gives come last."""

    def __init__(self, rows: pl.DataFrame) -> None:
        own = rows.select("geonames_id", form=pl.col("name").str.to_lowercase())
        other = rows.select("geonames_id", form="forms").explode("form", empty_as_null=False)
        pairs = pl.concat([own, other]).unique().sort("form", "geonames_id")
        counts = pairs.group_by("form", maintain_order=True).len()
        self._ids = pairs["geonames_id"].to_numpy()
        self._starts = (counts["len"].cum_sum() - counts["len"]).extend(pl.Series([pairs.height], dtype=pl.UInt32))
        self._number_of = {form: number for number, form in enumerate(counts["form"])}
        self._added: dict[str, list[int]] = {}

    def __getitem__(self, folded: str) -> Sequence[int]:
        added = self._added.get(folded)
        number = self._number_of[folded] if added is None else self._number_of.get(folded)
        if number is None:
            return added or ()
        ids: list[int] = self._ids[self._starts[number] : self._starts[number + 1]].tolist()
        return ids + (added or [])

    def __iter__(self) -> Iterator[str]:
        yield from self._number_of
        yield from (name for name in self._added if name not in self._number_of)

    def __len__(self) -> int:
        return len(self._number_of.keys() | self._added.keys())

    def add(self, folded: str, identifier: int) -> None:
        """Let a name mean one more place."""
        if identifier not in self.get(folded, ()):
            self._added.setdefault(folded, []).append(identifier)


class Gazetteer:
    """All places by id; their ids by folded name, by short form as written, by code of a country or division."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.by_id: Mapping[int, Place] = _Places(rows)
        self._names = _Names(rows)
        self.by_name: Mapping[str, Sequence[int]] = self._names
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
        found = self.by_name.get(folded, ())
        return sorted({*found, *self.by_name.get(f"{other} {rest}", ())}) if other else found

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
    found = Gazetteer(pl.concat([pl.read_parquet(DATA / f"{name}.parquet") for name in FILES]))
    for code, names in two_columns(DATA / "place_aliases.tsv"):
        for name in names:
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
