"""Labels for training the tagger: what a teacher says, corrected by the article, the archive and the authorities.

A teacher errs on one mention and is right on most: a name's kind is voted on by its article and by the whole archive, a
form that is a name nearly everywhere is one where the teacher missed it too, and a headline, where capitals say
nothing, has the names that its article has. What stays doubtful is marked unknown, so that it teaches nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from flows.normalize.folding import fold
from flows.normalize.gazetteer import abbreviations
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, known
from flows.normalize.layout import layout_of
from flows.normalize.lexicon import common_words, given_names, names_list, words_of
from flows.normalize.tagger import TAGS
from flows.normalize.tokens import INITIAL, MIXED, NEW_LINE, SHOUT, SIGN, TITLE, Tokens

UNKNOWN = -1
PERSON, ORGANIZATION_TAG, PLACE_TAG, PEOPLE, EVENT, _, LAW = range(7)
# Kinds of the teacher's scheme (OntoNotes) as TAGS.
KINDS = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people",
    "EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product",
}  # fmt: skip
_LARGE = (TITLE, SHOUT, MIXED, INITIAL)
_ARTICLES = frozenset(("the", "a", "an"))
_QUOTES = frozenset("\"'“”‘’«»()[]")
_SURE = 2.9  # votes of an authority that need no teacher
_LEAST_SEEN, _LEAST_SHARE = 4, 0.55
# What the whole archive's opinion of a name's kind weighs, in mentions of the article: the more, the more it has seen.
_ARCHIVE_VOTES, _MOST_ARCHIVE_VOTES = 2.0, 12.0
_LEANING = 5  # what the words of a form weigh, in mentions of the article


@dataclass
class Text:
    """A text with its tokens and the spans (first token, end token, tag) that are labelled."""

    text: str
    tokens: Tokens
    spans: list[tuple[int, int, int]]
    words: list[str] = field(default_factory=list)
    headline: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    doubtful: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        starts, ends = self.tokens.start.tolist(), self.tokens.end.tolist()
        self.words = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        self.headline = layout_of(self.tokens).headline

    def key(self, first: int, end: int) -> str:
        """The form of a span: its words as written, with single spaces."""
        return self.text[self.tokens.start[first] : self.tokens.end[end - 1]]


def from_offsets(text: str, tokens: Tokens, entities: Iterable[tuple[int, int, str]]) -> Text:
    """A text with a teacher's entities: start, end, label."""
    made = Text(text, tokens, [])
    for start, end, label in entities:
        if label not in KINDS:
            continue
        first = int(np.searchsorted(tokens.start, start))
        last = int(np.searchsorted(tokens.start, end))
        _add(made, first, last, TAGS.index(KINDS[label]))
    return made


def _add(text: Text, first: int, end: int, tag: int) -> None:
    """A span without articles, quotes, possessives, honorifics and roles at its ends; doubtful when it is ragged."""
    words, shapes = text.words, text.tokens.shape
    while first < end and (words[first].lower() in _ARTICLES or words[first] in _QUOTES):
        first += 1
    while end > first and (words[end - 1] in ("'s", "’s", ",", ".", "-") or words[end - 1] in _QUOTES):
        end -= 1
    while tag == PERSON and first + 1 < end and _is_role(words[first], end - first):
        first += 1
    if first >= end:
        return
    is_broken = bool((text.tokens.gap[first + 1 : end] >= NEW_LINE).any()) or any(
        w in '"“”/|()' for w in words[first:end]
    )
    is_small = not any(shapes[at] in _LARGE for at in range(first, end))
    if is_broken:
        text.doubtful.append((first, end))
    elif not is_small:
        text.spans.append((first, end, tag))


def _is_role(word: str, size: int) -> bool:
    """Whether a word before a person's name is none of it: not the Dean of Dean Baquet."""
    folded = fold(word)
    is_weak = folded in words_of("weak_role") or folded in given_names()
    return folded in words_of("honorific") or (folded in words_of("role") and not (is_weak and size < 3))


