"""One build at a time for a build folder; who comes second is told who is first."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from flows.durable import replace_file
from flows.errors import TearsheetError

LOCK_FILE = ".lock"
HOLDER_FILE = ".lock-holder.json"  # beside the lock: opening a lock file empties it


@dataclass(frozen=True)
class Holder:
    """The process that holds the lock. `since` is for people: nothing is decided by a clock."""

    pid: int
    host: str
    since: str


@contextmanager
def hold(build: Path, seconds: float) -> Iterator[None]:
    """Hold the build folder's lock; the system frees it when the process ends, however it ends.

    Raises TearsheetError, naming the holder, when it is not free after `seconds`.
    """
    build.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(build / LOCK_FILE, timeout=seconds):
            replace_file(build / HOLDER_FILE, msgspec.json.encode(_this_process()))
            yield
    except Timeout as problem:
        raise TearsheetError(
            f"{build}: another build is at work in this folder{_described(build / HOLDER_FILE)}; wait for it to end"
        ) from problem


def _this_process() -> Holder:
    return Holder(os.getpid(), platform.node() or "this machine", f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")


def _described(path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return ""
    return f" (process {holder.pid} on {holder.host}, since {holder.since})"
