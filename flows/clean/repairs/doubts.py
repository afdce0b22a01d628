"""Flags: what looks damaged and cannot be mended for certain. A flag changes nothing (`before` equals `after`)."""

from __future__ import annotations

import re
from functools import cache

from flows.clean.labels import phrases
from flows.clean.repairs.given import flag
from flows.clean.repairs.quotes import LOW_OPENING, ONE_SIDED
from flows.ledger import Edit
from flows.rules import Rule

# A lone word in small letters that ends with a full stop, after a sentence: "… at home. she."
_STRAY_WORD = re.compile(
    r"(?<![^\W_])(?P<last>[^\W\d_A-Z]{2,})[.!?] (?P<span>[^\W\d_A-Z]{2,15}\.)(?=\s+[^\W\d_a-z]|\s*$)"
)
# A closing mark where only an opening one can stand, the reverse, and a mark with spaces on both sides.
_WRONG_WAY = re.compile(r"(?:(?<=\s)|^)”(?=\w)|(?<=[\w.,!?…])“(?=\s|$)|(?<![’']\s)(?<=\s)[“”](?=\s)|(?<=\s)“$")
_C1 = re.compile(r"[\x80-\x9f]+")
_STRAY_QUOTES = re.compile(r"“”|”“|““|””|\"\"")
_LOST = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")
_ADDRESS = re.compile(r"(?:https?://|www\.|\b\w{1,60}\.\w{2,4}/)\S*")
_REPLACEMENT = re.compile("\ufffd+")


def stray_word(text: str, _language: str | None) -> list[Edit]:
    """A lone small word that stands as a sentence."""
    return [
        flag(*match.span("span"), Rule.STRAY_WORD, match["span"])
        for match in _STRAY_WORD.finditer(text)
        if match["span"].islower() and not {match["span"][:-1], match["last"]} & _abbreviations()
    ]


def wrong_way_quote(text: str, language: str | None) -> list[Edit]:
    """A quotation mark that opens before a space, closes before a word, or stands alone."""
    if language in LOW_OPENING | ONE_SIDED or "„" in text:
        return []  # „so“ and ”so” are how these languages quote
    return [flag(*match.span(), Rule.WRONG_WAY_QUOTE, match[0]) for match in _WRONG_WAY.finditer(text)]


def stray_quote(text: str, _language: str | None) -> list[Edit]:
    """Quotation marks that stand together."""
    return [flag(*match.span(), Rule.STRAY_QUOTE, match[0]) for match in _STRAY_QUOTES.finditer(text)]


def lossy_question_mark(text: str, _language: str | None) -> list[Edit]:
    """A question mark between two letters, outside an address."""
    if not _LOST.search(text):
        return []
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    return [
        flag(*match.span(), Rule.LOSSY_QUESTION_MARK, match[0])
        for match in _LOST.finditer(text)
        if not any(start <= match.start() < end for start, end in addresses)
    ]


def replacement_character(text: str, _language: str | None) -> list[Edit]:
    """U+FFFD."""
    return [flag(*match.span(), Rule.REPLACEMENT_CHARACTER, match[0]) for match in _REPLACEMENT.finditer(text)]


def control_character(text: str, _language: str | None) -> list[Edit]:
    """What is left of a character whose first byte was lost: C1 controls that no encoding explains."""
    return [flag(*match.span(), Rule.CONTROL_CHARACTER, match[0]) for match in _C1.finditer(text)]


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(phrases("word", "abbreviation"))
