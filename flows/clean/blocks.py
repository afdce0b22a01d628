"""A page's visible text as lines in document order, with what the markup says of each.

The markup is read by page/, compiled: tags are nested as browsers nest them, nothing is executed or fetched. Reading
never fails, and takes time by the length of the page whatever stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.clean.compiled import Whole
from flows.clean.marks import FAVOURABLE, Mark, element_marks, mark_words
from flows.clean.page.entities import entities
from flows.clean.page.marked import CONTAINER, COUNTED, ELEMENT, surroundings
from flows.clean.page.names import ELEMENTS, Name, NameTable, attribute_table, element_table, traits
from flows.clean.page.said import Hints, said
from flows.clean.page.telling import Element, telling_elements
from flows.clean.page.text import LINK_CHARS, write_lines
from flows.clean.page.tokens import Names, Tokens, tokenize
from flows.clean.page.tree import build
from flows.clean.page.words import Automaton, automaton

# The name of an element that HTML does not know.
UNKNOWN = "other"


class Block(NamedTuple):
    """One line of a page: see lines.LINES for the columns; `link_chars` of its characters stand in links."""

    text: str
    tag: str
    link_chars: int
    container: int
    marks: int


@dataclass(frozen=True)
class Page:
    """A page read: `raw` is its raw text, one line a block; `measured` and `around` have a row a line.

    The columns of `measured` are those of page/text.py, of `around` those of page/marked.py.
    """

    raw: str
    measured: Whole
    around: Whole
    markup: bytes
    tokens: Tokens

    @property
    def blocks(self) -> list[Block]:
        """The lines one by one, for looking at."""
        tags = (ELEMENTS[number] or UNKNOWN for number in self.around[:, ELEMENT].tolist())
        numbers = (self.measured[:, LINK_CHARS], self.around[:, CONTAINER], self.around[:, COUNTED])
        columns = (column.tolist() for column in numbers)
        texts = self.raw.split("\n") if self.raw else []
        return [Block(*block) for block in zip(texts, tags, *columns, strict=True)]

    def elements(self, asked: NameTable) -> Iterator[Element]:
        """The elements that say something of the page as a whole, in order; meta elements of the names `asked`."""
        return telling_elements(self.markup, np.frombuffer(self.markup, np.uint8), self.tokens, asked)


def read_page(markup: str | bytes) -> Page:
    """The visible text of a page, a text or well-formed UTF-8, and what the markup says of it. Never raises."""
    data = markup if isinstance(markup, bytes) else markup.encode("utf-8", "replace")
    page = np.frombuffer(data, np.uint8)
    read = tokenize(page, _names())
    hints = said(page, read.tokens, read.attributes, _hints())
    elements, pieces = build(read.tokens, hints, traits())
    text, measured = write_lines(page, pieces, entities())
    around = surroundings(elements, measured, traits(), FAVOURABLE)
    return Page(text[:-1].tobytes().decode("utf-8", "replace"), measured, around, data, read)


def tag_names() -> pl.Series:
    """The names of elements, by their numbers in page.marked.ELEMENT."""
    return pl.Series([name or UNKNOWN for name in ELEMENTS], dtype=pl.String())


@cache
def _names() -> Names:
    return Names(element_table(), attribute_table(), traits(), int(Name.PLAINTEXT), int(Name.SCRIPT))


@cache
def _hints() -> Hints:
    elements = np.zeros(len(ELEMENTS), np.int64)
    for name, mark in element_marks().items():
        elements[ELEMENTS.index(name)] = mark
    return Hints(elements, _words(), int(Mark.ARIA_HIDDEN))


@cache
def _words() -> Automaton:
    return automaton(mark_words())
