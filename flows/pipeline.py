"""The whole way as plain functions: survey, ingest, clean, normalize, assemble, publish.

`flows.archive` runs the same as a Prefect flow; the only difference is who runs the jobs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows import __version__
from flows.assemble import assemble, documents_of
from flows.clean import Repeated, repeated_lines, sampled
from flows.descriptor import Provenance
from flows.ingest import units
from flows.jobs import CleanJob, CountJob, IngestJob, NormalizeJob
from flows.progress import Reporter
from flows.publish import ReleaseSettings, mark_withdrawn, publish_release
from flows.release import Release, latest_version, read_release
from flows.settings import BuildSettings, Stage
from flows.stages import Job, RunJobs, pending
from flows.survey import TAKEDOWNS_FILE, Survey


@dataclass(frozen=True)
class Built:
    """What a build did: `release` is None when it was asked to stop before publication."""

    release: Release | None
    is_new: bool


def run_build(settings: BuildSettings, found: Survey, run_jobs: RunJobs, reporter: Reporter) -> Built:
    """Make the release that `found` asks for, from the batches that are there and those that `run_jobs` makes."""

    def work(stage: Stage, jobs: Sequence[Job]) -> bool:
        todo = pending(jobs)
        reporter.begin(stage, len(todo))
        for _ in run_jobs(stage, todo):
            reporter.advance(stage)
        return stage is settings.until

    unfinished = Built(None, is_new=False)
    reads = [
        IngestJob(settings.build, item.source, tuple(unit)) for item in found.sources for unit in units(item.files)
    ]
    if work(Stage.INGEST, reads):
        return unfinished
    documents = mark_withdrawn(documents_of(batch for job in reads for batch in job.batches()), found.takedowns)
    for row in _takedowns_of_nothing(found.takedowns, documents).iter_rows(named=True):
        named = f"{row['source_id']},{row['native_id']}"
        reporter.say(f"{TAKEDOWNS_FILE}, line {row['line']}: {named} is no record of this archive; mend its ids")
    cleans = _clean_jobs(settings, reads, documents, run_jobs)
    if work(Stage.CLEAN, cleans):
        return unfinished
    normals = [NormalizeJob(settings.build, job.source, job.folder) for job in cleans]
    if work(Stage.NORMALIZE, normals):
        return unfinished
    for article, problem in (failure for job in normals for failure in job.failures()):
        reporter.say(f"article {article}: nothing is named in it ({problem}); please report it")
    reporter.begin(Stage.PUBLISH, 1)
    tables = assemble([item.source for item in found.sources], documents, _folders(cleans), _folders(normals))
    built = _publish(settings, found, tables)
    reporter.advance(Stage.PUBLISH)
    return built


def _clean_jobs(
    settings: BuildSettings, reads: Sequence[IngestJob], documents: pl.DataFrame, run_jobs: RunJobs
) -> list[CleanJob]:
    out = documents.filter(pl.col("status").is_in(["superseded", "withdrawn"]))["document_id"].to_list()
    repeated = _repeated(settings, reads, documents, run_jobs)
    return [
        CleanJob(settings.build, job.source, batch, _those_in(batch, out), repeated[job.source.source_id])
        for job in reads
        for batch in job.batches()
    ]


def _repeated(
    settings: BuildSettings, reads: Sequence[IngestJob], documents: pl.DataFrame, run_jobs: RunJobs
) -> dict[str, Repeated]:
    """The lines that repeat in each source, counted in a sample of its documents."""
    samples = sampled(documents)
    jobs: dict[str, list[CountJob]] = {job.source.source_id: [] for job in reads}
    for job in reads:
        for batch in job.batches():
            sample = _those_in(batch, samples.get(job.source.source_id, []))
            jobs[job.source.source_id] += [CountJob(settings.build, batch, sample)] if sample else []
    for _ in run_jobs(Stage.CLEAN, pending(job for of_source in jobs.values() for job in of_source)):
        pass
    return {source: repeated_lines(job.counts() for job in of_source) for source, of_source in jobs.items()}


def _takedowns_of_nothing(takedowns: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Takedowns that name no record, with the `line` of the file that each stands in."""
    lines = takedowns.with_row_index("line", offset=2)
    return lines.join(documents, on=["source_id", "native_id"], how="anti", maintain_order="left")


def _those_in(batch: Path, documents: list[str]) -> tuple[str, ...]:
    ids = (
        pl.read_parquet(batch, columns=["document_id"], glob=False)["document_id"]
        if documents
        else pl.Series(dtype=pl.String)
    )
    return tuple(ids.filter(ids.is_in(documents)).sort())


def _folders(jobs: Sequence[Job]) -> list[Path]:
    return [job.folder for job in jobs]


def _publish(settings: BuildSettings, found: Survey, tables: Mapping[str, pl.DataFrame]) -> Built:
    origin = Provenance(found.raw_digest, found.code_digest, found.authority_digest, code_version=__version__)
    outcome = publish_release(
        tables, ReleaseSettings(settings.dataset, settings.releases), origin, takedowns=found.takedowns
    )
    marker = found.marker(settings)
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(json.dumps({"version": outcome.version}), encoding="utf-8")
    return Built(outcome.release, is_new=outcome.is_new)


def published(settings: BuildSettings, found: Survey) -> Release | None:
    """The newest release, if it was made of just this archive by just this code; else None."""
    marker = found.marker(settings)
    if not marker.is_file():
        return None
    dataset = settings.releases / settings.dataset
    version = json.loads(marker.read_text(encoding="utf-8"))["version"]
    is_newest = version == latest_version(dataset)
    return read_release(dataset / version) if is_newest else None
