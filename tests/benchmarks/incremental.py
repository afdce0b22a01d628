"""What a change of a large archive costs, as shares of the time that the full build takes.

    python -m tests.benchmarks.incremental [--articles FILE] [--limit 6000] [--workers 1] [--prefect] [--check]

Lays the articles of a JSONL file (gzipped or not; by default archive/articles.jsonl.gz of the evaluation sets, which
lie outside the project) out as an archive in one file and builds it; then once more with nothing new, with 60 articles
appended to the file, with 60 in a new file, and with that file taken out again. Every build is a process of its own:
seconds are of the processor, of all its processes, so that other work on the machine has little say. With --check, the
exit code is 1 when 60 articles cost more than 5 percent.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).parents[3] / "shared"))
ADDED = 60
MOST_SHARE = 0.05
SOURCE = """title: Archive
format: jsonl
language: en
fields: {native_id: ID, text: text, published_at: date, title: title, url: url, authors: authors}
"""


def build(raw: Path, to: Path, workers: int, *, prefect: bool) -> tuple[float, float, str]:
    """Build; seconds of the processor and of the clock, and what the command said last of the release."""
    options = ["--to", str(to), "--dataset", "archive", "--workers", str(workers), "--json"]
    command = [sys.executable, "-m", "flows.cli", "build", str(raw), *options, *([] if prefect else ["--plain"])]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(done.stdout)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - began, f"{said['version']}, {said['counts']['articles']} articles"


def read_lines(path: Path, limit: int) -> list[bytes]:
    """The first lines of a JSONL file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.splitlines(keepends=True)[:limit]


@click.command()
@click.option("--articles", type=Path, default=SHARED / "eval" / "archive" / "articles.jsonl.gz")
@click.option("--limit", default=6000, show_default=True)
@click.option("--workers", default=1, show_default=True)
@click.option("--prefect", is_flag=True, help="Through Prefect, with its embedded server.")
@click.option("--check", is_flag=True, help=f"Fail where {ADDED} articles cost more than {MOST_SHARE:.0%}.")
def main(articles: Path, limit: int, workers: int, prefect: bool, check: bool) -> None:
    """Print what a full build costs, and changes after it."""
    lines = read_lines(articles, limit)
    some, appended, new = lines[: -2 * ADDED], lines[-2 * ADDED : -ADDED], lines[-ADDED:]
    with TemporaryDirectory() as folder:
        raw, to = Path(folder) / "raw", Path(folder) / "build"
        main_file, new_file = raw / "archive" / "articles.jsonl", raw / "archive" / "new.jsonl"
        main_file.parent.mkdir(parents=True)
        (raw / "archive" / "source.yaml").write_text(SOURCE)
        steps = {
            "full": lambda: main_file.write_bytes(b"".join(some)),
            "nothing new": lambda: None,
            f"{ADDED} appended to the file": lambda: main_file.write_bytes(b"".join([*some, *appended])),
            f"{ADDED} in a new file": lambda: new_file.write_bytes(b"".join(new)),
            f"{ADDED} taken out": new_file.unlink,
        }
        shares = {}
        for name, change in steps.items():
            change()
            used, took, said = build(raw, to, workers, prefect=prefect)
            shares[name] = used / next(iter(shares.values()), used) if name != "full" else used
            share = f"{shares[name]:7.1%}" if name != "full" else "       "
            click.echo(f"{name:26} {used:7.2f} s of the processor {share}   {took:7.2f} s   {said}", nl=True)
            sys.stdout.flush()
    costs = [share for name, share in shares.items() if name.startswith(str(ADDED)) and "taken" not in name]
    sys.exit(check and max(costs) > MOST_SHARE)


if __name__ == "__main__":
    main()
