"""One batch of articles to the four tables of what they say: mentions, dates, amounts, quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from flows.collector import uncollected
from flows.frames import MENTIONS, QUOTATIONS
from flows.ledger import Edit, RawOffsets
from flows.normalize.amounts import Sum, find_amounts
from flows.normalize.dates import Expression, find_dates
from flows.normalize.evidence import PERSON
from flows.normalize.fingerprints import fingerprints
from flows.normalize.homes import home_of
from flows.normalize.known import PLACE
from flows.normalize.names import Mention, find_names
from flows.normalize.own_names import NO_NAMES, OwnNames
from flows.normalize.quotations import Quotation, find_quotations
from flows.normalize.timex import bounds
from flows.settings import Tagger
from flows.sources import Source
from flows.tables import table

_TITLE_END = "\n\n"  # joins title and text, so that one reads as the headline of the other
_COLUMNS = ("article_id", "title", "title_raw_start", "published_at", "language", "text", "dateline", "url")


@dataclass(frozen=True)
class Normalized:
    """What a batch says: `mentions`, `quotations` and `fingerprints` as in frames, `dates` and `amounts` as the tables;
    every frame sorted by its primary key.
    """

    mentions: pl.DataFrame
    dates: pl.DataFrame
    amounts: pl.DataFrame
    quotations: pl.DataFrame
    fingerprints: pl.DataFrame


class _Article(NamedTuple):
    """One article, its text behind its title as one string; offsets below `text_start` are the title's."""

    article_id: str
    whole: str
    text_start: int
    title_raw_start: int | None
    raw: RawOffsets
    day: date | None
    language: str | None
    dateline: str | None
    home: str | None


def normalize_batch(
    articles: pl.DataFrame, edits: pl.DataFrame, source: Source, tagger: Tagger = Tagger.SMALL, own: OwnNames = NO_NAMES
) -> Normalized:
    """Names, dates, sums and quotations of articles (frames.ARTICLES) with their edits (frames.EDITS).

    `own` are names of a user's lists, which are sought besides those that the tagger finds.

    Articles are read one by one: the order of the frame does not matter, and no text makes it fail.
    """
    with uncollected():  # a fifteenth of the time; no article leaves a cycle behind
        return _normalized(articles, edits, source, tagger, own)


def _normalized(
    articles: pl.DataFrame, edits: pl.DataFrame, source: Source, tagger: Tagger, own: OwnNames
) -> Normalized:
    mentions: list[tuple[object, ...]] = []
    dates: list[tuple[object, ...]] = []
    amounts: list[tuple[object, ...]] = []
    quotations: list[tuple[object, ...]] = []
    for article in _articles(articles, edits, source):
        home = article.home
        names = find_names(article.whole, article.language, home, tagger, article.dateline, own=own)
        mentions += _mention_rows(article, names)
        found = _apart_from(names, find_dates(article.whole, article.day, article.language, home))
        dates += _date_rows(article, found, source.timezone)
        amounts += _amount_rows(article, find_amounts(article.whole, article.language, home))
        quotations += _quotation_rows(article, names)
    return Normalized(
        _frame(mentions, MENTIONS, "field"),
        _frame(dates, table("dates").schema, "field"),
        _frame(amounts, table("amounts").schema, "field"),
        _frame(quotations, QUOTATIONS),
        fingerprints(articles),
    )


def _apart_from(names: Sequence[Mention], found: Sequence[Expression]) -> list[Expression]:
    """The dates that are no part of a place's or a person's longer name: `Rio de Janeiro`, `April Jones`."""
    starts = [expression.start for expression in found]
    name_at = {
        at: name
        for name in names
        if name.kind in (PLACE, PERSON)
        for at in starts[bisect_left(starts, name.start) : bisect_left(starts, name.end)]
    }

    def is_part(start: int, end: int) -> bool:
        name = name_at.get(start)
        return name is not None and end <= name.end and end - start < name.end - name.start

    return [expression for expression in found if not is_part(expression.start, expression.end)]


def _frame(rows: Sequence[tuple[object, ...]], schema: pl.Schema, *keys: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row").sort("article_id", *keys, "start", "end")


def _articles(articles: pl.DataFrame, edits: pl.DataFrame, source: Source) -> Iterator[_Article]:
    ledger: dict[str, list[Edit]] = {}
    ordered = edits.sort("article_id", "position")
    for article_id, *edit in ordered.select(
        "article_id", "raw_start", "raw_end", "rule", "before", "after"
    ).iter_rows():
        ledger.setdefault(article_id, []).append(Edit(*edit))
    zone = ZoneInfo(source.timezone)
    for article_id, title, title_raw_start, published, language, text, dateline, url in articles.select(
        _COLUMNS
    ).iter_rows():
        head = (title or "") + _TITLE_END
        day = published.astimezone(zone).date() if isinstance(published, datetime) else None
        raw = RawOffsets(ledger.get(article_id, ()))
        yield _Article(
            article_id, head + text, len(head), title_raw_start, raw, day, language or source.language, dateline,
            home_of(url, source),
        )  # fmt: skip


# The columns that every row about a span starts with: article_id, field, start, end, raw_start, raw_end, surface.
_Span = tuple[str, str, int, int, int, int, str]
_Item = TypeVar("_Item", Mention, Expression, Sum)


def _spans(article: _Article, items: Iterable[_Item]) -> Iterator[tuple[_Span, _Item]]:
    article_id, text_start, at = article.article_id, article.text_start, article.title_raw_start
    for item in items:
        start, end = item.start, item.end
        surface = article.whole[start:end]
        if start >= text_start:
            first, last = start - text_start, end - text_start
            raw_start, raw_end = article.raw.span(first, last)
            yield (article_id, "text", first, last, raw_start, raw_end, surface), item
        elif end <= text_start - len(_TITLE_END):
            # A title from a field of the record stands nowhere in the raw text: the empty span says so.
            raw_start, raw_end = (0, 0) if at is None else (at + start, at + end)
            yield (article_id, "title", start, end, raw_start, raw_end, surface), item


def _mention_rows(article: _Article, names: Iterable[Mention]) -> Iterator[tuple[object, ...]]:
    for span, (_, _, kind, method, score, name, authority, key, role) in _spans(article, names):
        yield (*span, kind, method, score, role, name, authority, key)


def _date_rows(article: _Article, found: Iterable[Expression], timezone: str) -> Iterator[tuple[object, ...]]:
    for span, expression in _spans(article, found):
        yield (*span, expression.type, expression.value, *bounds(expression.value, timezone))


def _amount_rows(article: _Article, found: Iterable[Sum]) -> Iterator[tuple[object, ...]]:
    for span, amount in _spans(article, found):
        yield (*span, amount.currency, amount.value, amount.upper_value, amount.per)


def _quotation_rows(article: _Article, names: Iterable[Mention]) -> Iterator[tuple[object, ...]]:
    text = article.whole[article.text_start :]
    inside = [
        Mention(name.start - article.text_start, name.end - article.text_start, *name[2:])
        for name in names
        if name.start >= article.text_start
    ]
    for quotation in find_quotations(text, inside, article.language):
        yield _quotation_row(article.article_id, text, quotation)


def _quotation_row(article_id: str, text: str, quotation: Quotation) -> tuple[object, ...]:
    start, end, speaker, speaker_start, cue = quotation
    return article_id, start, end, text[start:end], speaker, cue, speaker_start
