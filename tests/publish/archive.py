"""A tiny archive with one row or more in every table, as the rooms before hand it to publish.

Three outlets, one of each rights; emoji, combining marks and right-to-left text in what is sliced.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from flows.descriptor import Provenance
from flows.ids import make_id, text_sha256
from flows.ledger import Edit, RawOffsets, redo
from flows.publish import ReleaseSettings
from flows.tables import table

PROVENANCE = Provenance(raw_digest="a" * 64, code_digest="b" * 64, authority_digest="c" * 64, code_version="0.1.0")
DAY = datetime(2022, 1, 19, tzinfo=UTC)

FERRY = "Previous story\nThe ferry 🚢 to Orlec\u0327 sails again. “She floats,” said Ada Moro. It cost $ 5 million."
FERRY_EDITS = [
    Edit(0, 15, "pager", "Previous story\n", ""),
    Edit(FERRY.index("$ 5"), FERRY.index("$ 5") + 2, "currency", "$ ", "$"),
]
STRIKE = (
    "Share this\nمطار Vela closed on Monday as crews walked out. "
    + "Talks between the union and the airport went on through the night without an end in sight. " * 3
    + "\n\n“We will not move,” said Ada Moro, who leads the union in Orleç."
)
STRIKE_EDITS = [Edit(0, 11, "share_bar", "Share this\n", "")]
NOTE = "Ada Moro bought a house by the sea for 2 million."
RAW = {"ferry": FERRY, "strike": STRIKE, "note": NOTE}
EDITS = {"ferry": FERRY_EDITS, "strike": STRIKE_EDITS, "note": []}
SOURCE = {"ferry": "courier", "strike": "gazette", "note": "society"}
RIGHTS = {"courier": "full", "gazette": "excerpt", "society": "metadata"}
TITLE = {"ferry": "Ferry to Orleç sails", "strike": "Vela closed", "note": "Ada Moro moves"}
# Surface, kind and authority of every entity; what it names is looked up in titles and texts.
ENTITIES = {"Ada Moro": ("person", None), "Orleç": ("place", "atlas"), "Vela": ("place", None)}
# A record that was rejected.
EMPTY = make_id("courier", "empty.txt", "")
ALIASES = {"Orleç": "Orlec\u0327"}


def text_of(native_id: str) -> str:
    return redo(RAW[native_id], EDITS[native_id])


def article(native_id: str) -> str:
    return make_id(SOURCE[native_id], native_id)


def document(native_id: str) -> str:
    return make_id(SOURCE[native_id], f"{native_id}.txt", "")


def entity(name: str) -> str:
    return make_id(ENTITIES[name][0], name)


def make_tables() -> dict[str, pl.DataFrame]:
    """All tables that publish takes."""
    mentions = frame("mentions", _mentions())
    rows = {
        "sources": [*_sources()],
        "documents": [*_documents()],
        "edits": [
            {"article_id": article(key), "position": position, **edit._asdict()}
            for key, edits in EDITS.items()
            for position, edit in enumerate(edits)
        ],
        "entities": [*_entities(mentions)],
        "dates": [_span("strike", "text", "on Monday", type="DATE", value="2022-01-17")],
        "amounts": [_span("ferry", "text", "$5 million", currency="USD", value=5e6)],
        "quotations": [_quotation("ferry", "She floats,"), _quotation("strike", "We will not move,")],
        "duplicates": [],
        "rejects": [{"document_id": EMPTY, "path": "courier/empty.txt", "reason": "empty", "detail": "no text"}],
    }
    made = {name: frame(name, values) for name, values in rows.items()}
    return {**made, "mentions": mentions, "articles": _articles()}


def frame(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as the table of that name; columns they leave out are null."""
    return pl.DataFrame(rows, schema=table(name).schema).sort(table(name).primary_key)


def settings(folder: Path) -> ReleaseSettings:
    return ReleaseSettings("harbour", folder / "releases", title="Harbour news")


