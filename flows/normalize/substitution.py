"""More training texts by other names in the places of names: what stands around a name must tell, not the name itself.

Each form of a text is replaced everywhere by one other form of its kind: persons by given names and surnames drawn
apart, places by places of the gazetteer of the same class, the rest by forms of the archive.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from flows.normalize.folding import fold
from flows.normalize.gazetteer import gazetteer
from flows.normalize.known import DEMONYM, known
from flows.normalize.lexicon import given_names, words_of
from flows.normalize.silver import ORGANIZATION_TAG, PEOPLE, PERSON, PLACE_TAG, Text, Votes
from flows.normalize.tokens import tokenize

_KEPT = 0.25  # share of the forms of a text that stay
_BEHIND_LATIN = "\u0370"  # the letters from here on are Greek, Cyrillic …: none for English texts


@dataclass(frozen=True)
class Pools:
    """Forms to draw from: `others` by tag; `towns` of the gazetteer; countries and divisions."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    others: dict[int, tuple[str, ...]]


def pools_of(votes: Votes) -> Pools:
    """Pools from the gazetteer and from the forms of an archive."""
    others: dict[int, list[str]] = defaultdict(list)
    given, surnames = {name.capitalize() for name in given_names() if max(name) < _BEHIND_LATIN}, set()
    for key, kinds in sorted(votes.kinds.items()):
        tag, count = max(kinds.items(), key=lambda pair: (pair[1], -pair[0]))
        if count < 0.7 * kinds.total():
            continue
        words = key.split()
        if tag == PERSON and 1 < len(words) < 4 and fold(words[0]) in given_names() and words[-1].isalpha():
            surnames.add(words[-1])
        elif kinds.total() > 1 and tag not in (PERSON, PEOPLE, PLACE_TAG):
            others[tag].append(key)
    places: dict[str, set[str]] = defaultdict(set)
    for place in gazetteer().by_id.values():
        places[place.kind].add(place.name)
        if place.country in ("US", "GB", "CA", "AU", "IE", "NZ"):
            places["town"].add(place.name)
    towns = sorted(places["city"]) + sorted(places["town"]) * 2
    return Pools(
        tuple(sorted(given)), tuple(sorted(surnames)), tuple(towns), tuple(sorted(places["country"])),
        tuple(sorted(places["division"])), {tag: tuple(forms) for tag, forms in others.items()},
    )  # fmt: skip


def substituted(text: Text, pools: Pools, random: Random) -> Text:
    """A copy of a text with other names."""
    words: dict[str, str] = {}
    forms: dict[tuple[str, int], str] = {}
    pieces: list[str] = []
    offsets: list[tuple[int, int, int]] = []
    at = length = 0
    for first, end, tag in text.spans:
        start, stop = int(text.tokens.start[first]), int(text.tokens.end[end - 1])
        surface = text.text[start:stop]
        if (surface, tag) not in forms:
            forms[surface, tag] = surface if random.random() < _KEPT else _other(surface, tag, pools, words, random)
        new = forms[surface, tag]
        pieces += [text.text[at:start], new]
        length += start - at
        offsets.append((length, length + len(new), tag))
        length += len(new)
        at = stop
    whole = "".join([*pieces, text.text[at:]])
    tokens = tokenize(whole)
    made = Text(whole, tokens, [])
    starts = {int(start): i for i, start in enumerate(tokens.start)}
    ends = {int(end): i + 1 for i, end in enumerate(tokens.end)}
    for start, stop, tag in offsets:
        if start in starts and stop in ends:
            made.spans.append((starts[start], ends[stop], tag))
        else:
            made.doubtful += _around(made, start, stop)
    made.doubtful += _shifted(text, made)
    return made


def _around(made: Text, start: int, stop: int) -> list[tuple[int, int]]:
    touched = [i for i in range(len(made.words)) if made.tokens.start[i] < stop and start < made.tokens.end[i]]
    return [(touched[0], touched[-1] + 1)] if touched else []


def _shifted(text: Text, made: Text) -> list[tuple[int, int]]:
    """Doubtful spans of the first text, where the copy has the same words as often."""
    found = []
    for first, end in text.doubtful:
        surface = text.key(first, end)
        at = made.text.find(surface)
        while at >= 0:
            found += _around(made, at, at + len(surface))
            at = made.text.find(surface, at + len(surface))
    return found


def _other(surface: str, tag: int, pools: Pools, words: dict[str, str], random: Random) -> str:
    if tag == PERSON:
        return _person(surface, pools, words, random)
    if tag == PLACE_TAG:
        return _place(surface, pools, random)
    if tag == PEOPLE or (surface.isupper() and tag == ORGANIZATION_TAG and random.random() < 0.5):
        return surface
    forms = pools.others.get(tag)
    return random.choice(forms) if forms else surface


def _person(surface: str, pools: Pools, words: dict[str, str], random: Random) -> str:
    parts = surface.split()
    made = []
    for place, part in enumerate(parts):
        if part not in words:
            is_kept = len(part) < 3 or not part[0].isupper() or part.endswith(".") or not part.isalpha()
            is_first = place == 0 and (len(parts) > 1 or fold(part) in given_names())
            pool = pools.given if is_first else pools.surnames
            if not is_first and random.random() < 0.15:
                pool = pools.towns
            drawn = random.choice(pool)
            words[part] = part if is_kept else (drawn if " " not in drawn else drawn.split()[-1])
        made.append(words[part])
    return " ".join(made)


def _place(surface: str, pools: Pools, random: Random) -> str:
    entry = known(surface)
    if entry and entry.kind == DEMONYM:
        return surface
    last = surface.rsplit(maxsplit=1)[-1]
    if " " in surface and fold(last) in words_of("place_head"):
        return f"{random.choice(pools.towns if random.random() < 0.7 else pools.surnames)} {last}"
    kinds = {gazetteer().by_id[i].kind for i in entry.ids} if entry else set()
    if "country" in kinds:
        return random.choice(pools.countries)
    if "division" in kinds:
        return random.choice(pools.divisions)
    if surface.isupper() or not entry:
        return surface
    return random.choice(pools.towns)
