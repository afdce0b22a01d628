"""A possible name, and how the language around it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flows.normalize.calendar_words import LANGUAGES, months, weekdays
from flows.normalize.folding import fold
from flows.normalize.known import Known
from flows.normalize.lexicon import common_words, stop_words, words_of

_LONG = 4  # letters of a day or month: shorter ones are words and names too
# Languages that write every noun with a capital; those that write months so.
NOUNS, CAPITAL_MONTHS = frozenset(("de", "lb")), frozenset(("tr", "id"))


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
    `calendar` its longer names of days, and of months that have a capital, folded.
    """

    code: str
    nouns: bool
    common: frozenset[str]
    calendar: frozenset[str] = frozenset()

    @property
    def is_english(self) -> bool:
        """Whether it is read as English."""
        return self.code == "en"


@lru_cache(maxsize=64)
def language_of(code: str | None) -> Language:
    """The writing of a language by its ISO 639-1 code; of an unknown one no words are known."""
    known_code = code or "en"
    common = common_words() if known_code == "en" else stop_words().get(known_code, frozenset())
    common |= words_of("noun") if known_code in NOUNS else frozenset()
    return Language(known_code, known_code in NOUNS, common, _calendar(known_code))


def _calendar(code: str) -> frozenset[str]:
    """The longer names of days; of months too, where they have capitals."""
    if code not in LANGUAGES:
        return frozenset()
    names = [*weekdays(code), *(months(code) if code in NOUNS | CAPITAL_MONTHS else ())]
    return frozenset(fold(name) for name in names if len(name) >= _LONG)
