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
HASHED_AT_ONCE = 100_000
# Longer texts, in bytes, are hashed one by one, so that they need not be put together.
LONG_TEXT = 500

_INSTANT = "%Y-%m-%dT%H:%M:%S%.fZ"
# The length, when rows are hashed, of a value that is not there.
_ABSENT = 2**32 - 1
# Names that no column of a table has.
_OLD, _NEW = "\x1fold", "\x1fnew"


def differences(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows that came, went or changed: columns table, key, column, change, before, after; sorted by the first three.

    `key` is the row's primary key, its parts joined by a slash. A row added or removed has the empty `column` and null
    `before` and `after`; a row changed has one row here for every column that changed. A table or column that one side
    has not counts as empty there. Tables that are not in schemas/ are not compared.
    """
    names = [name for name in COMPARED if name in before or name in after]
    found = [_table_differences(name, before.get(name), after.get(name)) for name in names]
    return pl.concat([DIFFERENCES.to_frame(), *found]).sort("table", "key", "column")


def render(frame: pl.DataFrame) -> pl.DataFrame:
    """Every value as text: instants as ISO 8601 in UTC, lists as JSON, numbers as their shortest decimal."""
    return frame.select(_as_text(name, dtype) for name, dtype in frame.schema.items())


def rows_sha256(frame: pl.DataFrame) -> str:
    """SHA-256 in hex of the ordered rows, whatever library wrote them.

    Columns are hashed one by one, in order. Of each, two digests enter: that of the lengths of its values, and that of
    the values, nothing between them. Values are as `render` writes them, in UTF-8; a length is their bytes as a
    little-endian number of 32 bits, 2**32 - 1 where there is no value.
    """
    digest = hashlib.sha256()
    for name in frame.columns:
        lengths, values = hashlib.sha256(), hashlib.sha256()
        for some in frame.select(name).iter_slices(HASHED_AT_ONCE):
            texts = render(some).to_series()
            sizes = texts.str.len_bytes()
            lengths.update(sizes.fill_null(_ABSENT).to_numpy().astype("<u4").tobytes())
            if int(sizes.fill_null(0).to_numpy().sum()) > LONG_TEXT * some.height:
                for text in texts.drop_nulls():
                    values.update(text.encode())
            else:
                values.update(texts.str.join("").cast(pl.Binary).item())
        digest.update(lengths.digest() + values.digest())
    return digest.hexdigest()


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == DTYPES["array"]:
        return pl.when(column.is_not_null()).then(_as_json(column)).alias(name)
    return column.dt.strftime(_INSTANT) if dtype == DTYPES["datetime"] else column.cast(pl.String)


def _as_json(values: pl.Expr) -> pl.Expr:
    """Strings or lists as JSON. Polars writes structs alone, so each is wrapped in one and taken out again."""
    return pl.struct(values.alias("x")).struct.json_encode().str.strip_prefix('{"x":').str.strip_suffix("}")


def _table_differences(name: str, before: pl.DataFrame | None, after: pl.DataFrame | None) -> pl.DataFrame:
    old, new = (table(name).empty() if frame is None else frame for frame in (before, after))
    key = list(table(name).primary_key)
    both, old_keys, new_keys = _paired(old.select(key), new.select(key))
    added = new_keys.join(old_keys, on=key, how="anti").select(key)
    removed = old_keys.join(new_keys, on=key, how="anti").select(key)
    columns = [column for column in dict.fromkeys([*old.columns, *new.columns]) if column not in key]
    changed = [_changed_values(old, new, both, key, column) for column in columns]
    found = [*changed, _whole_rows(added, "added"), _whole_rows(removed, "removed")]
    return pl.concat(found).select(pl.lit(name).alias("table"), _key(name), *DIFFERENCES.names()[2:])


def _paired(old: pl.DataFrame, new: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The rows of equal keys, as _OLD and _NEW; and the keys of either side, with the row, but those that were paired
    without a look at them.

    Rows of an article that has as many rows on both sides are paired by their place, and the others by their keys:
    so an archive of many rows is compared without hashing the key of each.
    """
    key = old.columns
    runs = [_runs(side.get_column(key[0])) for side in (old, new)]
    together = runs[0].join(runs[1], on=("value", "length"), suffix=_NEW)
    if any(run["value"].n_unique() < run.height for run in runs):  # rows of one article that do not stand together
        together = together.clear()
    places = [together.select(pl.int_ranges(start, pl.col("length") + pl.col(start), dtype=pl.UInt32).explode())
              .to_series() for start in ("start", f"start{_NEW}")]  # fmt: skip
    same = pl.DataFrame({part: old[part].gather(places[0]) == new[part].gather(places[1]) for part in key})
    is_same = same.select(pl.all_horizontal(pl.all())).to_series()
    by_place = pl.DataFrame([side.filter(is_same).alias(at) for side, at in zip(places, (_OLD, _NEW), strict=True)])
    rest = [
        side.with_row_index(at).filter(~pl.int_range(pl.len()).is_in(by_place[at].implode()))
        for side, at in ((old, _OLD), (new, _NEW))
    ]
    by_key = rest[1].join(rest[0], on=key).select(_OLD, _NEW)
    return pl.concat([by_place, by_key]), rest[0], rest[1]


def _runs(values: pl.Series) -> pl.DataFrame:
    """Equal values that stand together: value, length, start."""
    runs = values.rle().struct.unnest().rename({"len": "length"})
    return runs.with_columns(pl.col("length").cast(pl.UInt32)).with_columns(
        start=pl.col("length").cum_sum() - pl.col("length")
    )


def _key(name: str) -> pl.Expr:
    """The primary key of a table's rows as one text."""
    parts = [pl.col(part).cast(pl.String) for part in table(name).primary_key]
    return pl.concat_str(parts, separator=KEY_SEPARATOR).alias("key")


def _whole_rows(keys: pl.DataFrame, change: str) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return keys.with_columns(column=pl.lit(""), change=pl.lit(change), before=nothing, after=nothing)


def _changed_values(
    old: pl.DataFrame, new: pl.DataFrame, both: pl.DataFrame, key: list[str], column: str
) -> pl.DataFrame:
    """The values of a column that differ of the pairs of rows `both`, with the rows' `key`."""
    sides = [_values(old, both[_OLD], column), _values(new, both[_NEW], column)]
    differ = _differ(*sides).arg_true()
    before, after = (render(side.gather(differ).to_frame(column)).to_series() for side in sides)
    keys = new.select(key)[both[_NEW].gather(differ)].with_columns(column=pl.lit(column), change=pl.lit("changed"))
    return keys.with_columns(before.alias("before"), after.alias("after"))


def _values(frame: pl.DataFrame, rows: pl.Series, column: str) -> pl.Series:
    if column in frame.columns:
        return frame.get_column(column).gather(rows)
    return pl.Series(column, [None] * rows.len(), dtype=pl.String)


def _differ(before: pl.Series, after: pl.Series) -> pl.Series:
    """Where two columns differ, as they are written; values of one type are compared as such, which is faster."""
    if before.dtype != after.dtype:
        before, after = (render(side.to_frame()).to_series() for side in (before, after))
    found = before.ne_missing(after)
    if before.dtype.is_float():  # 0.0 equals -0.0, but is not written so
        found |= ((before == 0) & (1 / before != 1 / after)).fill_null(value=False)
    return found