class Votes:
    """What an archive's labels say of each form: how often it is each kind, how often it stands unlabelled."""

    def __init__(self) -> None:
        self.kinds: dict[str, Counter[int]] = defaultdict(Counter)
        self.missed: Counter[str] = Counter()

    def add(self, text: Text) -> None:
        """Count the labels of one text; headlines do not vote."""
        taken = np.zeros(len(text.words) + 1, np.bool_)
        for first, end, tag in text.spans:
            taken[first:end] = True
            if not text.headline[first]:
                self.kinds[text.key(first, end)][tag] += 1
        for first, end in text.doubtful:
            taken[first:end] = True
        for first, end in runs(text):
            if not taken[first:end].any() and not text.headline[first]:
                self.missed[text.key(first, end)] += 1

    def names(self) -> dict[str, int]:
        """Forms that are a name nearly wherever they stand, with their kind."""
        found = {}
        for key, kinds in self.kinds.items():
            tag, count = max(kinds.items(), key=lambda pair: (pair[1], -pair[0]))
            total = kinds.total()
            if total >= _LEAST_SEEN and count >= 0.6 * total and total >= _LEAST_SHARE * (total + self.missed[key]):
                found[key] = tag
        return found


def runs(text: Text) -> list[tuple[int, int]]:
    """Maximal runs of capitalised tokens on one line."""
    found: list[tuple[int, int]] = []
    shapes, gaps = text.tokens.shape, text.tokens.gap
    start = -1
    for at in range(len(text.words) + 1):
        is_large = at < len(text.words) and shapes[at] in _LARGE
        if start >= 0 and (not is_large or gaps[at] >= NEW_LINE):
            found.append((start, at))
            start = -1
        if is_large and start < 0:
            start = at
    return found


def correct(text: Text, votes: Votes, names: dict[str, int]) -> None:
    """Correct the spans of one text in place."""
    body = [span for span in text.spans if not text.headline[span[0]]]
    local: dict[str, Counter[int]] = defaultdict(Counter)
    for first, end, tag in body:
        local[text.key(first, end)][tag] += 1
    surnames = {
        text.words[end - 1] for first, end, tag in body
        if tag == PERSON and end - first > 1 and fold(text.words[first]) in given_names()
    }  # fmt: skip
    kinds = {key: _kind(key, counts, votes.kinds.get(key, Counter()), surnames) for key, counts in local.items()}
    kept = {key: tag for key, tag in kinds.items() if tag is not None}
    text.spans = [(f, e, kinds[k]) for f, e, _ in body if (k := text.key(f, e)) and kinds[k] is not None]  # type: ignore[misc]
    for first, end, _ in body:
        if kinds[text.key(first, end)] is None and end - first > 2:
            text.doubtful.append((first, end))
    _fill(text, kept, names)


def _kind(key: str, local: Counter[int], archive: Counter[int], surnames: set[str]) -> int | None:
    """The kind of a form in an article by authority, article and archive; None for what is no name of ours."""
    certain = _certain(key)
    if certain is not None:
        return certain
    if key in surnames and local[PLACE_TAG] <= local[PERSON] + local[ORGANIZATION_TAG]:
        return PERSON
    total = archive.total()
    weight = min(_MOST_ARCHIVE_VOTES, _ARCHIVE_VOTES + total / 10) / max(total, 1)
    leaning = _leaning(key)
    tags = sorted({*local, *archive, *leaning})
    scores = {tag: local[tag] + weight * archive[tag] + leaning[tag] for tag in tags}
    tag = max(tags, key=lambda which: scores[which])
    return None if tag == PEOPLE else tag


def _certain(key: str) -> int | None:
    """The kind of a form that an authority or a list knows; None for the rest."""
    entry, folded = known(key), fold(key)
    if entry and (entry.kind != PLACE or entry.prior >= _SURE):
        return {DEMONYM: PEOPLE, ORGANIZATION: ORGANIZATION_TAG, PLACE: PLACE_TAG}[entry.kind]
    if folded in words_of("event_name"):
        return EVENT
    return PLACE_TAG if key in abbreviations() or folded in words_of("planet") else None


