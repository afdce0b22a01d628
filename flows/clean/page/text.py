"""Pieces of displayed text to lines: white space and character references resolved, each line measured.

White space is one space, and none at the edges of a line. A line without a visible character is no line. Boxes that
touch are parted by a space where no word goes on (boxes.py).
"""

from __future__ import annotations

import numpy as np

from flows.clean.compiled import Bytes, Whole, compiled
from flows.clean.page.boxes import APART, TOUCHING, are_parted
from flows.clean.page.characters import is_blank, is_format, is_white
from flows.clean.page.entities import Entities
from flows.clean.page.names import NameTable
from flows.clean.page.tree import BREAKS, FIRST, HOLDER, INNER, LINE, LINK, PAST, PREFORMATTED

# Columns of lines: where it ends in the text (bytes), its characters, words, characters and words in links, number of
# links, its element, and the marks of inline elements in it.
LINE_END, CHARS, WORDS, LINK_CHARS, LINK_WORDS, LINKS, HOLDS, WITHIN = range(8)

# Places in the state: of the output, where the line began, after its last character that is no space, characters and
# characters in links up to that one, what the names of the columns say, how boxes touch here, and the last character.
_OUT, _START, _SOLID, _ALL, _SOLID_CHARS, _IN_LINK, _SOLID_LINK, _WORDS, _LINK_WORDS = range(9)
_LINKS, _LAST_LINK, _MARKS, _VISIBLE, _IN_WORD, _SPACE, _LINES, _TOUCH, _LAST = range(9, 18)

_PRIME, _BASIS, _MASK = 16777619, 2166136261, 0xFFFFFFFF
_AMPERSAND, _SEMICOLON, _HASH_SIGN, _UNDERSCORE = 38, 59, 35, 95
_LOST = 0xFFFD
_NAME_LENGTH = 32
# Names without a semicolon have so many letters at most.
_OPEN_LENGTH = 6


@compiled
def _number_of(table: NameTable, value: int) -> int:
    slots = len(table.hashes) - 1
    slot = value & slots
    while table.numbers[slot] != 0:
        if table.hashes[slot] == value:
            return int(table.numbers[slot])
        slot = (slot + 1) & slots
    return 0


@compiled
def _digit(byte: int) -> int:
    """The value of a hexadecimal digit, -1 for none."""
    if 48 <= byte <= 57:
        return byte - 48
    return (byte | 32) - 87 if 97 <= byte | 32 <= 102 else -1


@compiled
def _numeric(page: Bytes, at: int, end: int, windows: Whole) -> tuple[int, int, int]:
    """The character of a reference by number, whose `&#` ends there, and where to read on; -1 for none."""
    basis = 10
    if at < end and page[at] | 32 == 120:
        basis, at = 16, at + 1
    start, point = at, 0
    while at < end and 0 <= _digit(page[at]) < basis:
        point = min(point * basis + _digit(page[at]), 0x110000)
        at += 1
    if at == start:
        return -1, 0, at
    if at < end and page[at] == _SEMICOLON:
        at += 1
    if 128 <= point < 160 and windows[point - 128] != 0:
        point = windows[point - 128]
    if point == 0 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        point = _LOST
    return point, 0, at


@compiled
def _named(page: Bytes, at: int, end: int, entities: Entities) -> tuple[int, int, int]:
    """The same of a reference by name, whose `&` ends there: one or two characters."""
    value, length = _BASIS, 0
    found, after = 0, at
    while at < end and length < _NAME_LENGTH:
        byte = page[at]
        if not (48 <= byte <= 57 or 97 <= byte | 32 <= 122):
            break
        value = ((value ^ byte) * _PRIME) & _MASK
        at += 1
        length += 1
        if 1 < length <= _OPEN_LENGTH:
            number = _number_of(entities.open, value)
            if number != 0:
                found, after = number, at
    if at < end and page[at] == _SEMICOLON and length > 0:
        number = _number_of(entities.closed, value)
        if number != 0:
            found, after = number, at + 1
    if found == 0:
        return -1, 0, at
    return entities.first[found], entities.second[found], after


