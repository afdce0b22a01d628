"""The same stages as a Prefect flow, by the command, with an embedded server."""

import os
import subprocess
import sys
from pathlib import Path

from tests.archives import build, digests, write_archive


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
