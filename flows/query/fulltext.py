"""The full-text index of a release: BM25 by DuckDB's extension fts, over folded words and their stems.

An index is made once for each release and kept in the build folder, in a file named by the digest of the release's
checksums, so that a stale one is never found. It is written beside and renamed, and opened for reading only: readers
neither wait for one another nor for a writer. Where it cannot be kept, it is made in memory.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb

from flows.errors import TearsheetError
from flows.ids import bytes_sha256
from flows.query.session import Session, connect, load_extension, sentence
from flows.query.terminal import count, say
from flows.query.wanted import Wanted

FOLDING = (Path(__file__).parent / "folding.sql").read_text(encoding="utf-8")
# Making an index of fewer takes no time that anyone would notice.
WORTH_SAYING = 3_000

# A word of the title counts three times: it stands twice more before the text. No phrase runs over the bar.
_DOCUMENTS = """
    create table documents as
    select article_id, source_id, published_at, headline || '|' || body as words,
           stems_of(headline) || ' ' || stems_of(headline) || ' ' || stems_of(words) as stems
    from (
        select article_id, source_id, published_at,
               words_of(coalesce(title, '')) as headline, words_of(coalesce(text, '')) as body
        from {articles}
    )
"""
# Everything is folded and stemmed before; there are no stop words, so that no query is ever empty.
_INDEX = """
    pragma create_fts_index('documents', 'article_id', 'stems',
                            stemmer = 'none', stopwords = 'none', ignore = '\\s+', strip_accents = 0, lower = 0)
"""
_SEARCH = """
    with scored as (
        select *, fts_main_documents.match_bm25(article_id, $stems, conjunctive := $all_of_them) as score from documents
    )
    select article_id, score, count(*) over () as total from scored
    where score is not null
      and coalesce(list_bool_and([contains(words, phrase) for phrase in $phrases]), true)
      and ($source is null or source_id = $source)
      and ($since is null or published_at >= $since) and ($before is null or published_at < $before)
      and ($among is null or list_contains($among, article_id))
    order by score desc, published_at desc nulls last, article_id limit $limit
"""


@dataclass(frozen=True)
class Found:
    """The best articles as (article_id, score), of `total`; `has_all` says whether they hold all the words."""

    best: list[tuple[str, float]]
    total: int
    has_all: bool


@dataclass(frozen=True)
class Index:
    """A full-text index, open for reading."""

    connection: duckdb.DuckDBPyConnection

    def stems(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The stems of each of `words`; none for what has no letter or digit."""
        query = "select word, stems_of(words_of(word)) from (select unnest(?::varchar[]) as word)"
        rows = self.connection.execute(query, [list(words)]).fetchall()
        return {word: tuple(stems.split()) for word, stems in rows}

    def find(self, wanted: Wanted, among: list[str] | None) -> Found:
        """The articles that `wanted` asks for, the best first; `among`, unless None, are the only ones to look at."""
        stems = list(dict.fromkeys(self.stems([wanted.words])[wanted.words]))
        for has_all in (True, False):
            found = self._find(wanted, stems, among, has_all=has_all)
            if found.best or len(stems) == 1:
                return found
        return found

    def _find(self, wanted: Wanted, stems: list[str], among: list[str] | None, *, has_all: bool) -> Found:
        phrases = self.connection.execute(
            "select words_of(phrase) from (select unnest(?::varchar[]) as phrase)", [wanted.phrases()]
        ).fetchall()
        rows = self.connection.execute(
            _SEARCH,
            {
                "stems": " ".join(stems),
                "all_of_them": has_all,
                "phrases": [phrase for (phrase,) in phrases if phrase.strip()],
                "source": wanted.source,
                "since": wanted.since,
                "before": wanted.before,
                "among": among,
                "limit": wanted.limit,
            },
        ).fetchall()
        best = [(article_id, score) for article_id, score, _ in rows]
        return Found(best, rows[0][2] if rows else 0, has_all)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def open_index(session: Session, cache: Path) -> Index:
    """The index of a session's release: the one kept in the folder `cache`, or a new one.

    A release over HTTP, or one whose index cannot be kept, has it in memory. Raises TearsheetError when it cannot be
    made.
    """
    path = None if session.place.is_remote else _kept(session, cache)
    try:
        if path is not None:
            return _open(path) or _made_beside(session, path)
        connection = _prepared(session, ":memory:")
        _fill(connection, session)
    except duckdb.Error as problem:
        raise TearsheetError(f"{session.place.address}: cannot be indexed ({sentence(problem)})") from problem
    return Index(connection)


def _kept(session: Session, cache: Path) -> Path | None:
    """Where the index is kept, or None where that cannot be."""
    try:
        if not cache.parent.is_dir():  # no build folder here: leave nothing behind
            return None
        cache.mkdir(exist_ok=True)
    except OSError:
        return None
    made_by = f"{duckdb.__version__}{FOLDING}{_DOCUMENTS}{_INDEX}"
    digest = bytes_sha256(f"{session.digest()}{made_by}".encode())
    path = cache / f"{session.dataset}-{session.version}-{digest[:16]}.duckdb"
    return path if path.exists() or os.access(cache, os.W_OK) else None


def _open(path: Path) -> Index | None:
    """The index in the file, or None when there is none or it is broken."""
    if not path.exists():
        return None
    try:
        connection = connect(str(path), read_only=True)
        load_extension(connection, "fts")
        connection.execute("select article_id from documents limit 1")
    except duckdb.Error:
        return None
    return Index(connection)


def _made_beside(session: Session, path: Path) -> Index:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        with _prepared(session, str(partial)) as connection:
            _fill(connection, session)
            connection.execute("checkpoint")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
        Path(f"{partial}.wal").unlink(missing_ok=True)
    made = _open(path)
    if made is None:
        raise TearsheetError(f"{path}: cannot be read although it was just written; check the disk")
    return made


def _prepared(session: Session, file: str) -> duckdb.DuckDBPyConnection:
    connection = connect(file)
    load_extension(connection, "fts")
    if session.place.is_remote:
        load_extension(connection, "httpfs")
    return connection


def _fill(connection: duckdb.DuckDBPyConnection, session: Session) -> None:
    articles = next(item.rows for item in session.descriptor.resources if item.name == "articles")
    if articles >= WORTH_SAYING:
        say(f"Indexing {count(articles, 'article')} of {session.name}, once…")
    connection.execute(FOLDING)
    connection.execute(_DOCUMENTS.format(articles=session.source("articles")))
    connection.execute(_INDEX)
    connection.execute("alter table documents drop column stems")
