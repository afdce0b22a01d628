"""Votes for names of the tagger: its odds at all places of a name together, authorities, and the article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp, sqrt

from flows.normalize.candidate import Candidate, Language, language_of
from flows.normalize.evidence import (
    NO_VOTES,
    QUOTES,
    Votes,
    context_votes,
    entry_votes,
    is_national_team,
    is_titled_work,
    listed_votes,
    name_votes,
    place_votes,
    team_votes,
)
from flows.normalize.folding import fold
from flows.normalize.known import PLACE, Known
from flows.normalize.lexicon import given_names, names_list, words_of
from flows.normalize.name import Name
from flows.normalize.tagger import TAGS
from flows.normalize.teams import is_about_games, is_playing

_MOST_CONTEXT = 2.0  # however often a name stands, its contexts count at most as this many
_STATE, _CONTAINED = 2.0, 2.5  # votes of states and countries; votes of what stands before their comma
_LONE = 1.2
_CLUB, _TEAM_OF_TOWN = 4.0, 2.0  # votes of the last word of a club's name, and of what a town's team does, in games
_OLD = 4.0  # votes of an age right behind an unknown name: `Innocent Zulu, 41,`
_AGE = re.compile(r",? (?:aged )?\d\d,| \(\d\d\)")
_ARABIC = ("Al ", "Al-", "El ", "El-")  # clubs of Arab towns are called so: Al Ahly
_CITY = 1.2  # votes of an authority for a city
_CALLED = 2.0  # votes of a role or honorific right before an unknown name
_TITLED = 7.0  # votes of `the album` before a quoted name
# Votes that a state or country means its team, and the share of its places in the article that must say so.
_NATIONAL_TEAM, _PLAYING = 4.0, 0.25
_PLACED = 1.0  # votes of a preposition from which a place is meant: in England
# Votes that the noun for one of a people (Finn, Dane) is a given name where it stands without an article.
_GIVEN = 6.0
_NOUN_PHRASE = 30  # code points before a noun in which its article stands
_WORD = re.compile(r"[^\W\d_]+")
_DETERMINERS = frozenset(
    ["a", "an", "the", "this", "that", "one", "another", "every", "each", "fellow", "any", "no", "first"]
)
_CALLED_A_PLACE = 6.0  # votes of what a place is called right behind its name
_AS_A_PLACE = re.compile(
    r" (?:province|governorate|prefecture|district|peninsula|neighbou?rhood|refugee camp|prison|crossing"
    r"|border crossing|airport|airbase|village|refinery|archipelago|suburb|slum|township|constituency|municipality"
    r"|commune|barangay|enclave|oblast|oil ?field|gas ?field|coal ?field)\b"
)
# Persons have bases and camps too, but hardly those whose name starts with the Arabic article.
_AS_A_BASE = re.compile(_AS_A_PLACE.pattern.replace("airport", "airport|base|camp|garrison|area|region|city|town"))
_PROVEN = 3.0  # votes of the tagger when it is certain
_WORDS = 0.3  # share of the votes of a name's own words
_LISTED_PERSON, _LISTED_FIRST = 1.0, 0.5  # votes of a first and a last name that lists have; of the first alone
_LONGEST_PERSON = 3  # words
_ENGLISH = language_of("en")


def collect_tagged(text: str, candidates: Sequence[Candidate], language: Language) -> dict[str, Name]:
    """Names with the tagger's votes: the odds of all places where a name stands, together."""
    names: dict[str, Name] = {}
    odds: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for candidate in candidates:
        name = names.get(candidate.folded)
        if name is None:
            names[candidate.folded] = name = Name(candidate.folded, candidate.tokens, candidate.entry, Votes())
        name.entry = name.entry or candidate.entry
        name.occurrences.append(candidate)
        if candidate.scores:
            odds[candidate.folded].append(candidate.scores)
    quoted = {candidate.folded for candidate in candidates if text[candidate.start - 1 : candidate.start] in QUOTES}
    for folded, name in names.items():
        seen = odds[folded]
        name.votes = _tagger_votes(seen, name) if seen else name_votes(name.occurrences[0], language)
        name.votes = name.votes.plus(_votes_of_text(text, name, is_quoted=folded in quoted))
    _support_containers(text, candidates, names)
    _doubt_lone_surnames(names)
    return names


