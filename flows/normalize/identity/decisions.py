"""Decisions of a person about names: rows of raw/decisions.csv, honoured by every build ever after.

merge       `name` and `other` are one entity of this kind, whatever their letters say
different   `name` and `other` are two, however alike they look
split       `name` is an entity of its own, and no short form or other name of any other
rename      the entity that `name` names is shown as `other`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import polars as pl

from flows.errors import UsageError
from flows.normalize.identity.keys import key_of
from flows.tables import table

DECISIONS_FILE = "decisions.csv"
COLUMNS = ("decision", "kind", "name", "other", "who", "date", "why")


class Verdict(StrEnum):
    """What a row of decisions.csv decides."""

    MERGE = "merge"
    DIFFERENT = "different"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True)
class DecisionRow:
    """A row as it stands at `line` of the file: the names that it takes for known, and their keys."""

    line: int
    kind: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Decisions:
    """Decisions by kind and key; the last row about the same names counts. `rows` are all of them, as written."""

    merged: tuple[tuple[str, str, str], ...] = ()
    different: frozenset[tuple[str, str, str]] = frozenset()
    split: frozenset[tuple[str, str]] = frozenset()
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: tuple[DecisionRow, ...] = ()

    def keeps_apart(self, kind: str, one: str, other: str) -> bool:
        """Whether two keys must not be one entity."""
        first, second = sorted((one, other))
        alone = (kind, one) in self.split or (kind, other) in self.split
        return one != other and (alone or (kind, first, second) in self.different)


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file; none when it is not there. Raises UsageError naming the line that is wrong."""
    if not path.is_file():
        return Decisions()
    try:
        rows = pl.read_csv(path, infer_schema=False).fill_null("")
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise UsageError(f"{path}: not CSV ({problem}); its columns are {', '.join(COLUMNS)}") from problem
    absent = [name for name in COLUMNS if name not in rows.columns]
    if absent:
        raise UsageError(f"{path}: column {absent[0]} is absent; its columns are {', '.join(COLUMNS)}")
    return _decisions(rows.select(COLUMNS), path)


def check_decision(verdict: str, kind: str, name: str, other: str) -> str | None:
    """What is wrong with a row, as the end of a sentence; None when nothing is."""
    kinds = table("entities").enum("kind")
    if verdict not in list(Verdict):
        return f"decision is {verdict!r}; write one of {', '.join(Verdict)}"
    if kind not in kinds:
        return f"kind is {kind!r}; write one of {', '.join(kinds)}"
    if not name.strip():
        return "name is empty; write the name that is decided about"
    if verdict != Verdict.SPLIT and not other.strip():
        return f"other is empty; {verdict} needs a second name"
    return None


def unknown_names(rows: Sequence[DecisionRow], entities: pl.DataFrame) -> list[tuple[int, str, str]]:
    """Line, kind and name, for each name of a decision that none of the `entities` (their table) of its kind has."""
    kinds = sorted({row.kind for row in rows})
    had = entities.filter(pl.col("kind").is_in(kinds)).select("kind", pl.concat_list("name", "aliases").alias("name"))
    had = had.explode("name").drop_nulls().unique()
    known = {(kind, key_of(kind, name)) for kind, name in had.iter_rows()}
    return [
        (row.line, row.kind, name) for row in rows for name, key in row.names.items() if (row.kind, key) not in known
    ]


def _decisions(rows: pl.DataFrame, path: Path) -> Decisions:
    merged: dict[tuple[str, str, str], None] = {}
    different: set[tuple[str, str, str]] = set()
    split: set[tuple[str, str]] = set()
    names: dict[tuple[str, str], str] = {}
    found: list[DecisionRow] = []
    for line, (verdict, kind, name, other, *_) in enumerate(rows.iter_rows(), start=2):
        wrong = check_decision(verdict, kind, name, other)
        if wrong:
            raise UsageError(f"{path}, line {line}: {wrong}")
        known = (name, other) if verdict in (Verdict.MERGE, Verdict.DIFFERENT) else (name,)
        found.append(DecisionRow(line, kind, {item.strip(): key_of(kind, item) for item in known}))
        first, second = sorted((key_of(kind, name), key_of(kind, other)))
        match verdict:
            case Verdict.MERGE:
                merged[kind, first, second] = None
                different.discard((kind, first, second))
            case Verdict.DIFFERENT:
                different.add((kind, first, second))
                merged.pop((kind, first, second), None)
            case Verdict.SPLIT:
                split.add((kind, key_of(kind, name)))
            case _:
                names[kind, key_of(kind, name)] = other.strip()
    return Decisions(tuple(merged), frozenset(different), frozenset(split), names, tuple(found))
