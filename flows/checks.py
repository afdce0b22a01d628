"""Checks over the rows of a release, in SQL on its Parquet files: what datapackage.json promises of every table, and
what Tearsheet promises across tables.

Each check yields breaches, sentences that start with the table. Names in SQL come from a descriptor that a stranger
may have written, so all of them are quoted.
"""

# ruff: noqa: S608 (names and strings in queries are quoted by _name and _text)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from flows.descriptor import FieldDescriptor, ForeignKeyDescriptor, ResourceDescriptor, several
from flows.release import Release

# How DuckDB calls the types that flows.tables.DTYPES writes.
SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "array": "VARCHAR[]",
}

# Promises across tables: tables needed, what is wrong, and a query for the keys of the rows where it is. Those about
# texts are in flows.passages.
PROMISES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("entities", "mentions"),
        "entities do not have the counts of their mentions",
        """select entity_id from entities left join (
            select entity_id, count(*) as mentions, count(distinct article_id) as articles from mentions group by all
        ) using (entity_id) where (mentions, articles) is distinct from (mention_count, article_count)""",
    ),
    (
        ("articles", "documents"),
        "articles come from a document that is not accepted",
        "select article_id from articles join documents using (document_id) where status <> 'accepted'",
    ),
    (
        ("articles", "sources"),
        "articles have a text although their source publishes metadata only",
        "select article_id from articles join sources using (source_id) where rights = 'metadata' and text <> ''",
    ),
    (
        ("redirects", "entities", "articles"),
        "redirects are of an id that is still in use",
        """select old_id from redirects
        where old_id in (select entity_id from entities union select article_id from articles)""",
    ),
)


# First columns of primary keys that rows are chosen by, when only those that changed are checked one by one.
CHOSEN_BY = {
    "documents": "document_id",
    "entities": "entity_id",
    **dict.fromkeys(("articles", "edits", "mentions", "dates", "amounts", "quotations"), "article_id"),
}


