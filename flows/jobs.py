"""The jobs of the three stages that work batch by batch, and what they read and write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from flows.clean import Cleaned, Repeated, clean_batch, count_lines
from flows.durable import fill_folder
from flows.frames import ARTICLES, EDITS, REJECTS
from flows.ids import bytes_sha256, file_sha256, make_id
from flows.ingest import RawFile, Reading, check_unchanged, read_files
from flows.isolation import Failure, isolate
from flows.normalize import Normalized, authority_digest, normalize_batch, tagger_version
from flows.settings import Stage, Tagger
from flows.sources import Source
from flows.stages import batch_folder

UNKNOWN_FIELDS_FILE = "unknown_fields.json"
FAILURES_FILE = "failures.json"
COUNTS_FILE = "counts.parquet"
LINES_FILE = "lines.parquet"
LINES = pl.Schema({"key": pl.UInt64()})


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
class CountJob:
    """Counts the lines of a batch's sampled documents, for what repeats in their source: counts.parquet."""

    build: Path
    batch: Path
    sample: tuple[str, ...]

    @property
    def records(self) -> int:
        """Documents sampled."""
        return len(self.sample)

    @property
    def folder(self) -> Path:
        """Named by the batch's digest and the documents sampled."""
        folder = batch_folder(self.build, Stage.CLEAN, _batch_digest(self.batch), *self.sample)
        return folder.parent.with_name("counts") / folder.name

    @property
    def weight(self) -> int:
        """Bytes of the batch, compressed; some of it is passed over."""
        return self.batch.stat().st_size

    def run(self) -> None:
        """Count the lines."""
        fill_folder(self.folder, self._write)

    def _write(self, folder: Path) -> None:
        records = pl.read_parquet(self.batch, columns=["document_id", "media_type", "content"], glob=False)
        sample = records.filter(pl.col("document_id").is_in(list(self.sample)))
        parts, _ = isolate(sample, "document_id", count_lines)
        counts = pl.concat(parts).group_by("key").agg(pl.col("documents").sum()).sort("key")
        counts.write_parquet(folder / COUNTS_FILE)

    def counts(self) -> pl.DataFrame:
        """What was counted; for a job that has run."""
        return pl.read_parquet(self.folder / COUNTS_FILE, glob=False)


@dataclass(frozen=True)
class CleanJob:
    """Cleans the accepted records of one batch into articles, edits and rejects.

    `left_out` are document ids of the batch that are superseded or taken down; `repeated` what repeats in the source.
    Of that, lines that do not stand in the batch have no say in its name: which do, its first cleaning writes down.
    """

    build: Path
    source: Source
    batch: Path
    left_out: tuple[str, ...]
    repeated: Repeated = ()

    @property
    def records(self) -> int:
        """Records of the batch, also those that are left out."""
        return int(self.batch.stem.rpartition("-")[2])

    @property
    def folder(self) -> Path:
        """Named by what is cleaned and by those of its lines that repeat; none that is there before they are known."""
        file = self.lines_folder / LINES_FILE
        if not file.is_file():
            return batch_folder(self.build, Stage.CLEAN, *self._names)  # no batch has this name
        return self._folder(_repeated_in(file, self.repeated))

    def _folder(self, repeated: Repeated) -> Path:
        levels = (f"{key} {level}" for key, level in repeated)
        return batch_folder(self.build, Stage.CLEAN, *self._names, "repeated", *levels)

    @property
    def lines_folder(self) -> Path:
        """Where the keys of the batch's lines stand once it has been cleaned, by the batch and the records left out."""
        folder = batch_folder(self.build, Stage.CLEAN, *self._names)
        return folder.parent.with_name("lines") / folder.name

    @property
    def _names(self) -> tuple[str, ...]:
        return source_digest(self.source), _batch_digest(self.batch), *self.left_out

    @property
    def weight(self) -> int:
        """Bytes of the batch, compressed."""
        return self.batch.stat().st_size

    def run(self) -> None:
        """Clean the batch: articles.parquet, edits.parquet, rejects.parquet; first lines.parquet, in `lines_folder`."""
        if self.folder.is_dir():
            return
        parts = self._parts()
        lines = pl.concat([part.lines for part in parts]).unique().sort("key")
        fill_folder(self.lines_folder, lambda folder: lines.write_parquet(folder / LINES_FILE))
        repeated = _repeated_among(lines["key"], self.repeated)
        fill_folder(self._folder(repeated), lambda folder: _write_tables(parts, folder, but="lines"))

    def _parts(self) -> list[Cleaned]:
        is_left_out = pl.col("document_id").is_in(list(self.left_out))
        records = pl.read_parquet(self.batch, glob=False).filter((pl.col("status") == "accepted") & ~is_left_out)
        parts, failures = isolate(records, "document_id", self._cleaned)
        rows = [
            (document, "failed", f"cleaning stopped ({problem}); please report it") for document, problem in failures
        ]
        rejects = pl.DataFrame(rows, schema=REJECTS, orient="row")
        return [*parts, Cleaned(_no_rows(ARTICLES), _no_rows(EDITS), rejects, _no_rows(LINES))]

    def _cleaned(self, records: pl.DataFrame) -> Cleaned:
        return clean_batch(records, self.source, repeated=self.repeated)


