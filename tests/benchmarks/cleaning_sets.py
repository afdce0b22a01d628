"""The evaluation sets of cleaning, which lie outside the project (`TEARSHEET_SHARED`, or `../shared` beside it)."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

import polars as pl
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from flows import frames
from flows.clean import LineScorer, clean_batch
from flows.clean.trained import trained_evidence
from flows.sources import Source
from tests.benchmarks.other_letters import TABLES, page_in_letters

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).parents[3] / "shared"))
EVAL = SHARED / "eval"
PAGES = ("news-pages", "blog-pages")
# Documents a batch, as in the pipeline's smaller batches.
BATCH = 500
SOURCE = Source(source_id="benchmark", title="benchmark", language="en")
HTML, PLAIN = "text/html", "text/plain"


class EvaluationSet(NamedTuple):
    """(key, content) of each document, their gold texts in the same order, and what the contents are."""

    name: str
    rows: list[tuple[str, str]]
    gold: list[str]
    media_type: str

    @property
    def is_extract(self) -> bool:
        """Whether the contents are what another tool made of pages."""
        return self.name.startswith("news-texts")


class Agreement(Protocol):
    """What the metric says of a set, each between 0 and 1."""

    f1: float
    precision: float
    recall: float
    exact: float


def sets() -> Iterator[EvaluationSet]:
    """Pages, also in other letters, texts made of pages by other tools, and clean news."""
    for name in PAGES:
        golds = lines(EVAL / name / "gold.jsonl")
        rows = [(row["key"], page(EVAL / name / "pages" / f"{row['key']}.html.gz")) for row in golds]
        yield EvaluationSet(name, rows, [row["text"] for row in golds], HTML)
        if name == "news-pages":
            yield from _pages_in_other_letters(rows, [row["text"] for row in golds])
    gold = {row["key"]: row["text"] for row in lines(EVAL / "news-pages" / "gold.jsonl")}
    for path in sorted((EVAL / "news-texts").glob("*.jsonl")):
        found = [(row["key"], row["text"]) for row in lines(path)]
        expected = [gold[key] for key, _ in found]
        yield EvaluationSet(f"news-texts/{path.stem}", found, expected, PLAIN)
        if path.stem == "html-text":
            yield from _texts_in_other_letters(found, expected)
    yield from _trafilatura(gold)
    clean = [(row["key"], row["text"]) for row in lines(EVAL / "clean-news.jsonl")]
    yield EvaluationSet("clean-news", clean, [text.partition("\n")[2] for _, text in clean], PLAIN)


def _trafilatura(gold: Mapping[str, str]) -> Iterator[EvaluationSet]:
    """What trafilatura makes of the news pages, where it is installed (extra `peers`)."""
    if find_spec("trafilatura") is None:
        return
    import trafilatura

    pages = {key: page(EVAL / "news-pages" / "pages" / f"{key}.html.gz") for key in gold}
    found = [(key, trafilatura.extract(markup, include_comments=False) or "") for key, markup in pages.items()]
    yield EvaluationSet("news-texts/trafilatura", found, list(gold.values()), PLAIN)


def _pages_in_other_letters(rows: list[tuple[str, str]], gold: list[str]) -> Iterator[EvaluationSet]:
    for script in TABLES:
        pages = [(key, page_in_letters(markup, script)) for key, markup in rows]
        yield EvaluationSet(f"news-pages/{script}", pages, [text.translate(TABLES[script]) for text in gold], HTML)


def _texts_in_other_letters(rows: list[tuple[str, str]], gold: list[str]) -> Iterator[EvaluationSet]:
    for script, table in TABLES.items():
        texts = [(key, text.translate(table)) for key, text in rows]
        yield EvaluationSet(f"news-texts/html-text/{script}", texts, [text.translate(table) for text in gold], PLAIN)


def cleaned(rows: list[tuple[str, str]], media_type: str, scorer: LineScorer = trained_evidence) -> list[str]:
    """The cleaned text of each document, empty for a reject."""
    texts: dict[str, str] = {}
    for first in range(0, len(rows), BATCH):
        result = clean_batch(records(rows[first : first + BATCH], media_type), SOURCE, scorer)
        texts |= dict(result.articles.select("document_id", "text").iter_rows())
    return [texts.get(key, "") for key, _ in rows]


def records(rows: list[tuple[str, str]], media_type: str) -> pl.DataFrame:
    """Documents as frames.RECORDS, with nothing but their content."""
    base = {"source_id": "benchmark", "media_type": media_type, "status": "accepted"}
    said = [{"document_id": key, "native_id": key, "content": content, **base} for key, content in rows]
    return pl.DataFrame(said, schema=frames.RECORDS)


def agreement() -> Callable[[Iterable[tuple[str, str]]], Agreement]:
    """The metric of the evaluation sets, loaded by its path."""
    if "shingles" not in sys.modules:
        spec = importlib.util.spec_from_file_location("shingles", EVAL / "shingles.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["shingles"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["shingles"])
    return sys.modules["shingles"].agreement


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def page(path: Path) -> str:
    """A gzipped page, decoded."""
    data = gzip.decompress(path.read_bytes())
    return bytes_to_str(data, detect_encoding(data))


def need_sets() -> None:
    """Ends the program where the sets are absent."""
    if not EVAL.is_dir():
        sys.exit(f"{EVAL} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
