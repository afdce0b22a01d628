"""What a build made, for people and for programs."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.pipeline import Built
from flows.query.terminal import safe
from flows.release import Release
from flows.settings import BuildSettings

MOST_RULES = 8
MOST_ENTITIES = 6
FIRST_QUERY = "select name, mention_count from entities order by 2 desc limit 10"


def as_mapping(built: Built) -> Mapping[str, object]:
    """What `--json` prints of a build."""
    release = built.release
    if release is None:
        return {"released": False}
    return {
        "released": built.is_new,
        "dataset": release.dataset,
        "version": release.version,
        "folder": str(release.folder),
        "counts": release.counts(),
        "rejects": _counts(release, "rejects", "reason"),
    }


def show(built: Built, settings: BuildSettings) -> None:
    """Print what the build did; after a new release its contents, and three things to try with it."""
    release, console = built.release, Console()
    if release is None:
        console.print(f"Done up to {settings.until}; nothing is published by that.")
        return
    name = f"{release.dataset} {release.version}"
    if not built.is_new:
        console.print(
            f"Nothing to do: {name} in {escape(str(release.folder))} already holds just this.",
            highlight=False,
            soft_wrap=True,
        )
        return
    _show_contents(release, console)
    console.print(f"\nReleased [bold]{name}[/] in {escape(str(release.folder))}", highlight=False, soft_wrap=True)
    _show_next(release, settings, console)


def _show_contents(release: Release, console: Console) -> None:
    counts = release.counts()
    grid = Table.grid(padding=(0, 3))
    grid.add_row("articles", str(counts["articles"]), _sentence(_counts(release, "articles", "source_id")))
    grid.add_row("edits", str(counts["edits"]), _sentence(_counts(release, "edits", "rule"), MOST_RULES))
    entities = release.frame("entities").sort("mention_count", "name", descending=[True, False]).head(MOST_ENTITIES)
    top = dict(zip(entities["name"], entities["mention_count"], strict=True))
    grid.add_row("entities", str(counts["entities"]), _sentence(top, MOST_ENTITIES))
    for table in ("mentions", "dates", "amounts", "quotations", "duplicates"):
        grid.add_row(table, str(counts[table]))
    grid.add_row("rejects", str(counts["rejects"]), _sentence(_counts(release, "rejects", "reason")))
    if counts["changes"]:
        grid.add_row("changes", str(counts["changes"]), _changes(release))
    console.print(grid, highlight=False)


def _show_next(release: Release, settings: BuildSettings, console: Console) -> None:
    if not release.counts()["articles"]:
        console.print("No article came of it: `rejects` says of each record why, and the mend.", highlight=False)
        return
    edits = release.frame("edits").group_by("article_id").len().sort("len", "article_id", descending=[True, False])
    most_edited = edits["article_id"][0] if edits.height else release.frame("articles")["article_id"][0]
    command, at = _command(), _build_option(settings)
    entities = release.frame("entities").sort("mention_count", "name", descending=[True, False])
    word = entities["name"][0] if entities.height else "news"
    console.print("Try next:")
    for line in (
        f"{command} explain{at} {most_edited}",
        f"{command} sql{at} {shlex.quote(FIRST_QUERY)}",
        f"{command} search{at} {shlex.quote(word)}",
    ):
        console.print(f"  {line}", highlight=False, soft_wrap=True, markup=False)


def _command() -> str:
    """How this program was called, if `tearsheet` alone would not find it."""
    called = Path(sys.argv[0])
    if shutil.which("tearsheet") or called.name != "tearsheet":
        return "tearsheet"
    near = called if not called.is_absolute() else _relative(called)
    return str(near)


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _build_option(settings: BuildSettings) -> str:
    return "" if settings.build == BuildSettings().build else f" --build {shlex.quote(str(settings.build))}"


def _counts(release: Release, table: str, column: str) -> dict[str, int]:
    counted = release.lazy(table).group_by(column).len().sort("len", column, descending=[True, False]).collect()
    return {str(row[0]): int(row[1]) for row in counted.iter_rows()}


def _changes(release: Release) -> str:
    """How many articles came, went and changed since the version before, then the causes of all rows of `changes`."""
    articles = release.lazy("changes").filter(pl.col("table") == "articles").select("key", "change").unique()
    counted = dict(articles.group_by("change").len().collect().iter_rows())
    moved = ", ".join(f"{counted[change]} {change}" for change in ("added", "removed", "changed") if change in counted)
    causes = _sentence(_counts(release, "changes", "cause"))
    return f"articles: {moved or 'the same'}; rows by cause: {causes}"


def _sentence(counts: Mapping[str, int], most: int = 12) -> str:
    shown = [f"{escape(safe(name))} {count}" for name, count in list(counts.items())[:most]]
    return ", ".join(shown) + (" …" if len(counts) > most else "")
