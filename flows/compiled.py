"""Loops compiled to machine code (numba) in one way for all rooms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])

# The folders where compiled loops are kept.
_KEPT_IN: set[Path] = set()


def compiled(function: Function) -> Function:
    """`function`, compiled when it is first called and kept on disk for the next process.

    What it calls must be compiled too and stand in its own file: the code is made anew when that file changes. It is
    kept beside its module or, where that may not be written to, in the user's cache folder.
    """
    try:
        loop = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep it
        return cast("Function", numba.njit(nogil=True)(function))
    _KEPT_IN.add(Path(loop.stats.cache_path or ""))
    return cast("Function", loop)


def is_first_use() -> bool:
    """Whether no loop was kept by an earlier process: then all that is called is compiled first."""
    return not any(any(folder.glob("*.nbi")) for folder in sorted(_KEPT_IN))
