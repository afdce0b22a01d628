"""Ids and digests: SHA-256 everywhere, so that the same input has the same name on every machine.

An id is the first 16 hex digits of the SHA-256 of its parts joined by U+001F. Sixteen digits (64 bits) make a
collision among ten million rows less likely than 1 in 300,000.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

ID_LENGTH = 16
SEPARATOR = "\x1f"


def make_id(*parts: str) -> str:
    """The id of something known by `parts`, fewest raw fields first."""
    return hashlib.sha256(SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def bytes_sha256(data: bytes) -> str:
    """SHA-256 of bytes, as hex."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex, read in pieces. Raises OSError when it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