def _leaning(key: str) -> Counter[int]:
    """What the words of a form say of its kind, in mentions: heads, teams, first and last names, brands."""
    words = fold(key).split()
    first, last = (words[0], words[-1]) if words else ("", "")
    is_long = len(words) > 1
    is_team = last in words_of("team") and (not is_long or known(key[: -len(last) - 1]) is not None)
    is_first = first in names_list("first_names") and first not in names_list("words")
    if is_long and last in words_of("event_sure"):
        return Counter({EVENT: _LEANING})
    if is_long and last in words_of("law_head"):
        return Counter({LAW: _LEANING})
    if is_team or (is_long and last in words_of("organization_sure")):
        return Counter({ORGANIZATION_TAG: _LEANING})
    if is_first and (last in names_list("last_names") if is_long else not known(key)):
        return Counter({PERSON: _LEANING})
    is_brand = " ".join(words) in names_list("brands") and last not in names_list("last_names") and not known(key)
    return Counter({ORGANIZATION_TAG: _LEANING} if is_brand else {})


def _fill(text: Text, local: dict[str, int], names: dict[str, int]) -> None:
    """Label forms that the teacher missed: those of this article and those that are names all over the archive."""
    n = len(text.words)
    taken = np.zeros(n + 1, np.bool_)
    for first, end, _ in text.spans:
        taken[first:end] = True
    for first, end in text.doubtful:
        taken[first:end] = True
    shapes, gaps = text.tokens.shape, text.tokens.gap
    at = 0
    while at < n:
        if taken[at] or shapes[at] not in _LARGE:
            at += 1
            continue
        end = min(n, at + 8)
        while end > at:
            is_open = not taken[at:end].any() and not (gaps[at + 1 : end] >= NEW_LINE).any()
            if is_open and shapes[end - 1] != SIGN:
                key = text.key(at, end)
                tag = local.get(
                    key, names.get(key, _sure(key) if end - at > 1 or key.lower() not in common_words() else None)
                )
                if tag is not None and _may_stand(text, at, end):
                    text.spans.append((at, end, tag))
                    taken[at:end] = True
                    break
            end -= 1
        at = max(end, at + 1)
    text.spans.sort()


def _sure(key: str) -> int | None:
    """The kind of a form that an authority knows for sure."""
    entry = known(key)
    if entry is None or entry.prior < _SURE:
        return None
    return {DEMONYM: PEOPLE, ORGANIZATION: ORGANIZATION_TAG, PLACE: PLACE_TAG}[entry.kind]


def _may_stand(text: Text, first: int, end: int) -> bool:
    """Whether a filled form is no part of a longer run of capitals, and no ordinary word that opens a sentence."""
    if end - first == 1 and text.words[first].lower() in common_words():
        return False
    if text.headline[first]:
        return True
    shapes, gaps = text.tokens.shape, text.tokens.gap
    before = first > 0 and shapes[first - 1] in _LARGE and gaps[first] < NEW_LINE
    after = end < len(text.words) and shapes[end] in _LARGE and gaps[end] < NEW_LINE
    before_word = fold(text.words[first - 1]) if before else ""
    return not after and (not before or before_word in words_of("role") or before_word in words_of("stop"))


def labels_of(text: Text) -> NDArray[np.int8]:
    """Labels of all tokens: 0, 1 + 2 tag, 2 + 2 tag, or UNKNOWN."""
    found = np.zeros(len(text.words), np.int8)
    opens = layout_of(text.tokens).opens
    for first, end in runs(text):
        if not opens[first] and not text.headline[first] and not any(map(_is_ordinary, text.words[first:end])):
            found[first:end] = UNKNOWN
    for first, end in text.doubtful:
        found[first:end] = UNKNOWN
    for first, end, tag in text.spans:
        found[first] = 1 + 2 * tag
        found[first + 1 : end] = 2 + 2 * tag
    return found


def _is_ordinary(word: str) -> bool:
    """Whether a word with a capital is often no name: a function word, a month, a role, a word of the language."""
    folded = fold(word)
    classes = ("stop", "no_name", "month", "weekday", "role")
    return len(folded) < 2 or folded in common_words() or any(folded in words_of(name) for name in classes)


def corrected(texts: Sequence[Text], votes: Votes) -> None:
    """Correct all texts in place by the votes of an archive."""
    names = votes.names()
    for text in texts:
        correct(text, votes, names)
