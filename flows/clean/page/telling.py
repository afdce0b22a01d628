"""The elements that say something of the page as a whole: metadata, structured data, marked authors and dates."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Bytes, Whole, compiled
from flows.clean.page.names import ATTRIBUTES, ELEMENTS, Name
from flows.clean.page.tokens import (
    ALONE,
    ATTRIBUTE,
    ELEMENT,
    KIND,
    NAME,
    OPEN,
    RAW,
    VALUE,
    VALUE_END,
    Tokens,
)

# How much of an element's content is looked at, in bytes, where it is not text up to its closing tag.
CONTENT = 600
_META, _LINK, _TIME, _TITLE, _HTML, _SCRIPT = (
    int(name) for name in (Name.META, Name.LINK, Name.TIME, Name.TITLE, Name.HTML, Name.SCRIPT)
)
_ITEMPROP, _REL, _TYPE = (ATTRIBUTES.index(name) for name in ("itemprop", "rel", "type"))


class Element(NamedTuple):
    """An element: its name, its attributes in small letters with their values, and the markup it holds."""

    name: str
    attributes: Mapping[str, str]
    content: str


@compiled
def _has(page: Bytes, at: int, end: int, said: bytes) -> bool:
    """Whether `said` stands there, in small letters or capitals."""
    while at + len(said) <= end:
        place = 0
        while (
            place < len(said) and (page[at + place] | 32 if page[at + place] > 64 else page[at + place]) == said[place]
        ):
            place += 1
        if place == len(said):
            return True
        at += 1
    return False


@compiled
def _places(page: Bytes, tokens: Whole, attributes: Whole) -> Whole:
    """The tokens that open elements which tell something."""
    found = np.empty(len(tokens), np.int64)
    count = 0
    for token in range(len(tokens) - 1):
        kind, element = tokens[token, KIND], tokens[token, ELEMENT]
        if kind not in (OPEN, ALONE):
            continue
        tells = element in (_META, _LINK, _TIME, _TITLE, _HTML)
        for row in range(tokens[token, ATTRIBUTE], tokens[token + 1, ATTRIBUTE]):
            name, start, end = attributes[row, NAME], attributes[row, VALUE], attributes[row, VALUE_END]
            if element == _SCRIPT:
                tells = tells or (name == _TYPE and _has(page, start, end, b"ld+json"))
            else:
                tells = tells or name == _ITEMPROP or (name == _REL and _has(page, start, end, b"author"))
        if tells:
            found[count] = token
            count += 1
    return found[:count]


def telling_elements(data: bytes, page: Bytes, read: Tokens) -> Iterator[Element]:
    """The elements of a page, UTF-8 `data`, that say something of it, in order."""
    tokens, attributes = read
    for token in _places(page, tokens, attributes).tolist():
        _, number, _, _, end, first = tokens[token].tolist()
        kind, _, _, start, past, last = tokens[token + 1].tolist()
        name = ELEMENTS[number]
        values: dict[str, str] = {}
        for attribute, value, value_end in attributes[first:last].tolist():
            said = data[value:value_end].decode()
            values.setdefault(ATTRIBUTES[attribute], html.unescape(said) if "&" in said else said)
        if kind == RAW:
            content = data[start:past].decode()
        elif number in (_META, _LINK, _HTML):
            content = ""
        else:
            close = data.find(f"</{name}".encode(), end, end + CONTENT)
            content = data[end : max(end, close)].decode()
        yield Element(name, values, content)
