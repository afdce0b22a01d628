"""What goes wrong around a build: folders that cannot be listed, clocks that are set, builds that are killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.ingest import files
from tests.archives import build, digests, write_archive
from tests.conftest import ROOT

# A process that starts a worker, as a build does, says its number, and waits to be killed.
PARENT = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from tests.test_faults import wait_as_worker
if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(wait_as_worker).result()
"""
PATIENCE = 60  # seconds


def wait_as_worker() -> None:
    """Say the number of this worker, and work for longer than anybody waits."""
    from flows.workers import end_with_parent

    end_with_parent()
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(10 * PATIENCE)


def is_alive(number: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_end_with_the_build_that_started_them(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.kill()
    until = time.monotonic() + PATIENCE
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)


def test_a_folder_that_cannot_be_listed_is_a_named_reject_and_the_others_are_read(tmp_path, monkeypatch):
    raw = write_archive(tmp_path / "raw")
    locked = raw / "post" / "locked"
    locked.mkdir()
    listed = os.scandir

    def scandir(folder):
        if Path(folder) == locked:
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(files.os, "scandir", scandir)
    release = build(raw, tmp_path / "build").release
    assert release.counts()["articles"] == 3
    assert release.frame("rejects").select("path", "reason").rows() == [("post/locked", "unreadable")]


@pytest.mark.parametrize("day", [0, 4_000_000_000])
def test_a_clock_that_is_set_makes_nothing_new_and_hides_nothing_new(tmp_path, day):
    raw, folder = write_archive(tmp_path / "raw"), tmp_path / "build"
    build(raw, folder)
    before = digests(folder / "releases")
    for path in [*raw.rglob("*"), *folder.rglob("*")]:
        os.utime(path, (day, day))
    assert not build(raw, folder).is_new
    assert digests(folder / "releases") == before
    changed = raw / "post" / "summit.txt"
    text = changed.read_bytes()
    changed.write_bytes(text[::-1])  # as long as before
    os.utime(changed, (day, day))
    assert build(raw, folder).is_new
