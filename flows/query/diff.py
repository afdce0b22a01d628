"""`tearsheet diff`: what differs between two releases, row by row, with causes where the later one states them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import polars as pl

from flows.compare import COMPARED, differences
from flows.errors import UsageError
from flows.query.output import print_json
from flows.query.places import local_release
from flows.query.terminal import count, say, table
from flows.query.versions import causes_line
from flows.release import Release

CHANGES = ("added", "removed", "changed")
# What tells a reader which row it is: shown for rows that came or went.
LABELS = {
    "sources": "title",
    "documents": "path",
    "articles": "title",
    "edits": "before",
    "entities": "name",
    "mentions": "surface",
    "dates": "surface",
    "amounts": "surface",
    "quotations": "text",
    "duplicates": "cluster_id",
    "redirects": "new_id",
    "rejects": "path",
}
# Characters of a value shown, and of what stands before the place where two values part.
SHOWN = 48
SHOWN_BEFORE = 12
_KEY = ["table", "key", "column", "change"]


@dataclass(frozen=True)
class Comparison:
    """Two releases and the rows that differ: flows.compare.differences, and `cause` where it is known, else null."""

    before: Release
    after: Release
    rows: pl.DataFrame

    @property
    def has_causes(self) -> bool:
        """Whether the later release says why."""
        return self.rows.height > 0 and self.rows.get_column("cause").null_count() == 0

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows added and removed, and values changed, by table; tables that do not differ are left out."""
        grouped = self.rows.group_by("table", "change").len()
        found = {(name, change): number for name, change, number in grouped.iter_rows()}
        present = [name for name in COMPARED if any((name, change) in found for change in CHANGES)]
        return {name: {change: found.get((name, change), 0) for change in CHANGES} for name in present}

    def causes(self, name: str) -> dict[str, int]:
        """Number of differences of a table by cause; empty when causes are not known."""
        rows = self.rows.filter(pl.col("table") == name, pl.col("cause").is_not_null())
        return dict(rows.group_by("cause").len().sort("cause").iter_rows())

    def examples(self, limit: int) -> pl.DataFrame:
        """The first rows of every kind of difference in turn, `limit` at most, with a `label` of rows come or gone."""
        kinds = ["table", "column", "change", "cause"]
        ranked = self.rows.with_columns(rank=pl.int_range(pl.len()).over(kinds))
        chosen = ranked.sort("rank", "table", "key", "column").head(limit).drop("rank")
        labelled = [self._labelled(name, rows) for (name,), rows in chosen.partition_by("table", as_dict=True).items()]
        return pl.concat([chosen.with_columns(label=pl.lit(None, pl.String)).clear(), *labelled]).sort(_KEY)

    def _labelled(self, name: str, rows: pl.DataFrame) -> pl.DataFrame:
        sides = [_labels(release, name, rows.get_column("key")) for release in (self.before, self.after)]
        known = pl.concat(sides).unique("key", keep="last", maintain_order=True)
        return rows.join(known, on="key", how="left", maintain_order="left")


def compare(before: Release, after: Release, only: str | None) -> Comparison:
    """What differs, of all tables or of `only` one. Raises UsageError when there is no such table."""
    if only is not None and only not in COMPARED:
        raise UsageError(f"--table {only}: there is no such table to compare; there are {', '.join(COMPARED)}")
    names = COMPARED if only is None else (only,)
    rows = differences(_frames(before, names), _frames(after, names))
    return Comparison(before, after, _with_causes(rows, after, names))


def find_pair(first: str, second: str, build: Path) -> tuple[Release, Release]:
    """The releases that two words name; a bare version beside NAME@VERSION is of that dataset."""
    names = [word.partition("@")[0] if "@" in word else None for word in (first, second)]
    words = [
        f"{other}@{word}" if other and own is None and word[:1].isdigit() and not Path(word).exists() else word
        for word, own, other in zip((first, second), names, reversed(names), strict=True)
    ]
    return local_release(words[0], build), local_release(words[1], build)


def show_diff(pair: tuple[str, str], build: Path, *, only: str | None, limit: int, as_json: bool) -> None:
    """Print what differs between the releases that `pair` names: counts by table, then `limit` examples."""
    before, after = find_pair(*pair, build)
    found = compare(before, after, only)
    if as_json:
        print_json(_as_mapping(found, limit))
        return
    if found.rows.height:
        click.echo(_counts_table(found))
    if found.rows.height and limit:
        click.echo(f"\n{_examples_table(found, limit)}")
    say(_summary(found, limit, only))


