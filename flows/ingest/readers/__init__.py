"""One reader a format: bytes of raw/ in, their records out; what cannot be read comes out as a reject.

To add a format: a name in flows/sources.FORMATS and signs.Kind, its signs in signs.py, a reader here, a sample in the
tests, a line in the README's table. A reader yields records as it finds them, raises Refusal for its whole input, holds
no more than one record (limits.RECORD_BYTES) in memory, and asks nothing of the world but its blob.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import cast

from flows.ingest.blob import Blob, Reading, Stream
from flows.ingest.files import RawFile
from flows.ingest.lines import wide_encoding
from flows.ingest.readers.archives import read_compressed
from flows.ingest.readers.csv import read_csv
from flows.ingest.readers.feed import read_feed
from flows.ingest.readers.json import read_json
from flows.ingest.readers.jsonl import read_jsonl
from flows.ingest.readers.mail import read_eml, read_mbox
from flows.ingest.readers.newsml import read_newsml, read_nitf
from flows.ingest.readers.ocr import read_alto, read_hocr
from flows.ingest.readers.sgml import read_sgml
from flows.ingest.readers.sitemap import read_sitemap
from flows.ingest.readers.tar import read_tar
from flows.ingest.readers.warc import read_arc, read_warc
from flows.ingest.readers.whole import read_html, read_text
from flows.ingest.readers.zip import read_zip
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.signs import CERTAIN, COMPRESSED, Kind
from flows.ingest.sniff import SNIFFED_BYTES, sniff
from flows.sources import FORMATS

Reader = Callable[[Blob, Reading], Iterator[Record]]


def _later(name: str) -> Reader:
    """A reader whose library takes long to import, which only a file for it is worth."""

    def read(blob: Blob, reading: Reading) -> Iterator[Record]:
        module = import_module(f"{__name__}.{name}")
        reader: Reader = getattr(module, f"read_{name}")
        yield from reader(blob, reading)

    return read


READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.HTML: read_html,
    Kind.JSON: read_json,
    Kind.JSONL: read_jsonl,
    Kind.CSV: read_csv,
    Kind.PARQUET: _later("parquet"),
    Kind.FEED: read_feed,
    Kind.SITEMAP: read_sitemap,
    Kind.MARKDOWN: _later("markdown"),
    Kind.NEWSML: read_newsml,
    Kind.NITF: read_nitf,
    Kind.EML: read_eml,
    Kind.MBOX: read_mbox,
    Kind.PDF: _later("pdf"),
    Kind.SGML: read_sgml,
    Kind.HOCR: read_hocr,
    Kind.ALTO: read_alto,
}
CONTAINERS = (*COMPRESSED, Kind.ZIP, Kind.TAR, Kind.WARC, Kind.ARC)


def read_file(file: RawFile, reading: Reading) -> Iterator[Record]:
    """Every record of a file by the reader its content asks for; source.yaml's `format`, if not auto, decides for text.

    Raises nothing for what the file holds.
    """
    nothing = Record(file.name, file.inside, file.size, file.sha256)
    if file.reason is not None:
        yield nothing.rejected(file.reason, (file.detail or "").removeprefix(f"{file.name}: "))
        return
    try:
        with cast("Stream", io.BufferedReader(io.FileIO(file.path), SNIFFED_BYTES)) as stream:
            yield from read_blob(Blob.of_file(file, stream), reading)
    except OSError as problem:
        yield nothing.rejected(Reason.UNREADABLE, f"reading failed ({problem.strerror}); mend the file and build again")


def has_byte_lines(file: RawFile, reading: Reading) -> bool:
    """Whether a file is read as JSONL whose lines can be told apart without decoding them."""
    if file.reason is not None:
        return False
    try:
        with cast("Stream", io.BufferedReader(io.FileIO(file.path), SNIFFED_BYTES)) as stream:
            head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
            return _chosen(*sniff(head, file.inside), reading) is Kind.JSONL and not wide_encoding(head)
    except (OSError, Refusal):
        return False


def read_blob(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every record of a blob; what stops its reader half-way becomes a reject of the blob behind its records."""
    try:
        kind = Kind.JSONL if blob.first_line else _chosen(*sniff(blob.head(), blob.name), reading)
        yield from _read(kind, blob, reading)
    except Refusal as why:
        yield blob.record().rejected(why.reason, why.detail)
    except RecursionError:
        yield blob.record().rejected(Reason.TOO_DEEP, "brackets in brackets without end; mend the export")
    except (OSError, MemoryError):
        raise
    except Exception as problem:  # noqa: BLE001 (whatever a file provokes in a library, it is that file's failure)
        what = f"{type(problem).__name__}: {' '.join(str(problem).split())[:200]}"
        yield blob.record().rejected(Reason.FAILED, f"reading stopped ({what}); please report it")


def _chosen(kind: Kind, word: str, reading: Reading) -> Kind:
    """The format to read by. Raises Refusal for what is not read, and for what is not what source.yaml says."""
    wanted = reading.source.format
    if kind is Kind.EMPTY:
        raise Refusal(Reason.EMPTY, "the file is empty; put the text there or remove the file")
    if kind is Kind.BINARY:
        raise Refusal(Reason.BINARY, f"the file is {word}, not text; convert it to text or HTML first")
    if kind in CONTAINERS or wanted in ("auto", Kind.WARC, Kind.ARC):
        if kind is Kind.UNREAD:
            raise Refusal(
                Reason.UNSUPPORTED_FORMAT,
                f"{word} is not read; convert it to text or HTML first; the formats are {', '.join(FORMATS[1:])}",
            )
        return kind
    if wanted != kind and (kind in CERTAIN or wanted in CERTAIN):
        raise Refusal(Reason.WRONG_FORMAT, f"the file is {word}, not {wanted}; mend `format` in source.yaml")
    return Kind(wanted)


def _read(kind: Kind, blob: Blob, reading: Reading) -> Iterator[Record]:
    if kind in COMPRESSED:
        yield from read_compressed(kind, blob, reading, read_blob)
    elif kind is Kind.ZIP:
        yield from read_zip(blob, reading, read_blob)
    elif kind is Kind.WARC:
        yield from read_warc(blob, reading, read_blob)
    elif kind is Kind.ARC:
        yield from read_arc(blob, reading, read_blob)
    elif kind is Kind.TAR:
        yield from read_tar(blob, reading, read_blob)
    else:
        for record in READERS[kind](blob, reading):
            blob.budget.count()
            yield record
