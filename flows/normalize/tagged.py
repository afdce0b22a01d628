"""Candidates by the tagger: its names with their bounds mended, those it missed, and the roles before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np

from flows.normalize.apart import apart
from flows.normalize.bounds import mended
from flows.normalize.candidate import Candidate
from flows.normalize.care import parted
from flows.normalize.folding import fold
from flows.normalize.known import PLACE, Known, known
from flows.normalize.layout import capital_runs
from flows.normalize.lexicon import common_words, words_of
from flows.normalize.neighbours import beside
from flows.normalize.spacy_tagger import spacy_tags
from flows.normalize.spans import Article, Span, span_of
from flows.normalize.tagger import tag
from flows.normalize.together import together
from flows.normalize.tokens import NEW_LINE, SHOUT, SIGN
from flows.normalize.whole_names import is_town_of_dateline, whole_names
from flows.settings import Tagger

_LONGEST_ROLE = 4  # words
_LONGEST_NAME = 6
# What names an office or a school before `of` in headlines too.
_OFFICES = frozenset(["department", "ministry", "university", "bureau", "institute", "bank", "court", "college"])
_LARGE_CITY = 1.9  # votes from which a place's name needs none behind `in`
_SURE = 2.9  # votes from which an authority's name needs no tagger: countries, organizations, demonyms


@cache
def last_words_of_roles() -> frozenset[str]:
    """The words that roles end with."""
    return frozenset(role.rsplit(" ", 1)[-1] for role in words_of("role"))


def tagged_candidates(text: str, tagger: Tagger = Tagger.SMALL) -> list[Candidate]:
    """The possible names of an English text, in order, without overlap."""
    article = Article(text)
    names = spacy_tags(text, article.tokens) if tagger is Tagger.SPACY else tag(article.tokens, article.layout)
    careful, calm = parted(article, [span_of(name.first, name.last, name.scores) for name in names])
    spans = sorted([*beside(article, mended(article, careful, calm), calm), *calm])
    spans = together(article, apart(article, whole_names(article, spans)))
    body = _named_in_body(article, spans)
    spans = [span for span in spans if not article.headline[span.first] or not _is_mere_headline(article, span, body)]
    spans = sorted(spans + list(_missed(article, spans, body)))
    before = [-1, *(span.last for span in spans)]
    return [_candidate(article, span, last) for span, last in zip(spans, before, strict=False)]


def _named_in_body(article: Article, spans: Sequence[Span]) -> set[str]:
    """Folded names outside headlines, and the last names of persons."""
    inside = [span for span in spans if not article.headline[span.first]]
    lasts = {fold(article.form(span.last, span.last)) for span in inside if span.is_person and span.last > span.first}
    return lasts | {fold(article.form(span.first, span.last)) for span in inside}


def _candidate(article: Article, span: Span, before: int) -> Candidate:
    first, last, scores, _ = span
    surface = article.form(first, last)
    folded, tokens, entry = _told_by(surface)
    return Candidate(
        article.starts[first], article.ends[last], surface, folded, tokens, _role(article, first, before),
        bool(article.opens[first]), bool(article.headline[first]), entry or _town(article, first, last), scores,
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def _told_by(surface: str) -> tuple[str, tuple[str, ...], Known | None]:
    """What the letters of a name tell wherever it stands: its folded form, its words, its entry."""
    folded = fold(surface)
    return folded, tuple(folded.split()) or (surface,), entry_of(surface)


def entry_of(surface: str) -> Known | None:
    """The authorities' entry for a form, shouted or not."""
    return known(surface) or (known(surface.title()) if surface.isupper() and len(surface) > 4 else None)


def _town(article: Article, first: int, last: int) -> Known | None:
    """The gazetteer's entry for the shouted town of a dateline: `KIEV, Ukraine -`."""
    entry = known(article.form(first, last).title()) if is_town_of_dateline(article, first, last) else None
    return entry if entry and entry.kind == PLACE else None


