# ruff: noqa: T201 - a table for a terminal
"""Cleaning measured on the evaluation sets: `python -m tests.benchmarks.cleaning [--check] [SET …]`.

Prints, for each set, F1, precision and recall of 4-word shingles, the share of exactly equal texts, and documents a
second of processor time, all in one run; cleaning_speed.py measures the ratio of speeds with more care. On pages the
peers stand below (extra `peers`); for texts that another tool made the line before shows them uncleaned. The weights of
the line scorer are trained on these pages, so figures of pages and their texts are not of unseen ones: those are in
flows/clean/weights/README.md.

`--check` leaves the peers out, and exits with 1 when a set is below its floor in floors.toml, or an extract is no
better than it came.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.cleaning_sets import HTML, Agreement, EvaluationSet, agreement, cleaned, need_sets, sets
from tests.benchmarks.extractors import installed

FLOORS = Path(__file__).with_name("floors.toml")


def main(*, wanted: list[str], is_check: bool) -> None:
    """Scores the sets whose name contains one of `wanted`, or all."""
    print(f"{'':44} {'F1':>7} {'prec.':>7} {'recall':>7} {'exact':>6} {'docs/s':>7}")
    found: dict[str, float] = {}
    for given in sets():
        if wanted and not any(word in given.name for word in wanted):
            continue
        if given.is_extract:
            as_it_is = f"{given.name} as it is"
            found[as_it_is] = _line(as_it_is, given, [text for _, text in given.rows]).f1
        cleaned(given.rows[:2], given.media_type)  # what a process loads and compiles once
        texts, seconds = _timed(lambda given=given: cleaned(given.rows, given.media_type))
        score = _line(given.name, given, texts, seconds)
        found |= {given.name: score.f1, f"{given.name} exact": score.exact}
        if given.media_type == HTML and not is_check:
            _peers(given)
    breaches = _breaches(found) if is_check else []
    print("\n".join(breaches))
    sys.exit(bool(breaches))


def _line(name: str, given: EvaluationSet, texts: list[str], seconds: float = 0.0) -> Agreement:
    """Prints the scores of `texts`."""
    score = agreement()(zip(given.gold, texts, strict=True))
    speed = f"{len(texts) / seconds:7.0f}" if seconds else ""
    numbers = f"{score.f1:7.4f} {score.precision:7.4f} {score.recall:7.4f} {score.exact:6.3f}"
    print(f"{name:44} {numbers} {speed}", flush=True)
    return score


def _peers(given: EvaluationSet) -> None:
    extractors, absent = installed()
    for name, extract in extractors.items():
        texts, seconds = _timed(lambda extract=extract: [extract(markup) for _, markup in given.rows])
        _line(f"  {name}", given, texts, seconds)
    for name in absent:
        print(f"  {name}: not installed")


def _timed(work: Callable[[], list[str]]) -> tuple[list[str], float]:
    """What `work` gives, and its seconds of processor time."""
    began = time.process_time()
    texts = work()
    return texts, time.process_time() - began


def _breaches(found: Mapping[str, float]) -> list[str]:
    """A sentence for every figure below its floor; extracts must be better than they came."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["cleaning"]
    low = [(name, found[name], floor) for name, floor in floors.items() if name in found and found[name] < floor]
    worse = [
        (name, found[name], before)
        for name in found
        if (before := found.get(f"{name} as it is")) is not None and found[name] <= before
    ]
    return [f"{name} is {value:.4f}, its floor {floor:.4f}" for name, value, floor in (*low, *worse)]


if __name__ == "__main__":
    need_sets()
    main(wanted=[word for word in sys.argv[1:] if word != "--check"], is_check="--check" in sys.argv)
