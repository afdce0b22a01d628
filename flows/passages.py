"""What a release promises of the text of each article: its digest, the ledger of its edits, and every span in it.

Texts are looked at one article at a time, since a slice of a Python string costs nothing and one in SQL counts from
the start of the text; some articles at a time, so that memory is bounded whatever the archive's size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import polars as pl

from flows.ids import text_sha256
from flows.ledger import Edit, redo, undo

# Articles whose texts and edits are held in memory at once.
ARTICLES_AT_ONCE = 2_000
SURFACES = "surfaces are not the slice of their field"
_SPANS = {
    **dict.fromkeys(("mentions", "dates", "amounts"), ("surface", SURFACES)),
    "quotations": ("text", "quotations are not the slice of their article's text"),
}

Tables = Mapping[str, pl.LazyFrame]
_Texts = Mapping[str, tuple[str, str | None]]  # text and title by article_id
_Row = tuple[str, str, int, int, str]


def passage_breaches(tables: Tables, only: Sequence[str] | None = None) -> Iterator[str]:
    """Breaches of the promises about texts, in all articles or in those `only` whose ids are given."""
    if "articles" not in tables:
        return
    wrong: dict[str, list[str]] = {}
    of_edits: list[str] = []
    for articles in _some_articles(tables, only):
        ids = articles.get_column("article_id")
        texts = dict(zip(ids, zip(articles["text"], articles["title"], strict=True), strict=True))
        for article_id, text, text_sha256_stated in articles.select("article_id", "text", "text_sha256").iter_rows():
            if text_sha256(text) != text_sha256_stated:
                wrong.setdefault("texts do not have their text_sha256", []).append(article_id)
        for name in (name for name in _SPANS if name in tables):
            wrong.setdefault(name, []).extend(_unlike_their_slice(_rows_of(tables[name], ids), texts))
        if "edits" in tables:
            of_edits += _ledger_breaches(articles, _rows_of(tables["edits"], ids))
    yield from _counted(wrong)
    yield from of_edits


def _counted(wrong: Mapping[str, list[str]]) -> Iterator[str]:
    for name, keys in wrong.items():
        table, sentence = (name, _SPANS[name][1]) if name in _SPANS else ("articles", name)
        if keys:
            yield f"{table}: {len(keys)} {sentence}, the first at {min(keys)}"


def _some_articles(tables: Tables, only: Sequence[str] | None) -> Iterator[pl.DataFrame]:
    columns = ("article_id", "title", "text", "text_sha256", "raw_sha256")
    articles = tables["articles"].select(columns)
    if only is not None:
        ids = pl.Series(sorted(only), dtype=pl.String)
        for some in ids.to_frame("article_id").iter_slices(ARTICLES_AT_ONCE):
            yield articles.filter(pl.col("article_id").is_in(some["article_id"].implode())).collect()
        return
    for start in range(0, articles.select(pl.len()).collect().item(), ARTICLES_AT_ONCE):
        yield articles.slice(start, ARTICLES_AT_ONCE).collect()


def _rows_of(table: pl.LazyFrame, ids: pl.Series) -> pl.DataFrame:
    """Rows of a table that belong to the articles `ids`, which are sorted in both."""
    if ids.is_empty():
        return table.head(0).collect()
    between = pl.col("article_id").is_between(pl.lit(ids[0]), pl.lit(ids[-1]))  # of a file, parts are passed over
    wanted = ids.to_frame("article_id").lazy()
    return table.filter(between).join(wanted, on="article_id", how="semi", maintain_order="left").collect()


def _unlike_their_slice(rows: pl.DataFrame, texts: _Texts) -> Iterator[str]:
    """Keys of spans whose surface is not what stands there."""
    if "field" in rows.columns:
        columns = [rows[name].to_list() for name in ("article_id", "field", "start", "end", "surface")]
        for article_id, field, start, end, surface in zip(*columns, strict=True):
            text, title = texts[article_id]
            if ((title or "") if field == "title" else text)[start:end] != surface:
                yield f"{article_id}/{field}/{start}"
        return
    for article_id, start, end, said in rows.select("article_id", "start", "end", "text").iter_rows():
        if texts[article_id][0][start:end] != said:
            yield f"{article_id}/{start}"


def _ledger_breaches(articles: pl.DataFrame, edits: pl.DataFrame) -> Iterator[str]:
    """Articles whose edits do not undo to the raw text or redo to the text."""
    rows = edits.select("article_id", *Edit._fields).iter_rows()
    by_article = {key: [Edit(*row[1:]) for row in group] for key, group in groupby(rows, key=itemgetter(0))}
    for article_id, text, raw_sha256 in articles.select("article_id", "text", "raw_sha256").iter_rows():
        yield from _article_breaches(article_id, text, raw_sha256, by_article.get(article_id, []))


def _article_breaches(article_id: str, text: str, raw_sha256: str, edits: list[Edit]) -> Iterator[str]:
    raw = undo(text, edits)
    ends = [0, *(edit.raw_end for edit in edits)]
    if any(edit.raw_start < end or edit.raw_end < edit.raw_start for edit, end in zip(edits, ends, strict=False)):
        yield f"edits: those of article {article_id} overlap or stand out of order"
    elif text_sha256(raw) != raw_sha256:
        yield f"edits: undoing those of article {article_id} does not give its raw text"
    elif any(raw[edit.raw_start : edit.raw_end] != edit.before for edit in edits) or redo(raw, edits) != text:
        yield f"edits: redoing those of article {article_id} does not give its text"
