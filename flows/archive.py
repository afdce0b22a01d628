"""The pipeline as one Prefect flow, and its deployments.

A task runs a batch, never an article; paths and digests travel between tasks, never frames. Without a server of the
user's (PREFECT_API_URL) the flow runs with an embedded one, whose home is the build folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from prefect import flow, task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner
from prefect.utilities.annotations import quote

from flows.build import build_here
from flows.pipeline import Built
from flows.progress import listener
from flows.settings import BuildSettings, Stage
from flows.stages import Job

# Below this much input a stage runs in the flow's own process: starting others takes longer than the work.
WORTH_A_PROCESS_BYTES = 4 << 20


def processes(workers: int) -> TaskRunner[PrefectFuture[None]]:
    """A task runner that works in so many processes, started when there is work for them."""
    return cast("TaskRunner[PrefectFuture[None]]", ProcessPoolTaskRunner(max_workers=workers))


@task(name="batch", task_run_name="{stage} {job.folder.name}")
def run_job(job: Job, stage: Stage) -> None:  # noqa: ARG001 (the stage is in the run's name)
    """Make one batch of one stage."""
    job.run()


@flow(
    name="archive",
    flow_run_name="{dataset}",
    task_runner=processes(BuildSettings.workers),
)
def archive(
    raw: str = "raw",
    build: str = "build",
    dataset: str = "archive",
    sources: Sequence[str] = (),
    until: str = "publish",
) -> Built:
    """Build a release of `raw` under `build`/releases/`dataset`, if anything changed since the last one."""
    settings = BuildSettings(Path(raw), Path(build), dataset, tuple(sources), until=Stage(until))
    return build_here(settings, run_as_tasks, listener())


def run_as_tasks(stage: Stage, jobs: Sequence[Job]) -> Iterator[Job]:
    """Run each job as a Prefect task: in the flow's process when there is little to do, else by its task runner."""
    if len(jobs) == 1 or sum(job.weight for job in jobs) < WORTH_A_PROCESS_BYTES:
        for job in jobs:
            run_job(job, stage)
            yield job
        return
    # Quoted, so that Prefect does not search the job's files for futures; the task gets the job itself.
    futures = [run_job.submit(cast("Job", quote(job)), stage) for job in jobs]
    done = {future.task_run_id: job for future, job in zip(futures, jobs, strict=True)}
    for future in as_completed(futures):
        future.result()
        yield done[future.task_run_id]
