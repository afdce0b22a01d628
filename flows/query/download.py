"""Fetching a release: nothing is visible before all of it is there and verified, and what came already is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.descriptor import DESCRIPTOR_FILE, Descriptor
from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.query.places import SMALL_FILE_LIMIT, Place, check_name, check_path, check_version, decode
from flows.query.transfer import Wanted, fetch
from flows.release import SUMS_FILE
from flows.verify import verify_release


@dataclass(frozen=True)
class Downloaded:
    """Where the release is now, whether that is new, and the bytes of its tables."""

    dataset: str
    version: str
    folder: Path
    is_new: bool
    size: int


@dataclass(frozen=True)
class Listing:
    """What a release says it consists of. `size` is that of its tables in bytes, `sums_file` its SHA256SUMS."""

    dataset: str
    version: str
    files: tuple[Wanted, ...]
    size: int
    sums_file: bytes


def download(place: Place, to: Path, advance: Callable[[int], None] = lambda _: None) -> Downloaded:
    """Bring the release at `place` to TO/DATASET/VERSION; `advance` hears of the bytes as they come.

    Raises TearsheetError when a file is absent or differs from its checksum, when the release breaks a promise, or
    when another release is at that place.
    """
    listing = read_listing(place)
    target = to / listing.dataset / listing.version
    if target.exists():
        return _there_already(target, listing)
    partial = target.with_name(f".{listing.version}.download")
    for wanted in listing.files:
        _bring(wanted, partial, advance)
    (partial / SUMS_FILE).write_bytes(listing.sums_file)
    breaches = verify_release(partial)
    if breaches:
        raise TearsheetError(f"{place.address}: {breaches[0]}; it was not taken over, tell its publisher")
    partial.rename(target)
    return Downloaded(listing.dataset, listing.version, target, is_new=True, size=listing.size)


def read_listing(place: Place) -> Listing:
    """What the release at `place` consists of. Raises TearsheetError for names that lead out of its folder."""
    descriptor = place.read(DESCRIPTOR_FILE)
    package = decode(descriptor, Descriptor, place.file(DESCRIPTOR_FILE))
    sums_file = place.read(SUMS_FILE)
    lines = [line.partition("  ") for line in sums_file.decode("utf-8", "replace").splitlines() if line.strip()]
    sums = {check_path(name.removeprefix("*")): digest.lower() for digest, _, name in lines}
    if DESCRIPTOR_FILE not in sums:
        raise TearsheetError(
            f"{place.file(SUMS_FILE)}: does not list {DESCRIPTOR_FILE}; this is no release of Tearsheet"
        )
    sizes = {path: item.bytes for item in package.resources for path in item.paths if item.bytes is not None}
    files = tuple(
        Wanted(name, place.file(name), sums[name], sizes.get(name, SMALL_FILE_LIMIT)) for name in sorted(sums)
    )
    dataset, version = check_name(package.name, "a dataset's name"), check_version(package.version)
    return Listing(dataset, version, files, sum(sizes.values()), sums_file)


def _there_already(target: Path, listing: Listing) -> Downloaded:
    sums = target / SUMS_FILE
    if sums.is_file() and sums.read_bytes() == listing.sums_file and not verify_release(target):
        return Downloaded(listing.dataset, listing.version, target, is_new=False, size=0)
    raise TearsheetError(f"{target}: something else is there; move it away, or choose another folder with --to")


def _bring(wanted: Wanted, partial: Path, advance: Callable[[int], None]) -> None:
    path = partial / wanted.name
    if path.is_file() and file_sha256(path) == wanted.sha256:
        advance(path.stat().st_size)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    fetch(wanted, part, advance)
    if file_sha256(part) != wanted.sha256:
        part.unlink()
        raise TearsheetError(
            f"{wanted.address}: differs from its checksum in {SUMS_FILE}; download again, or tell its publisher"
        )
    part.replace(path)
