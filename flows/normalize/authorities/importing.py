"""A user's list of names, in CSV, JSON lines or Parquet, as entries of an authority."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.errors import UsageError
from flows.normalize.authorities.entries import ENTRIES
from flows.tables import table

REQUIRED = ("id", "kind", "name")
# Names the same column has elsewhere: in OpenSanctions' simple CSV, in Wikidata queries, in English.
OTHER_NAMES = {
    "identifier": "id", "qid": "wikidata_id", "wikidata": "wikidata_id", "geonames": "geonames_id", "label": "name",
    "alias": "aliases", "other_names": "aliases", "type": "kind", "country_code": "country", "start": "from",
    "valid_from": "from", "end": "until", "valid_until": "until", "sitelinks": "weight", "lat": "latitude",
    "lon": "longitude",
}  # fmt: skip
_SEPARATOR = re.compile(r"\s*[|;]\s*")
_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@dataclass(frozen=True)
class Imported:
    """`entries` as ENTRIES; `rejects` one sentence a row left out; `ignored` the columns that mean nothing here."""

    entries: pl.DataFrame
    rejects: Sequence[str]
    ignored: Sequence[str]


def import_table(path: Path, kind: str | None = None) -> Imported:
    """Entries of a CSV, TSV, JSON lines or Parquet file; `kind` is that of rows which say none.

    Raises UsageError when the file cannot be read or lacks a column; a row that is wrong is left out by name.
    """
    rows = _read(path)
    rows = rows.rename({name: _column(name) for name in rows.columns if _column(name) not in rows.columns})
    if kind and "kind" not in rows.columns:
        rows = rows.with_columns(kind=pl.lit(kind))
    absent = [name for name in REQUIRED if name not in rows.columns]
    if absent:
        mend = "say --kind, or add it" if absent == ["kind"] else "add it"
        raise UsageError(f"{path}: column {absent[0]} is absent, there are {', '.join(rows.columns)}; {mend}")
    ignored = [name for name in rows.columns if name not in ENTRIES]
    complete = rows.with_row_index("row", offset=1).with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in ENTRIES.items() if name not in rows.columns
    )
    typed = complete.select("row", *(_typed(complete, name) for name in ENTRIES))
    if kind:
        typed = typed.with_columns(pl.col("kind").fill_null(kind))
    judged = typed.with_columns(wrong=_what_is_wrong())
    rejects = [
        f"{path.name}, row {row}: {wrong}"
        for row, wrong in judged.drop_nulls("wrong").select("row", "wrong").iter_rows()
    ]
    is_item = pl.col("id").str.contains(r"^Q[1-9]\d*$")
    kept = judged.filter(pl.col("wrong").is_null()).with_columns(
        wikidata_id=pl.coalesce("wikidata_id", pl.when(is_item).then("id"))
    )
    return Imported(kept.select(ENTRIES.names()), rejects, ignored)


def _read(path: Path) -> pl.DataFrame:
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return pl.read_parquet(path, glob=False)
        if suffix in (".jsonl", ".ndjson"):
            return pl.read_ndjson(path, infer_schema_length=None)
        if suffix in (".csv", ".tsv", ".txt"):
            return pl.read_csv(path, infer_schema=False, separator=_separator(path), glob=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        first = str(problem).splitlines()[0]
        raise UsageError(f"{path}: cannot be read as {suffix} ({first}); check its form") from problem
    raise UsageError(f"{path}: names end in .csv, .tsv, .jsonl, .parquet, or a Wikidata dump's in .json.gz")


def _separator(path: Path) -> str:
    """What divides the columns' names most often: a comma, a semicolon or a tab."""
    with path.open("rb") as file:
        header = file.readline().decode("utf-8", "replace")
    return max(",;\t", key=header.count)


def _column(name: str) -> str:
    lowered = name.strip().lower()
    return OTHER_NAMES.get(lowered, lowered)


def _typed(rows: pl.DataFrame, name: str) -> pl.Expr:
    """The column with its type; empty text is none; several aliases in one text stand between | or ;."""
    dtype, column = ENTRIES[name], pl.col(name)
    if name == "aliases":
        if isinstance(rows.schema[name], pl.List):
            return column.cast(dtype)
        return column.cast(pl.String).map_elements(_aliases, return_dtype=dtype)
    text = column.cast(pl.String).str.strip_chars()
    held = pl.when(text.str.len_chars() > 0).then(text)
    return (held if dtype == pl.String else held.cast(dtype, strict=False)).alias(name)


def _aliases(text: str) -> list[str]:
    return [alias for alias in _SEPARATOR.split(text.strip()) if alias]


def _what_is_wrong() -> pl.Expr:
    kinds = table("entities").enum("kind")
    days = [
        pl.when(pl.col(name).is_not_null() & ~pl.col(name).str.contains(_DAY)).then(
            pl.format(f"{name} is {{}}; write YYYY, YYYY-MM or YYYY-MM-DD", name)
        )
        for name in ("from", "until")
    ]
    return pl.coalesce(
        pl.when(pl.col("id").is_null()).then(pl.lit("it has no id; every entry needs one")),
        pl.when(pl.col("name").is_null()).then(pl.lit("it has no name; every entry needs one")),
        pl.when(~pl.col("kind").is_in(kinds).fill_null(value=False)).then(
            pl.format(f"kind is {{}}; write one of {', '.join(kinds)}", pl.col("kind").fill_null("empty"))
        ),
        pl.when(pl.col("country").is_not_null() & ~pl.col("country").str.contains("^[A-Z]{2}$")).then(
            pl.format("country is {}; write its ISO 3166 code of two letters, such as KZ", "country")
        ),
        pl.when(pl.col("wikidata_id").is_not_null() & ~pl.col("wikidata_id").str.contains(r"^Q[1-9]\d*$")).then(
            pl.format("wikidata_id is {}; it is Q and a number", "wikidata_id")
        ),
        pl.when(pl.col("geonames_id").is_not_null() & ~pl.col("geonames_id").str.contains(r"^[1-9]\d*$")).then(
            pl.format("geonames_id is {}; it is a number", "geonames_id")
        ),
        *days,
    )
