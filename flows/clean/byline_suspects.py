"""What a line must have to name who wrote: a quick look, wider than the reading of bylines and never narrower."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.casing import as_matched
from flows.clean.labels import months, phrases
from flows.rules import Rule

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽȘȚƏƠƯḀ-ỹΆ-ΏΑ-ΫЀ-ЯҐҒҚҢҮҰҺӘӨԱ-Ֆ"
PARTICLES = "de|van|von|der|den|da|dos|das|do|del|della|di|du|la|le|bin|al|el|ben|ter|ten|zu|af|av"
# How a name of at least two words begins.
_PAIR = re.compile(rf"[{UPPER}][\w'’.-]+\s+(?:(?:{PARTICLES})\s+)?[{UPPER}]")
# Signs beside a word that end no part of a credit.
_INSIDE = ".,;!?'\"’“”"
# More small words than these are a sentence.
SENTENCE = 4
# What stands between a name and a date.
FILLER = re.compile(
    r"(?:[\s,]+(?:on|at|in|am|um|le|la|el|à|em|il|den|the|de|à|kl|publié|publiée|publiziert|veröffentlicht|publicado"
    r"|pubblicato|published|posted|updated|last|modified|опубликовано|aktualisiert|mis à jour))+$|^(?:on|at|am|le|el)$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+")
# Dates that are written without spaces, perhaps right before a lead.
_EASTERN = re.compile(r"\d[日일]")
_DIGIT = re.compile(r"\d")


def is_sentence(words: Sequence[str]) -> bool:
    """Whether so many small words stand together that no part of the line is a credit, whatever goes from it."""
    run = 0
    for said in words:
        word = said.strip(_INSIDE)
        if not word.isalpha() or word.lower() in _passing() or (len(word) > 1 and word.isupper()):
            run = 0  # here a part may end
        elif len(word) > 1 and word.islower():
            run += 1
            if run > SENTENCE:
                return True
    return False


def may_credit(text: str) -> bool:
    """Whether a lead stands somewhere in a line, or a date and two words that may be a name: neither is no credit."""
    said = _LETTERS.findall(as_matched(text))
    if not leading_words()[0].isdisjoint(said):
        return True
    return _DIGIT.search(text) is not None and (_PAIR.search(text) is not None or _EASTERN.search(text) is not None)


@cache
def _passing() -> frozenset[str]:
    """Words that go with a date or a counter, or before one."""
    days = ("mon", "tue", "tues", "wed", "wednes", "thu", "thurs", "fri", "sat", "satur", "sun")
    counters = ("no", "comment", "comments", "replies", "views", "min", "mins", "minute", "minutes", "read")
    joints = ("am", "pm", "of", "del")
    fillers = _LETTERS.findall(FILLER.pattern)
    named = (word for name in months() for word in name.split())
    return frozenset((*days, *(f"{day}day" for day in days), *counters, *joints, *fillers, *named))


@cache
def leading_words() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of leads, and of leads and whole bylines: a line without one of them is neither."""
    first = {
        how: {_WORDS.findall(as_matched(said))[0] for said in phrases(how, Rule.BYLINE)} for how in ("lead", "start")
    }
    return frozenset(first["lead"]), frozenset(first["lead"] | first["start"])
