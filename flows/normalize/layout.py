"""How the tokens of a text stand: capitals and their runs, openings of sentences and lines, headlines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.tokens import INITIAL, MIXED, NEW_LINE, NUMBER, OWNER, SHOUT, SIGN, TITLE, Tokens

# Quotation marks, brackets and dashes: what may stand between the end of a sentence and the first word of the next.
_ASIDE = (34, 39, 0x201C, 0x201D, 0x2018, 0x2019, 40, 41, 91, 93, 45, 0x2014)


class Layout(NamedTuple):
    """By token: whether it has a capital; 1 where any word has
    one, 2 where a line starts; 1 on lines where most have one, 2 where all letters are capitals.
    """

    capital: NDArray[np.bool_]
    opens: NDArray[np.uint8]
    headline: NDArray[np.uint8]


def layout_of(tokens: Tokens) -> Layout:
    """How the tokens of a text stand."""
    capital = _capital(tokens.shape)
    opens = _opens(tokens.shape, tokens.gap, tokens.first)
    return Layout(
        capital, opens, _headlines(capital, tokens.end - tokens.start, tokens.shape, tokens.gap, tokens.first)
    )


def capital_runs(tokens: Tokens, layout: Layout, taken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last token of the runs of capitalised tokens, cut where one is `taken`."""
    firsts, lasts = runs_of(layout.capital & ~taken, tokens.gap, tokens.shape, tokens.first)
    heads = np.flatnonzero(layout.capital & ~taken & (firsts == np.arange(len(firsts))))
    return list(zip(heads.tolist(), lasts[heads].tolist(), strict=True))


@compiled
def _capital(shape: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (shape == TITLE) | (shape == SHOUT) | (shape == MIXED) | (shape == INITIAL)
    return found


@compiled
def _opens(shape: NDArray[np.uint8], gap: NDArray[np.uint8], first: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """1 where any word has a capital: behind the end of a sentence; 2 at the start of a line."""
    n, back = len(shape), 0  # `back`: the token before t, quotation marks, brackets and dashes aside
    opens = np.zeros(n, np.uint8)
    for t in range(n):
        if t < 2 or shape[t - 1] != SIGN or first[t - 1] not in _ASIDE:
            back = max(t - 1, 0)
        elif gap[t - 1] >= NEW_LINE:
            back = t - 2
        if gap[t] >= NEW_LINE or t == 0:
            opens[t] = 2
        elif (
            (back < t - 1 and gap[back + 1] >= NEW_LINE)
            or (shape[back] == SIGN and first[back] in (46, 33, 63, 58, 59, 0x2026, 0x2022))
            or (back < t - 1 and first[t - 1] in (34, 0x201C, 0x2018))
        ):
            opens[t] = 1
    return opens


@compiled
def _headlines(
    capital: NDArray[np.bool_],
    lengths: NDArray[np.int32],
    shape: NDArray[np.uint8],
    gap: NDArray[np.uint8],
    first: NDArray[np.uint32],
) -> NDArray[np.uint8]:
    """Whether most long words of the token's line have a capital, and it is short: 1, or 2 when all its letters are."""
    n = len(shape)
    found = np.zeros(n, np.uint8)
    start = 0
    for t in range(1, n + 1):
        if t < n and gap[t] < NEW_LINE:
            continue
        words = large = shouted = points = 0
        for at in range(start, t):
            is_long = lengths[at] > 3 and shape[at] != SIGN and shape[at] != NUMBER and shape[at] != OWNER
            words += is_long
            large += is_long and capital[at]
            shouted += is_long and shape[at] == SHOUT
            points += shape[at] == SIGN and first[at] == 46
        is_sentence = first[t - 1] == 46 or (t - start > 1 and first[t - 2] == 46)
        least, share = (8, 0.85) if is_sentence else (3, 0.7)
        if points < 2 and t - start < 45 and words >= least and large >= share * words:
            found[start:t] = 2 if shouted == words else 1
        elif words > 1 and shouted == words:
            found[start:t] = 2
        start = t
    return found


@compiled
def runs_of(
    capital: NDArray[np.bool_], gap: NDArray[np.uint8], shape: NDArray[np.uint8], first: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last token of the run of capitals around each token; hyphens inside belong to it."""
    n = len(shape)
    firsts, lasts = np.arange(n), np.arange(n)
    t = 0
    while t < n:
        if not capital[t]:
            t += 1
            continue
        end = t
        while end + 1 < n and gap[end + 1] < NEW_LINE:
            if capital[end + 1]:
                end += 1
            elif first[end + 1] == 45 and end + 2 < n and capital[end + 2] and gap[end + 1] == 0 and gap[end + 2] == 0:
                end += 2
            else:
                break
        for at in range(t, end + 1):
            firsts[at], lasts[at] = t, end
        t = end + 1
    return firsts, lasts
