"""Which place a name means: candidates of the gazetteer weighed by size, by the article's other places, by its home.

Follows the common recipe of toponym resolution (population prior, containment, minimality of distance; Leidner 2007):
an explicit container (`Albany, Georgia`) decides; otherwise the place that fits the rest of the article best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import atan2, cos, hypot, inf, log10, radians, sin
from typing import NamedTuple

from flows.normalize.gazetteer import Place, gazetteer, lies_in

# All in decimal orders of magnitude of population, so that they add up with the prior.
_KIND = {"continent": 9.0, "country": 3.0, "capital": 2.5, "division": 1.2, "county": -1.5, "city": 0.0}
_NAMED_COUNTRY, _NAMED_DIVISION, _HOME_COUNTRY, _HOME_DIVISION = 0.8, 2.0, 1.2, 1.5
_SAME_COUNTRY, _SAME_DIVISION, _NEAR = 1.5, 2.5, 1.0
_NEAR_KILOMETRES = 300.0
_EARTH_RADIUS = 6371.0088  # kilometres; the mean radius of IUGG
_CONTAINER = 2.0
_ALIAS = -0.7  # a name that is not the authority's own
_SMALL = ("city", "county")  # what a state named behind it must contain
ROUNDS = 2
MOST_CANDIDATES = 60


class Toponym(NamedTuple):
    """A name of a place in an article: GeoNames ids it may mean, and ids of places that the text says it lies in.

    `is_container` says that it only stands after another place and a comma: `Albany, New York`.
    """

    folded: str
    ids: tuple[int, ...]
    containers: tuple[int, ...]
    is_container: bool = False


def resolve_places(toponyms: Sequence[Toponym], home: str | None) -> dict[str, Place]:
    """The place that each name means, by folded name; a name is left out when the gazetteer has no place that fits.

    `home` is an ISO country code or a place's name, or None.
    """
    places = gazetteer().by_id
    options = {name.folded: [places[i] for i in name.ids] for name in toponyms}
    homes = _home(home)
    toponyms = [name for name in toponyms if name.ids]
    chosen: dict[str, Place] = {}
    for _ in range(ROUNDS):
        around = {folded: place for folded, place in chosen.items() if len(options[folded]) == 1 or len(chosen) > 1}
        best = (
            (name.folded, _best(name, options[name.folded], around, homes, [places[i] for i in name.containers]))
            for name in toponyms
        )
        chosen = {folded: place for folded, place in best if place}
    return chosen


def _home(home: str | None) -> list[Place]:
    if not home:
        return []
    code = gazetteer().by_code.get(home.upper())
    if code is not None:
        return [gazetteer().by_id[code]]
    named = gazetteer().named(home.split(",")[0])
    return sorted(named, key=lambda place: (-place.population, place.geonames_id))[:1]


def _best(
    name: Toponym,
    options: Sequence[Place],
    around: Mapping[str, Place],
    homes: Sequence[Place],
    inside: Sequence[Place],
) -> Place | None:
    contained = [place for place in options if any(place != box and lies_in(place, box) for box in inside)]
    is_elsewhere = any(box.kind == "division" for box in inside) and all(place.kind in _SMALL for place in options)
    if not contained and is_elsewhere:
        return None
    some = sorted(contained or options, key=lambda place: (-_prior(place, name.folded), place.geonames_id))
    others = [place for folded, place in sorted(around.items()) if folded != name.folded]
    return max(
        some[:MOST_CANDIDATES],
        key=lambda place: (
            _prior(place, name.folded)
            + _fit(place, others)
            + _at_home(place, homes)
            + (_CONTAINER if name.is_container and place.kind in ("country", "division") else -_shadow(place, some)),
            -place.geonames_id,
        ),
    )


def _prior(place: Place, folded: str) -> float:
    is_own = place.name.casefold() == folded or len(folded) < 4
    return log10(place.population + 10) + _KIND[place.kind] + (0.0 if is_own else _ALIAS)


def _shadow(place: Place, options: Iterable[Place]) -> float:
    """A division named like a large city in it is less often meant: New York, Shanghai."""
    is_shadowed = place.kind == "division" and any(
        city.kind in ("city", "capital") and city.population > 500_000 and lies_in(city, place) for city in options
    )
    return 2.5 if is_shadowed else 0.0


def _fit(place: Place, others: Sequence[Place]) -> float:
    """How well a place fits the other places of the article."""
    if not others:
        return 0.0
    votes = 0.0
    if any(other.kind == "country" and other.country == place.country and other != place for other in others):
        votes += _NAMED_COUNTRY
    if any(other.kind in ("division", "county") and other != place and lies_in(place, other) for other in others):
        votes += _NAMED_DIVISION
    small = [other for other in others if other.kind not in ("country", "continent")]
    if small:
        votes += _SAME_COUNTRY * sum(other.country == place.country for other in small) / len(small)
        votes += _SAME_DIVISION * sum(state_of(other) == state_of(place) for other in small) / len(small)
        votes += _NEAR * (min(distance_km(place, other) for other in small) < _NEAR_KILOMETRES)
    return votes


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
