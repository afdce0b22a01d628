# ruff: noqa: T201 - a table for a terminal
"""Cleaning measured on the evaluation sets: `python -m tests.benchmarks.cleaning [SET …]`.

Prints, for each set, F1, precision and recall of 4-word shingles, the share of exactly equal texts, and documents a
second of processor time. The sets and the metric lie outside the project (`TEARSHEET_SHARED`, or `../shared` beside
the checkout). For sets of extracts the line before shows the tool's own text, uncleaned.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars as pl
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from flows import frames
from flows.clean import clean_batch
from flows.sources import Source

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).parents[3] / "shared"))
EVAL = SHARED / "eval"
PAGES = ("news-pages", "blog-pages")
# Documents a batch, as in the pipeline's smaller batches.
BATCH = 500
SOURCE = Source(source_id="benchmark", title="benchmark", language="en")


def main(wanted: list[str]) -> None:
    """Scores the sets whose name contains one of `wanted`, or all."""
    print(f"{'set':34} {'F1':>7} {'prec.':>7} {'recall':>7} {'exact':>6} {'seconds':>8} {'docs/s':>7}")
    for name, rows, gold, media_type in sets():
        if wanted and not any(word in name for word in wanted):
            continue
        if name.startswith("news-texts"):
            report(f"{name} (as it is)", [text for _, text in rows], gold, 0.0)
        cleaned(rows[:1], media_type)  # what is loaded once a process is not the set's
        started = time.process_time()
        texts = cleaned(rows, media_type)
        report(name, texts, gold, time.process_time() - started)


def sets() -> Iterator[tuple[str, list[tuple[str, str]], list[str], str]]:
    """(name, (key, content) of each document, gold texts, media type)."""
    for name in PAGES:
        golds = lines(EVAL / name / "gold.jsonl")
        rows = [(row["key"], page(EVAL / name / "pages" / f"{row['key']}.html.gz")) for row in golds]
        yield name, rows, [row["text"] for row in golds], "text/html"
    gold = {row["key"]: row["text"] for row in lines(EVAL / "news-pages" / "gold.jsonl")}
    for path in sorted((EVAL / "news-texts").glob("*.jsonl")):
        found = [(row["key"], row["text"]) for row in lines(path)]
        yield f"news-texts/{path.stem}", found, [gold[key] for key, _ in found], "text/plain"
    clean = [(row["key"], row["text"]) for row in lines(EVAL / "clean-news.jsonl")]
    yield "clean-news", clean, [text for _, text in clean], "text/plain"
    yield "clean-news, titles aside", clean, [text.partition("\n")[2] for _, text in clean], "text/plain"


def cleaned(rows: list[tuple[str, str]], media_type: str) -> list[str]:
    """The cleaned text of each document, empty for a reject."""
    texts: dict[str, str] = {}
    for first in range(0, len(rows), BATCH):
        result = clean_batch(records(rows[first : first + BATCH], media_type), SOURCE)
        texts |= dict(result.articles.select("document_id", "text").iter_rows())
    return [texts.get(key, "") for key, _ in rows]


def records(rows: list[tuple[str, str]], media_type: str) -> pl.DataFrame:
    """Documents as frames.RECORDS, with nothing but their content."""
    base = {"source_id": "benchmark", "media_type": media_type, "status": "accepted"}
    said = [{"document_id": key, "native_id": key, "content": content, **base} for key, content in rows]
    return pl.DataFrame(said, schema=frames.RECORDS)


def report(name: str, texts: list[str], gold: list[str], seconds: float) -> None:
    """One line of the table."""
    score = agreement()(zip(gold, texts, strict=True))
    speed = f"{seconds:8.2f} {len(texts) / seconds:7.0f}" if seconds else ""
    print(
        f"{name:34} {score.f1:7.4f} {score.precision:7.4f} {score.recall:7.4f} {score.exact:6.3f} {speed}", flush=True
    )


def agreement() -> Callable[[Iterable[tuple[str, str]]], object]:
    """The metric of the evaluation sets, loaded by its path."""
    if "shingles" not in sys.modules:
        spec = importlib.util.spec_from_file_location("shingles", EVAL / "shingles.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["shingles"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["shingles"])
    return sys.modules["shingles"].agreement


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def page(path: Path) -> str:
    data = gzip.decompress(path.read_bytes())
    return bytes_to_str(data, detect_encoding(data))


if __name__ == "__main__":
    if not EVAL.is_dir():
        sys.exit(f"{EVAL} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
    main(sys.argv[1:])
