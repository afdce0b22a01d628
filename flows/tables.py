"""The tables, read once from schemas/: column types, conformance, checks in SQL.

`schemas/NAME.json` (Frictionless Table Schema) is the only definition of a table; everything that depends on a
column's name, type or constraint asks here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.errors import TearsheetError

# Order of reading: a table stands after those it refers to.
TABLE_NAMES = (
    "sources", "documents", "articles", "edits", "entities", "mentions", "dates",
    "amounts", "quotations", "duplicates", "redirects", "rejects", "changes",
)  # fmt: skip

DTYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "datetime": pl.Datetime("us", "UTC"),
    "array": pl.List(pl.String),
}


@dataclass(frozen=True)
class Field:
    """One column: `type` is the Frictionless type, `unit` a word or None, `enum` the values allowed (or empty)."""

    name: str
    type: str
    description: str
    unit: str | None
    required: bool
    enum: tuple[str, ...]


@dataclass(frozen=True)
class ForeignKey:
    """Column `field` holds values of `reference_field` in table `reference`."""

    field: str
    reference: str
    reference_field: str


@dataclass(frozen=True)
class Table:
    """One table of a release. `descriptor_json` is the schema file as published in datapackage.json."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor_json: str

    @property
    def columns(self) -> list[str]:
        """Column names in order."""
        return [field.name for field in self.fields]

    @property
    def schema(self) -> pl.Schema:
        """Polars types of the columns, in order."""
        return pl.Schema({field.name: DTYPES[field.type] for field in self.fields})

    def enum(self, column: str) -> tuple[str, ...]:
        """The values that a column may have; empty when any may."""
        return next(field.enum for field in self.fields if field.name == column)

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema=self.schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with exactly the table's columns and types, sorted by primary key; other columns are dropped.

        Raises TearsheetError when a column is absent.
        """
        absent = [name for name in self.columns if name not in frame.columns]
        if absent:
            raise TearsheetError(
                f"table {self.name}: column {absent[0]} is absent; the stage that makes it must add it"
            )
        rows = frame.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())
        return rows if _is_in_order(rows, self.primary_key) else rows.sort(self.primary_key)


def _is_in_order(rows: pl.DataFrame, key: Sequence[str]) -> bool:
    """Whether rows are sorted by the key, which takes a tenth of the time of sorting them."""
    is_before = pl.lit(value=False)
    for part in reversed(key):
        column, before = pl.col(part), pl.col(part).shift(1)
        is_before = (column < before) | ((column == before) & is_before)
    found = rows.lazy().select(pl.col(key)).select(is_before.slice(1).fill_null(value=True).any()).collect()
    return not found.item()


def schema_folder() -> Path:
    """schemas/ of the checkout, or of the installed wheel, where it travels inside the package."""
    inside = Path(__file__).parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "schemas"


@cache
def table(name: str) -> Table:
    """The table of that name. Raises TearsheetError for a name that is not in schemas/."""
    path = schema_folder() / f"{name}.json"
    if not path.is_file():
        raise TearsheetError(f"there is no table {name!r}; the tables are {', '.join(TABLE_NAMES)}")
    text = path.read_text(encoding="utf-8")
    descriptor = json.loads(text)
    fields = tuple(_field(item) for item in descriptor["fields"])
    keys = tuple(_foreign_key(item) for item in descriptor.get("foreignKeys", ()))
    return Table(
        name, descriptor["title"], descriptor["description"], fields, tuple(descriptor["primaryKey"]), keys, text
    )


def tables() -> list[Table]:
    """Every table, referred-to ones first."""
    return [table(name) for name in TABLE_NAMES]


def _field(item: dict[str, object]) -> Field:
    constraints = item.get("constraints", {})
    assert isinstance(constraints, dict)
    unit = item.get("unit")
    return Field(
        name=str(item["name"]),
        type=str(item["type"]),
        description=str(item["description"]),
        unit=None if unit is None else str(unit),
        required=bool(constraints.get("required", False)),
        enum=tuple(constraints.get("enum", ())),
    )


def _foreign_key(item: dict[str, object]) -> ForeignKey:
    fields, reference = item["fields"], item["reference"]
    assert isinstance(fields, list)
    assert isinstance(reference, dict)
    return ForeignKey(fields[0], reference["resource"], reference["fields"][0])
