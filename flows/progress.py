"""How a build tells of itself: bars on a terminal, plain lines elsewhere, JSON events for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

SECONDS_BETWEEN_LINES = 30.0


class Reporter(Protocol):
    """Hears of a build's stages as they go."""

    def say(self, sentence: str) -> None:
        """One line worth knowing."""

    def begin(self, stage: str, total: int, size: int = 0, unit: str = "bytes") -> None:
        """A stage begins, with `total` jobs to do, on so much input (0: nobody knows)."""

    def advance(self, stage: str, size: int = 0) -> None:
        """One job of the stage is done, and so much of its input with it."""

    def end(self, stage: str) -> None:
        """The stage is done."""


class Silence:
    """Says nothing."""

    def say(self, sentence: str) -> None:
        """Ignore it."""

    def begin(self, stage: str, total: int, size: int = 0, unit: str = "bytes") -> None:
        """Ignore it."""

    def advance(self, stage: str, size: int = 0) -> None:
        """Ignore it."""

    def end(self, stage: str) -> None:
        """Ignore it."""


@dataclass
class Course:
    """How far a stage has come since it began."""

    total: int
    size: int
    unit: str = "bytes"
    done: int = 0
    size_done: int = 0
    began: float = field(default_factory=time.monotonic)
    said_at: float = 0.0  # seconds since the beginning, when it was last told of

    @property
    def seconds(self) -> float:
        """Since the beginning; by a clock that nobody sets."""
        return time.monotonic() - self.began


class Lines(Silence):
    """Plain lines on standard error: a stage's beginning, its end, and now and then how far it has come."""

    def __init__(self) -> None:
        self._courses: dict[str, Course] = {}  # of stages that go side by side

    def say(self, sentence: str) -> None:
        """Print the sentence."""
        click.echo(sentence, err=True)

    def begin(self, stage: str, total: int, size: int = 0, unit: str = "bytes") -> None:
        """Say what is to be done."""
        self._courses[stage] = Course(total, size, unit)
        self.say(f"{stage}: {_several(total, unit)} to do" if total else f"{stage}: nothing new")

    def advance(self, stage: str, size: int = 0) -> None:
        """Say how far it is, at most every half minute: a log is no place for bars."""
        course = self._courses[stage]
        course.done += 1
        course.size_done += size
        if course.done < course.total and course.seconds - course.said_at >= SECONDS_BETWEEN_LINES:
            course.said_at = course.seconds
            self.say(f"{stage}: {course.done} of {_several(course.total, course.unit)}, {_time_left(course)}")

    def end(self, stage: str) -> None:
        """Say how long it took, if there was anything to do."""
        course = self._courses[stage]
        if course.total:
            self.say(f"{stage}: done in {course.seconds:.1f} s{_rate(course)}")


class Events(Silence):
    """A JSON object a line, on standard error: the events that README.md describes."""

    def __init__(self) -> None:
        self._courses: dict[str, Course] = {}  # of stages that go side by side

    def say(self, sentence: str) -> None:
        """Write a message event."""
        self._write(event="message", text=sentence)

    def begin(self, stage: str, total: int, size: int = 0, unit: str = "bytes") -> None:
        """Write a stage event."""
        self._courses[stage] = Course(total, size, unit)
        self._write(event="stage", stage=stage, jobs=total, size=size, unit=unit)

    def advance(self, stage: str, size: int = 0) -> None:
        """Write a job event."""
        course = self._courses[stage]
        course.done += 1
        course.size_done += size
        so_far = {"jobs": course.total, "size_done": course.size_done, "size": course.size}
        self._write(event="job_done", stage=stage, done=course.done, **so_far, seconds=round(course.seconds, 3))

    def end(self, stage: str) -> None:
        """Write an event for the end of the stage."""
        course = self._courses[stage]
        self._write(event="stage_done", stage=stage, jobs=course.done, seconds=round(course.seconds, 3))

    def _write(self, **event: str | float) -> None:
        click.echo(json.dumps(event, ensure_ascii=False), err=True)


# Of the first jobs' time, much is that of processes that start: before so much is done, they say nothing of the rest.
LEAST_SHARE = 0.1


def _several(count: int, unit: str) -> str:
    if unit in ("steps", "pages"):
        return f"{count} {unit.removesuffix('s') if count == 1 else unit}"
    return f"{count} {'batch' if count == 1 else 'batches'}"


def _rate(course: Course) -> str:
    if not course.size_done or not course.seconds:
        return ""
    rate = course.size_done / course.seconds
    return f", {rate:.0f} records/s" if course.unit == "records" else f", {rate / 1e6:.1f} MB/s"


def _time_left(course: Course) -> str:
    """Rate and time left, judged by the bytes that are done."""
    share = course.size_done / course.size if course.size else course.done / course.total
    if share < LEAST_SHARE:
        return "too early to say how long"
    return f"about {course.seconds / share - course.seconds:.0f} s left{_rate(course)}"


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
    """A bar a stage: batches, rate, time elapsed and time left; use as a context manager."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TextColumn("{task.fields[batches]:>9}"),
            TextColumn("{task.fields[rate]:>14}"),
            TimeElapsedColumn(),
            _TimeLeft(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}
        self._courses: dict[str, Course] = {}

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

    def begin(self, stage: str, total: int, size: int = 0, unit: str = "bytes") -> None:
        """Show the stage's bar; it counts bytes where they are known, since batches differ in size."""
        self._courses[stage] = Course(total, size, unit)
        shown = f"0/{total}" if total else "no news"
        self._tasks[stage] = self._progress.add_task(
            stage, total=max(size or total, 1), completed=0 if total else 1, batches=shown, rate=""
        )

    def advance(self, stage: str, size: int = 0) -> None:
        """Move the stage's bar."""
        course = self._courses[stage]
        course.done += 1
        course.size_done += size
        self._progress.update(
            self._tasks[stage],
            advance=size if course.size else 1,
            batches=f"{course.done}/{course.total}",
            rate=_rate(course).removeprefix(", "),
        )

    def end(self, stage: str) -> None:
        """Fill the stage's bar."""
        task = self._tasks[stage]
        self._progress.update(task, completed=max(self._courses[stage].size or self._courses[stage].total, 1))


class _TimeLeft(TimeRemainingColumn):
    """The time left, while there is any."""

    def render(self, task: Task) -> Text:
        """Nothing behind a bar that is full."""
        return Text("") if task.finished else Text.assemble(super().render(task), (" left", "progress.remaining"))
