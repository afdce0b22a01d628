"""One question to one address: what was asked, what was answered, and when. No retries, no redirects, no state."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from flows import __version__
from flows.fetch.bodies import ACCEPTED, decoded
from flows.fetch.guard import Guard, GuardedTransport, Refused
from flows.fetch.settings import FetchSettings
from flows.urls import host_of

Headers = tuple[tuple[str, str], ...]
PRODUCT = "tearsheet"  # the name that robots.txt knows us by
_STEP_SECONDS = 20.0  # for a connection, and between two pieces of an answer


@dataclass(frozen=True)
class Answer:
    """What an address answered: `body` is decoded, the headers are as they came."""

    url: str
    asked_at: datetime
    request: Headers
    status: int
    reason: str
    headers: Headers
    body: bytes
    address: str | None = None  # the IP address that answered

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def is_unchanged(self) -> bool:
        """Whether the answer says that what we have is still what is there."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def is_redirect(self) -> bool:
        """Whether the answer points elsewhere."""
        return self.status in (301, 302, 303, 307, 308) and self.header("location") is not None


class Client:
    """Asks for a source; use as a context manager."""

    def __init__(self, settings: FetchSettings) -> None:
        self.agent = user_agent(settings.contact)
        self._settings = settings
        self._guard = Guard(settings.allows_private)
        self._client = httpx.Client(transport=GuardedTransport(self._guard), timeout=_STEP_SECONDS, trust_env=False)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, url: str, limit: int, conditions: Mapping[str, str]) -> Answer:
        """Ask for `url`, at most `limit` bytes of it. Raises httpx.RequestError, Refused and TooLarge among it."""
        if not url.startswith(("http://", "https://")):
            raise Refused(f"{url}: is not on the web")
        if not self._settings.allows(host_of(url)):
            raise Refused(f"{host_of(url)} is not among the source's hosts; add it to fetch.hosts if it should be")
        self._guard.deadline = time.monotonic() + self._settings.limits.seconds
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": ACCEPTED, **conditions}
        asked_at = datetime.now(UTC)
        try:
            request = self._client.build_request("GET", url, headers=headers)
        except (httpx.InvalidURL, ValueError) as problem:
            raise Refused(f"{url}: no address to ask ({problem})") from problem
        self._client.cookies.clear()
        with closing(self._client.send(request, stream=True)) as response:
            stream = response.extensions.get("network_stream")  # asked first: a read body may have closed it
            peer = stream.get_extra_info("server_addr") if stream is not None else None
            body = decoded(response.iter_raw(), response.headers.get("Content-Encoding", ""), limit)
        return Answer(
            url,
            asked_at,
            _texts(request.headers.raw),
            response.status_code,
            response.reason_phrase,
            _texts(response.headers.raw),
            body,
            str(peer[0]) if peer else None,
        )


def user_agent(contact: str | None) -> str:
    """Who asks, and how to reach them."""
    return f"{PRODUCT}/{__version__} (news archive; {f'+{contact}' if contact else 'no contact stated'})"


def _texts(headers: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