def _votes_of_text(text: str, name: Name, *, is_quoted: bool) -> Votes:
    """Votes of what the text says right beside a name, by what the name is; the first that holds."""
    if is_quoted and any(is_titled_work(text, occurrence) for occurrence in name.occurrences):
        return Votes(work=_TITLED)
    if name.entry and name.entry.kind == PLACE and not name.entry.key:
        return _place_or_not(text, name)
    if name.tokens[-1] in words_of("club") and len(name.tokens) > 1 and is_about_games(text):
        return Votes(organization=_CLUB)
    if name.entry is None and len(name.tokens) <= _LONGEST_PERSON and _is_called_a_place(text, name):
        return Votes(place=_CALLED_A_PLACE)
    if name.folded in words_of("people_or_given"):
        is_given = not any(_is_one_of_a_people(text, occurrence) for occurrence in name.occurrences)
        return Votes(person=_GIVEN) if is_given else NO_VOTES
    return NO_VOTES if name.entry else _votes_of_unknown(text, name)


def _votes_of_unknown(text: str, name: Name) -> Votes:
    """Votes that a name which no authority knows is a person's or a club's, by an age, a role or a game beside it."""
    if len(name.tokens) > 1 and any(_AGE.match(text, occurrence.end) for occurrence in name.occurrences):
        return Votes(person=_OLD)
    if name.occurrences[0].surface.startswith(_ARABIC) and is_about_games(text):
        playing = sum(is_playing(text, occurrence) for occurrence in name.occurrences)
        return Votes(organization=_CLUB if 2 * playing >= len(name.occurrences) else 0.0)
    return Votes(person=_CALLED) if any(occurrence.role for occurrence in name.occurrences) else NO_VOTES


def listed_by_user(candidate: Candidate) -> Votes:
    """Votes of a user's list, where no tagger was asked."""
    if not candidate.scores:
        return NO_VOTES
    kind = TAGS[candidate.scores.index(max(candidate.scores))]
    return NO_VOTES._replace(**{kind: _PROVEN})


def _is_called_a_place(text: str, name: Name) -> bool:
    """Whether half or more of the places of a name say what kind of place it is: `Sednaya prison`, `al-Tanf base`."""
    pattern = _AS_A_BASE if fold(name.occurrences[0].surface[:3]) in ("al", "el") else _AS_A_PLACE
    called = sum(pattern.match(text, occurrence.end) is not None for occurrence in name.occurrences)
    return 2 * called >= len(name.occurrences)


def _is_one_of_a_people(text: str, name: Candidate) -> bool:
    """Whether an article or the like stands before the word: `a Finn`, `the young Dane`."""
    before = _WORD.findall(text, max(0, name.start - _NOUN_PHRASE), name.start)
    return any(word.lower() in _DETERMINERS for word in before[-2:])


def _place_or_not(text: str, name: Name) -> Votes:
    team = max([team_votes(text, occurrence) for occurrence in name.occurrences])
    placed = [place_votes(text, occurrence) for occurrence in name.occurrences]
    if _is_team_of_country(text, name, sum(votes >= _PLACED for votes in placed)):
        team = _NATIONAL_TEAM
    elif not team and is_about_games(text):
        team = _team_in_game(text, name, sum(votes >= _PLACED for votes in placed))
    place = sum(placed) / sqrt(len(name.occurrences))
    is_given = name.folded in given_names()
    person = max(context_votes(text, occurrence).person for occurrence in name.occurrences) if is_given else 0.0
    if len(name.tokens) > 1 and name.entry and name.entry.prior < _CITY and any(one.role for one in name.occurrences):
        person = max(person, _CALLED)  # President Thabo Mbeki, whose name a district has
    return Votes(organization=team, place=min(place, _MOST_CONTEXT) - team, person=max(0.0, person))


def _team_in_game(text: str, name: Name, placed: int) -> float:
    """Votes that a country or town stands for its team in an article about games."""
    playing = sum(is_playing(text, occurrence) for occurrence in name.occurrences)
    if playing <= placed or playing < _PLAYING * len(name.occurrences):
        return 0.0
    is_club = name.tokens[-1] in words_of("club") and len(name.tokens) > 1
    return _NATIONAL_TEAM if is_club or (name.entry and name.entry.prior >= _STATE) else _TEAM_OF_TOWN


