"""`tearsheet sql`: statements run on a release, their results written in the form that was asked for.

A release is only read. Tables and views that a statement makes live in memory and go with the session.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator

import click
import duckdb

from flows.errors import TearsheetError, UsageError
from flows.query.command import raise_if_interrupted
from flows.query.datasets import warn_if_withdrawn
from flows.query.prompt import run_prompt
from flows.query.results import Format, write_result
from flows.query.session import Session, sentence
from flows.query.terminal import safe

Kind = duckdb.StatementType
# What neither writes a file nor opens another database; the rest of SQL is refused.
READS = frozenset({Kind.SELECT, Kind.CALL, Kind.PRAGMA, Kind.SET, Kind.VARIABLE_SET, Kind.TRANSACTION})
IN_MEMORY = frozenset(
    {Kind.CREATE, Kind.CREATE_FUNC, Kind.DROP, Kind.ALTER, Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE_INTO}
)
_EXPLAIN = re.compile(r"\s*explain\s+(analyze\s+)?(\([^)]*\)\s*)?", re.IGNORECASE)
_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")
_CONFINED = "file system operations are disabled"


def run_sql(session: Session, query: str | None, form: Format) -> None:
    """Answer `query`; without one, what is piped in, or at a prompt whatever is asked.

    Raises TearsheetError for SQL that fails, UsageError when nothing was asked.
    """
    warn_if_withdrawn(session.place, session.descriptor)
    if query is None and sys.stdin.isatty():
        run_prompt(session, lambda text: run_statements(session, text, form))
        return
    text = sys.stdin.read() if query is None else query
    if not run_statements(session, text, form):
        raise UsageError("there is no statement to run; try `tearsheet sql 'from entities limit 5'`")


def run_statements(session: Session, text: str, form: Format) -> int:
    """Run the statements of `text` one by one and write what they return; the number of statements.

    Raises TearsheetError in one sentence for the first that fails, or that would do more than read.
    """
    number = 0
    try:
        for number, statement in enumerate(_statements(session, text), 1):  # noqa: B007 - the number is the result
            cursor = session.connection.execute(statement)
            if statement.type == Kind.EXPLAIN:
                click.echo("\n".join(safe(str(row[-1])).rstrip() for row in cursor.fetchall()))
            elif statement.type in READS and cursor.description:
                write_result(cursor, form)
    except RuntimeError as problem:
        raise_if_interrupted(problem)
        raise
    except duckdb.Error as problem:
        raise TearsheetError(_explained(session, sentence(problem))) from problem
    return number


def _statements(session: Session, text: str) -> Iterator[duckdb.Statement]:
    for statement in session.connection.extract_statements(text):
        _check(session, statement)
        yield statement


def _check(session: Session, statement: duckdb.Statement) -> None:
    """Raise TearsheetError for a statement that would do more than read."""
    if statement.type == Kind.EXPLAIN:  # EXPLAIN ANALYZE runs what it explains
        for inner in session.connection.extract_statements(_EXPLAIN.sub("", statement.query, count=1)):
            _check(session, inner)
    elif statement.type not in READS | IN_MEMORY:
        name = statement.type.name.replace("_", " ")
        raise TearsheetError(
            f"{name} is refused, a release is only read; to save a result, write `--format csv … > FILE`"
        )


def _explained(session: Session, message: str) -> str:
    """DuckDB's sentence; for a table that is not there, which ones are; for a file out of reach, which are in reach."""
    if _CONFINED in message:
        return message.partition(f" - {_CONFINED}")[0] + "; a session reads its release, and files of this folder"
    missing = _NO_TABLE.search(message)
    if not missing:
        return message
    close = difflib.get_close_matches(missing[1], session.tables, 1)
    hint = f"did you mean {close[0]!r}?" if close else f"the tables are {', '.join(session.tables)}"
    return f"there is no table {missing[1]!r}; {hint}"
