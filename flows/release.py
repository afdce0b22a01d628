"""Releases on disk. This docstring is the specification of the public layout.

    build/releases/
      DATASET/
        versions.json      every version in the order made, also failed and withdrawn ones
        latest.json        the newest published version; replaced last
        1.0.0/             one release; its files are never changed
        1.1.0/
          datapackage.json   Data Package v2: name, version, licences, sources; of every table its schema, bytes, hash,
                             number of rows and `rowsHash`; under `tearsheet` the digests of what it was made from
          articles.parquet   one file a table, rows sorted by primary key; the tables are those of schemas/
          …
          README.md          what it is, counts, rights, data dictionary, how to query, how to cite
          CHANGES.md         what differs from the version before, and why
          CITATION.cff       how to cite it, for machines
          load.sql           views and macros for DuckDB, here or over HTTP
          SHA256SUMS         the SHA-256 of every other file, as `sha256sum --check` reads it

versions.json:

    {"dataset": "NAME", "versions": [
      {"version": "1.0.0", "status": "published", "released_at": "2026-11-22T09:00:00Z",
       "digest": "SHA-256 of SHA256SUMS", "counts": {"articles": 38, …},
       "changes": {"added": 0, "changed": 0, "removed": 0}, "causes": {"source": 0, …},
       "provenance": {"raw_digest": …, "code_digest": …, "authority_digest": …, "code_version": …}, "note": null}]}

`status` is `published`; `failed`, a release that broke a promise and was not published (`note` says which; there is no
folder, and the entry goes once that version is published); or `withdrawn`, a version that holds articles taken down
since (`note` names the version without them). `changes` counts the rows of the table changes by `change`, `causes` by
`cause`. latest.json holds `dataset`, `version`, `released_at`, `digest` and `path` (the folder, relative to it).

A version's folder comes into being by one rename of a hidden folder (`.VERSION.partial`) that was verified, then
versions.json and latest.json are replaced, in this order and atomically. Whoever reads latest.json first thus finds
everything it names. Version folders may be cached for ever; versions.json and latest.json may not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import polars as pl

from flows.descriptor import Descriptor, Provenance, ResourceDescriptor, read_descriptor
from flows.errors import TearsheetError, UsageError

VERSIONS_FILE = "versions.json"
LATEST_FILE = "latest.json"
SUMS_FILE = "SHA256SUMS"
LOAD_FILE = "load.sql"
README_FILE = "README.md"
CHANGES_FILE = "CHANGES.md"
CITATION_FILE = "CITATION.cff"

_File = TypeVar("_File")


@dataclass(frozen=True)
class Release:
    """One version of a dataset in its folder."""

    folder: Path
    descriptor: Descriptor = field(repr=False)

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return self.descriptor.name

    @property
    def version(self) -> str:
        """Version of the data."""
        return self.descriptor.version

    def resource(self, name: str) -> ResourceDescriptor:
        """What datapackage.json says of the table. Raises TearsheetError when the release has no such table."""
        for resource in self.descriptor.resources:
            if resource.name == name:
                return resource
        names = ", ".join(resource.name for resource in self.descriptor.resources)
        raise TearsheetError(f"{self.folder}: there is no table {name!r}; the tables are {names}")

    def tables(self) -> dict[str, list[Path]]:
        """The Parquet files of every table, in the order of datapackage.json."""
        return {item.name: [self.folder / path for path in item.paths] for item in self.descriptor.resources}

    def lazy(self, name: str) -> pl.LazyFrame:
        """A table, not read yet. Raises TearsheetError when the release has no such table."""
        self.resource(name)
        return pl.scan_parquet(self.tables()[name], glob=False)

    def frame(self, name: str) -> pl.DataFrame:
        """A table. Raises TearsheetError when the release has no such table."""
        return self.lazy(name).collect()

    def counts(self) -> dict[str, int]:
        """Rows by table, as datapackage.json states them."""
        return {item.name: item.rows for item in self.descriptor.resources}


@dataclass(frozen=True)
class VersionEntry:
    """What versions.json says of one version; see the specification above."""

    version: str
    status: Literal["published", "failed", "withdrawn"]
    released_at: str | None
    digest: str | None
    counts: dict[str, int]
    changes: dict[str, int] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    provenance: Provenance | None = None
    note: str | None = None


@dataclass(frozen=True)
class Versions:
    """versions.json."""

    dataset: str
    versions: tuple[VersionEntry, ...]


@dataclass(frozen=True)
class Latest:
    """latest.json; `path` is the release's folder relative to it."""

    dataset: str
    version: str
    path: str
    released_at: str | None
    digest: str | None


