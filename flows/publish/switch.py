"""From a hidden folder to the newest release, so that a kill at any moment leaves the last good one.

The folder is written beside the versions and verified; one rename makes it a version; then versions.json and
latest.json are replaced, each at once. A kill between the rename and the lists leaves a version that is verified but
not listed: `settle`, which every run begins with, lists it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import polars as pl

from flows.descriptor import DESCRIPTOR_FILE
from flows.durable import replace_file, sync, sync_tree
from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.publish.takedowns import WITHDRAWN
from flows.release import (
    LATEST_FILE,
    SUMS_FILE,
    VERSIONS_FILE,
    Latest,
    Release,
    VersionEntry,
    Versions,
    list_versions,
    read_latest,
    read_release,
)

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def new_folder(dataset_folder: Path, version: str) -> Path:
    """An empty hidden folder for a version to be. What a killed run left there is removed."""
    for left in dataset_folder.glob(".[0-9]*.partial"):
        shutil.rmtree(left)
    folder = dataset_folder / f".{version}.partial"
    folder.mkdir(parents=True)
    return folder


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over every other file of the release."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in files if name != SUMS_FILE]
    (folder / SUMS_FILE).write_text("".join(lines), encoding="utf-8", newline="\n")


def switch_to(folder: Path, version: str) -> Release:
    """Make the hidden `folder` the version, list it, and let latest.json name it. Raises OSError if it exists."""
    sync_tree(folder)
    final = folder.with_name(version)
    if final.exists():
        raise FileExistsError(f"{final} exists already, and a version is never changed")
    folder.rename(final)
    sync(final.parent)
    settle(final.parent)
    return read_release(final)


def settle(dataset_folder: Path) -> None:
    """Make versions.json and latest.json say what is so: every version that has a folder is listed, those with articles
    taken down since are listed as withdrawn, the newest is named. Does nothing where that is so.
    """
    listed = list_versions(dataset_folder)
    entries = _with_withdrawn(dataset_folder, _with_unlisted(dataset_folder, listed))
    if entries != listed:
        write_entries(dataset_folder, entries)
    _write_latest(dataset_folder, entries)


def record_failure(dataset_folder: Path, version: str, breach: str) -> None:
    """List `version` as failed, in place of an earlier failure of it."""
    entries = [entry for entry in list_versions(dataset_folder) if entry.version != version]
    failed = VersionEntry(version, "failed", None, None, {}, note=breach)
    write_entries(dataset_folder, [*entries, failed])


def write_entries(dataset_folder: Path, entries: Sequence[VersionEntry]) -> None:
    """Replace versions.json."""
    _replace_json(dataset_folder / VERSIONS_FILE, Versions(dataset_folder.name, tuple(entries)))


def count_values(values: pl.Series) -> dict[str, int]:
    """How often each value occurs, by value in alphabetical order."""
    return dict(sorted(Counter(values).items()))


def _with_unlisted(dataset_folder: Path, entries: list[VersionEntry]) -> list[VersionEntry]:
    listed = {entry.version for entry in entries if entry.status != "failed"}
    folders = (path.parent.name for path in dataset_folder.glob(f"*/{DESCRIPTOR_FILE}"))
    found = sorted((name for name in folders if _VERSION.fullmatch(name) and name not in listed), key=_order)
    new = [_entry(read_release(dataset_folder / name)) for name in found]
    return [*(entry for entry in entries if entry.version not in found), *new]


def _with_withdrawn(dataset_folder: Path, entries: list[VersionEntry]) -> list[VersionEntry]:
    """Earlier versions with an article of a document that the newest version calls withdrawn are so themselves."""
    if not (newest := _newest(entries)):
        return entries
    if not (dataset_folder / newest.version).is_dir():
        raise TearsheetError(
            f"{dataset_folder / VERSIONS_FILE}: names {newest.version}, whose folder is gone; restore the folder, "
            "or delete the entry to publish that version anew"
        )
    documents = read_release(dataset_folder / newest.version).lazy("documents")
    gone = documents.filter(pl.col("status") == WITHDRAWN).select("document_id").collect()
    note = f"holds articles taken down since; use {newest.version} or later"
    is_held = {
        entry.version: gone.height > 0 and _holds(dataset_folder / entry.version, gone)
        for entry in entries
        if entry.status == "published" and entry is not newest
    }
    return [replace(entry, status="withdrawn", note=note) if is_held.get(entry.version) else entry for entry in entries]


def _newest(entries: Sequence[VersionEntry]) -> VersionEntry | None:
    published = [entry for entry in entries if entry.status != "failed"]
    return max(published, key=lambda entry: _order(entry.version), default=None)


def _write_latest(dataset_folder: Path, entries: Sequence[VersionEntry]) -> None:
    if not (newest := _newest(entries)):
        return
    latest = Latest(dataset_folder.name, newest.version, f"{newest.version}/", newest.released_at, newest.digest)
    if read_latest(dataset_folder) != latest:
        _replace_json(dataset_folder / LATEST_FILE, latest)


def _entry(release: Release) -> VersionEntry:
    changes = release.lazy("changes").select("change", "cause").collect()
    return VersionEntry(
        version=release.version,
        status="published",
        released_at=_now(),
        digest=file_sha256(release.folder / SUMS_FILE),
        counts=release.counts(),
        changes=count_values(changes["change"]),
        causes=count_values(changes["cause"]),
        provenance=release.descriptor.tearsheet,
    )


def _holds(folder: Path, gone: pl.DataFrame) -> bool:
    if not folder.is_dir():  # an old version may be deleted to save room
        return False
    articles = read_release(folder).lazy("articles").select("document_id").collect()
    return articles.join(gone, on="document_id", how="semi").height > 0


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _now() -> str:
    """The instant of publication: SOURCE_DATE_EPOCH where it is set, as https://reproducible-builds.org asks."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(stated), UTC) if stated else datetime.now(UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _replace_json(path: Path, content: Versions | Latest) -> None:
    replace_file(path, msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
