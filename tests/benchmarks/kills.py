"""Fifty builds of 2,000 articles, each killed (SIGKILL) at a random moment of a random stage; then one that is not.

    python -m tests.benchmarks.kills [--articles 2000] [--kills 50] [--seed 1]

Its release must be equal, to the byte, to that of a build that nobody disturbed. A build that ends before its kill is
compared at once, and the next finds neither its releases nor the batches of one stage. Half of the kills come at a call
that Python reports on the build folder, so that every opening, renaming and removing of a file has its turn, the others
at any instruction.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.archives import digests
from tests.kills import STAGES, build_to_the_end, hidden, kill_at_call, kill_in_stage, moments
from tests.newsroom import write_newsroom

# How long a stage may go on before the kill, as a share of the undisturbed build: long enough to get somewhere.
LONGEST = (0.02, 0.1, 0.1, 0.06)
MOST_CALLS = 900


@click.command()
@click.option("--articles", default=2000, show_default=True)
@click.option("--kills", default=50, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(articles: int, kills: int, seed: int) -> None:
    """Kill builds, and compare what comes of them."""
    with TemporaryDirectory() as folder:
        raw = write_newsroom(Path(folder) / "raw", articles)
        began = time.monotonic()
        build_to_the_end(raw, Path(folder) / "calm")
        took = time.monotonic() - began
        wanted = digests(Path(folder) / "calm" / "releases")
        build, done, finished = Path(folder) / "build", 0, 0
        dice = random.Random(seed)
        for stage, seconds in moments(seed, 20 * kills, [share * took for share in LONGEST]):
            at_call = dice.random() < 0.5
            killed = (
                kill_at_call(raw, build, dice.randint(1, MOST_CALLS))
                if at_call
                else kill_in_stage(raw, build, stage, seconds)
            )
            done += killed
            click.echo(f"{done} killed, {finished} finished ({stage})", err=True)
            if not killed:
                finished += 1
                _compare(build, wanted)
                for gone in ("releases", "stages/publish", f"stages/{dice.choice(STAGES[:3])}"):
                    shutil.rmtree(build / gone)
            if done == kills:
                break
        build_to_the_end(raw, build)
        _compare(build, wanted)
        seconds = time.monotonic() - began
    click.echo(f"{done} kills over a build of {articles} articles, {seconds:.0f} s")
    click.echo(f"{finished + 1} builds came to the end, all equal to the byte")
    sys.exit(done < kills)


def _compare(build: Path, wanted: dict[str, str]) -> None:
    assert digests(build / "releases") == wanted, "the release differs from that of the undisturbed build"
    assert not hidden(build), f"left behind: {hidden(build)}"


if __name__ == "__main__":
    main()
