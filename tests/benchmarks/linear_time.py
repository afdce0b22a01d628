"""Whether reading takes time by the length of its input alone, also for input that was made to hold it up.

    python -m tests.benchmarks.linear_time [--repeats 3] [--check]

Each case repeats one sign up to a length and up to a multiple of it. Of several repeats the fastest counts, since
whatever else runs on the machine only slows it. With --check, the exit code is 1 where the longer input took more than
MOST times what its length explains: work that looks at every pair of characters takes as many times more as the longer
input is longer, 4 here and 8 for pages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from time import process_time
from typing import NamedTuple

import click

from flows.clean.blocks import read_page
from flows.clean.datelines import read_dateline
from tests.clean.given import OPENING, clean
from tests.clean.page.test_reading import HOSTILE
from tests.normalize.given import normalized

MOST = 2.5
LEAST_SECONDS = 0.02  # a clock tells no more of what takes less
NAMES = ("(", "A ", "'Abcdefgh.' \"a b\" ")
TOWNS = ("A-", "A. ", "Aa de ", "Aa-de ", "A'")
SPACED = "x (ap photo{}x) photo)"


class Case(NamedTuple):
    """One way to be held up: `read` takes a text; both lengths are in characters."""

    name: str
    read: Callable[[str], object]
    sign: str
    lengths: tuple[int, int]


def cases() -> Iterator[Case]:
    """Every case, in a fixed order."""
    for sign in HOSTILE:
        yield Case("page", read_page, sign, (100_000, 800_000))
    for sign in NAMES:
        yield Case("normalize", normalized, sign, (15_000, 60_000))
    for sign in TOWNS:
        yield Case("dateline", read_dateline, sign, (100, 400))
    yield Case("spaces", lambda spaces: clean(f"{OPENING}\n\n{SPACED.format(spaces)}"), " ", (50_000, 200_000))


def seconds(read: Callable[[str], object], text: str, repeats: int) -> float:
    """The processor's seconds of the fastest of `repeats` readings."""

    def once() -> float:
        start = process_time()
        read(text)
        return process_time() - start

    return min(once() for _ in range(repeats))


def excess(case: Case, repeats: int) -> float:
    """How many times longer the longer input takes than its length explains; 1 is linear."""
    short, long = (seconds(case.read, case.sign * (length // len(case.sign)), repeats) for length in case.lengths)
    return long / max(short, LEAST_SECONDS) / (case.lengths[1] / case.lengths[0])


@click.command()
@click.option("--repeats", default=3, show_default=True, help="Readings of each text; the fastest counts.")
@click.option("--check", is_flag=True, help=f"Fail where an input takes over {MOST} times what its length explains.")
def main(repeats: int, check: bool) -> None:
    """Print what takes more time than its length explains, the worst first."""
    found = []
    for case in cases():
        case.read(case.sign * (1_000 // len(case.sign)))  # so that lists are read and loops compiled
        found.append((excess(case, repeats), case.name, case.sign))
    found.sort(reverse=True)
    for times, name, sign in found[:10]:
        click.echo(f"{times:6.2f}  {name:10} {sign!r}")
    if check and found[0][0] > MOST:
        sys.exit(f"{found[0][1]} of {found[0][2]!r} takes {found[0][0]:.1f} times what its length explains.")


if __name__ == "__main__":
    main()
