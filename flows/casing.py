"""Words as regular expressions without regard to case match them: `MAYIS` is `mayıs`, though `lower` makes it `mayis`.

To `(?i)` the letters I, i, İ and ı are one, and so are s and ſ; str.lower, which makes the words that tables are asked
for, keeps them apart (the documentation of `re` names them under IGNORECASE).
"""

from __future__ import annotations

from typing import TypeVar

_ONE = str.maketrans({"İ": "i", "ı": "i"})
_SMALL_DOTTED = "İ".lower()  # two characters: i and a combining dot

# What small letters with one form for i are made of: each of these becomes i.
UNDOTTED = (_SMALL_DOTTED, "ı")

Value = TypeVar("Value")


def as_matched(text: str) -> str:
    """`text` with one form for all letters that `(?i)` takes for each other; ß becomes two."""
    return text.translate(_ONE).casefold().replace(_SMALL_DOTTED, "i")


def small(text: str) -> str:
    """`text` in small letters, i with a dot and without the same: `İLGİLİ YAZILAR` is `ilgili yazilar`."""
    lower = text.lower()
    return lower if lower.isascii() else lower.replace(_SMALL_DOTTED, "i").replace("ı", "i")


class ByWord(dict[str, Value]):
    """Values by words in small letters; `[]` also finds a word that `(?i)` takes for one of them.

    Raises KeyError for any other word, as a dict does. `get` and `in` know the words as they are listed.
    """

    def __missing__(self, word: str) -> Value:
        alike = as_matched(word)
        for listed, value in self.items():
            if as_matched(listed) == alike:
                return value
        raise KeyError(word)
