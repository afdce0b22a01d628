"""Roles of persons where they are named: the words right before a name, or in apposition behind it.

`Foreign Minister Ana Roa`, `former police chief Ana Roa`, `Ana Roa, a spokeswoman for the ministry, said`. A role is
published as it stands in the text: it held on the article's day. Honorifics (Mr, Dr) are none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flows.normalize.folding import fold
from flows.normalize.foreign_roles import GRAMMARS, foreign_role_at
from flows.normalize.lexicon import words_of

_BEFORE, _AFTER = 60, 90  # code points looked at
_MOST_WORDS, _MOST_CAPITALS = 4, 3  # words of a role before a name; words with a capital before these
_MOST_BEFORE_ROLE = 5  # words of an apposition before the word that makes it a role
_WORD = re.compile(r"[\w’'&.-]+")
_LAST_WORD = re.compile(r"[\w’'&.-]+\Z")
_APPOSITION = re.compile(
    r", (?:the |an? |its |his |her |their |our )?([^,;:()\[\]\n“”\"]{3,80}?)(?=[,;]|\.(?:\s|$)| said\b| who\b)"
)
_PREFIXES = frozenset(("former", "acting", "interim", "deputy", "then", "late", "ex", "current", "outgoing", "senior"))
_VERBS = frozenset(("is", "was", "are", "were", "has", "had", "have", "will", "and", "but", "said", "told"))
_AFTER_ROLE = frozenset(("of", "for", "at", "to", "in", "with", "and", "on", "from", "general", "emeritus"))


@cache
def _offices() -> frozenset[str]:
    """The roles that say what somebody does; honorifics and words that mostly are names are none."""
    return words_of("role") - words_of("honorific") - words_of("no_role")


@cache
def _last_words() -> frozenset[str]:
    return frozenset(role.rsplit(" ", 1)[-1] for role in _offices())


def role_at(text: str, start: int, end: int, language: str = "en") -> str | None:
    """The role that the text gives the person named by `text[start:end]`, as it stands there, or None."""
    if language in GRAMMARS:
        return foreign_role_at(text, start, end, language)
    return _role_before(text, start) or _role_behind(text, end)


def _role_before(text: str, start: int) -> str | None:
    low = max(0, start - _BEFORE)
    before = text[low:start]
    if not before.endswith((" ", "\u00a0")):
        return None
    if not before[-2:-1].strip() or not _ends_role(before.rsplit(None, 1)[-1]):
        return None
    line = before[max(before.rfind(mark) for mark in ("\n", ", ", ". ", "; ", ": ")) + 1 :]
    words = list(_WORD.finditer(line))
    size = next((n for n in range(min(_MOST_WORDS, len(words)), 0, -1) if _is_office(line, words[-n:])), 0)
    if not size:
        return None
    first = len(words) - size
    for _ in range(_MOST_CAPITALS):
        if (
            not first
            or line[words[first - 1].end() : words[first].start()] != " "
            or not _belongs(words[first - 1].group())
        ):
            break
        first -= 1
    return line[words[first].start() :].strip()


@lru_cache(maxsize=100_000)
def _ends_role(word: str) -> bool:
    """Whether a word, with the signs that touch it, is the last of a role."""
    last = _LAST_WORD.search(word)
    return last is not None and fold(last.group()) in _last_words()


def _is_office(line: str, words: list[re.Match[str]]) -> bool:
    return fold(line[words[0].start() : words[-1].end()]) in _offices()


def _belongs(word: str) -> bool:
    """Whether a word before a role is part of it: `Turkish`, `former`."""
    folded = fold(word)
    return folded in _PREFIXES or (word[:1].isupper() and folded not in words_of("stop"))


def _role_behind(text: str, end: int) -> str | None:
    if text[end : end + 2] != ", ":
        return None
    found = _APPOSITION.match(text, end, end + _AFTER)
    if found is None:
        return None
    words = [fold(word) for word in _WORD.findall(found[1])]
    at = next((place for place, word in enumerate(words[: _MOST_BEFORE_ROLE + 1]) if word in _last_words()), None)
    while at is not None and at + 1 < len(words) and words[at + 1] in _last_words():
        at += 1
    if at is None or _VERBS & set(words[: at + 1]) or words[-1] in words_of("honorific"):
        return None
    is_clause = at + 1 < len(words) and words[at + 1] not in _AFTER_ROLE
    return None if is_clause else found[1].strip()
