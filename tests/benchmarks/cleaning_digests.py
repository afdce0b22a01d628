# ruff: noqa: T201 - lines for a terminal
"""Whether a faster cleaning finds the same: `python -m tests.benchmarks.cleaning_digests`.

Prints a digest of the articles, edits and rejects of every set. Run it before and after, and compare.
"""

from __future__ import annotations

import hashlib
import io

import polars as pl

from flows.clean import clean_batch
from tests.benchmarks.cleaning_sets import HTML, PAGES, PLAIN, SOURCE, need_sets, records, sets
from tests.benchmarks.cleaning_speed import archive_texts

# So many documents of a set are enough: a change that matters shows in some of them.
MOST = 200


def digest(frame: pl.DataFrame) -> str:
    """A short name for all that a frame holds."""
    written = io.StringIO()
    frame.write_ndjson(written)
    return hashlib.sha256(written.getvalue().encode()).hexdigest()[:12]


def digests(name: str, rows: list[tuple[str, str]]) -> str:
    """One line: the set and the digests of its articles, edits and rejects."""
    cleaned = clean_batch(records(rows[:MOST], HTML if name in PAGES else PLAIN), SOURCE)
    found = (digest(frame) for frame in (cleaned.articles, cleaned.edits, cleaned.rejects))
    return " ".join((f"{name:30}", *found))


if __name__ == "__main__":
    need_sets()
    for one in sets():
        print(digests(one.name, one.rows), flush=True)
    print(digests("archive", [(str(at), text) for at, text in enumerate(archive_texts()[:MOST])]))
