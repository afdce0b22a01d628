"""Arrays made of data that is shipped with the code, kept on disk for the next process, as numba keeps compiled loops.

They are kept beside the code or, where that may not be written to, in the user's cache folder; a set of arrays is a
folder named by the digest of all that it is made of, filled beside and renamed into place. Mapped into memory, they
cost a process what it reads of them.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import gettempdir, mkdtemp

import numpy as np
from numpy.typing import NDArray

from flows.durable import fill_folder
from flows.errors import TearsheetError
from flows.ids import file_sha256, make_id

Arrays = Mapping[str, NDArray[np.generic]]


def kept(name: str, made_of: Iterable[Path], make: Callable[[], Arrays]) -> Arrays:
    """The arrays that `make` makes of the files `made_of`, data and code; read-only.

    `name` is the module's own (`__name__`): two that shared one would remove each other's arrays. They are made where
    none of these very files are kept; older ones of that `name` are removed. Where nothing can be
    kept, they are made for this process alone.
    """
    files = [f"{path.name} {file_sha256(path)}" for path in made_of]
    made_by = platform.python_version(), *(version(library) for library in ("numpy", "polars"))  # Python has Unicode's
    folder = _cache() / f"{name}-{make_id(*files, *made_by)}"
    try:
        if not folder.is_dir():
            fill_folder(folder, lambda beside: _save(beside, make()))
            for old in folder.parent.glob(f"{name}-*"):
                if old != folder:
                    shutil.rmtree(old, ignore_errors=True)
        return {path.stem: _mapped(path) for path in sorted(folder.glob("*.npy"))}
    except (OSError, EOFError, ValueError, TearsheetError):  # nowhere to keep them, or broken there
        shutil.rmtree(folder, ignore_errors=True)
        made = make()
        for array in made.values():
            array.flags.writeable = False
        return made


def _cache() -> Path:
    beside = Path(__file__).parent / "__pycache__"
    if os.access(beside if beside.is_dir() else beside.parent, os.W_OK):
        return beside
    own = os.environ.get("XDG_CACHE_HOME") or _of_home()
    # Each installation has a folder of its own: what it removes as old is never what another one reads.
    return (Path(own) / "tearsheet" if own else _among_temporary()) / make_id(str(Path(__file__).parent))


def _among_temporary() -> Path:
    """A folder of the user's own where everybody keeps files for a while; another one where somebody took its name."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(gettempdir()) / f"tearsheet-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        is_own = folder.stat().st_uid == user and not folder.is_symlink()
    except OSError:  # nowhere to keep anything
        return folder
    return folder if is_own else Path(mkdtemp(prefix=f"{folder.name}-"))


def _of_home() -> Path | None:
    """The cache folder of the user's home; None where there is no home, as in containers that run as any number."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ".cache" if os.access(home, os.W_OK) else None


def _save(folder: Path, arrays: Arrays) -> None:
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _mapped(path: Path) -> NDArray[np.generic]:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
