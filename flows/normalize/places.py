"""Which place a name means: candidates of the gazetteer weighed by size, by the article's other places, by its home.

Follows the common recipe of toponym resolution (population prior, containment, minimality of distance; Leidner 2007):
an explicit container (`Albany, Georgia`) decides; otherwise every name votes, with all that it may mean, for the
countries, states and squares of the map in which the article's other names are then sought. Votes are counted by key,
so that the time is linear in the candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import atan2, cos, hypot, inf, log10, radians, sin
from typing import NamedTuple

from flows.normalize.gazetteer import Place, gazetteer, lies_in

# All in decimal orders of magnitude of population, so that they add up with the prior.
_KIND = {"continent": 9.0, "country": 3.0, "capital": 2.5, "division": 1.2, "county": -1.5, "city": 0.0}
_HOME_COUNTRY, _HOME_DIVISION = 1.2, 1.5
# What votes for the same country, state and square are worth: for their number, and more for their share of all.
_COUNTRY, _DIVISION, _SQUARE = (4.0, 0.5), (1.0, 2.0), (0.7, 1.5)
_ENOUGH = 2.0  # votes that are half as good as any number of them
_SAID = 8.0  # votes for a state by its name
_SHARPNESS = 3.0  # how far the likeliest meaning of a name outvotes its others
_EARTH_RADIUS = 6371.0088  # kilometres; the mean radius of IUGG
_CONTAINER = 2.0
_ALIAS = -0.7  # a name that is not the authority's own
_SHADOWED, _LARGE = 2.5, 500_000
_SMALL = ("city", "county")  # what a state named behind it must contain
_ROUNDS = 2
_MOST_CANDIDATES = 40


class Toponym(NamedTuple):
    """A name of a place in an article: GeoNames ids it may mean, and ids of places that the text says it lies in.

    `is_container` says that it only stands after another place and a comma: `Albany, New York`.
    """

    folded: str
    ids: tuple[int, ...]
    containers: tuple[int, ...]
    is_container: bool = False


class _Option(NamedTuple):
    """What a name may mean: the place, its prior, and the keys under which it votes and is voted for.

    `squares` are those of one degree around it: a vote in one of them is one within about 160 km.
    """

    place: Place
    prior: float
    country: str
    state: str
    square: tuple[int, int] | None
    squares: tuple[tuple[int, int], ...]


_Votes = dict[object, float]


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
        base = scores
        for _ in range(_ROUNDS):
            ballots = {folded: _ballot(found, scores[folded]) for folded, found in options.items()}
            votes = _count(ballots.values())
            scores = {
                folded: [
                    score + _fit(option, votes, ballots[folded], len(options) - 1)
                    for option, score in zip(found, base[folded], strict=True)
                ]
                for folded, found in options.items()
            }
    return {folded: found[_best(scores[folded])].place for folded, found in options.items()}


def _best(scores: Sequence[float]) -> int:
    """The position of the highest score; of equals the first."""
    return max(range(len(scores)), key=lambda at: (scores[at], -at))


def _options_of(name: Toponym) -> Sequence[_Option]:
    """What a name may mean, given the places that the text says it lies in; likeliest first."""
    options = _options(name.folded, name.ids, name.is_container)
    if not name.containers:
        return options[:_MOST_CANDIDATES]
    boxes = [gazetteer().by_id[identifier] for identifier in name.containers]
    contained = [
        option for option in options if any(option.place != box and lies_in(option.place, box) for box in boxes)
    ]
    is_elsewhere = any(box.kind == "division" for box in boxes) and all(
        option.place.kind in _SMALL for option in options
    )
    if not contained and is_elsewhere:
        return ()
    return contained or options[:_MOST_CANDIDATES]


@lru_cache(maxsize=50_000)
def _options(folded: str, ids: tuple[int, ...], is_container: bool) -> tuple[_Option, ...]:  # noqa: FBT001 (a key of the cache)
    places = places_of(ids)
    own = [place.name.casefold() == folded or len(folded) < 4 for place in places]
    options = (
        _option(place, _prior(place, is_own=is_own) + _shadow(place, places, is_container=is_container))
        for place, is_own in zip(places, own, strict=True)
    )
    return tuple(sorted(options, key=lambda option: (-option.prior, option.place.geonames_id)))


def _option(place: Place, prior: float) -> _Option:
    if place.kind in ("country", "continent") or place.latitude is None or place.longitude is None:
        return _Option(place, prior, place.country or "", state_of(place), None, ())
    y, x = round(place.latitude), round(place.longitude)
    squares = tuple((y + north, x + east) for north in (-1, 0, 1) for east in (-1, 0, 1))
    return _Option(place, prior, place.country or "", state_of(place), (y, x), squares)


def _prior(place: Place, *, is_own: bool) -> float:
    return log10(place.population + 10) + _KIND[place.kind] + (0.0 if is_own else _ALIAS)


def _shadow(place: Place, options: Iterable[Place], *, is_container: bool) -> float:
    """A division named like a large city in it (New York, Shanghai) is less often meant, but behind a city."""
    if is_container:
        return _CONTAINER if place.kind in ("country", "division") else 0.0
    is_shadowed = place.kind == "division" and any(
        city.kind in ("city", "capital") and city.population > _LARGE and lies_in(city, place) for city in options
    )
    return -_SHADOWED if is_shadowed else 0.0


def _ballot(options: Sequence[_Option], scores: Sequence[float]) -> _Votes:
    """The one vote of a name, split among what it may mean."""
    best = max(scores)
    weights = [10 ** (_SHARPNESS * (score - best)) for score in scores]
    total, votes = sum(weights), _Votes()
    for option, weight in zip(options, weights, strict=True):
        share = weight / total
        if share < 0.01:
            continue
        votes[option.country] = votes.get(option.country, 0.0) + share
        if option.state != option.country:
            said = _SAID if option.place.kind == "division" else 1.0
            votes[option.state] = votes.get(option.state, 0.0) + said * share
        for square in option.squares:
            votes[square] = votes.get(square, 0.0) + share
    return votes


def _count(ballots: Iterable[_Votes]) -> _Votes:
    total = _Votes()
    for ballot in ballots:
        for key, share in ballot.items():
            total[key] = total.get(key, 0.0) + share
    return total


def _fit(option: _Option, votes: _Votes, own: _Votes, names: int) -> float:
    """How well a place fits what the other `names` vote for."""
    gain = _gain(votes, own, option.country, names, _COUNTRY)
    if option.state != option.country:
        gain += _gain(votes, own, option.state, names, _DIVISION)
    if option.square is not None:
        gain += _gain(votes, own, option.square, names, _SQUARE)
    return gain


def _gain(votes: _Votes, own: _Votes, key: object, names: int, worth: tuple[float, float]) -> float:
    """What the votes of others for a key are worth: by how many they are, and by their share of all."""
    others = votes.get(key, 0.0) - own.get(key, 0.0)
    if others <= 0.0:
        return 0.0
    return (worth[0] + worth[1] * min(1.0, others / names)) * others / (others + _ENOUGH)


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


def distance_km(one: Place, other: Place) -> float:
    """Kilometres along the surface of a spherical Earth; infinite when a position is unknown.

    The angle between two directions by its tangent, exact for near places and for opposite ones (Vincenty 1975, for
    equal axes).
    """
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return inf
    south, north = radians(one.latitude), radians(other.latitude)
    turn = radians(other.longitude - one.longitude)
    across = cos(north) * sin(turn)
    upward = cos(south) * sin(north) - sin(south) * cos(north) * cos(turn)
    along = sin(south) * sin(north) + cos(south) * cos(north) * cos(turn)
    return _EARTH_RADIUS * atan2(hypot(across, upward), along)
