"""What is safe and readable in a terminal: control characters made visible, tables that fit its width.

Text of a release comes from strangers: an escape sequence in it must not reach a terminal.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from shutil import get_terminal_size

import click
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

# C0 and C1 controls but tab and line feed, and the marks that turn the direction of what follows them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# In a span that was removed or repaired, what cannot be seen is the point: spaces other than a plain one, joiners.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff]"
)
PIPED_WIDTH = 160
_NARROWEST = 6
# Whole numbers beyond this are not exact as a float.
_WHOLE = 2**53


def safe(text: str) -> str:
    """`text` with every control character replaced by a picture of it, such as ␛ or ‹U+202E›; tabs and lines stay."""
    return _UNSAFE.sub(_picture, text)


def revealed(text: str) -> str:
    """`text` with every character that cannot be seen replaced by its name; a lone run of spaces becomes ␣."""
    shown = _INVISIBLE.sub(_picture, text)
    return shown.replace(" ", "␣").replace("\t", "⇥") if shown.strip(" \t") == "" else shown


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def one_line(value: object) -> str:
    """A value of a result as one safe line: empty for null, lists joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(one_line(item) for item in value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else f"{value:.10g}"
    return " ".join(safe(str(value)).split())


def stdout_console(*, colour: bool = True) -> Console:
    """Where results go; colours only in a terminal, and none under NO_COLOR."""
    no_color = None if colour else True
    return Console(file=sys.stdout, no_color=no_color, highlight=False, markup=False, emoji=False, width=width())


def width() -> int:
    """Columns to write in: the terminal's, or a generous page when the output is piped."""
    return get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], columns_wide: int | None = None) -> str:
    """Rows under their columns, cells cut to what fits; one record below the other when the columns are too many."""
    across = columns_wide or width()
    cells = [[one_line(value) for value in row] for row in rows]
    widths = _fit([_widest(name, index, cells) for index, name in enumerate(columns)], across)
    if widths is None:
        return _records(columns, cells, across)
    right = [bool(rows) and all(_is_number(row[index]) for row in rows) for index in range(len(columns))]
    lines = [_line(list(columns), widths, right), "  ".join("─" * wide for wide in widths)]
    return "\n".join(lines + [_line(row, widths, right) for row in cells])


def _widest(name: str, index: int, cells: list[list[str]]) -> int:
    return max([cell_len(name), *(cell_len(row[index]) for row in cells)])


def _fit(natural: list[int], across: int) -> list[int] | None:
    """Widths that sum to `across` at most, the widest narrowed first; None when nothing readable would be left."""
    room = across - 2 * (len(natural) - 1)
    if room < sum(min(wide, _NARROWEST * 2) for wide in natural):
        return None
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        next_widest = max([wide for wide in widths if wide < widest], default=_NARROWEST)
        tied = widths.count(widest)
        cut = min(widest - next_widest, -(-(sum(widths) - room) // tied))
        widths = [wide - cut if wide == widest else wide for wide in widths]
    return widths


def _line(row: list[str], widths: list[int], right: list[bool]) -> str:
    cells = zip(row, widths, right, strict=True)
    return "  ".join(_cell(value, wide, is_right=is_right) for value, wide, is_right in cells).rstrip()


def _cell(value: str, wide: int, *, is_right: bool = False) -> str:
    if cell_len(value) > wide:
        return set_cell_size(value, wide - 1) + "…"
    padding = " " * (wide - cell_len(value))
    return padding + value if is_right else value + padding


def _records(columns: Sequence[str], cells: list[list[str]], across: int) -> str:
    label = max(cell_len(name) for name in columns)
    room = max(across - label - 2, _NARROWEST)
    blocks = []
    for number, row in enumerate(cells, 1):
        lines = [f"─ row {number} " + "─" * max(0, label - 5)]
        lines += [
            f"{_cell(name, label)}  {_cell(value, room).rstrip()}" for name, value in zip(columns, row, strict=True)
        ]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def say(sentence: str) -> None:
    """What a verb did, in one line on stderr, so that stdout holds results alone."""
    click.echo(safe(sentence), err=True)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@contextmanager
def transfer_bar(total: int, *, is_hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar of `total` bytes on standard error, on a terminal; the function given takes the size of each piece."""
    columns = (TextColumn("Fetching"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    is_off = is_hidden or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_off) as progress:
        task = progress.add_task("fetching", total=total)
        yield lambda size: progress.advance(task, size)
