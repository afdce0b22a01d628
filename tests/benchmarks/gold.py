"""Scores on the hand-made gold of tests/gold: dates, sums and quotations, in sentences of our own.

    python -m tests.benchmarks.gold        the scores, and every case that is not right

Every score is an F1 over the rows found and wanted; a row counts as right if it overlaps the wanted one and agrees in
all that the gold states: type and value of a date; currency, value, upper end and what it is paid for of a sum; bounds
and speaker of a quotation, whose names are given, so that the score is that of the quotation reader alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from flows.normalize.amounts import find_amounts
from flows.normalize.dates import find_dates
from flows.normalize.names import Mention
from flows.normalize.quotations import find_quotations

GOLD = Path(__file__).parents[1] / "gold"
KINDS = ("dates", "amounts", "quotations")
_LIKE_ENOUGH = 0.8  # overlap of two quotations as a share of their union
Case = Mapping[str, Any]
Row = tuple[int, int, tuple[object, ...]]


class Score(NamedTuple):
    """Rows wanted, found, found at an overlapping place, and right; and the keys of cases that are not all right."""

    wanted: int
    found: int
    placed: int
    right: int
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """F1 of right rows."""
        return 2 * self.right / max(1, self.wanted + self.found)

    @property
    def spans(self) -> float:
        """F1 of rows at the right place, whatever they say."""
        return 2 * self.placed / max(1, self.wanted + self.found)


def cases(kind: str) -> list[Case]:
    """The cases of a gold file."""
    return [json.loads(line) for line in (GOLD / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def wanted_rows(kind: str, case: Case) -> list[Row]:
    """What the gold wants of a case."""
    fields = {
        "dates": ("type", "value"), "amounts": ("currency", "value", "upper_value", "per"), "quotations": ("speaker",),
    }[kind]  # fmt: skip
    return [(label["start"], label["end"], tuple(label[name] for name in fields)) for label in case["labels"]]


def found_rows(kind: str, case: Case) -> list[Row]:
    """What the code finds in a case."""
    text, language = case["text"], case["language"]
    if kind == "dates":
        day = date.fromisoformat(case["date"]) if case["date"] else None
        return [(start, end, (type_, value)) for start, end, type_, value in find_dates(text, day, language)]
    if kind == "amounts":
        return [(start, end, tuple(rest)) for start, end, *rest in find_amounts(text, language, case["home"])]
    forms = {form: names["forms"][0] for names in case["names"] for form in names["forms"]}
    quotations = find_quotations(text, sorted(_mentions(case)), language)
    return [(found.start, found.end, (forms.get(found.speaker or "", found.speaker),)) for found in quotations]


def _mentions(case: Case) -> Iterator[Mention]:
    taken: set[int] = set()
    pairs = [(form, names["kind"]) for names in case["names"] for form in names["forms"]]
    for form, kind in sorted(pairs, key=lambda pair: -len(pair[0])):
        at = case["text"].find(form)
        while at >= 0:
            if at not in taken:
                taken.update(range(at, at + len(form)))
                yield Mention(at, at + len(form), kind, "full", 0.9, form, None, None)
            at = case["text"].find(form, at + 1)


def score(kind: str) -> Score:
    """The score of one kind."""
    counts, wrong = [0, 0, 0, 0], []
    for case in cases(kind):
        wanted, found = wanted_rows(kind, case), found_rows(kind, case)
        if kind == "quotations":
            forms = {form: names["forms"][0] for names in case["names"] for form in names["forms"]}
            wanted = [(start, end, (forms.get(who[0], who[0]),)) for start, end, who in wanted]
        placed = _pairs(wanted, found, strict=kind == "quotations")
        right = sum(one[2] == other[2] for one, other in placed)
        counts = [a + b for a, b in zip(counts, (len(wanted), len(found), len(placed), right), strict=True)]
        if not len(wanted) == len(found) == right:
            wrong.append(case["key"])
    return Score(*counts, tuple(wrong))


def _pairs(wanted: Sequence[Row], found: Sequence[Row], *, strict: bool) -> list[tuple[Row, Row]]:
    free, pairs = list(found), []
    for row in wanted:
        hit = next((other for other in free if _is_same_place(row, other, strict=strict)), None)
        if hit:
            free.remove(hit)
            pairs.append((row, hit))
    return pairs


def _is_same_place(row: Row, other: Row, *, strict: bool) -> bool:
    shared = min(row[1], other[1]) - max(row[0], other[0])
    union = max(row[1], other[1]) - min(row[0], other[0])
    return shared / union >= _LIKE_ENOUGH if strict else shared > 0


def main() -> None:
    """Print the scores, and what is wrong."""
    for kind in KINDS:
        result = score(kind)
        print(f"{kind}: F1 {result.f1:.4f}, spans {result.spans:.4f}, of {result.wanted} rows")  # noqa: T201
        for case in cases(kind):
            if case["key"] in result.wrong:
                said = [(case["text"][start:end], *values) for start, end, values in found_rows(kind, case)]
                wanted = [(case["text"][start:end], *values) for start, end, values in wanted_rows(kind, case)]
                print(f"  {case['key']} {case['text']!r}\n    wanted {wanted}\n    found  {said}")  # noqa: T201


if __name__ == "__main__":
    main()
