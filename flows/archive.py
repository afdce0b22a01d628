"""The pipeline as one Prefect flow, and its deployments.

A task runs a group of batches, never an article; paths and digests travel between tasks, never frames. Without a
server of the user's (PREFECT_API_URL) the flow runs with an embedded one, whose home is the build folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.build import build_here
from flows.pipeline import Built
from flows.progress import listener
from flows.settings import BuildSettings, Stage, Tagger
from flows.stages import Job, RunJobs
from flows.workers import Group, groups, is_worth_processes, processes, run_job

# Runs one job, here or in another process, and comes back when it is done.
RunJob = Callable[[Job], object]


def tasks_at_once(workers: int) -> TaskRunner[PrefectFuture[None]]:
    """A task runner that has so many tasks at work at once, each of which waits for a process of its own."""
    return cast("TaskRunner[PrefectFuture[None]]", ThreadPoolTaskRunner(max_workers=workers))


@task(name="batches", task_run_name="{stage} {group[0].folder.name}", cache_policy=NO_CACHE)
def run_batches(group: Group, stage: Stage, run: RunJob) -> None:  # noqa: ARG001 (the stage is in the run's name)
    """Make some batches of one stage, one after the other."""
    for job in group:
        run(job)


@flow(
    name="archive",
    flow_run_name="{dataset}",
    task_runner=tasks_at_once(BuildSettings.workers),
)
def archive(  # noqa: PLR0913, PLR0917 (a run's parameters are those of the command)
    raw: str = "raw",
    build: str = "build",
    dataset: str = "archive",
    sources: Sequence[str] = (),
    until: str = "publish",
    full: bool = False,  # noqa: FBT001, FBT002 (a parameter of the deployment)
    tagger: str = "small",
    workers: int | None = None,
) -> Built:
    """Build a release of `raw` under `build`/releases/`dataset`, if anything changed since the last one."""
    where = Path(raw), Path(build), dataset
    settings = BuildSettings(*where, tuple(sources), until=Stage(until), full=full, tagger=Tagger(tagger))
    return build_here(settings, as_tasks(workers or BuildSettings.workers), listener())


def as_tasks(workers: int) -> RunJobs:
    """Runs groups of jobs as Prefect tasks, whose work is done here where there is little, else in processes."""

    def run(stage: Stage, jobs: Sequence[Job]) -> Iterator[Job]:
        if is_worth_processes(jobs, workers):
            yield from _in_processes(stage, groups(jobs, workers), workers)
            return
        for group in groups(jobs, workers=1):
            run_batches(group, stage, run_job)
            yield from group

    return run


def _in_processes(stage: Stage, found: Sequence[Group], workers: int) -> Iterator[Job]:
    """Run each group as a task, and yield each job when it is done, not when its group is."""
    done: SimpleQueue[Job | PrefectFuture[None]] = SimpleQueue()
    with processes(workers) as pool:

        def run_there(job: Job) -> None:
            done.put(pool.submit(run_job, job).result())

        for group in found:
            # Quoted, so that Prefect does not search the jobs' files for futures; the task gets the jobs themselves.
            future = run_batches.submit(cast("Group", quote(group)), stage, run_there)
            future.add_done_callback(done.put)
        at_work = len(found)
        while at_work:
            item = done.get()
            if isinstance(item, PrefectFuture):
                item.result()
                at_work -= 1
            else:
                yield item
