"""Rows that an earlier build made of the very same: what a batch that is new in part need not make again.

Every batch of a stage says beside its tables what each of its records was made of: a digest of the record and of what
else bears on its rows. A batch that must be made looks its records up in the batches that the last build used
(`flows.pruning`), wherever they stood, takes over the rows it finds and makes the rest. So a record whose neighbours
changed, or that moved or was numbered anew, costs a look-up. The rows of a record depend on no other of its batch:
that is why this comes to the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import polars as pl

from flows.ids import make_id
from flows.pruning import last_used
from flows.settings import Stage
from flows.stages import room_digest, stages_folder

# `record` is a document's or an article's id; `given` a digest of what it is and of what bears on its rows.
MADE_OF = pl.Schema({"record": pl.String(), "given": pl.String()})


# The frames that the rows of each of a batch's tables stand in.
Parts: TypeAlias = dict[str, list[pl.DataFrame]]


def given(rows: pl.DataFrame, key: str, *besides: str) -> pl.DataFrame:
    """MADE_OF of rows: the digest of each row, and of what is said `besides` of all."""
    digests = [make_id(*besides, repr(row)) for row in rows.iter_rows()]
    return pl.DataFrame({"record": rows[key], "given": digests}, schema=MADE_OF)


def found_earlier(build: Path, stage: Stage, wanted: pl.DataFrame) -> Iterator[tuple[Path, pl.Series]]:
    """Folders of earlier batches, each with the ids of those records `wanted` (MADE_OF) that it holds; an id once."""
    rooms = stages_folder(build)
    known = _known(rooms / stage, _made_of_file(stage), tuple(last_used(rooms, stage)))
    pairs = wanted.join(known, on=MADE_OF.names()).sort("record", "folder").unique("record", maintain_order=True)
    for folder in pairs["folder"].unique().sort():
        if (path := rooms / stage / folder).is_dir():
            yield path, pairs.filter(pl.col("folder") == folder)["record"]


def rows_of(folder: Path, name: str, column: str, ids: pl.Series) -> pl.DataFrame:
    """The rows of a batch's table that belong to some records, which `column` names."""
    return pl.read_parquet(folder / f"{name}.parquet", glob=False).filter(pl.col(column).is_in(ids.implode()))


def write_batch(
    folder: Path, stage: Stage, order: Mapping[str, Sequence[str]], parts: Parts, made_of: pl.DataFrame
) -> None:
    """Write a batch: each table of `order` a Parquet file, sorted so; and what its records were made of."""
    for name, key in order.items():
        pl.concat(parts[name]).sort(key, maintain_order=True).write_parquet(folder / f"{name}.parquet")
    made_of.write_parquet(folder / _made_of_file(stage))


def _made_of_file(stage: Stage) -> str:
    """Told apart by the code: what other code made is never looked at."""
    return f"made-of-{room_digest(stage)}.parquet"


@lru_cache(maxsize=4)
def _known(room: Path, name: str, folders: tuple[str, ...]) -> pl.DataFrame:
    """MADE_OF of all records of some batches, and the `folder` of each."""
    files = {folder: room / folder / name for folder in folders}
    parts = [
        pl.read_parquet(file, glob=False).with_columns(folder=pl.lit(folder))
        for folder, file in files.items()
        if file.is_file()
    ]
    return pl.concat([pl.DataFrame(schema={**MADE_OF, "folder": pl.String()}), *parts])
