"""The clean room: records to articles, and every change as a row of edits.

`clean_batch` is what the pipeline calls, after `count_lines` has told what repeats in a source. The way of a batch:

    lines.py, blocks.py    raw texts and pages to one frame of lines; page/ reads markup, compiled
    features.py, kinds.py  what each line measures (extents.py, shape.py), and the labels it carries
    scorer.py              how likely each is to be of the article, by hand-set rules: what trained.py starts from
    measures.py, trained.py  the same by boosted trees over the line, its markup and its neighbours
    standing.py            where a line stands among the scores of all, by which trees score it again
    alone.py, viewed.py    what each line is by itself, and the lines of one document
    judgement.py           a verdict a line: kept, or a kind of cruft
    heading.py, metadata.py  title, authors, date, section, address, language
    removals.py, repairs/  verdicts and repairs to edits of the ledger
"""

from __future__ import annotations

from flows.clean.batch import Cleaned, clean_batch
from flows.clean.repeats import COUNTS, LINES, Repeated, count_lines, repeated_lines, sampled
from flows.clean.scorer import LineScorer
from flows.rules import Deed, Rule

__all__ = [
    "COUNTS",
    "LINES",
    "Cleaned",
    "Deed",
    "LineScorer",
    "Repeated",
    "Rule",
    "clean_batch",
    "count_lines",
    "repeated_lines",
    "sampled",
]