@dataclass(frozen=True)
class NormalizeJob:
    """Finds names, dates, sums and quotations in the articles of one batch."""

    build: Path
    source: Source
    cleaned: Path
    records: int = 0
    tagger: Tagger = Tagger.SMALL

    @property
    def folder(self) -> Path:
        """Named by the bytes of what was cleaned, the source's settings, the lists of names and the tagger."""
        names = _bytes_of_cleaned(self.cleaned), authority_digest(), tagger_version(self.tagger)
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
        parts, failures = isolate(articles, "article_id", lambda part: self._normalized(part, edits))
        _write_tables(parts or [self._normalized(articles.clear(), edits)], folder)
        (folder / FAILURES_FILE).write_text(json.dumps(failures), encoding="utf-8")

    def _normalized(self, articles: pl.DataFrame, edits: pl.DataFrame) -> Normalized:
        return normalize_batch(articles, edits.join(articles, on="article_id", how="semi"), self.source, self.tagger)

    def failures(self) -> list[Failure]:
        """Articles in which nothing could be found because of an error, with the error; for a job that has run."""
        return [(article, problem) for article, problem in json.loads((self.folder / FAILURES_FILE).read_text("utf-8"))]


@lru_cache(maxsize=100_000)
def _repeated_in(file: Path, repeated: Repeated) -> Repeated:
    """Those of the repeated lines that stand in a batch; its file of lines is never changed."""
    return _repeated_among(pl.read_parquet(file, glob=False)["key"], repeated)


def _repeated_among(lines: pl.Series, repeated: Repeated) -> Repeated:
    keys = set(lines.filter(lines.is_in([key for key, _ in repeated])))
    return tuple((key, level) for key, level in repeated if key in keys)


def _batch_digest(batch: Path) -> str:
    return batch.stem.partition("-")[2]


def _no_rows(schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@cache
def _bytes_of_cleaned(folder: Path) -> str:
    """Digest of the articles and edits of a cleaned batch, which is never changed."""
    return make_id(*(file_sha256(folder / f"{name}.parquet") for name in ("articles", "edits")))


def _write_tables(parts: Sequence[Cleaned | Normalized], folder: Path, but: str = "") -> None:
    """Write each table of a batch's parts, `but` one, as a Parquet file."""
    for item in (item for item in fields(parts[0]) if item.name != but):
        pl.concat([getattr(part, item.name) for part in parts]).write_parquet(folder / f"{item.name}.parquet")


def source_digest(source: Source) -> str:
    """Digest of what source.yaml says of the records; how they are fetched has no say in what they hold."""
    said = [item.name for item in fields(source) if item.name != "fetch"]
    return make_id(*(f"{name}={_settled(getattr(source, name))}" for name in said))


def _settled(value: object) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)
