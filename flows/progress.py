"""How a build tells of itself: bars on a terminal, plain lines elsewhere, JSON events for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Protocol, Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Reporter(Protocol):
    """Hears of a build's stages as they go."""

    def say(self, sentence: str) -> None:
        """One line worth knowing."""

    def begin(self, stage: str, total: int) -> None:
        """A stage begins, with `total` jobs to do."""

    def advance(self, stage: str) -> None:
        """One job of the stage is done."""


class Silence:
    """Says nothing."""

    def say(self, sentence: str) -> None:
        """Ignore it."""

    def begin(self, stage: str, total: int) -> None:
        """Ignore it."""

    def advance(self, stage: str) -> None:
        """Ignore it."""


class Lines:
    """A plain line a stage, on standard error."""

    def say(self, sentence: str) -> None:
        """Print the sentence."""
        click.echo(sentence, err=True)

    def begin(self, stage: str, total: int) -> None:
        """Say what is to be done."""
        self.say(f"{stage}: {total} {'batch' if total == 1 else 'batches'} to do" if total else f"{stage}: nothing new")

    def advance(self, stage: str) -> None:
        """Stay quiet: a log is no place for bars."""


class Events(Silence):
    """A JSON object a line, on standard error."""

    def say(self, sentence: str) -> None:
        """Write a message event."""
        self._write(event="message", text=sentence)

    def begin(self, stage: str, total: int) -> None:
        """Write a stage event."""
        self._write(event="stage", stage=stage, jobs=total)

    def advance(self, stage: str) -> None:
        """Write a job event."""
        self._write(event="job_done", stage=stage)

    def _write(self, **event: str | int) -> None:
        click.echo(json.dumps(event, ensure_ascii=False), err=True)


# Who hears of the run in this thread: a flow's parameters are data, so the command leaves its reporter here.
_listener: ContextVar[Reporter] = ContextVar("listener")


def listen(reporter: Reporter) -> None:
    """Let `reporter` hear of the builds that this thread runs."""
    _listener.set(reporter)


def listener() -> Reporter:
    """Who hears of this thread's builds; nobody, unless `listen` was called."""
    return _listener.get(Silence())


@contextmanager
def reporter(*, as_json: bool) -> Iterator[Reporter]:
    """The reporter that fits: events for programs, bars on a terminal, plain lines elsewhere."""
    if as_json:
        yield Events()
    elif sys.stderr.isatty():
        with Bars() as bars:
            yield bars
    else:
        yield Lines()


class Bars:
    """A bar a stage with count, elapsed and remaining time; use as a context manager."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def say(self, sentence: str) -> None:
        """Print the sentence above the bars."""
        self._progress.console.print(sentence, highlight=False, markup=False)

    def begin(self, stage: str, total: int) -> None:
        """Show the stage's bar."""
        self._tasks[stage] = self._progress.add_task(stage, total=max(total, 1), completed=0 if total else 1)

    def advance(self, stage: str) -> None:
        """Move the stage's bar."""
        self._progress.advance(self._tasks[stage])
