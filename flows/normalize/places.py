"""Which place a name means: candidates of the gazetteer weighed by size, by the article's other places, by its home.

Follows the common recipe of toponym resolution (population prior, containment, minimality of distance; Leidner 2007):
an explicit container (`Albany, Georgia`) decides; otherwise every name votes, with all that it may mean, for the
countries, states and squares of the map in which the article's other names are then sought. Votes are counted by key,
so that the time is linear in the candidates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log10
from typing import NamedTuple

from flows.normalize.gazetteer import Place, gazetteer, lies_in
from flows.normalize.seats import seat_gains

# All in decimal orders of magnitude of population, so that they add up with the prior.
_KIND = {"continent": 9.0, "country": 3.0, "capital": 2.5, "division": 1.2, "county": -1.5, "city": 0.0}
_HOME_COUNTRY, _HOME_DIVISION = 1.2, 1.5
# What ten times the votes for the same country, state, county and square are worth, if no votes are for others.
_COUNTRY, _DIVISION, _COUNTY, _SQUARE = 3.0, 1.5, 1.0, 2.0
_NOISE = 0.1  # votes that tell nothing
_SCATTERED = 0.15  # the worth of a vote among many for other countries or states, as a share
_SAID = 2.0  # votes for a state by its name
_SHARPNESS = 3.0  # how far the likeliest meaning of a name outvotes its others
_CONTAINER = 2.0
_ALIAS = -1.0  # a name that is not the authority's own
_SHADOWED, _LARGE = 3.5, 500_000
_SMALL = ("city", "county")  # what a state named behind it must contain
_ROUNDS = 2
_MOST_CANDIDATES = 40
_UNLIKELY = 0.01  # shares of a vote that are not counted
_NO_VOTE = 1e-9


class Toponym(NamedTuple):
    """A name of a place in an article: GeoNames ids it may mean, and ids of places that the text says it lies in.

    `around` are places that it may lie in, if one of its meanings does; `is_container` says that it only stands after
    another place and a comma: `Albany, New York`.
    """

    folded: str
    ids: tuple[int, ...]
    containers: tuple[int, ...] = ()
    around: tuple[int, ...] = ()
    is_container: bool = False


class _Option(NamedTuple):
    """What a name may mean: the place, its prior, and the keys under which it votes and is voted for.

    `state` and `county` are empty where there is none. `square` is one degree wide, `squares` are those around it: a
    vote in one of them is one within about 160 km.
    """

    place: Place
    prior: float
    country: str
    state: str
    county: str
    square: tuple[int, int] | None
    squares: tuple[tuple[int, int], ...]


class _Votes(NamedTuple):
    """Votes by key, and how many there are for countries and for states."""

    by_key: dict[object, float]
    countries: float
    states: float


def resolve_places(toponyms: Sequence[Toponym], home: str | None) -> dict[str, Place]:
    """The place that each name means, by folded name; a name is left out when the gazetteer has no place that fits.

    `home` is an ISO country code or a place's name, or None.
    """
    homes = _home(home)
    options = {name.folded: found for name in toponyms if name.ids and (found := _options_of(name))}
    scores = {
        folded: [option.prior + _at_home(option.place, homes) for option in found] for folded, found in options.items()
    }
    if len(options) > 1:
        scores = _with_seats(options, scores)
        # What can mean one place alone votes for it alike in every round, and needs no votes of others.
        open_ones = {folded: (found, scores[folded]) for folded, found in options.items() if len(found) > 1}
        ballots = {folded: _ballot(found, scores[folded]) for folded, found in options.items()}
        for turn in range(_ROUNDS if open_ones else 0):
            if turn:
                ballots |= {folded: _ballot(found, scores[folded]) for folded, (found, _) in open_ones.items()}
            votes = _count(ballots.values())
            scores |= {
                folded: [score + fit for score, fit in zip(base, _fits(found, votes, ballots[folded]), strict=True)]
                for folded, (found, base) in open_ones.items()
            }
    return {folded: found[_best(scores[folded])].place for folded, found in options.items()}


def _with_seats(options: Mapping[str, Sequence[_Option]], scores: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Scores, higher for towns whose county the article names and for counties of which it names towns."""
    names = {name for name, found in options.items() if all(option.place.kind == "county" for option in found)}
    if not names:
        return dict(scores)
    likely = {name: found[_best(scores[name])].country for name, found in options.items()}
    abroad = Counter(likely.values())
    within = {
        # What lies in a country of which the article has other places lies there: `Lebanon` beside Beirut.
        name: frozenset(
            option.county
            for option in found
            if option.county and (option.country == likely[name] or abroad[likely[name]] == 1)
        )
        for name, found in options.items()
    }
    gains = seat_gains(within, names)
    return {
        name: [score + gains[name].get(option.county, 0.0) for option, score in zip(options[name], every, strict=True)]
        for name, every in scores.items()
    }


