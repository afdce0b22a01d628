"""Columns of the tagger: for every token that may belong to a name, the rows of the weights that speak of it.

A column joins a few facts (letters, shape, classes of words around, known names, the whole run of capitals, what the
rest of the article shows of the word) and is hashed to a row; compiled, so that a text costs microseconds a word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.layout import Layout, layout_of, runs_of
from flows.normalize.tokens import LOWER, MIXED, NEW_LINE, NUMBER, SHOUT, SIGN, TITLE, Tokens
from flows.normalize.wordtables import GIVEN, HONORIFIC, ROLE, SPEECH, classes_of, names_in

ROWS_BITS = 18
COLUMNS = 42
_LISTS, _RUNS = 21, 30  # the first columns of lists and of runs
# Evidence of an article about a word, as bits: it stands small, with a capital inside a sentence, behind a given name,
# behind an honorific or role, as the last of a longer run, before or behind a verb of saying, behind `in`, alone.
SMALL, INSIDE, AFTER_GIVEN, AFTER_ROLE, LAST, SAYING, LOCATED, ALONE, AFTER_THE, OWNING = (1 << i for i in range(10))
_BETWEEN = 3  # tokens without a capital that may stand inside a name
_OUTSIDE = np.uint64(7)  # for the word, shape, list or evidence of a token before or behind the text

_Facts = NDArray[np.uint64] | NDArray[np.uint32] | NDArray[np.uint8]


def columns_of(tokens: Tokens, layout: Layout | None = None) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The tokens that may belong to a name, ascending, and their rows of weights, COLUMNS each.

    Shapes: (n,) and (n, COLUMNS).
    """
    classes, names = classes_of(tokens), names_in(tokens)
    capital, opens, headline = layout or layout_of(tokens)
    firsts, lasts = runs_of(capital, tokens.gap, tokens.shape, tokens.first)
    evidence = _evidence(tokens.small, tokens.shape, opens, classes, firsts, lasts)
    active = _active(capital, tokens.gap, tokens.shape, tokens.first)
    words = (tokens.exact, tokens.small, tokens.head, tokens.tail, tokens.tail2)
    facts = (tokens.shape, opens, names, headline)
    return active, _columns(active, words, facts, classes, evidence, (firsts, lasts))


@compiled
def _active(
    capital: NDArray[np.bool_],
    gap: NDArray[np.uint8],
    shape: NDArray[np.uint8],
    first: NDArray[np.uint32],
) -> NDArray[np.int64]:
    """Capitalised tokens, what stands between near ones, particles and numbers right before, numbers right behind."""
    n = len(shape)
    chosen = np.zeros(n, np.bool_)
    last = -10
    for t in range(n):
        if gap[t] >= NEW_LINE or (shape[t] == SIGN and first[t] in (46, 33, 63, 59)):
            last = -10
        if not capital[t]:
            continue
        chosen[t] = True
        if t - last <= _BETWEEN + 1:
            chosen[last:t] = True
        elif t and gap[t] < NEW_LINE and (shape[t - 1] == NUMBER or shape[t - 1] == LOWER):
            chosen[t - 1] = True
        if t + 1 < n and shape[t + 1] == NUMBER and gap[t + 1] < NEW_LINE:
            chosen[t + 1] = True
        last = t
    return np.flatnonzero(chosen)


