"""Streams of bytes that never hold more than a piece: what a decompressor gives, counted against a budget."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zlib
from collections.abc import Callable
from typing import IO, Protocol

import zstandard

from flows.ingest.limits import WINDOW_BYTES, Budget
from flows.ingest.reasons import Reason, Refusal

PIECE_BYTES = 1 << 17
# zstd makes at most 128 KB of 4 bytes and has no way to stop halfway, so it is fed little at a time.
ZSTD_BYTES = 1 << 10
# A frame that decoders skip; in a WARC file compressed by zstd the first one holds the dictionary of all others:
# https://iipc.github.io/warc-specifications/specifications/warc-zstd/
DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_MEMBER = b"\x1f\x8b\x08"
DAMAGE = (zlib.error, lzma.LZMAError, zstandard.ZstdError, EOFError, OSError)


class Decompressor(Protocol):
    """One stream of compressed data, as `bz2` and `lzma` have it."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether more compressed bytes are needed before more comes out."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most `max_length` bytes from `data` and what was kept of earlier data."""


class Gunzip:
    """zlib's decompressor with the interface of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether more must come in before more comes out."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most `max_length` bytes from `data` and what was kept."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


class Unzstd:
    """zstandard's decompressor with the interface of the others; `max_length` is kept to by a few MB."""

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None) -> None:
        self._inner = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=WINDOW_BYTES).decompressobj()
        self._kept = b""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether more must come in before more comes out."""
        return not self._kept

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""
        return self._inner.unused_data + self._kept

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """About `max_length` bytes from `data` and what was kept."""
        data, at, found = self._kept + data, 0, bytearray()
        while at < len(data) and not self.eof and (max_length < 0 or len(found) < max_length):
            found += self._inner.decompress(data[at : at + ZSTD_BYTES])
            at += ZSTD_BYTES
        self._kept = data[at:]
        return bytes(found)


class Filled(io.RawIOBase):
    """Pieces of bytes as a stream that reads as much as it is asked for unless it is at its end (an empty piece)."""

    def __init__(self, piece: Callable[[], bytes]) -> None:
        super().__init__()
        self._piece = piece
        self._rest = memoryview(b"")
        self._refusal: Refusal | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as there are bytes."""
        view, at = memoryview(buffer).cast("B"), 0
        while at < len(view):
            if not self._rest and not self._fetch(has_some=at > 0):
                break
            count = min(len(view) - at, len(self._rest))
            view[at : at + count] = self._rest[:count]
            self._rest = self._rest[count:]
            at += count
        return at

    def _fetch(self, *, has_some: bool) -> bool:
        """Take the next piece. What is wrong with it is said only when all before it has been read."""
        try:
            if self._refusal is None:
                self._rest = memoryview(self._piece())
        except Refusal as why:
            self._refusal = why
        if self._refusal is not None and not has_some:
            raise self._refusal
        return len(self._rest) > 0


class Expanded:
    """What a compressed stream holds: all its members, one after the other, as the command-line tools give it.

    `member_at` is the offset, in the compressed stream, of the member being read.
    """

    def __init__(self, method: str, stream: io.BufferedReader, budget: Budget) -> None:
        self._method, self._stream, self._budget = method, stream, budget
        self._make = _maker(method, stream)
        self._inner: Decompressor | None = None
        self._fed = b""
        self._read = self.member_at = 0
        self._start = stream.tell() if stream.seekable() else 0

    def piece(self) -> bytes:
        """The next bytes, none at the end. Raises Refusal on damage and over the budget."""
        try:
            found = self._expand()
        except DAMAGE as problem:
            what = f"its {self._method} data is broken or cut off ({problem or 'it ends too early'})"
            raise Refusal(Reason.DAMAGED, f"{what}; get the file anew") from problem
        self._budget.spend(len(found))
        return found

    def resume(self) -> bool:
        """Go on behind a broken member of gzip data, at the next place that begins one; False when there is none.

        Web archives have a member a record, so that damage to one costs no other.
        """
        if self._method != "gzip" or not self._stream.seekable():
            return False
        at = self._stream.seek(self._start + self.member_at + 1)
        self._inner, kept = None, b""
        while piece := self._stream.read(PIECE_BYTES):
            found = (kept + piece).find(GZIP_MEMBER)
            if found >= 0:
                self._fed = (kept + piece)[found:]
                self._read = at + len(piece) - self._start
                return True
            at += len(piece)
            kept = (kept + piece)[-2:]
        return False

    def _expand(self) -> bytes:
        while self._inner is not None or self._begin():
            assert self._inner is not None
            if self._inner.needs_input and not self._fed:
                self._feed()
                if not self._fed:
                    raise EOFError
            data, self._fed = self._fed, b""
            found = self._inner.decompress(data, PIECE_BYTES)
            if self._inner.eof:
                self._fed, self._inner = self._inner.unused_data, None
            if found:
                return found
        return b""

    def _begin(self) -> bool:
        """Start on the next member if there is one; zeros behind the last are padding, as gzip has it."""
        self._fed = self._fed.lstrip(b"\0")
        while not self._fed:
            self._feed()
            if not self._fed:
                return False
            self._fed = self._fed.lstrip(b"\0")
        self.member_at = self._read - len(self._fed)
        self._inner = self._make()
        return True

    def _feed(self) -> None:
        self._fed = self._stream.read(PIECE_BYTES)
        self._read += len(self._fed)


class Counted:
    """A member of an archive: its damage is named, and what comes out is counted unless that was done before."""

    def __init__(self, stream: IO[bytes], budget: Budget | None, damage: tuple[type[Exception], ...]) -> None:
        self._stream, self._budget, self._damage = stream, budget, damage

    def piece(self) -> bytes:
        """The next bytes, none at the end. Raises Refusal on damage and over the budget."""
        try:
            found = self._stream.read(PIECE_BYTES)
        except self._damage as problem:
            what = f"its data is broken or cut off ({problem or 'it ends too early'})"
            raise Refusal(Reason.DAMAGED, f"{what}; get the archive anew") from problem
        if self._budget is not None:
            self._budget.spend(len(found))
        return found


def _maker(method: str, stream: io.BufferedReader) -> Callable[[], Decompressor]:
    if method == "zstd":
        dictionary = _dictionary(stream)
        return lambda: Unzstd(dictionary)
    if method == "xz":
        return lambda: lzma.LZMADecompressor(memlimit=WINDOW_BYTES)
    return bz2.BZ2Decompressor if method == "bzip2" else Gunzip


def _dictionary(stream: io.BufferedReader) -> zstandard.ZstdCompressionDict | None:
    head = stream.peek(8)[:8]
    if head[:4] != DICTIONARY_MAGIC:
        return None
    size = min(struct.unpack("<I", head[4:8])[0], WINDOW_BYTES)
    data = stream.read(8 + size)[8:]
    if data.startswith(ZSTD_MAGIC):
        data = zstandard.ZstdDecompressor().decompress(data, max_output_size=WINDOW_BYTES)
    return zstandard.ZstdCompressionDict(data)