def _best(scores: Sequence[float]) -> int:
    """The position of the highest score; of equals the first."""
    return max(range(len(scores)), key=lambda at: (scores[at], -at))


def _options_of(name: Toponym) -> Sequence[_Option]:
    """What a name may mean, given the places that the text says it lies in; likeliest first."""
    options = _options(name.folded, name.ids, name.is_container)
    if name.containers:
        boxes = places_of(name.containers)
        contained = _contained(options, boxes)
        # `Chicago, New York` are two cities, `Paris, Kansas` is a place that the gazetteer lacks.
        is_city = any(box.kind in ("city", "capital") and box.population > _LARGE for box in boxes)
        is_elsewhere = any(box.kind == "division" for box in boxes) and not is_city
        is_elsewhere = is_elsewhere and all(option.place.kind in _SMALL for option in options)
        return contained or (() if is_elsewhere else options[:_MOST_CANDIDATES])
    return (_contained(options, places_of(name.around)) if name.around else ()) or options[:_MOST_CANDIDATES]


def _contained(options: Iterable[_Option], boxes: Sequence[Place]) -> Sequence[_Option]:
    """What lies in one of some other places."""
    return [option for option in options if any(option.place != box and lies_in(option.place, box) for box in boxes)]


@lru_cache(maxsize=50_000)
def _options(folded: str, ids: tuple[int, ...], is_container: bool) -> tuple[_Option, ...]:  # noqa: FBT001 (a key of the cache)
    places = places_of(ids)
    own = [place.name.casefold() == folded or len(folded) < 4 for place in places]
    # Nothing else is called by the name of a country: Albania is no other name of Albany.
    is_country = any(place.kind == "country" and is_own for place, is_own in zip(places, own, strict=True))
    options = (
        _option(place, _prior(place, is_own=is_own) + _shadow(place, places, is_container=is_container))
        for place, is_own in zip(places, own, strict=True)
        if is_own or not is_country
    )
    return tuple(sorted(options, key=lambda option: (-option.prior, option.place.geonames_id)))


def _option(place: Place, prior: float) -> _Option:
    country, state = place.country or "", state_of(place)
    if place.kind in ("country", "continent") or place.latitude is None or place.longitude is None:
        return _Option(place, prior, country, "" if state == country else state, "", None, ())
    y, x = round(place.latitude), round(place.longitude)
    squares = tuple((y + north, x + east) for north in (-1, 0, 1) for east in (-1, 0, 1))
    county = place.division if place.division not in (country, state) else None
    return _Option(place, prior, country, "" if state == country else state, county or "", (y, x), squares)


def _prior(place: Place, *, is_own: bool) -> float:
    return log10(place.population + 10) + _KIND[place.kind] + (0.0 if is_own else _ALIAS)


