"""Where names of events and what else is called by a place start: Tour de | France, Treaty of | Lisbon."""

from __future__ import annotations

from functools import cache

from flows.normalize.called import NOBLE
from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import NUMBER

# What is called by a name that the tagger may take alone.
LEADING = frozenset(
    [
        *(f"{title} of" for title in NOBLE),
        "Treaty of",
        "Battle of",
        "Siege of",
        "Hurricane",
        "Typhoon",
        "Cyclone",
        "Tropical Storm",
    ]
)
# Last words of events that come again, each time with its year before them: the 1999 World Cup.
EDITIONS = frozenset(["cup", "olympics", "paralympics", "games", "championship", "championships", "expo"])
_EVENT_WORDS = 3  # words of an event's name that the tagger may leave outside
_YEARS, _YEAR_DIGITS = range(1850, 2100), 4


def whole_event(article: Article, span: Span, least: int) -> Span:
    """A span with the words before it, from the token `least` on, that make it a listed event or one of its editions:
    Tour de | France, the 1999 | World Cup.
    """
    larges = [at for at in range(max(least, span.first - _EVENT_WORDS), span.first) if article.capital[at]]
    is_numbered = span.first > least and article.gaps[span.first] == 1 and article.shapes[span.first - 1] == NUMBER
    if not larges and not is_numbered:  # most names
        return span
    end = fold(article.form(span.first, span.last)).rsplit(" ", 1)[-1]
    may_be_event = end in ends_of_events()
    for first in larges:
        if may_be_event and fold(article.form(first, span.last)) in words_of("event_name"):
            return Span(first, span.last)
        ends = range(span.first - 1, min(span.first + 1, span.last))
        if any(article.form(first, end) in LEADING for end in ends):
            return Span(first, span.last)
    if end in EDITIONS and is_numbered and _is_year(article.form(span.first - 1, span.first - 1)):
        return span.moved(span.first - 1, span.last)
    return span


def _is_year(number: str) -> bool:
    return len(number) == _YEAR_DIGITS and number.isdecimal() and int(number) in _YEARS


@cache
def ends_of_events() -> frozenset[str]:
    """The last words of listed events."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in words_of("event_name"))
