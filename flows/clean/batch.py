"""A batch of records to articles, edits and rejects: what the next room calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from flows import frames
from flows.clean import metadata
from flows.clean.blocks import Page, read_page
from flows.clean.documents import WORD, Article, Draft, Reject, clean_documents
from flows.clean.features import with_features
from flows.clean.kinds import with_labels
from flows.clean.lines import page_lines, plain_lines
from flows.clean.metadata import HTML, Record
from flows.clean.next_story import with_next_story
from flows.clean.pagedata import PageData, page_data
from flows.clean.removals import removal_scores
from flows.clean.repeats import Repeated, with_repeats
from flows.clean.scorer import LineScorer
from flows.clean.shape import with_shapes
from flows.clean.stated import with_titles
from flows.clean.trained import trained_evidence
from flows.clean.viewed import lines_of
from flows.collector import uncollected
from flows.ledger import Edit
from flows.sources import Source


@dataclass(frozen=True)
class Cleaned:
    """What cleaning makes of a batch: frames.ARTICLES, frames.EDITS and frames.REJECTS, each sorted by its key.

    `lines` (repeats.LINES) are the lines that were looked at: no other that repeats bears on its document.
    """

    articles: pl.DataFrame
    edits: pl.DataFrame
    rejects: pl.DataFrame
    lines: pl.DataFrame


def clean_batch(
    records: pl.DataFrame, source: Source, scorer: LineScorer = trained_evidence, repeated: Repeated = ()
) -> Cleaned:
    """The articles of a batch of accepted records (frames.RECORDS) of one source, where the lines `repeated` repeat.

    For every article redo(raw, edits) == text and undo(text, edits) == raw. A record that holds no article is a row
    of rejects. The result of a record does not depend on the others of its batch, nor on their order.
    """
    with uncollected():  # which walked all lines again and again
        return _cleaned(records, source, scorer, repeated)


def _cleaned(records: pl.DataFrame, source: Source, scorer: LineScorer, repeated: Repeated) -> Cleaned:
    drafts, pages = read_drafts(records)
    described = described_lines(drafts, pages, source, repeated)
    lines = lines_of(described.with_columns(scorer(described).alias("evidence")))
    articles: list[Article] = []
    rejects: list[Reject] = []
    edits: dict[str, list[tuple[Edit, float | None]]] = {}
    for at, result in enumerate(clean_documents(drafts, lines, source)):
        if isinstance(result, Reject):
            rejects.append(result)
        else:
            article, made = result
            articles.append(article)
            edits[article.article_id] = list(zip(made, removal_scores(made, lines[at]), strict=True))
    return Cleaned(
        _counted(_frame(articles, frames.ARTICLES).sort("article_id")),
        _edit_rows(edits),
        _frame(rejects, frames.REJECTS).sort("document_id"),
        _line_keys(described, records["document_id"]),
    )


def _line_keys(described: pl.DataFrame, documents: pl.Series) -> pl.DataFrame:
    """repeats.LINES of described lines, whose `document` is a row of `documents`."""
    keyed = described.select(document_id=documents.gather(described["document"]), key="line_key")
    return keyed.filter(pl.col("key") != 0).unique().sort("document_id", "key")


def described_lines(
    drafts: Sequence[Draft], pages: Mapping[int, Page], source: Source, repeated: Repeated = ()
) -> pl.DataFrame:
    """The lines of all drafts with all that a scorer may ask for: features, labels, titles, what repeats."""
    plain = plain_lines([None if draft.is_markup else draft.raw for draft in drafts])
    lines = pl.concat([plain, page_lines(pages)]).sort("document", "start")
    titles = {at: metadata.titles(draft.record, draft.data, source) for at, draft in enumerate(drafts)}
    described = with_next_story(with_titles(with_labels(with_features(lines)), titles))
    return with_repeats(with_shapes(described), repeated)


def read_drafts(records: pl.DataFrame) -> tuple[list[Draft], dict[int, Page]]:
    """The records (frames.RECORDS) as documents to be cleaned, and those of them that are pages, by row.

    A page's markup is read as it lies in the frame, in UTF-8; its record has no content here.
    """
    markup = pl.when(pl.col("media_type") == HTML).then(pl.col("content").fill_null(""))
    pages = {
        at: read_page(data)
        for at, data in enumerate(records.select(markup.cast(pl.Binary)).to_series())
        if data is not None
    }
    text = pl.when(pl.col("media_type") != HTML).then("content").alias("content")
    rows = [Record(*row) for row in records.with_columns(text).select(Record._fields).iter_rows()]
    return [_draft(row, pages.get(at)) for at, row in enumerate(rows)], pages


def _draft(record: Record, page: Page | None) -> Draft:
    if page is None:
        return Draft(record, record.content or "", PageData(), is_markup=False)
    return Draft(record, page.raw, page_data(page), is_markup=True)


def _counted(articles: pl.DataFrame) -> pl.DataFrame:
    """`articles` with their words counted, all at once."""
    return articles.with_columns(words=pl.col("text").str.count_matches(WORD).cast(articles.schema["words"]))


def _edit_rows(edits: Mapping[str, list[tuple[Edit, float | None]]]) -> pl.DataFrame:
    rows = [
        (article_id, position, edit.raw_start, edit.raw_end, str(edit.rule), edit.before, edit.after, score)
        for article_id in sorted(edits)
        for position, (edit, score) in enumerate(edits[article_id])
    ]
    return _frame(rows, frames.EDITS)


def _frame(rows: Sequence[Sequence[object]], schema: pl.Schema) -> pl.DataFrame:
    """A frame of rows, made column by column, which is faster."""
    return pl.DataFrame(dict(zip(schema, zip(*rows, strict=True), strict=True)) if rows else None, schema=schema)
