"""`tearsheet versions`: every version of a dataset, when it was made, what is in it, and why it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import msgspec

from flows.query.datasets import dataset_place, newest_version, read_versions
from flows.query.output import print_json
from flows.query.terminal import count, one_line, say, table
from flows.release import VersionEntry

# As much of a digest as tells versions apart at a glance; --json gives all of it.
DIGEST_SHOWN = 12
_COLUMNS = ("version", "status", "released", "articles", "entities", "changes", "causes", "digest")
_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


def show_versions(spec: str | None, build: Path, *, as_json: bool) -> None:
    """Print the versions of the dataset that `spec` names in the order made, the newest marked."""
    dataset = dataset_place(spec, build)
    said = read_versions(dataset)
    newest = newest_version(dataset)
    if as_json:
        versions = [{**msgspec.to_builtins(entry), "is_newest": entry.version == newest} for entry in said.versions]
        print_json({"dataset": said.dataset, "address": dataset.address, "newest": newest, "versions": versions})
        return
    click.echo(_versions_table(said.versions, newest))
    say(f"{said.dataset}: {count(len(said.versions), 'version')} in {dataset.address}")


def changes_line(changes: Mapping[str, int]) -> str:
    """`+8 ~8 -42`: rows added, values changed, rows removed; empty for none."""
    return " ".join(f"{sign}{changes[name]}" for name, sign in _SIGNS.items() if changes.get(name))


def causes_line(causes: Mapping[str, int]) -> str:
    """`source 50, code 8`, the most frequent first."""
    ordered = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{cause} {number}" for cause, number in ordered if number)


def _versions_table(entries: Sequence[VersionEntry], newest: str | None) -> str:
    """One row a version; below them the notes, whole, since a note names the version to use."""
    rows = [_row(entry, is_newest=entry.version == newest) for entry in entries]
    notes = [f"{one_line(entry.version)}: {one_line(entry.note)}" for entry in entries if entry.note]
    return "\n".join([table(_COLUMNS, rows), *([""] if notes else []), *notes])


def _row(entry: VersionEntry, *, is_newest: bool) -> list[object]:
    return [
        entry.version,
        f"{entry.status}, newest" if is_newest else entry.status,
        (entry.released_at or "").replace("T", " ").replace("Z", ""),
        entry.counts.get("articles"),
        entry.counts.get("entities"),
        changes_line(entry.changes),
        causes_line(entry.causes),
        (entry.digest or "")[:DIGEST_SHOWN],
    ]
