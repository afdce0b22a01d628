"""A newspaper on this machine: a web server whose pages, feed and moods a test writes."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
from fastwarc.warc import ArchiveIterator

from flows.fetch import fetch_all, sources_to_fetch
from flows.progress import Silence

STORY = (
    "The harbour office said on Monday that ship number {0} had come in late, and that the pilots were not to blame. "
)


@dataclass
class Page:
    """What a path answers: `moods` are (status, headers) to answer with first, one a request."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    moods: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    has_etag: bool = True
    encoding: str | None = None
    cut: int | None = None  # send so many bytes of it, then hang up
    pause: float = 0.0  # seconds before each byte


@dataclass
class Paper:
    """The pages by path, and each request as (path, status, headers)."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def statuses(self, path: str) -> list[int]:
        """What was answered for a path, in order."""
        return [status for asked, status, _ in self.asked if asked == path]

    def story(self, number: int, **more: object) -> None:
        """Print a story at /story-NUMBER."""
        title = f"Ship {number} comes in"
        body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>" + "".join(
            f"<p>{STORY.format(number)}{extra}</p>" for extra in ("", "It was raining.", "Nobody was hurt.")
        )
        self.pages[f"/story-{number}"] = Page(f"{body}</article></body></html>".encode(), **more)

    def feed(self, *numbers: int, path: str = "/feed.xml", content: str = "") -> None:
        """List the stories in the feed."""
        items = "".join(
            f"<item><title>Ship {n} comes in</title><link>{self.url}/story-{n}?utm_source=rss</link>"
            f"<guid>{self.url}/story-{n}</guid><description>Ship {n} was late.</description>{content.format(n)}</item>"
            for n in numbers
        )
        body = (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>Herald</title><link>{self.url}</link>{items}</channel></rss>"
        )
        self.pages[path] = Page(body.encode(), "application/rss+xml")


@contextmanager
def print_paper() -> Iterator[Paper]:
    """A paper with a robots.txt on a free port, until the block ends."""
    paper = Paper({"/robots.txt": Page(b"User-agent: *\nDisallow: /private/\n", "text/plain")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("PaperHandler", (_Handler,), {"paper": paper}))
    server.daemon_threads = True
    paper.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield paper
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def subscribe(raw: Path, paper: Paper, name: str = "herald", **fetch: object) -> Path:
    """Describe the paper as a source of `raw`; returns the source's folder."""
    said = {"feed": f"{paper.url}/feed.xml", "delay": 0, "private_hosts": ["127.0.0.1"], "contact": "desk@a.example"}
    lines = "".join(f"  {key}: {value}\n" for key, value in (said | fetch).items() if value is not None)
    folder = raw / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.yaml").write_text(
        f"title: The Herald\nlicence: CC0-1.0\nlanguage: en\ndefaults: {{published_at: 2024-05-06}}\nfetch:\n{lines}"
    )
    return folder


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    paper: Paper

    def do_GET(self) -> None:
        page = self.paper.pages.get(self.path.partition("?")[0], Page(b"<html>not here</html>", status=404))
        if page.moods:
            status, headers = page.moods.pop(0)
            return self._answer(status, headers, b"")
        body = self._encoded(page)
        headers = {"Content-Type": page.media_type, **page.headers}
        if page.encoding:
            headers["Content-Encoding"] = page.encoding
        if page.has_etag and page.status == 200:
            headers["ETag"] = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
            if self.headers.get("If-None-Match") == headers["ETag"]:
                return self._answer(304, {"ETag": headers["ETag"]}, b"")
        return self._answer(page.status, headers, body, page.cut, page.pause)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def _encoded(self, page: Page) -> bytes:
        if page.encoding == "gzip":
            return gzip.compress(page.body)
        return brotli.compress(page.body) if page.encoding == "br" else page.body

    def _answer(
        self, status: int, headers: dict[str, str], body: bytes, cut: int | None = None, pause: float = 0
    ) -> None:
        self.paper.asked.append((self.path, status, dict(self.headers)))
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.close_connection = self.close_connection or cut is not None
            for at in range(len(body) if pause else 0):
                time.sleep(pause)
                self.wfile.write(body[at : at + 1])
            if not pause:
                self.wfile.write(body[:cut])
        except OSError:
            self.close_connection = True


def fetch(raw: Path, *, again: bool = False):
    (outcome,) = fetch_all(raw, sources_to_fetch(raw), Silence(), again=again)
    return outcome


def records(path: Path):
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=True, verify_digests=True):
            kind = str(record.record_type).removeprefix("WarcRecordType.")
            yield kind, record.headers.get("WARC-Target-URI"), dict(record.headers.items()), record.reader.read()


def kinds(path: Path, url: str) -> list[str]:
    return [kind for kind, target, _, _ in records(path) if target == url]
