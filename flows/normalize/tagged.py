"""Candidates by the tagger: its names with their bounds mended, those it missed, and the roles before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.known import Known, known
from flows.normalize.layout import Layout, capital_runs, layout_of
from flows.normalize.lexicon import common_words, given_names, words_of
from flows.normalize.spacy_tagger import spacy_tags
from flows.normalize.tagger import TAGS, tag
from flows.normalize.tokens import INITIAL, NEW_LINE, OWNER, SHOUT, SIGN, tokenize
from flows.settings import Tagger

_LONGEST_ROLE = 4  # words
_LONGEST_NAME = 6
_SURE = 2.9  # votes from which an authority's name needs no tagger: countries, organizations, demonyms
_AGAINST = (" v. ", " v ")
_PERSON = TAGS.index("person")
_PREFIXES = frozenset(["pro", "anti", "ex", "non", "post", "pre", "mid", "trans", "then", "former"])


@cache
def last_words_of_roles() -> frozenset[str]:
    """The words that roles end with."""
    return frozenset(role.rsplit(" ", 1)[-1] for role in words_of("role"))


class _Span(NamedTuple):
    """Tokens `first` to `last` are a name; `scores` is empty where the tagger did not see it."""

    first: int
    last: int
    scores: tuple[float, ...]

    @property
    def is_person(self) -> bool:
        """Whether the tagger thinks of a person before all."""
        return bool(self.scores) and self.scores[_PERSON] == max(self.scores)


class Article:
    """A text with its tokens: their words as written and folded, lines, capitals."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens = text, tokenize(text)
        self.layout: Layout = layout_of(self.tokens)
        self.starts: list[int] = self.tokens.start.tolist()
        self.ends: list[int] = self.tokens.end.tolist()
        self.gaps: list[int] = self.tokens.gap.tolist()
        self.shapes: list[int] = self.tokens.shape.tolist()

    def form(self, first: int, last: int) -> str:
        """The characters of the tokens from `first` to `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def is_large(self, at: int) -> bool:
        """Whether there is a token at `at` and it has a capital."""
        return 0 <= at < len(self.starts) and bool(self.layout.capital[at])


def tagged_candidates(text: str, tagger: Tagger = Tagger.SMALL) -> list[Candidate]:
    """The possible names of an English text, in order, without overlap."""
    article = Article(text)
    names = spacy_tags(text, article.tokens) if tagger is Tagger.SPACY else tag(article.tokens, article.layout)
    spans = [span for name in names if (span := _mended(article, _Span(name.first, name.last, name.scores)))]
    spans = _cases(article, [part for span in _joined(article, spans) for part in _parted(article, span)])
    body = _named_in_body(article, spans)
    spans = [span for span in spans if not _is_mere_headline(article, span, body)]
    spans = sorted(spans + list(_missed(article, spans, body)))
    before = [-1, *(span.last for span in spans)]
    return [_candidate(article, span, last) for span, last in zip(spans, before, strict=False)]


def _named_in_body(article: Article, spans: Sequence[_Span]) -> set[str]:
    """Folded names outside headlines, and the last names of persons."""
    inside = [span for span in spans if not article.layout.headline[span.first]]
    lasts = {fold(article.form(span.last, span.last)) for span in inside if span.is_person and span.last > span.first}
    return lasts | {fold(article.form(span.first, span.last)) for span in inside}


def _candidate(article: Article, span: _Span, before: int) -> Candidate:
    surface = article.form(span.first, span.last)
    folded = fold(surface)
    return Candidate(
        article.starts[span.first], article.ends[span.last], surface, folded, tuple(folded.split()) or (surface,),
        _role(article, span.first, before), bool(article.layout.opens[span.first]),
        bool(article.layout.headline[span.first]), entry_of(surface), span.scores,
    )  # fmt: skip


def entry_of(surface: str) -> Known | None:
    """The authorities' entry for a form, shouted or not."""
    return known(surface) or (known(surface.title()) if surface.isupper() and len(surface) > 4 else None)


