"""load.sql: views on the tables of a release, and macros, for any DuckDB, in the folder or from afar."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flows.publish.write import parquet_file
from flows.release import LOAD_FILE

_MACROS = Path(__file__).with_name("macros.sql")
_HEAD = """\
-- {dataset} {version} in DuckDB (written for 1.5). In the folder of the release:
--     duckdb -init load.sql
-- From anywhere else, or without downloading it first, say where it is before reading this file:
--     set variable release = 'https://example.org/releases/{dataset}/{version}/';
--     .read load.sql
-- Views and macros last as long as the session, and read only the columns that a query names.

set variable release = case
    when coalesce(getvariable('release'), '') = '' then ''
    else rtrim(getvariable('release'), '/') || '/'
end;
"""


def write_load(folder: Path, dataset: str, version: str, names: Iterable[str]) -> None:
    """Write load.sql with a view for each of the tables `names`."""
    views = [
        f"create or replace temp view {name} as "
        f"from read_parquet(getvariable('release') || '{parquet_file(folder, name).name}');"
        for name in names
    ]
    parts = [_HEAD.format(dataset=dataset, version=version), "\n".join(views), _MACROS.read_text(encoding="utf-8")]
    (folder / LOAD_FILE).write_text("\n".join(parts), encoding="utf-8", newline="\n")
