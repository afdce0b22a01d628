"""Loops over characters and lines, compiled to machine code (numba), and the arrays that they work on."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from flows.compiled import compiled

__all__ = ["Bytes", "Doubles", "Flags", "Hashes", "Numbers", "Small", "Whole", "compiled"]

Numbers: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Whole: TypeAlias = npt.NDArray[np.int64]
Small: TypeAlias = npt.NDArray[np.int32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Flags: TypeAlias = npt.NDArray[np.bool_]
