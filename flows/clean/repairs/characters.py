"""Repairs of characters: what decoding, markup and copying left in a text. Each only where it is certain."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import ftfy

from flows.ledger import Edit
from flows.rules import Rule

# Only the encoding is mended: no normalisation, no straight quotes, nothing guessed where bytes were lost.
_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    replace_lossy_sequences=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)
# What UTF-8 looks like in cp1252 and Latin-1, in Mac Roman, and in cp1251: without such a sign nothing is certain.
# The syntax is common to Python's and Polars' regular expressions.
MOJIBAKE_SIGN = (
    "[ÃÂ]|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"
    "|‚Ä|√[^\\x00-\\x7f]|вЂ|[РС][Ѓѓ‚„…†‡€‰Љ‹ЊЌЋЏђ™љ›њќћџ°±ґµ¶·№є»јЅѕї]"
)
_SIGNED = re.compile(MOJIBAKE_SIGN)
# What is left of a no-break space after a sentence, once its second byte was taken for white space and trimmed.
_LOST_SPACE = re.compile(r"(?<=[.!?;:”\"’)\]])Â+(?=\s|$)")
_RUNS = re.compile(r"[^\x00-\x7f]+|\w+|.", re.ASCII | re.DOTALL)
_ASCII = re.compile(r"([\x00-\x7f]+)")
# Runs aligned at once, and equal runs after a change that prove both texts in step again: time stays linear.
WINDOW = 64
IN_STEP = 6
# A line of no more runs is one window.
SHORT = 250
_ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});|&(?:nbsp|amp|quot)(?![\w;=])"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
_LONE_C1 = re.compile(r"(?<![\x80-\x9f\xc2-\xf4])(?:[\x81-\x9f]|\x80(?=\s?\d))(?![\x80-\x9f])")
# In cp1252 this byte is the euro sign, in UTF-8 the middle of most punctuation: alone it proves neither.
_BROKEN = re.compile(r"(?<![\xc2-\xf4])\x80")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Marks of direction mean nothing in a line that is written in one direction.
_DIRECTIONS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SOFT_HYPHENS = re.compile(r"\u00ad+")
# Scripts whose letters join, or whose words are set without spaces: there these characters have a meaning.
_NEEDS_INVISIBLE = re.compile(
    r"[\u0600-\u07ff\u0900-\u109f\u1780-\u18af\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\ufb50-\ufdff\ufe70-\ufefe"
    r"\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
)


def mojibake(text: str, _language: str | None) -> list[Edit]:
    """UTF-8 read as another encoding, where ftfy is certain; only the damaged characters are changed."""
    if not _SIGNED.search(text) or _BROKEN.search(text):
        return []
    fixed = ftfy.fix_encoding(text, _ENCODING_ONLY)
    if fixed == text:
        return [Edit(*match.span(), Rule.MOJIBAKE, match[0], "") for match in _LOST_SPACE.finditer(text)]
    if fixed.count("\ufffd") > text.count("\ufffd"):
        return []
    return [Edit(*edit[:2], Rule.MOJIBAKE, *edit[2:]) for edit in differences(text, fixed)]


def differences(before: str, after: str) -> Iterator[tuple[int, int, str, str]]:
    """Where two texts differ, as (start, end, before, after): runs of letters beyond ASCII between the same ASCII.

    Where a repair changes ASCII too, the smallest spans of words.
    """
    old, new = _ASCII.split(before), _ASCII.split(after)
    if old[1::2] == new[1::2]:
        pairs: Iterable[tuple[str, str]] = zip(old, new, strict=True)
    else:
        pairs = _aligned(_RUNS.findall(before), _RUNS.findall(after))
    at = 0
    for was, now in pairs:
        if was != now:
            head = _common(was, now)
            tail = _common(was[head:][::-1], now[head:][::-1])
            yield at + head, at + len(was) - tail, was[head : len(was) - tail], now[head : len(now) - tail]
        at += len(was)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of stretches that together are both texts; runs are compared only in a window where a change begins."""
    at = to = 0
    size = SHORT if len(old) <= SHORT else WINDOW
    while at < len(old) or to < len(new):
        if at < len(old) and to < len(new) and old[at] == new[to]:
            yield old[at], new[to]
            at, to = at + 1, to + 1
            continue
        is_last = len(old) - at <= size and len(new) - to <= size
        window = old[at : at + size], new[to : to + size]
        for i, end, j, until in _changes(*window, is_last=is_last):
            yield "".join(window[0][i:end]), "".join(window[1][j:until])
        at, to = at + end, to + until


def _changes(old: Sequence[str], new: Sequence[str], *, is_last: bool) -> list[tuple[int, int, int, int]]:
    """Stretches of two windows, (start, end) in each; up to where both are in step again, if more text follows."""
    found = []
    for kind, i, end, j, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append((i, end, j, until))
        if kind == "equal" and end - i >= IN_STEP and not is_last:
            break
    return found


def _common(left: str, right: str) -> int:
    """The length of what two strings begin with alike."""
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


def html_entity(text: str, _language: str | None) -> list[Edit]:
    """Characters written as entities: `&amp;`, `&#39;`, `&rsquo;`. What stands for no character is left."""
    edits = []
    for match in _ENTITY.finditer(text):
        character = match[0]
        while character != (character := html.unescape(character)):
            pass
        if character != match[0] and character.strip("\ufffd\x00") and not _CONTROLS.search(character):
            edits.append(Edit(match.start(), match.end(), Rule.HTML_ENTITY, match[0], character))
    return edits


def control_character(text: str, _language: str | None) -> list[Edit]:
    """ASCII control characters but tabs; those beyond ASCII are mojibake or flagged."""
    return [Edit(*match.span(), Rule.CONTROL_CHARACTER, match[0], "") for match in _CONTROLS.finditer(text)]


def lone_c1(text: str, _language: str | None) -> list[Edit]:
    """Quotation marks, dashes and the like of cp1252 that were read as C1 controls (HTML Standard, 13.2.5.80).

    Only one that stands alone: several, or one beside an accented capital, may be what is left of UTF-8.
    """
    edits = []
    for match in _LONE_C1.finditer(text):
        character = match[0].encode("latin-1").decode("cp1252", "ignore")
        if character and (not character.isalpha() or text[match.end() : match.end() + 1].isalpha()):
            edits.append(Edit(*match.span(), Rule.CONTROL_CHARACTER, match[0], character))
    return edits


def zero_width(text: str, _language: str | None) -> list[Edit]:
    """Invisible characters and marks of direction, where neither Persian, Hindi, Thai nor emoji need them."""
    edits = []
    is_one_way = not _RIGHT_TO_LEFT.search(text)
    for match in _INVISIBLE.finditer(text):
        if _DIRECTIONS.search(match[0]) and not is_one_way:
            continue
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if not _NEEDS_INVISIBLE.search(around):
            edits.append(Edit(*match.span(), Rule.ZERO_WIDTH, match[0], ""))
    return edits


def soft_hyphen(text: str, _language: str | None) -> list[Edit]:
    """Hyphens that show only where a line breaks."""
    return [Edit(*match.span(), Rule.SOFT_HYPHEN, match[0], "") for match in _SOFT_HYPHENS.finditer(text)]
