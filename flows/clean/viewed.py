"""The lines of one document as judgement looks at them: columns of the batch, a row only where one is asked for.

Most lines of a page are removed by what they are alone, and nobody looks at them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean.alone import Alone, alone
from flows.clean.compiled import Flags


class Line(NamedTuple):
    """One line as the judgement sees it; see lines.LINES and features.with_features for the fields."""

    start: int
    end: int
    gap: int
    text: str
    key: str
    words: int
    is_closed: bool
    is_prose: bool
    is_linked: bool
    label: str | None
    how: str | None
    tag: str | None
    marks: int | None
    evidence: float
    signs: int


class Batch(NamedTuple):
    """The lines of all documents: their fields as lists, in the order of Line, and what is asked of all of them."""

    fields: tuple[Sequence[object], ...]
    starts: list[int]
    ends: list[int]
    keys: list[str]
    evidence: npt.NDArray[np.float64]
    alone: Alone
    columns: Columns


class Columns(NamedTuple):
    """What many lines are asked at once, as arrays: fields of Line, and whether a line is the title or a part of it."""

    gap: npt.NDArray[np.uint32]
    words: npt.NDArray[np.int32]
    is_closed: Flags
    is_prose: Flags
    is_linked: Flags
    is_title: Flags
    signs: npt.NDArray[np.uint32]


class Lines(Sequence[Line]):
    """The lines of one document, in order: the `rows` of `batch`."""

    def __init__(self, batch: Batch, rows: range) -> None:
        self.batch = batch
        self.rows = slice(rows.start, rows.stop)
        self._made: list[Line | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        line = self._made[at]
        if line is None:
            row = at + (self.rows.start if at >= 0 else self.rows.stop)
            line = self._made[at] = Line._make([field[row] for field in self.batch.fields])
        return line

    def __iter__(self) -> Iterator[Line]:
        return (self[at] for at in range(len(self)))

    @property
    def starts(self) -> list[int]:
        """Where each line starts in the raw text."""
        return self.batch.starts[self.rows]

    @property
    def ends(self) -> list[int]:
        """Where each line ends there."""
        return self.batch.ends[self.rows]

    @property
    def keys(self) -> list[str]:
        """Each line in small letters, without the signs at its edges."""
        return self.batch.keys[self.rows]

    @property
    def evidence(self) -> npt.NDArray[np.float64]:
        """The log odds of each line to be of the article."""
        return self.batch.evidence[self.rows]

    @property
    def alone(self) -> Alone:
        """What each line is by itself."""
        return self.batch.alone.of(self.rows)

    @property
    def columns(self) -> Columns:
        """Fields of the lines as arrays."""
        return Columns._make(column[self.rows] for column in self.batch.columns)


def lines_of(frame: pl.DataFrame) -> dict[int, Lines]:
    """The lines of each document, in order, from the frame with features, labels and evidence."""
    fields = {name: frame[name].to_list() for name in Line._fields}
    evidence = frame["evidence"].cast(pl.Float64).to_numpy()
    columns = Columns._make(frame[name].to_numpy() for name in Columns._fields)
    batch = Batch(
        tuple(fields.values()), fields["start"], fields["end"], fields["key"], evidence, alone(frame), columns
    )
    documents = frame["document"].cast(pl.Int64).to_numpy()
    firsts = np.flatnonzero(np.diff(documents, prepend=-1)).tolist()
    bounds = pairwise([*firsts, len(documents)])
    return {int(documents[first]): Lines(batch, range(first, end)) for first, end in bounds}
