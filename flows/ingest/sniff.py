"""What a file holds, by its first bytes; its name decides only where the bytes leave it open."""

from __future__ import annotations

import codecs
import tarfile
from pathlib import PurePosixPath

from flows.ingest.signs import (
    ADDRESSES,
    ARCHIVED,
    CLOSING_TAG,
    DELIMITERS,
    HEADER_LINE,
    HOCR,
    JSON_OPENING,
    MAIL_HEADER,
    OPENINGS,
    PAGE_PIECES,
    ROOT,
    ROOTS,
    SIGNATURES,
    SUFFIXES,
    ZIPPED_DOCUMENTS,
    Kind,
)

SNIFFED_BYTES = 1 << 16

# Byte order marks, longest first: UTF-32-LE begins with UTF-16-LE's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Share of control characters above which bytes are no text; real text has none but tabs, breaks and form feeds,
# and the start and end of text (2, 3) that news wires send.
CONTROL_SHARE = 0.1
_NO_CONTROLS = bytes(set(range(256)) - set(range(32)) | set(b"\t\n\v\f\r\x1b\b\2\3"))
TEXT_FIELDS = frozenset(
    (b"text", b"body", b"content", b"maintext", b"articlebody", b"article", b"html", b"page", b"content_html")
)
Found = tuple[Kind, str]


def sniff(head: bytes, name: str) -> Found:
    """The kind of what begins with `head`, and a word for people ("PNG", "CSV", "text")."""
    if not head.strip() and len(head) < SNIFFED_BYTES:
        return Kind.EMPTY, "empty"
    encoding = marked_encoding(head) or unmarked_utf16(head)
    text = head.decode(encoding, "ignore").encode() if encoding and encoding != "utf-8" else head
    if not encoding and (found := _binary(head)):
        return found
    return _text_kind(text.removeprefix(codecs.BOM_UTF8).lstrip(), PurePosixPath(name).suffix.lower())


def _binary(head: bytes) -> Found | None:
    """What is known by its first bytes though it may hold anything, or is no text."""
    for opening, kind, word in ARCHIVED:
        if head.startswith(opening):
            return kind, word
    for signature, kind, word in SIGNATURES:
        if head.startswith(signature):
            is_document = kind is Kind.ZIP and head[30:].startswith(ZIPPED_DOCUMENTS)
            return (Kind.BINARY, "an office document or book") if is_document else (kind, word)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF, "PDF"
    if is_tar(head):
        return Kind.TAR, "tar"
    return (Kind.BINARY, "binary data") if is_binary(head) else None


def _text_kind(text: bytes, suffix: str) -> Found:
    for pattern, kind, word in OPENINGS:
        if pattern.match(text):
            return kind, word
    named = SUFFIXES.get(suffix)
    if text.startswith(b"<"):
        return _markup(text, named)
    if JSON_OPENING.match(text) and not (named and named[0] is Kind.JSONL):
        return _json(text)
    return named or _unnamed(text)


def _unnamed(text: bytes) -> Found:
    if ADDRESSES.fullmatch(text[: text.rfind(b"\n") + 1] or text):
        return Kind.SITEMAP, "list"
    if _is_mail(text):
        return Kind.EML, "mail"
    return (Kind.CSV, "CSV") if _is_table(text) else (Kind.TEXT, "text")


def _markup(text: bytes, named: Found | None) -> Found:
    opening = ROOT.match(text)
    root = opening.group("root").lower() if opening else b""
    doctype = (opening.group("doctype") or b"").lower() if opening else b""
    if root in ROOTS and doctype != b"html":
        found = ROOTS[root]
    elif doctype in (b"html", b"lewis"):
        found = (Kind.HTML, "HTML") if doctype == b"html" else (Kind.SGML, "SGML")
    elif b"<html" in text[:2048].lower() or (root in PAGE_PIECES and CLOSING_TAG.search(text)):
        found = Kind.HTML, "HTML"
    else:
        found = named or ((Kind.UNREAD, "XML") if text.startswith(b"<?xml") else (Kind.TEXT, "text"))
    return (Kind.HOCR, "hOCR") if found[0] is Kind.HTML and any(mark in text for mark in HOCR) else found


def _json(text: bytes) -> Found:
    """JSON of one value, or one value a line: then the second line opens an object too."""
    lines = [line.strip() for line in text.split(b"\n", 8)[:8]]
    first, *rest = [line for line in lines if line] or [b""]
    if first.startswith(b"{") and first.endswith(b"}") and rest and rest[0].startswith(b"{"):
        return Kind.JSONL, "JSONL"
    return Kind.JSON, "JSON"


def _is_mail(text: bytes) -> bool:
    headers = HEADER_LINE.match(text)
    if not headers:
        return False
    names = {name.lower() for name in MAIL_HEADER.findall(headers.group())}
    return b"from" in names and len(names) >= 3 and bool(names & {b"message-id", b"received", b"mime-version"})


def _is_table(text: bytes) -> bool:
    head = text.partition(b"\n")[0]
    for delimiter in DELIMITERS:
        cells = [cell.strip().strip(b'"').lower() for cell in head.split(delimiter)]
        if len(cells) > 1 and len(head) < 2048 and TEXT_FIELDS & set(cells) and all(len(c) < 64 for c in cells):
            return not any(b" " in cell for cell in cells)
    return False


def is_tar(head: bytes) -> bool:
    """Whether a tar header stands first, by its checksum."""
    if len(head) < tarfile.BLOCKSIZE or b"\0" not in head[: tarfile.BLOCKSIZE]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


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
    controls = len(head.translate(None, _NO_CONTROLS))
    return nuls * 8000 > len(head) or controls > CONTROL_SHARE * len(head)
