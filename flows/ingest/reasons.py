"""Why a record of raw/ cannot be read: every name that ingest writes into `documents.reason`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A named reject; the comment says when it is given."""

    UNREADABLE = "unreadable"  # the operating system refuses the file
    NOT_A_FILE = "not_a_file"  # a pipe, socket or device, in raw/ or in an archive
    LINK = "link"  # a link that leaves raw/, one to a folder, or one in an archive
    EMPTY = "empty"  # nothing, or white space alone
    BINARY = "binary"  # bytes that are no text
    UNSUPPORTED_FORMAT = "unsupported_format"  # text of a format that is not read
    WRONG_FORMAT = "wrong_format"  # the file is not of the format that source.yaml says
    TOO_LARGE = "too_large"  # over the size of one record
    LINE_TOO_LONG = "line_too_long"  # one line over the size of one record
    INVALID_JSON = "invalid_json"  # JSON or a line of JSONL that is no JSON
    INVALID_XML = "invalid_xml"  # markup that breaks off or is none
    INVALID_CSV = "invalid_csv"  # a row that is no row of its table
    INVALID_HTTP = "invalid_http"  # an answer in a WARC file that cannot be taken apart
    NOT_AN_OBJECT = "not_an_object"  # a line of JSONL that is JSON, but no {…}
    NO_TEXT = "no_text"  # a record without a text field, or with an empty one
    LISTING = "listing"  # a sitemap, an empty feed, robots.txt: addresses of articles, no article
    NOT_A_PAGE = "not_a_page"  # a style sheet, script or picture in a web archive
    HTTP_STATUS = "http_status"  # an answer in a web archive that is no page: moved, not found, refused
    RETRACTED = "retracted"  # the record itself says that it is cancelled or withheld
    DAMAGED = "damaged"  # compressed data, an archive, a PDF or Parquet file that is broken or cut off
    ENCRYPTED = "encrypted"  # a member of an archive, or a PDF, that asks for a password
    TOO_DEEP = "too_deep"  # archives in archives, or brackets in brackets, over the limit
    TOO_MANY = "too_many"  # more members, pages or records than the limit
    EXPANDS_TOO_FAR = "expands_too_far"  # so much from so few bytes that it is a bomb
    UNSAFE_NAME = "unsafe_name"  # a member of an archive that names a place outside it
    ENTITIES = "entities"  # markup with entities of its own, which could be bombs or reach for other files
    FAILED = "failed"  # a reader met what it does not know; a fault to report
    SUPERSEDED = "superseded"  # a newer record has the same native id


class Refusal(Exception):  # noqa: N818 (it is no error of the program: it names the reject)
    """Raised by a reader for the whole of what it reads: the reason, what is wrong, and the mend."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
