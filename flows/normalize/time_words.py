"""Words of time in the languages other than English: data/time_words.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.casing import ByWord
from flows.normalize.calendar_words import any_of
from flows.normalize.gazetteer import DATA


class TimeWords:
    """What one language has for every `what` of the file: values by word, and patterns of words."""

    def __init__(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        self._rows = rows

    def value(self, what: str, word: str) -> str:
        """The value of a word, whatever its case and blanks. Raises KeyError for a word the language has not."""
        return self._rows[what][" ".join(word.lower().split())]

    def of(self, what: str) -> Mapping[str, str]:
        """Values by word of one kind."""
        return self._rows.get(what, {})

    def pattern(self, what: str, *values: str) -> str:
        """A pattern of the words of a kind (those of some values only); one that never matches where there are none."""
        rows = self._rows.get(what, {})
        words = {word: "" for word, value in rows.items() if not values or value in values}
        return any_of(words).replace(r"\ ", r"\s") or r"(?!)"


@cache
def time_words() -> Mapping[str, TimeWords]:
    """The words of every language of the file."""
    found: dict[str, dict[str, ByWord[str]]] = {}
    for line in (DATA / "time_words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, what, value, words = line.split("\t")
            known = found.setdefault(language, {}).setdefault(what, ByWord())
            # A word may stand on both sides (Spanish `pasado`): its place is then either.
            known.update({word: value if known.get(word, value) == value else "<>" for word in words.split("|")})
    return {language: TimeWords(rows) for language, rows in found.items()}
