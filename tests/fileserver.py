"""A web server of files on this machine, as good or as bad as a test wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Site:
    """What a server serves, how it misbehaves by file name, and what was asked of it as (path, Range)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = ""
        self.asked: list[tuple[str, str | None]] = []
        self.has_ranges = True
        self.cuts: dict[str, list[int]] = {}  # bytes to send before hanging up, an answer each
        self.statuses: dict[str, list[int]] = {}  # status to answer with instead, an answer each
        self.redirects: dict[str, str] = {}  # where instead

    def times(self, name: str) -> int:
        """How often a file was asked for."""
        return len(self.ranges_of(name))

    def ranges_of(self, name: str) -> list[str | None]:
        """The header Range of every request for a file."""
        return [asked for path, asked in self.asked if path.endswith(f"/{name}")]


@contextmanager
def serve(root: Path) -> Iterator[Site]:
    """The files of a folder on a free port, until the block ends."""
    site = Site(root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Serves files whole or from a byte on, and obeys its site."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path, asked = unquote(self.path), self.headers.get("Range")
        name = path.rpartition("/")[2]
        file = self.site.root / path.lstrip("/")
        self.site.asked.append((path, asked))
        if self.site.statuses.get(name):
            self._head(self.site.statuses[name].pop(0), 0)
        elif name in self.site.redirects:
            self._head(302, 0, Location=self.site.redirects[name])
        elif file.is_file():
            self._send(name, file.read_bytes(), asked if self.site.has_ranges else None)
        else:
            self._head(404, 0)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def _send(self, name: str, content: bytes, asked: str | None) -> None:
        whole = len(content)
        start, end = _span(asked, whole) if asked else (0, whole)
        if asked and start >= whole:
            self._head(416, 0)
            return
        headers = {"Content-Range": f"bytes {start}-{end - 1}/{whole}"} if asked else {}
        self._head(206 if asked else 200, end - start, **headers)
        if self.command == "HEAD":
            return
        cuts = self.site.cuts.get(name)
        self.close_connection = bool(cuts)
        self.wfile.write(content[start : start + cuts.pop(0)] if cuts else content[start:end])

    def _head(self, status: int, length: int, **headers: str) -> None:
        self.send_response(status)
        ranges = {"Accept-Ranges": "bytes"} if self.site.has_ranges else {}
        for name, value in {**ranges, "Content-Length": str(length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()


def _span(asked: str, whole: int) -> tuple[int, int]:
    """The first byte that a header Range asks for, and the one after the last."""
    first, last = _RANGE.fullmatch(asked).groups()
    start = int(first) if first else max(0, whole - int(last))
    return start, min(int(last) + 1, whole) if first and last else whole
