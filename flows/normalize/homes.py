"""Where an outlet is at home, for resolving names: what source.yaml says, else the country of its address."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flows.normalize.gazetteer import gazetteer
from flows.sources import Source

# Domains of countries that are used all over the world.
_SOLD = frozenset(
    [
        *("ac", "ag", "ai", "am", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "gs", "im", "io", "la", "li", "ly"),
        *("me", "mn", "ms", "mu", "nu", "pw", "sc", "sh", "so", "st", "tk", "to", "tv", "vc", "ws"),
    ]
)
# Domains that are not the ISO code of their country.
_CODES = {"uk": "GB", "su": "RU"}
_SECOND_LEVEL = frozenset(("com", "co", "net", "org", "gov", "edu"))


def home_of(url: str | None, source: Source) -> str | None:
    """ISO code of a country, or the name of a place; None when nothing tells it.

    An address counts when its domain is a country's and is not sold to everybody: `.com.co` is Colombian, `.co` is not.
    """
    if source.home:
        return source.home.strip()
    return _country(url) or _country(source.homepage)


def _country(url: str | None) -> str | None:
    if not url or "//" not in url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # what a record calls its address need not be one
        return None
    return _country_of_host(host) if host else None


@lru_cache(maxsize=10_000)
def _country_of_host(host: str) -> str | None:
    labels = host.rsplit(".", 2)
    domain = labels[-1]
    if len(labels) < 2 or (domain in _SOLD and labels[-2] not in _SECOND_LEVEL):
        return None
    code = _CODES.get(domain, domain.upper())
    place = gazetteer().by_code.get(code) if len(code) == 2 else None
    return code if place is not None and gazetteer().by_id[place].kind == "country" else None