def without_article(tables: Mapping[str, pl.DataFrame], native_id: str) -> dict[str, pl.DataFrame]:
    """The tables as if the record had never been in raw/."""
    gone = {"article_id": article(native_id), "document_id": document(native_id)}
    kept = {name: rows.filter(_is_not(rows, gone)) for name, rows in tables.items()}
    counts = kept["mentions"].group_by("entity_id").agg(pl.col("article_id").n_unique(), pl.len())
    counts = counts.select("entity_id", article_count=pl.col("article_id"), mention_count="len")
    named = kept["entities"].drop("article_count", "mention_count").join(counts, on="entity_id")
    return {**kept, "entities": table("entities").conform(named)}


def _is_not(rows: pl.DataFrame, gone: dict[str, str]) -> pl.Expr:
    held = {key: value for key, value in gone.items() if key in rows.columns}
    return pl.all_horizontal(pl.lit(value=True), *(pl.col(key) != value for key, value in held.items()))


def _sources():
    for name, rights in RIGHTS.items():
        licence = "unknown" if name == "society" else "CC-BY-4.0"
        yield {"source_id": name, "title": name.title(), "kind": "outlet", "licence": licence, "rights": rights}
    yield {
        "source_id": "atlas",
        "title": "Atlas of Places",
        "kind": "authority",
        "homepage": "https://atlas.example/",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "rights": "full",
        "attribution": "Contains data of the Atlas of Places | CC BY 4.0",
    }


def _documents():
    for key, source in SOURCE.items():
        yield {
            "document_id": document(key),
            "source_id": source,
            "native_id": key,
            "path": f"{source}/{key}.txt",
            "bytes": len(RAW[key].encode()),
            "sha256": text_sha256(RAW[key]),
            "status": "accepted",
        }
    yield {
        "document_id": EMPTY,
        "source_id": "courier",
        "native_id": "empty",
        "path": "courier/empty.txt",
        "bytes": 0,
        "sha256": text_sha256(""),
        "status": "rejected",
        "reason": "empty",
    }


def _articles() -> pl.DataFrame:
    known = [name for name in table("articles").columns if name not in ("raw_sha256", "text_sha256")]
    rows = [
        {
            "article_id": article(key),
            "document_id": document(key),
            "source_id": SOURCE[key],
            "title": TITLE[key],
            "authors": ["Ada Moro", 'Eve "Vee" Ngo'],
            "published_at": DAY,
            "published_precision": "day",
            "published_from": "default",
            "language": "en",
            "text": text_of(key),
            "words": len(text_of(key).split()),
            "cluster_id": make_id("cluster", key),
            "raw": raw,
        }
        for key, raw in RAW.items()
    ]
    schema = {**{name: table("articles").schema[name] for name in known}, "raw": pl.String()}
    return pl.DataFrame(rows, schema=schema).sort("article_id")


def _mentions():
    """The first time that each title and text gives a name or alias."""
    return [
        _span(key, field, surface, entity_id=entity(name), kind=kind, method="full", score=1.0)
        for name, (kind, _) in ENTITIES.items()
        for key in RAW
        for field, content in (("title", TITLE[key]), ("text", text_of(key)))
        for surface in (name, ALIASES.get(name))
        if surface and surface in content
    ]


def _span(key: str, field: str, surface: str, **values: object) -> dict[str, object]:
    start = (TITLE[key] if field == "title" else text_of(key)).index(surface)
    end = start + len(surface)
    raw = RawOffsets(EDITS[key]).span(start, end) if field == "text" else (0, 0)
    places = {"start": start, "end": end, "raw_start": raw[0], "raw_end": raw[1]}
    return {"article_id": article(key), "field": field, **places, "surface": surface, **values}


def _entities(mentions: pl.DataFrame):
    for name, (kind, authority) in ENTITIES.items():
        named = mentions.filter(pl.col("entity_id") == entity(name))
        yield {
            "entity_id": entity(name),
            "kind": kind,
            "name": name,
            "authority": authority,
            "aliases": [ALIASES[name]] if name in ALIASES else [],
            "article_count": named["article_id"].n_unique(),
            "mention_count": named.height,
        }


def _quotation(key: str, words: str) -> dict[str, object]:
    start = text_of(key).index(words)
    return {
        "article_id": article(key),
        "start": start,
        "end": start + len(words),
        "text": words,
        "speaker": "Ada Moro",
        "speaker_entity_id": entity("Ada Moro"),
        "cue": "said",
    }
