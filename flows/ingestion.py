"""A scheduled run as one Prefect flow: fetch a source, build what came, tell what was found and what is odd.

A run that finds that another of its deployment has begun since it was due does nothing, so what was missed is made up
once. Builds go one at a time, whatever the number of sources, workers and machines: a global concurrency limit sees to
it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterStartTime,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.concurrency.sync import concurrency
from prefect.events import emit_event
from prefect.runtime import flow_run as this_run
from prefect.states import Completed

from flows.archive import archive
from flows.errors import TearsheetError
from flows.fetch import Outcome, fetch_all, sources_to_fetch
from flows.pipeline import Built
from flows.progress import listener
from flows.release import Release
from flows.volume import Volume, daily_counts, judge_volume

BUILD_LIMIT = "tearsheet-build"
# After so long the place of a build that was killed is free again; one that lives renews its lease.
LEASE_SECONDS = 60
# Set by `--json` for the runs' own processes: each prints its figures as an object.
JSON_VARIABLE = "TEARSHEET_JSON"
SKIPPED: State[None] = Completed(name="Skipped", message="A run that began since this one was due has done its work.")
RETRIES = 2
RETRY_SECONDS = 60


@flow(name="ingest", flow_run_name="{source}", retries=RETRIES, retry_delay_seconds=RETRY_SECONDS)
def ingest(source: str, raw: str = "raw", build: str = "build", dataset: str = "archive") -> State[None] | None:
    """Fetch `source` of `raw`, then build a release of all of `raw` if anything is new.

    A source that cannot be fetched fails the run, after the build.
    """
    if is_done_already():
        return SKIPPED
    (wanted,) = sources_to_fetch(Path(raw), [source])
    (outcome,) = fetch_all(Path(raw), [wanted], listener())
    problems = [*outcome.failures]
    built = Built(None, is_new=False)
    try:
        with one_build():
            built = archive(raw, build, dataset)
    except TearsheetError as problem:
        problems.append(str(problem))
    tell(outcome, built, _volume(built.release, source, wanted.source.timezone), problems)
    if problems:
        raise TearsheetError("; ".join(problems))
    return None


@flow(name="build", flow_run_name="{dataset}", retries=RETRIES, retry_delay_seconds=RETRY_SECONDS)
def build_all(raw: str = "raw", build: str = "build", dataset: str = "archive") -> State[None] | None:
    """Build a release of all of `raw` if anything is new, when no other build is at work."""
    if is_done_already():
        return SKIPPED
    with one_build():
        archive(raw, build, dataset)
    return None


@contextmanager
def one_build() -> Iterator[None]:
    """Wait until no other run of this Prefect server builds."""
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(BUILD_LIMIT, 1)
    with concurrency(BUILD_LIMIT, occupy=1, strict=True, lease_duration=LEASE_SECONDS):
        yield


def is_done_already() -> bool:
    """Whether this run was scheduled, and another of its deployment, begun since it was due, did its work."""
    run_id = this_run.id
    if run_id is None:
        return False
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(run_id)
        if not run.auto_scheduled or run.deployment_id is None or run.expected_start_time is None:
            return False
        of_deployment = FlowRunFilterDeploymentId.model_validate({"any_": [run.deployment_id]})
        since_due = FlowRunFilterStartTime.model_validate({"after_": run.expected_start_time})
        others = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(deployment_id=of_deployment, start_time=since_due),
            sort=FlowRunSort.START_TIME_DESC,
            limit=200,
        )
    return any(other.id != run.id and _does_the_work(other, run) for other in others)


def _does_the_work(other: FlowRun, run: FlowRun) -> bool:
    """Whether `other` has done, or is first at, what `run` would do."""
    if other.state_type is StateType.COMPLETED:
        return other.state_name != SKIPPED.name
    began, ours = other.start_time, run.start_time
    return other.state_type is StateType.RUNNING and ours is not None and began is not None and began < ours


def tell(outcome: Outcome, built: Built, volume: Volume, problems: Sequence[str]) -> None:
    """Leave the run's figures as an artifact, its warnings as events, and both in its output."""
    release = f"{built.release.dataset} {built.release.version}" if built.release else "none"
    row = {
        "source": outcome.source_id,
        "found": outcome.found,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged + outcome.seen,
        "owed": outcome.owed,
        "rejected": ", ".join(f"{name} {count}" for name, count in sorted(outcome.rejects.items())),
        "articles today": volume.today,
        "usual": volume.usual,
        "release": release + (" (new)" if built.is_new else ""),
    }
    warnings = [*problems, *([volume.warning] if volume.warning else [])]
    create_table_artifact([row], key=artifact_key(outcome.source_id), description="\n\n".join(warnings) or None)
    for sentence in outcome.failures:
        _warn(outcome.source_id, "fetch.failed", sentence)
    if volume.warning and volume.kind:
        _warn(outcome.source_id, f"volume.{volume.kind}", volume.warning)
    if os.environ.get(JSON_VARIABLE):
        click.echo(json.dumps({**row, "warnings": warnings}, ensure_ascii=False))
        return
    click.echo(f"{outcome.sentence()}; release {row['release']}")
    for sentence in warnings:
        click.echo(f"{outcome.source_id}: warning: {sentence}", err=True)


def artifact_key(source_id: str) -> str:
    """The key of a source's artifact: small letters, digits and dashes."""
    return "ingest-" + (re.sub(r"[^a-z0-9]+", "-", source_id.lower()).strip("-") or "source")


def _warn(source_id: str, what: str, sentence: str) -> None:
    resource = {
        "prefect.resource.id": f"tearsheet.source.{source_id}",
        "prefect.resource.name": source_id,
        "prefect.resource.role": "source",
    }
    emit_event(f"tearsheet.{what}", resource, payload={"warning": sentence, "source": source_id})


def _volume(release: Release | None, source_id: str, timezone: str) -> Volume:
    if release is None:
        return Volume(0, None)
    articles = release.lazy("articles").select("source_id", "published_at", "published_precision")
    return judge_volume(daily_counts(articles, source_id, timezone), datetime.now(ZoneInfo(timezone)).date())
