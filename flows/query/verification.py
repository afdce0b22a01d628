"""`tearsheet verify`: every promise of a release checked from its files, as a stranger would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from flows.descriptor import Descriptor
from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.query.command import raise_if_interrupted
from flows.query.datasets import entry_of, warn_if_withdrawn
from flows.query.output import print_json
from flows.query.places import Place, local_release
from flows.query.terminal import count, safe
from flows.release import SUMS_FILE, VERSIONS_FILE, Release
from flows.verify import verify_release


@dataclass(frozen=True)
class Verification:
    """What came of checking a release: its breaches, one sentence each, and how much was checked."""

    release: str
    folder: str
    digest: str | None
    breaches: list[str]
    files: int
    tables: int
    rows: int
    articles: int

    @property
    def is_sound(self) -> bool:
        """Whether every promise holds."""
        return not self.breaches


def show_verification(spec: str | None, build: Path, *, as_json: bool) -> None:
    """Print what was checked, or every breach. Raises TearsheetError when there is one."""
    release = local_release(spec, build)
    warn_if_withdrawn(Place(str(release.folder)), release.descriptor)
    found = verify(release)
    if as_json:
        print_json({**vars(found), "is_sound": found.is_sound})
    elif found.is_sound:
        click.echo(_what_was_checked(found))
    else:
        click.echo("\n".join(safe(breach) for breach in found.breaches))
    if not found.is_sound:
        raise TearsheetError(
            f"{found.folder}: {count(len(found.breaches), 'breach', 'breaches')} of what a release promises; "
            "do not rely on it, download or build it again"
        )


def verify(release: Release) -> Verification:
    """Check a release: its files, rows and ledger, and its digest where versions.json beside it states one."""
    counts = release.counts()
    sums = release.folder / SUMS_FILE
    digest = file_sha256(sums) if sums.is_file() else None
    place = Place(str(release.folder))
    return Verification(
        release=f"{release.dataset}@{release.version}",
        folder=str(release.folder),
        digest=digest,
        breaches=find_breaches(release.folder) + digest_breaches(place, release.descriptor, digest),
        files=sum(path.is_file() for path in release.folder.rglob("*")),
        tables=len(counts),
        rows=sum(counts.values()),
        articles=counts.get("articles", 0),
    )


def find_breaches(folder: Path) -> list[str]:
    """What is wrong with the release in `folder`, one sentence a breach; also when it is too odd to be checked."""
    try:
        return verify_release(folder)
    except (OSError, MemoryError):
        raise
    except Exception as problem:  # noqa: BLE001 - a stranger's release may break what checks it in any way
        raise_if_interrupted(problem)
        return [f"{folder}: cannot be checked ({' '.join(str(problem).split()) or type(problem).__name__})"]


def digest_breaches(place: Place, descriptor: Descriptor, digest: str | None) -> list[str]:
    """A sentence when the versions.json beside a release states another digest of its checksums."""
    entry = entry_of(place, descriptor)
    if entry is None or entry.digest in (None, digest):
        return []
    return [f"{SUMS_FILE}: its SHA-256 is not the digest that {VERSIONS_FILE} states for {descriptor.version}"]


def _what_was_checked(found: Verification) -> str:
    promises = "types, constraints, keys, references, spans, counts, digests"
    return "\n".join(
        (
            f"{found.release} in {found.folder} keeps its promises.",
            f"  files   {count(found.files, 'file')}, each with the checksum that {SUMS_FILE} states",
            f"  rows    {count(found.rows, 'row')} in {count(found.tables, 'table')}: {promises}",
            f"  ledger  {count(found.articles, 'article')}: edits undone give the raw text, redone the article",
            f"  digest  {found.digest}",
        )
    )
