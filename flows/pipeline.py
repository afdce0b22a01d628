"""The whole way as plain functions: survey, ingest, clean, normalize, assemble, publish.

`flows.archive` runs the same as a Prefect flow; the only difference is who runs the jobs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import polars as pl

from flows import __version__
from flows.assemble import assemble, documents_of
from flows.clean import Repeated, repeated_lines, sampled
from flows.cleaning import CleanJob, CountJob
from flows.compiled import is_first_use
from flows.descriptor import Provenance
from flows.durable import replace_file
from flows.ingest import units
from flows.jobs import IngestJob, NormalizeJob
from flows.normalize import digest_of
from flows.progress import Reporter
from flows.pruning import prune
from flows.publish import ReleaseSettings, mark_withdrawn, publish_release
from flows.release import Release, latest_version, read_release
from flows.remarks import remarks
from flows.settings import BuildSettings, Stage
from flows.stages import Job, RunJobs, pending, stages_folder
from flows.survey import TAKEDOWNS_FILE, Survey

PUBLISH_STEPS = 4  # look across the archive, compare with the version before, write, verify


@dataclass(frozen=True)
class Built:
    """What a build did: `release` is None when it was asked to stop before publication."""

    release: Release | None
    is_new: bool


MOST_FIELDS_SAID = 8


@dataclass(frozen=True)
class Workshop:
    """Who runs the jobs of a build and who hears of it; remembers the folders of all jobs, for pruning."""

    run_jobs: RunJobs
    reporter: Reporter
    used: list[Path] = field(default_factory=list)

    def work(self, stage: Stage, jobs: Sequence[Job]) -> None:
        """Do those of the jobs that are not done yet."""
        todo = pending(jobs)
        records = sum(job.records for job in todo)
        self.reporter.begin(
            stage, len(todo), records or sum(job.weight for job in todo), "records" if records else "bytes"
        )
        for job in self.run_jobs(stage, todo):
            self.reporter.advance(stage, job.records if records else job.weight)
        self.used.extend(job.folder for job in jobs)
        self.reporter.end(stage)

    def prepare(self, stage: Stage, jobs: Sequence[Job]) -> None:
        """Do what a stage needs before its jobs are known; too little to be told of."""
        self.used.extend(job.folder for job in jobs)
        for _ in self.run_jobs(stage, pending(jobs)):
            pass


def run_build(settings: BuildSettings, found: Survey, run_jobs: RunJobs, reporter: Reporter) -> Built:
    """Make the release that `found` asks for, from the batches that are there and those that `run_jobs` makes."""
    shop = Workshop(run_jobs, reporter)
    if is_first_use():
        reporter.say("compiling what is used for the first time here: about a minute, once")
    tables = _make_tables(settings, found, shop)
    built = Built(None, is_new=False) if tables is None else _publish(settings, found, tables, reporter)
    removed, size = prune(stages_folder(settings.build), settings.dataset, shop.used)
    if removed:
        batches = "batch" if removed == 1 else "batches"
        reporter.say(f"pruned: {removed} old {batches}, {size / 1e6:.1f} MB, which no recent build used")
    return built


def _make_tables(settings: BuildSettings, found: Survey, shop: Workshop) -> Mapping[str, pl.DataFrame] | None:
    """The tables to publish; None when the build is to stop before that."""
    reads = [IngestJob(settings.build, item.source, tuple(unit)) for item in found.sources for unit in units(item)]
    shop.work(Stage.INGEST, reads)
    _say_unknown_fields(reads, shop.reporter)
    if settings.until is Stage.INGEST:
        return None
    documents = mark_withdrawn(documents_of(batch for job in reads for batch in job.batches()), found.takedowns)
    _say_takedowns_of_nothing(found.takedowns, documents, shop.reporter)
    cleans = _clean_jobs(settings, reads, documents, shop)
    shop.work(Stage.CLEAN, cleans)
    shop.used.extend(job.lines_folder for job in cleans)
    if settings.until is Stage.CLEAN:
        return None
    brought = found.knowledge.authorities
    lists = digest_of(brought) if brought else ""
    normals = [
        NormalizeJob(settings.build, job.source, job.folder, job.records, settings.tagger, settings.raw, lists)
        for job in cleans
    ]
    shop.work(Stage.NORMALIZE, normals)
    if settings.until is Stage.NORMALIZE:
        return None
    for article, problem in (failure for job in normals for failure in job.failures()):
        shop.reporter.say(f"article {article}: nothing is named in it ({problem}); please report it")
    shop.reporter.begin(Stage.PUBLISH, PUBLISH_STEPS, unit="steps")
    tables = assemble(
        [item.source for item in found.sources], documents, _folders(cleans), _folders(normals), found.knowledge
    )
    shop.reporter.advance(Stage.PUBLISH)
    decisions = () if settings.sources else found.knowledge.decisions.rows  # of some sources few names are known
    for sentence in remarks(tables, decisions):
        shop.reporter.say(sentence)
    return tables


def _say_unknown_fields(reads: Sequence[IngestJob], reporter: Reporter) -> None:
    """Say once a source which fields of its mapped records nothing asks for: one may be a name written wrong."""
    for source in {job.source.source_id: job.source for job in reads}.values():
        counts: Counter[str] = Counter()
        for job in reads:
            if job.source.source_id == source.source_id:
                counts.update(job.unknown_fields())
        if counts:
            most = ", ".join(f"{name} ({count:,})" for name, count in sorted(counts.most_common(MOST_FIELDS_SAID)))
            more = f" and {len(counts) - MOST_FIELDS_SAID} more" if len(counts) > MOST_FIELDS_SAID else ""
            reporter.say(
                f"{source.source_id}: fields that nothing asks for: {most}{more}; map them in source.yaml if wanted"
            )


def _clean_jobs(
    settings: BuildSettings, reads: Sequence[IngestJob], documents: pl.DataFrame, shop: Workshop
) -> list[CleanJob]:
    out = documents.filter(pl.col("status").is_in(["superseded", "withdrawn"]))["document_id"].to_list()
    jobs = [
        CleanJob(settings.build, job.source, batch, _those_in(batch, out)) for job in reads for batch in job.batches()
    ]
    repeated = _repeated(settings, jobs, documents, shop)
    return [replace(job, repeated=repeated[job.source.source_id]) for job in jobs]


def _repeated(
    settings: BuildSettings, cleans: Sequence[CleanJob], documents: pl.DataFrame, shop: Workshop
) -> dict[str, Repeated]:
    """The lines that repeat in each source, counted in a sample of its documents: in batches that were cleaned before
    nothing is read for that.
    """
    samples = sampled(documents)
    counts: dict[str, list[pl.DataFrame]] = {job.source.source_id: [] for job in cleans}
    unknown: list[tuple[str, CountJob]] = []
    for job in cleans:
        sample = _those_in(job.batch, samples.get(job.source.source_id, []))
        if sample and (known := job.counts(sample)) is not None:
            counts[job.source.source_id].append(known)
        elif sample:
            unknown.append((job.source.source_id, CountJob(settings.build, job.batch, sample)))
    shop.prepare(Stage.CLEAN, [count for _, count in unknown])
    for source, count in unknown:
        counts[source].append(count.counts())
    return {source: repeated_lines(found) for source, found in counts.items()}


def _say_takedowns_of_nothing(takedowns: pl.DataFrame, documents: pl.DataFrame, reporter: Reporter) -> None:
    """Name takedowns that name no record, with the line of the file that each stands in."""
    lines = takedowns.with_row_index("line", offset=2)
    of_nothing = lines.join(documents, on=["source_id", "native_id"], how="anti", maintain_order="left")
    for row in of_nothing.iter_rows(named=True):
        named = f"{row['source_id']},{row['native_id']}"
        reporter.say(f"{TAKEDOWNS_FILE}, line {row['line']}: {named} is no record of this archive; mend its ids")


def _those_in(batch: Path, documents: list[str]) -> tuple[str, ...]:
    ids = (
        pl.read_parquet(batch, columns=["document_id"], glob=False)["document_id"]
        if documents
        else pl.Series(dtype=pl.String)
    )
    return tuple(ids.filter(ids.is_in(documents)).sort())


def _folders(jobs: Iterable[Job]) -> list[Path]:
    return [job.folder for job in jobs]


def _publish(settings: BuildSettings, found: Survey, tables: Mapping[str, pl.DataFrame], reporter: Reporter) -> Built:
    origin = Provenance(found.raw_digest, found.code_digest, found.authority_digest, code_version=__version__)
    outcome = publish_release(
        tables,
        ReleaseSettings(settings.dataset, settings.releases, **asdict(found.about)),
        origin,
        found.takedowns,
        step=lambda: reporter.advance(Stage.PUBLISH),
    )
    marker = {"made_of": found.digest(settings), "version": outcome.version}
    replace_file(_marker(settings), json.dumps(marker).encode())
    reporter.end(Stage.PUBLISH)
    return Built(outcome.release, is_new=outcome.is_new)


def published(settings: BuildSettings, found: Survey) -> Release | None:
    """The newest release, if it was made of just this archive by just this code; else None."""
    try:
        marker = json.loads(_marker(settings).read_bytes())
        version, is_this = marker["version"], marker["made_of"] == found.digest(settings)
    except (OSError, ValueError, KeyError, TypeError):  # absent or broken: look at everything again
        return None
    dataset = settings.releases / settings.dataset
    return read_release(dataset / version) if is_this and version == latest_version(dataset) else None


def _marker(settings: BuildSettings) -> Path:
    """The file that says of what the dataset's newest version was made."""
    return stages_folder(settings.build) / Stage.PUBLISH / f"{settings.dataset}.json"
