"""What words say about the names around them, and the lists of names of persons: read once from data/."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.normalize.folding import fold
from flows.normalize.gazetteer import DATA


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """Folded words by class: role, organization_head, place_head, month, stop, …; see data/lexicon.tsv."""
    lines = (DATA / "lexicon.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    return {name: frozenset(map(fold, words.split("|"))) for name, words in pairs}


@cache
def words_of(name: str) -> frozenset[str]:
    """The folded words of one class. Raises KeyError for a class that data/lexicon.tsv does not have."""
    return lexicon()[name]


@cache
def given_names() -> frozenset[str]:
    """Given names, in small letters; in letters other than Latin too."""
    text = (DATA / "given_names.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(name.lower() for line in lines for name in line.split()) | names_list("native_names")


@cache
def first_names() -> frozenset[str]:
    """Given names and those of longer lists that are no words: for languages that no tagger was taught."""
    ordinary = names_list("words") | words_of("noun") | frozenset().union(*stop_words().values())
    return given_names() | words_of("arabic_given") | (names_list("first_names") - ordinary)


def is_first_name(word: str) -> bool:
    """Whether a folded word, or its part before a hyphen, is a first name in some language: jean-marie."""
    return word in first_names() or word.replace("-", " ").split(" ", 1)[0] in first_names()


@cache
def names_list(name: str) -> frozenset[str]:
    """Folded names of data/`name`.txt: first_names, last_names, brands, words; see `build_name_lists`."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def common_words() -> frozenset[str]:
    """English words that stand in small letters inside a sentence; see `build_words`."""
    return frozenset((DATA / "common_words.txt").read_text(encoding="utf-8").split())


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Folded words that are no names where they open a sentence, by language; see `build_other_languages`."""
    lines = (DATA / "stop_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in rows}
