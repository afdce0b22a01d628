"""The jobs of the stage clean: lines counted in a sample of each source, then batches of records cleaned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from flows.clean import COUNTS, LINES, Cleaned, Repeated, clean_batch, count_lines
from flows.durable import fill_folder
from flows.frames import ARTICLES, CLEANED, EDITS, REJECTS
from flows.ids import text_sha256
from flows.isolation import isolate
from flows.reuse import Parts, found_earlier, given, rows_of, write_batch
from flows.settings import Stage
from flows.sources import Source, source_digest
from flows.stages import batch_folder

COUNTS_FILE = "counts.parquet"
LINES_FILE = "lines.parquet"
REPEATED_FILE = "repeated.parquet"
# The tables of a batch, and by what each is sorted.
ORDER = {
    "articles": ["article_id"],
    "edits": ["article_id", "position"],
    "rejects": ["document_id"],
    "lines": ["document_id", "key"],
}
# Where a record stands has no say in what cleaning makes of it: what moves need not be cleaned again.
PLACE = ("path", "record", "bytes")
REPEATED = pl.Schema({"key": pl.UInt64(), "level": pl.UInt8()})


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
        if not (self.lines_folder / LINES_FILE).is_file():
            return batch_folder(self.build, Stage.CLEAN, *self._names)  # no batch has this name
        return self._folder(self._repeated_among(_lines_in(self.lines_folder)))

    def _folder(self, repeated: pl.DataFrame) -> Path:
        levels = (f"{key} {level}" for key, level in repeated.iter_rows())
        return batch_folder(self.build, Stage.CLEAN, *self._names, "repeated", *levels)

    @property
    def lines_folder(self) -> Path:
        """Where the batch's lines stand once it has been cleaned, by the batch and the records left out."""
        folder = batch_folder(self.build, Stage.CLEAN, *self._names)
        return folder.parent.with_name("lines") / folder.name

    @property
    def _names(self) -> tuple[str, ...]:
        return source_digest(self.source), _batch_digest(self.batch), *self.left_out

    @property
    def weight(self) -> int:
        """Bytes of the batch, compressed."""
        return self.batch.stat().st_size

    def counts(self, sample: tuple[str, ...]) -> pl.DataFrame | None:
        """What a CountJob of these documents would count, if the lines of all of them are known; else None."""
        if not (self.lines_folder / LINES_FILE).is_file():
            return None
        lines = _lines_in(self.lines_folder).filter(pl.col("document_id").is_in(sample))
        if lines["document_id"].n_unique() < len(sample):
            return None
        return lines.group_by("key").agg(documents=pl.len().cast(COUNTS["documents"])).sort("key")

    def run(self) -> None:
        """Clean the batch: the tables of ORDER, a Parquet file each; first its lines, in `lines_folder`."""
        if self.folder.is_dir():
            return
        is_left_out = pl.col("document_id").is_in(list(self.left_out))
        records = pl.read_parquet(self.batch, glob=False).filter((pl.col("status") == "accepted") & ~is_left_out)
        made_of = given(records.select(pl.exclude(PLACE)), "document_id", source_digest(self.source))
        parts = self._kept(made_of)
        done = {document for lines in parts["lines"] for document in lines["document_id"]}
        failed = self._clean(records.filter(~pl.col("document_id").is_in(list(done))), parts)
        lines = pl.concat(parts["lines"]).sort(ORDER["lines"])
        fill_folder(self.lines_folder, lambda folder: lines.write_parquet(folder / LINES_FILE))
        repeated = self._repeated_among(lines)
        made_of = made_of.filter(~pl.col("record").is_in(failed))

        def write(folder: Path) -> None:
            write_batch(folder, Stage.CLEAN, ORDER, parts, made_of)
            repeated.write_parquet(folder / REPEATED_FILE)

        fill_folder(self._folder(repeated), write)

    def _kept(self, made_of: pl.DataFrame) -> Parts:
        """Rows of an earlier cleaning of the same records, where just the same of their lines repeated."""
        kept: Parts = defaultdict(list)
        for folder, ids in found_earlier(self.build, Stage.CLEAN, made_of):
            lines = rows_of(folder, "lines", "document_id", ids)
            before = pl.read_parquet(folder / REPEATED_FILE, glob=False)
            levels = lines.join(before, on="key", how="left").join(self._repeated_among(lines), on="key", how="left")
            other = levels.filter(pl.col("level").ne_missing(pl.col("level_right")))["document_id"].unique()
            same = lines.filter(~pl.col("document_id").is_in(other.implode()))
            articles = rows_of(folder, "articles", "document_id", same["document_id"])
            kept["lines"].append(same)
            kept["articles"].append(articles)
            kept["edits"].append(rows_of(folder, "edits", "article_id", articles["article_id"]))
            kept["rejects"].append(rows_of(folder, "rejects", "document_id", same["document_id"]))
        return kept

    def _clean(self, records: pl.DataFrame, parts: Parts) -> list[str]:
        """Add what comes of records to `parts`; the documents that could not be cleaned."""
        made, failures = isolate(records, "document_id", self._cleaned)
        rows = [(document, "failed", f"cleaning stopped ({why}); please report it") for document, why in failures]
        parts["rejects"].append(pl.DataFrame(rows, schema=REJECTS, orient="row"))
        nothing = Cleaned(ARTICLES.to_frame(), EDITS.to_frame(), REJECTS.to_frame(), LINES.to_frame())
        for one in (*made, nothing):
            for name in ORDER:
                parts[name].append(_digested(one.articles) if name == "articles" else getattr(one, name))
        return [document for document, _ in failures]

    def _cleaned(self, records: pl.DataFrame) -> Cleaned:
        return clean_batch(records, self.source, repeated=self.repeated)

    def _repeated_among(self, lines: pl.DataFrame) -> pl.DataFrame:
        """REPEATED of those of some lines that repeat in the source, by key."""
        repeated = _repeated(self.repeated)
        return repeated.filter(np.isin(repeated["key"].to_numpy(), lines["key"].to_numpy()))


@lru_cache(maxsize=64)
def _repeated(repeated: Repeated) -> pl.DataFrame:
    return pl.DataFrame(repeated, schema=REPEATED, orient="row")


@lru_cache(maxsize=1_000)
def _lines_in(folder: Path) -> pl.DataFrame:
    """The lines of a batch, whose file is never changed."""
    return pl.read_parquet(folder / LINES_FILE, glob=False)


def _digested(articles: pl.DataFrame) -> pl.DataFrame:
    """frames.CLEANED of frames.ARTICLES."""
    digests = {f"{name}_sha256": [text_sha256(text) for text in articles[name]] for name in ("raw", "text")}
    return articles.with_columns(pl.Series(name, found, CLEANED[name]) for name, found in digests.items())


def _batch_digest(batch: Path) -> str:
    return batch.stem.partition("-")[2]
