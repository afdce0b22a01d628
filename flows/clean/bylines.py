"""Lines that name who wrote: "By Hannah Cole and Teo Brandt", "Text: Aigerim Nurlan", "Автор: Виктор Линдквист"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from flows.clean.labels import phrases
from flows.rules import Rule

# A byline is short; longer ones are sentences that start with the same word.
BYLINE_WORDS = 18
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁΑ-Ω"
_PARTICLES = "de|van|von|der|den|da|dos|das|do|del|della|di|du|la|le|bin|al|el|ben|ter|ten|zu|af|av"
_NAME = (
    rf"(?:[{_UPPER}][\w'’.-]*|[^\W\d_a-zA-Z]+)(?:\s+(?:(?:{_PARTICLES})\s+)*(?:[{_UPPER}][\w'’.-]*|[^\W\d_a-zA-Z]+))*"
)
_AND = r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bve\b|\bи\b|\bو\b|\bwith\b)+\s*"
_NAMES = re.compile(rf"{_NAME}(?:{_AND}{_NAME})*")
_SPLIT = re.compile(f"({_AND})")
# Joints that stand between names, and inside Spanish and Portuguese ones.
_SURNAME_JOINTS = frozenset(("y", "e"))
_SUFFIX = re.compile(r"(?:Jr|Sr|JR|SR)\.?|II|III|IV")
_SUFFIXED = re.compile(rf"[\s,](?:{_SUFFIX.pattern})$")
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
    said = _without_role(said) if not _NAMES.fullmatch(said) else said
    if not said or not _NAMES.fullmatch(said):
        return None
    names = names_in(_parts(said))
    if not lead["colon"] and all(" " not in name for name in names):
        return None  # "By Friday", "Von Bonn": one word after a preposition is no name
    return names


def names_in(said: Iterable[str]) -> list[str]:
    """Names, each once and without the lead of a byline; roles and houses are left out."""
    found: dict[str, None] = {}
    for one in said:
        name = " ".join(one.split()).strip(" ,;:")
        name = name if _SUFFIXED.search(name) else name.strip(" .,;:")
        lead = _lead().match(name)
        name = _without_role(name[lead.end() :].strip() if lead else name)
        if name and not _is_role(name) and not _SUFFIX.fullmatch(name):
            found.setdefault(name.title() if _CAPITALS.match(name) and " " in name else name, None)
    return list(found)


def stated_names(said: Sequence[str]) -> list[str]:
    """Names of a field: a list has one name an entry; one entry may be a whole byline, "By A and B" or "A, B"."""
    return split_names(said) if len(said) == 1 else names_in(_TAIL_OF_FIELD.sub("", one) for one in said)


def split_names(said: Iterable[str]) -> list[str]:
    """Names of fields that may hold several each: "By A and B", "A, B"."""
    return names_in(part for one in said for part in _parts(_TAIL_OF_FIELD.sub("", one)))


def _parts(said: str) -> list[str]:
    """A byline cut between its names, not inside one: "King, Jr.", "Smith, John", "Ortega y Gasset"."""
    pieces = _SPLIT.split(said)
    parts = pieces[:1]
    is_inverted = len(pieces) == 3 and _is_inverted(*pieces)
    for joint, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if is_inverted or _is_joint_inside(parts[-1], joint.strip(), part):
            parts[-1] += joint + part
        else:
            parts.append(part)
    return parts


def _is_joint_inside(before: str, joint: str, part: str) -> bool:
    if joint == ",":
        return _SUFFIX.fullmatch(part.strip()) is not None
    # "José Ortega y Gasset": after a whole name, one word alone is its second surname, unless it is a house ("EFE").
    is_word = len(part.split()) == 1 and not part.isupper() and not _is_role(part)
    return joint in _SURNAME_JOINTS and is_word and " " in before.strip()


def _is_inverted(before: str, joint: str, part: str) -> bool:
    """Whether a comma stands between a surname and what goes before it; only scripts with capitals write so."""
    sides = before.strip(), part.strip(" .")
    if joint.strip() != "," or not all(side[:1].isupper() for side in sides) or _lead().match(before):
        return False
    return any(" " not in side for side in sides) and not any(_is_role(side) or side.isupper() for side in sides)


def _without_role(name: str) -> str:
    """A name without the role after its comma: "Sami Haddad, Reuters"."""
    head, comma, tail = name.rpartition(",")
    return head.strip() if comma and tail.strip() and _is_role(tail.strip()) else name


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
