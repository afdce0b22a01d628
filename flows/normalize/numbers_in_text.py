"""Numbers as news writes them: digits with the marks of a language, magnitudes, number words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from flows.casing import ByWord
from flows.normalize.calendar_words import NUMBERS, any_of
from flows.normalize.gazetteer import DATA, two_columns
from flows.normalize.time_words import time_words

# Languages that write a comma before decimals and a point or space between thousands.
DECIMAL_COMMA = frozenset(
    ("de", "fr", "es", "it", "pt", "nl", "tr", "ru", "uk", "pl", "sv", "id", "da", "nb", "no", "fi", "cs")
)

DIGITS = r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"

_MILLION, _TRILLION = 10**6, 10**12
MAGNITUDES: Mapping[str, int] = ByWord(
    {word: int(power) for power, words in two_columns(DATA / "magnitudes.tsv") for word in words}
)
# Magnitudes whose word means another power elsewhere: a German or French `Billion` is a million million.
_LONG_SCALE: Mapping[str, int] = {"billion": _TRILLION, "billions": _TRILLION, "trillion": 10**18}
LONG_SCALE_LANGUAGES = frozenset(("de", "fr", "es", "nl", "sv", "pl", "da", "nb", "no", "nn"))

MAGNITUDE = any_of(MAGNITUDES)
_ARTICLES: Mapping[str, float] = {"a": 1.0, "an": 1.0, "half a": 0.5}


@cache
def number_words(language: str | None) -> Mapping[str, float]:
    """Numbers by their words in a language; English ones where it has no list."""
    words = time_words().get(language or "en")
    return {**NUMBERS, **_ARTICLES} if words is None else {word: float(n) for word, n in words.of("number").items()}


def read_number(digits: str, language: str | None) -> float:
    """The value of digits: `1,234.5`, `1.234,5`, `3,5`; one mark before three digits counts by the language."""
    bare = re.sub(r"['’ \u00a0\u202f]", "", digits)
    marks = [mark for mark in bare if mark in ",."]
    if not marks:
        return float(bare)
    if len(marks) > 1:
        decimal = marks[-1] if marks[-1] != marks[0] else ""
    else:
        decimal = _decimal_of_one(bare, marks[0], has_comma=language in DECIMAL_COMMA)
    thousands = {",": ".", ".": ","}.get(decimal, ",.")
    for mark in thousands:
        bare = bare.replace(mark, "")
    return float(bare.replace(",", "."))


def _decimal_of_one(bare: str, mark: str, *, has_comma: bool) -> str:
    """The mark if it stands before decimals, else nothing."""
    own = "," if has_comma else "."
    whole, _, rest = bare.partition(mark)
    is_grouping = len(rest) == 3 and mark != own and len(whole) < 4 and whole != "0"
    return "" if is_grouping else mark


def read_words(words: str, language: str | None) -> float | None:
    """The value of a number word: `five`, `half a`, `a`; None for other words."""
    return number_words(language).get(words.lower())


def read_magnitude(word: str | None, language: str | None) -> int:
    """What a number is multiplied with; one without a word."""
    if not word:
        return 1
    lowered = " ".join(word.lower().split())
    if language in LONG_SCALE_LANGUAGES and lowered in _LONG_SCALE:
        return _LONG_SCALE[lowered]
    if lowered == "mil" and language in (None, "en"):
        return _MILLION
    return MAGNITUDES[lowered]
