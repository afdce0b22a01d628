"""What an element's tag, class and id say of the blocks inside it, as bits.

A mark is a hint, never a verdict: wrappers are called `has-sidebar` and `share-enabled` too. So page/marked.py ignores
a mark of an element that holds a large part of the page's prose, and the scorer weighs the rest.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from enum import IntFlag

from flows.clean.labels import FOLDER
from flows.rules import Rule

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


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
    ARIA_HIDDEN = 1 << 23
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


# Plain integers, as the bits of an IntFlag are slow to combine.
_BITS = {mark.name.lower(): int(mark) for mark in Mark if mark.name}
FAVOURABLE = int(Mark.ARTICLE | Mark.BODY)


def element_marks() -> dict[str, int]:
    """The marks of elements by name."""
    return {tag: int(mark) for tag, mark in _OF_TAG.items()}


def mark_words() -> Iterator[tuple[str, int]]:
    """The words of labels/marks.tsv with their marks, for page/words.py.

    There `<` before a word or `>` after it stands for an edge, where the word would be found inside others.
    """
    with (FOLDER / "marks.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["word"].replace("<", "-").replace(">", "-"), _BITS[row["mark"]]
