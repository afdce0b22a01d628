"""The pipeline as one Prefect flow, and its deployments.

A task runs a group of batches, never an article; paths and digests travel between tasks, never frames. Without a
server of the user's (PREFECT_API_URL) the flow runs with an embedded one, whose home is the build folder.
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
from flows.settings import BuildSettings, Stage, Tagger
from flows.stages import Job
from flows.workers import Group, groups, is_worth_processes, run_group


def processes(workers: int) -> TaskRunner[PrefectFuture[None]]:
    """A task runner that works in so many processes, started when there is work for them."""
    return cast("TaskRunner[PrefectFuture[None]]", ProcessPoolTaskRunner(max_workers=workers))


@task(name="batches", task_run_name="{stage} {group[0].folder.name}")
def run_batches(group: Group, stage: Stage) -> None:  # noqa: ARG001 (the stage is in the run's name)
    """Make some batches of one stage."""
    run_group(group)


@flow(
    name="archive",
    flow_run_name="{dataset}",
    task_runner=processes(BuildSettings.workers),
)
def archive(  # noqa: PLR0913, PLR0917 (a run's parameters are those of the command)
    raw: str = "raw",
    build: str = "build",
    dataset: str = "archive",
    sources: Sequence[str] = (),
    until: str = "publish",
    full: bool = False,  # noqa: FBT001, FBT002 (a parameter of the deployment)
    tagger: str = "small",
) -> Built:
    """Build a release of `raw` under `build`/releases/`dataset`, if anything changed since the last one."""
    where = Path(raw), Path(build), dataset
    settings = BuildSettings(*where, tuple(sources), until=Stage(until), full=full, tagger=Tagger(tagger))
    return build_here(settings, run_as_tasks, listener())


def run_as_tasks(stage: Stage, jobs: Sequence[Job]) -> Iterator[Job]:
    """Run groups of jobs as Prefect tasks: in the flow's process where there is little to do, else by its runner."""
    workers = BuildSettings.workers
    if not is_worth_processes(jobs, workers):
        for group in groups(jobs, workers=1):
            run_batches(group, stage)
            yield from group
        return
    # Quoted, so that Prefect does not search the jobs' files for futures; the task gets the jobs themselves.
    found = groups(jobs, workers)
    futures = [run_batches.submit(cast("Group", quote(group)), stage) for group in found]
    done = {future.task_run_id: group for future, group in zip(futures, found, strict=True)}
    for future in as_completed(futures):
        future.result()
        yield from done[future.task_run_id]
