"""Quality and speed of normalization on the evaluation sets, by the scorers that lie beside them.

    python -m tests.benchmarks.normalization [SHARED]

Each set is normalized and linked, written as the four tables that the scorers read, and scored by their programs:
`score_entities.py` on news-fair, `score_places.py` on lgl. Speed: all of normalize_batch on archive articles, on one
core. The sets are for scoring alone; sets and scorers lie outside the project (`TEARSHEET_SHARED`, or `../shared`
beside the checkout).
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import polars as pl

from flows.frames import ARTICLES, EDITS
from flows.normalize import find_duplicates, link_entities, normalize_batch
from flows.normalize.fingerprints import fingerprints
from flows.sources import Source

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).parents[3] / "shared"))
SETS = {
    "score_entities.py": "entities/news-fair.jsonl",
    "score_places.py": "places/lgl.jsonl",
}
SPEED_ARTICLES = 600
NO_EDITS = pl.DataFrame(schema=EDITS)
SOURCE = Source("set", "Set")
Document = dict[str, Any]


def documents_of(path: Path) -> list[Document]:
    """Documents of a JSONL file, gzipped or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.splitlines()]


def as_articles(documents: Iterable[Document]) -> pl.DataFrame:
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


def write_release(documents: Sequence[Document], folder: Path) -> None:
    """A folder with as much of a release as the scorers read; titles are not part of the sets' texts."""
    articles = as_articles(documents)
    linked = link_entities(normalize_batch(articles, NO_EDITS, SOURCE).mentions)
    keys = [str(document.get("key", document.get("id"))) for document in documents]
    tables = {
        "documents": pl.DataFrame({"document_id": articles["article_id"], "native_id": keys}),
        "articles": articles.select("article_id", document_id="article_id"),
        "mentions": linked.mentions.filter(pl.col("field") == "text"),
        "entities": linked.entities,
    }
    for name, rows in tables.items():
        rows.write_parquet(folder / f"{name}.parquet")
    package = {"resources": [{"name": name, "path": f"{name}.parquet"} for name in tables]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def score(scorer: Path, gold: Path) -> str:
    """What an outside scorer prints for a set."""
    with TemporaryDirectory() as folder:
        write_release(documents_of(gold), Path(folder))
        return subprocess.run([sys.executable, scorer, folder, gold], check=True, capture_output=True, text=True).stdout


def words_per_second(documents: Sequence[Document]) -> tuple[float, float]:
    """Words a second of processor time: of normalize_batch, with the gazetteer read, and of find_duplicates."""
    words = sum(len(document["text"].split()) for document in documents)
    articles = as_articles(documents)
    normalize_batch(articles.head(1), NO_EDITS, SOURCE)
    began = process_time()
    normalize_batch(articles, NO_EDITS, SOURCE)
    between = process_time()
    find_duplicates(fingerprints(articles), articles)
    return words / (between - began), words / (process_time() - between)


def main(shared: Path) -> None:
    """Print what the scorers print, then the speeds."""
    sets = shared / "eval"
    if not sets.is_dir():
        sys.exit(f"{sets} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
    for scorer, gold in SETS.items():
        print(f"{gold}\n{score(sets / scorer, sets / gold)}")  # noqa: T201
    batch, duplicates = words_per_second(documents_of(sets / "archive" / "articles.jsonl.gz")[:SPEED_ARTICLES])
    print(f"words a second of one core: normalize {batch:,.0f}, duplicates {duplicates:,.0f}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
