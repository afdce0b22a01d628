"""PDF: the text of its pages in reading order, columns one after the other, broken words joined. PDFium reads it."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2 as pdfium
from pypdfium2 import raw

from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import valid_text
from flows.ingest.layout import GUTTER, Line, paragraphs
from flows.ingest.limits import DOCUMENT_BYTES, LINE_CHARACTERS, PDF_PAGES, RECORD_BYTES, Budget
from flows.ingest.paragraphs import joined, run_on
from flows.ingest.readers.whole import native_id
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.streams import PIECE_BYTES

STREAM = re.compile(rb"\bstream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
DICTIONARY_BYTES = 2048  # before a stream stands what it is
Box = tuple[float, float, float, float]
PASSWORD = "password"  # noqa: S105 (the word in PDFium's message)
DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
# Titles that a program put there by itself.
FILE_NAME = r"\.(?:docx?|html?|indd|odt|qxd|pdf|pmd|tex|txt|rtf)\b"
NO_TITLE = re.compile(rf"untitled|microsoft word|{FILE_NAME}|^\W*$", re.IGNORECASE)


def read_pdf(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """The document as one record."""
    data = blob.whole(DOCUMENT_BYTES)
    _check_streams(data, blob.budget)
    place = replace(blob.record(), native_id=native_id(blob.name), media_type="application/pdf")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        if PASSWORD in str(problem).lower():
            raise Refusal(Reason.ENCRYPTED, "it asks for a password; put a copy without one there") from problem
        raise Refusal(Reason.DAMAGED, f"no PDF that can be read ({problem}); get the file anew") from problem
    with document:
        if len(document) > PDF_PAGES:
            raise Refusal(Reason.TOO_MANY, f"{len(document)} pages, over {PDF_PAGES}; split the document")
        text = "\n\n".join(_paragraphs(document))
        said = document.get_metadata_dict()
    if not text.strip():
        why = "pages without text, such as scans; recognise it first and put hOCR or ALTO there"
        yield place.rejected(Reason.NO_TEXT, why)
        return
    title = valid_text(said.get("Title", "")).strip()
    author = valid_text(said.get("Author", "")).strip()
    yield replace(
        place,
        content=text + "\n",
        title=None if NO_TITLE.search(title) else title,
        byline=author or None,
        captured_at=_date(said.get("CreationDate", "")),
    )


def _check_streams(data: bytes, budget: Budget) -> None:
    """Refuse a document whose parts expand too far: PDFium would hold each in memory.

    What calls itself a picture has a bound of its own, because a page's text may call itself one, too.
    """
    for found in STREAM.finditer(data):
        first = max(0, found.start() - DICTIONARY_BYTES)
        said = _unescaped(data[max(first, data.rfind(b"obj", first, found.start()) + 3) : found.start()])
        spent = Budget(len(data)) if PICTURE.search(said) else budget
        if len(FLATE.findall(said)) > 1:
            raise Refusal(Reason.EXPANDS_TOO_FAR, "a part is compressed twice; print it to a new file if it is no bomb")
        inflater, at = zlib.decompressobj(), found.end()
        try:
            while not inflater.eof and at < len(data):
                packed = inflater.unconsumed_tail or data[at : (at := at + PIECE_BYTES)]
                spent.spend(len(inflater.decompress(packed, PIECE_BYTES)))
        except zlib.error:  # another filter, or damage for PDFium to name
            continue


def _unescaped(said: bytes) -> bytes:
    """A dictionary with its names as they are meant: `/Fl#61teDecode` is FlateDecode."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), said)


def _paragraphs(document: pdfium.PdfDocument) -> list[str]:
    found: list[str] = []
    size = 0
    for page in document:
        for paragraph in paragraphs(_fragments(page)):
            if found and run_on(found[-1], paragraph) and len(found[-1]) < LINE_CHARACTERS:
                found[-1] = joined([found[-1], paragraph])
            else:
                found.append(paragraph)
            size += len(paragraph)
            if size > RECORD_BYTES:
                raise Refusal(Reason.TOO_LARGE, f"over {RECORD_BYTES} characters of text; split the document")
    return found


def _fragments(page: pdfium.PdfPage) -> list[Line]:
    """The runs of text that PDFium finds on a page, each character in one, with the spaces that it tells."""
    text = page.get_textpage()
    found: list[Line] = []
    try:
        for first, end in _runs(text):
            if (line := _line(text, first, end)) is None:
                continue
            if found and _goes_on(found[-1], line):
                last = found[-1]
                box = min(last.bottom, line.bottom), max(last.right, line.right), max(last.top, line.top)
                found[-1] = Line(last.left, *box, last.text + line.text)
            else:
                found.append(line)
    finally:
        text.close()
        page.close()
    return [replace(line, text=line.text.replace("\r\n", " ")) for line in found]


def _runs(text: pdfium.PdfTextPage) -> Iterator[tuple[int, int]]:
    """First and end of the characters of each text object, with what PDFium adds behind it: spaces and line ends.

    Kerned letters overlap: by boxes, a letter would stand in two runs.
    """
    first, before = 0, None
    for number in range(count := text.count_chars()):
        if not (found := raw.FPDFText_GetTextObject(text, number)):
            continue  # added by PDFium
        drawn = ctypes.addressof(found.contents)
        if before is not None and drawn != before:
            yield first, number
            first = number
        before = drawn
    if before is not None:
        yield first, count


def _line(text: pdfium.PdfTextPage, first: int, end: int) -> Line | None:
    """A run with the height of its font, not of the letters that happen to stand in it; None where nothing is seen."""
    boxes: list[Box] = [text.get_rect(number) for number in range(text.count_rects(first, end - first))]
    if not boxes:
        return None
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    _, bottom, _, top = text.get_charbox(first, loose=True)
    return Line(left, bottom, right, top, valid_text(text.get_text_range(first, end - first)).replace("\0", ""))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a run goes on in the row of the one before it, as far as words of one column stand apart."""
    gap = line.left - before.right
    in_a_row = abs(before.bottom - line.bottom) < before.height / 2 and "\n" not in before.text
    return in_a_row and -before.height < gap < GUTTER * before.height


def _date(said: str) -> datetime | None:
    found = DATE.match(said)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
