"""Loops compiled to machine code (numba) in one way for all rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """`function`, compiled when it is first called and kept on disk for the next process.

    What it calls must be compiled too and stand in its own file: the code is made anew when that file changes. It is
    kept beside its module or, where that may not be written to, in the user's cache folder.
    """
    try:
        return cast("Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # nowhere to keep it
        return cast("Function", numba.njit(nogil=True)(function))
