"""An authority as a frame of entries, kept as raw/authorities/NAME.parquet with NAME.yaml, which says whose it is.

An entry is one entity under one set of names, from one day until another; an entity whose names changed has several
entries with one id. Days may be partial (`1991`, `1991-12`): they are taken at their widest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml

from flows.errors import UsageError
from flows.ids import file_sha256, make_id

AUTHORITIES_FOLDER = "authorities"
ENTRIES = pl.Schema(
    {
        "id": pl.String(),
        "kind": pl.String(),
        "name": pl.String(),
        "aliases": pl.List(pl.String()),
        "country": pl.String(),
        "from": pl.String(),
        "until": pl.String(),
        "wikidata_id": pl.String(),
        "geonames_id": pl.String(),
        "latitude": pl.Float64(),
        "longitude": pl.Float64(),
        "weight": pl.Int64(),
    }
)
# What NAME.yaml may say; the same words as in source.yaml.
ABOUT = ("title", "homepage", "licence", "licence_url", "attribution")


@dataclass(frozen=True)
class Authority:
    """`entries` as ENTRIES, sorted by id and from; `about` is what NAME.yaml says; `digest` is that of both files."""

    name: str
    entries: pl.DataFrame
    about: dict[str, str]
    digest: str


def read_authorities(raw: Path) -> tuple[Authority, ...]:
    """The authorities of an archive, by name. Raises UsageError for a file that `authority import` did not write."""
    return tuple(read_authority(path) for path in sorted((raw / AUTHORITIES_FOLDER).glob("*.parquet")))


def read_authority(path: Path) -> Authority:
    """One authority from its Parquet file and the YAML file beside it."""
    try:
        entries = pl.read_parquet(path, columns=ENTRIES.names(), glob=False).match_to_schema(ENTRIES)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise UsageError(f"{path}: no authority ({problem}); write it with `tearsheet authority import`") from problem
    beside = path.with_suffix(".yaml")
    about = yaml.safe_load(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    if not isinstance(about, dict) or any(name not in ABOUT for name in about):
        raise UsageError(f"{beside}: holds more than {', '.join(ABOUT)}; take the rest out")
    digests = [file_sha256(found) for found in (path, beside) if found.is_file()]
    return Authority(path.stem, entries, about, make_id(path.stem, *digests))


def write_authority(raw: Path, name: str, entries: pl.DataFrame, about: dict[str, str]) -> Path:
    """Write both files, each complete or not there; the same entries give the same bytes. Returns the Parquet file."""
    folder = raw / AUTHORITIES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.parquet"
    ordered = entries.select(ENTRIES.names()).sort("id", "from", "name", nulls_last=False)
    # Built anew, because the bytes of a column of lists that are all empty depend on how it was sorted.
    aliases = pl.Series("aliases", ordered["aliases"].to_list(), dtype=ENTRIES["aliases"])
    ordered = ordered.with_columns(aliases)
    beside = path.with_suffix(".writing")
    ordered.write_parquet(beside, compression="zstd")
    text = yaml.safe_dump(about, allow_unicode=True, sort_keys=True)
    path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    beside.replace(path)
    return path