@compiled
def _decoded(page: Bytes, at: int, end: int) -> tuple[int, int]:
    """The character of well-formed UTF-8 that starts there, and where the next one starts."""
    lead = page[at]
    more = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    point = lead & (0x3F >> more)
    for place in range(at + 1, min(at + more + 1, end)):
        point = point << 6 | page[place] & 0x3F
    return point, at + more + 1


@compiled
def _encode(out: Bytes, at: int, point: int) -> int:
    """Writes a character as UTF-8; returns where the next one goes."""
    if point < 0x80:
        out[at] = point
        return at + 1
    if point < 0x800:
        out[at], out[at + 1] = 0xC0 | point >> 6, 0x80 | point & 0x3F
        return at + 2
    if point < 0x10000:
        out[at], out[at + 1], out[at + 2] = 0xE0 | point >> 12, 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F
        return at + 3
    out[at], out[at + 1] = 0xF0 | point >> 18, 0x80 | point >> 12 & 0x3F
    out[at + 2], out[at + 3] = 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F
    return at + 4


@compiled
def _write(out: Bytes, state: Whole, point: int, link: int) -> None:
    """Adds a character to the line, after the space that waits, and measures it."""
    if is_white(point):
        if state[_OUT] > state[_START] and not state[_SPACE]:
            state[_SPACE] = 2 if link else 1
        state[_IN_WORD] = state[_TOUCH] = 0
        return
    stays_blank = point > 127 and is_blank(point)
    if point == 0 or (stays_blank and state[_OUT] == state[_START]):
        return
    if state[_TOUCH] and not state[_SPACE] and state[_OUT] > state[_START]:
        state[_SPACE] = are_parted(state[_LAST], point, state[_TOUCH])
        state[_IN_WORD] = state[_IN_WORD] and not state[_SPACE]
    state[_TOUCH], state[_LAST] = 0, point
    if state[_SPACE]:
        out[state[_OUT]] = 32
        state[_OUT] += 1
        state[_ALL] += 1
        state[_IN_LINK] += state[_SPACE] == 2
        state[_SPACE] = 0
    state[_OUT] = _encode(out, state[_OUT], point)
    state[_ALL] += 1
    state[_IN_LINK] += link != 0
    if stays_blank:
        state[_IN_WORD] = 0
        return
    state[_SOLID], state[_SOLID_CHARS], state[_SOLID_LINK] = state[_OUT], state[_ALL], state[_IN_LINK]
    is_letter = 97 <= point | 32 <= 122 or 48 <= point <= 57 if point < 128 else not 0x2000 <= point < 0x2070
    if is_letter and not state[_IN_WORD]:
        state[_WORDS] += 1
        state[_LINK_WORDS] += link != 0
    state[_IN_WORD] = is_letter
    if not state[_VISIBLE] and point != _UNDERSCORE:
        state[_VISIBLE] = not is_format(point)
    if link != 0 and link != state[_LAST_LINK]:
        state[_LINKS] += 1
        state[_LAST_LINK] = link


@compiled
def _past_white(page: Bytes, at: int, end: int, is_set: int) -> int:
    """Where the white space ends that follows some; at a line feed where line feeds count."""
    while at < end and (page[at] == 32 or 9 <= page[at] <= 13) and not (is_set and page[at] == 10):
        at += 1
    return at


@compiled
def _goes_on(state: Whole, link: int) -> bool:
    """Whether the line goes on with a character of this link, and nothing waits to stand before the next one."""
    is_begun = state[_OUT] > state[_START] and state[_SPACE] == 0 and state[_TOUCH] == 0
    return is_begun and link in (0, state[_LAST_LINK])


