"""Tar files: each member read by the reader of its kind, in the order they stand, in one pass."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BufferedReader
from typing import IO, Self, cast

from flows.ingest.blob import Blob, Reading
from flows.ingest.limits import MEBIBYTE
from flows.ingest.readers.archives import Members, ReadBlob
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.streams import Counted

HEADER_BYTES = MEBIBYTE  # a header's extension, which tarfile holds in memory
EXTENSIONS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError)


class Header(tarfile.TarInfo):
    """A member's header that refuses to hold more of itself in memory than a name can need."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in `buf`."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in EXTENSIONS and header.size > HEADER_BYTES:
            raise Refusal(Reason.DAMAGED, f"a header of {header.size} bytes; pack the archive anew")
        return header


def read_tar(blob: Blob, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    """The members of a tar file, in its order."""
    members = Members(blob)
    for archive, info in _headers(blob.stream):
        if info.isdir() or members.skips(info.name):
            continue
        place = members.place(info.name)
        if why := members.refused(info.name) or _refused(info):
            yield members.rejected(place, info.size, why)
            continue
        stream = cast("IO[bytes]", archive.extractfile(info))
        yield from read(
            blob.within(members.name(info.name), Counted(stream, None, DAMAGE).piece, place, info.size), reading
        )


def _headers(stream: BufferedReader) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    try:
        archive = tarfile.open(fileobj=stream, mode="r|", tarinfo=Header)  # noqa: SIM115 (the stream is its caller's)
        while info := archive.next():
            yield archive, info
            archive.members.clear()  # type: ignore[attr-defined]  # a stream cannot go back; what is passed need not be kept
    except DAMAGE as problem:
        raise Refusal(Reason.DAMAGED, f"the tar file is broken or cut off ({problem}); get it anew") from problem


def _refused(info: tarfile.TarInfo) -> tuple[Reason, str] | None:
    if info.issym() or info.islnk():
        return Reason.LINK, "a link in an archive; pack the file it points to"
    if info.issparse():
        return Reason.NOT_A_FILE, "a file with holes; pack it whole"
    if not info.isfile():
        return Reason.NOT_A_FILE, "a pipe, socket or device in an archive; leave it out"
    return None
