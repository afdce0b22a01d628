"""Names brought to one form for comparison only; what is published keeps the form that stands in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose and Latin writers replace.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n"}
)
_SEPARATORS = re.compile(r"[\W_]+")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """`name` without case, diacritics, hyphens and punctuation: `Kassym-Jomart TOKAYEV` → `kassym jomart tokayev`.

    Dotted abbreviations close up (`U.S.` → `us`); `&` reads `and`. May be empty.
    """
    if name.isascii():  # most names, in a fifth of the time
        if name.replace(" ", "").isalnum():
            return " ".join(name.lower().split())
        plain = name.replace("&", " and ").lower()
        plain = _DOTTED.sub("", plain) if "." in plain else plain
        return _SEPARATORS.sub(" ", plain.replace("'", "")).strip()
    closed = _DOTTED.sub("", name.replace("&", " and ").replace("’", "'"))
    lowered = unicodedata.normalize("NFKD", closed.casefold()).translate(_LETTERS)
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", bare.replace("'", "")).strip()
