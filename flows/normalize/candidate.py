"""A possible name, and how the language around it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flows.normalize.calendar_words import LANGUAGES, weekdays
from flows.normalize.folding import fold
from flows.normalize.known import Known
from flows.normalize.lexicon import common_words

_LONG = 4  # letters of a day: shorter ones are words and names too


class Candidate(NamedTuple):
    """A possible name, `text[start:end] == surface`; `tokens` are its capitalised words, folded.

    `role` is the folded role that stands before it; `opens` says that its first word stands where any word has a
    capital, `headline` that its line is one; `entry` is what the authorities say of the whole;
    `scores` are the tagger's odds of its TAGS, empty where it did not see the name.
    """

    start: int
    end: int
    surface: str
    folded: str
    tokens: tuple[str, ...]
    role: str
    opens: bool
    headline: bool
    entry: Known | None
    scores: tuple[float, ...] = ()


class Language(NamedTuple):
    """How a language writes: `nouns` have capitals (German); `common` are words known not to be names,
    `weekdays` its longer names of days, folded.
    """

    code: str
    nouns: bool
    common: frozenset[str]
    weekdays: frozenset[str] = frozenset()

    @property
    def is_english(self) -> bool:
        """Whether it is read as English."""
        return self.code == "en"


@lru_cache(maxsize=64)
def language_of(code: str | None) -> Language:
    """The writing of a language by its ISO 639-1 code; an unknown one is read as English without its list of words."""
    known_code = code or "en"
    common = common_words() if known_code == "en" else frozenset[str]()
    days = (
        frozenset(fold(day) for day in weekdays(known_code) if len(day) >= _LONG) if known_code in LANGUAGES else None
    )
    return Language(known_code, known_code in ("de", "lb"), common, days or frozenset())
