"""Publishing: all tables in, a verified release out, or nothing when nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.compare import KEY_SEPARATOR, differences
from flows.descriptor import Provenance
from flows.durable import disk_problems
from flows.errors import TearsheetError
from flows.publish.causes import add_causes
from flows.publish.changelog import write_changes, write_citation
from flows.publish.load import write_load
from flows.publish.package import write_descriptor
from flows.publish.readme import write_readme
from flows.publish.redirects import find_redirects
from flows.publish.rights import apply_rights, withhold_before
from flows.publish.settings import Outcome, ReleaseSettings
from flows.publish.switch import (
    count_values,
    new_folder,
    record_failure,
    settle,
    switch_to,
    write_sums,
)
from flows.publish.takedowns import TAKEDOWNS, withdraw
from flows.publish.versions import next_version
from flows.publish.write import write_table
from flows.release import Release, latest_version, read_release
from flows.tables import TABLE_NAMES, table
from flows.verify import Known, verify_release

# Tables whose primary key begins with an article's id.
_OF_ARTICLES = ("articles", "edits", "mentions", "dates", "amounts", "quotations")


@dataclass(frozen=True)
class Candidate:
    """A release that is not written yet.

    `previous` is the version before, None for a first one; `changed` are the ids of articles that changed since, None
    when nothing is known of those that did not.
    """

    version: str
    previous: str | None
    tables: Mapping[str, pl.DataFrame]
    provenance: Provenance
    changed: list[str] | None = None


def publish_release(
    tables: Mapping[str, pl.DataFrame],
    settings: ReleaseSettings,
    provenance: Provenance,
    takedowns: pl.DataFrame | None = None,
    step: Callable[[], object] = lambda: None,
) -> Outcome:
    """Publish a new version of the dataset if it differs from the newest one.

    `tables`: every table of schemas/ but redirects and changes; articles has the published columns except the two
    digests, and `raw`. `takedowns`: flows.publish.TAKEDOWNS. `step` is called when all is
    compared, written, verified. Raises TearsheetError when the release breaks a promise:
    it is listed as failed then, and the last good release stays the newest.
    """
    settle(settings.folder)
    previous = _newest(settings.folder)
    published = apply_rights(withdraw(tables, TAKEDOWNS.to_frame() if takedowns is None else takedowns))
    candidate = compare_with(published, previous, provenance)
    step()
    if candidate is None:
        assert previous is not None
        return Outcome(previous, is_new=False, counts=previous.counts())
    with disk_problems(settings.folder / candidate.version):
        folder, written = _write(candidate, settings)
    step()
    known = Known(written, previous if candidate.changed is not None else None, candidate.changed)
    _check(folder, settings.folder, candidate.version, known)
    step()
    release = switch_to(folder, candidate.version)
    changes = candidate.tables["changes"]
    return Outcome(
        release,
        is_new=True,
        counts=release.counts(),
        changes=count_values(changes["change"]),
        causes=count_values(changes["cause"]),
    )


def compare_with(
    published: Mapping[str, pl.DataFrame], previous: Release | None, provenance: Provenance
) -> Candidate | None:
    """The release of the tables `published`, with its version, redirects and changes; None when nothing changed."""
    after = {name: table(name).conform(frame) for name, frame in published.items()}
    if previous is None:
        nothing = {name: table(name).empty() for name in ("redirects", "changes")}
        version = next_version(None, {}, {}, nothing["changes"])
        assert version is not None
        return Candidate(version, None, {**after, **nothing}, provenance)
    before = _frames(previous)
    after["redirects"] = find_redirects(before, after, version="")
    found = differences(before, after)
    version = next_version(previous.version, _types(previous), _known_types(), found)
    if version is None:
        return None
    # A new redirect is an added row whatever version it names, so the version could be computed without.
    is_new = pl.col("since_version") == ""
    after["redirects"] = after["redirects"].with_columns(
        since_version=pl.when(is_new).then(pl.lit(version)).otherwise("since_version")
    )
    changes = add_causes(found, before, after, (previous.descriptor.tearsheet, provenance))
    after["changes"] = withhold_before(changes, before, after)
    was = previous.descriptor.tearsheet
    is_proven = was is not None and was.code_digest == provenance.code_digest  # verified by just these checks
    return Candidate(version, previous.version, after, provenance, _changed(found) if is_proven else None)


def _changed(found: pl.DataFrame) -> list[str]:
    """The ids of articles of which a row came or changed, in any table."""
    rows = found.filter(pl.col("table").is_in(_OF_ARTICLES))
    return rows.select(pl.col("key").str.split(KEY_SEPARATOR).list.first()).to_series().unique().sort().to_list()


def _newest(dataset_folder: Path) -> Release | None:
    version = latest_version(dataset_folder)
    return read_release(dataset_folder / version) if version else None


def _frames(release: Release) -> dict[str, pl.DataFrame]:
    """The tables of an earlier release; one it has not is empty."""
    present = release.tables()
    return {name: release.frame(name) if name in present else table(name).empty() for name in TABLE_NAMES}


def _types(release: Release) -> dict[str, dict[str, str]]:
    return {item.name: item.schema.types for item in release.descriptor.resources}


def _known_types() -> dict[str, dict[str, str]]:
    return {name: {field.name: field.type for field in table(name).fields} for name in TABLE_NAMES}


def _write(candidate: Candidate, settings: ReleaseSettings) -> tuple[Path, Mapping[str, pl.DataFrame]]:
    """The release in a hidden folder, and the rows written there."""
    folder = new_folder(settings.folder, candidate.version)
    tables = {name: write_table(name, candidate.tables[name], folder) for name in TABLE_NAMES}
    write_descriptor(folder, tables, settings, (candidate.version, candidate.provenance))
    write_readme(folder, tables, settings, candidate.version)
    write_changes(folder, tables["changes"], candidate.version, candidate.previous)
    write_citation(folder, settings, candidate.version)
    write_load(folder, settings.dataset, candidate.version, TABLE_NAMES)
    write_sums(folder)
    return folder, tables


def _check(folder: Path, dataset_folder: Path, version: str, known: Known) -> None:
    breaches = verify_release(folder, known)
    if not breaches:
        return
    shutil.rmtree(folder)
    record_failure(dataset_folder, version, breaches[0])
    more = f" ({len(breaches) - 1} more)" if len(breaches) > 1 else ""
    raise TearsheetError(
        f"{dataset_folder.name} {version} was not published: {breaches[0]}{more}; the last good release stays"
    )
