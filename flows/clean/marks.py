"""What an element's tag, class and id say of the blocks inside it, as bits.

A mark is a hint, never a verdict: wrappers are called `has-sidebar` and `share-enabled` too. So blocks.py ignores a
mark of an element that holds a large part of the page's prose, and the scorer weighs the rest.
"""

from __future__ import annotations

import csv
import re
from enum import IntFlag
from functools import cache, lru_cache

import ahocorasick

from flows.clean.labels import FOLDER
from flows.rules import Rule


class Mark(IntFlag):
    """One bit a hint; a block carries those of all its ancestors."""

    NAVIGATION = 1 << 0
    HEADER = 1 << 1
    FOOTER = 1 << 2
    ASIDE = 1 << 3
    FORM = 1 << 4
    CAPTION = 1 << 5
    COMMENTS = 1 << 6
    SHARE = 1 << 7
    RELATED = 1 << 8
    NEWSLETTER = 1 << 9
    ADVERT = 1 << 10
    COOKIE = 1 << 11
    BYLINE = 1 << 12
    TIMESTAMP = 1 << 13
    TAGS = 1 << 14
    AUTHOR_BIO = 1 << 15
    GALLERY = 1 << 16
    PLAYER = 1 << 17
    LOGIN = 1 << 18
    PAYWALL = 1 << 19
    PAGER = 1 << 20
    LEGAL = 1 << 21
    HIDDEN_CLASS = 1 << 22
    # In favour of the article.
    ARTICLE = 1 << 24
    BODY = 1 << 25


# The kind of a removed line by its strongest mark: the first that it carries.
KIND_OF_MARK: tuple[tuple[Mark, Rule], ...] = (
    (Mark.COOKIE, Rule.COOKIE),
    (Mark.COMMENTS, Rule.COMMENTS),
    (Mark.NEWSLETTER, Rule.NEWSLETTER),
    (Mark.PAYWALL, Rule.PAYWALL),
    (Mark.ADVERT, Rule.ADVERT),
    (Mark.PAGER, Rule.PAGER),
    (Mark.SHARE, Rule.SHARE),
    (Mark.RELATED, Rule.RELATED),
    (Mark.GALLERY, Rule.GALLERY),
    (Mark.CAPTION, Rule.CAPTION),
    (Mark.PLAYER, Rule.PLAYER),
    (Mark.AUTHOR_BIO, Rule.AUTHOR_BIO),
    (Mark.BYLINE, Rule.BYLINE),
    (Mark.TIMESTAMP, Rule.TIMESTAMP),
    (Mark.TAGS, Rule.TAGS),
    (Mark.LOGIN, Rule.LOGIN),
    (Mark.LEGAL, Rule.LEGAL),
    (Mark.NAVIGATION, Rule.NAVIGATION),
    (Mark.FOOTER, Rule.NAVIGATION),
    (Mark.HEADER, Rule.NAVIGATION),
    (Mark.FORM, Rule.RESIDUE),
    (Mark.ASIDE, Rule.RELATED),
)

_OF_TAG = {
    "nav": Mark.NAVIGATION,
    "menu": Mark.NAVIGATION,
    "header": Mark.HEADER,
    "footer": Mark.FOOTER,
    "aside": Mark.ASIDE,
    "form": Mark.FORM,
    "button": Mark.FORM,
    "label": Mark.FORM,
    "fieldset": Mark.FORM,
    "figure": Mark.CAPTION,
    "figcaption": Mark.CAPTION,
    "article": Mark.ARTICLE,
    "main": Mark.BODY,
}


@cache
def _words() -> ahocorasick.Automaton:
    """All words of labels/marks.tsv, to be found in one pass; each carries (bit, length, starts, ends).

    There `<` before a word or `>` after it stands for an edge, where the word would be found inside others.
    """
    found: dict[str, list[tuple[int, int, bool, bool]]] = {}
    with (FOLDER / "marks.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            word = row["word"].strip("<>")
            edges = row["word"].startswith("<"), row["word"].endswith(">")
            found.setdefault(word, []).append((_BITS[row["mark"]], len(word), *edges))
    automaton = ahocorasick.Automaton()
    for word, marks in found.items():
        automaton.add_word(word, marks)
    automaton.make_automaton()
    return automaton


# Plain integers, as the bits of an IntFlag are slow to combine.
_BITS = {mark.name.lower(): int(mark) for mark in Mark if mark.name}
_TAGS = {tag: int(mark) for tag, mark in _OF_TAG.items()}
_TELLING = re.compile(r"""\b(?:class|id|role|itemprop|data-component|data-testid)="([^"]*)\"""")
_DIGITS = re.compile(r"\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"\shidden(?=[=\s]|$)|\bstyle=\"[^\"]*(?:display:\s*none|visibility:\s*hidden)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def marks_of(tag: str, attributes: str) -> int:
    """The marks of an element's own tag and attributes (as serialised); -1 when it is not displayed."""
    found = _TAGS.get(tag, 0)
    if not attributes:
        return found
    if ("hidden" in attributes or "none" in attributes) and _HIDDEN.search(attributes):
        return -1
    for value in _TELLING.findall(attributes):
        for word in _DIGITS.sub("", value).split():
            found |= _marks_of_word(word)
    return found


@lru_cache(maxsize=65536)
def _marks_of_word(word: str) -> int:
    """The marks of one class or id, numbers aside: pages share far more words than whole attributes."""
    found = 0
    text = f"-{_CAMEL.sub('-', word).lower()}-"
    for end, marks in _words().iter(text):
        for bit, length, starts, ends in marks:
            if not (starts and text[end - length].isalpha()) and not (ends and text[end + 1].isalpha()):
                found |= bit
    return found
