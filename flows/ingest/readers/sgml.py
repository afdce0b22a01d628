"""SGML of the kind that Reuters-21578 made known: many stories a file, each in <REUTERS>, its text in <BODY>."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import decode
from flows.ingest.fields import fielded
from flows.ingest.limits import MEBIBYTE, RECORD_BYTES
from flows.ingest.lines import byte_lines
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

# No `<` in a tag, so that nothing is read over and over where tags do not end; tags longer than this are none.
OPENING = re.compile(rb"<(REUTERS|DOC)\b([^<>]{0,4096})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
# The names of the parts, in Reuters-21578 and in the collections of TREC (<DOC>), which are marked up alike.
TITLE, BODY = ("TITLE", "HEADLINE", "HEAD", "HL"), ("BODY", "TEXT", "LP")
WIRE_MARKS = re.compile("[\x02\x03\x05\x1b]")


def read_sgml(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every story as a record, numbered from 1."""
    number = 0
    for data, size in _stories(blob):
        number += 1
        place = replace(blob.record(number), bytes=size, media_type="text/sgml")
        if size > RECORD_BYTES:
            yield place.rejected(Reason.TOO_LARGE, f"a story of over {RECORD_BYTES // MEBIBYTE} MB; mend the export")
        else:
            yield _story(replace(place, sha256=bytes_sha256(data)), data, reading)
    if number == 0:
        raise Refusal(Reason.UNSUPPORTED_FORMAT, "SGML without <REUTERS> or <DOC>; convert it to text or HTML first")


def _stories(blob: Blob) -> Iterator[tuple[bytes, int]]:
    """Each story from its opening tag to its closing one, and its size; nothing of one that is too large."""
    kept: list[bytes] = []
    closing, size = b"", 0
    for line, line_size in _pieces(blob):
        opening = OPENING.match(line)
        if opening:
            if closing:
                yield b"".join(kept), size
            closing, kept, size = b"</%s>" % opening[1].lower(), [], 0
        if closing:
            size += line_size
            if size <= RECORD_BYTES:
                kept.append(line)
            if closing in line.lower():
                yield b"".join(kept), size
                closing = b""
    if closing:
        yield b"".join(kept), size


def _pieces(blob: Blob) -> Iterator[tuple[bytes, int]]:
    """Lines and their sizes; one in which stories open is cut before each."""
    for line, size in byte_lines(blob.stream):
        bounds = [0, *(found.start() for found in OPENING.finditer(line) if found.start()), len(line)]
        if len(bounds) == 2:
            yield line, size
        else:
            yield from ((line[start:end], end - start) for start, end in itertools.pairwise(bounds))


def _story(place: Record, data: bytes, reading: Reading) -> Record:
    markup, encoding = decode(data, reading.source.defaults.get("encoding"))
    opening = OPENING.match(data)
    said = decode(opening[2])[0] if opening else ""
    attributes = {name.upper(): a or b or c for name, a, b, c in ATTRIBUTE.findall(said)}
    topics = _part(markup, "TOPICS")
    author = _text(_part(markup, "AUTHOR") or _part(markup, "BYLINE"))
    item = {
        "id": attributes.get("NEWID") or _text(_part(markup, "DOCNO")) or _text(_part(markup, "DOCID")),
        "title": _text(next((part for name in TITLE if (part := _part(markup, name))), None)),
        "published_at": _text(_part(markup, "DATE")) or _text(_part(markup, "DATE_TIME")),
        "authors": re.sub(r"^(?i:by)\s+", "", author).rstrip(",. ") if author else None,
        "section": _text(_part(topics, "D")) if topics else None,
        "text": _body(markup),
    }
    return fielded(replace(place, encoding=encoding), item, reading)


def _body(markup: str) -> str | None:
    """The text with its line breaks; a story without <BODY> has its text in <TEXT> itself, behind the other parts."""
    for name in BODY:
        if part := _part(markup, name):
            bare = re.sub(r"<(TITLE|AUTHOR|DATELINE)\b[^<>]*>[^<]*</\1>", "", part, flags=re.IGNORECASE)
            text = WIRE_MARKS.sub("", html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", bare)))
            dateline = _text(_part(markup, "DATELINE"))
            return f"{dateline} {text.lstrip()}" if dateline and text.strip() else text
    return None


def _part(markup: str, name: str) -> str | None:
    opening = re.search(rf"<{name}\b[^<>]*>", markup, re.IGNORECASE)
    if not opening:
        return None
    end = markup.lower().find(f"</{name.lower()}>", opening.end())
    return markup[opening.end() : end if end >= 0 else len(markup)]


def _text(part: str | None) -> str | None:
    bare = WIRE_MARKS.sub("", html.unescape(re.sub(r"<[^<>]*>", " ", part))) if part else ""
    return " ".join(bare.split()) or None
