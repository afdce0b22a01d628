"""Writing so that a reader finds the old or the new, whole, whatever stops the writer: a kill or a full disk.

Files are filled where no reader looks (a name that begins with a dot), written through to the disk, and renamed into
place; the folder that names them is written through after them. Everything below build/ is written by way of here.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from flows.errors import TearsheetError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OS_ERROR = re.compile(r"\(os error (\d+)\)")


def sync(path: Path) -> None:
    """Have the system write a file, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in place of the file; its folder is made if it is not there.

    Who calls holds the lock of the build folder (`flows.lock`): two at once would write the same file beside.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.partial")  # one name, so that what a kill left is written over
    try:
        with disk_problems(path):
            beside.write_bytes(content)
            sync(beside)
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


@contextmanager
def disk_problems(place: Path) -> Iterator[None]:
    """Raise TearsheetError for a full disk, and OSError for whatever else Polars met on the disk."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as problem:
        found = _OS_ERROR.search(str(problem))
        number = problem.errno if isinstance(problem, OSError) else int(found[1]) if found else None
        if number in _FULL:
            raise TearsheetError(
                f"{place}: the disk is full ({os.strerror(number)}); make room and build again, what is done is kept"
            ) from problem
        if number is None or isinstance(problem, OSError):
            raise
        raise OSError(number, os.strerror(number), str(place)) from problem


def fill_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a folder beside `folder`, then rename it there. Does nothing where `folder` is there already.

    What cannot be finished is removed, as far as a kill lets it, so that a full disk has room again.
    """
    if folder.is_dir():
        return
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        with disk_problems(folder):
            write(beside)
            sync_tree(beside)
            _rename(beside, folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def sync_tree(folder: Path) -> None:
    """Have the system write a folder and all that is in it to the disk."""
    for path in sorted(folder.rglob("*")):
        sync(path)
    sync(folder)


def _rename(beside: Path, folder: Path) -> None:
    """Rename into place, or find that another process has just done the same."""
    try:
        beside.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(beside)
