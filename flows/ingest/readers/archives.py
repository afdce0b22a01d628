"""Archives and compressed files: opened in memory, never unpacked to disk, each member read by the reader of its kind.

A member is named only; nothing is written where its name points, so no name can lead outside. Names that try are
rejected all the same: whoever unpacks the archive by hand must be warned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import printable
from flows.ingest.limits import ARCHIVE_MEMBERS, NAME_BYTES
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.streams import Expanded

ReadBlob = Callable[[Blob, Reading], Iterator[Record]]

SHORT_SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zstd")
# What operating systems put into archives beside the files.
CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_compressed(method: str, blob: Blob, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    """What a compressed file holds, as if the file had held it itself."""
    content = Expanded(method, blob.stream, blob.budget)
    inner = blob.within(_uncompressed(blob.name), content.piece, blob.member)
    inner.resume = content.resume
    yield from read(inner, reading)


def _uncompressed(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    bare = name[: -len(suffix)] if suffix else name
    if suffix.lower() in COMPRESSED_SUFFIXES:
        return bare
    return bare + SHORT_SUFFIXES[suffix.lower()] if suffix.lower() in SHORT_SUFFIXES else name


class Members:
    """The members of one archive, as they are met: their places and names, each once, and what bars one."""

    def __init__(self, blob: Blob) -> None:
        self._blob = blob
        suffix = PurePosixPath(blob.name).suffix
        self._folder = blob.name[: -len(suffix)] if suffix.lower() in (".zip", ".tar") else blob.name
        self._met: Counter[str] = Counter()
        self._count = 0

    def skips(self, name: str) -> bool:
        """Whether a member is none of the archive's own files, as hidden files in raw/ are not."""
        last = name.rpartition("/")[2]
        return name.startswith(CLUTTER) or last in CLUTTER or (last.startswith(".") and last not in ("..", "."))

    def place(self, name: str) -> str:
        """The member's place in the file of raw/; one of a name met before gets its number. Raises Refusal."""
        self._count += 1
        if self._count > ARCHIVE_MEMBERS:
            raise Refusal(Reason.TOO_MANY, f"over {ARCHIVE_MEMBERS} members; split the archive")
        name = printable(name[:NAME_BYTES])
        self._met[name] += 1
        number = "" if self._met[name] == 1 else f"@{self._met[name]}"
        return self._blob.place_of(name + number)

    def name(self, name: str) -> str:
        """The member's path in the source, were the archive unpacked where it lies."""
        return f"{self._folder}/{printable(name)}"

    def refused(self, name: str) -> tuple[Reason, str] | None:
        """Why a member is not read for its name alone; None when it may be."""
        if len(name.encode("utf-8", "replace")) > NAME_BYTES:
            return Reason.UNSAFE_NAME, f"a name of over {NAME_BYTES} bytes; pack the archive anew"
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or parts[0].endswith(":"):
            return Reason.UNSAFE_NAME, "its name leads out of the archive; pack the archive anew if the file is wanted"
        return None

    def rejected(self, place: str, size: int, why: tuple[Reason, str]) -> Record:
        """A member as a reject."""
        return Record(self._blob.path, self._blob.inside, max(size, 0), None, record=place).rejected(*why)
