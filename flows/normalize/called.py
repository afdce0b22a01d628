"""Kinds that a name tells by itself: what it begins or ends with or joins, whatever the text says of it."""

from __future__ import annotations

import re

from flows.normalize.lexicon import words_of

_SURE, _EVENT = 4.5, 3.0  # votes
# Titles whose place is part of what a person is called: the Duchess of Cambridge.
NOBLE = ("Duke", "Duchess", "Earl", "Countess")
_DOMAINS = (".com", ".org", ".net", ".gov", ".edu", ".tv", ".info", ".co.uk")
_PATTERNS = (
    (re.compile(rf"(?:{'|'.join(NOBLE)}) of [A-Z][a-z]+$"), "person"),
    (re.compile(r".* vs?\.? (?=[A-Z])|Treaty of [A-Z]"), "law"),
    (
        re.compile(
            r"(?:Battle|Siege) of [A-Z]|(?:Hurricane|Typhoon|Cyclone|Tropical Storm) [A-Z][a-z]+$|Operation [A-Z]"
        ),
        "event",
    ),
    (re.compile(r"(?:MV|MT|SS|USS|HMS|HMAS|INS|RMS|KRI|BRP) [A-Z]"), "product"),
    # Co Mayo, the Gulf of Guinea
    (
        re.compile(r"Co\.? [A-Z]\w+$|(?:County|Town|Township|Village|Borough|Gulf|Bay|Isle|Strait|Horn) of [A-Z]"),
        "place",
    ),
)


def called(surface: str) -> tuple[str, float] | None:
    """Kind and votes of a name's first and last words, or of its pattern: Bryce Canyon, Radio Tamazuj."""
    first = re.split(r"[-. ]", surface, maxsplit=1)[0].lower()
    if len(first) < len(surface) and first in words_of("organization_named"):  # Jamaat-e-Islami
        return "organization", _SURE
    if " " not in surface:
        return ("organization", _SURE) if surface.lower().endswith(_DOMAINS) else None
    last = surface.rsplit(" ", 1)[-1].lower()
    if last in words_of("place_sure") or first in words_of("place_first_english"):
        return "place", _SURE
    if last in words_of("event_sure"):
        return "event", _EVENT
    if last in words_of("organization_named"):
        return "organization", _SURE
    return next(((kind, _SURE) for pattern, kind in _PATTERNS if pattern.match(surface)), None)