def _is_team_of_country(text: str, name: Name, placed: int) -> bool:
    """Whether a country stands for its team in a good part of its places, and in more than the `placed` ones."""
    if name.entry is None or name.entry.prior < _STATE:
        return False
    playing = sum(is_national_team(text, occurrence) for occurrence in name.occurrences)
    return playing > placed and playing >= _PLAYING * len(name.occurrences)


def _support_containers(text: str, candidates: Sequence[Candidate], names: Mapping[str, Name]) -> None:
    """A name of the gazetteer before a comma and a state or country is a place: `Leeds, Alabama`."""
    for first, second in pairwise(candidates):
        if text[first.end : second.start] != ", " or not (first.entry and second.entry):
            continue
        is_pair = first.entry.kind == PLACE and second.entry.kind == PLACE and second.entry.prior >= _STATE
        if is_pair and first.entry.prior < _STATE:
            name = names[first.folded]
            name.votes = name.votes.plus(Votes(place=_CONTAINED / sqrt(len(name.occurrences))))


def _doubt_lone_surnames(names: Mapping[str, Name]) -> None:
    """One word that the gazetteer has is hardly a person whom the article never calls by a full name or title."""
    lasts = {word for name in names.values() if len(name.tokens) > 1 for word in name.tokens}
    for name in names.values():
        is_place = name.entry is not None and name.entry.kind == PLACE and len(name.tokens) == 1
        is_called = name.folded in lasts or any(occurrence.role for occurrence in name.occurrences)
        if is_place and not is_called and name.folded not in given_names():
            name.votes = name.votes.plus(Votes(person=-_LONE, place=_LONE / 2))


@lru_cache(maxsize=100_000)
def _own_votes(surface: str, folded: str, tokens: tuple[str, ...], entry: Known | None) -> Votes:
    """Votes of a name's own words and of what authorities and lists say of it, wherever it stands."""
    form = Candidate(0, 0, surface, folded, tokens, "", opens=False, headline=False, entry=entry)
    core = Name(folded, tokens, entry, NO_VOTES).core
    votes = listed_votes(form, _ENGLISH).plus(_person_votes(core, entry)).plus(entry_votes(entry, tokens))
    return votes if entry or len(tokens) == 1 else votes.plus(name_votes(form, _ENGLISH), _WORDS)


def _person_votes(words: tuple[str, ...], entry: Known | None) -> Votes:
    """Votes of first and last names, as lists of many countries have them, of a name that no authority knows."""
    first, last = words[0], words[-1]
    if entry or len(words) > _LONGEST_PERSON:
        return NO_VOTES
    is_first, is_last = first in names_list("first_names"), last in names_list("last_names")
    if len(words) == 1:
        return _votes_of_word(first, is_first=is_first, is_last=is_last)
    are_words = [word in names_list("words") for word in (first, last)]
    if is_last and not are_words[1] and (is_first or not are_words[0]):
        return Votes(person=_LISTED_PERSON if is_first else _LISTED_FIRST)
    if first in given_names() or (is_first and not are_words[0]):
        return Votes(person=_LISTED_FIRST)
    return Votes(person=0.0 if is_last or is_first else -_LISTED_FIRST)


def _votes_of_word(word: str, *, is_first: bool, is_last: bool) -> Votes:
    if word in names_list("words"):
        return NO_VOTES
    if is_first:
        return Votes(person=_LISTED_FIRST)
    return Votes(organization=_LISTED_PERSON if word in names_list("brands") and not is_last else 0.0)


def _tagger_votes(odds: Sequence[tuple[float, ...]], name: Name) -> Votes:
    total = odds[0] if len(odds) == 1 else [sum(column) / sqrt(len(odds)) for column in zip(*odds, strict=True)]
    top = max(total)
    chances = [exp(value - top) for value in total]
    every = sum(chances)
    person, organization, place, people, event, work, law, product = [_PROVEN * chance / every for chance in chances]
    votes = Votes(place + people, organization, person, event, law, work, product)
    return votes.plus(_own_votes(name.occurrences[0].surface, name.folded, name.tokens, name.entry))
