"""What a build tells of itself: plain lines, JSON events, bars."""

import io
import json
import os
import pty
import sys

from rich.console import Console

from flows import progress
from flows.progress import Bars, Events, Lines, reporter


def tell(heard_by):
    """A build of three batches of records, and a stage without work."""
    heard_by.begin("ingest", 0)
    heard_by.end("ingest")
    heard_by.begin("clean", 3, 300, "records")
    for _ in range(3):
        heard_by.advance("clean", 100)
    heard_by.end("clean")
    heard_by.say("pruned: 2 old batches")


def test_lines_say_what_is_to_do_and_what_was_done(capsys):
    tell(Lines())
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["ingest: nothing new", "clean: 3 batches to do"]
    assert lines[2].startswith("clean: done in 0.0 s")
    assert lines[3:] == ["pruned: 2 old batches"]


def test_a_long_stage_says_how_far_it_is_and_what_is_left(capsys, monkeypatch):
    monkeypatch.setattr(progress.Course, "seconds", property(lambda course: 40.0 * course.done))
    lines = Lines()
    lines.begin("clean", 4, 400, "records")
    lines.advance("clean", 100)
    assert capsys.readouterr().err.splitlines()[1] == "clean: 1 of 4 batches, about 120 s left, 2 records/s"


def test_the_first_small_batch_is_no_measure_of_the_rest(capsys, monkeypatch):
    monkeypatch.setattr(progress.Course, "seconds", property(lambda course: 40.0 * course.done))
    lines = Lines()
    lines.begin("ingest", 13, 8_000_000)
    lines.advance("ingest", 700)
    assert capsys.readouterr().err.splitlines()[1] == "ingest: 1 of 13 batches, too early to say how long"


def test_events_are_an_object_a_line(capsys):
    tell(Events())
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == [
        "stage", "stage_done", "stage", "job_done", "job_done", "job_done", "stage_done", "message",
    ]  # fmt: skip
    assert events[2] == {"event": "stage", "stage": "clean", "jobs": 3, "size": 300, "unit": "records"}
    assert {**events[4], "seconds": 0} == {
        "event": "job_done", "stage": "clean", "done": 2, "jobs": 3, "size_done": 200, "size": 300, "seconds": 0,
    }  # fmt: skip


def test_bars_show_count_and_rate():
    bars = Bars()
    bars._progress.live.console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with bars:
        tell(bars)
        bars._progress.refresh()
    shown = bars._progress.live.console.file.getvalue()
    assert "3/3" in shown
    assert "records/s" in shown
    assert "no news" in shown


def test_bars_are_for_terminals_alone(monkeypatch):
    main, side = pty.openpty()
    with os.fdopen(side, "w") as terminal, reporter(as_json=False) as plain:
        assert isinstance(plain, Lines)
        monkeypatch.setattr(sys, "stderr", terminal)
        with reporter(as_json=False) as on_terminal:
            assert isinstance(on_terminal, Bars)
        with reporter(as_json=True) as for_programs:
            assert isinstance(for_programs, Events)
    os.close(main)
