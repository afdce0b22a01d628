"""One file from a folder or a web server to disk: resumed where it broke off, retried while that can help."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from flows.errors import TearsheetError
from flows.query.places import TIMEOUT, is_url, reason

ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 0.5  # doubled after each attempt
# Answers after which asking again can help: time-outs, too many requests, a server in trouble.
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Wanted:
    """A file to bring: its address (a path or a URL), the SHA-256 it must have, and the most bytes it may have."""

    name: str
    address: str
    sha256: str
    limit: int


def fetch(wanted: Wanted, part: Path, advance: Callable[[int], None]) -> None:
    """Bring a file to `part`, going on from what `part` holds; `advance` hears of the bytes as they come.

    Raises TearsheetError when it is absent, larger than its limit, or does not come.
    """
    if not is_url(wanted.address):
        _copy(Path(wanted.address), part, wanted.limit)
        advance(part.stat().st_size)
        return
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _get(wanted, part, advance)
            break
        except httpx.HTTPError as problem:
            if attempt == ATTEMPTS or not _can_help(problem):
                mend = "check the address, or run the same command again: it goes on from there"
                raise TearsheetError(f"{wanted.address}: {reason(problem)}; {mend}") from problem
        time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))


def _can_help(problem: httpx.HTTPError) -> bool:
    return not isinstance(problem, httpx.HTTPStatusError) or problem.response.status_code in WORTH_RETRYING


def _copy(source: Path, part: Path, limit: int) -> None:
    if not source.is_file():
        raise TearsheetError(f"{source}: absent, though the release lists it; tell its publisher")
    _check_size(source.stat().st_size, limit, str(source))
    shutil.copyfile(source, part)


def _get(wanted: Wanted, part: Path, advance: Callable[[int], None]) -> None:
    have = part.stat().st_size if part.is_file() else 0
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with httpx.stream("GET", wanted.address, headers=headers, timeout=TIMEOUT, follow_redirects=True) as response:
        if response.status_code == 416:  # there is nothing after what we have: it is whole, or of another file
            return
        response.raise_for_status()
        goes_on = response.status_code == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        size = have if goes_on else 0
        with part.open("ab" if goes_on else "wb") as out:
            for piece in response.iter_raw():
                size += len(piece)
                _check_size(size, wanted.limit, wanted.address)
                out.write(piece)
                advance(len(piece))
    expected = response.headers.get("Content-Length")
    if expected is not None and size < (have if goes_on else 0) + int(expected):
        raise httpx.RemoteProtocolError("the connection ended early")


def _check_size(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise TearsheetError(
            f"{where}: larger than the {limit} bytes the release states; do not use it, tell its publisher"
        )
