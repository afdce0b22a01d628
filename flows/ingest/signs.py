"""By what each format is known: first bytes, root elements, suffixes."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What the readers can tell apart; the names that source.yaml's `format` takes are among them."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    FEED = "feed"
    SITEMAP = "sitemap"
    WARC = "warc"
    ARC = "arc"
    NEWSML = "newsml"
    NITF = "nitf"
    EML = "eml"
    MBOX = "mbox"
    PDF = "pdf"
    SGML = "sgml"
    HOCR = "hocr"
    ALTO = "alto"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"
    EMPTY = "empty"
    BINARY = "binary"
    UNREAD = "unread"


COMPRESSED = (Kind.GZIP, Kind.BZIP2, Kind.XZ, Kind.ZSTD)
# Formats that say beyond doubt what they are, so that source.yaml's `format` cannot make anything else of them.
CERTAIN = (*COMPRESSED, Kind.ZIP, Kind.TAR, Kind.WARC, Kind.ARC, Kind.PARQUET, Kind.PDF)

# First bytes of what is not text.
SIGNATURES: tuple[tuple[bytes, Kind, str], ...] = (
    (b"%PDF-", Kind.PDF, "PDF"),
    (b"\x1f\x8b", Kind.GZIP, "gzip"),
    (b"PK\x03\x04", Kind.ZIP, "zip"),
    (b"PK\x05\x06", Kind.ZIP, "zip"),
    (b"BZh", Kind.BZIP2, "bzip2"),
    (b"\xfd7zXZ\x00", Kind.XZ, "xz"),
    (b"\x28\xb5\x2f\xfd", Kind.ZSTD, "zstd"),
    (b"\x5d\x2a\x4d\x18", Kind.ZSTD, "zstd"),
    (b"PAR1", Kind.PARQUET, "Parquet"),
    (b"\x89PNG", Kind.BINARY, "PNG"),
    (b"\xff\xd8\xff", Kind.BINARY, "JPEG"),
    (b"GIF8", Kind.BINARY, "GIF"),
    (b"\xd0\xcf\x11\xe0", Kind.BINARY, "Microsoft Office"),
    (b"7z\xbc\xaf\x27\x1c", Kind.BINARY, "7z"),
    (b"Rar!\x1a\x07", Kind.BINARY, "RAR"),
    (b"SQLite format 3", Kind.BINARY, "SQLite"),
)
# Web archives open as text does and may hold anything.
ARCHIVED = ((b"WARC/", Kind.WARC, "WARC"), (b"filedesc:", Kind.ARC, "ARC"))
# Zip files that are documents of one program; the name of the first member stands behind the 30 bytes of its header.
ZIPPED_DOCUMENTS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")

# What stands before the root element of markup. Possessive throughout: nothing is tried twice.
PROLOGUE = (
    rb"(?>\s++|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE\s++(?P<doctype>[\w.:-]*+)(?>[^>\[]*+)(?:\[(?>.*?\]))?+\s*+>)*+"
)
ROOT = re.compile(PROLOGUE + rb"<(?:[\w.-]++:)?(?P<root>[\w.-]++)", re.DOTALL | re.IGNORECASE)
ROOTS = {
    b"html": (Kind.HTML, "HTML"),
    b"rss": (Kind.FEED, "RSS"),
    b"rdf": (Kind.FEED, "RSS"),
    b"feed": (Kind.FEED, "Atom"),
    b"urlset": (Kind.SITEMAP, "sitemap"),
    b"sitemapindex": (Kind.SITEMAP, "sitemap"),
    b"newsmessage": (Kind.NEWSML, "NewsML-G2"),
    b"newsitem": (Kind.NEWSML, "NewsML-G2"),
    b"newsml": (Kind.NEWSML, "NewsML"),
    b"nitf": (Kind.NITF, "NITF"),
    b"alto": (Kind.ALTO, "ALTO"),
    b"reuters": (Kind.SGML, "SGML"),
}
# Elements that open a piece of a page which has no <html>.
PAGE_PIECES = frozenset(
    b"head body title meta link div p article section main header h1 h2 h3 span table ul ol center font figure".split()
)
CLOSING_TAG = re.compile(rb"</(?:p|div|html|body|article|section|h[1-6])\s*>", re.IGNORECASE)
HOCR = (b'"ocr_page"', b"'ocr_page'", b'"ocr-system"', b"'ocr-system'")
SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), (Kind.HTML, "HTML")),
    **dict.fromkeys((".jsonl", ".ndjson", ".jl"), (Kind.JSONL, "JSONL")),
    **dict.fromkeys((".csv", ".tsv", ".tab"), (Kind.CSV, "CSV")),
    **dict.fromkeys((".md", ".markdown"), (Kind.MARKDOWN, "Markdown")),
    **dict.fromkeys((".sgm", ".sgml"), (Kind.SGML, "SGML")),
    ".hocr": (Kind.HOCR, "hOCR"),
    ".json": (Kind.JSON, "JSON"),
    ".eml": (Kind.EML, "mail"),
    ".mbox": (Kind.MBOX, "mailbox"),
    ".rss": (Kind.FEED, "RSS"),
    ".atom": (Kind.FEED, "Atom"),
    ".xml": (Kind.UNREAD, "XML"),
    ".rtf": (Kind.UNREAD, "RTF"),
}
# Openings of text that say its format whatever its name. Nothing is tried twice, so that no text can hold up a build.
OPENINGS: tuple[tuple[re.Pattern[bytes], Kind, str], ...] = (
    (re.compile(rb"\{\\rtf"), Kind.UNREAD, "RTF"),
    (re.compile(rb"From \S++ ++(?=\S.*?\b\d{4}\b).*+\n[\w-]++:"), Kind.MBOX, "mailbox"),
    (
        re.compile(
            rb"---[ \t]*+\r?\n(?:(?!---[ \t]*+\r?\n)(?>(?:[\w.-]++[ \t]*+:|[# \t-]).*+\n|\r?\n))++---[ \t]*+\r?\n"
        ),
        Kind.MARKDOWN,
        "Markdown",
    ),
    (re.compile(rb"\+\+\+[ \t]*\r?\n(?s:.{1,8192}?)\n\+\+\+[ \t]*\r?\n"), Kind.MARKDOWN, "Markdown"),
)
JSON_OPENING = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]\d-]')
# A sitemap may be a bare list of addresses.
ADDRESSES = re.compile(rb"(?:https?://[^\s<>]++[ \t]*+(?:\r?\n)*+)++", re.IGNORECASE)
MAIL_HEADER = re.compile(
    rb"^(from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|content-type|list-id):",
    re.IGNORECASE | re.MULTILINE,
)
HEADER_LINE = re.compile(rb"(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+")
# A row of names divided by one of these is the head of a table if a text's name is among them.
DELIMITERS = (b",", b";", b"\t", b"|")
