"""`tearsheet download`: a release fetched so that nothing is visible before all of it is there and verified.

Files come into a hidden folder beside the release to be, where a later run finds them and goes on.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
from filelock import FileLock, Timeout

from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.query.datasets import warn_if_withdrawn
from flows.query.listing import Listing, read_listing
from flows.query.output import print_json
from flows.query.places import release_place
from flows.query.terminal import count, say, transfer_bar
from flows.query.transfer import ListedFile, fetch, open_client, size_of
from flows.query.verification import digest_breaches, find_breaches
from flows.release import SUMS_FILE


@dataclass(frozen=True)
class Downloaded:
    """Where a release is now, and whether it came just now. `files` and `size` in bytes are of all of it."""

    dataset: str
    version: str
    folder: Path
    is_new: bool
    digest: str
    files: int
    size: int


def show_download(spec: str, build: Path, to: Path, *, as_json: bool) -> None:
    """Fetch the release that `spec` names to TO/DATASET/VERSION, and say where it is."""
    listing = read_listing(release_place(spec, build))
    with transfer_bar(listing.size, is_hidden=as_json) as advance:
        done = download(listing, to, advance)
    if as_json:
        print_json({**vars(done), "folder": str(done.folder)})
        return
    name = f"{done.dataset}@{done.version}"
    click.echo(
        f"Downloaded and verified {name}, {count(done.files, 'file')} of {done.size:,} bytes: {done.folder}"
        if done.is_new
        else f"Nothing to do: {done.folder} already holds just this {name}, verified again."
    )
    say(f"Try next: tearsheet sql --release {shlex.quote(str(done.folder))}")


def download(listing: Listing, to: Path, advance: Callable[[int], None] = lambda _: None) -> Downloaded:
    """Bring a release to TO/DATASET/VERSION; `advance` hears of the bytes as they come.

    Raises TearsheetError when a file is absent, does not come or differs from its checksum, when the release breaks a
    promise, or when something else is at that place.
    """
    _check_against_versions(listing)
    target = to / listing.dataset / listing.version
    if target.exists():
        return _there_already(target, listing)
    partial = target.with_name(f".{listing.version}.download")
    with _alone(partial):
        return _bring_all(listing, partial, target, advance)


@contextmanager
def _alone(partial: Path) -> Iterator[None]:
    """Let nobody else fill the folder `partial`; when nothing came, leave nothing behind."""
    partial.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(partial.with_name(f"{partial.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as problem:
        raise TearsheetError(f"{partial}: another download is at work here; wait for it to end") from problem
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)  # while it is held, so that nobody else's is removed
        lock.release()
        for folder in (partial, partial.parent):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _bring_all(listing: Listing, partial: Path, target: Path, advance: Callable[[int], None]) -> Downloaded:
    if target.exists():  # another run was quicker
        return _there_already(target, listing)
    partial.mkdir(exist_ok=True)
    _check_room(listing, partial)
    with open_client() as client:
        for file in listing.files:
            _bring(client, file, partial, advance)
    for name, content in listing.read.items():
        (partial / name).write_bytes(content)
    _drop_strays(partial, {file.name for file in listing.files} | listing.read.keys())
    _check_promises(listing, partial)
    partial.rename(target)
    return _downloaded(listing, target, is_new=True)


def _bring(client: httpx.Client, file: ListedFile, partial: Path, advance: Callable[[int], None]) -> None:
    """One file, unless it is there; what is half there goes on, and from its beginning if that gave another file."""
    path = partial / file.name
    if path.is_file() and file_sha256(path) == file.sha256:
        advance(size_of(path))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    goes_on = size_of(part) > 0
    advance(size_of(part))
    fetch(client, file, part, advance)
    if goes_on and file_sha256(part) != file.sha256:
        advance(-size_of(part))
        part.unlink()
        fetch(client, file, part, advance)
    if file_sha256(part) != file.sha256:
        part.unlink()
        raise TearsheetError(
            f"{file.address}: differs from its checksum in {SUMS_FILE}; download again, or tell its publisher"
        )
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(path)


def _check_against_versions(listing: Listing) -> None:
    """Raise TearsheetError when versions.json beside the release states another digest; say when it is withdrawn."""
    for breach in digest_breaches(listing.place, listing.descriptor, listing.digest):
        raise TearsheetError(f"{listing.place.address}: {breach}; do not use it, tell its publisher")
    warn_if_withdrawn(listing.place, listing.descriptor)


def _check_room(listing: Listing, partial: Path) -> None:
    have = sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
    free = shutil.disk_usage(partial).free
    if listing.size - have > free:
        raise TearsheetError(
            f"{partial.parent}: {listing.size - have:,} bytes are to come, {free:,} are free; choose another --to"
        )


def _check_promises(listing: Listing, partial: Path) -> None:
    breaches = find_breaches(partial)
    if breaches:
        shutil.rmtree(partial)
        raise TearsheetError(
            f"{listing.place.address}: {breaches[0]} ({count(len(breaches), 'breach', 'breaches')} in all); "
            "nothing was kept, tell its publisher"
        )


def _there_already(target: Path, listing: Listing) -> Downloaded:
    sums = target / SUMS_FILE
    if not sums.is_file() or sums.read_bytes() != listing.sums:
        raise TearsheetError(f"{target}: another release is there; move it away, or choose another folder with --to")
    breaches = find_breaches(target)
    if breaches:
        raise TearsheetError(f"{target}: it is there, but damaged ({breaches[0]}); delete it and download again")
    return _downloaded(listing, target, is_new=False)


def _downloaded(listing: Listing, folder: Path, *, is_new: bool) -> Downloaded:
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return Downloaded(listing.dataset, listing.version, folder, is_new, listing.digest, len(files), size)


def _drop_strays(partial: Path, names: set[str]) -> None:
    """Delete what an earlier run left that this release does not have."""
    for path in partial.rglob("*"):
        if path.is_file() and path.relative_to(partial).as_posix() not in names:
            path.unlink()
