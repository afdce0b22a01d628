"""Relatives of whom an article is about: `his wife, Melania Trump` shares a last name that stands for somebody else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from flows.normalize.lexicon import words_of
from flows.normalize.name import Name

# Code points looked at before and after a name: `his wife of thirty years, …`, `…, the eldest daughter of …`.
_BEFORE, _AFTER = 32, 28


def fitting(text: str, short: Name, fulls: Sequence[Name]) -> list[Name]:
    """Those of the `fulls` that the last name `short` may stand for: no relatives beside others, nor relatives who are
    named only after the last name has stood alone.
    """
    others = [full for full in fulls if not _is_relative(text, full)]
    if others or not fulls:
        return others
    first = min(occurrence.start for occurrence in short.occurrences)
    return [full for full in fulls if min(occurrence.start for occurrence in full.occurrences) < first]


def _is_relative(text: str, full: Name) -> bool:
    """Whether the text says of whom somebody is the wife, the son …, where it first names them."""
    first = min(full.occurrences, key=lambda occurrence: occurrence.start)
    before = text[max(0, first.start - _BEFORE) : first.start]
    after = text[first.end : first.end + _AFTER]
    return _before().search(_unmarked(before)) is not None or _after().match(_unmarked(after)) is not None


def _unmarked(text: str) -> str:
    """The text without its accents, as lexicon.tsv is read; its capitals stay: `Father James` is nobody's father."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()})\b[^.!?\n:;]{{0,18}}$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf",\s(?:\S+\s){{1,3}}?(?:{_words()})\b")


def _words() -> str:
    relatives, titles = ("|".join(map(re.escape, sorted(words_of(name)))) for name in ("relative", "relative_or_title"))
    return rf"(?i:first lady|{relatives})|{titles}"
