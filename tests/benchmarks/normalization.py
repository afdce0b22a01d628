"""Quality and speed of normalization on the evaluation sets beside the checkout.

    python -m tests.benchmarks.normalization [SHARED]

news-fair: mentions with exact bounds, their kinds, B-cubed over entities. lgl: toponyms given the gold GeoNames id, or
placed within 161 km. Speed: all of normalize_batch on archive articles, on one core. The sets are for scoring alone.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from time import process_time
from typing import Any

import polars as pl

from flows.frames import ARTICLES, EDITS
from flows.normalize import find_duplicates, link_entities, normalize_batch
from flows.sources import Source

PRONOUNS = (
    "i he she it we you they me him her us them my his its our your their mine hers ours yours theirs who whom whose "
    "this that these those himself herself itself themselves myself"
)
KINDS = {"Q215627": "person", "Q43229": "organization", "Q27096213": "place"}
SPEED_ARTICLES = 600
Span = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True)
class Spans:
    """Counts over all documents: mentions found, wanted, right; kinds right of those compared; id pairs."""

    found: int
    wanted: int
    right: int
    kinds_right: int
    kinds: int
    pairs: tuple[tuple[str, str], ...]


def lines(path: Path) -> list[Row]:
    """Documents of a JSONL file, gzipped or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.splitlines()]


def articles(documents: Iterable[Row]) -> pl.DataFrame:
    """Documents as articles that cleaning left alone; the id is the number."""
    rows = [
        {
            "article_id": f"{number:05d}",
            "title": document.get("title"),
            "published_at": _instant(document.get("date")),
            "language": "en",
            "text": document["text"],
            "raw": document["text"],
        }
        for number, document in enumerate(documents)
    ]
    return pl.DataFrame(rows, schema=ARTICLES)


def _instant(day: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((day or "")[:10]).replace(tzinfo=UTC)
    except ValueError:
        return None


def mentions_of(documents: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each document with its mentions, linked over the whole set; entities' facts are joined to them."""
    found = normalize_batch(articles(documents), pl.DataFrame(schema=EDITS), Source("set", "Set")).mentions
    linked = link_entities(found)
    facts = linked.entities.select("entity_id", "geonames_id", "latitude", "longitude")
    rows = linked.mentions.filter(pl.col("field") == "text").join(facts, on="entity_id", maintain_order="left")
    by_article: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        by_article.setdefault(row["article_id"], []).append(row)
    for number, document in enumerate(documents):
        yield document, by_article.get(f"{number:05d}", [])


def is_named(text: str) -> bool:
    """Whether the gold counts it as a name: it starts with a capital and is no pronoun."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and letters[0].isupper() and text.lower() not in PRONOUNS.split()


def gold_labels(document: Row) -> dict[Span, Row]:
    """Labels that count, by span: named, inside the evaluation span, no dates or quantities."""
    low, high = document.get("evaluation_span") or (0, len(document["text"]))
    return {
        (start, end): label
        for label in document["labels"]
        for start, end in [label["span"]]
        if low <= start
        and end <= high
        and is_named(document["text"][start:end])
        and label["entity_id"] not in ("QUANTITY", "DATETIME")
        and not label.get("optional")
        and not label.get("coref")
    }


def score_spans(documents: Sequence[Row]) -> Spans:
    """Exact bounds, kinds and entity pairs over a set in the ELEVANT format."""
    counts: Counter[str] = Counter()
    pairs: list[tuple[str, str]] = []
    for document, mentions in mentions_of(documents):
        low, high = document.get("evaluation_span") or (0, len(document["text"]))
        wanted = gold_labels(document)
        found = {
            (row["start"], row["end"]): row
            for row in mentions
            if low <= row["start"] and row["end"] <= high and is_named(row["surface"])
        }
        counts.update(found=len(found), wanted=len(wanted))
        for span in sorted(found.keys() & wanted.keys()):
            label, row = wanted[span], found[span]
            kind = next((KINDS[item] for item in label["type"].split("|") if item in KINDS), None)
            counts.update(right=1, kinds=kind is not None, kinds_right=kind == row["kind"])
            if label["entity_id"].startswith("Q"):
                pairs.append((label["entity_id"], row["entity_id"]))
    return Spans(
        counts["found"], counts["wanted"], counts["right"], counts["kinds_right"], counts["kinds"], tuple(pairs)
    )


def b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of our entity ids against the gold ones, over mentions that both have."""
    gold, ours, both = Counter(g for g, _ in pairs), Counter(o for _, o in pairs), Counter(pairs)
    precision = sum(count * count / ours[o] for (_, o), count in both.items()) / max(1, len(pairs))
    recall = sum(count * count / gold[g] for (g, _), count in both.items()) / max(1, len(pairs))
    return 2 * precision * recall / max(1e-9, precision + recall)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two positions in degrees."""
    (y, x), (v, u) = (map(radians, a), map(radians, b))
    return 12742 * asin(min(1, sqrt(sin((v - y) / 2) ** 2 + cos(y) * cos(v) * sin((u - x) / 2) ** 2)))


def score_places(documents: Sequence[Row]) -> tuple[float, float, float]:
    """Shares of gold toponyms found, given the gold GeoNames id, and placed within 161 km."""
    wanted = found = exact = near = 0
    for document, mentions in mentions_of(documents):
        places = [row for row in mentions if row["kind"] == "place"]
        for label in document["labels"]:
            if label["geonames_id"] is None:
                continue
            wanted += 1
            hits = [row for row in places if row["start"] < label["end"] and label["start"] < row["end"]]
            found += bool(hits)
            exact += any(row["geonames_id"] == str(label["geonames_id"]) for row in hits)
            near += any(_is_near(row, label) for row in hits)
    return found / wanted, exact / wanted, near / wanted


def _is_near(row: Row, label: Row) -> bool:
    if row["latitude"] is None or label["latitude"] is None:
        return False
    return kilometres((row["latitude"], row["longitude"]), (label["latitude"], label["longitude"])) <= 161


def words_per_second(documents: Sequence[Row]) -> tuple[float, float]:
    """Words a second of processor time: of normalize_batch, with the gazetteer read, and of find_duplicates."""
    words = sum(len(document["text"].split()) for document in documents)
    frame, edits, source = articles(documents), pl.DataFrame(schema=EDITS), Source("set", "Set")
    normalize_batch(frame.head(1), edits, source)
    began = process_time()
    normalize_batch(frame, edits, source)
    between = process_time()
    find_duplicates(frame)
    return words / (between - began), words / (process_time() - between)


def main(shared: Path) -> None:
    """Print the table."""
    spans = score_spans(lines(shared / "eval" / "entities" / "news-fair.jsonl"))
    found, exact, near = score_places(lines(shared / "eval" / "places" / "lgl.jsonl"))
    batch, duplicates = words_per_second(lines(shared / "eval" / "archive" / "articles.jsonl.gz")[:SPEED_ARTICLES])
    table = {
        "news-fair spans F1": 2 * spans.right / (spans.found + spans.wanted),
        "news-fair spans precision": spans.right / spans.found,
        "news-fair spans recall": spans.right / spans.wanted,
        "news-fair kinds": spans.kinds_right / spans.kinds,
        "news-fair clusters B3 F1": b_cubed(spans.pairs),
        "lgl found": found,
        "lgl exact": exact,
        "lgl near": near,
        "normalize words/s": batch,
        "duplicates words/s": duplicates,
    }
    for name, value in table.items():
        print(f"{name:28}{value:12,.0f}" if value > 1 else f"{name:28}{value:12.4f}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
