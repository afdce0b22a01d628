"""A source of records: what raw/NAME/source.yaml says of it.

A folder without source.yaml is a source too: formats are detected, text is kept in full, and its licence is
`unknown` until someone states one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.errors import UsageError
from flows.ids import make_id
from flows.rules import SWITCHED, Rule
from flows.yaml_files import read_yaml

SOURCE_FILE = "source.yaml"
FORMATS = (
    *("auto", "text", "html", "markdown", "json", "jsonl", "csv", "parquet", "feed", "sitemap", "warc", "arc"),
    *("newsml", "nitf", "eml", "mbox", "pdf", "sgml", "hocr", "alto"),
)
RIGHTS = ("full", "excerpt", "metadata")
# Fields of a record that source.yaml may map (`fields`) or fill in (`defaults`).
RECORD_FIELDS = (
    "native_id",
    "text",
    "html",
    "title",
    "url",
    "authors",
    "section",
    "published_at",
    "captured_at",
    "language",
)
UNKNOWN_LICENCE = "unknown"
YEAR = re.compile(r"\d{4}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Source:
    """One folder of raw/. `source_id` is the folder's name; the rest is source.yaml's, or its default."""

    source_id: str
    title: str
    homepage: str | None = None
    licence: str = UNKNOWN_LICENCE
    licence_url: str | None = None
    attribution: str | None = None
    format: str = "auto"
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    timezone: str = "UTC"
    rights: str = "full"
    defaults: Mapping[str, str] = field(default_factory=dict)
    home: str | None = None
    fetch: Mapping[str, object] = field(default_factory=dict)
    # Rules of repairs and flags that are not applied, sorted: `repairs: {off: [currency_space]}`.
    repairs_off: tuple[Rule, ...] = ()


def read_source(folder: Path) -> Source:
    """The source in `folder`. Raises UsageError when its source.yaml is broken: a sentence with file, field, mend."""
    path, name = folder / SOURCE_FILE, valid_name(folder.name)
    if not path.is_file():
        return Source(source_id=name, title=name)
    said = read_yaml(path)
    if not isinstance(said, dict):
        kind = "a list" if isinstance(said, list) else "mere text"
        raise UsageError(f"{path}: holds {kind}, not `key: value` lines; see the README for its keys")
    return _source(name, said, path)


def valid_name(name: str) -> str:
    """A file's or folder's name as valid Unicode: bytes that are no UTF-8 are written in hex."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _source(source_id: str, said: dict[object, object], path: Path) -> Source:
    known = {item.name for item in fields(Source)} - {"source_id", "repairs_off"} | {"name", "repairs"}
    for key in said:
        if key not in known:
            raise UsageError(f"{path}: unknown key {key!r}; the keys are {', '.join(sorted(known))}")
    values: dict[str, object] = {
        "source_id": source_id,
        "title": str(said.get("title") or said.get("name") or source_id),
    }
    for key, value in said.items():
        if key == "fetch":
            values["fetch"] = _nested(value, path)
        elif key in ("fields", "defaults"):
            values[str(key)] = _mapping(str(key), value, path)
        elif key == "repairs":
            values["repairs_off"] = _switched_off(value, path)
        elif not isinstance(value, str):
            raise UsageError(f"{path}: {key} must be one value, not {value!r}")
        elif value and key not in ("name", "title"):
            values[str(key)] = value
    source = Source(**cast("dict[str, str]", values))  # type: ignore[arg-type]
    _check(source, path)
    return source


@cache
def _countries() -> frozenset[str]:
    """ISO 3166 codes of countries, and Kosovo's, which everybody uses."""
    lines = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if not line.startswith("#")) | {"XK"}


def _mapping(key: str, value: object, path: Path) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise UsageError(f"{path}: {key} must be a mapping such as {{native_id: id}}, not {value!r}")
    for name, item in value.items():
        if not isinstance(item, str):
            raise UsageError(f"{path}: {key}.{name} must be one value, not {item!r}")
    return {str(name): item for name, item in value.items() if item}


def _switched_off(value: object, path: Path) -> tuple[Rule, ...]:
    """The rules of `repairs: {off: [rule, …]}`."""
    off = value.get("off") if isinstance(value, dict) and set(value) == {"off"} else None
    if not isinstance(off, list):
        raise UsageError(f"{path}: repairs must be a mapping such as {{off: [currency_space]}}, not {value!r}")
    for name in off:
        if name not in SWITCHED:
            known = ", ".join(sorted(SWITCHED))
            raise UsageError(f"{path}: repairs.off has {name!r}, which is no repair; the repairs are {known}")
    return tuple(sorted({Rule(name) for name in off}))


def _nested(value: object, path: Path) -> Mapping[str, object]:
    """What is said under `fetch`; the room that fetches checks it."""
    if not isinstance(value, dict | str) or (isinstance(value, str) and value):
        raise UsageError(f"{path}: fetch must be a mapping such as {{feed: https://example.org/rss}}, not {value!r}")
    return {str(name): item for name, item in value.items()} if isinstance(value, dict) else {}


def _check(source: Source, path: Path) -> None:
    if source.format not in FORMATS:
        raise UsageError(f"{path}: format {source.format!r} is not read; use one of {', '.join(FORMATS)}")
    if source.rights not in RIGHTS:
        raise UsageError(f"{path}: rights {source.rights!r} is unknown; use one of {', '.join(RIGHTS)}")
    for key, mapping in (("fields", source.fields), ("defaults", source.defaults)):
        unknown = [name for name in mapping if name not in RECORD_FIELDS]
        if unknown:
            raise UsageError(f"{path}: {key}.{unknown[0]} is unknown; the fields are {', '.join(RECORD_FIELDS)}")
    day = source.defaults.get("published_at")
    if day and not YEAR.search(day):
        raise UsageError(f"{path}: defaults.published_at {day!r} is no date; write one such as 2022-10-05 or 2022-10")
    if source.language and not LANGUAGE.fullmatch(source.language):
        raise UsageError(f"{path}: language {source.language!r} is unknown; use an ISO 639 code such as en or tr")
    if source.home and len(source.home.strip()) == 2 and source.home.strip() not in _countries():
        raise UsageError(
            f"{path}: home {source.home!r} is no country; write its ISO 3166 code in capitals, such as KZ or GB"
        )
    try:
        ZoneInfo(source.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise UsageError(
            f"{path}: timezone {source.timezone!r} is unknown; use an IANA name such as Asia/Almaty"
        ) from problem


def source_digest(source: Source) -> str:
    """Digest of what source.yaml says of the records; how they are fetched has no say in what they hold."""
    said = [item.name for item in fields(source) if item.name != "fetch"]
    return make_id(*(f"{name}={_settled(getattr(source, name))}" for name in said))


def _settled(value: object) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)
