"""CHANGES.md and CITATION.cff of a release."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import yaml

from flows.publish.package import KEYWORDS
from flows.publish.readme import markdown_table
from flows.publish.settings import ReleaseSettings
from flows.release import CHANGES_FILE, CITATION_FILE

EXAMPLES = 10
# Characters of a value shown in an example.
_SHOWN = 60
_CAUSES = (
    "Causes: `source`, its record in raw/ or another that bears on it; `code`, the software; `authority`, the lists of "
    "names; `takedown`, a withdrawal. All rows are in the table `changes`."
)


def write_changes(folder: Path, changes: pl.DataFrame, version: str, previous: str | None) -> None:
    """Write CHANGES.md: counts by table, change and cause, then examples of each."""
    if previous is None:
        text = f"# Changes in {version}\n\nThe first version: nothing to compare it with.\n"
    else:
        grouped = changes.group_by("table", "change", "cause").len().sort("table", "change", "cause")
        counts = markdown_table(("table", "change", "cause", "rows"), grouped.iter_rows())
        examples = markdown_table(("table", "key", "column", "change", "cause", "before", "after"), _examples(changes))
        text = (
            f"# Changes in {version}, since {previous}\n\n{counts}\n\nRows `changed` count values: one for every "
            f"column that differs. {_CAUSES}\n\n## Examples\n\n{examples}\n"
        )
    (folder / CHANGES_FILE).write_text(text, encoding="utf-8", newline="\n")


def write_citation(folder: Path, settings: ReleaseSettings, version: str) -> None:
    """Write CITATION.cff. https://citation-file-format.github.io/1.2.0; no date-released, since that is a clock's."""
    citation = {
        "cff-version": "1.2.0",
        "message": "Please cite this data set in the version that you used.",
        "type": "dataset",
        "title": settings.heading,
        "version": version,
        "authors": [{"name": settings.publisher or f"Publishers of {settings.heading}"}],
        "keywords": list(KEYWORDS),
        **({"url": settings.homepage} if settings.homepage else {}),
    }
    text = yaml.safe_dump(citation, allow_unicode=True, sort_keys=False)
    (folder / CITATION_FILE).write_text(text, encoding="utf-8", newline="\n")


def _examples(changes: pl.DataFrame) -> list[tuple[str | None, ...]]:
    """The first rows of every kind of change, a few in all."""
    kinds = ["table", "column", "change", "cause"]
    ranked = changes.with_columns(rank=pl.int_range(pl.len()).over(kinds)).sort("rank", "table", "key", "column")
    shown = ranked.head(EXAMPLES).select("table", "key", "column", "change", "cause", "before", "after")
    return [tuple(_short(value) for value in row) for row in shown.iter_rows()]


def _short(value: str | None) -> str | None:
    return value if value is None or len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
