"""The jobs of the three stages that work batch by batch, and what they read and write."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from flows.clean import clean_batch
from flows.ids import bytes_sha256, make_id
from flows.ingest import RawFile, read_files
from flows.normalize import authority_digest, normalize_batch
from flows.settings import Stage
from flows.sources import Source
from flows.stages import batch_folder, fill


@dataclass(frozen=True)
class IngestJob:
    """Reads a unit of files into batches of records: `N-DIGEST.parquet`, in order, named by their bytes."""

    build: Path
    source: Source
    files: tuple[RawFile, ...]

    @property
    def folder(self) -> Path:
        """Named by the files' names and digests, and by the source's settings."""
        listing = [f"{file.name} {file.sha256} {file.reason}" for file in self.files]
        return batch_folder(self.build, Stage.INGEST, source_digest(self.source), *listing)

    @property
    def weight(self) -> int:
        """Bytes of the files."""
        return sum(file.size for file in self.files)

    def run(self) -> None:
        """Read the files; one Parquet file a batch."""
        fill(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        for number, frame in enumerate(read_files(self.files, self.source)):
            path = folder / "batch.parquet"
            frame.write_parquet(path)
            path.rename(folder / f"{number:06d}-{bytes_sha256(path.read_bytes())[:16]}.parquet")

    def batches(self) -> list[Path]:
        """The batch files, in order; for a job that has run."""
        return sorted(self.folder.glob("*.parquet"))


@dataclass(frozen=True)
class CleanJob:
    """Cleans the accepted records of one batch into articles, edits and rejects.

    `left_out` are document ids of the batch that are superseded or taken down.
    """

    build: Path
    source: Source
    batch: Path
    left_out: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Named by the batch's digest, the records left out and the source's settings."""
        digest = self.batch.stem.partition("-")[2]
        return batch_folder(self.build, Stage.CLEAN, source_digest(self.source), digest, *self.left_out)

    @property
    def weight(self) -> int:
        """Bytes of the batch, compressed."""
        return self.batch.stat().st_size

    def run(self) -> None:
        """Clean the batch: articles.parquet, edits.parquet, rejects.parquet."""
        fill(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        is_left_out = pl.col("document_id").is_in(list(self.left_out))
        records = pl.read_parquet(self.batch).filter((pl.col("status") == "accepted") & ~is_left_out)
        cleaned = clean_batch(records, self.source)
        for item in fields(cleaned):
            getattr(cleaned, item.name).write_parquet(folder / f"{item.name}.parquet")


@dataclass(frozen=True)
class NormalizeJob:
    """Finds names, dates, sums and quotations in the articles of one batch."""

    build: Path
    source: Source
    cleaned: Path

    @property
    def folder(self) -> Path:
        """Named by the cleaned batch, the source's settings and the lists of names."""
        return batch_folder(
            self.build, Stage.NORMALIZE, source_digest(self.source), self.cleaned.name, authority_digest()
        )

    @property
    def weight(self) -> int:
        """Bytes of the articles, compressed."""
        return (self.cleaned / "articles.parquet").stat().st_size

    def run(self) -> None:
        """Normalize the batch: mentions, dates, amounts, quotations, a Parquet file each."""
        fill(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        articles = pl.read_parquet(self.cleaned / "articles.parquet")
        edits = pl.read_parquet(self.cleaned / "edits.parquet")
        normalized = normalize_batch(articles, edits, self.source)
        for item in fields(normalized):
            getattr(normalized, item.name).write_parquet(folder / f"{item.name}.parquet")


def source_digest(source: Source) -> str:
    """Digest of what source.yaml says."""
    return make_id(*(f"{item.name}={_settled(getattr(source, item.name))}" for item in fields(source)))


def _settled(value: object) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)
