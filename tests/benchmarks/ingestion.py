"""How fast articles are ingested: records a second of the processor, by the format that they come in.

    python -m tests.benchmarks.ingestion [--articles FILE] [--limit 6000] [--repeats 3] [--check]

Lays the articles of a JSONL file (gzipped or not; by default archive/articles.jsonl.gz of the evaluation sets, which
lie outside the project) out as one JSONL, CSV, Parquet and WARC file and as text files, and runs the ingest stage on
each as a build does, from listing the folder to batches on disk. Of several repeats the fastest counts, since whatever
else runs on the machine only slows it. With --check, the exit code is 1 when a format falls below 2,000 records a
second, or when a record of it is not accepted.
"""

from __future__ import annotations

import gzip
import html
import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import polars as pl

from flows.ingest import scan, units
from flows.jobs import IngestJob
from tests.benchmarks.incremental import SHARED, read_lines

LEAST = 2_000
FIELDS = "fields: {native_id: ID, text: text, published_at: date, title: title, url: url, authors: authors}\n"
Article = Mapping[str, str | None]


def write_jsonl(articles: list[Article], folder: Path) -> None:
    """One file, a record a line."""
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")


def write_csv(articles: list[Article], folder: Path) -> None:
    """One file with a row a record; texts of many lines stand in quotes."""
    pl.DataFrame(articles).write_csv(folder / "articles.csv")


def write_parquet(articles: list[Article], folder: Path) -> None:
    """One file."""
    pl.DataFrame(articles).write_parquet(folder / "articles.parquet")


def write_texts(articles: list[Article], folder: Path) -> None:
    """A file an article."""
    for number, article in enumerate(articles):
        (folder / f"{number:05d}.txt").write_text(article["text"] or "", encoding="utf-8")


def write_warc(articles: list[Article], folder: Path) -> None:
    """One file of pages, a gzip member a record, as crawlers write it."""
    with (folder / "articles.warc.gz").open("wb") as stream:
        for number, article in enumerate(articles, 1):
            title, paragraphs = html.escape(article["title"] or ""), (article["text"] or "").split("\n")
            body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
            page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()
            stream.write(gzip.compress(_response(page, number), mtime=0))


def _response(page: bytes, number: int) -> bytes:
    """A response record of a WARC file."""
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    )
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: 2022-10-04T08:30:00Z\r\nWARC-Target-URI: https://archive.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


FORMATS: Mapping[str, tuple[Callable[[list[Article], Path], None], str]] = {
    "jsonl": (write_jsonl, FIELDS),
    "csv": (write_csv, FIELDS),
    "parquet": (write_parquet, FIELDS),
    "warc": (write_warc, ""),
    "text": (write_texts, ""),
}


def ingest(raw: Path, build: Path) -> tuple[float, int]:
    """Seconds of the processor for reading the archive into batches, and the records that were accepted."""
    began = time.process_time()
    jobs = [IngestJob(build, item.source, tuple(unit)) for item in scan(raw) for unit in units(item)]
    for job in jobs:
        job.run()
    took = time.process_time() - began
    frames = [pl.read_parquet(batch, columns=["status"]) for job in jobs for batch in job.batches()]
    return took, pl.concat(frames).filter(pl.col("status") == "accepted").height


@click.command()
@click.option("--articles", type=Path, default=SHARED / "eval" / "archive" / "articles.jsonl.gz")
@click.option("--limit", default=6000, show_default=True)
@click.option("--repeats", default=3, show_default=True)
@click.option("--check", is_flag=True, help=f"Fail where a format is read at less than {LEAST:,} records a second.")
def main(articles: Path, limit: int, repeats: int, check: bool) -> None:
    """Print how many records a second of the processor are ingested from each format."""
    records = [json.loads(line) for line in read_lines(articles, limit)]
    failed = False
    for name, (write, settings) in FORMATS.items():
        with TemporaryDirectory() as folder:
            raw, build = Path(folder) / "raw", Path(folder) / "build"
            (raw / name).mkdir(parents=True)
            (raw / name / "source.yaml").write_text(f"title: {name}\nlanguage: en\n{settings}")
            write(records, raw / name)
            seconds = []
            for _ in range(repeats):
                took, accepted = ingest(raw, build)
                seconds.append(took)
                shutil.rmtree(build)
        speed = len(records) / min(seconds)
        failed |= speed < LEAST or accepted < len(records)
        click.echo(f"{name:8} {speed:9,.0f} records/s of the processor   {accepted:,} of {len(records):,} accepted")
    sys.exit(check and failed)


if __name__ == "__main__":
    main()
