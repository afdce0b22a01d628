"""Markup to tokens, as the tokenizer of the HTML standard makes them: tags, text, and the attributes that matter.

Every byte is looked at a fixed number of times, whatever stands there. What a browser drops is dropped here:
comments, declarations, a tag that the end of the page cuts off.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Bytes, Whole, compiled
from flows.clean.page.names import NameTable, Trait

# Columns of tokens: what it is, which element (names.ELEMENTS) and its name's hash, where it stands, its first
# attribute (its last is before the next token's first).
KIND, ELEMENT, HASH, START, END, ATTRIBUTE = range(6)
TEXT, OPEN, CLOSE, ALONE, RAW = range(5)
# Columns of attributes: which (names.ATTRIBUTES), and where its value stands.
NAME, VALUE, VALUE_END = range(3)

_RAW = int(Trait.RAW)
_FOREIGN = int(Trait.FOREIGN)
_LESS, _GREATER, _SLASH, _BANG, _QUESTION, _EQUALS, _DASH = 60, 62, 47, 33, 63, 61, 45
_QUOTE, _APOSTROPHE = 34, 39
_PRIME, _BASIS, _MASK = 16777619, 2166136261, 0xFFFFFFFF


class Tokens(NamedTuple):
    """`tokens` and `attributes`, a row each, of the columns above."""

    tokens: Whole
    attributes: Whole


class Names(NamedTuple):
    """What the tokenizer knows of names."""

    elements: NameTable
    attributes: NameTable
    traits: Whole
    plaintext: int
    script: int


@compiled
def _is_letter(byte: int) -> bool:
    return 97 <= (byte | 32) <= 122


@compiled
def _is_space(byte: int) -> bool:
    return byte == 32 or (9 <= byte <= 13 and byte != 11)


@compiled
def _find(page: Bytes, byte: int, at: int) -> int:
    """Where a byte stands next; the length of the page where it does not."""
    size = len(page)
    while at < size and page[at] != byte:
        at += 1
    return at


@compiled
def _number(table: NameTable, value: int) -> int:
    """The number of the name with that hash, 0 for an unknown one."""
    size = len(table.hashes)
    slot = value & (size - 1)
    while table.numbers[slot] != 0:
        if table.hashes[slot] == value:
            return int(table.numbers[slot])
        slot = (slot + 1) & (size - 1)
    return 0


@compiled
def _hashed(page: Bytes, at: int, is_attribute: int) -> tuple[int, int]:
    """The hash of the name that starts there, in lower case, and where it ends."""
    value, start, size = _BASIS, at, len(page)
    while at < size:
        byte = page[at]
        if _is_space(byte) or byte in (_SLASH, _GREATER) or (is_attribute and byte == _EQUALS and at > start):
            break
        value = ((value ^ (byte + 32 if 65 <= byte <= 90 else byte)) * _PRIME) & _MASK
        at += 1
    return value, at


@compiled
def _value(page: Bytes, at: int) -> tuple[int, int, int]:
    """The value of an attribute whose name ends there: its start and end, and where to read on."""
    size, after = len(page), at
    while after < size and _is_space(page[after]):
        after += 1
    if after >= size or page[after] != _EQUALS:
        return at, at, after
    at = after + 1
    while at < size and _is_space(page[at]):
        at += 1
    if at < size and page[at] in (_QUOTE, _APOSTROPHE):
        end = _find(page, page[at], at + 1)
        return at + 1, end, end + 1
    start = at
    while at < size and not _is_space(page[at]) and page[at] != _GREATER:
        at += 1
    return start, at, at


@compiled
def _tag_end(page: Bytes, at: int, names: Names, attributes: Whole, count: int) -> tuple[int, int, bool]:
    """Reads attributes: where the tag ends (-1: nowhere), how many attributes there are now, whether it ends in />."""
    size = len(page)
    slash = False
    while at < size:
        byte = page[at]
        if byte == _GREATER:
            return at + 1, count, slash
        slash = byte == _SLASH
        if slash or _is_space(byte):
            at += 1
            continue
        value, at = _hashed(page, at, 1)
        start, end, at = _value(page, at)
        number = _number(names.attributes, value)
        if number != 0:
            attributes[count, NAME], attributes[count, VALUE], attributes[count, VALUE_END] = number, start, end
            count += 1
    return -1, count, False


@compiled
def _comment_end(page: Bytes, at: int) -> int:
    """Where a comment ends whose `<!--` ends there."""
    size = len(page)
    if at < size and page[at] == _GREATER:
        return at + 1
    if at + 1 < size and page[at] == _DASH and page[at + 1] == _GREATER:
        return at + 2
    while at + 2 < size:
        if page[at] == _DASH and page[at + 1] == _DASH:
            if page[at + 2] == _GREATER:
                return at + 3
            if page[at + 2] == _BANG and at + 3 < size and page[at + 3] == _GREATER:
                return at + 4
        at += 1
    return size


@compiled
def _starts(page: Bytes, at: int, said: bytes) -> bool:
    """Whether the page goes on with `said`, in small letters or capitals."""
    if at + len(said) > len(page):
        return False
    for place in range(len(said)):
        byte = page[at + place]
        if (byte + 32 if 65 <= byte <= 90 else byte) != said[place]:
            return False
    return True


@compiled
def _declaration_end(page: Bytes, at: int, is_foreign: int) -> int:
    """Where what starts with `<!`, `<?` or `</` and is no tag ends."""
    if _starts(page, at, b"<!--"):
        return _comment_end(page, at + 4)
    if is_foreign and _starts(page, at, b"<![cdata["):
        end = at + 9
        while end < len(page) and not _starts(page, end, b"]]>"):
            end += 1
        return min(end + 3, len(page))
    return min(_find(page, _GREATER, at) + 1, len(page))


@compiled
def _ends_name(page: Bytes, at: int) -> bool:
    return at < len(page) and (_is_space(page[at]) or page[at] in (_SLASH, _GREATER))


@compiled
def _raw_end(page: Bytes, at: int, value: int, is_script: int) -> int:
    """Where the raw content that starts there ends: at the closing tag of the element whose name has that hash.

    A script inside a comment inside a script is part of it, closing tag and all.
    """
    size = len(page)
    in_comment = in_script = False
    while at < size:
        at = at if in_comment else _find(page, _LESS, at)
        if at == size:
            break
        byte = page[at]
        if is_script and byte == _DASH and in_comment and _starts(page, at, b"-->"):
            in_comment = in_script = False
        if byte == _LESS:
            if is_script and _starts(page, at, b"<!--"):
                in_comment = True
                at += 1  # the dashes may be those of --> too
            elif in_comment and not in_script and _starts(page, at, b"<script"):
                in_script = _ends_name(page, at + 7)
            elif at + 2 < size and page[at + 1] == _SLASH and _is_letter(page[at + 2]):
                found, end = _hashed(page, at + 2, 0)
                if found == value and _ends_name(page, end):
                    if not in_script:
                        return at
                    in_script = False
        at += 1
    return size


@compiled
def _add(tokens: Whole, count: int, kind: int, span: tuple[int, int], attribute: int) -> int:
    """Appends a token if it is of some length; returns how many there are."""
    start, end = span
    if end <= start:
        return count
    tokens[count, KIND], tokens[count, ELEMENT], tokens[count, HASH] = kind, 0, 0
    tokens[count, START], tokens[count, END], tokens[count, ATTRIBUTE] = start, end, attribute
    return count + 1


@compiled
def _is_tag(page: Bytes, at: int) -> bool:
    """Whether a tag of an element starts there."""
    size = len(page)
    if at + 1 < size and page[at + 1] == _SLASH:
        at += 1
    return at + 1 < size and _is_letter(page[at + 1])


@compiled
def _starts_of_tags(page: Bytes) -> int:
    """How many tags there may be."""
    count = 0
    for at in range(len(page)):
        count += page[at] == _LESS
    return count


@compiled
def tokenize(page: Bytes, names: Names) -> Tokens:
    """The tokens of a page, UTF-8 bytes."""
    size = len(page)
    tokens = np.empty((3 * _starts_of_tags(page) + 7, 6), np.int64)
    attributes = np.empty((size // 3 + 2, 3), np.int64)
    count = said = at = text = foreign = 0
    while at < size:
        at = _find(page, _LESS, at)
        if at + 1 >= size:
            break
        if not _is_tag(page, at):
            if page[at + 1] in (_BANG, _QUESTION) or (page[at + 1] == _SLASH and at + 2 < size):
                count = _add(tokens, count, TEXT, (text, at), said)
                at = text = _declaration_end(page, at, foreign)
            else:
                at += 1
            continue
        count = _add(tokens, count, TEXT, (text, at), said)
        closes = page[at + 1] == _SLASH
        value, end = _hashed(page, at + 1 + closes, 0)
        first = said
        end, said, alone = _tag_end(page, end, names, attributes, said)
        if end < 0:
            text = size
            break
        number = _number(names.elements, value)
        _add(tokens, count, CLOSE if closes else ALONE if alone else OPEN, (at, end), first)
        tokens[count, ELEMENT], tokens[count, HASH] = number, value
        count += 1
        at = text = end
        traits = names.traits[number]
        if traits & _FOREIGN and not alone:
            foreign = max(0, foreign + (-1 if closes else 1))
        elif traits & _RAW and not closes and not (alone and foreign):
            end = size if number == names.plaintext else _raw_end(page, at, value, int(number == names.script))
            count = _add(tokens, count, RAW, (at, end), said)
            at = text = end
    count = _add(tokens, count, TEXT, (text, size), said)
    tokens[count, ATTRIBUTE] = said
    return Tokens(tokens[: count + 1], attributes[:said])
