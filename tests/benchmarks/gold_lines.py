"""Which lines of a page are of the article, told from its gold text.

Lines and gold are aligned in order: the chain of lines that follow one another in the gold text and share the most
words with it, so that a teaser that repeats a paragraph elsewhere on the page does not count as the paragraph.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SHINGLE = 4
# A line belongs to the gold text with this share of its shingles.
ALIKE = 0.5
# Candidates that come before one in its chain are sought so far back.
REACH = 400
# Lines before the first paragraph of so many words are the head of a piece: title, byline, date.
PARAGRAPH = 15

_WORD = re.compile(r"\w+")
Gram = tuple[str, ...]


class Candidate(NamedTuple):
    """A line that may stand at `place` (a word of the gold text), and how many words speak for it."""

    line: int
    place: int
    words: float


def align(lines: Sequence[str], gold: str) -> npt.NDArray[np.int8]:
    """1 for each line of the gold text, else 0."""
    tokens = [_WORD.findall(line) for line in lines]
    words = _WORD.findall(gold)
    candidates = _candidates(tokens, words, gold)
    found = np.zeros(len(lines), np.int8)
    found[_chain(candidates)] = 1
    covered: Counter[Gram] = Counter()
    for at in np.flatnonzero(found):
        covered.update(_grams(tokens[at]))
    wanted = Counter(_grams(words))
    for candidate in candidates:
        grams = Counter(_grams(tokens[candidate.line]))
        new = sum(min(count, max(0, wanted[gram] - covered[gram])) for gram, count in grams.items())
        if not found[candidate.line] and grams and new >= 0.6 * grams.total():
            found[candidate.line] = 1
            covered.update(grams)
    return found


def is_head(lines: Sequence[str], found: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """Lines of the gold text above its first paragraph; nothing where no line is a paragraph."""
    long = [
        at
        for at in np.flatnonzero(found)
        if len(_WORD.findall(lines[at])) >= PARAGRAPH and lines[at][-1:] in ".!?…”\"'"
    ]
    head = np.zeros(len(lines), np.bool_)
    if long:
        head[: long[0]] = found[: long[0]] == 1
    return head


def _grams(tokens: Sequence[str]) -> list[Gram]:
    return [tuple(tokens[at : at + SHINGLE]) for at in range(len(tokens) - SHINGLE + 1)]


def _candidates(tokens: Sequence[Sequence[str]], words: Sequence[str], gold: str) -> list[Candidate]:
    places: dict[Gram, list[int]] = defaultdict(list)
    for place, gram in enumerate(_grams(words)):
        places[gram].append(place)
    whole: dict[Gram, list[int]] = defaultdict(list)
    at = 0
    for line in re.split(r"[\r\n]+", gold):
        said = tuple(_WORD.findall(line))
        whole[said].append(at)
        at += len(said)
    found = []
    for line, said in enumerate(tokens):
        grams = _grams(said)
        hits = [(offset, gram) for offset, gram in enumerate(grams) if gram in places]
        if grams and len(hits) >= ALIKE * len(grams):
            starts = Counter(place - offset for offset, gram in hits for place in places[gram])
            found += [Candidate(line, start, count + SHINGLE - 1) for start, count in starts.most_common(3)]
        elif said and not grams:
            found += [Candidate(line, start, len(said) / 2) for start in whole.get(tuple(said), ())[:5]]
    return sorted(found)


def _chain(candidates: Sequence[Candidate]) -> list[int]:
    """The lines of the heaviest chain that runs forward in both."""
    best: list[float] = []
    before: list[int] = []
    for at, (line, place, words) in enumerate(candidates):
        best.append(words)
        before.append(-1)
        for other in range(max(0, at - REACH), at):
            if candidates[other].line < line and candidates[other].place < place and best[other] + words > best[at]:
                best[at], before[at] = best[other] + words, other
    at = int(np.argmax(best)) if best else -1
    lines = []
    while at >= 0:
        lines.append(candidates[at].line)
        at = before[at]
    return lines
