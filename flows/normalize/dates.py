"""Time expressions of a text as TIMEX3 values, anchored to the article's date.

English most thoroughly; in the languages of data/time_words.tsv absolute, relative and repeated ones, in the rest the
absolute. A pattern that is more particular wins over one that is less, a longer expression over a shorter one; nothing
overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flows.normalize.anchors import Anchors, Window
from flows.normalize.calendar_words import LANGUAGES
from flows.normalize.date_languages import other_language
from flows.normalize.date_patterns import ENGLISH, NUMERIC, Pattern
from flows.normalize.date_readers import Anchor
from flows.normalize.english_times import OTHER_ENGLISH
from flows.normalize.weekdays import with_weekday


class Expression(NamedTuple):
    """`text[start:end]` is a time expression; `type` is DATE, TIME, DURATION or SET."""

    start: int
    end: int
    type: str
    value: str


def find_dates(
    text: str, published: date | None = None, language: str | None = None, home: str | None = None
) -> list[Expression]:
    """Time expressions, in order. Without `published`, what depends on it has `XXXX` for the year or is left out.

    `home` tells in which order a country writes `3/4/2022`.
    """
    anchor = Anchor(published, is_month_first=home == "US" or (home is None and language in (None, "en")))
    patterns, anchors = _patterns(language)
    return _apart(
        expression
        for pattern, its in zip(patterns, anchors.windows(text), strict=True)
        for expression in (_found(pattern, text, its, anchor, language or "en") if its else ())
    )


@lru_cache(maxsize=64)
def _patterns(language: str | None) -> tuple[tuple[Pattern, ...], Anchors]:
    """The patterns of a language, and where to try them."""
    patterns = NUMERIC
    if language in (None, "en"):
        patterns = (*ENGLISH, *OTHER_ENGLISH, *NUMERIC)
    elif language in LANGUAGES:
        patterns = (*other_language(language), *NUMERIC)
    return patterns, Anchors([pattern.near for pattern in patterns])


def _found(
    pattern: Pattern, text: str, windows: Iterable[Window], anchor: Anchor, language: str
) -> Iterator[Expression]:
    for match in (match for window in windows for match in pattern.regex.finditer(text, *window)):
        for start, end, kind, value in pattern.read(match, anchor):
            first, last = with_weekday(text, start, end, language) if pattern.is_day else (start, end)
            yield Expression(first, last, kind, value)


def _apart(found: Iterable[Expression]) -> list[Expression]:
    """Expressions that do not overlap: of two that do, the longer; of equals, the one found by the earlier pattern."""
    kept: list[Expression] = []
    taken: set[int] = set()
    for expression in sorted(found, key=lambda item: item.start - item.end):
        if taken.isdisjoint(range(expression.start, expression.end)):
            taken.update(range(expression.start, expression.end))
            kept.append(expression)
    return sorted(kept)
