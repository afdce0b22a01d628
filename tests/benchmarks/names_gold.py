# ruff: noqa: T201 - a table for a terminal
"""Names on articles annotated by hand: tests/gold/names.tsv and world_names.txt, which the tagger was never taught.

    python -m tests.benchmarks.names_gold [--errors]

Thirty articles of the archive and forty-two pages of news and blogs, chosen at random, a window of some 1,000 code
points of each. The annotator saw our mentions of a version before: recall is on the mild side. Bounds: no title, no
possessive, `The` only with a capital inside a sentence. The texts lie in the evaluation sets (`TEARSHEET_SHARED`).

The passages of world_names.txt were written for it: news as it is written in 60 towns of all continents, in nine
languages. Its `unseen` passages were not looked at when rules were made.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flows.normalize.names import find_names
from flows.normalize.nested import METHOD as INSIDE
from tests.benchmarks.normalization import SHARED, documents_of

GOLD = Path(__file__).parents[1] / "gold" / "names.tsv"
WORLD = GOLD.with_name("world_names.txt")
KINDS = {"P": "person", "L": "place", "O": "organization", "N": "demonym", "E": "event", "W": "work"}
SETS = {
    "archive": "archive/articles.jsonl.gz",
    "news-pages": "news-pages/gold.jsonl",
    "blog-pages": "blog-pages/gold.jsonl",
}
Span = tuple[int, int]


class Counts(NamedTuple):
    """Names wanted, found, found with the right bounds; of these those of a kind that counts, and of the right one."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    kinds: int = 0
    kinds_right: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sums."""
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


def texts_of(name: str) -> dict[str, tuple[str, str]]:
    """Title and text of the articles of a set, by key."""
    rows = documents_of(SHARED / "eval" / SETS[name])
    return {
        str(row.get("ID", row.get("key"))): (row.get("title") or "", row["text"].replace("\r\n", "\n")) for row in rows
    }


def gold() -> dict[tuple[str, str], dict[Span, str]]:
    """Spans with their kinds, by set and key."""
    found: dict[tuple[str, str], dict[Span, str]] = defaultdict(dict)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, key, start, end, kinds = line.split("\t")
            found[name, key][int(start), int(end)] = kinds
    return found


def world() -> Iterator[tuple[str, str, str, dict[Span, str]]]:
    """Part, language, text and spans with their kinds of each passage."""
    for block in WORLD.read_text(encoding="utf-8").split("\n\n")[1:]:
        head, marked = block.strip().split("\n")
        _, _, language, _, part = head.split()
        text, rows = "", {}
        for plain, form, kinds in re.findall(r"([^\[]*)(?:\[([^|]+)\|([A-Z?]+)\])?", marked.replace("\\n", "\n")):
            text += plain + form
            if form:
                names = "|".join(KINDS[kind] for kind in kinds) if kinds != "?" else "optional"
                rows[len(text) - len(form), len(text)] = names
        yield part, language, text, rows | {(0, len(text)): "window"}


def score(text: str, rows: dict[Span, str], head: str = "", language: str = "en") -> tuple[Counts, list[str]]:
    """Counts for one article, read with the title `head` before its text, and a line an error."""
    low, high = next(span for span, kinds in rows.items() if kinds == "window")
    wanted = {span: kinds for span, kinds in rows.items() if kinds not in ("window", "optional")}
    open_spans = [span for span, kinds in rows.items() if kinds == "optional"]
    found = {
        (mention.start - len(head), mention.end - len(head)): mention.kind
        for mention in find_names(head + text, language)
        if mention.method != INSIDE and low <= mention.start - len(head) and mention.end - len(head) <= high
    }
    found = {s: k for s, k in found.items() if s in wanted or not any(o[0] < s[1] and s[0] < o[1] for o in open_spans)}
    right = [span for span in found if span in wanted]
    judged = [s for s in right if {"person", "organization", "place"} & set(wanted[s].split("|"))]
    good = [span for span in judged if found[span] in wanted[span].split("|")]
    errors = [f"not found: {text[s:e]} ({wanted[s, e]})" for s, e in wanted if (s, e) not in found]
    errors += [f"no name: {text[s:e]} ({found[s, e]})" for s, e in found if (s, e) not in wanted]
    errors += [f"kind: {text[s:e]} is {wanted[s, e]}, not {found[s, e]}" for s, e in judged if (s, e) not in good]
    return Counts(len(wanted), len(found), len(right), len(judged), len(good)), errors


def main(*, is_verbose: bool) -> None:
    """Print F1 of bounds and share of kinds for each set; the errors of passages that are unseen stay so."""
    totals: dict[str, Counts] = defaultdict(Counts)
    texts = {name: texts_of(name) for name in SETS}
    errors: list[str] = []
    for (name, key), rows in gold().items():
        title, text = texts[name][key]
        counts, wrong = score(text, rows, f"{title}\n\n")
        totals[name] = totals[name].plus(counts)
        errors += [f"{name} {key[:12]} {error}" for error in wrong]
    for part, language, text, rows in world():
        name = f"world {part} {'english' if language == 'en' else 'others'}"
        counts, wrong = score(text, rows, language=language)
        totals[name] = totals[name].plus(counts)
        errors += [f"{name} {text[:12]!r} {error}" for error in wrong if part == "seen"]
    if is_verbose:
        print(*errors, sep="\n")
    for name, counts in totals.items():
        f1 = 2 * counts.right / max(1, counts.wanted + counts.found)
        kinds = counts.kinds_right / max(1, counts.kinds)
        print(f"{name:20} spans F1 {f1:.4f} of {counts.wanted}, kinds {kinds:.4f} of {counts.kinds}")


if __name__ == "__main__":
    main(is_verbose="--errors" in sys.argv[1:])