def _shadow(place: Place, options: Iterable[Place], *, is_container: bool) -> float:
    """A division or county named like a large city of its state (New York, Shanghai) is less often meant, but behind a
    city.
    """
    if is_container:
        return _CONTAINER if place.kind in ("country", "division") else 0.0
    is_shadowed = place.kind in ("division", "county") and any(
        city.kind in ("city", "capital") and city.population > _LARGE and state_of(city) == state_of(place)
        for city in options
    )
    return -_SHADOWED if is_shadowed else 0.0


def _ballot(options: Sequence[_Option], scores: Sequence[float]) -> _Votes:
    """The one vote of a name, split among what it may mean."""
    best = max(scores)
    weights = [10 ** (_SHARPNESS * (score - best)) for score in scores]
    total, states = sum(weights), 0.0
    votes: dict[object, float] = defaultdict(float)
    for option, weight in zip(options, weights, strict=True):
        share = weight / total
        if share < _UNLIKELY:
            continue
        votes[option.country] += share
        if option.state:
            said = share * (_SAID if option.place.kind == "division" else 1.0)
            votes[option.state] += said
            states += said
        if option.county:
            votes[option.county] += share * (_SAID if option.place.kind == "county" else 1.0)
        for square in option.squares:
            votes[square] += share
    return _Votes(votes, 1.0, states)


def _count(ballots: Iterable[_Votes]) -> _Votes:
    total: dict[object, float] = defaultdict(float)
    countries = states = 0.0
    for ballot in ballots:
        countries, states = countries + ballot.countries, states + ballot.states
        for key, share in ballot.by_key.items():
            total[key] += share
    return _Votes(total, countries, states)


def _fits(options: Sequence[_Option], votes: _Votes, own: _Votes) -> Iterator[float]:
    """How well each place that a name may mean fits what the other names vote for."""
    countries, states = votes.countries - own.countries, votes.states - own.states
    gains: dict[object, float] = {}  # many a name has all its meanings in a few countries

    def gain(key: object, every: float) -> float:
        known = gains.get(key)
        if known is None:
            known = gains[key] = _gain(votes, own, key, every)
        return known

    for option in options:
        fit = _COUNTRY * gain(option.country, countries)
        if option.state:
            fit += _DIVISION * gain(option.state, states)
        if option.county:
            fit += _COUNTY * gain(option.county, states)
        yield fit + _SQUARE * gain(option.square, states)


def _gain(votes: _Votes, own: _Votes, key: object, every: float) -> float:
    """What the votes of others for a key tell: by how many they are, and by their share of `every` vote.

    An article about one state says more of its towns than one that names ten states.
    """
    others = votes.by_key.get(key, 0.0) - own.by_key.get(key, 0.0)
    if others <= _NO_VOTE:
        return 0.0
    share = min(1.0, others / every) if every > _NO_VOTE else 1.0
    return log10(1.0 + others / _NOISE) * (_SCATTERED + (1.0 - _SCATTERED) * share)


def _home(home: str | None) -> list[Place]:
    if not home:
        return []
    code = gazetteer().by_code.get(home.upper())
    if code is not None:
        return [gazetteer().by_id[code]]
    named = gazetteer().named(home.split(",")[0])
    return sorted(named, key=lambda place: (-place.population, place.geonames_id))[:1]


def _at_home(place: Place, homes: Sequence[Place]) -> float:
    if not homes or place.country != homes[0].country:
        return 0.0
    is_same_state = homes[0].kind != "country" and state_of(place) == state_of(homes[0])
    return _HOME_COUNTRY + (_HOME_DIVISION if is_same_state else 0.0)


def places_of(ids: Iterable[int]) -> list[Place]:
    """The places with these GeoNames ids."""
    return [gazetteer().by_id[identifier] for identifier in ids]


def largest(ids: Iterable[int]) -> Place:
    """The most populous of some places; of equals the one of smallest id."""
    return max(places_of(ids), key=lambda place: (place.population, -place.geonames_id))


def state_of(place: Place) -> str:
    """Code of the first-level division: `US.TX` of `US.TX.201`; of a country its own code."""
    return ".".join((place.division or place.country or "").split(".")[:2])
