"""Whom a pronoun before a verb of saying may mean: the last one named who fits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from flows.normalize.gazetteer import DATA
from flows.normalize.lexicon import given_names
from flows.normalize.names import Mention

PRONOUN = re.compile(r"(?i)\b(?:he|she|they|it|er|sie|il|elle|él|ella|ele|ela|lui|lei|hij|он|она)\b")
_SHE = frozenset(("she", "sie", "elle", "ella", "ela", "lei", "она"))
_HE = frozenset(("he", "er", "il", "él", "ele", "lui", "hij", "он"))
_TITLE = re.compile(
    r"\b(?:(Mrs|Ms|Miss|Mme|Madame|Frau|Sra|Señora|Signora|Lady|Dame|Queen|Princess)"
    r"|(?:Mr|Sir|Lord|Herr|Monsieur|Señor|Signor|King|Prince))\.?\s$"
)
_LONGEST_TITLE = 10
# Surnames of the East Slavic kind tell women from men.
_RUSSIAN = re.compile(r"(?:ов|ев|ёв|ин|ын|ск)(?:(а|ая)|ий)?$")
WOMAN, MAN = "woman", "man"


@cache
def _names() -> Mapping[str, frozenset[str]]:
    lines = (DATA / "female_names.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.lower().split() for line in lines if not line.startswith("#")]
    return {row[0]: frozenset(row[1:]) for row in rows}


def sex_of_name(name: str) -> str | None:
    """`woman`, `man` or None, by the given name that a full name starts with, or by its Russian ending."""
    words = name.lower().split()
    if not words:
        return None
    if words[0] in _names()["women"]:
        return WOMAN
    ending = _RUSSIAN.search(words[-1])
    if ending:
        return WOMAN if ending[1] else MAN
    is_man = len(words) > 1 and words[0] in given_names() and words[0] not in _names()["both"]
    return MAN if is_man else None


def sexes(text: str, mentions: Iterable[Mention]) -> Mapping[str, str]:
    """By name of a person, as far as titles (`Mrs`, `Sir`) before any of its mentions or given names tell it."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.kind != "person":
            continue
        title = _TITLE.search(text, max(0, mention.start - _LONGEST_TITLE), mention.start)
        if title:
            found[mention.name] = WOMAN if title[1] else MAN
        elif mention.name not in found and (sex := sex_of_name(mention.name)):
            found[mention.name] = sex
    return found


def last_meant(named: Sequence[Mention], pronoun: str | None, sex: Mapping[str, str]) -> Mention | None:
    """The last of `named` that a pronoun may mean: `it` an organization, `she` nobody known as a man.

    Without a pronoun the last person.
    """
    word = (pronoun or "").lower()
    kind = "organization" if word == "it" else "person"
    unfit = MAN if word in _SHE else WOMAN if word in _HE else None
    for mention in reversed(named):
        if mention.kind == kind and not (unfit and sex.get(mention.name) == unfit):
            return mention
    return None
