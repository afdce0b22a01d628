"""What a character is to a line of displayed text: white space, a space that stays, or nothing that can be seen."""

from __future__ import annotations

from flows.clean.compiled import compiled


@compiled
def is_white(point: int) -> bool:
    """Whether a character is white space that becomes one space."""
    return point == 32 or 9 <= point <= 13 or 28 <= point <= 31 or point in (0x85, 0x2028, 0x2029)


@compiled
def is_blank(point: int) -> bool:
    """Whether a character beyond ASCII is a space that stays, inside a line."""
    return point in (0xA0, 0x1680, 0x202F, 0x205F, 0x3000) or 0x2000 <= point <= 0x200A


@compiled
def is_format(point: int) -> bool:
    """Whether a character is not to be seen: a control, a mark of direction, a joiner."""
    if point < 0xA0:
        return point < 32 or point >= 127
    if point in (0xAD, 0xFEFF):
        return True
    return 0x200B <= point <= 0x200F or 0x202A <= point <= 0x202E or 0x2060 <= point <= 0x206F
