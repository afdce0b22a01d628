"""The weekday that stands next to a date belongs to it: `Monday, 16 October 2017`, `16 Ekim 2017 Pazartesi`.

The date alone has the value; a weekday that contradicts it changes nothing.
"""

from __future__ import annotations

import re
from functools import cache

from flows.normalize.calendar_words import LANGUAGES, any_of, weekdays

_LONGEST = 32  # code points looked at on a side of a date: `this coming Wednesday, `
_LINK = {"de": r"(?:den\s|dem\s)?", "sv": r"(?:den\s)?", "en": r"(?:the\s)?", "fr": r"(?:le\s)?", "es": r"(?:el\s)?"}
_WHICH = r"(?:(?:last|this past|this coming|this|next|past|coming)\s)?"
_BEHIND = ("tr",)  # languages that write the weekday behind the date


def with_weekday(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """Bounds of the date `text[start:end]` with the weekday directly before it, or behind it where so written."""
    if language not in LANGUAGES:
        return start, end
    before = _before(language).search(text[max(0, start - _LONGEST) : start])
    if before:
        return start - len(before.group()), end
    behind = _behind(language).match(text, end, end + _LONGEST) if language in _BEHIND else None
    return start, behind.end() if behind else end


def _names(language: str) -> str:
    names = weekdays(language)
    if language != "en":
        return f"(?i:{any_of(dict.fromkeys(names))})"
    # A capital is needed: `he sat January 2`. `The Sun` is a newspaper.
    return rf"(?<!The )(?:{any_of({form: 0 for name in names for form in (name.title(), name.upper())})})\.?"


@cache
def _before(language: str) -> re.Pattern[str]:
    which = f"(?i:{_WHICH})" if language == "en" else ""
    return re.compile(rf"\b{which}{_names(language)}(?:,\s?|\s){_LINK.get(language, '')}$")


@cache
def _behind(language: str) -> re.Pattern[str]:
    return re.compile(rf",?\s{_names(language)}(?!\w)")
