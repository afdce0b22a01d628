"""The same stages as a Prefect flow, by the command, with an embedded server."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.archives import build, digests, write_archive
from tests.conftest import ROOT


def tearsheet(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_command_builds_through_prefect_the_same_bytes_as_the_functions(tmp_path):
    raw = write_archive(tmp_path / "raw")
    first = tearsheet("build", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "embedded server with its home in build/prefect" in first.stderr
    assert (tmp_path / "build" / "prefect" / "prefect.db").is_file()
    plain = build(raw, tmp_path / "plain").release
    assert digests(tmp_path / "build" / "releases" / "archive" / "1.0.0") == digests(plain.folder)
    second = tearsheet("build", cwd=tmp_path)
    assert "Nothing to do: archive 1.0.0" in second.stdout
    assert "Prefect" not in second.stderr


# Run in a process of its own, as Prefect's settings are read when it is imported; here any work is worth processes.
IN_PROCESSES = """
from pathlib import Path
from flows import workers
from flows.build import build_with_prefect
from flows.progress import Lines
from flows.settings import BuildSettings
if __name__ == "__main__":
    workers.WORTH_A_PROCESS_BYTES = 0
    build_with_prefect(BuildSettings(Path("raw"), Path("build"), workers=2), Lines())
"""


def test_tasks_of_processes_are_seen_in_the_server_and_come_to_the_same_bytes(tmp_path):
    raw = write_archive(tmp_path / "raw")
    for at in range(3):  # sources, so that there are several batches
        (raw / f"more-{at}").mkdir()
        (raw / f"more-{at}" / "a.txt").write_text(
            f"Pier {at + 1} opened\n\nThe pier opened on Monday, the council said.\n"
        )
    (tmp_path / "run.py").write_text(IN_PROCESSES)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    run = subprocess.run(
        [sys.executable, "run.py"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    with sqlite3.connect(tmp_path / "build" / "prefect" / "prefect.db") as server:
        tasks = server.execute("select name, state_type from task_run").fetchall()
    assert {name.split()[0] for name, _ in tasks} == {"ingest", "clean", "normalize"}
    assert {state for _, state in tasks} == {"COMPLETED"}
    plain = build(raw, tmp_path / "plain").release
    assert digests(tmp_path / "build" / "releases" / "archive" / "1.0.0") == digests(plain.folder)
