"""One reader a format: a file of raw/ in, its records out; what cannot be read comes out as a reject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flows.ingest.files import RawFile
from flows.ingest.readers.jsonl import read_jsonl
from flows.ingest.readers.whole import read_html, read_text
from flows.ingest.reasons import Reason
from flows.ingest.record import Record
from flows.ingest.sniff import SNIFFED_BYTES, Kind, sniff
from flows.sources import FORMATS, Source

Reader = Callable[[RawFile, Source], Iterator[Record]]
READERS: Mapping[str, Reader] = {"text": read_text, "html": read_html, "jsonl": read_jsonl}


def read_file(file: RawFile, source: Source) -> Iterator[Record]:
    """Every record of a file by the reader its content asks for; source.yaml's `format`, if not auto, decides for text.

    Raises nothing for what the file holds.
    """
    nothing = Record(file.name, file.inside, file.size, file.sha256)
    if file.reason is not None:
        yield nothing.rejected(file.reason, (file.detail or "").removeprefix(f"{file.name}: "))
        return
    try:
        with file.path.open("rb") as stream:
            head = stream.read(SNIFFED_BYTES)
        kind, word = sniff(head, file.name, file.size)
        if kind is Kind.EMPTY:
            yield nothing.rejected(Reason.EMPTY, "the file is empty; put the text there or remove the file")
        elif kind is Kind.BINARY:
            yield nothing.rejected(Reason.BINARY, f"the file is {word}, not text; convert it to text or HTML first")
        elif kind is Kind.UNREAD and source.format == "auto":
            yield nothing.rejected(
                Reason.UNSUPPORTED_FORMAT, f"{word} is not read; the formats are {', '.join(FORMATS[1:])}"
            )
        else:
            yield from READERS[kind if source.format == "auto" else source.format](file, source)
    except OSError as problem:
        yield nothing.rejected(Reason.UNREADABLE, f"reading failed ({problem.strerror}); mend the file and build again")
