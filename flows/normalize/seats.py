"""Counties and their towns, named in one article: `Paris` beside `Henry County` is in Tennessee.

Neither name tells it by itself, as the largest Paris and the largest Henry County lie elsewhere; but only one county
of that name holds a town of this name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

_SEAT = 5.0  # orders of magnitude of population: what a town and its county are worth that only go together


def seat_gains(within: Mapping[str, frozenset[str]], counties: Collection[str]) -> dict[str, dict[str, float]]:
    """What each name gains from lying in a county, by the county's code.

    `within` has the codes of the counties that a name may mean or lie in, `counties` the names that mean nothing but
    counties. A town and a county gain where they agree; where they agree on several counties, these share the gain.
    """
    gains: dict[str, dict[str, float]] = {name: {} for name in within}
    towns: dict[str, list[str]] = defaultdict(list)
    for name, around in within.items():
        if name not in counties:
            for code in around:
                towns[code].append(name)
    for county in counties:
        agreed = Counter(town for code in within[county] for town in towns.get(code, ()))
        for code in within[county]:
            for town in towns.get(code, ()):
                for name in (county, town):
                    gains[name][code] = max(gains[name].get(code, 0.0), _SEAT / agreed[town])
    return gains
