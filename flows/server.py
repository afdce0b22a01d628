"""A Prefect server to schedule with: the user's own, or one of our own on this machine for as long as we run.

Unlike the server that Prefect embeds in a single run, this one has a scheduler. One server a home: two on one database
would lock each other out. Nothing here imports Prefect, whose settings are read when it is imported.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from flows.build import PREFECT_DEFAULTS
from flows.errors import TearsheetError

FAVOURITE_PORT = 4200  # Prefect's own
# The first start on a cold machine takes up to 21 s with nothing else at work.
START_SECONDS = 180
STOP_SECONDS = 20


@contextmanager
def prefect_server(build: Path, say: Callable[[str], None]) -> Iterator[str]:
    """The address of a server's API, set for Prefect in this process and its children.

    Raises TearsheetError when a server of ours is at work already, or does not start.
    """
    for name, value in {**PREFECT_DEFAULTS, "PREFECT_LOGGING_LEVEL": "WARNING"}.items():
        os.environ.setdefault(name, value)
    chosen = os.environ.get("PREFECT_API_URL")
    if chosen:
        say(f"Prefect: {chosen}")
        yield chosen
        return
    home = build.resolve() / "prefect-server"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / ".lock", timeout=0):
            _end_orphan(home)
            url, process = _start(home)
            os.environ.update({"PREFECT_API_URL": url, "PREFECT_HOME": str(home)})
            try:
                say(f"Prefect: {url.removesuffix('/api')} shows the runs, for as long as this goes on")
                yield url
            finally:
                _stop(process)
                (home / "server.json").unlink(missing_ok=True)
    except Timeout as problem:
        raise TearsheetError(
            f"{home}: another `tearsheet schedule` is at work with it; end that one first"
        ) from problem


def _start(home: Path) -> tuple[str, subprocess.Popen[bytes]]:
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "PREFECT_HOME": str(home)}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    (home / "server.json").write_text(json.dumps({"pid": process.pid, "url": url}), encoding="utf-8")
    until = time.monotonic() + START_SECONDS
    while not _is_healthy(url):
        if process.poll() is not None or time.monotonic() > until:
            _stop(process)
            raise TearsheetError(f"{home / 'server.log'}: the Prefect server did not start; the file says why")
        time.sleep(0.25)
    return url, process


def _free_port() -> int:
    for port in (FAVOURITE_PORT, 0):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return int(listener.getsockname()[1])
    raise TearsheetError("127.0.0.1: no free port for the Prefect server")


def _is_healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and what it started: politely, then not."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return


def _end_orphan(home: Path) -> None:
    """End the server that a scheduler which was killed has left behind.

    Only if what answers where that one said has our home: else the address may be another server's by now, and the
    number of the process any other's.
    """
    try:
        left = json.loads((home / "server.json").read_text(encoding="utf-8"))
        url, process = str(left["url"]), int(left["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if _home_of(url) == str(home):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while _is_healthy(url) and time.monotonic() < until:
            time.sleep(0.25)


def _home_of(url: str) -> str | None:
    """The home that a Prefect server says it has; None where none answers."""
    try:
        said = httpx.get(f"{url}/admin/settings", timeout=2, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return None
    return said.get("home") if isinstance(said, dict) else None
