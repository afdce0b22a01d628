"""Verification of a release from its folder alone, as a stranger would who downloaded it.

Files first, since nothing else means anything when they differ; then the rows of every table (`flows.checks`); then
what is promised of texts (`flows.passages`). Whoever has just written a release may say what is `Known` of it already,
so that adding a few articles to many does not cost a check of them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import polars as pl

from flows.checks import promise_breaches, reference_breaches, table_breaches
from flows.compare import rows_sha256
from flows.descriptor import DESCRIPTOR_FILE, ResourceDescriptor
from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.passages import passage_breaches
from flows.release import SUMS_FILE, Release, read_release

# What differs between the descriptors of two versions although frictionless has nothing to say of it.
_VALUES = frozenset({"version", "bytes", "hash", "rows", "rowsHash", "tearsheet"})


@dataclass(frozen=True)
class Known:
    """What its writer knows of a release.

    `tables`: the rows written, of which the descriptor's rowsHash was computed. `since`: a release that was verified
    by the same code. `changed`: ids of the articles of which a row is new or differs since.
    """

    tables: Mapping[str, pl.DataFrame]
    since: Release | None = None
    changed: Sequence[str] | None = None


def verify_release(folder: Path, known: Known | None = None) -> list[str]:
    """What is wrong with the release in `folder`, one sentence a breach; empty when every promise holds.

    With `known`, the files are read and compared with the rows that were to be written, and promises about texts are
    checked where something changed.
    """
    try:
        release = read_release(folder)
    except TearsheetError as problem:
        return [str(problem)]
    since = known.since.folder if known and known.since else None
    of_files = [*_sums_breaches(folder), *_descriptor_breaches(folder, since)]
    for resource in release.descriptor.resources:
        of_files += _file_breaches(folder, resource)
    return of_files or list(_row_breaches(release, known))


def _sums_breaches(folder: Path) -> Iterator[str]:
    """Files that SHA256SUMS does not list, lists wrongly, or lists outside the folder."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if SUMS_FILE not in present:
        yield f"{SUMS_FILE}: absent"
        return
    lines = (folder / SUMS_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {name.removeprefix("*"): digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in sorted(present - listed.keys()):
        if name.partition(".")[0] != SUMS_FILE:
            yield f"{SUMS_FILE}: {name} is not listed"
    for name, digest in sorted(listed.items()):
        if name not in present:
            yield f"{SUMS_FILE}: {name} is listed, but absent"
        elif file_sha256(folder / name) != digest:
            yield f"{SUMS_FILE}: {name} differs from its checksum; download or build it again"


def _descriptor_breaches(folder: Path, since: Path | None) -> Iterator[str]:
    """What frictionless finds wrong in datapackage.json; nothing new if it differs in sizes and digests alone."""
    descriptor = json.loads((folder / DESCRIPTOR_FILE).read_bytes())
    if since and _shape(descriptor) == _shape(json.loads((since / DESCRIPTOR_FILE).read_bytes())):
        return
    from frictionless import Package

    for problem in Package.metadata_validate(_without_profiles(descriptor)):
        yield f"{DESCRIPTOR_FILE}: {problem.message}"
    if not descriptor.get("version"):
        yield f"{DESCRIPTOR_FILE}: no version"


def _shape(descriptor: object, depth: int = 0) -> object:
    """A descriptor with the types of those values that differ from version to version."""
    if isinstance(descriptor, list):
        return [_shape(item, depth + 1) for item in descriptor]
    if not isinstance(descriptor, dict):
        return descriptor
    values = _VALUES | {"description"} if depth == 0 else _VALUES
    return {key: type(item) if key in values else _shape(item, depth + 1) for key, item in descriptor.items()}


def _without_profiles(descriptor: dict[str, object]) -> dict[str, object]:
    """A descriptor without the addresses of profiles, which frictionless would fetch wherever a stranger sent it."""
    return {key: _stripped(value) for key, value in descriptor.items() if key not in ("profile", "$schema")}


def _stripped(value: object) -> object:
    if isinstance(value, dict):
        return _without_profiles(value)
    return [_stripped(item) for item in value] if isinstance(value, list) else value


def _file_breaches(folder: Path, resource: ResourceDescriptor) -> Iterator[str]:
    """Files of a resource that are absent, outside the folder, or not as datapackage.json states."""
    for path in resource.paths:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or not (folder / path).is_file():
            yield f"{resource.name}: {path} is not a file of the release"
            return
    for field in resource.schema.fields:
        if not field.description:
            yield f"{resource.name}.{field.name}: no description"
    if len(resource.paths) > 1:  # `bytes` and `hash` are of one file; several are covered by SHA256SUMS
        return
    file = folder / resource.paths[0]
    if resource.bytes != file.stat().st_size:
        yield f"{resource.name}: {file.stat().st_size} bytes, not {resource.bytes} as {DESCRIPTOR_FILE} states"
    if resource.hash != f"sha256:{file_sha256(file)}":
        yield f"{resource.name}: the file does not have the hash that {DESCRIPTOR_FILE} states"


def _row_breaches(release: Release, known: Known | None) -> Iterator[str]:
    try:
        if known and (unlike := list(_unlike(release, known.tables))):
            yield from unlike
            return
        files = {
            name: [known.tables[name].lazy()] if known else [pl.scan_parquet(path, glob=False) for path in paths]
            for name, paths in release.tables().items()
        }
        tables = {name: pl.concat(frames) for name, frames in files.items()}
        resources = release.descriptor.resources
        of_tables = [breach for item in resources for breach in table_breaches(item, files[item.name])]
        of_tables += [] if of_tables else [breach for item in resources for breach in reference_breaches(tables, item)]
        yield from of_tables
        if of_tables:  # the checks below rely on columns and keys
            return
        yield from promise_breaches(tables)
        if not known:
            yield from _digest_breaches(release)
        yield from passage_breaches(tables, known.changed if known else None)
    except pl.exceptions.PolarsError as problem:
        yield f"{release.folder}: a table cannot be read ({' '.join(str(problem).split())})"


def _digest_breaches(release: Release) -> Iterator[str]:
    for resource in release.descriptor.resources:
        if resource.rows_hash != f"sha256:{rows_sha256(release.frame(resource.name))}":
            yield f"{resource.name}: the rows do not have the rowsHash that {DESCRIPTOR_FILE} states"


def _unlike(release: Release, tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Tables whose files do not hold the rows that were written."""
    for name in release.tables():
        if not release.frame(name).equals(tables[name]):
            yield f"{name}: the file does not hold the rows that were written; look at the disk, and build again"
