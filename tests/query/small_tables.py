"""The tables of a small release, made from a few articles written by hand."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from flows.ids import make_id, text_sha256
from flows.ledger import Edit, RawOffsets, redo
from flows.tables import TABLE_NAMES, table


@dataclass
class Piece:
    """One article to be: where it stands, its raw text, the edits as (rule, before, after)."""

    source: str
    native: str
    title: str
    raw: str
    edits: list[tuple[str, str, str]]
    published: str | None = "2022-01-05"
    language: str = "en"
    names: tuple[tuple[str, str], ...] = ()


SHARE_BAR = "Share this article\nFacebook Twitter\n"
PIECES = [
    Piece(
        "almanac",
        "gas-price",
        "Protests over the price of gas",
        f"{SHARE_BAR}On January 2 people came out in Zhanaozen. The price had doubled to $ 0.27 a litre.\nshe.\n"
        "“We want the old price,” said Aigul Bekova.\nPrevious Nadal wins\nNext Webb arrives\n",
        [
            ("share_bar", SHARE_BAR, ""),
            ("currency_space", "$ 0", "$0"),
            ("stray_word", "she.", "she."),
            ("pager", "Previous Nadal wins\nNext Webb arrives\n", ""),
        ],
        names=(("Zhanaozen", "place"), ("Aigul Bekova", "person")),
    ),
    Piece(
        "almanac",
        "new-name",
        "The council takes a new name",
        "President Recep Tayyip Erdoğan chaired the summit in Istanbul. Erdoğan will run again.\n",
        [],
        published="2021-11-13",
        names=(("Recep Tayyip Erdoğan", "person"), ("Istanbul", "place"), ("Erdoğan", "person")),
    ),
    Piece(
        "wire",
        "2022-7",
        "Rate left alone",
        "The bank left its rate alone. Erdogan wants it <lower> & soon \U0001f600.\x1b[31m\n",
        [],
        published="2022-03-17",
        names=(("Erdogan", "person"),),
    ),
    Piece("wire", "2022-8", "Кубок под дождём", "Команды бежали под дождём.\n", [], language="ru", published=None),
    Piece("wire", "2022-9", "The price of bread", "Bakers say the price of flour runs ahead of wages.\n", []),
]
RULES_OF_NAMES = {"Erdoğan": "Recep Tayyip Erdoğan", "Erdogan": "Recep Tayyip Erdoğan"}


def build_tables(pieces: list[Piece]) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLE_NAMES}
    for source in sorted({piece.source for piece in pieces}):
        rows["sources"].append(
            {
                "source_id": source,
                "title": f"The {source.title()}",
                "kind": "outlet",
                "licence": "CC0-1.0",
                "rights": "full",
            }
        )
    for piece in pieces:
        _add(rows, piece)
    rows["entities"] = _entities(rows["mentions"])
    frames = {}
    for name in TABLE_NAMES:
        columns = {column: [row.get(column) for row in rows[name]] for column in table(name).columns}
        frames[name] = table(name).conform(pl.DataFrame(columns, schema=table(name).schema))
    return frames


def _add(rows: dict[str, list[dict[str, object]]], piece: Piece) -> None:
    article_id = make_id(piece.source, piece.native)
    document_id = make_id("document", piece.source, piece.native)
    edits, at = [], 0
    for rule, before, after in piece.edits:
        start = piece.raw.index(before, at)
        at = start + len(before)
        edits.append(Edit(start, at, rule, before, after))
    text = redo(piece.raw, edits)
    rows["documents"].append(_document(piece, document_id))
    rows["articles"].append(_article(piece, article_id, text) | {"document_id": document_id})
    for position, edit in enumerate(edits):
        rows["edits"].append(dict(article_id=article_id, position=position, **edit._asdict()))
    _recognise(rows, piece, article_id, text, RawOffsets(edits))


def _document(piece: Piece, document_id: str) -> dict[str, object]:
    content = piece.raw.encode()
    return {
        "document_id": document_id,
        "source_id": piece.source,
        "native_id": piece.native,
        "path": f"{piece.source}/{piece.native}.txt",
        "status": "accepted",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _article(piece: Piece, article_id: str, text: str) -> dict[str, object]:
    published = datetime.fromisoformat(piece.published).replace(tzinfo=UTC) if piece.published else None
    return {
        "article_id": article_id,
        "source_id": piece.source,
        "title": piece.title,
        "authors": [],
        "url": f"https://{piece.source}.example.org/{piece.native}",
        "published_at": published,
        "language": piece.language,
        "published_precision": "day" if published else None,
        "published_from": "record" if published else None,
        "text": text,
        "words": len(text.split()),
        "raw_sha256": text_sha256(piece.raw),
        "text_sha256": text_sha256(text),
        "cluster_id": article_id,
    }


def _recognise(rows, piece: Piece, article_id: str, text: str, offsets: RawOffsets) -> None:
    def span(surface: str, start: int) -> dict[str, object]:
        end = start + len(surface)
        raw_start, raw_end = offsets.span(start, end)
        return {
            "article_id": article_id,
            "field": "text",
            "start": start,
            "end": end,
            "raw_start": raw_start,
            "raw_end": raw_end,
            "surface": surface,
        }

    at = 0
    for surface, kind in piece.names:
        start = text.index(surface, at)
        at = start + len(surface)
        entity_id = make_id("entity", RULES_OF_NAMES.get(surface, surface))
        rows["mentions"].append(
            span(surface, start) | {"entity_id": entity_id, "kind": kind, "method": "full", "score": 0.9}
        )
    if "January 2" in text:
        rows["dates"].append(span("January 2", text.index("January 2")) | {"type": "DATE", "value": "2022-01-02"})
    if "$0.27" in text:
        rows["amounts"].append(span("$0.27", text.index("$0.27")) | {"currency": "USD", "value": 0.27, "per": "litre"})
    if "“" in text:
        start = text.index("“") + 1
        words = text[start : text.index("”")]
        rows["quotations"].append(
            {
                "article_id": article_id,
                "start": start,
                "end": start + len(words),
                "text": words,
                "speaker": "Aigul Bekova",
                "speaker_entity_id": make_id("entity", "Aigul Bekova"),
                "cue": "said",
            }
        )


def _entities(mentions: list[dict[str, object]]) -> list[dict[str, object]]:
    by_id: dict[object, list[dict[str, object]]] = {}
    for mention in mentions:
        by_id.setdefault(mention["entity_id"], []).append(mention)
    return [
        {
            "entity_id": entity_id,
            "kind": group[0]["kind"],
            "name": max((str(row["surface"]) for row in group), key=len),
            "aliases": sorted({str(row["surface"]) for row in group}),
            "mention_count": len(group),
            "article_count": len({row["article_id"] for row in group}),
        }
        for entity_id, group in by_id.items()
    ]
