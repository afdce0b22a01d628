"""Zip files: each member read by the reader of its kind, in the order of their names."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedReader

from flows.ingest.blob import Blob, Reading
from flows.ingest.limits import ARCHIVE_MEMBERS, MEBIBYTE
from flows.ingest.readers.archives import Members, ReadBlob
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.streams import Counted

# What zipfile raises at a damaged archive; NotImplementedError at a member packed by a method that it does not read.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error)
IS_ENCRYPTED = 0x1
DIRECTORY_END = b"PK\x05\x06"
LARGE_DIRECTORY_END = b"PK\x06\x06"  # zip64's, before the other
END_BYTES = 1 << 17  # the record that ends the directory, and a comment behind it
ENTRY_BYTES = 46  # the least that the directory spends on a member


def read_zip(blob: Blob, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    """The members of a zip file, by name, so that one added at its end changes the order of no other."""
    try:
        stream = blob.seekable()
        _check_directory(stream)
        archive = zipfile.ZipFile(stream)
    except DAMAGE as problem:
        raise Refusal(Reason.DAMAGED, f"the zip file is broken or cut off ({problem}); get it anew") from problem
    members = Members(blob)
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        if info.is_dir() or members.skips(info.filename):
            continue
        place = members.place(info.filename)
        if why := members.refused(info.filename) or _refused(info):
            yield members.rejected(place, info.file_size, why)
            continue
        try:
            member = archive.open(info)
        except DAMAGE as problem:
            what = f"the member is broken or cannot be unpacked ({problem}); get the archive anew"
            yield members.rejected(place, info.file_size, (Reason.DAMAGED, what))
            continue
        with member:
            piece = Counted(member, blob.budget, DAMAGE).piece
            yield from read(blob.within(members.name(info.filename), piece, place, info.file_size), reading)


def _refused(info: zipfile.ZipInfo) -> tuple[Reason, str] | None:
    kind = info.external_attr >> 28  # the file type of Unix, where the archive was made there
    if kind == 0o12:
        return Reason.LINK, "a link in an archive; pack the file it points to"
    if kind not in (0, 0o10):
        return Reason.NOT_A_FILE, "a pipe, socket or device in an archive; leave it out"
    if info.flag_bits & IS_ENCRYPTED:
        return Reason.ENCRYPTED, "it asks for a password; unpack the archive and put the files there"
    return None


def _check_directory(stream: BufferedReader) -> None:
    """Refuse a directory of too many members before it is read: `zipfile` holds all of it in memory."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - END_BYTES))
    tail = stream.read(END_BYTES)
    at, large = tail.rfind(DIRECTORY_END), tail.rfind(LARGE_DIRECTORY_END)
    if at < 0:
        raise zipfile.BadZipFile("it has no directory at its end")
    size = struct.unpack("<Q", tail[large + 40 : large + 48])[0] if large >= 0 else 0
    size = max(size, struct.unpack("<I", tail[at + 12 : at + 16])[0] if large < 0 else 0)
    if size > ARCHIVE_MEMBERS * 256 or size // ENTRY_BYTES > ARCHIVE_MEMBERS * 4:
        raise Refusal(Reason.TOO_MANY, f"a directory of {size // MEBIBYTE} MB; split the archive")
    stream.seek(0)
