"""Roles of persons in German, French, Spanish, Italian and Portuguese: `la ministre de la Culture Ana Roa`.

A role is a word that says what somebody does (data/lexicon.tsv: role_de, role_fr, …; in German also the end of a
longer one: Außenministerin) with its complements: adjectives, and nouns behind a preposition. A comma may divide it
from the name where another one or the sentence's end closes the apposition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of


class Grammar(NamedTuple):
    """What may stand around a role: small words as written (`à` is no `a`), `former` and ends of adjectives folded."""

    former: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    joining: frozenset[str]
    adjectives: tuple[str, ...]
    compounds: bool = False


def _grammar(former: str, prepositions: str, articles: str, joining: str, adjectives: str) -> Grammar:
    before, small, definite, conjunctions = (
        frozenset(words.split()) for words in (former, prepositions, articles, joining)
    )
    return Grammar(before, small, definite, conjunctions, tuple(adjectives.split()))


GRAMMARS = {
    "de": _grammar(
        "ehemalige ehemaliger ehemaligen fruhere fruherer fruheren",
        "der des von für im am bei vom", "den dem", "und", "",
    )._replace(compounds=True),
    "fr": _grammar(
        "ancien ancienne ex vice", "de du des d à au aux", "la le les l", "et",
        "ique iques ain aine ais aise ois oise ien ienne een eenne al ale ales aux el elle ere eres ers adjoint",
    ),
    "es": _grammar(
        "ex antiguo antigua vice", "de del en para", "la el los las", "y e",
        "ano ana eno ena es esa ense ino ina al ales ico ica iores eo ea ivo iva",
    ),
    "it": _grammar(
        "ex vice", "di del dello della dell dei degli delle d per", "la il lo i gli le l", "e ed",
        "ano ana ense ese esi ale ali ico ica eri eo ea ivo iva",
    ),
    "pt": _grammar(
        "ex antigo antiga vice", "de do da dos das em para", "o a os as", "e",
        "ano ana eiro eira ense es esa al ais ico ica iores eu eia ivo iva",
    ),
}  # fmt: skip
_LENGTH = 90  # code points looked at on either side
_MOST_WORDS = 8  # of a role with its complements
_LEAST_ENDING = 6  # letters of a German role that may end longer words
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[^\s’'\-]|\n")
_END = ",.;)"


def foreign_role_at(text: str, start: int, end: int, language: str) -> str | None:
    """The role that the text gives the person named by `text[start:end]`, as it stands there, or None.

    Raises KeyError for a language without a grammar.
    """
    return _before(text, start, end, language) or _behind(text, end, language)


def _before(text: str, start: int, end: int, language: str) -> str | None:
    low = max(0, start - _LENGTH)
    tokens = list(_TOKEN.finditer(text, low, start))
    if tokens and tokens[-1].group() == "," and text[end : end + 1] in ("", *_END):
        tokens.pop()
    if not tokens or text[tokens[-1].end() : start] not in (" ", ", ", "\u00a0"):
        return None
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _MOST_WORDS), -1):
        if not tokens[at].group()[0].isalpha():
            return None
        if _is_role(tokens[at].group(), language):
            if not _is_complement([token.group() for token in tokens[at + 1 :]], GRAMMARS[language]):
                return None
            is_former = at > 0 and fold(tokens[at - 1].group()) in GRAMMARS[language].former
            return text[tokens[at - is_former].start() : tokens[-1].end()]
    return None


def _behind(text: str, end: int, language: str) -> str | None:
    if text[end : end + 2] != ", ":
        return None
    tokens = list(_TOKEN.finditer(text, end + 2, end + _LENGTH))
    grammar = GRAMMARS[language]
    skipped = ("der", "die", "den", "el", "um", "uma", *grammar.articles)
    at = next((place for place, token in enumerate(tokens[:3]) if fold(token.group()) not in skipped), len(tokens))
    stop = next((place for place, token in enumerate(tokens) if token.group() in _END), None)
    if stop is None or stop <= at or stop - at > _MOST_WORDS:
        return None
    first, words = at, [token.group() for token in tokens[at:stop]]
    if len(words) > 1 and fold(words[0]) in grammar.former:
        words = words[1:]
    if not _is_role(words[0], language) or not _is_complement(words[1:], grammar):
        return None
    return text[tokens[first].start() : tokens[stop - 1].end()]


def _is_role(word: str, language: str) -> bool:
    folded = fold(word).rsplit(" ", 1)[-1]
    roles = words_of(f"role_{language}")
    if folded in roles:
        return True
    endings = (role for role in roles if len(role) >= _LEAST_ENDING)
    return GRAMMARS[language].compounds and word[:1].isupper() and folded.endswith(tuple(endings))


def _is_complement(words: Sequence[str], grammar: Grammar) -> bool:
    """Whether all words belong to the role before them: `des Affaires étrangères et de l’Europe`."""
    at = 0
    while at < len(words):
        word = words[at].lower()
        if word in grammar.prepositions or (at and word in grammar.joining):
            at = _behind_noun(words, at + 1, grammar)
            if not at:
                return False
        elif words[at].islower() and grammar.adjectives and fold(word).endswith(grammar.adjectives):
            at += 1
        else:
            return False
    return True


def _behind_noun(words: Sequence[str], at: int, grammar: Grammar) -> int:
    """Where the noun ends that a preposition and articles stand before: one small word, or some capitals; 0 without."""
    while at < len(words) and words[at].lower() in grammar.articles | grammar.prepositions:
        at += 1
    if at == len(words):
        return 0
    behind = at + 1
    while words[at][0].isupper() and behind < len(words) and words[behind][0].isupper():
        behind += 1
    return behind
