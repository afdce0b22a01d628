"""The jobs of ingest and normalize, and what they read and write; those of clean are in `flows.cleaning`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from flows.durable import fill_folder
from flows.ids import bytes_sha256, file_sha256, make_id
from flows.ingest import RawFile, Reading, check_unchanged, read_files
from flows.isolation import Failure, isolate
from flows.normalize import NO_NAMES, Normalized, authority_digest, normalize_batch, read_own_names, tagger_version
from flows.reuse import Parts, found_earlier, given, rows_of, write_batch
from flows.settings import Stage, Tagger
from flows.sources import Source, source_digest
from flows.stages import batch_folder

UNKNOWN_FIELDS_FILE = "unknown_fields.json"
FAILURES_FILE = "failures.json"
# The tables of a normalized batch, and by what each is sorted.
_SPAN = ["article_id", "field", "start", "end"]
ORDER = {
    **dict.fromkeys(("mentions", "dates", "amounts"), _SPAN),
    "quotations": ["article_id", "start", "end"],
    "fingerprints": ["article_id"],
}


@dataclass(frozen=True)
class IngestJob:
    """Reads a unit of files into batches of records: `N-DIGEST-RECORDS.parquet`, in order, named by their bytes."""

    build: Path
    source: Source
    files: tuple[RawFile, ...]
    records: int = 0

    @property
    def folder(self) -> Path:
        """Named by the files' names and digests, and by the source's settings."""
        listing = [f"{file.name} {file.first_line} {file.sha256} {file.reason}" for file in self.files]
        return batch_folder(self.build, Stage.INGEST, source_digest(self.source), *listing)

    @property
    def weight(self) -> int:
        """Bytes of the files."""
        return sum(file.size for file in self.files)

    def run(self) -> None:
        """Read the files; one Parquet file a batch."""
        fill_folder(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        reading = Reading(self.source)
        for number, frame in enumerate(read_files(self.files, reading)):
            path = folder / "batch.parquet"
            frame.write_parquet(path)
            digest = bytes_sha256(path.read_bytes())[:16]
            path.rename(folder / f"{number:06d}-{digest}-{frame.height}.parquet")
        for file in self.files:
            check_unchanged(file)
        if reading.unknown_fields:
            (folder / UNKNOWN_FIELDS_FILE).write_text(
                json.dumps(reading.unknown_fields, sort_keys=True), encoding="utf-8"
            )

    def batches(self) -> list[Path]:
        """The batch files, in order; for a job that has run."""
        return sorted(self.folder.glob("*.parquet"))

    def unknown_fields(self) -> Mapping[str, int]:
        """Fields of mapped records that nothing asks for, with the number of records; for a job that has run."""
        path = self.folder / UNKNOWN_FIELDS_FILE
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@dataclass(frozen=True)
class NormalizeJob:
    """Finds names, dates, sums and quotations in the articles of one batch."""

    build: Path
    source: Source
    cleaned: Path
    records: int = 0
    tagger: Tagger = Tagger.SMALL
    # The archive whose lists of names are sought, and their digest; none without it.
    raw: Path | None = None
    lists: str = ""

    @property
    def folder(self) -> Path:
        """Named by the bytes of what was cleaned, the source's settings, the lists of names and the tagger."""
        names = _bytes_of_cleaned(self.cleaned), authority_digest(), tagger_version(self.tagger), self.lists
        return batch_folder(self.build, Stage.NORMALIZE, source_digest(self.source), *names)

    @property
    def weight(self) -> int:
        """Bytes of the articles, compressed."""
        return (self.cleaned / "articles.parquet").stat().st_size

    def run(self) -> None:
        """Normalize the batch: mentions, dates, amounts, quotations, a Parquet file each."""
        fill_folder(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        articles = pl.read_parquet(self.cleaned / "articles.parquet", glob=False)
        edits = pl.read_parquet(self.cleaned / "edits.parquet", glob=False)
        made_of = self._made_of(articles, edits)
        parts: Parts = {name: [] for name in ORDER}
        known: set[str] = set()
        for path, ids in found_earlier(self.build, Stage.NORMALIZE, made_of):
            known.update(ids)
            for name in ORDER:
                parts[name].append(rows_of(path, name, "article_id", ids))
        rest = articles.filter(~pl.col("article_id").is_in(list(known)))
        made, failures = isolate(rest, "article_id", lambda part: self._normalized(part, edits))
        for one in made or [self._normalized(articles.clear(), edits)]:
            for name in ORDER:
                parts[name].append(getattr(one, name))
        failed = [article for article, _ in failures]
        write_batch(folder, Stage.NORMALIZE, ORDER, parts, made_of.filter(~pl.col("record").is_in(failed)))
        (folder / FAILURES_FILE).write_text(json.dumps(failures), encoding="utf-8")

    def _made_of(self, articles: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
        """reuse.MADE_OF of articles: their rows, those of their edits, and all that the batch is named by besides."""
        besides = source_digest(self.source), authority_digest(), tagger_version(self.tagger), self.lists
        of_edits = given(edits, "article_id").group_by("record", maintain_order=True).agg("given")
        joined = articles.join(of_edits, left_on="article_id", right_on="record", how="left", maintain_order="left")
        return given(joined, "article_id", *besides)

    def _normalized(self, articles: pl.DataFrame, edits: pl.DataFrame) -> Normalized:
        own_edits = edits.join(articles, on="article_id", how="semi")
        own = read_own_names(self.raw, self.lists) if self.raw and self.lists else NO_NAMES
        return normalize_batch(articles, own_edits, self.source, self.tagger, own)

    def failures(self) -> list[Failure]:
        """Articles in which nothing could be found because of an error, with the error; for a job that has run."""
        return [(article, problem) for article, problem in json.loads((self.folder / FAILURES_FILE).read_text("utf-8"))]


@cache
def _bytes_of_cleaned(folder: Path) -> str:
    """Digest of the articles and edits of a cleaned batch, which is never changed."""
    return make_id(*(file_sha256(folder / f"{name}.parquet") for name in ("articles", "edits")))
