"""What differs between two sets of tables, as rows of the table changes without their cause.

Values are compared as values and written as text that does not depend on a library: see `render`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import polars as pl

from flows.tables import DTYPES, TABLE_NAMES, table

# The table that holds the differences is none of the tables compared.
COMPARED = tuple(name for name in TABLE_NAMES if name != "changes")
KEY_SEPARATOR = "/"
DIFFERENCES = pl.Schema({name: pl.String() for name in ("table", "key", "column", "change", "before", "after")})
# Rows rendered at a time when they are hashed; bounds memory, does not change the digest.
HASHED_AT_ONCE = 5_000

_INSTANT = "%Y-%m-%dT%H:%M:%S%.fZ"
# Names that no column of a table has.
_KEY, _BEFORE, _COLUMN, _VALUE = "\x1fkey", "\x1fbefore", "\x1fcolumn", "\x1fvalue"
_CHANGES = ("added", "removed", "changed")


def differences(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows that came, went or changed: columns table, key, column, change, before, after; sorted by the first three.

    `key` is the row's primary key, its parts joined by a slash. A row added or removed has the empty `column` and null
    `before` and `after`; a row changed has one row here for every column that changed. A table or column that one side
    has not counts as empty there. Tables that are not in schemas/ are not compared.
    """
    names = [name for name in COMPARED if name in before or name in after]
    found = [_table_differences(name, before.get(name), after.get(name)) for name in names]
    return pl.concat([DIFFERENCES.to_frame(), *found]).sort("table", "key", "column")


def apply_changes(
    before: Mapping[str, pl.DataFrame], changes: pl.DataFrame, after: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """The new tables made from the old ones and `changes`; only rows that `changes` calls added are read from `after`.

    Every column of the result is text as `render` writes it. This is what makes "previous + changes = new" a promise
    that can be checked: the result equals the rendered tables of the new version.
    """
    return {name: _apply(name, before, changes.filter(pl.col("table") == name), after[name]) for name in after}


def render(frame: pl.DataFrame) -> pl.DataFrame:
    """Every value as text: instants as ISO 8601 in UTC, lists as JSON, numbers as their shortest decimal."""
    return frame.select(_as_text(name, dtype) for name, dtype in frame.schema.items())


def rows_sha256(frame: pl.DataFrame) -> str:
    """SHA-256 in hex of the ordered rows, whatever library wrote them.

    A row is hashed as one line of UTF-8: the JSON list of its values as `render` writes them (`null` where there is
    none), without spaces, characters beyond ASCII as they are, ended by a line feed.
    """
    digest = hashlib.sha256()
    for some in frame.iter_slices(HASHED_AT_ONCE):
        lines = render(some).select(_as_json(pl.concat_list(pl.all()))).to_series()
        digest.update("".join(f"{line}\n" for line in lines).encode())
    return digest.hexdigest()


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == DTYPES["array"]:
        return pl.when(column.is_not_null()).then(_as_json(column)).alias(name)
    return column.dt.strftime(_INSTANT) if dtype == DTYPES["datetime"] else column.cast(pl.String)


def _as_json(values: pl.Expr) -> pl.Expr:
    """A list of strings as JSON. Polars writes structs alone, so the list is wrapped in one and taken out again."""
    return pl.struct(values.alias("x")).struct.json_encode().str.strip_prefix('{"x":').str.head(-1)


def _table_differences(name: str, before: pl.DataFrame | None, after: pl.DataFrame | None) -> pl.DataFrame:
    old, new = _keyed(name, before), _keyed(name, after)
    changed = _changed(name, old, new)
    added = _whole_rows(name, new.join(old, on=_KEY, how="anti"), "added")
    removed = _whole_rows(name, old.join(new, on=_KEY, how="anti"), "removed")
    return pl.concat([changed, added, removed])


def _keyed(name: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    """The frame with its primary key as one text in front."""
    rows = table(name).empty() if frame is None else frame
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in table(name).primary_key], separator=KEY_SEPARATOR)
    return rows.select(key.alias(_KEY), pl.all())


def _whole_rows(name: str, rows: pl.DataFrame, change: str) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return rows.select(
        table=pl.lit(name), key=_KEY, column=pl.lit(""), change=pl.lit(change), before=nothing, after=nothing
    )


def _changed(name: str, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """One row for every value that differs in rows both sides have."""
    columns = [column for column in dict.fromkeys([*old.columns, *new.columns]) if column != _KEY]
    pairs = new.join(old.rename({column: f"{column}{_BEFORE}" for column in old.columns if column != _KEY}), on=_KEY)
    found = [_changed_values(pairs, column) for column in columns if column not in table(name).primary_key]
    return pl.concat([DIFFERENCES.to_frame(), *found]).with_columns(table=pl.lit(name))


def _changed_values(pairs: pl.DataFrame, column: str) -> pl.DataFrame:
    sides = [pairs.get_column(side) if side in pairs.columns else None for side in (f"{column}{_BEFORE}", column)]
    nothing = pl.Series(values=[None] * pairs.height, dtype=pl.String)
    before, after = (nothing if side is None else render(side.to_frame()).to_series() for side in sides)
    both = pairs.select(table=pl.lit(""), key=_KEY, column=pl.lit(column), change=pl.lit("changed"))
    both = both.with_columns(before.alias("before"), after.alias("after"))
    return both.filter(pl.col("before").ne_missing(pl.col("after")))


def _apply(name: str, before: Mapping[str, pl.DataFrame], changes: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    old, new = (render(_keyed(name, frame)) for frame in (before.get(name), after))
    said = {change: changes.filter(pl.col("change") == change).rename({"key": _KEY}) for change in _CHANGES}
    kept = old.join(said["removed"], on=_KEY, how="anti")
    rows = pl.concat([_set_values(kept, said["changed"], new.columns), new.join(said["added"], on=_KEY, how="semi")])
    return new.select(_KEY).join(rows, on=_KEY, how="full", coalesce=True, maintain_order="left").drop(_KEY)


def _set_values(rows: pl.DataFrame, changed: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """`rows` with the values that `changed` states, as `columns`."""
    cells = rows.unpivot(index=_KEY, variable_name=_COLUMN, value_name=_VALUE)
    stated = changed.select(_KEY, pl.col("column").alias(_COLUMN), pl.col("after").alias(_VALUE))
    cells = pl.concat([cells.join(stated, on=[_KEY, _COLUMN], how="anti"), stated])
    wide = cells.pivot(on=_COLUMN, index=_KEY, values=_VALUE, maintain_order=True)
    absent = [pl.lit(None, pl.String).alias(column) for column in columns if column not in wide.columns]
    return wide.with_columns(absent).select(columns)
