"""Repairs and flags of one line: cruft inside it, characters, punctuation, then what stays doubtful."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from flows.clean.inline import SIGN, spans
from flows.clean.repairs import characters, doubts, quotes, spacing
from flows.clean.repairs.given import Repair
from flows.ledger import Edit, compose, redo
from flows.rules import Rule


class Mend(NamedTuple):
    """A repair or flag with its rule; what `needs` does not find in a line cannot be mended by it."""

    rule: Rule
    repair: Repair
    needs: re.Pattern[str] | None = None


# What source.yaml switches off, by rule. What they need is quick to look for, and wider than the repair, never
# narrower (tested).
REPAIRS = (
    Mend(Rule.MOJIBAKE, characters.mojibake),
    Mend(Rule.HTML_ENTITY, characters.html_entity),
    Mend(Rule.CONTROL_CHARACTER, characters.control_character),
    Mend(Rule.CONTROL_CHARACTER, characters.lone_c1),
    Mend(Rule.ZERO_WIDTH, characters.zero_width),
    Mend(Rule.SOFT_HYPHEN, characters.soft_hyphen),
    Mend(Rule.DOUBLED_PUNCTUATION, spacing.doubled_punctuation, re.compile(r"[.!?] ?\.|, ?,|; ?;")),
    Mend(Rule.DOUBLED_QUOTE, quotes.doubled_quote, re.compile(r"[“”\"][“”\"]")),
    Mend(Rule.SPACE_INSIDE_QUOTES, quotes.space_inside_quotes, re.compile(r"[“”„‘’«»\"]")),
    Mend(Rule.WRONG_WAY_QUOTE, quotes.wrong_way_quote, re.compile(r"[“”]")),
    Mend(
        Rule.SPACE_BEFORE_PUNCTUATION,
        spacing.space_before_punctuation,
        re.compile(r" [,.;:!?)،؛؟。，、！？；：]|[¿¡(] "),
    ),
    Mend(Rule.CURRENCY_SPACE, spacing.currency_space, re.compile(r"[$€£¥] ")),
    Mend(Rule.MISSING_SPACE, spacing.missing_space, re.compile(r"[.?!,”][^\W\d_]|,“")),
)
FLAGS = (
    Mend(Rule.REPLACEMENT_CHARACTER, doubts.replacement_character),
    Mend(Rule.CONTROL_CHARACTER, doubts.control_character),
    Mend(Rule.LOSSY_QUESTION_MARK, doubts.lossy_question_mark, re.compile(r"\?[^\W\d_]")),
    Mend(Rule.STRAY_QUOTE, doubts.stray_quote, re.compile(r"[“”\"]")),
    Mend(Rule.WRONG_WAY_QUOTE, doubts.wrong_way_quote, re.compile(r"[“”]")),
    Mend(Rule.STRAY_WORD, doubts.stray_word, re.compile(r"[.!?] [^\W\d_A-Z]")),
)

# Signs by which Polars' regular expressions tell whether a repair or flag could act on a line, so that other lines
# never reach Python. Wider than the rules, never narrower (tested).
_SIGNS = (
    # Controls, invisible characters, entities.
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u{ad}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{fffd}]",
    r"&(?:#?\w+;|nbsp|amp|quot)",
    characters.MOJIBAKE_SIGN,
    # Spaces before punctuation and after a currency sign; punctuation twice.
    r"\S +[,.;:!?،؛؟。，、！？；：)]|\( |[¿¡] |[$€£¥] +\d|,,|;;|[^.]\.\.(?:[^.]|$)",
    # Quotation marks that stand together, or at the wrong side of a space.
    r"[“”]{2}|\"\"|[“„‘«](?:\s|$)|(?:^|\s)[”’»]|\s\"\s|^\" | \"(?:[.,;:!?]|$)|„[^“”]* [“”]",
    r"[\p{L}\p{N}]“|”[\p{L}\p{N}]|[\s(\[—–/-]”|[.,!?…)\]%'’]“",
    # No space after a sentence or comma; a lost character; a lone small word.
    r"[\p{L}\p{N}%]{2}[.?!][\p{L}\p{N}]|[)\]]\.[A-Z]|[\p{L}\p{N}]{2},[“\p{L}]|”,\p{L}|[\p{L}\p{N}]\?+[\p{L}\p{N}]",
    r"[\p{L}\p{N}]{2}[.!?] [\p{L}\p{N}]+\.(?:\s|$)",
    # Cruft inside a line.
    SIGN,
)
_CRUFT = 1 << 8
SUSPICIOUS = "|".join(_SIGNS)
# The signs without which a rule has nothing to do, by their places.
_CHARACTERS, _SPACES, _QUOTES, _GLUED, _STRAY = {0}, {3}, {4, 5}, {6}, {7}
_SIGNS_OF: dict[Rule, set[int]] = {
    Rule.MOJIBAKE: {2},
    Rule.HTML_ENTITY: {1},
    Rule.CONTROL_CHARACTER: _CHARACTERS,
    Rule.ZERO_WIDTH: _CHARACTERS,
    Rule.SOFT_HYPHEN: _CHARACTERS,
    Rule.REPLACEMENT_CHARACTER: _CHARACTERS,
    Rule.DOUBLED_PUNCTUATION: _SPACES,
    Rule.SPACE_BEFORE_PUNCTUATION: _SPACES,
    Rule.CURRENCY_SPACE: _SPACES,
    Rule.DOUBLED_QUOTE: _QUOTES,
    Rule.SPACE_INSIDE_QUOTES: _QUOTES,
    Rule.WRONG_WAY_QUOTE: _QUOTES,
    Rule.STRAY_QUOTE: _QUOTES,
    Rule.MISSING_SPACE: _GLUED | _QUOTES,
    Rule.LOSSY_QUESTION_MARK: _GLUED,
    Rule.STRAY_WORD: _STRAY,
}
_MENDS = (*REPAIRS, *FLAGS)
ALL_SIGNS = (1 << len(_SIGNS)) - 1


def signs_of(text: pl.Series) -> pl.Series:
    """The signs of each line, as bits; 0 for a line that no rule could act on."""
    suspicious = text.str.contains(SUSPICIOUS)
    found = np.zeros(len(text), np.uint16)
    lines = pl.DataFrame({"text": text.filter(suspicious)})
    bits = (pl.col("text").str.contains(sign).cast(pl.UInt16) * (1 << at) for at, sign in enumerate(_SIGNS))
    found[suspicious.to_numpy()] = lines.select(pl.sum_horizontal(bits)).to_series().to_numpy()
    return pl.Series("signs", found)


@cache
def _rules_for(signs: int) -> frozenset[Rule]:
    """The rules that those signs call for."""
    return frozenset(rule for rule, needed in _SIGNS_OF.items() if any(signs & 1 << sign for sign in needed))


def repair(text: str, language: str | None, off: Collection[Rule] = (), signs: int = ALL_SIGNS) -> list[Edit]:
    """The edits that repair and flag one line, by its own offsets, but for the rules in `off`.

    `language` as in articles, None when unknown; `signs` those of the line (signs_of). What one repair brings about
    another may have to mend, whatever the signs.
    """
    edits = spans(text) if signs & _CRUFT else []
    current = redo(text, edits)
    rules = _rules_for(signs)
    for rule, mend, needs in _MENDS:
        if (not edits and rule not in rules) or rule in off or (needs is not None and not needs.search(current)):
            continue
        found = _disjoint(mend(current, language))
        if found:
            edits = compose(text, edits, found)
            current = redo(text, edits)
    return edits


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """`edits` without those that overlap one before."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.raw_start >= kept[-1].raw_end:
            kept.append(edit)
    return kept
