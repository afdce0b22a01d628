"""Jobs in processes, and a person who stops them."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Stage
from flows.workers import WORTH_A_PROCESS_BYTES, in_processes, processes
from tests.conftest import ROOT


@dataclass(frozen=True)
class Long:
    """A job that says that it has begun, and then has much to do."""

    folder: Path
    weight: int = WORTH_A_PROCESS_BYTES
    records: int = 0

    def run(self):
        self.folder.touch()
        time.sleep(60)


def work(at: str) -> None:
    """Run two long jobs until somebody stops them."""
    try:
        list(in_processes(2)(Stage.CLEAN, [Long(Path(at) / "one"), Long(Path(at) / "two")]))
    except KeyboardInterrupt:
        sys.stdout.write("stopped\n")


def test_ctrl_c_ends_the_processes_at_once_and_none_shows_where_it_was(tmp_path):
    command = [sys.executable, "-c", f"from tests.test_workers import work; work({str(tmp_path)!r})"]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 60
    while not (tmp_path / "one").exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
    said, complained = running.communicate(timeout=30)
    assert (said, complained) == ("stopped\n", "")


@dataclass(frozen=True)
class Waits:
    """A job that ends when a file is there, or at once where it needs none."""

    folder: Path
    needs: Path | None = None
    weight: int = WORTH_A_PROCESS_BYTES
    records: int = 0

    def run(self):
        until = time.monotonic() + 60
        while self.needs and not self.needs.exists():
            assert time.monotonic() < until
            time.sleep(0.02)


def test_each_job_is_told_of_when_it_is_done_and_not_when_its_neighbours_are(tmp_path):
    needed = tmp_path / "needed"
    jobs = [Waits(tmp_path / str(at), needed if at % 2 else None) for at in range(40)]
    running = in_processes(2)(Stage.CLEAN, jobs)
    assert next(running) == jobs[0]
    needed.touch()
    assert set(running) == set(jobs[1:])


def modules_of_a_process() -> set[str]:
    return set(sys.modules)


def test_processes_do_not_import_prefect():
    with processes(1) as pool:
        loaded = pool.submit(modules_of_a_process).result()
    assert "flows.workers" in loaded
    assert "prefect" not in loaded
