"""Results of SQL written for eyes (a table, Markdown) or for programs (CSV, JSON)."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

import click
import duckdb

from flows.query.terminal import count, one_line, safe, say, table

# Rows that a table shows, in a file and on a terminal, where those of a wide table take twenty lines each.
ROWS_SHOWN = 1_000
ROWS_ON_A_TERMINAL = 100
ROWS_AT_ONCE = 5_000

Row = tuple[object, ...]


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def write_result(cursor: duckdb.DuckDBPyConnection, form: Format) -> None:
    """Write the rows that `cursor` holds to standard output."""
    columns = distinct_names([item[0] for item in cursor.description or ()])
    rows = _rows(cursor)
    if form is Format.TABLE:
        _write_table(columns, rows)
    elif form is Format.MARKDOWN:
        _write_markdown(columns, rows)
    elif form is Format.CSV:
        _write_csv(columns, rows)
    else:
        _write_json(columns, rows)


def distinct_names(names: Sequence[str]) -> list[str]:
    """Column names with a number behind those that came before, so that no value hides another: x, x_2."""
    fresh: list[str] = []
    for name in names:
        numbered = (f"{name}_{number}" for number in itertools.count(2))
        fresh.append(next(it for it in itertools.chain([name], numbered) if it not in fresh))
    return fresh


def plain(value: object) -> object:
    """A value of DuckDB as JSON can hold it: instants as ISO 8601 in UTC, what has no JSON form as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()).replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.10g} s"
    return value.hex() if isinstance(value, bytes) else str(value)


def _cell(value: object) -> str:
    """A value as the text of one cell: empty for null, lists and structures as JSON."""
    simple = plain(value)
    if isinstance(simple, dict | list):
        return json.dumps(simple, ensure_ascii=False)
    if isinstance(simple, bool):
        return str(simple).lower()
    return "" if simple is None else str(simple)


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while some := cursor.fetchmany(ROWS_AT_ONCE):
        yield from some


def _write_table(columns: list[str], rows: Iterator[Row]) -> None:
    shown: list[list[object]] = []
    most = ROWS_ON_A_TERMINAL if sys.stdout.isatty() else ROWS_SHOWN
    total = 0
    for row in rows:
        total += 1
        if total <= most:
            shown.append([value if _is_simple(value) else _cell(value) for value in row])
    click.echo(table(columns, shown))
    more = f"; the first {most:,} are shown, `tearsheet sql --format csv` writes all" if total > most else ""
    say(count(total, "row") + more)


def _is_simple(value: object) -> bool:
    """Whether a table shows the value in its own way: numbers to the right, lists of words without brackets."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _write_markdown(columns: list[str], rows: Iterator[Row]) -> None:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    click.echo(line([one_line(name) for name in columns]))
    click.echo(line(["---"] * len(columns)))
    for row in rows:
        click.echo(line([one_line(value if _is_simple(value) else _cell(value)) for value in row]))


def _write_csv(columns: list[str], rows: Iterator[Row]) -> None:
    """RFC 4180 but for its line ends. Control characters stay as they are, except where a terminal would obey them.

    Not by click.echo, which drops escape sequences from what is piped: here they are data.
    """
    shown = safe if sys.stdout.isatty() else str
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([shown(_cell(value)) for value in row])
        if page.tell() > 1 << 16:
            sys.stdout.write(page.getvalue())
            page.seek(0)
            page.truncate()
    sys.stdout.write(page.getvalue())


def _write_json(columns: list[str], rows: Iterator[Row]) -> None:
    """An array with an object a row, a row a line."""
    before = "[\n"
    for row in rows:
        values = {name: plain(value) for name, value in zip(columns, row, strict=True)}
        click.echo(f"{before}  {json.dumps(values, ensure_ascii=False)}", nl=False)
        before = ",\n"
    click.echo("[]" if before == "[\n" else "\n]")
