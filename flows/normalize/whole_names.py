"""Names that the tagger cuts short or runs together: a nickname in quotes, an organization and its country, a Korean
syllable, the dash behind the town of a dateline, the figures of a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from flows.normalize.known import ORGANIZATION, known
from flows.normalize.lexicon import given_names, words_of
from flows.normalize.spans import Article, Span
from flows.normalize.tokens import LOWER, NEW_LINE, NUMBER, SHOUT

_OPENING, _CLOSING = frozenset('"“‘'), frozenset('"”’')
_DASHES = frozenset("-–—")
_LONGEST_NICKNAME = 3  # words
_COUNTRY = 2.9  # votes of an authority for countries
_LONGEST_SYLLABLE = 6  # letters of the part before the hyphen: Ban Ki-moon
_LONGEST_TOWN = 3  # words of a town before its dateline's comma
_OF_THE = len(" of the ")
_BEFORE_COUNTRY = ("of ", "he ")
_BEHIND_TOWN = frozenset(",(-–—:")


def whole_names(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, with their whole names."""
    found: list[Span] = []
    text, starts, ends = article.text, article.starts, article.ends
    for span in chain.from_iterable(_parts(article, raw) if raw.last > raw.first else (raw,) for raw in spans):
        before, start, end = found[-1] if found else None, starts[span.first], ends[span.last]
        is_apart = before is None or span.first > before.last
        may_be_office = is_apart and text[start - 3 : start] in _BEFORE_COUNTRY
        first = _office(article, span, before) if may_be_office else span.first
        if before and first <= before.last:
            found[-1] = before.moved(before.first, max(before.last, span.last))
        elif first < span.first:
            found.append(Span(first, span.last))
        else:
            whole = _with_syllable(article, span) if text[end : end + 1] == "-" else span
            found.append(_with_nickname(article, whole) if text[end + 1 : end + 2] in _OPENING else whole)
    return found


def _parts(article: Article, span: Span) -> Iterator[Span]:
    """The span cut at a dash between blanks, `LAGOS - Nigeria`, and without the first figure of a result."""
    first, last = span.first, span.last
    if article.shapes[last] == NUMBER and _is_result(article, last):
        span, last = span.moved(first, last - 1), last - 1
    cuts = [at for at in range(first + 1, last) if article.gaps[at] and article.form(at, at) in _DASHES]
    cuts = [at for at in cuts if article.gaps[at + 1]]
    if not cuts:
        yield span
        return
    bounds = [(low + 1, high - 1) for low, high in pairwise([first - 1, *cuts, last + 1]) if high - low > 1]
    longest = max(bounds, key=lambda part: part[1] - part[0])
    for part in bounds:
        yield span.moved(*part) if part == longest else Span(*part)


def _is_result(article: Article, at: int) -> bool:
    """Whether the number at `at` is the first of a result: `beat Edmonton 4-0`."""
    if at + 2 >= len(article.starts) or article.shapes[at + 2] != NUMBER:
        return False
    return article.form(at + 1, at + 1) in _DASHES and not article.gaps[at + 1] and not article.gaps[at + 2]


def _office(article: Article, span: Span, before: Span | None) -> int:
    """Where the organization starts whose country the span is, `Law Society of Kenya`; else where the span starts."""
    first, before_it = (
        span.first,
        article.text[max(0, article.starts[span.first] - _OF_THE) : article.starts[span.first]],
    )
    if not before_it.endswith(" of ") and before_it != " of the ":
        return first
    head = first - 2 - (first > 1 and article.form(first - 1, first - 1) == "the")
    if head < 1 or article.headline[first]:
        return first
    may_go_on = article.word(head) in words_of("head_of_country") or _is_office_of(article, before, head)
    entry = known(article.form(first, span.last)) if may_go_on else None
    if entry is None or entry.kind == ORGANIZATION or entry.prior < _COUNTRY:
        return first
    if before and before.last == head:
        return first if before.is_person else before.first
    least = before.last if before else -1
    at = head
    while at - 1 > least and article.is_large(at - 1) and article.gaps[at] == 1 and not article.opens[at - 1]:
        at -= 1
    is_name = at < head and article.word(at) not in words_of("stop") and article.word(at) not in words_of("role")
    return at if is_name else first


def _is_office_of(article: Article, before: Span | None, head: int) -> bool:
    """Whether the name before a country's `of` is an office of something: Confederation of Indigenous Peoples."""
    if before is None or before.last != head or before.is_person or before.last < before.first + 2:
        return False
    is_of = article.form(before.first + 1, before.first + 1) == "of"
    return is_of and article.word(before.first) in words_of("head_of_country")


def _with_nickname(article: Article, span: Span) -> Span:
    """A given name with the nickname in quotes and the surname behind it: Luis “Chavit” Singson."""
    opening = span.last + 1
    if opening + 3 >= len(article.starts) or article.form(opening, opening) not in _OPENING:
        return span
    closing = next((at for at in range(opening + 2, opening + 2 + _LONGEST_NICKNAME) if _closes(article, at)), None)
    if closing is None or article.gaps[opening] != 1 or article.gaps[opening + 1]:
        return span
    is_person = span.is_person or article.word(span.first) in given_names()
    is_called = all(map(article.is_large, range(opening + 1, closing)))
    return span.moved(span.first, closing + 1) if is_person and is_called else span


def _closes(article: Article, at: int) -> bool:
    """Whether a quotation ends at `at` before a word with a capital."""
    if not article.is_large(at + 1) or article.gaps[at + 1] != 1:
        return False
    return article.form(at, at) in _CLOSING and not article.gaps[at]


def _with_syllable(article: Article, span: Span) -> Span:
    """A Korean name with its second syllable, which is a word too: `Ban Ki-moon`."""
    at = span.last + 2
    if not span.is_person or span.first == span.last:
        return span
    if at >= len(article.starts) or article.shapes[at] != LOWER:
        return span
    is_hyphen = not article.gaps[at - 1] and not article.gaps[at]
    is_short = article.ends[span.last] - article.starts[span.last] < _LONGEST_SYLLABLE
    return span.moved(span.first, at) if is_hyphen and is_short and article.word(at) in words_of("syllable") else span


def is_town_of_dateline(article: Article, first: int, last: int) -> bool:
    """Whether shouted words open a line before the sign of a dateline: `KIEV, Ukraine -`, `CAIRO (Reuters)`."""
    if article.gaps[first] < NEW_LINE and first:
        return False
    is_shouted = last - first < _LONGEST_TOWN and all(article.shapes[at] == SHOUT for at in range(first, last + 1))
    behind = last + 1 < len(article.starts) and article.gaps[last + 1] < NEW_LINE
    return is_shouted and behind and article.form(last + 1, last + 1) in _BEHIND_TOWN