def connect(release: Release, changed: Mapping[str, Sequence[str]] | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with a view on every table, and another, `NAME rows`, on the rows to be checked one by one.

    These are all rows, or those of the ids in `changed`, by the columns of CHOSEN_BY. Raises duckdb.Error when a file
    is not Parquet.
    """
    database = duckdb.connect()
    for name, paths in release.tables().items():
        database.execute(f"create view {_name(name)} as from {_files(paths)}")
        chosen = ""
        if changed is not None and name in CHOSEN_BY:
            ids = ", ".join(_text(item) for item in changed.get(CHOSEN_BY[name], ()))
            chosen = f"where {_name(CHOSEN_BY[name])} in ({ids})" if ids else "where false"
        kind = "table" if chosen else "view"
        database.execute(f"create {kind} {_name(_rows(name))} as from {_name(name)} {chosen}")
    return database


def _rows(name: str) -> str:
    return f"{name} rows"


def table_breaches(database: duckdb.DuckDBPyConnection, release: Release, name: str) -> Iterator[str]:
    """Columns, types, number of rows, constraints of fields, key and order of one table."""
    resource = release.resource(name)
    described = database.execute(f"describe {_name(resource.name)}").fetchall()
    columns = {str(name): str(kind) for name, kind, *_ in described}
    if list(columns) != list(resource.schema.types):
        yield f"{resource.name}: the columns are {list(columns)}, the schema's fields {list(resource.schema.types)}"
        return
    counted = _number(database, f"select count(*) from {_name(resource.name)}")
    if counted != resource.rows:
        yield f"{resource.name}: {counted} rows, not {resource.rows} as datapackage.json states"
    for field in resource.schema.fields:
        if columns[field.name] != SQL_TYPES.get(field.type):
            yield f"{resource.name}.{field.name}: the column is {columns[field.name]}, the schema's type {field.type}"
        else:
            yield from _field_breaches(database, resource.name, field)
    if resource.schema.key:
        yield from _key_breaches(database, resource, release.tables()[name])


def reference_breaches(database: duckdb.DuckDBPyConnection, resource: ResourceDescriptor) -> Iterator[str]:
    """Foreign keys of one table that lead to no row."""
    for key in resource.schema.foreign_keys:
        target = key.reference.resource or resource.name
        if dangling := _number(database, _dangling(resource.name, target, key)):
            columns = ", ".join(several(key.fields))
            yield f"{resource.name}.{columns}: {dangling} rows point at no row of {target}"


def promise_breaches(database: duckdb.DuckDBPyConnection, release: Release) -> Iterator[str]:
    """Promises across the tables of Tearsheet; those about a table that the release has not are passed over."""
    present = set(release.tables())
    for needed, wrong, query in PROMISES:
        if present.issuperset(needed):
            row = database.execute(f"select count(*), min(columns(*)) from ({query})").fetchone()
            if row and row[0]:
                yield f"{needed[0]}: {row[0]} {wrong}, the first at {row[1]}"


def _field_breaches(database: duckdb.DuckDBPyConnection, table: str, field: FieldDescriptor) -> Iterator[str]:
    for condition, wrong in _conditions(field):
        if count := _number(database, f"select count(*) from {_name(_rows(table))} where {condition}"):
            yield f"{table}.{field.name}: {count} values {wrong}"


def _conditions(field: FieldDescriptor) -> Iterator[tuple[str, str]]:
    """SQL that is true where a constraint is broken, and how to say so."""
    column, limits = _name(field.name), field.constraints
    if limits.required:
        yield f"{column} is null", "are absent, and the field is required"
    if limits.enum:
        allowed = ", ".join(_text(value) for value in limits.enum)
        yield f"{column} not in ({allowed})", f"are none of {', '.join(limits.enum)}"
    if limits.pattern:
        yield f"not regexp_matches({column}, {_text(limits.pattern)})", f"do not match {limits.pattern}"
    if limits.minimum is not None:
        yield f"{column} < {limits.minimum!r}", f"are less than {limits.minimum:g}"
    if limits.maximum is not None:
        yield f"{column} > {limits.maximum!r}", f"are more than {limits.maximum:g}"


def _key_breaches(
    database: duckdb.DuckDBPyConnection, resource: ResourceDescriptor, paths: list[Path]
) -> Iterator[str]:
    files = _files(paths)
    key = ", ".join(_name(column) for column in resource.schema.key)
    before = f"lag(row({key})) over (partition by filename order by file_row_number)"
    rows = f"select row({key}) <= {before} as is_not_after, row({key}) < {before} as is_backwards from {files}"
    if len(paths) == 1 and not _number(database, f"select count(*) from ({rows}) where is_not_after"):
        return  # in order and none twice
    repeated = f"select count(*) from (select {key} from {files} group by all having count(*) > 1)"
    if count := _number(database, repeated):
        yield f"{resource.name}: {count} primary keys stand more than once"
    if count := _number(database, f"select count(*) from ({rows}) where is_backwards"):
        yield f"{resource.name}: {count} rows are not in the order of the primary key"


def _dangling(table: str, target: str, key: ForeignKeyDescriptor) -> str:
    ours, theirs = several(key.fields), several(key.reference.fields)
    same = " and ".join(f"a.{_name(x)} = b.{_name(y)}" for x, y in zip(ours, theirs, strict=True))
    stated = " and ".join(f"a.{_name(x)} is not null" for x in ours)
    return f"select count(*) from {_name(table)} a anti join {_name(target)} b on {same} where {stated}"


def _files(paths: list[Path]) -> str:
    """The rows of Parquet files, in SQL; DuckDB adds the columns filename and file_row_number where they are named."""
    patterns = (re.sub(r"([*?\[])", r"[\1]", str(path)) for path in paths)  # each matches its file alone
    return f"read_parquet([{', '.join(_text(pattern) for pattern in patterns)}])"


def _number(database: duckdb.DuckDBPyConnection, query: str) -> int:
    row = database.execute(query).fetchone()
    return int(row[0]) if row else 0


def _name(identifier: str) -> str:
    """An identifier, quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str) -> str:
    """A string, quoted for SQL."""
    return "'" + value.replace("'", "''") + "'"
