"""datapackage.json: a Data Package v2 in which every table states its schema, size, hash and rows.

https://datapackage.org/standard/data-package/ . No clock: the descriptor depends on the tables, the settings and the
provenance alone. When it was published stands in versions.json, beside the release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import polars as pl

from flows.compare import rows_sha256
from flows.descriptor import DESCRIPTOR_FILE, Provenance
from flows.ids import file_sha256
from flows.publish.settings import ReleaseSettings, is_web_address
from flows.publish.write import parquet_file
from flows.sources import UNKNOWN_LICENCE
from flows.tables import TABLE_NAMES, table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
KEYWORDS = ("news", "news archive", "named entities", "boilerplate removal", "provenance")
# What the profile allows as the name of a licence: Open Definition or SPDX ids.
_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")


def write_descriptor(
    folder: Path,
    tables: Mapping[str, pl.DataFrame],
    settings: ReleaseSettings,
    made_as: tuple[str, Provenance],
) -> None:
    """Write datapackage.json beside the Parquet files in `folder`, which hold `tables`.

    `made_as`: version and provenance.
    """
    version, provenance = made_as
    sources = tables["sources"]
    descriptor: dict[str, object] = {
        "$schema": PROFILE,
        "name": settings.dataset,
        "version": version,
        "title": settings.heading,
        "description": description(settings, tables),
        **({"homepage": settings.homepage} if settings.homepage else {}),
        "keywords": list(KEYWORDS),
        **_some("licenses", _licences(sources)),
        **_some("sources", _sources(sources)),
        "contributors": _contributors(settings, provenance),
        "tearsheet": asdict(provenance),
        "resources": [_resource(folder, name, tables[name]) for name in TABLE_NAMES],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR_FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def description(settings: ReleaseSettings, tables: Mapping[str, pl.DataFrame]) -> str:
    """What the dataset is, in the words of the settings or in numbers."""
    outlets = tables["sources"].filter(pl.col("kind") == "outlet").height
    return settings.description or (
        f"{_counted(tables['articles'].height, 'news article')} of {_counted(outlets, 'source')}, cleaned reversibly, "
        "with the persons, organizations, places, dates, sums of money and quotations found there."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _resource(folder: Path, name: str, rows: pl.DataFrame) -> dict[str, object]:
    file = parquet_file(folder, name)
    return {
        "name": name,
        "type": "table",
        "title": table(name).title,
        "description": table(name).description,
        "path": file.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{file_sha256(file)}",
        "rows": rows.height,
        "rowsHash": f"sha256:{rows_sha256(rows)}",
        "schema": json.loads(table(name).descriptor_json),
    }


def _licences(sources: pl.DataFrame) -> list[dict[str, str]]:
    """Every licence of the sources once. What is unknown is no licence; the README says of which sources it is."""
    stated = sources.filter(pl.col("licence") != UNKNOWN_LICENCE).select("licence", "licence_url")
    licences: list[dict[str, str]] = []
    for name, address in stated.unique(maintain_order=True).sort("licence", "licence_url").iter_rows():
        licence = {"name": name if _LICENCE_NAME.fullmatch(name) else _slug(name), "title": name}
        if is_web_address(address):
            licence["path"] = address
        licences.append(licence)
    return licences


def _slug(name: str) -> str:
    return re.sub(r"[^-a-zA-Z0-9._]+", "-", name).strip("-") or "other"


def _sources(sources: pl.DataFrame) -> list[dict[str, str]]:
    return [
        {"title": title, **({"path": homepage} if is_web_address(homepage) else {})}
        for title, homepage in sources.select("title", "homepage").iter_rows()
    ]


def _contributors(settings: ReleaseSettings, provenance: Provenance) -> list[dict[str, object]]:
    publisher: list[dict[str, object]] = [{"title": settings.publisher, "roles": ["publisher"]}]
    maker: dict[str, object] = {"title": f"Tearsheet {provenance.code_version}", "roles": ["wrangler"]}
    return [*(publisher if settings.publisher else []), maker]


def _some(key: str, values: list[dict[str, str]]) -> dict[str, object]:
    """The property, unless its list is empty, which the profile forbids."""
    return {key: values} if values else {}
