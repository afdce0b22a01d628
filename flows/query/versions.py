"""`tearsheet versions`: what versions.json tells of a dataset, here or on the web."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.errors import TearsheetError
from flows.query.places import Place, decode, is_url, place_of
from flows.query.terminal import table
from flows.release import LATEST_FILE, VERSIONS_FILE, Latest, VersionEntry, Versions, find_release


def read_versions(dataset: str | None, build: Path) -> tuple[Versions, str | None]:
    """Every version of a dataset and the one that is latest.

    `dataset`: a name, a folder, a URL, or None for the dataset published last. Raises TearsheetError when it has no
    versions.json.
    """
    place = _dataset_place(dataset, build)
    versions = place.read_as(VERSIONS_FILE, Versions)
    pointer = place.read_if_there(LATEST_FILE)
    latest = decode(pointer, Latest, place.file(LATEST_FILE)).version if pointer is not None else None
    return versions, latest


def _dataset_place(dataset: str | None, build: Path) -> Place:
    if dataset is not None and is_url(dataset):
        return place_of(dataset)
    if dataset is not None and (Path(dataset) / VERSIONS_FILE).is_file():
        return Place(dataset)
    if dataset is not None and "@" in dataset:
        raise TearsheetError(f"{dataset}: name the dataset alone, without a version")
    return Place(str(find_release(build / "releases", dataset).folder.parent))


def versions_table(versions: Sequence[VersionEntry], latest: str | None) -> str:
    """The versions as a table, the newest last and marked."""
    columns = ("version", "status", "released", "articles", "entities", "changes", "why", "digest")
    return table(columns, [_row(entry, latest) for entry in versions])


def _row(entry: VersionEntry, latest: str | None) -> tuple[object, ...]:
    why = ", ".join(f"{cause} {number}" for cause, number in entry.causes.items() if number)
    return (
        f"{entry.version} (latest)" if entry.version == latest else entry.version,
        entry.status,
        (entry.released_at or "").replace("T", " ").removesuffix("Z"),
        entry.counts.get("articles", 0),
        entry.counts.get("entities", 0),
        sum(entry.changes.values()),
        entry.note or why,
        (entry.digest or "")[:12],
    )
