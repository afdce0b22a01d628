"""Boxes within a line that touch, such as a label and its time: whether a reader sees them apart.

`<span>Published</span><time>9 May</time>` has no space in its markup: its style sets the two apart. But the letters of
one word may stand in two boxes too (drop caps, pasted text). So a space goes between boxes where no word goes on:
after small letters before a capital or digit, after a digit, after a stop; beside a time or picture between any words.
"""

from __future__ import annotations

from flows.clean.compiled import compiled
from flows.clean.page.names import Trait
from flows.clean.page.tokens import CLOSE

# Bits of what stands before a piece of text: a box ended; another began at once; a time or picture.
CLOSED, TOUCHING, APART = 4, 8, 16
_BOX, _APART = int(Trait.BOX), int(Trait.APART)
# What a character is at the edge of a box.
_SIGN, _STOP, _DIGIT, _CAPITAL, _LETTER = range(5)


@compiled
def touching(kind: int, traits: int, before: int) -> int:
    """The bits that a tag adds to those `before` it."""
    if traits & _APART:
        return APART
    if traits & _BOX and kind == CLOSE:
        return CLOSED
    return TOUCHING if traits & _BOX and before & CLOSED else 0


@compiled
def _sort_of(point: int) -> int:
    """What a character is at the edge of a box; letters of scripts that set no spaces are signs, as are accents."""
    sort = _SIGN
    if point < 128:
        if 48 <= point <= 57:
            sort = _DIGIT
        elif 97 <= point | 32 <= 122:
            sort = _CAPITAL if point < 97 else _LETTER
        elif point in (33, 41, 44, 46, 58, 59, 63):
            sort = _STOP
    elif 0xC0 <= point <= 0xDE or 0x391 <= point <= 0x3A9 or 0x400 <= point <= 0x42F:
        sort = _CAPITAL
    elif 0x100 <= point < 0x180:
        sort = _LETTER if point & 1 else _CAPITAL
    elif (0xDF <= point < 0xE00 and not 0x300 <= point < 0x370) or 0x1E00 <= point < 0x2000:
        sort = _LETTER
    return sort


@compiled
def are_parted(before: int, after: int, touch: int) -> bool:
    """Whether a word or number ends where boxes touch; `touch` are the bits before it."""
    is_apart = touch & APART != 0
    left, right = _sort_of(before), _sort_of(after)
    if right < _DIGIT or left == _SIGN:
        return False
    if left == _STOP:
        return right != _DIGIT or is_apart
    return is_apart or left == _DIGIT or (left == _LETTER and right in (_DIGIT, _CAPITAL))
