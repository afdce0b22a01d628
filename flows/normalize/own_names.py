"""Names that a user's authorities have, sought in the text: what the tagger misses or cuts short is a mention too.

A form of several words is found however its inner words are written, one of a single word only as the list writes it.
Sought are no ordinary English words, nothing of fewer than three letters, no last name alone, and no form of two kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from flows.errors import UsageError
from flows.ids import make_id
from flows.normalize.authorities.entries import AUTHORITIES_FOLDER, Authority, read_authorities
from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.lexicon import common_words, names_list, words_of
from flows.normalize.tagger import TAGS

_WORD = re.compile(r"\w+")
_PERSON = "person"
_LEAST = 3  # letters
_SURE = 6.0  # as the tagger's odds of a kind that it is certain of


class OwnNames(NamedTuple):
    """`kinds` by folded form, `longest` the most words of a form by its first, `written` the single words as listed."""

    kinds: Mapping[str, str] = {}
    longest: Mapping[str, int] = {}
    written: frozenset[str] = frozenset()


NO_NAMES = OwnNames()


def own_names(authorities: Iterable[Authority]) -> OwnNames:
    """The names of all entries that may be sought."""
    kinds: dict[str, set[str]] = {}
    longest: dict[str, int] = {}
    written: set[str] = set()
    for authority in authorities:
        for kind, name, aliases in authority.entries.select("kind", "name", "aliases").iter_rows():
            for form in _forms(kind, name, aliases or ()):
                words = _WORD.findall(form)
                kinds.setdefault(fold(form), set()).add(kind)
                first = fold(words[0])
                longest[first] = max(longest.get(first, 0), len(words))
                if len(words) == 1:
                    written.add(form)
    single = {folded: min(found) for folded, found in kinds.items() if len(found) == 1}
    return OwnNames(single, longest, frozenset(written))


def _forms(kind: str, name: str, aliases: Sequence[str]) -> Iterator[str]:
    last = fold(name).rsplit(" ", 1)[-1]
    for form in (name, *aliases):
        folded = fold(form)
        is_last_name = kind == _PERSON and form != name and folded == last
        is_word = folded in common_words() or folded in names_list("words") or folded in words_of("stop")
        if len(folded) >= _LEAST and _WORD.search(form) and not is_last_name and not is_word:
            yield form


def digest_of(authorities: Iterable[Authority]) -> str:
    """Digest of the names that own_names gives."""
    return make_id(*(authority.digest for authority in authorities))


@lru_cache(maxsize=4)
def read_own_names(raw: Path, digest: str) -> OwnNames:
    """The names in raw/authorities, read once a process.

    Raises UsageError when they are not those of `digest`, because one release is made with one set of lists.
    """
    authorities = read_authorities(raw)
    if digest_of(authorities) != digest:
        raise UsageError(f"{raw / AUTHORITIES_FOLDER}: changed while the build ran; build again")
    return own_names(authorities)


def with_own_names(text: str, candidates: Sequence[Candidate], own: OwnNames) -> list[Candidate]:
    """Candidates with the user's names, which have the tagger's certainty of their kind.

    Inside a longer candidate none is sought; one that a user's name holds or crosses gives way to it.
    """
    if not own.kinds:
        return list(candidates)
    kept: list[Candidate] = []
    found = list(_found(text, own))
    at = 0
    for candidate in candidates:
        while at < len(found) and found[at][1] <= candidate.start:
            kept.append(_candidate(text, *found[at]))
            at += 1
        if at == len(found) or candidate.end <= found[at][0]:
            kept.append(candidate)
            continue
        start, end, kind = found[at]
        if candidate.folded == fold(text[start:end]):
            kept.append(candidate._replace(scores=_scores(kind)))
            at += 1
        elif candidate.start <= start and end <= candidate.end:
            kept.append(candidate)
            at += 1
    return kept + [_candidate(text, *span) for span in found[at:]]


def _found(text: str, own: OwnNames) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of the longest forms, in order, without overlap."""
    words = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        most = 0 if text[words[at][0]].islower() else own.longest.get(fold(text[slice(*words[at])]), 0)
        size = next(
            (size for size in range(min(most, len(words) - at), 0, -1) if _is_form(text, words, at, size, own)), 0
        )
        if size:
            start, end = words[at][0], words[at + size - 1][1]
            yield start, end, own.kinds[fold(text[start:end])]
        at += max(size, 1)


def _is_form(text: str, words: Sequence[tuple[int, int]], at: int, size: int, own: OwnNames) -> bool:
    form = text[words[at][0] : words[at + size - 1][1]]
    if size == 1:
        return form in own.written and fold(form) in own.kinds
    return "\n" not in form and not text[words[at + size - 1][0]].islower() and fold(form) in own.kinds


def _candidate(text: str, start: int, end: int, kind: str) -> Candidate:
    surface = text[start:end]
    folded = fold(surface)
    tokens = tuple(folded.split()) or (surface,)
    return Candidate(
        start, end, surface, folded, tokens, "", opens=False, headline=False, entry=None, scores=_scores(kind)
    )


@lru_cache(maxsize=16)
def _scores(kind: str) -> tuple[float, ...]:
    return tuple(_SURE if tag == kind else 0.0 for tag in TAGS)
