# ruff: noqa: T201 - lines for a terminal
"""Whether a faster normalization finds the same: `python -m tests.benchmarks.normalization_digests`.

Prints a digest of every table of the archive articles and of both scored sets. Run it before and after, and compare.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.normalize import link_entities, normalize_batch
from tests.benchmarks.cleaning_digests import digest
from tests.benchmarks.normalization import (
    NO_EDITS,
    SETS,
    SHARED,
    SOURCE,
    SPEED_ARTICLES,
    Document,
    as_articles,
    documents_of,
)


def digests(name: str, documents: Sequence[Document]) -> str:
    """One line: the set and the digests of mentions, dates, amounts, quotations, fingerprints, entities."""
    found = normalize_batch(as_articles(documents), NO_EDITS, SOURCE)
    linked = link_entities(found.mentions)
    frames = (linked.mentions, found.dates, found.amounts, found.quotations, found.fingerprints, linked.entities)
    return " ".join((f"{name:25}", *map(digest, frames)))


if __name__ == "__main__":
    sets = SHARED / "eval"
    for one in SETS.values():
        print(digests(one, documents_of(sets / one)), flush=True)
    print(digests("archive", documents_of(sets / "archive" / "articles.jsonl.gz")[:SPEED_ARTICLES]))
