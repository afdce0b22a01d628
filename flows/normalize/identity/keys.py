"""The form by which names of one kind are compared. What is published keeps the form that stands in the text."""

from __future__ import annotations

from functools import lru_cache

from anyascii import anyascii

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of

PERSON, ORGANIZATION = "person", "organization"
_LEGAL_FORMS = words_of("legal_form")
# `Justice Department` is the `Department of Justice`.
_OFFICES = ("department", "ministry")
# British and American spellings of words that names of organizations are made of.
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "centre": "center",
    "programme": "program",
    "labour": "labor",
    "defence": "defense",
}


@lru_cache(maxsize=400_000)
def key_of(kind: str, name: str) -> str:
    """The folded name in Latin letters; without `the`, an organization's also without its legal form. Never empty."""
    folded = fold(name)
    words = (folded if folded.isascii() else fold(anyascii(folded))).split()
    if kind != PERSON and len(words) > 1 and words[0] == "the":
        words = words[1:]
    if kind == ORGANIZATION:
        while len(words) > 1 and words[-1] in _LEGAL_FORMS:
            words = words[:-1]
        words = [_SPELLINGS.get(word, word) for word in words if word != "the"]
        if len(words) > 1 and words[-1] in _OFFICES and "of" not in words:
            words = [words[-1], "of", *words[:-1]]
    return " ".join(words) or name
