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
# Evidence of an article about a word, as bits: it stands small, with a capital inside a sentence, behind a given name,
# behind an honorific or role, as the last of a longer run, before or behind a verb of saying, behind `in`, alone.
SMALL, INSIDE, AFTER_GIVEN, AFTER_ROLE, LAST, SAYING, LOCATED, ALONE, AFTER_THE, OWNING = (1 << i for i in range(10))
_BETWEEN = 3  # tokens without a capital that may stand inside a name


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
def _mix(column: int, one: np.uint64, two: np.uint64) -> np.int32:
    value = (one * np.uint64(0x9E3779B97F4A7C15)) ^ (
        two * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(column) * np.uint64(0x165667B19E3779F9)
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
    exact, small, head, tail, tail2 = words
    shape, opens, names, headline = facts
    firsts, lasts = runs
    n, none, zero = len(shape), np.uint64(7), np.uint64(0)
    rows = np.empty((len(active), COLUMNS), np.int32)
    for i in range(len(active)):
        t = active[i]
        b, b2 = (t - 1 if t > 0 else -1), (t - 2 if t > 1 else -1)
        a, a2 = (t + 1 if t + 1 < n else -1), (t + 2 if t + 2 < n else -1)
        wb, wb2 = (small[b] if b >= 0 else none), (small[b2] if b2 >= 0 else none)
        wa, wa2 = (small[a] if a >= 0 else none), (small[a2] if a2 >= 0 else none)
        s = np.uint64(shape[t]) + np.uint64(16) * np.uint64(opens[t]) + np.uint64(64) * np.uint64(headline[t])
        sb, sb2 = (np.uint64(shape[b]) if b >= 0 else none), (np.uint64(shape[b2]) if b2 >= 0 else none)
        sa, sa2 = (np.uint64(shape[a]) if a >= 0 else none), (np.uint64(shape[a2]) if a2 >= 0 else none)
        c, e, g = np.uint64(classes[t]), np.uint64(evidence[t]), np.uint64(names[t])
        cb, ca = (np.uint64(classes[b]) if b >= 0 else none), (np.uint64(classes[a]) if a >= 0 else none)
        gb, ga = (np.uint64(names[b]) if b >= 0 else none), (np.uint64(names[a]) if a >= 0 else none)
        eb, ea = (np.uint64(evidence[b]) if b >= 0 else none), (np.uint64(evidence[a]) if a >= 0 else none)
        f, z = firsts[t], lasts[t]
        place = np.uint64(min(t - f, 3)) * np.uint64(8) + np.uint64(min(z - t, 3))
        before_run = small[f - 1] if f > 0 else none
        after_run = small[z + 1] if z + 1 < n else none
        cl, cf, cx = np.uint64(classes[z]), np.uint64(classes[f]), (np.uint64(classes[f - 1]) if f > 0 else none)
        cy = np.uint64(classes[z + 1]) if z + 1 < n else none
        size = np.uint64(min(z - f, 5))
        near = sb * np.uint64(16) + sa
        r = rows[i]
        r[0] = _mix(0, s, e)
        r[1] = _mix(1, exact[t], zero)
        r[2] = _mix(2, small[t], zero)
        r[3] = _mix(3, head[t], s & np.uint64(15))
        r[4] = _mix(4, tail[t], s & np.uint64(15))
        r[5] = _mix(5, tail2[t], c)
        r[6] = _mix(6, wb, s)
        r[7] = _mix(7, wa, s)
        r[8] = _mix(8, wb, zero)
        r[9] = _mix(9, wa, zero)
        r[10] = _mix(10, wb2, wb)
        r[11] = _mix(11, wa, wa2)
        r[12] = _mix(12, s, near)
        r[13] = _mix(13, s, near + np.uint64(256) * (sb2 * np.uint64(16) + sa2))
        r[14] = _mix(14, wb, small[t])
        r[15] = _mix(15, small[t], wa)
        r[16] = _mix(16, wb, wa)
        r[17] = _mix(17, small[t], e)
        r[18] = _mix(18, e, eb + np.uint64(4096) * ea)
        r[19] = _mix(19, wb2, near)
        r[20] = _mix(20, wa2, near)
        r[21] = _mix(21, g, s)
        r[22] = _mix(22, g, gb)
        r[23] = _mix(23, g, ga)
        r[24] = _mix(24, g, gb * np.uint64(64) + ga)
        r[25] = _mix(25, g, c)
        r[26] = _mix(26, c, cb)
        r[27] = _mix(27, c, ca)
        r[28] = _mix(28, cb, ca)
        r[29] = _mix(29, c, s * np.uint64(256) + near)
        r[30] = _mix(30, small[z], place)
        r[31] = _mix(31, small[f], place)
        r[32] = _mix(32, before_run, place)
        r[33] = _mix(33, after_run, place)
        r[34] = _mix(34, cl, place + np.uint64(64) * cf)
        r[35] = _mix(35, cx, cy * np.uint64(8) + size)
        r[36] = _mix(36, e, place)
        r[37] = _mix(37, g, before_run)
        r[38] = _mix(38, g, e)
        r[39] = _mix(39, before_run, after_run)
        r[40] = _mix(40, np.uint64(names[f]), np.uint64(names[z]) + np.uint64(64) * place)
        r[41] = _mix(41, np.uint64(evidence[z]), place + np.uint64(64) * np.uint64(evidence[f] & 60))
    return rows
