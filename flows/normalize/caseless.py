"""Names in texts whose letters have no capitals: those of the authorities alone, with what is written onto their front.

Nothing in such a text shows where a name starts: only countries, large cities and known organizations are found, the
longest first, and full names of persons in Arabic (`arabic_names`). In Arabic and Hebrew short words are written onto
the next one: `وبغداد`, `בישראל`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from flows.normalize.arabic_names import person_at
from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.known import ORGANIZATION, PLACE, Known, known
from flows.normalize.lexicon import words_of

# Languages that part words by blanks and have no capitals.
CASELESS = ("ar", "bn", "fa", "he", "hi", "mr", "ne", "ps", "ta", "te", "ur")
LONGEST = 6  # words
# Marks that stand on letters: accents, points of Hebrew and Arabic, vowels of the scripts of India; and the non-joiner.
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0655\u0900-\u0963\u0966-\u0dff\u200c"
_WORD = re.compile(rf"[^\W\d_](?:[^\W_]|[{_MARKS}])*")
_LEAST, _DIVISION = 1.9, 2.2  # votes of cities of 300,000; of divisions, whose names are words too (the North)
# What is written onto the front of a word, the longest first, and what stands there without it.
_FRONTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "ar": (
        *(("ولل", "ال"), ("فلل", "ال"), ("لل", "ال"), ("وب", ""), ("ول", ""), ("وك", ""), ("فب", "")),
        *(("و", ""), ("ف", ""), ("ب", ""), ("ل", ""), ("ك", "")),
    ),
    "he": (
        ("וב", ""),
        ("ול", ""),
        ("ומ", ""),
        ("שב", ""),
        ("ו", ""),
        ("ב", ""),
        ("ל", ""),
        ("מ", ""),
        ("ה", ""),
        ("ש", ""),
    ),
}


def caseless_candidates(text: str, language: str) -> Iterator[Candidate]:
    """The names of the authorities in a text, and full names of persons in Arabic, in order, without overlap."""
    words = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        if language == "ar" and (person := person_at(text, words, at)):
            yield _person(text, person[0], words[person[1] - 1][1])
            at = person[1]
            continue
        found = next(
            (
                (end, candidate)
                for end in range(min(len(words), at + LONGEST), at, -1)
                if (candidate := _candidate(text, words[at][0], words[end - 1][1], language))
            ),
            None,
        )
        if found:
            yield found[1]
        at = found[0] if found else at + 1


def _person(text: str, start: int, end: int) -> Candidate:
    surface = text[start:end]
    folded = fold(surface)
    return Candidate(start, end, surface, folded, tuple(folded.split()), "", opens=False, headline=False, entry=None)


def _candidate(text: str, start: int, end: int, language: str) -> Candidate | None:
    """The name between two places of the text, or behind what is written onto its front there."""
    said = text[start:end]
    for front, instead in (("", ""), *_FRONTS.get(language, ())):
        form = instead + said[len(front) :]
        if said.startswith(front) and (entry := known(form)) and _is_told(form, entry):
            first = start + len(front) - bool(instead)  # of `لل` the second letter is the name's
            while unicodedata.combining(text[first]):  # the vowel of what is written onto the name
                first += 1
            surface, folded = text[first:end], fold(form)
            return Candidate(
                first, end, surface, folded, tuple(folded.split()), "", opens=False, headline=False, entry=entry
            )
    return None


def _is_told(form: str, entry: Known) -> bool:
    if entry.kind == ORGANIZATION:
        return True
    is_large = entry.kind == PLACE and entry.prior >= _LEAST and entry.prior != _DIVISION
    return is_large and len(form) > 2 and form not in words_of("caseless_word")
