"""Changes applied to the version before: what makes "previous + changes = new" a promise that a test can check."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.compare import KEY_SEPARATOR, render
from flows.tables import table

# Names that no column of a table has.
_KEY, _COLUMN, _VALUE = "\x1fkey", "\x1fcolumn", "\x1fvalue"
_CHANGES = ("added", "removed", "changed")


def apply_changes(
    before: Mapping[str, pl.DataFrame], changes: pl.DataFrame, after: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """The new tables made from the old ones and `changes`; only rows that `changes` calls added are read from `after`.

    Every column of the result is text as `render` writes it. This is what makes "previous + changes = new" a promise
    that can be checked: the result equals the rendered tables of the new version.
    """
    return {name: _apply(name, before, changes.filter(pl.col("table") == name), after[name]) for name in after}


def _keyed(name: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    """The frame with its primary key as one text in front."""
    rows = table(name).empty() if frame is None else frame
    return rows.select(_key(name), pl.all())


def _key(name: str) -> pl.Expr:
    parts = [pl.col(part).cast(pl.String) for part in table(name).primary_key]
    return pl.concat_str(parts, separator=KEY_SEPARATOR).alias(_KEY)


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
