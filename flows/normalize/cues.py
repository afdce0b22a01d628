"""The words that ascribe a quotation to somebody, by language: data/cues.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from flows.normalize.gazetteer import DATA

_ASKED = r"(?:(?:-t)?-(?:ils?|elles?|on))?"  # `explique-t-il`, `a-t-elle dit`

_RARE_CASES = "İıſ\u212a"  # other cases of i, s and k


class Cues(NamedTuple):
    """`words` finds any cue; those in `beside` (small letters) stand before or behind a name: `according to`."""

    words: re.Pattern[str]
    beside: frozenset[str]


@cache
def _rows() -> Mapping[str, tuple[str, str]]:
    lines = (DATA / "cues.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {language: (verbs, beside) for language, verbs, beside in rows}


@cache
def cues_of(language: str) -> Cues:
    """The cues of a language; those of English for one that the list does not have."""
    verbs, beside = _rows().get(language, _rows()["en"])
    words = sorted([*verbs.split("|"), *beside.split("|")], key=lambda word: (-len(word), word))
    before = "و?" if language == "ar" else ""
    forms = _by_first_letter([_form(word, language) for word in words])
    return Cues(re.compile(rf"(?<!\w){before}(?:{forms})(?!\w)"), frozenset(beside.split("|")))


def _by_first_letter(forms: Sequence[str]) -> str:
    """The forms in any case, sorted out by their first letters: those that a text's letter rules out cost little."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[0], []).append(form[1:])
    return "|".join(f"[{_cases(first)}](?i:{'|'.join(rest)})" for first, rest in rests.items())


def _cases(letter: str) -> str:
    """What matches a letter in any case."""
    forms = (letter, letter.lower(), letter.upper(), *_RARE_CASES)
    return "".join(dict.fromkeys(form for form in forms if re.fullmatch(letter, form, re.IGNORECASE)))


def _form(word: str, language: str) -> str:
    if language != "fr":
        return re.escape(word)
    helper, blank, verb = word.partition(" ")
    return f"{re.escape(helper)}{_ASKED}{blank}{re.escape(verb)}"
