"""Large JSONL files in parts, so that what is appended to a file costs a part and not the file.

A part ends behind a line whose digest says so, as batches do: a line added, changed or taken out leaves the bounds of
all other parts where they were. A part is known by its bytes and by the number of its first line, which is in the ids
of its records, so lines put in before it make it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Smaller files are read as one.
LEAST_BYTES = 1 << 20
# A part ends behind one line in so many, or when it has so many bytes.
AVERAGE_LINES = 128
MOST_BYTES = 4 << 20


@dataclass(frozen=True)
class Part:
    """Lines of a file: bytes `start` to `end`, the number of the first line, counted from 1, and their SHA-256."""

    start: int
    end: int
    first_line: int
    sha256: str


def cut(path: Path) -> Iterator[Part]:
    """The parts of a file, in order. Raises OSError when it cannot be read."""
    start = end = 0
    first_line = number = 1
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while line := stream.readline(MOST_BYTES):
            digest.update(line)
            end += len(line)
            is_whole = line.endswith(b"\n")
            number += is_whole
            if is_whole and (_is_last(line) or end - start >= MOST_BYTES):
                yield Part(start, end, first_line, digest.hexdigest())
                start, first_line, digest = end, number, hashlib.sha256()
    if end > start:
        yield Part(start, end, first_line, digest.hexdigest())


def _is_last(line: bytes) -> bool:
    return int.from_bytes(hashlib.sha256(line).digest()[:8]) % AVERAGE_LINES == 0


def part_sha256(path: Path, part: Part) -> str:
    """SHA-256 of what a file holds where the part was. Raises OSError when it cannot be read."""
    digest, left = hashlib.sha256(), part.end - part.start
    with path.open("rb") as stream:
        stream.seek(part.start)
        while left and (piece := stream.read(min(left, LEAST_BYTES))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()
