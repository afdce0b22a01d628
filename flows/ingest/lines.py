"""Bytes as UTF-8 whatever they were written in, and their lines, none of them longer than a record may be."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, cast

from flows.ingest.blob import Blob
from flows.ingest.decode import decode
from flows.ingest.limits import MEBIBYTE, RECORD_BYTES
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.sniff import marked_encoding, unmarked_utf16
from flows.ingest.streams import PIECE_BYTES, Filled


def utf8_stream(blob: Blob) -> tuple[io.BufferedReader, str]:
    """The blob's text in UTF-8, without a byte order mark, and the encoding it was in, judged by its first bytes."""
    head = blob.head()
    encoding = wide_encoding(head) or marked_encoding(head) or decode(_whole_characters(head), blob.encoding)[1]
    if encoding == "utf-8":
        if head.startswith(codecs.BOM_UTF8):
            blob.stream.read(len(codecs.BOM_UTF8))
        return blob.stream, encoding
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    mark = "\ufeff"

    def piece() -> bytes:
        nonlocal mark
        text = ""
        while not text and (data := blob.stream.read(PIECE_BYTES)):
            text = decoder.decode(data).removeprefix(mark)
        mark = "" if text else mark
        return (text or decoder.decode(b"", final=True)).encode("utf-8", "replace")

    return io.BufferedReader(cast("io.RawIOBase", Filled(piece))), encoding


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 if that is what begins with `head`; in these a line break is more than the byte of one."""
    encoding = marked_encoding(head) or unmarked_utf16(head)
    return encoding if encoding != "utf-8" else None


def _whole_characters(head: bytes) -> bytes:
    """The first bytes up to the last line break, so that no character is cut."""
    return head[: head.rfind(b"\n") + 1] or head[:-4] or head


class Watched:
    """A stream that stops when what is read since `taken` was set to 0 is more than a record may be."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises Refusal."""
        data = self._stream.read(size)
        self.taken += len(data)
        if self.taken > RECORD_BYTES + 2 * MEBIBYTE:
            raise Refusal(Reason.TOO_LARGE, f"a record of over {RECORD_BYTES // MEBIBYTE} MB; mend the export")
        return data


def byte_lines(stream: io.BufferedReader) -> Iterator[tuple[bytes, int]]:
    """Every line with its break, and its size; one over RECORD_BYTES is passed over and comes empty."""
    while line := stream.readline(RECORD_BYTES + 1):
        if len(line) > RECORD_BYTES and not line.endswith(b"\n"):
            yield b"", len(line) + _skip_line(stream)
        else:
            yield line, len(line)


def _skip_line(stream: io.BufferedReader) -> int:
    skipped = 0
    while piece := stream.readline(MEBIBYTE):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped
