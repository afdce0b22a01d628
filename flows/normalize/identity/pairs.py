"""Pairs of names that may be one: how certain each pair is, and why.

Names are compared within blocks, never all with all: persons who share a last or a first name, acronyms and what an
article says they stand for. A certainty of JOIN makes one entity of a pair; from DOUBT on it is shown to a person. What
this is worth beside a probabilistic linkage is measured by `python -m tests.benchmarks.identity`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from flows.normalize.gazetteer import DATA

JOIN, DOUBT = 0.7, 0.5
# How certain a pair is by its letters alone; the company of both names moves what is below 0.9 (clusters.with_context).
ALL_WORDS, ALL_WORDS_DOMINANT, ALL_WORDS_RIVALS = 0.95, 0.85, 0.6
GLUED = 0.9
FIRST_NAMES, FIRST_NAMES_RARE = 0.65, 0.85
ONE_LETTER, ONE_LETTER_RARE = 0.55, 0.7
# By far: named in so many times as many articles as the other.
DOMINANCE = 5
MISSPELT = 8  # the same for a misspelling
# A last name that no more first names stand before is rare: Chuck and Charles Schumer are one, Jack and John Smith two.
RARE = 8
# Of a block of more names than this only the most frequent are compared.
MOST_IN_A_BLOCK = 400
_TYPO_LETTERS = 5  # letters that a word has at least for one wrong letter to be a misspelling
_LEAST_PREFIX = 3
_GLUED = "one has words before the other, which is by far more frequent"


class Pair(NamedTuple):
    """Two keys of one kind, `first` < `second`; `certainty` from 0 to 1; `reason` as `authority review` prints it."""

    first: str
    second: str
    certainty: float
    reason: str
    glued: str = ""  # of the two the one that only words of other names make longer


def person_pairs(weights: Mapping[str, int]) -> list[Pair]:
    """Pairs among the keys of persons, the most certain first; `weights` are numbers of articles."""
    found: dict[tuple[str, str], Pair] = {}
    for block in _blocks(weights):
        about = _block(block)
        for one, other in combinations(block, 2):
            pair = _compared(one, other, about, weights)
            if pair and pair.certainty > found.get(pair[:2], pair._replace(certainty=0.0)).certainty:
                found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (-pair.certainty, pair))


def contradict(one: str, other: str) -> bool:
    """Whether two keys cannot be one person: `george w bush`, `george h w bush`; `anna berg`, `peter berg`."""
    first, second = _words(one), _words(other)
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1]:
        return False
    middle, other_middle = first[1:-1], second[1:-1]
    if not _same_first(first[0], second[0]):
        return not (set(first) < set(second) or set(second) < set(first))
    return bool(middle and other_middle) and not _is_part_of(middle, other_middle)


def _blocks(weights: Mapping[str, int]) -> Iterator[list[str]]:
    """Full names that share their last word, or but for one letter do: the same first word, and a last one alike."""
    blocks: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        words = key.split()
        if len(words) > 1:
            blocks["last", words[-1]].append(key)
            if len(words[-1]) >= _TYPO_LETTERS:
                blocks["start", words[0], len(words), words[-1][:2]].append(key)
                blocks["end", words[0], len(words), words[-1][-3:]].append(key)
    shared = {block: keys for block, keys in blocks.items() if len(keys) > 1}
    for block in sorted(shared, key=str):
        yield shared[block][:MOST_IN_A_BLOCK]


class _Block(NamedTuple):
    """Names compared with each other: which have all words of another and more, and how many first names there are."""

    longer: Mapping[str, list[str]]
    first_names: int


@lru_cache(maxsize=400_000)
def _words(key: str) -> tuple[str, ...]:
    return tuple(key.split())


def _block(keys: Sequence[str]) -> _Block:
    longer: dict[str, list[str]] = defaultdict(list)
    lengths = {key: len(_words(key)) for key in keys}
    if len(set(lengths.values())) > 1:
        for one, other in combinations(keys, 2):
            if lengths[one] != lengths[other]:
                short, long = (one, other) if lengths[one] < lengths[other] else (other, one)
                if _is_part(short, long):
                    longer[short].append(long)
    return _Block(longer, len({_words(key)[0] for key in keys}))


def _compared(one: str, other: str, block: _Block, weights: Mapping[str, int]) -> Pair | None:
    first, second = (one, other) if one < other else (other, one)
    short, long = (first, second) if len(_words(first)) <= len(_words(second)) else (second, first)
    if long in block.longer.get(short, ()):
        certainty, reason = _of_longer(short, long, block, weights)
        return Pair(first, second, certainty, reason, long if reason == _GLUED else "")
    is_misspelt = _is_misspelt(short, long)
    if not is_misspelt and contradict(short, long):
        return None
    has_last = _words(short)[-1] == _words(long)[-1]
    if is_misspelt and not (has_last and _first_names_agree(short, long)):
        # A misspelt name is rare beside the right one; two that are both frequent are two.
        rare, usual = sorted((weights[short], weights[long]))
        certainty = ONE_LETTER_RARE if usual >= MISSPELT * rare else ONE_LETTER
        return Pair(first, second, certainty, "one letter differs")
    if not has_last:
        return None
    is_rare = block.first_names <= RARE and _first_names_agree(short, long)
    return Pair(first, second, FIRST_NAMES_RARE if is_rare else FIRST_NAMES, "first names agree")


def _of_longer(short: str, long: str, block: _Block, weights: Mapping[str, int]) -> tuple[float, str]:
    """Certainty and reason for two names of which one has all words of the other."""
    if long.endswith(f" {short}") and weights[short] >= DOMINANCE * weights[long]:
        return GLUED, _GLUED
    rivals = [key for key in block.longer[short] if contradict(key, long)]
    if not rivals:
        return ALL_WORDS, "one has all words of the other"
    is_dominant = all(weights[long] >= DOMINANCE * weights[key] for key in rivals)
    certainty = ALL_WORDS_DOMINANT if is_dominant else ALL_WORDS_RIVALS
    return certainty, "one has all words of the other, and so have more names"


def _is_part(short: str, long: str) -> bool:
    """Whether `long` has all words of `short` in order, and more; an initial stands for a name that starts with it."""
    words, all_words = _words(short), _words(long)
    return len(words) < len(all_words) and words[-1] == all_words[-1] and _is_part_of(words, all_words)


def _is_part_of(words: Sequence[str], all_words: Sequence[str]) -> bool:
    rest = iter(all_words)
    return all(any(_same_word(word, token) for word in rest) for token in words) or (
        len(words) > len(all_words) and _is_part_of(all_words, words)
    )


def _same_word(word: str, token: str) -> bool:
    return word == token or (min(len(word), len(token)) == 1 and word[0] == token[0])


@lru_cache(maxsize=200_000)
def _same_first(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (
        _same_word(long, short)
        or (len(short) >= _LEAST_PREFIX and long.startswith(short))
        or _are_nicknames(one, other)
    )


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two names differ in one letter of one long word."""
    if abs(len(one) - len(other)) > 1:
        return False
    words, others = _words(one), _words(other)
    if len(words) != len(others):
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1:
        return False
    return min(map(len, pairs[0])) >= _TYPO_LETTERS and OSA.distance(*pairs[0], score_cutoff=1) == 1


def _first_names_agree(one: str, other: str) -> bool:
    """Whether the first names stand for each other."""
    return _are_nicknames(_words(one)[0], _words(other)[0])


def _are_nicknames(one: str, other: str) -> bool:
    return bool(_nicknames().get(one, frozenset()) & _nicknames().get(other, frozenset()))


@cache
def _nicknames() -> Mapping[str, frozenset[int]]:
    """The groups of first names that stand for each other, by name: data/nicknames.txt, a group a line."""
    lines = (DATA / "nicknames.txt").read_text(encoding="utf-8").splitlines()
    groups: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        for name in line.split():
            groups[name].add(number)
    return {name: frozenset(found) for name, found in groups.items()}
