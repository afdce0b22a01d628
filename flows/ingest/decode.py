"""Bytes to text: the mark, then the declared encoding, then UTF-8 if it fits, then detection."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from flows.ingest.sniff import marked_encoding, unmarked_utf16

# Where HTML states its encoding: the prescan of the HTML standard reads the first 1,024 bytes; old pages put it later.
DECLARATION = re.compile(rb"""<(?:meta[^>]*?|\?xml[^>]*?en)c(?:harset|oding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
DECLARATION_BYTES = 8192

WESTERN = "windows-1252"
REPLACEMENT_IN_UTF8 = "\ufffd".encode()


# Share of undecodable characters up to which a stated encoding is believed: a byte cut off or pasted in.
BELIEVED_DAMAGE = 0.001


NOT_IN_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def decode(data: bytes, *declared: str | None) -> tuple[str, str]:
    """Decode a record; return its text and the encoding's name.

    A byte order mark wins and is no part of the text; then the first of the declared encodings that fits. Bytes that
    the encoding does not know become U+FFFD, which cleaning flags; nothing raises.
    """
    if marked := marked_encoding(data):
        return valid_text(data.decode(marked, "replace").removeprefix("\ufeff")), marked
    for stated in map(_known, declared):
        if stated and (text := _believable(data, stated)) is not None:
            return text, stated
    if (text := _believable(data, "utf-8")) is not None:
        return text, "utf-8"
    found = unmarked_utf16(data) or _known(detect_encoding(data)) or WESTERN
    return valid_text(data.decode(found, _errors(found))), found


def declared_encoding(page: bytes) -> str | None:
    """The encoding that an HTML or XHTML page states for itself, or None."""
    found = DECLARATION.search(page[:DECLARATION_BYTES])
    return found.group(1).decode("ascii", "ignore") if found else None


def _believable(data: bytes, encoding: str) -> str | None:
    text = valid_text(data.decode(encoding, _errors(encoding)))
    damage = text.count("\ufffd") - data.count(REPLACEMENT_IN_UTF8) * (encoding == "utf-8")
    return text if damage <= BELIEVED_DAMAGE * len(text) else None


def _known(name: str | None) -> str | None:
    """The codec that browsers use for an encoding's name: iso-8859-1 and ascii are read as windows-1252."""
    try:
        return iana_name(codecs.lookup(map_encoding_to_html5(name) or name).name) if name else None
    except LookupError:
        return None


def iana_name(codec: str) -> str:
    """IANA name of a Python codec: windows-1252 for cp1252, iso-8859-7 for iso8859-7."""
    return re.sub(r"^cp(?=125\d)", "windows-", re.sub(r"^iso(?=8859)", "iso-", codec)).replace("_", "-")


def _errors(encoding: str) -> str:
    return "tearsheet_c1" if encoding == WESTERN else "replace"


def _c1_controls(problem: UnicodeError) -> tuple[str, int]:
    """Map the five bytes that windows-1252 leaves open to the C1 controls, as the WHATWG encoding standard does."""
    assert isinstance(problem, UnicodeDecodeError)
    return "".join(map(chr, problem.object[problem.start : problem.end])), problem.end


codecs.register_error("tearsheet_c1", _c1_controls)


def valid_text(text: str) -> str:
    """`text` without lone surrogates, which some codecs let pass and UTF-8 cannot write."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def printable(name: str) -> str:
    """A name as valid text in one line: control characters and lone surrogates as escapes."""
    return NOT_IN_NAMES.sub(lambda found: ascii(found.group())[1:-1], name)
