"""How a site is asked: by its robots.txt, one request at a time with a pause between, again after trouble, and through
redirects hop by hop, each checked like the first address.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from urllib.parse import urljoin, urlsplit

import httpx

from flows.fetch.bodies import TooLarge
from flows.fetch.client import Answer, Client
from flows.fetch.guard import Refused
from flows.fetch.robots import MOST_ANSWER_BYTES, Robots, parse_robots
from flows.urls import joined_url

ATTEMPTS = 4
FIRST_PAUSE_SECONDS = 2.0  # doubled after each attempt
# A site that asks for a longer wait than this is left alone until the next run.
LONGEST_WAIT_SECONDS = 120.0
MOST_REDIRECTS = 10
# After so many addresses in a row that do not answer, a host is left alone until the next run.
PATIENCE = 3
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
_MEANT_FOR_THE_HOST = frozenset({429, 503})  # the others may be the trouble of one page


class UnfetchedError(Exception):
    """An address that was not fetched: `reason` is a word for counting, the message a sentence."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass
class Host:
    """What is known of a host in this process: its rules, when it may be asked next, how often it failed in a row."""

    robots: Robots | None = None
    free_at: float = 0.0
    failures: int = 0
    lock: Lock = field(default_factory=Lock)


@dataclass
class Hosts:
    """All hosts of a run; sources that share a host share its pauses. `is_over` ends the run with what it has."""

    is_over: bool = False
    _known: dict[str, Host] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, url: str) -> Host:
        """The host of an address, by scheme, name and port."""
        with self._lock:
            return self._known.setdefault(_origin(url), Host())


class Visitor:
    """Visits addresses for one source. `until` ends its time, on time.monotonic()."""

    def __init__(self, client: Client, hosts: Hosts, delay: float, until: float) -> None:
        self._client, self._hosts, self._delay, self._until = client, hosts, delay, until
        self.robots: list[Answer] = []  # every robots.txt that was read

    def visit(self, url: str, limit: int, conditions: Callable[[str], Mapping[str, str]]) -> list[Answer]:
        """The answers from `url` on through its redirects; the last is no redirect. `conditions` are those of a hop.

        Raises UnfetchedError with reason `robots`, `refused`, `too_large`, `redirects`, `unavailable` or `time`.
        """
        answers: list[Answer] = []
        while True:
            self._check(url)
            answers.append(self._persistently(url, limit, conditions(url)))
            location = answers[-1].header("location")
            if not answers[-1].is_redirect or location is None:
                return answers
            target = joined_url(url, location)
            if target is None:
                raise UnfetchedError("refused", f"{url}: redirects to {location!r}, which is no address")
            url = target.partition("#")[0]
            if len(answers) > MOST_REDIRECTS or url in {answer.url for answer in answers}:
                raise UnfetchedError("redirects", f"{answers[0].url}: redirects without end")

    def _check(self, url: str) -> None:
        """Raise UnfetchedError where the host's robots.txt does not want us at `url`."""
        host = self._hosts.of(url)
        if host.robots is None:
            host.robots = self._read_robots(url)
        if host.robots.why_not is not None:
            raise UnfetchedError("unavailable", f"{url}: {host.robots.why_not}")
        if not host.robots.allows(url):
            raise UnfetchedError("robots", f"{url}: its robots.txt forbids it")

    def _read_robots(self, url: str) -> Robots:
        """The rules of a host: none where there is no robots.txt, and none but `no` where the host cannot be asked."""
        address, tried = urljoin(url, "/robots.txt"), 0
        try:
            answer = self._persistently(address, MOST_ANSWER_BYTES, {})
            while answer.is_redirect and tried < MOST_REDIRECTS // 2:
                target = joined_url(answer.url, answer.header("location") or "")
                if target is None:
                    break
                tried += 1
                answer = self._persistently(target, MOST_ANSWER_BYTES, {})
        except UnfetchedError as problem:
            if problem.reason in ("unavailable", "too_large"):  # a host in trouble is left alone (RFC 9309, 2.3.1.4)
                return Robots(why_not=str(problem))
            if problem.reason == "time" or tried == 0:
                raise
            return Robots()  # it leads astray, which is no rule
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:  # also those that asking again does not help
            return Robots(why_not=f"{answer.url}: answers {answer.status} {answer.reason}".rstrip())
        if answer.status != httpx.codes.OK:
            return Robots()
        self.robots.append(answer)
        return parse_robots(answer.body)

    def _persistently(self, url: str, limit: int, conditions: Mapping[str, str]) -> Answer:
        """One answer, asked for again while that can help. Raises UnfetchedError."""
        host, wait, problem = self._hosts.of(url), 0.0, f"{url}: does not answer"
        if host.failures >= PATIENCE:
            raise UnfetchedError(
                "unavailable", f"{url}: its host did not answer several times in a row and was left alone"
            )
        for attempt in range(ATTEMPTS):
            asked_wait = 0.0
            try:
                answer = self._politely(host, url, limit, conditions, wait)
                if answer.status not in WORTH_RETRYING:
                    host.failures = 0
                    return answer
                problem = f"{url}: answers {answer.status} {answer.reason}".rstrip()
                asked_wait = _asked_wait(answer)
                is_host_down = answer.status in _MEANT_FOR_THE_HOST
            except Refused as refusal:
                raise UnfetchedError("refused", f"{url}: {refusal}") from refusal
            except TooLarge as large:
                raise UnfetchedError("too_large", f"{url}: {large}") from large
            except httpx.RequestError as failure:
                problem, is_host_down = f"{url}: {_sentence(failure)}", True
            if asked_wait > LONGEST_WAIT_SECONDS:
                host.failures = PATIENCE
                raise UnfetchedError("unavailable", f"{problem} and asks to be left alone for {asked_wait:.0f} s")
            wait = max(FIRST_PAUSE_SECONDS * 2**attempt, asked_wait)
        host.failures = host.failures + 1 if is_host_down else 0
        raise UnfetchedError("unavailable", problem)

    def _politely(self, host: Host, url: str, limit: int, conditions: Mapping[str, str], wait: float) -> Answer:
        """Ask once, after the pause that is due to the host."""
        with host.lock:
            start = max(host.free_at, time.monotonic() + wait)
            if start > self._until or self._hosts.is_over:
                raise UnfetchedError("time", f"{url}: left for the next run, the time for this one is over")
            time.sleep(max(0.0, start - time.monotonic()))
            try:
                return self._client.ask(url, limit, conditions)
            finally:
                delay = max(self._delay, host.robots.delay() if host.robots else 0.0)
                host.free_at = time.monotonic() + delay


def _origin(url: str) -> str:
    """Scheme, name and port. Raises UnfetchedError for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError as problem:
        raise UnfetchedError("refused", f"{url}: is no address ({problem})") from problem
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _asked_wait(answer: Answer) -> float:
    """Seconds that a Retry-After asks for, as a number or as a date; none when it says nothing."""
    said = (answer.header("retry-after") or "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _sentence(failure: httpx.RequestError) -> str:
    if isinstance(failure, httpx.TimeoutException):
        return "does not answer in time"
    said = str(failure) or type(failure).__name__
    return f"does not come whole ({said})" if isinstance(failure, httpx.RemoteProtocolError) else said
