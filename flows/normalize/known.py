"""What the authorities say of a name: an organization, a place, or a country by its people."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA, Place, demonyms, gazetteer
from flows.normalize.organizations import organizations

ORGANIZATION, DEMONYM, PLACE = "organization", "demonym", "place"
LONGEST_NAME = 8  # words


class Known(NamedTuple):
    """An authority's answer: `kind` is organization, demonym or place; `prior` how far to believe it, in votes.

    `ids` are GeoNames ids of a place, in ascending order; `key` an organization's key.
    """

    kind: str
    prior: float
    ids: tuple[int, ...] = ()
    key: str = ""


# Votes for a name that the gazetteer has, by the kind of place; for a city by its population.
_PLACE_VOTES = {"continent": 3.0, "country": 3.0, "division": 2.2, "county": 0.8}
_CITY_VOTES = ((1_000_000, 2.4), (300_000, 1.9), (100_000, 1.2), (30_000, 0.5), (5_000, 0.2), (0, 0.0))
_SHORT_COUNTY_VOTES = 0.2
_ORGANIZATION_VOTES = 3.0
_DEMONYM_VOTES = 3.0
_REGION_VOTES = 3.0
_LIKE_ACRONYM, _LONGEST_ACRONYM = 2, 5  # letters


@cache
def regions() -> frozenset[str]:
    """Folded names of regions that are places without an id: data/regions.txt."""
    lines = (DATA / "regions.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if not line.startswith("#"))


@lru_cache(maxsize=100_000)
def known(surface: str) -> Known | None:
    """The authorities' entry for a form as it stands in a text, or None. Organizations win over demonyms and places."""
    organization = organizations().named(surface)
    if organization:
        return Known(ORGANIZATION, _ORGANIZATION_VOTES, key=organization.key)
    if fold(surface) in regions():
        return Known(PLACE, _REGION_VOTES)
    people = demonyms().get(fold(surface))
    if people and not surface.islower():
        return Known(DEMONYM, _DEMONYM_VOTES, tuple(people))
    places = gazetteer().named(surface)
    if _LIKE_ACRONYM <= len(surface) <= _LONGEST_ACRONYM and surface.isupper():
        places = [place for place in places if _is_called(place, surface)]
    if not places:
        return None
    folded = fold(surface)
    votes = max(_place_votes(place, folded) for place in places)
    return Known(PLACE, votes, tuple(place.geonames_id for place in places))


def _place_votes(place: Place, folded: str) -> float:
    """Votes for a place by its kind and size; a county without its `County` is a surname as well as a place."""
    if place.kind == "county" and fold(place.name) != folded:
        return _SHORT_COUNTY_VOTES
    return _PLACE_VOTES.get(place.kind, 0.0) or _city_votes(place.population)


def _is_called(place: Place, surface: str) -> bool:
    """Whether a shouted short word names a country or state (IRAN), and is no acronym spelt like a city (DACA)."""
    is_large = place.kind in ("country", "division")
    return surface in gazetteer().exact or (is_large and fold(place.name) == fold(surface))


def _city_votes(population: int) -> float:
    return next(votes for least, votes in _CITY_VOTES if population >= least)
