"""One run for one source: ask its feeds and sitemaps what is new, fetch that, and leave one WARC file, or none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from flows.fetch.bodies import gunzipped
from flows.fetch.captures import OUTSTANDING_TYPE, Capture, Captures, body_of, read_captures
from flows.fetch.client import Answer, Client
from flows.fetch.listings import Entry, Listing, ListingError, Said, parse_listing
from flows.fetch.manners import Hosts, UnfetchedError, Visitor
from flows.fetch.outcome import Outcome
from flows.fetch.settings import MEGABYTE, FetchSettings
from flows.fetch.warcs import (
    ARTICLES,
    AT_HEADER,
    BY_HEADER,
    LINKS,
    PAGE,
    TITLE_HEADER,
    WarcFile,
    payload_digest,
    remove_parts,
)
from flows.progress import Reporter
from flows.urls import canonical_url, host_of

# What could not be had for so long is let be.
OWED_FOR = timedelta(days=7)
MOST_SITEMAPS = 1000
NOTHING_SAID = Said()


def fetch_source(folder: Path, settings: FetchSettings, hosts: Hosts, reporter: Reporter, *, again: bool) -> Outcome:
    """Fetch what is new at a source into `folder`; with `again`, also what was fetched before, if it has changed.

    The caller holds the source's lock. Raises OSError when the file cannot be written; nothing of it is visible then.
    """
    remove_parts(folder)
    with Client(settings) as client:
        visitor = Visitor(client, hosts, settings.delay, time.monotonic() + 60 * settings.limits.minutes)
        about = {
            "software": client.agent.partition(" ")[0],
            "http-header-user-agent": client.agent,
            "robots": "classic",
        }
        now, captures = datetime.now(UTC), read_captures(folder)
        file = WarcFile(folder, now, {**about, "format": "WARC File Format 1.1"})
        try:
            return _Run(settings, visitor, file, reporter, captures, Outcome(folder.name), again, now).go()
        finally:
            file.drop()


@dataclass
class _Run:
    """The state of a run."""

    settings: FetchSettings
    visitor: Visitor
    file: WarcFile
    reporter: Reporter
    captures: Captures
    outcome: Outcome
    again: bool
    begun_at: datetime
    said: dict[str, Said] = field(default_factory=dict)  # what the listings say of each canonical address
    missed: dict[str, str] = field(default_factory=dict)  # addresses that are still owed, and why
    has_news: bool = False

    def go(self) -> Outcome:
        entries = [*self._listed(), *(Entry(url, self.begun_at) for url in self.settings.pages)]
        wanted = self._wanted(entries)
        now, later = wanted[: self.settings.limits.pages], wanted[self.settings.limits.pages :]
        stage = f"fetch {self.outcome.source_id}"
        self.reporter.begin(stage, len(now), unit="pages")
        for url in now:
            self._fetch_page(url)
            self.reporter.advance(stage)
        self.reporter.end(stage)
        for url in later:
            self._miss(url, "limit")
        self._close()
        return self.outcome

    def _listed(self) -> list[Entry]:
        """What the feeds and sitemaps list, further sitemaps followed."""
        found: list[Entry] = []
        queue = [(url, False) for url in self.settings.feeds] + [(url, True) for url in self.settings.sitemaps]
        asked: set[str] = set()
        while queue and len(asked) < MOST_SITEMAPS:
            url, is_sitemap = queue.pop(0)
            if url in asked:
                continue
            asked.add(url)
            listing = self._ask_listing(url)
            if listing is None:
                continue
            found += (
                () if listing.is_whole else (entry for entry in listing.entries if self._is_recent(entry, is_sitemap))
            )
            queue += [(entry.url, True) for entry in listing.sitemaps if self._is_recent(entry, is_sitemap)]
        if queue:
            what = f"over {MOST_SITEMAPS} feeds and sitemaps, {len(queue)} left unread"
            self.outcome.rejected("too_many", f"{what}; name those that are wanted, or a day in fetch.since")
        return found

    def _is_recent(self, entry: Entry, is_sitemap: bool) -> bool:  # noqa: FBT001
        since = self.settings.since
        return not (is_sitemap and since and entry.changed and entry.changed < since)

    def _ask_listing(self, url: str) -> Listing | None:
        """The listing at `url` as it is now, the one we have where it is unchanged; None when it cannot be had."""
        limit = self.settings.limits.listing_megabytes * MEGABYTE
        try:
            answers = self.visitor.visit(url, limit, self.captures.conditions)
            last = answers[-1]
            known = self.captures.by_url.get(last.url)
            if known and last.is_unchanged:
                listing = parse_listing(gunzipped(body_of(known), limit), last.url)
                self._revisit(last, known)
                self._count(listing, listing)
            elif last.status == 200:
                listing = parse_listing(gunzipped(last.body, limit), last.url)
                self._store_listing(answers, listing, known, limit)
            else:
                raise UnfetchedError("unavailable", f"{url}: answers {last.status} {last.reason}".rstrip())
        except UnfetchedError as problem:
            self.outcome.failed(problem.reason, str(problem))
            return None
        except (ListingError, httpx.RequestError) as problem:
            self.outcome.failed("not_a_listing", f"{url}: {problem}")
            return None
        self.outcome.listings += 1
        return listing

    def _store_listing(self, answers: Sequence[Answer], listing: Listing, known: Capture | None, limit: int) -> None:
        last = answers[-1]
        if known and known.digest == payload_digest(last.body):
            self._revisit(last, known)
            self._count(listing, listing)
            return
        before = Listing()
        with suppress(ValueError, httpx.RequestError):
            before = parse_listing(gunzipped(body_of(known), limit), last.url) if known else before
        self._add(answers, ARTICLES if listing.is_whole else LINKS)
        self._count(listing, before)

    def _count(self, listing: Listing, before: Listing) -> None:
        """Count the articles that a listing holds whole, `before` being what it held when last had."""
        if not listing.is_whole:
            return
        had = {entry.url: entry.key for entry in before.entries}
        for entry in listing.entries:
            self.outcome.found += 1
            if had.get(entry.url) == entry.key:
                self.outcome.seen += 1
            else:
                self.has_news = True
                self.outcome.had(is_new=entry.url not in had)

    def _wanted(self, entries: Iterable[Entry]) -> list[str]:
        """The addresses to fetch, each once: what is new or changed, then what earlier runs could not have."""
        wanted: dict[str, str] = {}
        met: set[str] = set()
        oldest = datetime.min.replace(tzinfo=UTC)
        for entry in sorted(entries, key=lambda entry: entry.changed or oldest, reverse=True):
            name = canonical_url(entry.url) or entry.url
            if name in met:
                continue
            met.add(name)
            self.said[name] = entry.said
            self.outcome.found += 1
            if not self.settings.allows(host_of(entry.url)):
                self.outcome.rejected("host")
            elif self._is_wanted(entry):
                wanted[name] = entry.url
            else:
                self.outcome.seen += 1
        for url, since in self.captures.outstanding.items():
            if self.captures.had_at(url) is None and self.begun_at - since < OWED_FOR:
                wanted.setdefault(canonical_url(url) or url, url)
        return list(wanted.values())

    def _is_wanted(self, entry: Entry) -> bool:
        had_at = self.captures.had_at(entry.url)
        if had_at is None:
            return self.again or not self.captures.is_hopeless(entry.url, self.begun_at)
        return self.again or (entry.changed is not None and had_at < entry.changed <= self.begun_at)

    def _fetch_page(self, url: str) -> None:
        limit = self.settings.limits.megabytes * MEGABYTE
        try:
            answers = self.visitor.visit(url, limit, self.captures.conditions)
        except UnfetchedError as problem:
            if problem.reason in ("unavailable", "time"):
                self._miss(url, problem.reason)
            self.outcome.rejected(problem.reason, str(problem))
            return
        last = answers[-1]
        before = self.captures.by_url.get(last.url)
        if before and (last.is_unchanged or before.digest == payload_digest(last.body)):
            self._revisit(last, before)
            self.outcome.unchanged += 1
            return
        is_new = self.captures.had_at(last.url) is None
        self._add(answers, PAGE, self.said.get(canonical_url(url) or url, NOTHING_SAID))
        self.has_news = True
        if last.status >= 400:
            self.outcome.rejected(f"http_{last.status}", f"{url}: answers {last.status} {last.reason}".rstrip())
        else:
            self.outcome.had(is_new=is_new)

    def _add(self, answers: Sequence[Answer], use: str, said: Said = NOTHING_SAID) -> None:
        listed = {TITLE_HEADER: said.title, BY_HEADER: said.by, AT_HEADER: said.published}
        *before, last = answers
        for answer in before:
            self.file.add_exchange(answer, LINKS)
        self.file.add_exchange(last, use, {name: value for name, value in listed.items() if value})
        for answer in answers:
            self.captures.note(answer.url, Capture(answer.asked_at, answer.status, payload_digest(answer.body)))

    def _revisit(self, answer: Answer, known: Capture) -> None:
        self.file.add_revisit(answer, known.digest, known.stored_at or known.answered_at)

    def _miss(self, url: str, reason: str) -> None:
        """Remember an address that is owed, unless it is remembered already."""
        self.outcome.owed += 1
        if url not in self.captures.outstanding:
            self.missed[url] = reason

    def _close(self) -> None:
        """Keep the file if anything in it is news; a run that found nothing new leaves no trace."""
        if not (self.has_news or self.missed):
            return
        for answer in self.visitor.robots:
            self.file.add_metadata(answer.url, answer.body, "text/plain", answer.asked_at)
        if self.missed:
            owed = [{"url": url, "reason": reason} for url, reason in self.missed.items()]
            content = json.dumps(owed, ensure_ascii=False, indent=0).encode()
            self.file.add_metadata("urn:tearsheet:outstanding", content, OUTSTANDING_TYPE, self.begun_at)
        self.outcome.file = self.file.keep()
