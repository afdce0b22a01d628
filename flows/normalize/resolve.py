"""From candidates to names: one kind for a name and article, short forms under the full one, acronyms under theirs.

The document decides: its full names introduce the short ones, its parentheses define acronyms, and all the places
where a name stands vote on its kind together. Nothing is joined across kinds because the letters agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from flows.normalize.candidate import Candidate, Language
from flows.normalize.evidence import (
    PERSON,
    SMALL_TOWN,
    Votes,
    context_votes,
    name_votes,
)
from flows.normalize.folding import fold
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE
from flows.normalize.lexicon import given_names, names_list, words_of
from flows.normalize.name import Name
from flows.normalize.places import places_of, state_of
from flows.normalize.relatives import fitting
from flows.normalize.weigh import collect_tagged, listed_by_user

_NEWSPAPERS = words_of("newspaper")
_LEAST_VOTES, _OPENING_VOTES = 0.25, 0.5  # the latter for a word that only ever opens sentences
_NAMED_BY_THE = 0.8  # an ordinary word with a capital is a name where it has an article: the Army
_PARTY_AND_STATE = re.compile(r"[dri] [a-z]+$")  # D-Calif., R-Ky.
# Rs800m, RM250, N50bn, but neither K2 nor A380.
_SUM = re.compile(r"(?:(?:rs|rm|ksh|tsh|ush|gh)|[a-z]{0,3}\$)\d[\d.,]*[a-z]{0,2}$|[nrpk]\d[\d.,]*(?:mn?|bn|tn|cr)$")
_LAST_NAME, _FIRST_NAME, _PART_OF_ORGANIZATION, _ACRONYM = 4.4, 2.2, 2.0, 3.0
_NEIGHBOUR, _LOCAL, _MANY = 1.0, 4.0, 3.0
_HARDLY_A_PERSON = 0.3
_FIRST_NAME_OF_PLACE = 0.6  # Paris is a city first, also beside Paris Hilton
_MOST_CONTEXT = 2.0  # however often a name stands, its contexts count at most as this many
_PREPOSITION = 0.4  # votes that a weak preposition gives a place at least
_CARRIED = 0.5  # share of a short form's votes that its full name gets


def names_of(text: str, candidates: Sequence[Candidate], language: Language) -> dict[str, Name]:
    """Names by folded form, in order of first occurrence, with kind, votes, and what they are short for."""
    names = _collect(text, candidates, language)
    _define_acronyms(text, candidates, names)
    _support_small_towns(names)
    _carry_to_full_names(names)
    for name in names.values():
        if len(name.tokens) > 1 or name.full:
            name.kind, name.strength = name.votes.best()
    _join_persons(text, names)
    _join_organizations(names)
    for name in names.values():
        if not name.kind:
            name.kind, name.strength = name.votes.best()
    return names


def _collect(text: str, candidates: Sequence[Candidate], language: Language) -> dict[str, Name]:
    if language.is_english:
        return collect_tagged(text, candidates, language)
    names: dict[str, Name] = {}
    contexts: dict[str, list[tuple[bool, Votes]]] = defaultdict(list)
    for candidate in candidates:
        name = names.get(candidate.folded)
        if name is None:
            votes = name_votes(candidate, language).plus(listed_by_user(candidate))
            names[candidate.folded] = name = Name(candidate.folded, candidate.tokens, candidate.entry, votes)
        name.entry = name.entry or candidate.entry
        name.occurrences.append(candidate)
        contexts[candidate.folded].append((candidate.headline, context_votes(text, candidate)))
    for folded, every in contexts.items():
        around = [votes for headline, votes in every if not headline] or [votes for _, votes in every]
        total = Votes(*map(sum, zip(*around, strict=True)))
        names[folded].votes = names[folded].votes.plus(total, min(1 / sqrt(len(around)), _MOST_CONTEXT / len(around)))
    return names


def _support_small_towns(names: Mapping[str, Name]) -> None:
    """A word that is also a small town is sooner one where the article names other places of its state, and the more
    so, the fewer it names elsewhere.
    """
    places = [name for name in names.values() if name.entry and name.entry.kind == PLACE and name.entry.ids]
    states = {name.folded: _states(name.entry.ids) for name in places if name.entry}
    named: dict[str, float] = defaultdict(float)
    for name in places:
        if name.votes.best()[0] == PLACE:
            for state in states[name.folded]:
                named[state] += 1 / len(states[name.folded])
    every = sum(named.values())
    for name in places:
        if name.entry and name.entry.prior <= SMALL_TOWN and not any(found.role for found in name.occurrences):
            own = 1 / len(states[name.folded]) if name.votes.best()[0] == PLACE else 0.0
            near = max(named[state] for state in states[name.folded]) - own
            if near > 0:
                share = near / (every - own)
                name.votes = name.votes.plus(
                    Votes(place=_NEIGHBOUR * min(1.0, near) + _LOCAL * share * min(1.0, near / _MANY))
                )


@lru_cache(maxsize=50_000)
def _states(ids: tuple[int, ...]) -> frozenset[str]:
    """States in which a name may lie."""
    return frozenset(state_of(place) for place in places_of(ids))


def _define_acronyms(text: str, candidates: Sequence[Candidate], names: Mapping[str, Name]) -> None:
    """`Long Name (LN)` and `LN (Long Name)`: one entity, whose full form is the long one."""
    for first, second in pairwise(candidates):
        is_pair = text[first.end : second.start] == " (" and text[second.end : second.end + 1] == ")"
        if not is_pair:
            continue
        long, short = (first, second) if len(first.surface) > len(second.surface) else (second, first)
        if _is_acronym(short.surface, long) and names[short.folded].full is None and short.folded != long.folded:
            _make_short(names[short.folded], names[long.folded], "acronym", Votes())
            names[long.folded].votes = names[long.folded].votes.plus(Votes(organization=1.0))
            names[short.folded].votes = names[long.folded].votes


def _is_acronym(short: str, long: Candidate) -> bool:
    letters = [letter.lower() for letter in short if letter.isalpha()]
    if not (1 < len(letters) < 9) or sum(letter.isupper() for letter in short) < 2:
        return False
    rest = iter(fold(long.surface).replace(" ", ""))
    return long.tokens[0][:1] == letters[0] and all(letter in rest for letter in letters)


def _make_short(name: Name, full: Name, method: str, votes: Votes) -> None:
    if full.root is not name:
        name.full, name.method = full, method
        name.votes = name.votes.plus(votes)


def _carry_to_full_names(names: Mapping[str, Name]) -> None:
    """A last name that speaks makes its full name a person: its votes count there too."""
    for name in names.values():
        short = names.get(name.core[-1]) if len(name.core) > 1 else None
        if short and short.entry is None and name.entry is None:
            name.votes = name.votes.plus(Votes(person=max(0.0, _CARRIED * short.votes.person)))


def _join_persons(text: str, names: Mapping[str, Name]) -> None:
    """Link last names, first names and shorter forms to the fullest name of a person that fits."""
    fulls = [name for name in names.values() if name.kind == PERSON and len(name.core) > 1]
    by_token: dict[str, list[Name]] = defaultdict(list)
    for full in fulls:
        for token in dict.fromkeys(full.core):
            by_token[token].append(full)
    for name in fulls:
        longer = [other for other in by_token[name.core[-1]] if _is_longer_form(name, other)]
        if len(longer) == 1:
            _make_short(name, longer[0], "short", Votes())
    for full in fulls:
        has_article = len(full.core) > 2 and full.core[-2] in words_of("article")
        short = names.get(" ".join(full.core[-2:])) if has_article else None
        if short and not short.full and not short.entry:  # Le Pen, but not Las Vegas
            _make_short(short, full, "short", Votes(person=_LAST_NAME))
            short.kind, short.strength = short.votes.best()
    for name in names.values():
        if len(name.tokens) == 1 and not name.full:
            _join_single(text, name, by_token.get(name.folded, ()))


def _is_longer_form(name: Name, other: Name) -> bool:
    """Whether `other` holds all words of `name` in order, and more; an initial stands for its name."""
    if len(other.core) <= len(name.core) or other.core[-1] != name.core[-1]:
        return False
    rest = iter(other.core)
    return all(any(word == token or (len(token) == 1 and word[:1] == token) for word in rest) for token in name.core)


def _join_single(text: str, name: Name, fulls: Sequence[Name]) -> None:
    if name.folded in words_of("planet") or name.folded in words_of("event_name"):
        fulls = [full for full in fulls if full.core[0] in given_names() and full.core[0] != name.folded]
    namesakes = [full for full in fulls if full.core[-1] == name.folded]
    last = fitting(text, name, namesakes)
    if namesakes and not last:  # a last name all the same
        name.votes = name.votes.plus(Votes(person=_LAST_NAME))
        return
    inner = [full for full in fulls if full.core[-1] != name.folded]
    roots = {id(full.root): full.root for full in (last or inner)}
    if not roots or (not last and len(roots) > 1):
        return
    weight = _LAST_NAME if last else _FIRST_NAME
    if not last and name.entry:
        weight = _FIRST_NAME_OF_PLACE
    votes = name.votes.plus(Votes(person=weight))
    if votes.best()[0] == PERSON and (last or name.folded in given_names() or _is_first(name, inner)):
        _make_short(name, max(roots.values(), key=_prominence), "short", Votes())
        name.votes = votes


def _prominence(full: Name) -> tuple[int, bool, str]:
    """The full name that a last name stands for: the most frequent; of equals not the junior, then by the letters."""
    return len(full.occurrences), full.core == full.tokens, full.folded


def _is_first(name: Name, fulls: Iterable[Name]) -> bool:
    return all(full.core[0] == name.folded for full in fulls)


def _join_organizations(names: Mapping[str, Name]) -> None:
    """Link `Goldman` to Goldman Sachs, an acronym to the one organization with these initials."""
    by_first: dict[str, list[Name]] = defaultdict(list)
    by_initials: dict[str, list[Name]] = defaultdict(list)
    for name in names.values():
        if name.kind == ORGANIZATION and len(name.tokens) > 1 and not name.full:
            end = name.tokens[-1] if name.tokens[-1] in _NEWSPAPERS else name.tokens[0]
            by_first[end].append(name)
            by_initials["".join(token[0] for token in name.tokens if token)].append(name)
    for name in names.values():
        if len(name.tokens) > 1 or name.full or name.entry or name.kind:
            continue
        is_acronym = name.occurrences[0].surface.isupper() and len(name.folded) > 2
        fits = by_initials[name.folded] if is_acronym else by_first[name.folded]
        if len(fits) == 1 and (name.folded in _NEWSPAPERS or _can_be_short(name)):
            weight = _ACRONYM if is_acronym else _PART_OF_ORGANIZATION
            votes = name.votes.plus(Votes(organization=weight))
            if votes.best()[0] == ORGANIZATION:
                _make_short(name, fits[0], "acronym" if is_acronym else "short", Votes(organization=weight))


def _can_be_short(name: Name) -> bool:
    """Whether one word may stand for a longer organization: no ordinary word, nor what persons are called."""
    is_word = name.folded in words_of("stop") or name.folded in words_of("organization_head")
    return not is_word and name.folded not in given_names() and name.votes.person <= _HARDLY_A_PERSON


def is_name(name: Name, language: Language) -> bool:
    """Whether the votes are enough to publish it as a name."""
    if (name.folded in words_of("no_entity") and not name.full) or _SUM.match(name.folded):
        return False
    if name.full or name.entry:
        return name.strength > 0 and not (language.nouns and _is_noun(name))
    if len(name.tokens) == 1 and name.folded in language.common and name.votes.organization < _NAMED_BY_THE:
        return False
    if len(name.folded) < 2 or _PARTY_AND_STATE.match(name.folded):
        return False
    if len(name.tokens) == 1 and all(occurrence.opens or occurrence.headline for occurrence in name.occurrences):
        return name.strength >= _OPENING_VOTES and name.folded not in language.common and not _is_opening_word(name)
    return name.strength >= _LEAST_VOTES or len(name.tokens) > 1 or not language.nouns


def _is_opening_word(name: Name) -> bool:
    """Whether nothing tells a person from a word that opens sentences: `Bird flu spread`."""
    is_word = name.kind == PERSON and name.folded in names_list("words") and name.folded not in given_names()
    return is_word and not any(occurrence.role for occurrence in name.occurrences)


def _is_noun(name: Name) -> bool:
    """Whether a word that the gazetteer has is sooner a noun, where all have capitals: Haus, Region, Ende.

    A small town needs a place's preposition before it.
    """
    if len(name.tokens) > 1 or name.entry is None or name.entry.kind != PLACE or name.full is not None:
        return False
    is_supported = name.votes.place >= name.entry.prior + _PREPOSITION
    return name.entry.prior <= 0 or (name.entry.prior < SMALL_TOWN and not is_supported)


def method_of(name: Name, kind: str) -> str:
    """How the name was resolved; see schemas/mentions.json."""
    root = name.root
    if name.entry and name.entry.kind == DEMONYM and kind == PLACE:
        return "demonym"
    if name.method:
        return name.method
    if root.entry and kind in (root.entry.kind, PLACE if root.entry.kind == DEMONYM else ""):
        return "authority"
    return "full" if len(name.tokens) > 1 else "context"


def score_of(name: Name) -> float:
    """Confidence from 0.35, a name that nothing confirms, to 0.9 from three votes on, which are as good as a proof."""
    strength = max(name.strength, name.root.strength if name.full else 0.0, 0.0)
    return round(0.35 + 0.55 * min(strength, 3.0) / 3.0, 2)
