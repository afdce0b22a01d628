"""The elements that say something of the page as a whole: metadata, structured data, marked authors and dates."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Bytes, Whole, compiled
from flows.clean.page.names import ATTRIBUTES, ELEMENTS, Name, NameTable
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
_ITEMPROP, _REL, _TYPE, _PROPERTY, _NAME, _CLASS, _STATED = (
    ATTRIBUTES.index(name) for name in ("itemprop", "rel", "type", "property", "name", "class", "title")
)
_AMPERSAND = 38
_PRIME, _BASIS, _MASK = 16777619, 2166136261, 0xFFFFFFFF


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
def _is_asked(page: Bytes, at: int, end: int, asked: NameTable) -> bool:
    """Whether a name is one of those `asked`, in small letters or capitals, or is written with an entity."""
    value = _BASIS
    for place in range(at, end):
        byte = page[place]
        if byte == _AMPERSAND:
            return True
        value = ((value ^ (byte + 32 if 65 <= byte <= 90 else byte)) * _PRIME) & _MASK
    slot = value & (len(asked.hashes) - 1)
    while asked.numbers[slot] != 0:
        if asked.hashes[slot] == value:
            return True
        slot = (slot + 1) & (len(asked.hashes) - 1)
    return False


@compiled
def _places(page: Bytes, tokens: Whole, attributes: Whole, asked: NameTable) -> Whole:
    """The tokens that open elements which tell something; meta elements of the names `asked`."""
    found = np.empty(len(tokens), np.int64)
    count = 0
    for token in range(len(tokens) - 1):
        kind, element = tokens[token, KIND], tokens[token, ELEMENT]
        if kind not in (OPEN, ALONE):
            continue
        tells, is_published, has_title = element in (_TIME, _TITLE, _HTML), False, False
        for row in range(tokens[token, ATTRIBUTE], tokens[token + 1, ATTRIBUTE]):
            name, start, end = attributes[row, NAME], attributes[row, VALUE], attributes[row, VALUE_END]
            if element == _SCRIPT:
                tells = tells or (name == _TYPE and _has(page, start, end, b"ld+json"))
            elif element == _META:
                tells = tells or (name in (_PROPERTY, _NAME, _ITEMPROP) and _is_asked(page, start, end, asked))
            elif element == _LINK:
                tells = tells or (name == _REL and _has(page, start, end, b"canonical"))
            elif name in (_ITEMPROP, _REL):
                tells = tells or _has(page, start, end, b"author")
                tells = tells or (name == _ITEMPROP and _has(page, start, end, b"datepublished"))
            elif name == _CLASS:
                is_published = _has(page, start, end, b"published")
            has_title = has_title or name == _STATED
        if tells or (is_published and has_title):
            found[count] = token
            count += 1
    return found[:count]


def telling_elements(data: bytes, page: Bytes, read: Tokens, asked: NameTable) -> Iterator[Element]:
    """The elements of a page, UTF-8 `data`, that say something of it, in order; meta elements of the names `asked`."""
    tokens, attributes = read
    places = _places(page, tokens, attributes, asked)
    rows = zip(tokens[places].tolist(), tokens[places + 1].tolist(), strict=True)
    for (_, number, _, _, end, first), (kind, _, _, start, past, last) in rows:
        stated = attributes[first:last].tolist()
        name = ELEMENTS[number]
        values: dict[str, str] = {}
        for attribute, value, value_end in stated:
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
