"""Verification of a release from its folder alone, as a stranger would who downloaded it.

Files first, since nothing else means anything when they differ; then the rows of every table (`flows.checks`); then
the promise of the ledger: undoing an article's edits gives its raw text, redoing them its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath

import duckdb
import polars as pl

from flows.checks import connect, promise_breaches, reference_breaches, table_breaches
from flows.compare import rows_sha256
from flows.descriptor import DESCRIPTOR_FILE, ResourceDescriptor
from flows.errors import TearsheetError
from flows.ids import file_sha256, text_sha256
from flows.ledger import Edit, redo, undo
from flows.release import SUMS_FILE, Release, read_release

# Articles whose texts and edits are held in memory at once.
ARTICLES_AT_ONCE = 2_000


def verify_release(folder: Path) -> list[str]:
    """What is wrong with the release in `folder`, one sentence a breach; empty when every promise holds."""
    try:
        release = read_release(folder)
    except TearsheetError as problem:
        return [str(problem)]
    of_files = [*_sums_breaches(folder), *_descriptor_breaches(folder)]
    for resource in release.descriptor.resources:
        of_files += _file_breaches(folder, resource)
    return of_files or list(_row_breaches(release))


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


def _descriptor_breaches(folder: Path) -> Iterator[str]:
    """What frictionless finds wrong in datapackage.json."""
    from frictionless import Package

    descriptor = json.loads((folder / DESCRIPTOR_FILE).read_bytes())
    for problem in Package.metadata_validate(_without_profiles(descriptor)):
        yield f"{DESCRIPTOR_FILE}: {problem.message}"
    if not descriptor.get("version"):
        yield f"{DESCRIPTOR_FILE}: no version"


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


def _row_breaches(release: Release) -> Iterator[str]:
    resources = release.descriptor.resources
    try:
        with connect(release) as database:
            of_tables = [
                breach for resource in resources for breach in table_breaches(database, release, resource.name)
            ]
            of_tables += [breach for resource in resources for breach in reference_breaches(database, resource)]
            yield from of_tables
            if of_tables:  # the checks below rely on columns and keys
                return
            yield from promise_breaches(database, release)
    except duckdb.Error as problem:
        yield f"{release.folder}: a table cannot be read ({' '.join(str(problem).split())})"
        return
    yield from _digest_breaches(release)
    yield from _ledger_breaches(release)


def _digest_breaches(release: Release) -> Iterator[str]:
    for resource in release.descriptor.resources:
        if resource.rows_hash != f"sha256:{rows_sha256(release.frame(resource.name))}":
            yield f"{resource.name}: the rows do not have the rowsHash that {DESCRIPTOR_FILE} states"


def _ledger_breaches(release: Release) -> Iterator[str]:
    """Articles whose edits do not undo to the raw text or redo to the text."""
    if not {"articles", "edits"} <= set(release.tables()):
        return
    articles = release.lazy("articles").select("article_id", "text", "raw_sha256")
    count = release.resource("articles").rows
    for start in range(0, count, ARTICLES_AT_ONCE):
        some = articles.slice(start, ARTICLES_AT_ONCE).collect()
        edits = _edits_by_article(release.lazy("edits"), some.get_column("article_id"))
        for article_id, text, raw_sha256 in some.iter_rows():
            yield from _article_breaches(article_id, text, raw_sha256, edits.get(article_id, []))


def _edits_by_article(edits: pl.LazyFrame, article_ids: pl.Series) -> dict[str, list[Edit]]:
    columns = ("article_id", *Edit._fields)
    between = pl.col("article_id").is_between(pl.lit(article_ids[0]), pl.lit(article_ids[-1]))  # sorted in both tables
    rows = edits.filter(between).select(columns).collect().iter_rows()
    return {key: [Edit(*row[1:]) for row in group] for key, group in groupby(rows, key=itemgetter(0))}


def _article_breaches(article_id: str, text: str, raw_sha256: str, edits: list[Edit]) -> Iterator[str]:
    raw = undo(text, edits)
    ends = [0, *(edit.raw_end for edit in edits)]
    if any(edit.raw_start < end or edit.raw_end < edit.raw_start for edit, end in zip(edits, ends, strict=False)):
        yield f"edits: those of article {article_id} overlap or stand out of order"
    elif text_sha256(raw) != raw_sha256:
        yield f"edits: undoing those of article {article_id} does not give its raw text"
    elif any(raw[edit.raw_start : edit.raw_end] != edit.before for edit in edits) or redo(raw, edits) != text:
        yield f"edits: redoing those of article {article_id} does not give its text"
