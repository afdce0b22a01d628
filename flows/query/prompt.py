"""The prompt of `tearsheet sql`: statements over several lines up to a semicolon, history, completion, dot commands."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
import duckdb

from flows.errors import TearsheetError, UsageError
from flows.query.session import Session
from flows.query.terminal import one_line, safe, table, width

try:
    import readline
except ImportError:  # a Python without it still has a prompt
    readline = None  # type: ignore[assignment]

HISTORY_LINES = 1_000
HELP = """\
Type SQL and end it with a semicolon; it may run over several lines.
  .tables           the tables and macros of the release
  .schema TABLE     the columns of a table and what they hold
  .help             this help
  .quit             leave, as Ctrl-D does; Ctrl-C drops what was typed or stops a query
"""
# Commands that are no SQL and are understood without their dot, too.
WORDS = frozenset({"help", "quit", "exit"})
# Those of load.sql.
_MACROS = """
    select distinct on (function_name) function_name, parameters from duckdb_functions()
    where not internal and function_type like '%macro' order by function_name
"""


def run_prompt(session: Session, run: Callable[[str], object]) -> None:
    """Ask for statements and give them to `run` until the user leaves."""
    click.echo(f"{session.name}: {len(session.tables)} tables. .help tells more, .quit leaves.")
    history = _start_editing(session)
    try:
        while (text := _ask(session)) is not None:
            _obey(session, text, run)
    finally:
        _save_history(history)


def _ask(session: Session) -> str | None:
    """The next statement or dot command; None at the end of input. Ctrl-C drops what was typed."""
    lines: list[str] = []
    while not is_complete("\n".join(lines)):
        try:
            lines.append(input(f"{session.name}> " if not lines else " " * (len(session.name) - 1) + "…> "))
        except KeyboardInterrupt:
            click.echo()
            lines = []
        except EOFError:
            click.echo()
            return None
    text = "\n".join(lines).strip()
    return None if _bare(text) in ("quit", "exit") else text


def is_complete(text: str) -> bool:
    """Whether `text` can be run: a dot command, or SQL up to a semicolon that stands in no string or comment."""
    if text.lstrip().startswith(".") or _bare(text) in WORDS:
        return True
    tokens = [(start, kind) for start, kind in duckdb.tokenize(text) if kind is not duckdb.token_type.comment]
    return bool(tokens) and text[tokens[-1][0] :].rstrip().startswith(";")


def _bare(text: str) -> str:
    """A command as somebody may write it who does not know of the dots: `help`, `Exit;`."""
    return text.strip().rstrip(";").removeprefix(".").lower()


def _obey(session: Session, text: str, run: Callable[[str], object]) -> None:
    try:
        if text.startswith(".") or _bare(text) in WORDS:
            click.echo(dot_command(session, text))
        else:
            run(text)
    except TearsheetError as problem:
        click.echo(safe(str(problem)), err=True)
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def dot_command(session: Session, text: str) -> str:
    """What a dot command answers. Raises UsageError for one there is not."""
    name, _, argument = text.strip().rstrip(";").partition(" ")
    if _bare(name) == "help":
        return HELP.rstrip()
    if name == ".tables":
        return _tables(session)
    if name == ".schema":
        return _schema(session, argument.strip())
    raise UsageError(f"there is no {safe(name)}; .help lists what there is")


def _tables(session: Session) -> str:
    rows = [[item.name, item.rows, item.description] for item in session.descriptor.resources]
    macros = [f"{row['function_name']}({one_line(row['parameters'])})" for row in session.rows(_MACROS)]
    listed = table(["table", "rows", "what a row is"], rows)
    return "\n".join([listed, "", *textwrap.wrap(f"macros: {', '.join(macros)}", width())]) if macros else listed


def _schema(session: Session, name: str) -> str:
    for resource in session.descriptor.resources:
        if resource.name == name:
            rows = [[field.name, field.type, field.description] for field in resource.schema.fields]
            return table(["column", "type", "what it holds"], rows)
    raise UsageError(f"write .schema and a table: {', '.join(session.tables)}")


def _start_editing(session: Session) -> Path | None:
    """Line editing with completion and the history of earlier sessions; where that is kept, or None."""
    if readline is None or not sys.stdin.isatty():
        return None
    words = _completions(session)

    def complete(typed: str, index: int) -> str | None:
        found = [word for word in words if word.startswith(typed)]
        return found[index] if index < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" \t\n,();=<>+-*/'")
    readline.parse_and_bind("tab: complete")
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    history = state / "tearsheet" / "sql_history"
    with suppress(OSError):
        readline.read_history_file(history)
    return history


def _completions(session: Session) -> list[str]:
    columns = {field.name for item in session.descriptor.resources for field in item.schema.fields}
    macros = {f"{row['function_name']}(" for row in session.rows(_MACROS)}
    return sorted({*session.tables, *columns, *macros, ".tables", ".schema", ".help", ".quit"})


def _save_history(path: Path | None) -> None:
    if path is None or readline is None:
        return
    with suppress(OSError):  # a home that cannot be written is no reason to fail
        path.parent.mkdir(parents=True, exist_ok=True)
        readline.set_history_length(HISTORY_LINES)
        readline.write_history_file(path)
