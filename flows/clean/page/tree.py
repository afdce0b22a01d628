"""Tags to elements as a browser nests them: what stands in which element, what breaks a line, what is hidden.

Follows the tree construction of the HTML standard as far as it decides what is displayed. Formatting elements hold
nothing here (of them only links matter), so nothing needs to be reconstructed. What a table displaces stays in place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Whole, compiled
from flows.clean.page.boxes import touching
from flows.clean.page.names import Trait
from flows.clean.page.tokens import ALONE, CLOSE, ELEMENT, END, HASH, KIND, RAW, START, TEXT

# Columns of elements: the element around, which (names.ELEMENTS), what its own name and attributes say.
PARENT, TAG, MARKS = range(3)
# Columns of pieces (of text): where it stands, its element, the number of its link (0: none), BREAKS, and the marks of
# inline elements that opened since the last piece.
FIRST, PAST, HOLDER, LINK, BREAKS, INNER = range(6)
# A line ends before the piece; its own line breaks are kept. The bits of boxes.py follow.
LINE, PREFORMATTED = 1, 2
# Columns of the stack of open elements: element, its name and hash, its row of elements, the place of the one below
# of the same name, places of the nearest scope, button scope, special element, and the link before it.
_NUMBER, _HASH, _ROW, _BELOW, _SCOPE, _BUTTON, _SPECIAL, _WALL, _LINK = range(9)
# Browsers nest no deeper: deeper elements are siblings. An unknown closing tag looks so far for its opening one.
DEPTH, REACH = 512, 64
# Places in the state.
_TOP, _HIDDEN, _A, _LINKS, _ELEMENTS, _PIECES, _PENDING, _SAID = range(8)

# Traits and names as plain numbers, for the compiled code; in the order of Trait and Name.
_VOID, _INLINE, _HIDES, _RAWS, _BREAK, _BLOCK, _SPECIALS, _SCOPES = map(int, list(Trait)[:8])
_MARKER, _HEADING, _TABLES, _, _IGNORED, _BREAKOUT, _FOREIGN, _FORMATTING = map(int, list(Trait)[8:16])
_BODY, _ANCHOR, _P, _LI, _DD, _DT, _TABLE, _TR, _TD, _TH, _TBODY, _THEAD, _TFOOT, _CAPTION = range(2, 16)
_BUTTONS, _SELECT, _SVG, _MATH, _FOREIGN_OBJECT, _DESC, _FORM, _PRE, _INPUT, _TEXTAREA = range(16, 26)
_TEMPLATE, _, _OPTION, _OPTGROUP, _, _LISTING, _DIV, _ADDRESS, _UL, _OL, _H1, _, _, _, _, _H6 = range(32, 48)


class Tree(NamedTuple):
    """What is built: `elements` and `pieces`; and the stack, the top place of each element on it, and the state."""

    elements: Whole
    pieces: Whole
    stack: Whole
    last: Whole
    state: Whole


@compiled
def _push(tree: Tree, number: int, value: int, traits: int, row: int) -> None:
    stack, last, state = tree.stack, tree.last, tree.state
    top = state[_TOP] = state[_TOP] + 1
    stack[top, _NUMBER], stack[top, _HASH], stack[top, _ROW] = number, value, row
    stack[top, _BELOW], last[number] = last[number], top
    is_special = traits & _SPECIALS
    stack[top, _SCOPE] = top if traits & _SCOPES else stack[top - 1, _SCOPE]
    stack[top, _BUTTON] = top if traits & _SCOPES or number == _BUTTONS else stack[top - 1, _BUTTON]
    stack[top, _SPECIAL] = top if is_special else stack[top - 1, _SPECIAL]
    is_wall = is_special and number not in (_DIV, _P, _ADDRESS)
    stack[top, _WALL] = top if is_wall else stack[top - 1, _WALL]
    stack[top, _LINK] = state[_A]
    if traits & _MARKER:
        state[_A] = 0


@compiled
def _pop_to(tree: Tree, traits_of: Whole, place: int) -> None:
    """Closes the open elements down to that place of the stack, which is never the root."""
    stack, state = tree.stack, tree.state
    for top in range(state[_TOP], max(place, 1) - 1, -1):
        number = stack[top, _NUMBER]
        traits = traits_of[number]
        tree.last[number] = stack[top, _BELOW]
        if traits & _MARKER:
            state[_A] = stack[top, _LINK]
        if not traits & _INLINE and not 0 < state[_HIDDEN] < top:
            state[_PENDING] |= LINE
        if state[_HIDDEN] == top:
            state[_HIDDEN] = 0
    state[_TOP] = min(state[_TOP], max(place, 1) - 1)


@compiled
def _leave(tree: Tree, number: int, place: int) -> None:
    """Closes a form or a hidden formatting element, but not what stands open inside it."""
    tree.last[number] = tree.stack[place, _BELOW]
    tree.stack[place, _NUMBER] = tree.stack[place, _HASH] = 0
    if number == _FORM:
        tree.state[_PENDING] |= 0 if tree.state[_HIDDEN] else LINE
    elif tree.state[_HIDDEN] == place:
        tree.state[_HIDDEN] = 0


@compiled
def _make_table_room(tree: Tree, traits_of: Whole, number: int) -> bool:
    """Closes what a part of a table closes; False where the tag means nothing."""
    last = tree.last
    place = last[_TABLE]
    if place < 0 or number not in (_TR, _TD, _TH, _TBODY, _THEAD, _TFOOT, _CAPTION):
        return False
    if number in (_TR, _TD, _TH):
        place = max(place, last[_TBODY], last[_THEAD], last[_TFOOT])
    if number in (_TD, _TH):
        place = max(place, last[_TR])
    _pop_to(tree, traits_of, place + 1)
    return True


@compiled
def _make_item_room(tree: Tree, traits_of: Whole, number: int) -> None:
    """Closes the item or option before another."""
    stack, last, top = tree.stack, tree.last, tree.state[_TOP]
    if number == _LI and last[_LI] >= stack[top, _WALL]:
        _pop_to(tree, traits_of, last[_LI])
    elif number in (_DD, _DT) and max(last[_DD], last[_DT]) >= stack[top, _WALL]:
        _pop_to(tree, traits_of, max(last[_DD], last[_DT]))
    elif number in (_OPTION, _OPTGROUP) and stack[top, _NUMBER] == _OPTION:
        _pop_to(tree, traits_of, top)


@compiled
def _make_room(tree: Tree, traits_of: Whole, number: int, traits: int) -> bool:
    """Closes what an opening tag closes; False where the tag means nothing."""
    stack, last, state, top = tree.stack, tree.last, tree.state, tree.state[_TOP]
    if traits & _TABLES:
        return _make_table_room(tree, traits_of, number)
    if number == _TABLE and last[_TABLE] > max(last[_TD], last[_TH], last[_CAPTION]):
        _pop_to(tree, traits_of, last[_TABLE])
    elif number == _BUTTONS and last[_BUTTONS] > stack[top, _SCOPE]:
        _pop_to(tree, traits_of, last[_BUTTONS])
    elif number == _ANCHOR and last[_ANCHOR] > stack[top, _SCOPE]:
        _leave(tree, _ANCHOR, last[_ANCHOR])
    elif (number == _FORM and last[_FORM] >= 0) or (number == _BODY and top > 0):
        return False
    else:
        _make_item_room(tree, traits_of, number)
    if traits & _BLOCK and last[_P] > stack[state[_TOP], _BUTTON]:
        _pop_to(tree, traits_of, last[_P])
    if traits & _HEADING and traits_of[stack[state[_TOP], _NUMBER]] & _HEADING:
        _pop_to(tree, traits_of, state[_TOP])
    return True


@compiled
def _is_passed(tree: Tree, traits_of: Whole, number: int, traits: int) -> bool:
    """Whether an opening tag means nothing where it stands in <select>; what it ends there, or in <svg>, is closed."""
    last = tree.last
    if traits & _IGNORED:
        return True
    if last[_SELECT] >= 0:
        leaves = number in (_INPUT, _TEXTAREA) or (last[_TABLE] >= 0 and (traits & _TABLES or number == _TABLE))
        if leaves or number == _SELECT:
            _pop_to(tree, traits_of, last[_SELECT])
        return not leaves
    foreign = max(last[_SVG], last[_MATH])
    if foreign >= 0 and traits & _BREAKOUT and max(last[_FOREIGN_OBJECT], last[_DESC]) < foreign:
        _pop_to(tree, traits_of, foreign)
    return False


@compiled
def _add_element(tree: Tree, number: int, marks: int) -> int:
    """Adds an element inside the one that is open; returns its row."""
    row = int(tree.state[_ELEMENTS])
    tree.elements[row, PARENT] = tree.stack[tree.state[_TOP], _ROW]
    tree.elements[row, TAG], tree.elements[row, MARKS] = number, marks
    tree.state[_ELEMENTS] += 1
    return row


@compiled
def _open_inline(tree: Tree, number: int, marks: int) -> None:
    """The opening tag of an inline element that is displayed."""
    tree.state[_SAID] |= marks
    if number == _ANCHOR:
        tree.state[_LINKS] += 1
        tree.state[_A] = tree.state[_LINKS]


@compiled
def _open(tokens: Whole, said: Whole, traits_of: Whole, tree: Tree, token: int) -> None:
    """An opening tag."""
    state = tree.state
    number = tokens[token, ELEMENT]
    traits = traits_of[number]
    if _is_passed(tree, traits_of, number, traits) or not _make_room(tree, traits_of, number, traits):
        return
    marks = said[token]
    if traits & (_BREAK | _BLOCK) and not state[_HIDDEN]:
        state[_PENDING] |= LINE
    is_foreign = max(tree.last[_SVG], tree.last[_MATH]) >= 0 or traits & _FOREIGN
    if traits & (_VOID | _RAWS) or (tokens[token, KIND] == ALONE and is_foreign):
        state[_SAID] |= max(marks, 0)
        return
    hides = (marks < 0 and number != _BODY) or traits & _HIDES
    if traits & _INLINE and not hides and not state[_HIDDEN]:
        _open_inline(tree, number, marks)
        return
    if state[_TOP] + 1 >= DEPTH:
        if state[_HIDDEN]:
            return
        _pop_to(tree, traits_of, state[_TOP])
    is_displayed = not hides and not state[_HIDDEN]
    row = _add_element(tree, number, max(marks, 0)) if is_displayed else tree.stack[state[_TOP], _ROW]
    _push(tree, number, tokens[token, HASH], traits, row)
    if hides and not state[_HIDDEN]:
        state[_HIDDEN] = state[_TOP]
    if not traits & _INLINE and state[_HIDDEN] in (0, state[_TOP]):
        state[_PENDING] |= LINE


@compiled
def _place_closed(tree: Tree, number: int, traits: int) -> int:
    """The place on the stack of the element that a closing tag of a known name closes; -1 for none."""
    stack, last, top = tree.stack, tree.last, tree.state[_TOP]
    place = last[number]
    if traits & _HEADING:
        for heading in range(_H1, _H6 + 1):
            place = max(place, last[heading])
    if number == _P:
        barrier = stack[top, _BUTTON]
    elif number == _LI:
        barrier = max(stack[top, _SCOPE], last[_UL], last[_OL])
    elif number == _TABLE:
        barrier = last[_TEMPLATE]
    elif traits & _TABLES:
        barrier = last[_TABLE]
    elif traits & (_SPECIALS | _FORMATTING):
        barrier = stack[top, _SCOPE]
    else:
        barrier = stack[top, _SPECIAL]
    return place if place >= max(barrier, 1) else -1


@compiled
def _place_named(tree: Tree, value: int) -> int:
    """The same for an unknown name, by its hash."""
    stack, top = tree.stack, tree.state[_TOP]
    for place in range(top, max(stack[top, _SPECIAL], top - REACH, 0), -1):
        if stack[place, _NUMBER] == 0 and stack[place, _HASH] == value:
            return place
    return -1


@compiled
def _close(tokens: Whole, traits_of: Whole, tree: Tree, token: int) -> None:
    """A closing tag."""
    state, last = tree.state, tree.last
    number, value = tokens[token, ELEMENT], tokens[token, HASH]
    traits = traits_of[number]
    if last[_SELECT] >= 0 and number != _SELECT and not (traits & _TABLES or number == _TABLE):
        return
    if traits & (_IGNORED | _VOID) or number == _BODY:
        state[_PENDING] |= LINE if traits & _BREAK and not state[_HIDDEN] else 0
        return
    place = _place_named(tree, value) if number == 0 else _place_closed(tree, number, traits)
    if place < 0:
        state[_A] = 0 if number == _ANCHOR else state[_A]
        state[_PENDING] |= LINE if number == _P and not state[_HIDDEN] else 0
    elif traits & _FORMATTING and place < state[_TOP]:
        _leave(tree, number, place)
    else:
        _pop_to(tree, traits_of, place)


@compiled
def build(tokens: Whole, said: Whole, traits_of: Whole) -> tuple[Whole, Whole]:
    """The elements that hold displayed text, the root first, and the pieces of text in order.

    `said` are the marks of each opening tag (said.py), `traits_of` the traits of each element.
    """
    tree = Tree(
        np.zeros((len(tokens) + 1, 3), np.int64),
        np.empty((len(tokens), 6), np.int64),
        np.zeros((DEPTH, 9), np.int64),
        np.full(len(traits_of), -1),
        np.zeros(8, np.int64),
    )
    state, pieces = tree.state, tree.pieces
    tree.last[1] = 0
    tree.stack[0, _NUMBER] = tree.elements[0, TAG] = 1
    state[_ELEMENTS] = 1
    for token in range(len(tokens) - 1):
        kind = tokens[token, KIND]
        if kind not in (TEXT, RAW):
            state[_PENDING] |= touching(kind, traits_of[tokens[token, ELEMENT]], state[_PENDING])
        if kind == CLOSE:
            _close(tokens, traits_of, tree, token)
        elif kind == TEXT and not state[_HIDDEN]:
            piece = state[_PIECES]
            pieces[piece, FIRST], pieces[piece, PAST] = tokens[token, START], tokens[token, END]
            pieces[piece, HOLDER], pieces[piece, LINK] = tree.stack[state[_TOP], _ROW], state[_A]
            pieces[piece, BREAKS] = state[_PENDING] | PREFORMATTED * (max(tree.last[_PRE], tree.last[_LISTING]) >= 0)
            pieces[piece, INNER] = state[_SAID]
            state[_PIECES], state[_PENDING], state[_SAID] = piece + 1, 0, 0
        elif kind not in (TEXT, RAW):
            _open(tokens, said, traits_of, tree, token)
    return tree.elements[: state[_ELEMENTS]], pieces[: state[_PIECES]]