def _is_mere_headline(article: Article, span: Span, body: set[str]) -> bool:
    """Whether a headline's name, which nothing else has, is made of ordinary words: there a capital says nothing."""
    if span.is_person:
        return False
    form = article.form(span.first, span.last)
    folded = fold(form)
    if folded in body or entry_of(form):
        return False
    return any(word in common_words() for word in folded.split()) and not _has_office(folded)


def _has_office(folded: str) -> bool:
    """Whether the head of an office stands before its `of` in a form: `department of`, `university of`."""
    words = folded.split()
    return any(second == "of" and first in _OFFICES for first, second in pairwise(words))


def _role(article: Article, first: int, before: int) -> str:
    """The folded role right before a name, or nothing."""
    if first == before + 1 or article.shapes[first - 1] == SIGN or article.word(first - 1) not in last_words_of_roles():
        return ""
    for size in range(min(_LONGEST_ROLE, first - before - 1), 0, -1):
        at = first - size
        if any(gap >= NEW_LINE for gap in article.gaps[at + 1 : first + 1]):
            continue
        phrase = fold(article.form(at, first - 1))
        if phrase in words_of("role") and phrase not in words_of("stop"):
            return phrase
    return ""


def _missed(article: Article, spans: Sequence[Span], body: set[str]) -> Iterator[Span]:
    """Names in runs of capitals without any: those of the article, of an authority, with the head of a name."""
    taken = np.zeros(len(article.starts), np.bool_)
    for first, last, *_ in spans:
        taken[first : last + 1] = True
    for start, last in capital_runs(article.tokens, article.layout, taken):
        if start == last and article.word(start) in common_words():  # most
            continue
        if _town(article, start, last):
            yield Span(start, last)
            continue
        is_stop = start < last and fold(article.form(start, start)) in words_of("stop")
        first = at = start + bool(is_stop and article.opens[start])
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
                yield Span(at, end)
            at = max(at, end) + 1


def _is_missed(article: Article, first: int, last: int, run: tuple[int, int], body: set[str]) -> bool:
    form = article.form(first, last)
    folded = fold(form)
    is_whole = (first, last) == run and not _has_neighbour(article, first, last)
    is_shouted = last - first < 3 and article.shapes[first] == SHOUT and len(form) > 4
    is_loose = bool(article.headline[first]) or is_whole or is_shouted
    if first == last and folded in common_words():
        return False
    if folded in body and len(folded) > 1:
        return is_loose or (last == run[1] and fold(article.form(first - 1, first - 1)) in words_of("role"))
    if is_loose and (entry := entry_of(form)) and entry.prior >= (_LARGE_CITY if _is_in(article, first) else _SURE):
        return True
    return is_whole and last > first and not article.headline[first] and _has_head(article, first, last)


def _is_in(article: Article, first: int) -> bool:
    """Whether a preposition of place stands before a token: `FLOOD WATERS RISE IN MANILA`."""
    return first > 0 and article.gaps[first] < NEW_LINE and article.word(first - 1) in words_of("place_before")


def _has_neighbour(article: Article, first: int, last: int) -> bool:
    """Whether another name of the same run stands right before or behind."""
    is_before = article.is_large(first - 1) and article.gaps[first] < NEW_LINE and not article.opens[first - 1]
    return is_before or (article.is_large(last + 1) and article.gaps[last + 1] < NEW_LINE)


def _has_head(article: Article, first: int, last: int) -> bool:
    """Whether the run ends like the name of an organization, a place or a law: `Northern Fisheries Council`."""
    head = fold(article.form(last, last))
    words = [fold(article.form(at, at)) for at in range(first, last)]
    if all(word in words_of("stop") or word in words_of("no_name") or word in words_of("role") for word in words):
        return False
    return any(head in words_of(name) for name in ("organization_only", "place_head", "law_head"))
