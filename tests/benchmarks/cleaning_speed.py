# ruff: noqa: T201 - a table for a terminal
"""How fast cleaning is: `python -m tests.benchmarks.cleaning_speed`.

Seconds are of processor time, all threads together; the peer is measured in the same run on the same pages, turn by
turn, so that the ratio holds on a busy machine. Documents are in memory; all of cleaning counts.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from tests.benchmarks.cleaning_sets import EVAL, PAGES, cleaned, sets

# The least of so many rounds counts: what else runs on the machine only adds.
ROUNDS = 3
# So many pages or more of a set, evenly taken, are cleaned by both; so many texts are enough for a second of ours.
PEER_PAGES = 60
TEXTS = 3000


class Speed(NamedTuple):
    """Pages a second, and as a multiple of the peer's."""

    pages_per_second: float
    ratio: float


def pages_speed(pages: Sequence[str]) -> Speed:
    """The speed of cleaning pages beside trafilatura's."""
    import trafilatura

    some = pages[:: max(1, len(pages) // PEER_PAGES)]
    rows = [(str(at), page) for at, page in enumerate(some)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: cleaned(rows, "text/html")) / len(some))
        theirs.append(seconds(lambda: [trafilatura.extract(page) for page in some]) / len(some))
    return Speed(1 / min(ours), min(theirs) / min(ours))


def pages_per_second(pages: Sequence[str]) -> float:
    """Pages cleaned in a second of processor time."""
    rows = [(str(at), page) for at, page in enumerate(pages)]
    return len(pages) / min(seconds(lambda: cleaned(rows, "text/html")) for _ in range(ROUNDS))


def megabytes_per_second(texts: Sequence[str]) -> float:
    """Megabytes (10^6 bytes of UTF-8) of plain text cleaned in a second of processor time."""
    rows = [(str(at), text) for at, text in enumerate(texts)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    return size / min(seconds(lambda: cleaned(rows, "text/plain")) for _ in range(ROUNDS))


def milliseconds_alone(text: str) -> float:
    """What a batch of one text takes: hardly more than what every batch costs, be it ever so small."""
    rows = [("0", text)]
    cleaned(rows, "text/plain")
    return 1000 * min(seconds(lambda: cleaned(rows, "text/plain")) for _ in range(10 * ROUNDS))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call, of all threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


def archive_texts() -> list[str]:
    """The first texts of the archive."""
    with gzip.open(EVAL / "archive" / "articles.jsonl.gz", "rt", encoding="utf-8") as stream:
        said = (json.loads(line) for line in islice(stream, TEXTS))
        return [one.get("text") or one.get("content") or "" for one in said]


def main() -> None:
    """The speeds of pages and of plain texts."""
    for name, rows, _, _ in sets():
        cleaned(rows[:5], "text/html" if name in PAGES else "text/plain")  # what a process loads once
        if name in PAGES:
            speed = pages_speed([page for _, page in rows])
            print(f"{name:20} {speed.pages_per_second:7.0f} pages/s, {speed.ratio:5.1f} times trafilatura", flush=True)
        elif name == "clean-news":
            print(f"{name:20} {megabytes_per_second([text for _, text in rows]):7.1f} MB/s", flush=True)
    texts = archive_texts()
    print(f"{'archive':20} {megabytes_per_second(texts):7.1f} MB/s")
    print(f"{'a batch of one text':20} {milliseconds_alone(texts[0]):7.1f} ms")


if __name__ == "__main__":
    if not EVAL.is_dir():
        sys.exit(f"{EVAL} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
    main()
