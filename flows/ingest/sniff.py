"""What a file holds, by its first bytes; its name decides only where the bytes leave it open."""

from __future__ import annotations

import codecs
from enum import StrEnum
from pathlib import PurePosixPath

SNIFFED_BYTES = 1 << 16

# Byte order marks, longest first: UTF-32-LE begins with UTF-16-LE's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of formats that are not text, with the name people know them by.
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PAR1", "Parquet"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
)
HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml")
JSONL_NAMES = (".jsonl", ".ndjson", ".jl")
UNREAD_NAMES = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".xml": "XML",
    ".rss": "RSS",
    ".atom": "Atom",
    ".eml": "mail",
    ".rtf": "RTF",
}
# Openings of text formats that would make no article if they were read as plain text.
UNREAD_OPENINGS = (
    (b"<rss", "RSS"),
    (b"<feed", "Atom"),
    (b"<rdf:rdf", "RSS"),
    (b"<urlset", "sitemap"),
    (b"<sitemapindex", "sitemap"),
    (b"warc/", "WARC"),
    (b"{\\rtf", "RTF"),
)
# Share of control characters above which bytes are no text; real text has none but tabs, breaks and form feeds.
CONTROL_SHARE = 0.1
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b\b")


class Kind(StrEnum):
    """What the readers can tell apart."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    EMPTY = "empty"
    BINARY = "binary"
    UNREAD = "unread"


def sniff(head: bytes, name: str, size: int) -> tuple[Kind, str]:
    """The kind of a file from its first bytes, its name and size, and a word for people ("PNG", "CSV", "text")."""
    if size == 0 or (size <= len(head) and not head.strip()):
        return Kind.EMPTY, "empty"
    encoding = marked_encoding(head) or unmarked_utf16(head)
    text = head.decode(encoding, "ignore").encode() if encoding and encoding != "utf-8" else head
    if not encoding:
        for signature, word in SIGNATURES:
            if head.startswith(signature):
                return Kind.BINARY, word
        if is_binary(head):
            return Kind.BINARY, "binary data"
    return _text_kind(text.removeprefix(codecs.BOM_UTF8).lstrip(), PurePosixPath(name).suffix.lower())


def _text_kind(text: bytes, suffix: str) -> tuple[Kind, str]:
    opening = text[:512].lower()
    later = text[:2048].lower() if opening.startswith(b"<?xml") else b""
    if opening.startswith((b"<!doctype html", b"<html")) or b"<html" in later:
        return Kind.HTML, "HTML"
    unread = next((word for mark, word in UNREAD_OPENINGS if opening.startswith(mark) or mark in later), None)
    if unread or suffix in UNREAD_NAMES:
        return Kind.UNREAD, unread or UNREAD_NAMES[suffix]
    if suffix in HTML_NAMES:
        return Kind.HTML, "HTML"
    first_line = text.partition(b"\n")[0].strip()
    if suffix in JSONL_NAMES or (first_line.startswith(b"{") and first_line.endswith(b"}")):
        return Kind.JSONL, "JSONL"
    return (Kind.UNREAD, "JSON of many lines") if suffix == ".json" else (Kind.TEXT, "text")


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark states, or None."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)


def unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in every other byte of mostly Latin text; else None."""
    sample = head[: len(head) // 2 * 2][:4096]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: one NUL among eight thousand, or many control characters."""
    nuls = head.count(0)
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return nuls * 8000 > len(head) or controls > CONTROL_SHARE * len(head)