@compiled
def _evidence(
    small: NDArray[np.uint64],
    shape: NDArray[np.uint8],
    opens: NDArray[np.uint8],
    classes: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> NDArray[np.uint32]:
    """What the whole text shows of each token's word, as bits."""
    n = len(small)
    size = 16
    while size < 2 * n:
        size *= 2
    keys, bits = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    slots = np.empty(n, np.int64)
    mask = np.uint64(size - 1)
    for t in range(n):
        slot = small[t] & mask
        while keys[slot] != 0 and keys[slot] != small[t]:
            slot = (slot + np.uint64(1)) & mask
        keys[slot] = small[t]
        slots[t] = slot
        bits[slot] |= np.uint32(_seen(t, shape, opens, classes, firsts, lasts))
    return bits[slots]


@compiled
def _seen(
    t: int,
    shape: NDArray[np.uint8],
    opens: NDArray[np.uint8],
    classes: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> int:
    if shape[t] == LOWER:
        return SMALL
    if shape[t] not in (TITLE, SHOUT, MIXED):
        return 0
    found = 0 if opens[t] else INSIDE
    before, after = (classes[t - 1] if t else 0), (classes[t + 1] if t + 1 < len(shape) else 0)
    if firsts[t] < t:
        if before & GIVEN:
            found |= AFTER_GIVEN
        if before & (HONORIFIC | ROLE):
            found |= AFTER_ROLE
        if lasts[t] == t:
            found |= LAST
    elif lasts[t] == t and not opens[t]:
        found |= ALONE
    if after & SPEECH or (before & SPEECH and firsts[t] == t):
        found |= SAYING
    return found


@compiled
def _mix(column: np.uint64, one: np.uint64, two: np.uint64) -> np.int32:
    value = (one * np.uint64(0x9E3779B97F4A7C15)) ^ (
        two * np.uint64(0xC2B2AE3D27D4EB4F) + column * np.uint64(0x165667B19E3779F9)
    )
    value ^= value >> np.uint64(29)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    return np.int32(value >> np.uint64(64 - ROWS_BITS))


@compiled
def _columns(
    active: NDArray[np.int64],
    words: tuple[NDArray[np.uint64], ...],
    facts: tuple[NDArray[np.uint8], ...],
    classes: NDArray[np.uint32],
    evidence: NDArray[np.uint32],
    runs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> NDArray[np.int32]:
    """The rows of weights of each active token: two numbers a column, mixed with the column's own."""
    rows = np.empty((len(active), COLUMNS), np.int32)
    _of_words(rows, active, words, facts, classes, evidence)
    _of_lists(rows, active, facts, classes)
    _of_runs(rows, active, words, facts, classes, evidence, runs)
    return rows


@compiled
def _at(values: _Facts, t: int) -> np.uint64:
    """What stands at token `t`; for a `t` below zero, which is outside the text, a number that says so."""
    return np.uint64(values[t]) if t >= 0 else _OUTSIDE


@compiled
def _standing(t: int, facts: tuple[NDArray[np.uint8], ...]) -> np.uint64:
    """How a token is written and where: its shape, what it opens, whether in a headline."""
    shape, opens, _, headline = facts
    return np.uint64(shape[t]) + np.uint64(16) * np.uint64(opens[t]) + np.uint64(64) * np.uint64(headline[t])


@compiled
def _behind(t: int, n: int) -> int:
    """The place `t` itself, or one below zero where the text of `n` tokens has ended."""
    return t if t < n else -1


@compiled
def _shapes(shape: NDArray[np.uint8], before: int, after: int) -> np.uint64:
    """The shapes of two tokens."""
    return _at(shape, before) * np.uint64(16) + _at(shape, after)


@compiled
def _of_words(
    rows: NDArray[np.int32],
    active: NDArray[np.int64],
    words: tuple[NDArray[np.uint64], ...],
    facts: tuple[NDArray[np.uint8], ...],
    classes: NDArray[np.uint32],
    evidence: NDArray[np.uint32],
) -> None:
    """Fills columns 0 to 20: the word and its neighbours, how they are written, what the text shows of them."""
    (exact, small, head, tail, tail2), shape = words, facts[0]
    one, two = np.empty(COLUMNS, np.uint64), np.empty(COLUMNS, np.uint64)
    for i in range(len(active)):
        t = active[i]
        s, e, zero = _standing(t, facts), np.uint64(evidence[t]), np.uint64(0)
        a, a2 = _behind(t + 1, len(small)), _behind(t + 2, len(small))
        before, after, before2, after2 = _at(small, t - 1), _at(small, a), _at(small, t - 2), _at(small, a2)
        near, far = _shapes(shape, t - 1, a), _shapes(shape, t - 2, a2)
        one[0], two[0] = s, e
        one[1], two[1] = exact[t], zero
        one[2], two[2] = small[t], zero
        one[3], two[3] = head[t], s & np.uint64(15)
        one[4], two[4] = tail[t], s & np.uint64(15)
        one[5], two[5] = tail2[t], np.uint64(classes[t])
        one[6], two[6] = before, s
        one[7], two[7] = after, s
        one[8], one[9], two[8], two[9] = before, after, zero, zero
        one[10], two[10] = before2, before
        one[11], two[11] = after, after2
        one[12], two[12] = s, near
        one[13], two[13] = s, near + np.uint64(256) * far
        one[14], two[14] = before, small[t]
        one[15], two[15] = small[t], after
        one[16], two[16] = before, after
        one[17], two[17] = small[t], e
        one[18], two[18] = e, _at(evidence, t - 1) + np.uint64(4096) * _at(evidence, a)
        one[19], two[19] = before2, near
        one[20], two[20] = after2, near
        for column in range(_LISTS):
            rows[i, column] = _mix(np.uint64(column), one[column], two[column])


@compiled
def _of_lists(
    rows: NDArray[np.int32],
    active: NDArray[np.int64],
    facts: tuple[NDArray[np.uint8], ...],
    classes: NDArray[np.uint32],
) -> None:
    """Fills columns 21 to 29: which lists of names and words have the token and those beside it."""
    shape, _, names, _ = facts
    one, two = np.empty(COLUMNS, np.uint64), np.empty(COLUMNS, np.uint64)
    for i in range(len(active)):
        t = active[i]
        s, a = _standing(t, facts), _behind(t + 1, len(shape))
        g, before, after = np.uint64(names[t]), _at(names, t - 1), _at(names, a)
        c, class_before, class_after = np.uint64(classes[t]), _at(classes, t - 1), _at(classes, a)
        one[21], two[21] = g, s
        one[22], two[22] = g, before
        one[23], two[23] = g, after
        one[24], two[24] = g, before * np.uint64(64) + after
        one[25], two[25] = g, c
        one[26], two[26] = c, class_before
        one[27], two[27] = c, class_after
        one[28], two[28] = class_before, class_after
        one[29], two[29] = c, s * np.uint64(256) + _shapes(shape, t - 1, a)
        for column in range(_LISTS, _RUNS):
            rows[i, column] = _mix(np.uint64(column), one[column], two[column])


@compiled
def _of_runs(
    rows: NDArray[np.int32],
    active: NDArray[np.int64],
    words: tuple[NDArray[np.uint64], ...],
    facts: tuple[NDArray[np.uint8], ...],
    classes: NDArray[np.uint32],
    evidence: NDArray[np.uint32],
    runs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    """Fills columns 30 to 41: the run of capitals around the token, from `f` to `z`, and what is beside it."""
    small, names = words[1], facts[2]
    one, two = np.empty(COLUMNS, np.uint64), np.empty(COLUMNS, np.uint64)
    for i in range(len(active)):
        t = active[i]
        f, z = runs[0][t], runs[1][t]
        a = _behind(z + 1, len(small))
        place = np.uint64(min(t - f, 3)) * np.uint64(8) + np.uint64(min(z - t, 3))
        size = np.uint64(min(z - f, 5))
        before, after = _at(small, f - 1), _at(small, a)
        e, g = np.uint64(evidence[t]), np.uint64(names[t])
        one[30], two[30] = small[z], place
        one[31], two[31] = small[f], place
        one[32], two[32] = before, place
        one[33], two[33] = after, place
        one[34], two[34] = np.uint64(classes[z]), place + np.uint64(64) * np.uint64(classes[f])
        one[35], two[35] = _at(classes, f - 1), _at(classes, a) * np.uint64(8) + size
        one[36], two[36] = e, place
        one[37], two[37] = g, before
        one[38], two[38] = g, e
        one[39], two[39] = before, after
        one[40], two[40] = np.uint64(names[f]), np.uint64(names[z]) + np.uint64(64) * place
        one[41], two[41] = np.uint64(evidence[z]), place + np.uint64(64) * np.uint64(evidence[f] & 60)
        for column in range(_RUNS, COLUMNS):
            rows[i, column] = _mix(np.uint64(column), one[column], two[column])
