"""Repairs and flags of one line of an article, in order: characters, then punctuation, then what stays doubtful."""

from __future__ import annotations

from flows.clean.repairs import characters, doubts, typography
from flows.clean.repairs.typography import Repair
from flows.ledger import Edit, compose, redo

REPAIRS: tuple[Repair, ...] = (
    characters.mojibake,
    characters.html_entity,
    characters.control_character,
    characters.zero_width,
    characters.soft_hyphen,
    typography.doubled_punctuation,
    typography.doubled_quote,
    typography.space_inside_quotes,
    typography.wrong_way_close,
    typography.space_before_punctuation,
    typography.currency_space,
    typography.missing_space,
)
FLAGS: tuple[Repair, ...] = (
    doubts.replacement_character,
    doubts.control_character,
    doubts.lossy_question_mark,
    doubts.stray_quote,
    doubts.wrong_way_quote,
    doubts.stray_word,
)

# Whether any repair or flag could act on a line: a filter for Polars' regular expressions, so that lines without a
# suspicious sign never reach Python. Wider than the rules, never narrower (tested).
SUSPICIOUS = "|".join(
    (
        # Controls, invisible characters, entities.
        r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u{ad}\u{200b}-\u{200d}\u{2060}\u{feff}\u{fffd}]",
        r"&#?\w+;",
        characters.MOJIBAKE_SIGN,
        # Spaces before punctuation and after a currency sign; punctuation twice.
        r"\S +[,.;:!?]|[$€£¥] +\d|,,|[^.]\.\.(?:[^.]|$)",
        # Quotation marks that stand together, or at the wrong side of a space.
        r"[“”]{2}|\"\"|“(?:\s|$)|(?:^|\s)”",
        # No space after a sentence or comma; a lost character; a lone small word.
        r"[\p{L}\p{N}]{2}[.?][\p{L}\p{N}]|[\p{L}\p{N}]{2},\p{L}{2}|[\p{L}\p{N}]\?+[\p{L}\p{N}]",
        r"[\p{L}\p{N}]{2}[.!?] [\p{L}\p{N}]+\.(?:\s|$)",
    )
)


def repair(text: str, language: str | None) -> list[Edit]:
    """The edits that repair and flag one line, by its own offsets. `language` as in articles, None when unknown."""
    edits: list[Edit] = []
    current = text
    for mend in (*REPAIRS, *FLAGS):
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
