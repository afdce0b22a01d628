"""Functions compiled to machine code on their first call, and kept on disk from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function` as machine code: what it calls must be compiled too, and stand in the same file.

    The code is kept beside the file or, where that may not be written to, in the user's cache folder; where neither
    may be, it is compiled anew in each process. A change of the file makes it anew, a change of another file does
    not, hence the same file.
    """
    try:
        return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast("Callable[P, R]", njit(nogil=True)(function))
