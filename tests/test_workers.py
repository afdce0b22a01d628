"""Jobs in processes, and a person who stops them."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Stage
from flows.workers import WORTH_A_PROCESS_BYTES, in_processes
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
