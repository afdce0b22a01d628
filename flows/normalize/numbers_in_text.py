"""Numbers as news writes them: digits with the marks of a language, magnitudes, number words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.normalize.calendar_words import NUMBERS, any_of

# Languages that write a comma before decimals and a point or space between thousands.
DECIMAL_COMMA = frozenset(
    ("de", "fr", "es", "it", "pt", "nl", "tr", "ru", "uk", "pl", "sv", "id", "da", "nb", "no", "fi", "cs")
)

DIGITS = r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"

_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12
MAGNITUDES: Mapping[str, int] = {
    "hundred": 100, "thousand": _THOUSAND, "k": _THOUSAND, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    "million": _MILLION, "millions": _MILLION, "mn": _MILLION, "m": _MILLION, "mln": _MILLION, "mil": _THOUSAND, "mm": _MILLION,
    "billion": _BILLION, "billions": _BILLION, "bn": _BILLION, "b": _BILLION, "bln": _BILLION,
    "trillion": _TRILLION, "tn": _TRILLION, "trn": _TRILLION, "t": _TRILLION,
    "tausend": _THOUSAND, "millionen": _MILLION, "mio": _MILLION, "mio.": _MILLION, "milliarde": _BILLION, "milliarden": _BILLION,
    "mrd": _BILLION, "mrd.": _BILLION, "billionen": _TRILLION, "bio.": _TRILLION,
    "mille": _THOUSAND, "milliard": _BILLION, "milliards": _BILLION, "mds": _BILLION, "md": _BILLION,
    "millón": _MILLION, "millones": _MILLION, "mil millones": _BILLION, "milhão": _MILLION, "milhões": _MILLION,
    "bilhão": _BILLION, "bilhões": _BILLION, "mil milhões": _BILLION, "trilhões": _TRILLION,
    "mila": _THOUSAND, "milione": _MILLION, "milioni": _MILLION, "miliardo": _BILLION, "miliardi": _BILLION,
    "bin": _THOUSAND, "milyon": _MILLION, "milyar": _BILLION, "trilyon": _TRILLION,
    "miljoen": _MILLION, "miljard": _BILLION, "duizend": _THOUSAND, "miljoner": _MILLION, "miljarder": _BILLION,
    "тысяч": _THOUSAND, "тыс.": _THOUSAND, "тысячи": _THOUSAND, "миллион": _MILLION, "миллиона": _MILLION, "миллионов": _MILLION,
    "млн": _MILLION, "млрд": _BILLION, "миллиард": _BILLION, "миллиарда": _BILLION, "миллиардов": _BILLION, "трлн": _TRILLION,
    "tysięcy": _THOUSAND, "tys.": _THOUSAND, "milion": _MILLION, "miliony": _MILLION, "milionów": _MILLION, "miliardów": _BILLION,
    "juta": _MILLION, "miliar": _BILLION, "ribu": _THOUSAND,
}  # fmt: skip
# Magnitudes whose word means another power elsewhere: a German or French `Billion` is a million million.
_LONG_SCALE: Mapping[str, int] = {"billion": _TRILLION, "billions": _TRILLION, "trillion": 10**18}
LONG_SCALE_LANGUAGES = frozenset(("de", "fr", "es", "nl", "sv", "pl"))

MAGNITUDE = any_of(MAGNITUDES)
NUMBER_WORD = rf"{any_of(NUMBERS)}|half a|a|an|one"


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


def read_words(words: str) -> float | None:
    """The value of a number word: `five`, `half a`, `a`; None for other words."""
    lowered = words.lower()
    return {"a": 1.0, "an": 1.0, "half a": 0.5}.get(lowered, NUMBERS.get(lowered))


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
