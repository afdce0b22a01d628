"""Why a record of raw/ cannot be read: every name that ingest writes into `documents.reason`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A named reject; the comment says when it is given."""

    UNREADABLE = "unreadable"  # the operating system refuses the file
    NOT_A_FILE = "not_a_file"  # a pipe, socket or device
    LINK = "link"  # a symbolic link that leaves raw/, or one to a folder
    EMPTY = "empty"  # nothing, or white space alone
    BINARY = "binary"  # bytes that are no text
    UNSUPPORTED_FORMAT = "unsupported_format"  # text of a format that is not read
    TOO_LARGE = "too_large"  # over the size of one record
    LINE_TOO_LONG = "line_too_long"  # one line over the size of one record
    INVALID_JSON = "invalid_json"  # a line of JSONL that is no JSON
    NOT_AN_OBJECT = "not_an_object"  # a line of JSONL that is JSON, but no {…}
    NO_TEXT = "no_text"  # a record without a text field, or with an empty one
    SUPERSEDED = "superseded"  # a newer record has the same native id
