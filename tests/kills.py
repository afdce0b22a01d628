"""Builds that are killed: at a system call that Python reports, or at a moment of a stage."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

STAGES = ("ingest", "clean", "normalize", "publish")
# The same instant of publication in every run, so that versions.json can be compared to the byte.
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1667300000"}

# Kills its own process, as `kill -9` would, at the Nth report of Python's that names something in the build folder.
KILL_AT_CALL = """
import os, signal, sys
folder, left = sys.argv.pop(1), int(sys.argv.pop(1))
def report(event, arguments):
    global left
    if event.startswith(("open", "os.", "shutil.")) and any(folder in str(item) for item in arguments[:2]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(report)
from flows.cli import main
main()
"""


def command(raw: Path, build: Path, *options: str) -> list[str]:
    """Arguments of a build in one process."""
    return ["build", str(raw), "--to", str(build), "--plain", "--workers", "1", *options]


def build_to_the_end(raw: Path, build: Path, *options: str) -> None:
    """A build that nobody disturbs. Raises AssertionError with what it said when it fails."""
    run = [sys.executable, "-m", "flows.cli", *command(raw, build, *options)]
    done = subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def kill_at_call(raw: Path, build: Path, number: int) -> bool:
    """A build that is killed at its `number`th call on the build folder; False when it ended before."""
    run = [sys.executable, "-c", KILL_AT_CALL, str(build), str(number), *command(raw, build)]
    done = subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def kill_in_stage(raw: Path, build: Path, stage: str, seconds: float) -> bool:
    """A build that is killed so many seconds after a stage began; False when it ended before."""
    run = [sys.executable, "-m", "flows.cli", *command(raw, build)]
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(run, env=ENVIRONMENT, text=True, **pipes) as started:
        assert started.stderr is not None
        for line in started.stderr:
            if line.startswith(f"{stage}:"):
                break
        time.sleep(seconds)
        started.kill()
        started.stderr.read()
    assert started.returncode in (0, -signal.SIGKILL), f"exit code {started.returncode}"
    return started.returncode != 0


def moments(seed: int, count: int, longest: Sequence[float]) -> list[tuple[str, float]]:
    """Random moments: a stage, and seconds after its beginning, at most the number of `longest` for it."""
    dice = random.Random(seed)
    stages = [dice.randrange(len(STAGES)) for _ in range(count)]
    return [(STAGES[stage], dice.uniform(0, longest[stage])) for stage in stages]


def hidden(build: Path) -> list[str]:
    """What is there besides finished batches, releases and the lock."""
    left = [path for path in build.rglob(".*") if not path.name.startswith(".lock")]
    return sorted(path.relative_to(build).as_posix() for path in left)
