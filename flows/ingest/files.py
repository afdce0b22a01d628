"""The files of a raw archive: what there is, in one order on every machine, and the digest of each.

Files whose name begins with a dot, source.yaml, and at the top of raw/ a README.md, dataset.yaml, takedowns.csv,
decisions.csv and the folder authorities are not records.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.errors import TearsheetError, UsageError
from flows.ids import file_sha256
from flows.ingest.parts import Part, part_sha256
from flows.ingest.reasons import Reason
from flows.sources import SOURCE_FILE, Source, read_source, valid_name

NOT_RECORDS_AT_THE_TOP = ("README.md", "dataset.yaml", "takedowns.csv", "decisions.csv")
NO_SOURCES = ("authorities",)


@dataclass(frozen=True)
class RawFile:
    """One file of a source. `name` is its path relative to raw/ with `/`, valid Unicode whatever the file system holds.

    `sha256` is None where `reason` says why the bytes cannot be read, and `detail` says it in a sentence. With `part`,
    size and digest are those of a part of the file.
    """

    path: Path
    name: str
    inside: str
    size: int
    sha256: str | None
    reason: Reason | None = None
    detail: str | None = None
    part: Part | None = None

    @property
    def first_line(self) -> int:
        """Number of the first line, which is in the ids of records."""
        return self.part.first_line if self.part else 1


@dataclass(frozen=True)
class SourceFiles:
    """A source with its files, sorted by name."""

    source: Source
    files: tuple[RawFile, ...]


def scan(raw: Path) -> list[SourceFiles]:
    """Every source of the archive, by name: each folder of `raw`, and `raw` itself if files lie loose in it.

    Raises UsageError when `raw` is no folder or a source.yaml is broken.
    """
    if not raw.is_dir():
        what = "is a file, not a folder" if raw.is_file() else "no such folder"
        raise UsageError(f"{raw}: {what}; name the folder that holds one folder a source")
    root = raw.resolve()
    found = [
        SourceFiles(read_source(folder), tuple(_files(folder, root, deep=True)))
        for folder in sorted(path for path in root.iterdir() if _is_source(path))
    ]
    loose = tuple(file for file in _files(root, root, deep=False) if file.name not in NOT_RECORDS_AT_THE_TOP)
    if loose:
        found.append(SourceFiles(read_source(root), loose))
    names = [item.source.source_id for item in found]
    if len(set(names)) < len(names):
        raise UsageError(f"{raw}: loose files and a folder are both named {root.name!r}; move the files into a folder")
    return sorted((item for item in found if item.files), key=lambda item: item.source.source_id)


def check_unchanged(file: RawFile) -> None:
    """Raise TearsheetError when a file that has been read does not hold what it held when the archive was surveyed."""
    if file.sha256 is None:
        return
    try:
        is_same = (part_sha256(file.path, file.part) if file.part else file_sha256(file.path)) == file.sha256
    except OSError:
        is_same = False
    if not is_same:
        raise TearsheetError(f"{file.name}: changed while it was read; build again when nobody writes there")


def _is_source(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".") and path.name not in NO_SOURCES


def _files(folder: Path, root: Path, *, deep: bool) -> Iterator[RawFile]:
    waiting: list[Path | os.DirEntry[str]] = [folder]  # the next one last; folders nest deeper than Python's calls
    while waiting:
        item = waiting.pop()
        if isinstance(item, os.DirEntry) and not item.is_dir(follow_symlinks=False):
            yield _file(Path(item.path), root, is_link=item.is_symlink())
        elif item is folder or deep:
            try:
                waiting += _entries(item)
            except OSError as problem:
                why = f"the folder cannot be listed ({problem.strerror})"
                yield _unreadable(Path(item), root, Reason.UNREADABLE, why)


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """What stands in a folder and may hold records, in reverse order. Raises OSError when it cannot be listed."""
    found = [entry for entry in os.scandir(folder) if not entry.name.startswith(".") and entry.name != SOURCE_FILE]
    return sorted(found, key=lambda entry: os.fsencode(entry.name), reverse=True)


def _file(path: Path, root: Path, *, is_link: bool) -> RawFile:
    try:
        target = path.resolve(strict=True)
        status = target.stat()
        if is_link and (root not in target.parents or stat.S_ISDIR(status.st_mode)):
            return _unreadable(
                path, root, Reason.LINK, "a link out of raw/ or to a folder; put a copy of the file there"
            )
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(path, root, Reason.NOT_A_FILE, "a pipe, socket or device; put a file there")
        name = _name(path, root)
        return RawFile(path, name, _inside(name, root, path), status.st_size, file_sha256(target))
    except (OSError, RuntimeError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        return _unreadable(
            path, root, Reason.UNREADABLE, f"the file cannot be opened ({why}); mend its permissions or link"
        )


def _unreadable(path: Path, root: Path, reason: Reason, why: str) -> RawFile:
    name = _name(path, root)
    return RawFile(path, name, _inside(name, root, path), 0, None, reason, f"{name}: {why}")


def _name(path: Path, root: Path) -> str:
    return valid_name(path.relative_to(root).as_posix())


def _inside(name: str, root: Path, path: Path) -> str:
    return name if path.parent == root else name.partition("/")[2]
