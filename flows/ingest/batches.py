"""Cutting an archive into work: units of files to read, and batches of records to hand on.

Both are cut where the content says so (a digest below a threshold), not every n-th: a file or record added, changed
or removed moves one boundary at most, and every other unit and batch keeps its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from flows.ids import make_id
from flows.ingest.files import RawFile
from flows.ingest.record import Record

AVERAGE_ITEMS = 128  # a boundary after one item in so many: what a new article makes anew
MOST_ITEMS = 512
MOST_UNIT_BYTES = 8 << 20
MOST_BATCH_CHARACTERS = 4 << 20

Item = TypeVar("Item")


def units_of(files: Iterable[RawFile], parts: Callable[[RawFile], list[RawFile]]) -> Iterator[list[RawFile]]:
    """Files in order, cut into units of work; a file that has `parts` is a unit a part."""
    whole: list[RawFile] = []
    for file in files:
        if found := parts(file):
            yield from ([part] for part in found)
        else:
            whole.append(file)
    yield from _cut(whole, lambda file: file.inside, lambda file: file.size, MOST_UNIT_BYTES)


def batches(records: Iterable[Record], source_id: str, *, is_part: bool = False) -> Iterator[list[Record]]:
    """Records in order, cut into batches; those of a part of a file are cut already, unless they are large."""
    return _cut(
        records,
        (lambda _: "") if is_part else (lambda record: record.document_id(source_id)),
        lambda record: len(record.content or ""),
        MOST_BATCH_CHARACTERS,
    )


def _cut(
    items: Iterable[Item], name: Callable[[Item], str], size: Callable[[Item], int], most: int
) -> Iterator[list[Item]]:
    group: list[Item] = []
    total = 0
    for item in items:
        group.append(item)
        total += size(item)
        if total >= most or len(group) >= MOST_ITEMS or _is_last(name(item)):
            yield group
            group, total = [], 0
    if group:
        yield group


def _is_last(name: str) -> bool:
    return bool(name) and int(make_id(name), 16) % AVERAGE_ITEMS == 0
