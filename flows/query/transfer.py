"""One file from a folder or a web server to disk: resumed where it broke off, retried while that can help."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from flows import __version__
from flows.errors import TearsheetError
from flows.query.places import TIMEOUT, is_url, reason

# Attempts in a row that may bring nothing new; an attempt that brings something starts the count again.
ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 0.5  # doubled after each attempt
# Answers after which asking again can help: time-outs, too many requests, a server in trouble.
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
# Failures that come again however often one asks; redirects to anything but HTTP are of the first kind.
_LASTING = (httpx.UnsupportedProtocol, httpx.TooManyRedirects, httpx.LocalProtocolError, httpx.DecodingError)


@dataclass(frozen=True)
class ListedFile:
    """A file of a release: its name there, its address (a path or a URL), the SHA-256 it must have.

    `size` is its size in bytes where the release states it, `limit` the most it may have.
    """

    name: str
    address: str
    sha256: str
    size: int | None
    limit: int


def open_client() -> httpx.Client:
    """A client for many files of one server: follows redirects within HTTP, takes bytes as they lie there."""
    headers = {"Accept-Encoding": "identity", "User-Agent": f"tearsheet/{__version__}"}
    return httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True)


def fetch(client: httpx.Client, file: ListedFile, part: Path, advance: Callable[[int], None]) -> None:
    """Bring a file to `part`, going on from what `part` holds; `advance` hears of bytes as they come, or go again.

    Raises TearsheetError when it is absent, larger than its limit, or does not come.
    """
    if not is_url(file.address):
        _copy(file, part)
        return advance(size_of(part))
    furthest, failures = size_of(part), 0
    while True:
        try:
            return _get(client, file, part, advance)
        except httpx.HTTPError as problem:
            failures = 1 if size_of(part) > furthest else failures + 1
            furthest = max(furthest, size_of(part))
            if failures == ATTEMPTS or not _can_help(problem):
                raise TearsheetError(f"{file.address}: {reason(problem)}; {_mend(problem)}") from problem
        time.sleep(FIRST_PAUSE_SECONDS * 2 ** (failures - 1))


def size_of(path: Path) -> int:
    """Bytes of a file; none when it is not there."""
    return path.stat().st_size if path.is_file() else 0


def _copy(file: ListedFile, part: Path) -> None:
    source = Path(file.address)
    if not source.is_file():
        raise TearsheetError(f"{source}: absent, though the release lists it; tell its publisher")
    _check_size(source.stat().st_size, file)
    shutil.copyfile(source, part)


def _get(client: httpx.Client, file: ListedFile, part: Path, advance: Callable[[int], None]) -> None:
    """One attempt. Raises httpx.HTTPError when it fails; what came is kept."""
    have = size_of(part)
    if have and file.size is not None and have >= file.size:
        return
    headers = {"Range": f"bytes={have}-"} if have else {}
    with client.stream("GET", file.address, headers=headers) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:  # nothing comes after what we have
            _check_end(have, file, part)
            return
        response.raise_for_status()
        goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT and _starts_at(response, have)
        if have and not goes_on:
            advance(-have)
        _write(response, file, part, 0 if not goes_on else have, advance)
    if file.size is not None and size_of(part) < file.size:
        raise httpx.RemoteProtocolError(f"{size_of(part)} of {file.size} bytes came")


def _write(response: httpx.Response, file: ListedFile, part: Path, size: int, advance: Callable[[int], None]) -> None:
    """Write what comes to `part`, after its first `size` bytes."""
    with part.open("ab" if size else "wb") as out:
        for piece in response.iter_bytes():
            size += len(piece)
            _check_size(size, file)
            out.write(piece)
            advance(len(piece))


def _starts_at(response: httpx.Response, have: int) -> bool:
    content_range: str = response.headers.get("Content-Range", "")
    return content_range.startswith(f"bytes {have}-")


def _check_size(size: int, file: ListedFile) -> None:
    if size > file.limit:
        raise TearsheetError(
            f"{file.address}: larger than the {file.limit} bytes it may have; do not use it, tell its publisher"
        )


def _check_end(have: int, file: ListedFile, part: Path) -> None:
    """Raise TearsheetError when a file ends before it has the size that the release states."""
    if file.size is not None and have < file.size:
        part.unlink()
        raise TearsheetError(f"{file.address}: has {have} bytes, not the {file.size} it should; tell its publisher")


def _can_help(problem: httpx.HTTPError) -> bool:
    """Whether asking again can help."""
    if isinstance(problem, httpx.HTTPStatusError):
        return problem.response.status_code in WORTH_RETRYING
    return not isinstance(problem, _LASTING)


def _mend(problem: httpx.HTTPError) -> str:
    if not _can_help(problem):
        return "tell its publisher"
    return "run the same command again, it goes on from there"
