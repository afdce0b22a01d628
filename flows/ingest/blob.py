"""Bytes somewhere in raw/: a file, what a compressed file holds, or a member of an archive, at any depth."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, TypeAlias, cast

from flows.ids import bytes_sha256
from flows.ingest.files import RawFile
from flows.ingest.limits import ARCHIVE_DEPTH, MEBIBYTE, RECORD_BYTES, Budget
from flows.ingest.parts import Part
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.sniff import SNIFFED_BYTES
from flows.ingest.streams import Filled
from flows.sources import Source

Stream: TypeAlias = io.BufferedReader
MEMBER_MARK = "!"  # between an archive and its member, as in `inner.tar!2022/a.html`


@dataclass
class Reading:
    """One reading of a source's files: what source.yaml says, and the fields of its records that nothing asks for."""

    source: Source
    unknown_fields: Counter[str] = field(default_factory=Counter)


def buffered(piece: Callable[[], bytes]) -> Stream:
    """A stream of the pieces, which ends at an empty one."""
    return cast("Stream", io.BufferedReader(cast("io.RawIOBase", Filled(piece)), SNIFFED_BYTES))


def _until(stream: Stream, part: Part) -> Callable[[], bytes]:
    """Pieces of an open file from the beginning of the part to its end."""
    stream.seek(part.start)
    return lambda: stream.read(min(MEBIBYTE, part.end - stream.tell()))


@dataclass
class Blob:
    """Bytes to read once, from the front.

    `path` is the file in raw/, `inside` the same within its source; `member` the place within the file, None for the
    file itself; `name` what the source would call the bytes if all archives were unpacked in place. `size` and
    `sha256` are None where only reading would tell. `media_type` and `encoding` are what a web answer declares.
    `resume` goes on behind damage, where that can be done. `first_line` is set where the bytes are lines of a JSONL
    file, of which that is the first.
    """

    path: str
    inside: str
    name: str
    stream: Stream
    budget: Budget
    member: str | None = None
    size: int | None = None
    sha256: str | None = None
    depth: int = 0
    encoding: str | None = None
    resume: Callable[[], bool] | None = None
    first_line: int | None = None
    _copy: IO[bytes] | None = None
    _piece: Callable[[], bytes] = bytes

    @classmethod
    def of_file(cls, file: RawFile, stream: Stream) -> Blob:
        """The blob of an open file of raw/."""
        blob = cls(file.name, file.inside, file.inside, stream, Budget(file.size), size=file.size, sha256=file.sha256)
        if file.part:
            blob.stream, blob.first_line = buffered(_until(stream, file.part)), file.first_line
        return blob

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case: ".html"."""
        return PurePosixPath(self.name).suffix.lower()

    def head(self) -> bytes:
        """The first bytes, up to SNIFFED_BYTES, still to be read."""
        return self.stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]

    def whole(self, most: int = RECORD_BYTES) -> bytes:
        """All bytes; size and digest are known afterwards. Raises Refusal when there are more than `most`."""
        data = self.stream.read(most + 1)
        if len(data) > most:
            is_line = b"\n" not in data
            reason, what = (Reason.LINE_TOO_LONG, "one line of") if is_line else (Reason.TOO_LARGE, "")
            raise Refusal(reason, f"{what} over {most // MEBIBYTE} MB; split it into one file an article".lstrip())
        self.size, self.sha256 = len(data), bytes_sha256(data)
        return data

    def seekable(self) -> Stream:
        """The same bytes as a stream to move about in: the file itself, else a copy on disk that goes with the blob."""
        if self.stream.seekable():
            return self.stream
        copy = tempfile.NamedTemporaryFile()  # noqa: SIM115 (it lives as long as the blob)
        digest, size = hashlib.sha256(), 0
        while piece := self.stream.read(MEBIBYTE):
            digest.update(piece)
            size += copy.write(piece)
        copy.flush()
        self.size, self.sha256 = size, digest.hexdigest()
        self._copy = copy
        return cast("Stream", io.BufferedReader(io.FileIO(copy.name)))

    def resumed(self) -> bool:
        """Go on behind damage, with a new stream; False where nothing follows it."""
        if self.resume is None or not self.resume():
            return False
        self.stream = buffered(self._piece)
        return True

    def within(self, name: str, piece: Callable[[], bytes], member: str | None, size: int | None = None) -> Blob:
        """Bytes that this blob holds, named `name`. Raises Refusal when archives stand in archives too deep."""
        if self.depth >= ARCHIVE_DEPTH:
            raise Refusal(Reason.TOO_DEEP, f"archives in archives, over {ARCHIVE_DEPTH} deep; unpack them by hand")
        blob = Blob(self.path, self.inside, name, buffered(piece), self.budget, member, size, depth=self.depth + 1)
        blob._piece = piece
        return blob

    def record(self, number: int | str | None = None) -> Record:
        """What is known of the record at `number` in this blob (None: the blob is the record) before it is read."""
        place = self.member
        if number is not None:
            place = str(number) if self.member is None else f"{self.member}#{number}"
        if number is None:
            return Record(self.path, self.inside, self.size or 0, self.sha256, record=place)
        return Record(self.path, self.inside, 0, None, record=place)

    def place_of(self, member: str) -> str:
        """The place, within the file of raw/, of a member of this blob."""
        return member if self.member is None else f"{self.member}{MEMBER_MARK}{member}"