@compiled
def _write_plain(page: Bytes, span: tuple[int, int], out: Bytes, state: Whole, link: int) -> int:
    """Adds the signs of ASCII and single spaces with which a line goes on, all at once; returns where to read on."""
    at, end = span
    to, first = int(state[_OUT]), int(state[_OUT])
    words, waits, in_word, is_visible = 0, 0, state[_IN_WORD] != 0, state[_VISIBLE] != 0
    while at < end:
        byte = page[at]
        if byte == 32:
            waits, in_word = 1, False
        elif 32 < byte < 127 and byte != _AMPERSAND:
            out[to] = 32
            to += waits
            out[to] = byte
            to, waits = to + 1, 0
            is_letter = 97 <= byte | 32 <= 122 or 48 <= byte <= 57
            words += is_letter and not in_word
            in_word, is_visible = is_letter, is_visible or byte != _UNDERSCORE
        else:
            break
        at += 1
    if to > first:
        state[_OUT], state[_LAST] = to, out[to - 1]
        state[_ALL] += to - first
        state[_IN_LINK] += to - first if link != 0 else 0
        state[_SOLID], state[_SOLID_CHARS], state[_SOLID_LINK] = to, state[_ALL], state[_IN_LINK]
        state[_WORDS] += words
        state[_LINK_WORDS] += words if link != 0 else 0
    state[_IN_WORD], state[_VISIBLE] = in_word, is_visible
    state[_SPACE] = 0 if waits == 0 else 2 if link != 0 else 1
    return at


@compiled
def _end_line(out: Bytes, lines: Whole, state: Whole, holder: int) -> None:
    """Ends the line: it is kept if something can be seen."""
    if state[_VISIBLE]:
        line = lines[state[_LINES]]
        end = state[_SOLID]
        line[LINE_END], line[CHARS], line[WORDS] = end, state[_SOLID_CHARS], state[_WORDS]
        line[LINK_CHARS], line[LINK_WORDS], line[LINKS] = state[_SOLID_LINK], state[_LINK_WORDS], state[_LINKS]
        line[HOLDS], line[WITHIN] = holder, state[_MARKS]
        state[_LINES] += 1
        out[end] = 10
        state[_START] = end + 1
    state[_OUT] = state[_SOLID] = state[_START]
    for place in range(_ALL, _LINES):
        state[place] = 0


@compiled
def _room(page: Bytes, pieces: Whole) -> int:
    """How many lines there may be."""
    room = len(pieces) + 1
    for piece in pieces:
        if piece[BREAKS] & PREFORMATTED:
            for at in range(piece[FIRST], piece[PAST]):
                room += page[at] == 10
    return room


@compiled
def _referred(page: Bytes, at: int, end: int, entities: Entities) -> tuple[int, int, int]:
    """The characters that a reference stands for whose `&` ends there, or the `&`, and where to read on."""
    if at < end and page[at] == _HASH_SIGN:
        point, second, after = _numeric(page, at + 1, end, entities.windows)
    else:
        point, second, after = _named(page, at, end, entities)
    return (_AMPERSAND, 0, at) if point < 0 else (point, second, after)


@compiled
def write_lines(page: Bytes, pieces: Whole, entities: Entities) -> tuple[Bytes, Whole]:
    """The text of the lines, UTF-8 bytes with a line feed after each, and their measures."""
    out = np.empty(2 * len(page) + len(pieces) + 2, np.uint8)
    lines = np.empty((_room(page, pieces), 8), np.int64)
    state = np.zeros(18, np.int64)
    holder = 0
    for piece in pieces:
        if piece[BREAKS] & LINE:
            _end_line(out, lines, state, holder)
        holder, link = piece[HOLDER], piece[LINK]
        state[_MARKS] |= piece[INNER]
        state[_TOUCH] |= piece[BREAKS] & (TOUCHING | APART)
        at, end, is_set = piece[FIRST], piece[PAST], piece[BREAKS] & PREFORMATTED
        while at < end:
            byte = page[at]
            if byte == 10 and is_set:
                _end_line(out, lines, state, holder)
                at += 1
            elif byte == 32 or 9 <= byte <= 13:
                _write(out, state, byte, link)
                at = _past_white(page, at + 1, end, is_set)
            elif byte == _AMPERSAND:
                point, second, at = _referred(page, at + 1, end, entities)
                _write(out, state, point, link)
                if second != 0:
                    _write(out, state, second, link)
            else:
                point, at = (byte, at + 1) if byte < 128 else _decoded(page, at, end)
                _write(out, state, point, link)
                if _goes_on(state, link):
                    at = _write_plain(page, (at, end), out, state, link)
    _end_line(out, lines, state, holder)
    return out[: state[_START]], lines[: state[_LINES]]
