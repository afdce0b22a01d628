"""Jobs in groups, run in this process or in several: what a plain build and a Prefect flow share."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import cache

from flows.settings import Stage
from flows.stages import Job, RunJobs

# Below this much input a stage runs in the caller's own process: starting others takes longer than the work.
WORTH_A_PROCESS_BYTES = 4 << 20
# Batches are small, so that one new article costs little; a group of them is worth a Prefect task.
GROUP_BYTES = 1 << 20
MOST_IN_A_GROUP = 16

Group = tuple[Job, ...]


def in_processes(workers: int) -> RunJobs:
    """Runs jobs in so many processes, where there is work for them."""

    def run(stage: Stage, jobs: Sequence[Job]) -> Iterator[Job]:
        if not is_worth_processes(jobs, workers):
            yield from run_here(stage, jobs)
            return
        with processes(workers) as pool:
            futures = [pool.submit(run_job, job) for job in jobs]
            for future in as_completed(futures):
                yield future.result()

    return run


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes to run jobs in; they end, and what still waits is let be, when the block is left.

    They import what the jobs need and no Prefect, which takes longer to import than a batch to make.
    """
    start = multiprocessing.get_context("spawn")  # a fork of a process with threads may never wake
    with ProcessPoolExecutor(workers, mp_context=start) as pool:
        with _ignoring_interrupts():
            for _ in range(workers):  # a process starts at what is submitted while no other is idle
                pool.submit(end_with_parent)
        try:
            yield pool
        except KeyboardInterrupt:
            for child in multiprocessing.active_children():
                child.terminate()
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Processes started in the block hear no Ctrl-C: who started them ends them, and none shows where it was."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run_here(_stage: Stage, jobs: Sequence[Job]) -> Iterator[Job]:
    """Run the jobs one after the other in this process."""
    for job in jobs:
        job.run()
        yield job


def run_job(job: Job) -> Job:
    """Run a job in a process that ends with the one that started it."""
    end_with_parent()
    job.run()
    return job


def is_worth_processes(jobs: Sequence[Job], workers: int) -> bool:
    """Whether there is enough to do for other processes."""
    return workers > 1 and len(jobs) > 1 and sum(job.weight for job in jobs) >= WORTH_A_PROCESS_BYTES


def groups(jobs: Sequence[Job], workers: int) -> list[Group]:
    """Neighbouring jobs together, none so many that a worker would stand idle at the end."""
    most = max(1, min(MOST_IN_A_GROUP, len(jobs) // (2 * workers)))
    found: list[Group] = []
    group: list[Job] = []
    for job in jobs:
        group.append(job)
        if len(group) >= most or sum(item.weight for item in group) >= GROUP_BYTES:
            found.append(tuple(group))
            group = []
    return [*found, tuple(group)] if group else found


@cache
def end_with_parent() -> None:
    """End this process when the one that started it is gone: a killed build leaves nobody writing behind it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
