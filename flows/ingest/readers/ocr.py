"""Text of scanned pages: hOCR (of Tesseract and its kin) and ALTO (of libraries), words joined to paragraphs.

A word that the printer broke at the end of a line is whole again; where ALTO states the whole word, its word is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.ingest.blob import Blob, Reading
from flows.ingest.markup import Element, elements, local, text_of
from flows.ingest.paragraphs import joined
from flows.ingest.readers.whole import native_id
from flows.ingest.reasons import Reason
from flows.ingest.record import Record

LINES = frozenset(["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"])
BLOCKS = frozenset(["ocr_par", "ocrx_block", "ocr_carea", "ocr_page"])


class _Page:
    """Words to lines, lines to paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._lines: list[str] = []
        self._words: list[str] = []

    def word(self, word: str | None) -> None:
        if word:
            self._words.append(word)

    def end_line(self) -> None:
        if self._words:
            self._lines.append(" ".join(self._words))
        self._words = []

    def end_paragraph(self) -> None:
        self.end_line()
        if self._lines:
            self.paragraphs.append(joined(self._lines))
        self._lines = []


def read_hocr(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """The page or pages of the file as one record."""
    page = _Page()
    for element in elements(blob, ("span", "p", "div")):
        kinds = set((element.get("class") or "").split())
        if "ocrx_word" in kinds:
            page.word(text_of(element))
        elif kinds & LINES:
            page.word(_loose_text(element))
            page.end_line()
        elif kinds & BLOCKS:
            page.end_paragraph()
    yield _record(blob, page, "text/vnd.hocr+html")


def _loose_text(line: Element) -> str | None:
    """Text of a line that is not split into words."""
    return None if any("ocrx_word" in (word.get("class") or "") for word in line) else text_of(line)


def read_alto(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """The page or pages of the file as one record."""
    page = _Page()
    for element in elements(blob, ("String", "HYP", "TextLine", "TextBlock", "Page")):
        name = local(element)
        if name == "String":
            part = element.get("SUBS_TYPE")
            page.word(None if part == "HypPart2" else element.get("SUBS_CONTENT") or element.get("CONTENT"))
        elif name == "TextLine":
            page.end_line()
        elif name != "HYP":
            page.end_paragraph()
    yield _record(blob, page, "application/xml")


def _record(blob: Blob, page: _Page, media_type: str) -> Record:
    page.end_paragraph()
    place = replace(blob.record(), native_id=native_id(blob.name), media_type=media_type, encoding=blob.encoding)
    if not page.paragraphs:
        return place.rejected(Reason.NO_TEXT, "a page on which nothing was recognised; nothing to mend")
    return replace(place, content="\n\n".join(page.paragraphs) + "\n")
