"""One bad record must not cost its neighbours: work on a batch that fails is done again on its halves.

So the record that a room cannot cope with is found in a logarithm of steps, named, and left out; the rest is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import polars as pl

Result = TypeVar("Result")
Failure = tuple[str, str]


def isolate(rows: pl.DataFrame, key: str, work: Callable[[pl.DataFrame], Result]) -> tuple[list[Result], list[Failure]]:
    """The results of `work` on `rows`, in order and whole if it can be, and the rows it failed on: key and problem.

    MemoryError and what is no Exception are raised.
    """
    try:
        return [work(rows)], []
    except MemoryError:
        raise
    except Exception as problem:  # whatever a record provokes, it is that record's failure
        if rows.height == 0:
            raise
        if rows.height == 1:
            return [], [(rows[key][0], f"{type(problem).__name__}: {' '.join(str(problem).split())[:200]}")]
    half = rows.height // 2
    first, first_failures = isolate(rows[:half], key, work)
    second, second_failures = isolate(rows[half:], key, work)
    return first + second, first_failures + second_failures
