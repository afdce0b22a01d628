"""Places inside longer names: the town of `Alexandria Police Department`, the state of `Northern Virginia`.

What happens at the police department of a town happens in that town, and in local news its name often stands nowhere
else. Inside organizations that an authority knows (Bank of England) and persons no place is sought.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.gazetteer import Place, gazetteer
from flows.normalize.known import ORGANIZATION, PLACE
from flows.normalize.lexicon import common_words, given_names
from flows.normalize.name import Name
from flows.normalize.places import Toponym, state_of

METHOD = "inside"
_WORD = re.compile(r"[^\W_](?:[\w’'.-]*\w)?")
_LONGEST = 4  # words
# Behind these words of a name a place may start, besides at its beginning.
_COMPASS = ("north", "south", "east", "west")
_BEFORE_PLACE = frozenset(
    (
        *(
            f"{word}{end}"
            for word in (*_COMPASS, "northeast", "northwest", "southeast", "southwest")
            for end in ("", "ern")
        ),
        *("central", "upper", "lower", "greater", "downtown", "metro", "metropolitan", "of", "in", "for", "at"),
    )
)
_KINDS = (ORGANIZATION, PLACE, "event", "law")
_STORM = "Hurricane "  # a town of Utah, too
_LARGE = 100_000  # inhabitants from which a city needs no other place of its state beside it
SCORE = 0.6


class Nested(NamedTuple):
    """A possible place `text[start:end]` inside a longer name; GeoNames ids it may mean."""

    start: int
    end: int
    folded: str
    ids: tuple[int, ...]
    is_word: bool  # whether it is also an ordinary word or a given name, or owns the rest


def nested_names(candidates: Iterable[Candidate], names: Mapping[str, Name]) -> Iterator[Nested]:
    """Possible places inside the names of an article, in order."""
    for candidate in candidates:
        name = names[candidate.folded].root
        if len(candidate.tokens) > 1 and name.kind in _KINDS and name.entry is None:
            is_storm = name.kind == "event" and candidate.surface.startswith(_STORM)
            for start, end, folded, ids, is_word in _inside(candidate.surface):
                if is_storm and start == 0:
                    continue
                yield Nested(candidate.start + start, candidate.start + end, folded, ids, is_word)


@lru_cache(maxsize=50_000)
def _inside(surface: str) -> tuple[Nested, ...]:
    """Possible places inside a name, the longest at each place where one may start."""
    words = [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(surface)]
    found: list[Nested] = []
    at = 0
    while at < len(words):
        nested = _at(surface, words, at) if at == 0 or words[at - 1][2] in _BEFORE_PLACE else None
        if nested is None:
            at += 1
            continue
        found.append(nested)
        at = next((later for later in range(at + 1, len(words)) if words[later][0] >= nested.end), len(words))
    return tuple(found)


def _at(surface: str, words: Sequence[tuple[int, int, str]], at: int) -> Nested | None:
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        if size == len(words):
            continue
        start, end = words[at][0], words[at + size - 1][1]
        form = re.sub(r"['’]s?$", "", surface[start:end])
        ids = gazetteer().ids_of(form) if form[:1].isupper() else ()
        if ids:
            if "." in form and surface[start + len(form) :].startswith("."):
                form += "."  # U.S.
            folded = fold(form)
            is_owner = at == 0 and surface.startswith(("'s", "’s"), start + len(form))  # Harper's Bazaar
            is_word = size == 1 and (
                is_owner or folded in common_words() or folded in given_names() or folded in _BEFORE_PLACE
            )
            return Nested(start, start + len(form), folded, tuple(ids), is_word)
    return None


def with_nested(toponyms: Iterable[Toponym], nested: Iterable[Nested]) -> list[Toponym]:
    """Toponyms with those that only stand inside other names; ordinary words are none of their own."""
    found = {toponym.folded: toponym for toponym in toponyms}
    for inner in nested:
        if inner.folded not in found and not inner.is_word:
            found[inner.folded] = Toponym(inner.folded, inner.ids)
    return list(found.values())


def accepted(nested: Sequence[Nested], named: Iterable[str], places: Mapping[str, Place]) -> list[tuple[Nested, Place]]:
    """The places inside other names that something confirms: the article names them too (`named`, folded), they are
    large, or another place lies in their state.
    """
    known = {folded for folded in named if folded in places}
    states = [state_of(places[folded]) for folded in known]
    found = []
    for inner in nested:
        place = places.get(inner.folded)
        if place is None:
            continue
        is_large = place.kind not in ("city", "county") or place.population >= _LARGE
        is_near = state_of(place) in states and place.division is not None
        if inner.folded in known or (not inner.is_word and (is_large or is_near or len(inner.folded.split()) > 1)):
            found.append((inner, place))
    return found
