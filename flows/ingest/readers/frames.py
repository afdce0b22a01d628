"""Where one record of a WARC or ARC file ends and the next begins, also where a length lies or bytes are missing.

A record whose length does not lead to the next record is taken to reach up to it: both are found, neither is lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.ingest.limits import DOCUMENT_BYTES, MEBIBYTE
from flows.ingest.reasons import Refusal

HEADER_BYTES = 1 << 18
PIECE_BYTES = 1 << 16
BLOCK_BYTES = DOCUMENT_BYTES + MEBIBYTE  # a document with its HTTP header
OVERLAP_BYTES = 1 << 12  # the longest line that heads a record
TAIL_BYTES = 16  # enough of what follows a block to see whether it is a record
WARC_START = re.compile(rb"WARC/\d")
WARC_NEXT = re.compile(rb"\n(?=WARC/\d\.\d+\r?\n)")
WARC_TAIL = re.compile(rb"[\r\n]*(?:WARC/\d|\Z)|\r\n\r\n")
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
# http://example.com/ 192.0.2.1 20140216050221 text/html 1591, and what version 2 puts before the length.
ARC_LINE = re.compile(
    rb"(?P<url>[a-z][a-z0-9+.-]*:.*?) (?P<ip>\S+) (?P<date>\d{14}) (?P<type>\S+)(?: \S+){0,5}? (?P<length>\d{1,18})"
    rb"\r?\n",
    re.IGNORECASE,
)
ARC_NEXT = re.compile(rb"\n(?=[a-z][a-z0-9+.-]*:[^\n]* \S+ \d{14} \S+(?: [^\n ]+){0,5} \d{1,18}\r?\n)", re.IGNORECASE)
ARC_TAIL = re.compile(rb"[\r\n]*\Z|[\r\n]+[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """One record: its header and its block; `problem` says why the block is not to be had."""

    header: bytes
    block: bytes = b""
    size: int = 0
    problem: str | None = None


class Ahead:
    """A stream to which bytes that were read too far can be given back."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._back = b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        if not self._back:
            return self._stream.read(size)
        data, self._back = self._back[:size], self._back[size:]
        return data if len(data) == size else data + self._stream.read(size - len(data))

    def glance(self, size: int) -> bytes:
        """Up to `size` bytes, none where they cannot be had; reading on will say why."""
        try:
            return self.read(size)
        except Refusal:
            return b""

    def line(self) -> bytes:
        """Up to the next line break, or HEADER_BYTES."""
        if not self._back:
            return self._stream.readline(HEADER_BYTES)
        at = self._back.find(b"\n") + 1
        return self.read(at) if at else self.read(len(self._back)) + self._stream.readline(HEADER_BYTES)

    def give_back(self, data: bytes) -> None:
        """Put `data` before what comes next."""
        self._back = data + self._back

    def has_more(self) -> bool:
        """Whether something was given back."""
        return bool(self._back)

    def until(self, mark: re.Pattern[bytes], most: int) -> tuple[bytes, int]:
        """What stands before `mark`, its first `most` bytes, and its size; the mark comes next, or the end."""
        kept, window, size = [], b"\n", -1
        while piece := self.read(PIECE_BYTES):
            window += piece
            found = mark.search(window)
            cut = found.end() if found else max(0, len(window) - OVERLAP_BYTES)
            if size < most:
                kept.append(window[:cut])
            size += cut
            window = window[cut:]
            if found:
                self.give_back(window)
                return b"".join(kept)[1 : most + 1], size
        return (b"".join(kept) + window)[1 : most + 1], size + len(window)


def warc_frames(stream: io.BufferedReader) -> Iterator[Frame]:
    """The records of a WARC file."""
    ahead = Ahead(stream)
    while line := ahead.line():
        if not line.strip():
            continue
        if not WARC_START.match(line):
            ahead.give_back(line)
            _, size = ahead.until(WARC_NEXT, 0)
            yield Frame(b"", size=size, problem=f"{size} bytes that are no record; get the file anew")
            continue
        header, size = [line], len(line)
        while (line := ahead.line()).strip() and size < HEADER_BYTES:
            header.append(line)
            size += len(line)
        found = LENGTH.search(head := b"".join(header))
        yield _frame(ahead, head + line, int(found[1]) if found else None, (WARC_TAIL, WARC_NEXT))


def arc_frames(stream: io.BufferedReader) -> Iterator[Frame]:
    """The records of an ARC file; the header of each is its one line."""
    ahead = Ahead(stream)
    while line := ahead.line():
        if not line.strip():
            continue
        found = ARC_LINE.fullmatch(line)
        if found:
            yield _frame(ahead, line, int(found["length"]), (ARC_TAIL, ARC_NEXT))
        else:
            _, size = ahead.until(ARC_NEXT, 0)
            yield Frame(line, size=len(line) + size, problem="a line that heads no record; get the file anew")


def _frame(
    ahead: Ahead, header: bytes, length: int | None, follows: tuple[re.Pattern[bytes], re.Pattern[bytes]]
) -> Frame:
    is_next, up_to_next = follows
    if length is not None and length <= BLOCK_BYTES:
        block = ahead.read(length)
        tail = ahead.glance(TAIL_BYTES)
        if len(block) == length and is_next.match(tail):
            ahead.give_back(tail)
            return Frame(header, block, length)
        ahead.give_back(block + tail)
    block, size = ahead.until(up_to_next, BLOCK_BYTES)
    block = block.rstrip(b"\r\n")
    if size > BLOCK_BYTES:
        return Frame(header, size=size, problem=f"a record of {size // MEBIBYTE} MB; no page is that long")
    if length is not None and len(block) < length and not (ahead.has_more() or _is_whole_answer(block)):
        return Frame(header, block, size, problem="the file breaks off in it; get the file anew")
    return Frame(LENGTH.sub(b"Content-Length: %d\r" % len(block), header), block, size)


def _is_whole_answer(block: bytes) -> bool:
    """Whether a block is an HTTP answer of the length it states itself, or a page to its last tag."""
    if block.rstrip().lower().endswith(b"</html>"):
        return True
    header, _, body = block.partition(b"\r\n\r\n")
    stated = LENGTH.search(header)
    return stated is not None and len(body) >= int(stated[1])
