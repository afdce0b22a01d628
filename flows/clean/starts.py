"""Which kind of cruft a line is by the phrase that it starts with, and which lines go on as sentences do."""

from __future__ import annotations

from functools import cache

import regex

from flows.clean import label_patterns as patterns
from flows.clean.labels import kinds, phrases
from flows.rules import Rule

# Phrases are looked up by so many characters.
HEAD = 4
# Kinds of labels before a headline or a name.
_FOLLOWED = frozenset((Rule.RELATED, Rule.AGENCY_CREDIT))
_LEAD = regex.compile(patterns.LEAD)
_FIGURE = regex.compile(r"\p{N}")
_EDGE_OF_WORD = regex.compile(r"\b")
# Small letters, or those of a script without capitals; and a comma that parts clauses.
_GOES_ON = regex.compile(r"\s+[\p{Ll}\p{Lo}]")
_CLAUSE = regex.compile(r"\p{L}[,،，、][\s”’»]*\p{L}")


def starting_kind(text: str, lower: str, *, is_closed: bool) -> str | None:
    """The kind of cruft that the line `text` (`lower` in small letters) starts as; `is_closed`: it ends a sentence.

    By looking up, since the phrases are so many that their patterns take a third of a second to compile.
    """
    lead = _LEAD.match(lower)
    places = range(lead.end() + 1 if lead else 1)
    if any(lower.startswith(_sentences(), at) for at in places):
        return None
    found = [
        rank
        for at in places
        for length in range(1, HEAD + 1)
        for rank, phrase in _by_head().get(lower[at : at + length], ())
        if lower.startswith(phrase, at)
        and _ends_word(lower, phrase, at)
        and not (is_closed and _is_sentence(_starting()[rank], text, at + len(phrase)))
    ]
    return _starting()[min(found)] if found else None


def _ends_word(said: str, phrase: str, at: int) -> bool:
    """Whether a letter or digit at the end of a phrase that stands there ends a word."""
    return not phrase[-1:].isalnum() or _EDGE_OF_WORD.match(said, at + len(phrase)) is not None


def _is_sentence(kind: str, text: str, end: int) -> bool:
    """Whether a line with a full stop is a sentence, though a phrase of the `kind` that ends there opens it.

    What says how old an article is says so in figures.
    """
    if kind == Rule.TIMESTAMP:
        return _FIGURE.search(text, end) is None
    return kind in _FOLLOWED and _goes_on(text, end)


def _goes_on(text: str, end: int) -> bool:
    """Whether a phrase that ends there begins a sentence, as "Read also the small print, he said" does.

    After an invitation to read a headline follows, after a credit a name, with a capital or without a full stop. What
    goes on in small letters up to one, with a second clause, is a sentence.
    """
    return _GOES_ON.match(text, end) is not None and _CLAUSE.search(text, end) is not None


@cache
def _starting() -> list[str]:
    """The kinds that lines start with, in the order in which they are asked for."""
    return [kind for kind in kinds("start") if kind != Rule.BYLINE]


@cache
def _sentences() -> tuple[str, ...]:
    """What sentences start with that open like a label."""
    return tuple(phrase for kind in kinds("unless") for phrase in phrases("unless", kind))


@cache
def _by_head() -> dict[str, list[tuple[int, str]]]:
    """The phrases that lines start with, each with the place of its kind, by their first HEAD characters."""
    found: dict[str, list[tuple[int, str]]] = {}
    for rank, kind in enumerate(_starting()):
        for phrase in phrases("start", kind):
            found.setdefault(phrase[:HEAD], []).append((rank, phrase))
    return found