def _mended(article: Article, span: _Span) -> _Span | None:
    """A span without what stands before a name: `Pro-`, a role; None when nothing is left."""
    first, last, scores = span
    while first + 1 < last and article.gaps[first + 1] == 0 and fold(article.form(first, first)) in _PREFIXES:
        first += 2
    while first < last and _is_role_before(article, first):
        first += 1
    if first + 1 < last and not span.is_person and _is_word_before_person(article, first):
        first, scores = first + 1, ()
    if span.is_person and first == last and article.shapes[first] == INITIAL:
        return None
    is_sign = first == last and (article.ends[first] - article.starts[first] < 2 or article.shapes[first] == SIGN)
    return None if is_sign else _Span(first, last, scores)


def _is_role_before(article: Article, first: int) -> bool:
    """Whether the first word is a role before a person's name: `Drummer Chad Smith`, not `General Motors`."""
    word = fold(article.form(first, first))
    if word not in words_of("role") or word in given_names():
        return False
    return word in words_of("honorific") or fold(article.form(first + 1, first + 1)) in given_names()


def _is_word_before_person(article: Article, first: int) -> bool:
    """Whether an ordinary word stands before a given name: `Drummer Chad Smith`."""
    word = fold(article.form(first, first))
    is_word = word in common_words() or bool(article.layout.opens[first])
    return is_word and word not in given_names() and _is_given(article, first + 1) and article.gaps[first + 1] == 1


def _joined(article: Article, spans: Sequence[_Span]) -> list[_Span]:
    """Parts of one person's name are one: `Kassym Jomart` and `Tokayev`; a given name before a person is theirs."""
    found: list[_Span] = []
    for span in spans:
        before = found[-1] if found else None
        is_next = before is not None and before.last + 1 == span.first and article.gaps[span.first] == 1
        if before and before.last + 2 == span.first and _is_hyphenated(article, span.first):
            found[-1] = _Span(before.first, span.last, span.scores or before.scores)
            continue
        if before and is_next and span.is_person and before.is_person and _is_given(article, before.first):
            found[-1] = _Span(before.first, span.last, span.scores)
            continue
        least = before.last if before else -1
        start = _start(article, span, least) if span.is_person else _owned(article, span.first, least)
        found.append(_Span(start, span.last, span.scores))
    return found


def _parted(article: Article, span: _Span) -> Iterator[_Span]:
    """A team and its player are two names: `Browns DL Sheldon Richardson`."""
    inner = range(span.first + 1, span.last) if span.is_person else ()
    at = next((at for at in inner if _is_position(article, at)), None)
    if at is None:
        yield span
    else:
        yield _Span(span.first, at - 1, ())
        yield _Span(at + 1, span.last, span.scores)


def _is_position(article: Article, at: int) -> bool:
    return article.shapes[at] == SHOUT and fold(article.form(at, at)) in words_of("position")


def _cases(article: Article, spans: Sequence[_Span]) -> list[_Span]:
    """Parties at law are one name: `Brown v. Board of Education`."""
    found: list[_Span] = []
    for span in spans:
        before = found[-1] if found else None
        between = article.text[article.ends[before.last] : article.starts[span.first]] if before else ""
        if before and between in _AGAINST:
            found[-1] = _Span(before.first, span.last, ())
        else:
            found.append(span)
    return found


def _owned(article: Article, first: int, least: int) -> int:
    """Where an organization's name starts that a possessive belongs to: `People's Bank of China`."""
    owner = first - 2
    if owner <= least or article.shapes[first - 1] != OWNER or not article.is_large(owner):
        return first
    return owner if fold(article.form(owner, first - 1)) in words_of("owner") else first


def _is_hyphenated(article: Article, at: int) -> bool:
    """Whether a hyphen joins a given name and the word at `at`."""
    is_joined = article.gaps[at] == 0 and article.gaps[at - 1] == 0 and article.form(at - 1, at - 1) == "-"
    return is_joined and _is_given(article, at - 2)


def _is_given(article: Article, at: int) -> bool:
    return fold(article.form(at, at)).split(" ")[0] in given_names()


