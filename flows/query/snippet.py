"""The passage of a text that shows best why it was found, with its words marked."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

# Code points of a passage: two or three lines of a terminal.
LENGTH = 240
LEAD = 60

# A word as folding.sql sees it: letters and digits with their marks; a sign alone in scripts that write no blanks.
WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
)
Span = tuple[int, int]


class Snippet(NamedTuple):
    """A passage on one line, and the spans in it, in code points, of the words that were searched."""

    text: str
    marks: list[Span]


class _Hit(NamedTuple):
    start: int
    end: int
    stem: str
    number: int


def words_in(text: str) -> list[str]:
    """The distinct words of a text, in the order they appear."""
    return list(dict.fromkeys(match[0] for match in WORD.finditer(text)))


def snippet(text: str, stems: Callable[[str], tuple[str, ...]], wanted: Container[str]) -> Snippet:
    """The passage of `text`, which is one line, with most of the `wanted` stems; `stems` gives those of a word."""
    hits = _hits(text, stems, wanted)
    start, end = _passage(text, hits)
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(lead) - start
    marks = [(hit.start + shift, hit.end + shift) for hit in hits if start <= hit.start and hit.end <= end]
    return Snippet(lead + text[start:end] + tail, marks)


def _hits(text: str, stems: Callable[[str], tuple[str, ...]], wanted: Container[str]) -> list[_Hit]:
    found = []
    for number, match in enumerate(WORD.finditer(text)):
        stem = next((stem for stem in stems(match[0]) if stem in wanted), None)
        if stem is not None:
            found.append(_Hit(match.start(), match.end(), stem, number))
    return found


def _passage(text: str, hits: Sequence[_Hit]) -> Span:
    """Where the best passage starts and ends: most different words, then most that stand side by side, then first."""
    if len(text) <= LENGTH:
        return 0, len(text)
    best, best_worth = (0, 0), (0, 0)
    for index, first in enumerate(hits):
        inside = [hit for hit in hits[index : index + LENGTH] if hit.end <= first.start + LENGTH - LEAD]
        beside = sum(later.number == hit.number + 1 for hit, later in pairwise(inside))
        worth = (len({hit.stem for hit in inside}), beside)
        if worth > best_worth:
            best, best_worth = (first.start, max(hit.end for hit in inside or [first])), worth
    start = _word_start(text, max(0, best[0] - LEAD), best[0])
    end = max(best[1], _word_end(text, min(len(text), start + LENGTH)))
    return start, end


def _word_start(text: str, at: int, latest: int) -> int:
    """Where the first word starts at `at` or after it, not past `latest`."""
    return at if at == 0 else text.find(" ", at - 1, latest) + 1 or at


def _word_end(text: str, at: int) -> int:
    blank = text.rfind(" ", max(0, at - 40), at)
    return at if at == len(text) or blank < 0 else blank
