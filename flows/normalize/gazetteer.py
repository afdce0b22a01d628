"""The gazetteer: places by GeoNames id and by folded name. Made by `build_gazetteer`, shipped with the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.normalize.folding import fold

DATA = Path(__file__).parent / "data"
GAZETTEER_FILE = DATA / "gazetteer.parquet"

# Positions are ten-thousandths of a degree: integers compress to half the size.
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
        "names": pl.List(pl.String()),
    }
)
POSITION_UNITS = 10_000
# Folded names this short are abbreviations and words of many languages: they count only as written.
SHORT = 3


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


class Gazetteer(NamedTuple):
    """All places by id; their ids by folded name, by short form as written, by code of a country or division."""

    by_id: Mapping[int, Place]
    by_name: Mapping[str, Sequence[int]]
    exact: Mapping[str, Sequence[int]]
    by_code: Mapping[str, int]

    def named(self, surface: str) -> list[Place]:
        """Places of that name, whatever its case and accents; short forms only as they are written."""
        ids = self.exact.get(surface)
        if ids is None:
            folded = fold(surface)
            ids = self.by_name.get(folded, ()) if len(folded) > SHORT else ()
        return [self.by_id[identifier] for identifier in ids]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that is shipped, read once a process."""
    by_id: dict[int, Place] = {}
    named: dict[str, list[int]] = {}
    exact: dict[str, list[int]] = {}
    codes: dict[str, int] = {}
    for *values, names in pl.read_parquet(GAZETTEER_FILE).iter_rows():
        place = _place(values)
        by_id[place.geonames_id] = place
        if place.kind in ("country", "division", "county") and place.division:
            codes.setdefault(place.division, place.geonames_id)
        elif place.kind == "continent":
            codes[place.name.upper()] = place.geonames_id
        for name in (place.name, *names):
            _add(named, exact, name, place.geonames_id)
    for code, names in two_columns(DATA / "place_aliases.tsv"):
        for name in names:
            _add(named, exact, name, codes[code] if code in codes else int(code), is_ours=True)
    return Gazetteer(by_id, named, exact, codes)


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


def _place(values: Sequence[object]) -> Place:
    *identity, latitude, longitude, population, wikidata_id = values
    degrees = [value / POSITION_UNITS if isinstance(value, int) else None for value in (latitude, longitude)]
    return Place._make([*identity, *degrees, population, wikidata_id])


def _add(
    named: dict[str, list[int]], exact: dict[str, list[int]], name: str, identifier: int, *, is_ours: bool = False
) -> None:
    folded = fold(name)
    is_word = name[1:].islower()
    if len(folded) > SHORT:
        _append(named, folded, identifier)
    elif is_ours or (len(name) == len(folded) and name[:1].isupper() and is_word):
        _append(exact, name, identifier)


def _append(index: dict[str, list[int]], key: str, identifier: int) -> None:
    ids = index.setdefault(key, [])
    if identifier not in ids:
        ids.append(identifier)


def lies_in(place: Place, container: Place) -> bool:
    """Whether `place` lies in the country, division or county `container` (or is it)."""
    if container.kind == "country":
        return place.country == container.country
    inner, outer = place.division or "", container.division or ""
    return (
        container.kind in ("division", "county") and bool(outer) and (inner == outer or inner.startswith(f"{outer}."))
    )
