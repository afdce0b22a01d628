"""The frames that travel between rooms inside build/: what a published table has, and what only later rooms need.

`RECORDS` leaves ingest, `ARTICLES` and `EDITS` leave clean, and stand as `CLEANED` and `EDITS` in its batches;
`MENTIONS`, `QUOTATIONS` and `FINGERPRINTS` leave normalize; dates and amounts have the shape of their published tables.
"""

from __future__ import annotations

import polars as pl

from flows.tables import DTYPES, table

_STRING, _INTEGER, _INSTANT, _LIST = DTYPES["string"], DTYPES["integer"], DTYPES["datetime"], DTYPES["array"]

# One row a record of raw/: the columns of documents, then what the record holds. `content` is the decoded text or
# page, null for a rejected record; `published_at` is as the record writes it; `detail` is the reject's sentence.
# `authors` is a list with one name an entry; authors that stand in one string, as "By A and B", are the `byline`.
# `listed_…` is what the feed or sitemap that led to a fetched page says of it, for where the page is silent.
RECORDS = pl.Schema(
    {
        **table("documents").schema,
        "detail": _STRING,
        "content": _STRING,
        "title": _STRING,
        "url": _STRING,
        "authors": _LIST,
        "byline": _STRING,
        "section": _STRING,
        "published_at": _STRING,
        "language": _STRING,
        "listed_title": _STRING,
        "listed_by": _STRING,
        "listed_at": _STRING,
    }
)

# One row an accepted document, cleaned. `raw` is the raw text. `title_raw_start` is where the title stands in it,
# null when the title came from elsewhere; where it is set, raw[title_raw_start:][:len(title)] == title.
ARTICLES = pl.Schema(
    {
        "article_id": _STRING,
        "document_id": _STRING,
        "source_id": _STRING,
        "url": _STRING,
        "title": _STRING,
        "title_raw_start": _INTEGER,
        "authors": _LIST,
        "section": _STRING,
        "byline": _STRING,
        "dateline": _STRING,
        "captions": _LIST,
        "published_at": _INSTANT,
        "published_precision": _STRING,
        "published_from": _STRING,
        "language": _STRING,
        "text": _STRING,
        "words": _INTEGER,
        "raw": _STRING,
    }
)

# The same as batches hold them: with the digests of both texts, which a build of many articles would not want to
# compute again when it adds a few.
CLEANED = pl.Schema({**ARTICLES, "raw_sha256": _STRING, "text_sha256": _STRING})

EDITS = table("edits").schema

# One row a document that cleaning could not make an article of.
REJECTS = pl.Schema({"document_id": _STRING, "reason": _STRING, "detail": _STRING})

# One row a mention, resolved inside its article: `name` is the fullest form there or the authority's; `authority` and
# `authority_key` name the authority's entry, null when no authority knows it.
MENTIONS = pl.Schema(
    {
        **{name: dtype for name, dtype in table("mentions").schema.items() if name != "entity_id"},
        "name": _STRING,
        "authority": _STRING,
        "authority_key": _STRING,
    }
)

# One row a quotation; `speaker_start` is the start in articles.text of the mention that names the speaker, or null.
QUOTATIONS = pl.Schema(
    {
        **{name: dtype for name, dtype in table("quotations").schema.items() if name != "speaker_entity_id"},
        "speaker_start": _INTEGER,
    }
)

# One row an article, by which its near-duplicates are found: `equality` is what equal short texts share, `bands` are
# the folded MinHash bands of a longer one; the other is null.
BANDS = 42
FINGERPRINTS = pl.Schema({"article_id": _STRING, "equality": _STRING, "bands": pl.Array(pl.UInt64, BANDS)})
