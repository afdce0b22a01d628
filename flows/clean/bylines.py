"""Lines that name who wrote: "By Hannah Cole and Teo Brandt", "Text: Aigerim Nurlan", "Автор: Виктор Линдквист"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from flows.clean.labels import phrases
from flows.clean.rules import Rule

# A byline is short; longer ones are sentences that start with the same word.
BYLINE_WORDS = 18
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁΑ-Ω"
_PARTICLES = "de|van|von|der|den|da|dos|das|do|del|della|di|du|la|le|bin|al|el|ben|ter|ten|zu|af|av"
_NAME = (
    rf"(?:[{_UPPER}][\w'’.-]*|[^\W\d_a-zA-Z]+)(?:\s+(?:(?:{_PARTICLES})\s+)*(?:[{_UPPER}][\w'’.-]*|[^\W\d_a-zA-Z]+))*"
)
_AND = r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bve\b|\bи\b|\bو\b|\bwith\b)+\s*"
_NAMES = re.compile(rf"{_NAME}(?:{_AND}{_NAME})*")
_SPLIT = re.compile(_AND)
# What follows the names: an outlet, a role, an address, a date.
_TAIL = re.compile(r"\s*(?:[|•·/–—(]|\bfor\b|\bin\b|\s-\s|\S+@\S+|\b\d).*$")
_SITE = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
# Leads that are prepositions of ordinary prose need a whole name after them.
_CAPITALS = re.compile(rf"^[{_UPPER}\s.'’-]+$")


def authors_of(line: str) -> list[str] | None:
    """The authors that a byline names (perhaps none: "By our correspondent"), or None when the line is no byline."""
    text = " ".join(line.split())
    if len(text.split()) > BYLINE_WORDS:
        return None
    if _unnamed().match(text):
        return []
    lead = _lead().match(text)
    if lead is None:
        return None
    said = _TAIL.sub("", text[lead.end() :]).strip(" .,:;")
    if not said or not _NAMES.fullmatch(said):
        return None
    names = names_in(_SPLIT.split(said))
    if not lead["colon"] and all(" " not in name for name in names):
        return None  # "By Friday", "Von Bonn": one word after a preposition is no name
    return names


def names_in(said: Iterable[str]) -> list[str]:
    """Names, each once and without the lead of a byline; roles and houses are left out."""
    found: dict[str, None] = {}
    for one in said:
        name = " ".join(one.split()).strip(" .,;:")
        lead = _lead().match(name)
        name = name[lead.end() :].strip() if lead else name
        if name and not _is_role(name):
            found.setdefault(name.title() if _CAPITALS.match(name) and " " in name else name, None)
    return list(found)


def split_names(said: Iterable[str]) -> list[str]:
    """Names of fields that may hold several each: "By A and B", "A, B"."""
    return names_in(part for one in said for part in _SPLIT.split(_TAIL_OF_FIELD.sub("", one)))


_TAIL_OF_FIELD = re.compile(r"\s*[|(].*$")


def _is_role(name: str) -> bool:
    """Whether a part of a byline is no name: "Staff Writer", "AP Political Writer", "example.com"."""
    return name.lower() in _roles() or name.lower().split()[-1] in _roles() or _SITE.search(name) is not None


@cache
def _roles() -> frozenset[str]:
    return frozenset(phrases("roles", Rule.BYLINE))


@cache
def _lead() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("lead", Rule.BYLINE))
    return re.compile(rf"(?:{words})(?:\s*(?P<colon>:)\s*|\s+)", re.IGNORECASE)


@cache
def _unnamed() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("start", Rule.BYLINE))
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
