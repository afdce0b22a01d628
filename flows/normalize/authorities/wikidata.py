"""A Wikidata JSON dump, streamed: entries for its items of known types with enough sitelinks.

The form is that of https://www.wikidata.org/wiki/Wikidata:Database_download: one JSON array, an item a line. Labels
and aliases of the languages asked for become names; inception and dissolution (P571, P576) the days between which
they hold; coordinates (P625), GeoNames id (P1566) and the country (P17, P27, P495) are taken along.
"""

from __future__ import annotations

import bz2
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, cast

import msgspec
import polars as pl
import zstandard

from flows.normalize.authorities.entries import ENTRIES
from flows.normalize.authorities.importing import Imported
from flows.normalize.gazetteer import DATA, gazetteer
from flows.tables import table

LANGUAGES = ("en", "mul", "fr", "de", "es", "pt", "it", "tr", "ru", "ar")
LEAST_SITELINKS = 5
_SUFFIXES = (".json", ".json.gz", ".json.bz2", ".json.zst")
_ROWS_AT_ONCE = 50_000
_YEAR = re.compile(r"^\+(\d{4})-(\d\d)-(\d\d)T")


class _Text(msgspec.Struct):
    value: str


class _DataValue(msgspec.Struct):
    value: object = None


class _Snak(msgspec.Struct):
    datavalue: _DataValue | None = None


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"


class _Item(msgspec.Struct):
    id: str
    labels: dict[str, _Text] = {}
    aliases: dict[str, list[_Text]] = {}
    claims: dict[str, list[_Statement]] = {}
    sitelinks: dict[str, msgspec.Raw] = {}


def is_dump(path: Path) -> bool:
    """Whether the file's name is that of a dump."""
    return path.name.lower().endswith(_SUFFIXES)


@cache
def known_types() -> Mapping[str, str]:
    """Kind by item of the type: data/wikidata_types.tsv."""
    lines = (DATA / "wikidata_types.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {item: kind for kind, items in rows for item in items.split()}


def import_dump(
    path: Path,
    types: Mapping[str, str],
    least_sitelinks: int = LEAST_SITELINKS,
    tell: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Entries of all items whose type (P31) is among `types` and that have so many sitelinks.

    `tell` hears the number of compressed bytes read. Lines that are no item are left out by name; memory holds the
    entries kept, not the dump.
    """
    rejects: list[str] = []
    frames = [ENTRIES.to_frame()]
    found = _rows(path, types, least_sitelinks, rejects, tell)
    while rows := list(islice(found, _ROWS_AT_ONCE)):
        frames.append(pl.DataFrame(rows, schema=ENTRIES, orient="row"))
    return Imported(pl.concat(frames), rejects, ())


def _rows(
    path: Path, types: Mapping[str, str], least: int, rejects: list[str], tell: Callable[[int], None]
) -> Iterator[tuple[object, ...]]:
    decoder = msgspec.json.Decoder(_Item)
    with path.open("rb") as file:
        try:
            for number, line in _lines(file, path):
                if number % 1000 == 0:
                    tell(file.tell())
                try:
                    item = decoder.decode(line)
                except msgspec.DecodeError as problem:
                    rejects.append(f"{path.name}, line {number}: no item ({problem})")
                    continue
                kind = _kind(item, types)
                if kind and len(item.sitelinks) >= least:
                    yield from _entry(item, kind)
        except (OSError, EOFError, zstandard.ZstdError) as problem:
            rejects.append(f"{path.name}: breaks off ({problem}); what came before is kept")


def _lines(file: IO[bytes], path: Path) -> Iterator[tuple[int, bytes]]:
    """The items' lines with their numbers, from 1."""
    for number, line in enumerate(_opened(file, path), start=1):
        bare = line.strip().rstrip(b",")
        if bare not in (b"[", b"]", b""):
            yield number, bare


def _opened(file: IO[bytes], path: Path) -> Iterable[bytes]:
    match path.suffix.lower():
        case ".gz":
            return cast("Iterable[bytes]", gzip.open(file))
        case ".bz2":
            return cast("Iterable[bytes]", bz2.open(file))
        case ".zst":
            return _zst_lines(file)
        case _:
            return file


def _zst_lines(file: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    with zstandard.ZstdDecompressor().stream_reader(file) as reader:
        while chunk := reader.read(1 << 20):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
    yield rest


def _kind(item: _Item, types: Mapping[str, str]) -> str | None:
    """The kind of an item: of its types the first that is known, in the order of the kinds of entities."""
    found = {types[of] for of in _items(item, "P31") if of in types}
    return next((kind for kind in table("entities").enum("kind") if kind in found), None)


def _entry(item: _Item, kind: str) -> Iterator[tuple[object, ...]]:
    labels = [item.labels[language].value for language in LANGUAGES if language in item.labels]
    if not labels:
        return
    aliases = [text.value for language in LANGUAGES for text in item.aliases.get(language, ())]
    others = sorted({*labels, *aliases} - {labels[0]})
    countries = (_countries().get(of) for name in ("P17", "P27", "P495") for of in _items(item, name))
    latitude, longitude = _position(item)
    yield (
        item.id, kind, labels[0], others, next((code for code in countries if code), None), _day(item, "P571"),
        _day(item, "P576"), item.id, next(iter(_texts(item, "P1566")), None), latitude, longitude,
        len(item.sitelinks),
    )  # fmt: skip


def _values(item: _Item, claim: str) -> Iterator[object]:
    """Values of a claim's statements that hold, the preferred ones first."""
    statements = [one for one in item.claims.get(claim, ()) if one.rank != "deprecated" and one.mainsnak.datavalue]
    for statement in sorted(statements, key=lambda one: one.rank != "preferred"):
        assert statement.mainsnak.datavalue is not None
        yield statement.mainsnak.datavalue.value


def _mappings(item: _Item, claim: str) -> Iterator[Mapping[str, object]]:
    return (value for value in _values(item, claim) if isinstance(value, dict))


def _items(item: _Item, claim: str) -> list[str]:
    return [str(value["id"]) for value in _mappings(item, claim) if "id" in value]


def _texts(item: _Item, claim: str) -> list[str]:
    return [value for value in _values(item, claim) if isinstance(value, str)]


def _day(item: _Item, claim: str) -> str | None:
    """The day of a time claim as far as it is known: year, month or day; None before our era."""
    for value in _mappings(item, claim):
        match = _YEAR.match(str(value.get("time", "")))
        if match:
            precision = value.get("precision")
            known = 3 if precision == 11 else 2 if precision == 10 else 1
            return "-".join(match.groups()[:known])
    return None


def _position(item: _Item) -> tuple[float | None, float | None]:
    for value in _mappings(item, "P625"):
        latitude, longitude = value.get("latitude"), value.get("longitude")
        if isinstance(latitude, int | float) and isinstance(longitude, int | float):
            return float(latitude), float(longitude)
    return None, None


@cache
def _countries() -> Mapping[str, str]:
    """ISO codes of countries by Wikidata item."""
    places = [place for place in gazetteer().by_id.values() if place.kind == "country"]
    return {place.wikidata_id: place.country for place in places if place.wikidata_id and place.country}