def _start(article: Article, span: _Span, least: int) -> int:
    """Where a person's name starts: further left over given names, initials and hyphens of the same run."""
    first = at = span.first
    while at - 1 > least and article.gaps[at] < NEW_LINE:
        is_hyphen = article.gaps[at] == 0 and article.form(at - 1, at - 1) == "-" and at - 2 > least
        if is_hyphen and article.gaps[at - 1] == 0 and article.is_large(at - 2):
            at -= 2
        elif article.is_large(at - 1) and article.gaps[at] == 1:
            at -= 1
        else:
            break
        if _is_given(article, at) or article.form(at, at).endswith("."):
            first = at
    return first if _is_given(article, first) else span.first


def _is_mere_headline(article: Article, span: _Span, body: set[str]) -> bool:
    """Whether a name that only a headline has is made of ordinary words: there a capital says nothing."""
    if not article.layout.headline[span.first] or span.is_person:
        return False
    form = article.form(span.first, span.last)
    folded = fold(form)
    if folded in body or entry_of(form):
        return False
    return any(word in common_words() for word in folded.split())


def _role(article: Article, first: int, before: int) -> str:
    """The folded role right before a name, or nothing."""
    if first == before + 1 or fold(article.form(first - 1, first - 1)) not in last_words_of_roles():
        return ""
    for size in range(min(_LONGEST_ROLE, first - before - 1), 0, -1):
        at = first - size
        if any(gap >= NEW_LINE for gap in article.gaps[at + 1 : first + 1]):
            continue
        phrase = fold(article.form(at, first - 1))
        if phrase in words_of("role") and phrase not in words_of("stop"):
            return phrase
    return ""


def _missed(article: Article, spans: Sequence[_Span], body: set[str]) -> Iterator[_Span]:
    """Names in runs of capitals without any: those of the article, of an authority, with the head of a name."""
    taken = np.zeros(len(article.starts), np.bool_)
    for first, last, _ in spans:
        taken[first : last + 1] = True
    for start, last in capital_runs(article.tokens, article.layout, taken):
        is_stop = start < last and fold(article.form(start, start)) in words_of("stop")
        first = at = start + bool(is_stop and article.layout.opens[start])
        while at <= last:
            end = next(
                (
                    end
                    for end in range(min(last, at + _LONGEST_NAME), at - 1, -1)
                    if _is_missed(article, at, end, (first, last), body)
                ),
                -1,
            )
            if end >= 0:
                yield _Span(at, end, ())
            at = max(at, end) + 1


def _is_missed(article: Article, first: int, last: int, run: tuple[int, int], body: set[str]) -> bool:
    form = article.form(first, last)
    folded = fold(form)
    is_whole = (first, last) == run and not _has_neighbour(article, first, last)
    is_shouted = last - first < 3 and article.shapes[first] == SHOUT and len(form) > 4
    is_loose = bool(article.layout.headline[first]) or is_whole or is_shouted
    if first == last and folded in common_words():
        return False
    if folded in body and len(folded) > 1:
        return is_loose or (last == run[1] and fold(article.form(first - 1, first - 1)) in words_of("role"))
    if is_loose and (entry := entry_of(form)) and entry.prior >= _SURE:
        return True
    return is_whole and last > first and not article.layout.headline[first] and _has_head(article, first, last)


def _has_neighbour(article: Article, first: int, last: int) -> bool:
    """Whether another name of the same run stands right before or behind."""
    is_before = article.is_large(first - 1) and article.gaps[first] < NEW_LINE and not article.layout.opens[first - 1]
    return is_before or (article.is_large(last + 1) and article.gaps[last + 1] < NEW_LINE)


def _has_head(article: Article, first: int, last: int) -> bool:
    """Whether the run ends like the name of an organization, a place or a law: `Northern Fisheries Council`."""
    head = fold(article.form(last, last))
    words = [fold(article.form(at, at)) for at in range(first, last)]
    if all(word in words_of("stop") or word in words_of("no_name") or word in words_of("role") for word in words):
        return False
    return any(head in words_of(name) for name in ("organization_only", "place_head", "law_head"))
