"""Repairs of quotation marks, by how the language quotes and by what stands on both sides of each mark.

Each acts only where every mark of its kind in the line can be told by its neighbours to open or to close, and they do
so in turn: then a space, a doubled mark or a mark that faces the wrong way can be put right for certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.clean.repairs.given import removal
from flows.clean.repairs.spacing import SPACED_LANGUAGES
from flows.ledger import Edit
from flows.rules import Rule

# Languages that close with the mark that others open with („so“), and that use one mark on both sides (”so”).
LOW_OPENING = frozenset(
    ["de", "cs", "sk", "sl", "bg", "hr", "sr", "mk", "lt", "lv", "et", "is", "ka", "sq", "hsb", "dsb", "lb"]
)
ONE_SIDED = frozenset(["sv", "fi", "da", "nb", "no", "nn"])
# Languages that set guillemets pointing inwards: »so«.
INWARD = frozenset(["de", "da", "sl", "hr", "cs", "sk", "hu", "sr"])

_DOUBLE_OPEN = re.compile(r"(?<![^\s(\[—–-])([“\"])(?P<extra>\1)(?=\w)")
_DOUBLE_CLOSE = re.compile(r"(?<=[\w.,!?…])([”\"])(?P<extra>\1)(?=[\s.,;:!?)\]—–]|$)")
_OPEN_AT_END = re.compile(r"(?<=[\w.,!?…])(?P<mark> ?“)\s*$")
_CURLY = re.compile(r"[“”]")
_ANY_CURLY = re.compile(r"[“”„]")
_SINGLE = re.compile(r"(?<=\s)‘(?P<before> )(?=\w)[^‘’]{1,120}(?<=[\w.,!?])(?P<after> )’(?=[\s.,;:!?]|$)")
_GUILLEMETS = re.compile(r"«(?P<before> ?)(?=\w)[^«»]{1,300}?(?<=[\w.,!?…])(?P<after> ?)»")
_INNER = "([\"'‘“«"


def doubled_quote(text: str, _language: str | None) -> list[Edit]:
    """““A family, yes”” to “A family, yes”: both marks of one side, each where only that side can stand."""
    opened, closed = list(_DOUBLE_OPEN.finditer(text)), list(_DOUBLE_CLOSE.finditer(text))
    if len(opened) != len(closed):
        return []
    if any(left.start() > right.start() for left, right in zip(opened, closed, strict=True)):
        return []
    return sorted(removal(match, "extra", Rule.DOUBLED_QUOTE) for match in (*opened, *closed))


def space_inside_quotes(text: str, language: str | None) -> list[Edit]:
    """Spaces between a mark and what it quotes; in French those of guillemets stay."""
    edits = _inside_curly(text, language) + _inside_straight(text)
    pairs = [*_SINGLE.finditer(text)]
    if language is not None and language not in SPACED_LANGUAGES | INWARD:
        pairs += _GUILLEMETS.finditer(text)
    sides = ((match, side) for match in pairs for side in ("before", "after"))
    edits += [removal(match, side, Rule.SPACE_INSIDE_QUOTES) for match, side in sides if match[side]]
    return sorted(edits)


def _inside_curly(text: str, language: str | None) -> list[Edit]:
    """In a line whose marks open and close in turn; one between two closing marks stays."""
    low = language in LOW_OPENING or "„" in text
    opening, closing = ("„", "“") if low and "„" in text else ("“", "”")
    if low and opening == "„" and "”" in text:
        closing = "”"
    marks = [match.start() for match in (_ANY_CURLY if opening == "„" else _CURLY).finditer(text)]
    if not marks or [text[at] for at in marks] != [opening, closing] * (len(marks) // 2):
        return []
    return _inside(text, marks)


def _inside_straight(text: str) -> list[Edit]:
    """In a line whose straight marks stand at the outer sides of what they quote, in turn."""
    if '" ' not in text or ' "' not in text:
        return []
    marks = [match.start() for match in re.finditer('"', text)]
    if len(marks) % 2 or not all(_is_outside(text, at, opens=not place % 2) for place, at in enumerate(marks)):
        return []
    return _inside(text, marks)


def _is_outside(text: str, at: int, *, opens: bool) -> bool:
    """Whether a mark has nothing of a word on its outer side."""
    if opens:
        return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-/'‘“"
    return at + 1 == len(text) or not (text[at + 1].isalnum() or text[at + 1] in _INNER)


def _inside(text: str, marks: Sequence[int]) -> list[Edit]:
    """The spaces inside pairs of marks that open and close in turn."""
    edits = []
    for place, at in enumerate(marks):
        before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
        if place % 2 == 0 and after[:1] == " " and after[1:].isalnum():
            edits.append(Edit(at + 1, at + 2, Rule.SPACE_INSIDE_QUOTES, " ", ""))
        elif place % 2 and before[-1:] == " " and before[:1] not in "’'" and not after[:1].isalnum():
            edits.append(Edit(at - 1, at, Rule.SPACE_INSIDE_QUOTES, " ", ""))
    return edits


def wrong_way_quote(text: str, language: str | None) -> list[Edit]:
    """Marks that face the wrong way, where every mark of the line can be told to open or to close.

    And an opening mark at the end of a line whose last quotation stands open: there it can only close.
    """
    if language in LOW_OPENING | ONE_SIDED or "„" in text:
        return []
    marks = [match.start() for match in _CURLY.finditer(text)]
    sides = [_side(text, at) for at in marks]
    if marks and len(marks) % 2 == 0 and sides == ["“", "”"] * (len(marks) // 2):
        wrong = [(at, side) for at, side in zip(marks, sides, strict=True) if side is not None and text[at] != side]
        return [Edit(at, at + 1, Rule.WRONG_WAY_QUOTE, text[at], side) for at, side in wrong]
    last = _OPEN_AT_END.search(text)
    before = _CURLY.findall(text[: last.start()]) if last else []
    if last is None or not before or before[-1] != "“":
        return []
    return [Edit(*last.span("mark"), Rule.WRONG_WAY_QUOTE, last["mark"], "”")]


def _side(text: str, at: int) -> str | None:
    """The mark that a place asks for by its neighbours; None where both could stand."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    opens = (not before or before.isspace() or before in "([—–-/") and (after.isalnum() or after in "'‘$€£#[(@")
    closes = bool(before) and (before.isalnum() or before in ".,!?…)]%'’") and not after.isalnum()
    return ("“" if opens else "”") if opens != closes else None