def read_release(folder: Path) -> Release:
    """The release in `folder`. Raises TearsheetError when its datapackage.json is absent or broken."""
    return Release(folder, read_descriptor(folder))


def list_versions(dataset_folder: Path) -> list[VersionEntry]:
    """Every version of a dataset in the order made; none when there is no versions.json yet.

    Raises TearsheetError when versions.json is broken.
    """
    path = dataset_folder / VERSIONS_FILE
    if not path.is_file():
        return []
    return list(_decode(path, Versions).versions)


def latest_version(dataset_folder: Path) -> str | None:
    """The version that latest.json names; None when nothing was published. Raises TearsheetError when it is broken."""
    latest = read_latest(dataset_folder)
    return latest.version if latest else None


def read_latest(dataset_folder: Path) -> Latest | None:
    """latest.json; None when nothing was published. Raises TearsheetError when it is broken, or leads elsewhere."""
    path = dataset_folder / LATEST_FILE
    if not path.is_file():
        return None
    latest = _decode(path, Latest)
    if not (dataset_folder / latest.path).resolve().is_relative_to(dataset_folder.resolve()):
        raise TearsheetError(f"{path}: names a release outside its folder, {latest.path!r}; do not use this dataset")
    return latest


def find_release(releases_root: Path, spec: str | None) -> Release:
    """The release that `spec` names.

    None: the newest release of the dataset published last. Otherwise NAME, NAME@1.2.0, 1.2.0 (of the dataset
    published last), or the path of a release's or dataset's folder. Raises TearsheetError, saying what there is.
    """
    if spec and (at_path := _release_at(Path(spec))):
        return at_path
    newest = _newest_by_dataset(releases_root)
    if not newest:
        raise TearsheetError(
            f"{releases_root}: no dataset is published here; run `tearsheet build`, or name its folder by --build"
        )
    name, _, version = _split(spec, newest)
    if name not in newest:
        raise UsageError(f"{releases_root}: there is no dataset {name!r}; there are {', '.join(sorted(newest))}")
    folder = releases_root / name / (version or newest[name].path)
    if version and not folder.is_dir():
        raise UsageError(f"{name}: there is no version {version!r}; there are {_published(folder.parent)}")
    return read_release(folder)


def _release_at(path: Path) -> Release | None:
    """The release whose folder `path` is, or the newest one of the dataset whose folder it is."""
    if (path / "datapackage.json").is_file():
        return read_release(path)
    latest = read_latest(path)
    return read_release(path / latest.path) if latest else None


def _newest_by_dataset(releases_root: Path) -> dict[str, Latest]:
    """latest.json of every dataset, the one published last at the end."""
    folders = sorted(path.parent for path in releases_root.glob(f"*/{LATEST_FILE}"))
    found = [(folder.name, read_latest(folder)) for folder in folders]
    present = [(name, latest) for name, latest in found if latest]
    return dict(sorted(present, key=lambda item: item[1].released_at or ""))


def _split(spec: str | None, newest: dict[str, Latest]) -> tuple[str, str, str]:
    """Name, "@" and version of `spec`, either of them its default."""
    default = list(newest)[-1]
    if not spec:
        return default, "", ""
    if spec[0].isdigit() and "@" not in spec and spec not in newest:
        return default, "@", spec
    return spec.partition("@")


def _published(dataset_folder: Path) -> str:
    entries = list_versions(dataset_folder)
    return ", ".join(entry.version for entry in entries if entry.status != "failed") or "none"


def _decode(path: Path, kind: type[_File]) -> _File:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as problem:
        raise TearsheetError(
            f"{path}: cannot be read ({problem}); restore it, or delete it and build again"
        ) from problem
