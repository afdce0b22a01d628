"""README.md of a release: what it is, what it holds, who may use it how, what every column means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from flows.publish.package import description
from flows.publish.settings import ReleaseSettings
from flows.release import CHANGES_FILE, CITATION_FILE, README_FILE, SUMS_FILE
from flows.sources import UNKNOWN_LICENCE
from flows.tables import TABLE_NAMES, Field, table

_QUERY = """\
In the DuckDB shell, inside this folder, with views on all tables and macros for common questions
(read `load.sql`; it also works over HTTP):

    duckdb -init load.sql
    select name, mention_count from entities order by 2 desc limit 10;
    from articles_of('{example}');

In Python, with DuckDB, Polars or pandas:

    import duckdb; duckdb.sql("select source_id, count(*) from 'articles.parquet' group by all")
    import polars as pl; pl.scan_parquet("mentions.parquet").group_by("kind").len().collect()
    import pandas as pd; pd.read_parquet("articles.parquet", columns=["article_id", "title"])

Only the columns a query names are read, so questions about metadata never load a text.
"""
_PROMISES = """\
- Undoing an article's `edits` on its `text` gives the raw text, whose SHA-256 is `raw_sha256`; redoing them gives the
  text: `select raw_text(article_id) from articles`.
- `start` and `end` count Unicode code points from 0, `end` exclusive: `text[start:end]` in Python,
  `substring(text, start + 1, "end" - start)` in SQL. Times are UTC.
- Ids stay from version to version; an id that gave way to another is a row of `redirects`.
- The same raw material and the same software give these files to the byte. `rowsHash` in `datapackage.json` does not
  depend on the Parquet library: SHA-256 over two SHA-256 digests a column: of the lengths of
  its values as texts in UTF-8 (32 bits each, little-endian, all ones where there is none), and of these texts.
"""


def write_readme(folder: Path, tables: Mapping[str, pl.DataFrame], settings: ReleaseSettings, version: str) -> None:
    """Write README.md for a release of `tables`."""
    top = tables["entities"].sort(["mention_count", "entity_id"], descending=[True, False]).head(1)
    example = top["name"][0] if top.height else "Tashkent"
    sections = [
        (f"# {settings.heading} {version}", description(settings, tables)),
        ("## What it holds", _counts(tables)),
        ("## Rights", _rights(tables["sources"])),
        ("## How to query it", _QUERY.format(example=example.replace("'", "''"))),
        ("## How to check it", _check()),
        ("## What holds in every version", _PROMISES),
        ("## How to cite it", _cite(settings, version)),
        ("## Data dictionary", "\n\n".join(_dictionary(name) for name in TABLE_NAMES)),
    ]
    text = "\n\n".join(f"{heading}\n\n{body.rstrip()}" for heading, body in sections)
    (folder / README_FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; line breaks and bars in cells are made harmless."""
    lines = [list(head), ["---"] * len(list(head)), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;")


def _counts(tables: Mapping[str, pl.DataFrame]) -> str:
    rows = [(f"`{name}`", tables[name].height, table(name).description) for name in TABLE_NAMES]
    return (
        markdown_table(("table", "rows", "what it holds"), rows)
        + f"\n\nWhat differs from the version before: `{CHANGES_FILE}`."
    )


def _rights(sources: pl.DataFrame) -> str:
    columns = ("source_id", "title", "licence", "rights", "attribution")
    stated = markdown_table(("source", "title", "licence", "published", "credit"), sources.select(columns).iter_rows())
    meaning = (
        "Published `full`: the whole text. `excerpt`: the opening of the text, and what was found in it. `metadata`: "
        "no text. Titles, dates and addresses are published of every article."
    )
    unknown = sources.filter(pl.col("licence") == UNKNOWN_LICENCE)["source_id"].to_list()
    return "\n\n".join([stated, meaning, *([_warning(unknown)] if unknown else [])])


def _warning(unknown: list[str]) -> str:
    names = ", ".join(f"`{name}`" for name in unknown)
    return (
        f"**The licence of {names} is unknown. Do not pass this material on until someone states one** "
        "(`licence:` in the source's source.yaml)."
    )


def _check() -> str:
    return (
        f"    sha256sum --check --quiet {SUMS_FILE}\n    tearsheet verify .\n\n"
        "The first compares the files with their checksums, the second also checks every promise below over all rows."
    )


def _cite(settings: ReleaseSettings, version: str) -> str:
    who = f"{settings.publisher}. " if settings.publisher else ""
    where = f" {settings.homepage}" if settings.homepage else ""
    return (
        f"> {who}{settings.heading}, version {version} [data set].{where}\n\n"
        f"`{CITATION_FILE}` says the same for machines. Give the credits of the table above with it."
    )


def _dictionary(name: str) -> str:
    known = table(name)
    key = ", ".join(f"`{column}`" for column in known.primary_key)
    references = {item.field: f"{item.reference}.{item.reference_field}" for item in known.foreign_keys}
    rows = [_field_row(field, references.get(field.name)) for field in known.fields]
    heading = f"### {name}\n\n{known.description} Primary key: {key}."
    return f"{heading}\n\n{markdown_table(('column', 'type', 'meaning'), rows)}"


def _field_row(field: Field, reference: str | None) -> tuple[str, str, str]:
    details = [
        *([f"Unit: {field.unit}."] if field.unit else []),
        *([f"One of {', '.join(f'`{value}`' for value in field.enum)}."] if field.enum else []),
        *([f"Refers to `{reference}`."] if reference else []),
        *(["Never null."] if field.required else []),
    ]
    return f"`{field.name}`", field.type, " ".join([field.description, *details])
