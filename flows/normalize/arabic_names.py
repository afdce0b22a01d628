"""Full names of persons in Arabic, whose letters have no capitals: given names in a row, and a surname of origin.

`علي عبد الله صالح`, `محمد البرادعي`: two given names or more, or one before a word with the article that ends in ي, as
surnames of origin do. One given name alone is left out: most of them are words of the language too.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of

_LONGEST = 5  # words
_SERVANT = "عبد"  # begins a given name of two words
_OF = frozenset(["بن", "ابن", "بنت", "ابو", "ام"])  # son, daughter, father, mother of
_ARTICLE, _OF_ORIGIN = "ال", "ي"
_LEAST_SURNAME = 5  # letters with the article
_FRONTS = "وفبل"  # small words of one letter that are written onto the next


def person_at(text: str, words: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Where the name starts that the word `at` begins, and the word behind its last; None without a full name."""
    front = _front(fold(text[slice(*words[at])]))
    if front is None:
        return None
    end, names = at, 0
    while end < len(words) and end - at < _LONGEST and (end == at or _is_next(text, words, end)):
        word = fold(text[slice(*words[end])])[front if end == at else 0 :]
        if word == _SERVANT and end + 1 < len(words) and _is_next(text, words, end + 1):
            end, names = end + 2, names + 1
        elif word in words_of("arabic_given"):
            end, names = end + 1, names + 1
        elif word in _OF and names:
            end += 1
        else:
            break
    if end < len(words) and names and _is_next(text, words, end) and _is_surname(fold(text[slice(*words[end])])):
        end, names = end + 1, names + 1
    is_whole = names > 1 and fold(text[slice(*words[end - 1])]) not in _OF
    return (words[at][0] + front, end) if is_whole else None


def _front(word: str) -> int | None:
    """How many letters are written onto the given name that a word is; None for other words."""
    for front in (0, 1):
        if word[front:] in words_of("arabic_given") or word[front:] == _SERVANT:
            return front if not front or word[0] in _FRONTS else None
    return None


def _is_next(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    return text[words[at - 1][1] : words[at][0]] in (" ", "\u00a0", "-")


def _is_surname(word: str) -> bool:
    return word.startswith(_ARTICLE) and word.endswith(_OF_ORIGIN) and len(word) >= _LEAST_SURNAME
