"""Hostile input: each file of the table costs a named reject, little memory and time, and its neighbours nothing.

Each is read in a process of its own, which tells what it took at its worst.
"""

import json
import subprocess
import sys

import pytest

from tests.ingest.hostile import GIGABYTE, HOSTILE, LAST, ONE, sparse

MOST_MEMORY = GIGABYTE  # resident, of the whole process with its libraries
MOST_SECONDS = 10  # of the processor, so that a busy machine does not fail it
READ = """
import json, resource, sys, time
from pathlib import Path
from flows.ingest import Reading, read_files, scan
import flows.ingest.readers
(found,) = scan(Path(sys.argv[1]))
began = time.process_time()
rows = []
for frame in read_files(found.files, Reading(found.source)):
    rows += frame.select("path", "reason", "detail").rows()
usage = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss, which counts the process that this one was forked from.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
memory = int(peak.split()[1]) * 1024
shown = rows[:3] + rows[-3:]
print(json.dumps({
    "reasons": [[path, reason] for path, reason, _ in rows],
    "details": [detail for _, reason, detail in shown if reason],
    "memory": memory,
    "seconds": time.process_time() - began,
}))
"""


def read(folder):
    """What a process of its own finds in an archive, and what it took."""
    done = subprocess.run([sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def squeezed(reasons):
    """Reasons with each run of equal ones once."""
    return [reason for at, reason in enumerate(reasons) if at == 0 or reason != reasons[at - 1]]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_cost_a_named_reject_and_their_neighbours_nothing(tmp_path, case):
    name, make, expected = HOSTILE[case]
    folder = tmp_path / "raw" / "paper"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(make())
    (folder / "0-before.txt").write_text("The harbour is open.")
    (folder / "z-after.txt").write_text("The harbour is closed.")
    found = read(tmp_path / "raw")
    reasons = [reason for path, reason in found["reasons"] if path == f"paper/{name}"]
    assert squeezed(reasons) == squeezed(expected)
    assert [reason for path, reason in found["reasons"] if path != f"paper/{name}"] == [None, None]
    assert all(detail.startswith(f"paper/{name}") and "\n" not in detail for detail in found["details"])
    assert found["memory"] < MOST_MEMORY
    assert found["seconds"] < MOST_SECONDS


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.jsonl", ONE + b'{"id": 2, "text": "' + b"a" * 100_000, [None, "line_too_long"]),
        ("a.csv", b"id,text\n1,One.\n2," + b"a" * 100_000, [None, "line_too_long"]),
        ("a.txt", b"a" * 100_000, ["line_too_long"]),
        ("a.json", b'[{"id": 1, "text": "One."}, {"text": "' + b"a" * 100_000, [None, "invalid_json"]),
        ("a.xml", b"<rss><channel><item><title>" + b"a" * 100_000, ["invalid_xml"]),
        ("a.mbox", b"From a@b.example Tue Oct  4 08:30:00 2022\nSubject: x\n\n" + b"a" * 100_000, ["too_large"]),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n" + b"a" * 100_000, ["damaged"]),
        ("a.sgm", b"<REUTERS NEWID='1'>\n<BODY>" + b"a" * 100_000, ["too_large"]),
    ],
)
def test_a_line_without_end(tmp_path, name, head, expected):
    folder = tmp_path / "raw" / "paper"
    folder.mkdir(parents=True)
    sparse(folder / name, head, GIGABYTE // 4)
    found = read(tmp_path / "raw")
    assert [reason for _, reason in found["reasons"]] == expected
    assert found["memory"] < MOST_MEMORY
    assert found["seconds"] < MOST_SECONDS


def test_a_huge_line_between_others_costs_itself_alone(tmp_path):
    folder = tmp_path / "raw" / "paper"
    folder.mkdir(parents=True)
    with (folder / "a.jsonl").open("wb") as stream:
        stream.write(ONE + b'{"text": "' + b"a" * 100_000)
        stream.seek(2 * GIGABYTE)
        stream.write(b'"}' + LAST)
    found = read(tmp_path / "raw")
    assert [reason for _, reason in found["reasons"]] == [None, "line_too_long", None]
    assert found["seconds"] < MOST_SECONDS
