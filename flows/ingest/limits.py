"""How much a file may ask for. What is over a limit becomes a reject that names the limit; its neighbours are read.

Real articles stay under 1 MB; what is larger is a dump of something else. Real archives of text shrink to a tenth,
rarely to a thirtieth; what shrinks to less than a hundredth is a bomb.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.ingest.reasons import Reason, Refusal

MEBIBYTE = 1 << 20
RECORD_BYTES = 16 * MEBIBYTE  # a text or page, a line of JSONL, a row of a table, an entry of a feed
LINE_CHARACTERS = 2 * MEBIBYTE  # one line of a text file: a whole page on one line passes, a data dump does not
DOCUMENT_BYTES = 64 * MEBIBYTE  # a file that must be held whole: a PDF, a mail with its attachments
# What the time to read grows with the square of: real ones stay far below.
MAIL_HEADER_BYTES = 128 << 10  # all headers of a mail; signatures and lists of servers make for thirty thousand
MARKDOWN_BYTES = 2 * MEBIBYTE
MARKDOWN_BRACKETS = 20_000
ARCHIVE_DEPTH = 8  # archives within archives; a compressed tar file counts two
ARCHIVE_MEMBERS = 250_000  # members of one archive; their list is held in memory
NAME_BYTES = 4096  # name of a member
PDF_PAGES = 2000
JSON_DEPTH = 200  # brackets in brackets
EXPANSION_RATIO = 100  # bytes that may come out of an archive for each byte of the file in raw/
EXPANSION_FREE = 64 * MEBIBYTE  # bytes that may come out of however small a file
RECORD_RAW_BYTES = (
    2  # bytes of the compressed file in raw/ that a record costs at least: an address in a sitemap costs five
)
RECORDS_FREE = 100_000  # records that may come out of however small a compressed file
MEMORY_BYTES = 512 * MEBIBYTE  # memory that a library may be told to keep to
WINDOW_BYTES = 256 * MEBIBYTE  # memory that a decompressor may ask for


@dataclass
class Budget:
    """What one file of raw/ may still expand to, over all its layers."""

    size: int
    spent: int = 0
    records: int = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out of a decompressor. Raises Refusal when the file gives more than a real one does."""
        self.spent += count
        if self.spent > max(EXPANSION_FREE, EXPANSION_RATIO * self.size):
            limit = f"{self.size} bytes expand to over {self.spent // MEBIBYTE} MB"
            raise Refusal(Reason.EXPANDS_TOO_FAR, f"{limit}; unpack it by hand if it is no bomb")

    def count(self) -> None:
        """Count a record. Raises Refusal when a compressed file holds more than its bytes can mean."""
        self.records += 1
        if self.spent and self.records > max(RECORDS_FREE, self.size // RECORD_RAW_BYTES):
            limit = f"{self.size} bytes expand to over {self.records - 1} records"
            raise Refusal(Reason.TOO_MANY, f"{limit}; unpack it by hand if it is no bomb")
