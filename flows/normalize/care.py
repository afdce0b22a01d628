"""Which names of the tagger may need mended bounds: one compiled look at the tokens in and around each.

Most names have nothing about them that a rule of `bounds` or `neighbours` could mend. What a rule needs at least (a
sign inside, a hyphen beside, a role as the first word) is cheap to see here; the rules read only the names that have
some of it, and the names right beside these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.event_bounds import EDITIONS, LEADING, ends_of_events
from flows.normalize.legal_forms import BEHIND_COMMA
from flows.normalize.lexicon import given_names, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import INITIAL, JOINED, NEW_LINE, NEW_PARAGRAPH, NUMBER, OWNER, SHOUT, SIGN
from flows.normalize.wordtables import Table, bits_of, table_of

# Words that rules look for, as bits.
_ROLE, _POSITION, _PORTFOLIO, _BUTTON, _EVENT_START, _EVENT_END, _LEGAL_FORM, _PARTY, _GIVEN = (
    1 << bit for bit in range(9)
)
_EVENT_WORDS = 3  # tokens before a name in which what makes it an event may stand
_NEAR = 8  # tokens that a rule reads at most before and behind a name, runs of capitals aside
_HYPHEN, _SLASH, _POINT, _V = (ord(sign) for sign in "-/.v")
_ROMAN = (ord("I"), ord("V"), ord("X"))  # what Roman numbers start with


class _Facts(NamedTuple):
    """Tokens as in Tokens and Layout; `bits` are those of the words that rules look for."""

    shape: NDArray[np.uint8]
    gap: NDArray[np.uint8]
    first: NDArray[np.uint32]
    length: NDArray[np.int32]
    capital: NDArray[np.bool_]
    opens: NDArray[np.uint8]
    bits: NDArray[np.uint32]


def parted(article: Article, spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The spans that a rule may change, with those right beside them, and the others."""
    bounds = np.array([(span.first, span.last, span.is_person) for span in spans], np.int64).reshape(-1, 3)
    tokens, layout = article.tokens, article.layout
    facts = _Facts(
        tokens.shape, tokens.gap, tokens.first, tokens.end - tokens.start, layout.capital, layout.opens,
        bits_of(tokens, _words()),
    )  # fmt: skip
    chosen: tuple[list[Span], list[Span]] = [], []
    for span, needs_care in zip(spans, _needs_care(bounds, facts).tolist(), strict=True):
        chosen[not needs_care].append(span)
    return chosen


@cache
def _words() -> Table:
    starts = {name.split()[0].lower() for name in (*LEADING, *words_of("event_name"))}
    bits: dict[str, int] = {}
    for bit, words in (
        (_ROLE, words_of("role")),
        (_POSITION, words_of("position")),
        (_PORTFOLIO, words_of("portfolio")),
        (_BUTTON, words_of("button")),
        (_EVENT_START, starts),
        (_EVENT_END, ends_of_events() | EDITIONS),
        (_LEGAL_FORM, BEHIND_COMMA),
        (_PARTY, {"party"}),
        (_GIVEN, given_names()),
    ):
        for word in sorted(words):
            bits[word] = bits.get(word, 0) | bit
    return table_of(list(bits), list(bits.values()))


@compiled
def _needs_care(bounds: NDArray[np.int64], facts: _Facts) -> NDArray[np.bool_]:
    n = len(bounds)
    found = np.zeros(n, np.bool_)
    for at in range(n):
        low, high, is_person = bounds[at, 0], bounds[at, 1], bounds[at, 2] == 1
        is_next = at > 0 and bounds[at - 1, 1] + 1 == low
        is_run = is_person and (is_next or _has_given_before(low, facts))
        is_before = is_run or _is_odd(low, high, facts) or _has_sign_before(low, high, facts)
        is_before = is_before or (not is_person and (high > low + 1 or (low and facts.shape[low - 1] == OWNER)))
        is_behind = _has_sign_behind(high, facts) or (not is_person and _has_more_behind(high, facts))
        if is_before and at and (is_run or bounds[at - 1, 1] + _NEAR >= low):
            found[at - 1] = True
        if is_behind and at + 1 < n and bounds[at + 1, 0] <= high + _NEAR:
            found[at + 1] = True
        found[at] |= is_before or is_behind
    return found


@compiled
def _is_odd(low: int, high: int, facts: _Facts) -> bool:
    """Whether a name is one odd token, or has some that are joined or apart, or opens with a word of its own."""
    if low == high:
        return facts.shape[low] in (SIGN, INITIAL) or facts.length[low] < 2 or facts.bits[low] & _PORTFOLIO != 0
    if facts.opens[low] or facts.bits[low] & (_ROLE | _POSITION) or facts.shape[low] == SIGN:
        return True
    for at in range(low + 1, high + 1):
        is_apart = facts.gap[at] == JOINED or facts.gap[at] == NEW_PARAGRAPH
        if is_apart or facts.shape[at] == SIGN or facts.bits[at] & _POSITION:
            return True
    return False


@compiled
def _has_given_before(low: int, facts: _Facts) -> bool:
    """Whether the run of capitals before a person's name has a given name."""
    at = low - 1
    while at >= 0 and facts.gap[at + 1] < NEW_LINE and (facts.capital[at] or facts.first[at] == _HYPHEN):
        if facts.bits[at] & _GIVEN:
            return True
        at -= 1
    return False


@compiled
def _has_sign_before(low: int, high: int, facts: _Facts) -> bool:
    """Whether a name, hyphen, slash, `v.`, number or first word of an event stands before a name."""
    before = low - 1
    if before < 0:
        return False
    for at in range(max(0, low - _EVENT_WORDS), low):
        if facts.capital[at] and facts.bits[at] & _EVENT_START:
            return True
    sign = facts.first[before]
    is_versus = (sign == _V and facts.length[before] < 3) or (sign == _POINT and facts.first[max(0, before - 1)] == _V)
    is_hyphen = facts.gap[low] == JOINED and sign == _HYPHEN
    is_edition = facts.shape[before] == NUMBER and facts.bits[high] & _EVENT_END != 0
    return bool(is_versus or is_hyphen or sign == _SLASH or is_edition)


@compiled
def _has_sign_behind(high: int, facts: _Facts) -> bool:
    """Whether a hyphen, slash, number, legal form or `party` stands behind a name, or it is a button's verb."""
    behind = high + 1
    if behind >= len(facts.shape):
        return False
    later = min(behind + 1, len(facts.shape) - 1)
    is_word = (facts.bits[behind] | facts.bits[later]) & _LEGAL_FORM or facts.bits[behind] & _PARTY
    is_roman = facts.shape[behind] in (INITIAL, SHOUT) and facts.first[behind] in _ROMAN
    is_sign = facts.first[behind] == _SLASH or (facts.first[behind] == _HYPHEN and facts.gap[behind] == JOINED)
    is_button = facts.bits[high] & _BUTTON != 0
    return is_word != 0 or is_roman or is_sign or is_button or facts.shape[behind] == NUMBER


@compiled
def _has_more_behind(high: int, facts: _Facts) -> bool:
    """Whether a possessive stands behind a name, or two words with capitals."""
    behind = high + 1
    if behind >= len(facts.shape):
        return False
    later = min(behind + 1, len(facts.shape) - 1)
    return bool(facts.shape[behind] == OWNER or (facts.capital[behind] and facts.capital[later]))