def _frames(release: Release, names: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    present = release.tables()
    return {name: release.frame(name) for name in names if name in present}


def _with_causes(rows: pl.DataFrame, after: Release, names: tuple[str, ...]) -> pl.DataFrame:
    """`rows` with the causes that the later release states, if the differences that it states are just these.

    Then and only then is the earlier release the one it was compared with. A stated `before` may be withheld for
    rights, so a null there agrees with anything.
    """
    unknown = rows.with_columns(cause=pl.lit(None, pl.String))
    if "changes" not in after.tables():
        return unknown
    stated = after.frame("changes").filter(pl.col("table").is_in(names))
    stated = stated.select(*_KEY, "cause", pl.col("before").alias("stated_before"), pl.col("after").alias("stated"))
    both = rows.join(stated, on=_KEY, how="inner")
    agree = pl.col("stated").eq_missing(pl.col("after")) | pl.col("stated").is_null()
    agree &= pl.col("stated_before").eq_missing(pl.col("before")) | pl.col("stated_before").is_null()
    if not both.height == rows.height == stated.height or not both.select(agree.all()).item():
        return unknown
    return both.drop("stated_before", "stated").sort("table", "key", "column")


def _labels(release: Release, name: str, keys: pl.Series) -> pl.DataFrame:
    """Columns key and label of the rows of a table that have those keys."""
    if name not in release.tables() or LABELS[name] not in release.resource(name).schema.types:
        return pl.DataFrame(schema={"key": pl.String(), "label": pl.String()})
    parts = [pl.col(part).cast(pl.String) for part in release.resource(name).schema.key]
    key = pl.concat_str(parts, separator="/").alias("key")
    found = release.lazy(name).select(key, pl.col(LABELS[name]).cast(pl.String).alias("label"))
    return found.filter(pl.col("key").is_in(keys.to_list())).collect()


def _counts_table(found: Comparison) -> str:
    rows = [
        [name, *numbers.values(), *([causes_line(found.causes(name))] if found.has_causes else [])]
        for name, numbers in found.counts().items()
    ]
    columns = ["table", "rows added", "rows removed", "values changed", *(["causes"] if found.has_causes else [])]
    return table(columns, rows)


def _examples_table(found: Comparison, limit: int) -> str:
    rows = [_example(row, has_cause=found.has_causes) for row in found.examples(limit).iter_rows(named=True)]
    causes = ["cause"] if found.has_causes else []
    return table(["table", "key", "column", "change", *causes, "before", "after"], rows)


def _example(row: dict[str, str | None], *, has_cause: bool) -> list[str | None]:
    before, after = around_the_change(row["before"], row["after"])
    if row["change"] == "removed":
        before = _short(row["label"])
    elif row["change"] == "added":
        after = _short(row["label"])
    causes = [row["cause"]] if has_cause else []
    return [row["table"], row["key"], row["column"], row["change"], *causes, before, after]


def around_the_change(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Two values cut to what a table can hold, from shortly before the place where they part."""
    if before is None or after is None:
        return _short(before), _short(after)
    pairs = zip(before, after, strict=False)
    parting = next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))
    start = 0 if max(len(before), len(after)) <= SHOWN else max(0, parting - SHOWN_BEFORE)
    mark = "…" if start else ""
    return _short(mark + before[start:]), _short(mark + after[start:])


def _short(value: str | None) -> str | None:
    return value if value is None or len(value) <= SHOWN else value[: SHOWN - 1] + "…"


def _summary(found: Comparison, limit: int, only: str | None) -> str:
    names = f"{found.before.dataset}@{found.before.version} and {found.after.dataset}@{found.after.version}"
    where = f" in {only}" if only else ""
    if not found.rows.height:
        return f"{names}: nothing differs{where}."
    more = found.rows.height - min(limit, found.rows.height)
    rest = f"; {more:,} not shown, see --limit" if more else ""
    return f"{names}: {count(found.rows.height, 'difference')}{where}{rest}."


def _as_mapping(found: Comparison, limit: int) -> dict[str, object]:
    sides = {
        side: {"dataset": release.dataset, "version": release.version, "folder": str(release.folder)}
        for side, release in (("before", found.before), ("after", found.after))
    }
    causes = {name: found.causes(name) for name in found.counts()} if found.has_causes else None
    return {**sides, "counts": found.counts(), "causes": causes, "examples": found.examples(limit).to_dicts()}
