"""Fetching all sources of an archive that say how: side by side, each under its own lock."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import UsageError
from flows.fetch.manners import Hosts
from flows.fetch.outcome import Outcome
from flows.fetch.run import fetch_source
from flows.fetch.settings import FetchSettings, fetch_settings
from flows.progress import Reporter
from flows.sources import SOURCE_FILE, Source, read_source

LOCK = ".fetching.lock"
SIDE_BY_SIDE = 8


@dataclass(frozen=True)
class Wanted:
    """A source that says how it is fetched."""

    source: Source
    settings: FetchSettings


def sources_to_fetch(raw: Path, names: Sequence[str] = ()) -> list[Wanted]:
    """The sources of `raw` that say how they are fetched, by name; only those of `names` if there are any.

    Raises UsageError for a broken source.yaml, for a name that is no such source, and for a `raw` that is no folder.
    """
    if not raw.is_dir():
        what = "is a file, not a folder" if raw.is_file() else "no such folder"
        raise UsageError(f"{raw}: {what}; name the folder that holds one folder a source")
    folders = sorted(path.parent for path in raw.glob(f"*/{SOURCE_FILE}") if not path.parent.name.startswith("."))
    found = []
    for folder in folders:
        if names and folder.name not in names:
            continue
        source = read_source(folder)
        settings = fetch_settings(source, raw)
        if settings is not None:
            found.append(Wanted(source, settings))
    absent = [name for name in names if name not in {item.source.source_id for item in found}]
    if absent:
        raise UsageError(
            f"{raw / absent[0] / SOURCE_FILE}: says nothing under `fetch:`; give a feed, sitemap or pages there"
        )
    return found


def fetch_all(raw: Path, wanted: Sequence[Wanted], reporter: Reporter, *, again: bool = False) -> list[Outcome]:
    """Fetch each source; what fails fails alone. The outcomes are in the order of `wanted`."""
    hosts = Hosts()
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as pool:
        try:
            return list(pool.map(lambda item: _fetch(raw, item, hosts, reporter, again=again), wanted))
        except KeyboardInterrupt:  # each source keeps what it has, and owes the rest to the next run
            hosts.is_over = True
            raise


def _fetch(raw: Path, item: Wanted, hosts: Hosts, reporter: Reporter, *, again: bool) -> Outcome:
    folder, outcome = raw / item.source.source_id, Outcome(item.source.source_id)
    try:
        with FileLock(folder / LOCK, timeout=0):
            return fetch_source(folder, item.settings, hosts, reporter, again=again)
    except Timeout:
        outcome.failed("locked", f"{folder}: another fetch is at work there; wait for it to end")
    except OSError as problem:
        outcome.failed(
            "not_written", f"{problem.filename or folder}: {problem.strerror or problem}; mend that and run again"
        )
    return outcome
