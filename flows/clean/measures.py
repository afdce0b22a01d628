"""The matrix of features on which the trained scorer judges lines: text, markup, place, neighbours.

Nothing here is a word of a language or the name of a site, but for the labels of kinds.py and marks.py, which count as
hints among others. Lines of plain text have no columns of markup.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.clean import context
from flows.clean.compiled import Flags, Numbers, Whole
from flows.clean.marks import Mark
from flows.clean.scorer import rule_evidence
from flows.clean.shape import (
    ALL_CAPITALS,
    BRACKETS,
    CAPITALISED,
    CHARACTERS,
    COMMAS,
    DIGITS,
    FREQUENT,
    LETTERS,
    LOWER_WORDS,
    SHAPES,
    SHORT_WORDS,
    WORDS,
)
from flows.clean.standing import KEYS
from flows.rules import Rule

TAGS = (
    *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "section", "article", "body", "figcaption"),
    *("blockquote", "label", "dd", "dt", "pre", "button", "figure", "header", "footer", "aside", "nav", "form", "main"),
)
WAYS = ("opens", "line", "bar", "start", "has", "end", "shape")
# Words of a line count up to this number.
LONG = 120.0

_OWN = ("gap", "way", "kind", "is_prose", "rule")
_POSITIONS = ("place", "above", "lines", "doc_words", "running", "prose_up", "prose_down", "bare_run", "longest_at")
_REPEATS = ("repeats", "is_first")
_STRETCH = ("in_stretch", "edge", "stretch_sum")
_CUES = ("title_at", "stamp_at", "kind_above", "kind_at")
_SEEN = ("words", "prose", "frequent", "links", "labelled", "rule")
_GROUPS = ("count", "prose", "share", "mean", "links")
_SIGNED = (*(f"signed_{width}" for width in context.CROWDS), "comments_at")
_KEYS = ("container", "parent", "container_tag", "parent_tag", "look", "path")
_RUNS = ("number", "runs", "prose", "into")
_WINDOWS = tuple(f"{what}_{width}" for width in context.WINDOWS for what in ("prose", "bare"))
_NEIGHBOURS = tuple(f"{what}{step:+d}" for step in context.NEIGHBOURS for what in _SEEN)
# A short line of so many words at most with so many digits may sign a comment.
SIGNATURE_WORDS, SIGNATURE_DIGITS = 14, 5
# Where the columns of marks start among those of markup, and the code of a main heading.
_FIRST_MARK = 15
_H1 = 3.0
_MARKS = tuple(mark.name.lower() for mark in Mark if mark.name)
_MARKUP = (
    *("tag", "link_share", "link_count", "depth", "heading_at", "container_from", "container_to"),
    *(f"{mark}_{what}" for mark in ("body", "article") for what in _RUNS),
    *_MARKS,
    *(f"around_{mark}" for mark in _MARKS),
    "inner_marks",
    *_SIGNED,
    *(f"{key}_{what}" for key in _KEYS for what in _GROUPS),
)

IS_PROSE = len(SHAPES) + _OWN.index("is_prose")

TEXT_FEATURES: tuple[str, ...] = (*SHAPES, *_OWN, *_POSITIONS, *_REPEATS, *_STRETCH, *_CUES, *_WINDOWS, *_NEIGHBOURS)
PAGE_FEATURES: tuple[str, ...] = (*TEXT_FEATURES, *_MARKUP)


def measured(lines: pl.DataFrame, *, is_page: bool) -> Numbers:
    """The features of described lines (batch.described_lines), a row a line, in the order of TEXT_ or PAGE_FEATURES.

    The lines are all of pages or all of plain texts; those of a document stand together and in order.
    """
    shape, hashes = lines["shape"].to_numpy(), lines["line_key"].to_numpy()
    found = np.zeros((lines.height, len(PAGE_FEATURES if is_page else TEXT_FEATURES)), np.float32)
    rule = rule_evidence(lines).to_numpy()
    own = lines.select(
        pl.col("gap").clip(upper_bound=4),
        _code(pl.col("how"), WAYS),
        _code(pl.col("label"), list(Rule)),
        pl.col("is_prose"),
    ).cast(pl.Float32)
    width = len(SHAPES)
    found[:, :width] = shape
    found[:, width : width + 4] = own.to_numpy()
    found[:, width + 4] = rule
    words = np.minimum(shape[:, WORDS], LONG)
    prose = words * found[:, width + 3]
    links = lines["link_share"].fill_null(0.0).to_numpy().astype(np.float32)
    seen = np.column_stack((words, prose, shape[:, FREQUENT], links, own["how"].to_numpy() > 0, rule))
    bounds = bounds_of(lines)
    stamped = lines["label"].is_in([Rule.TIMESTAMP, Rule.BYLINE]).fill_null(value=False).to_numpy()
    anchors = np.stack((lines["is_title"].to_numpy(), stamped))
    around = found[:, width + len(_OWN) : len(TEXT_FEATURES)]
    context.fill_text(bounds, words, prose, rule, hashes, seen.astype(np.float32), anchors, found[:, width + 2], around)
    if is_page:
        _markup(lines, bounds, words, prose, links, found[:, len(TEXT_FEATURES) :])
    _shares(found)
    return found


def _code(column: pl.Expr, values: tuple[str, ...] | list[Rule]) -> pl.Expr:
    codes = {str(value): float(number) for number, value in enumerate(values, start=1)}
    return column.replace_strict(codes, default=0.0, return_dtype=pl.Float32)


def bounds_of(lines: pl.DataFrame) -> Whole:
    """Where each document's lines start, and the end of the last."""
    starts = np.flatnonzero(np.diff(lines["document"].cast(pl.Int64).to_numpy(), prepend=-1))
    return np.append(starts, lines.height)


def _shares(found: Numbers) -> None:
    """Counts of a line become shares of its words or characters, and its length is capped."""
    words, characters = np.maximum(found[:, WORDS], 1), np.maximum(found[:, CHARACTERS], 1)
    for column in (CAPITALISED, ALL_CAPITALS, LOWER_WORDS, SHORT_WORDS, COMMAS, LETTERS):
        found[:, column] /= words
    for column in (DIGITS, *range(COMMAS + 1, BRACKETS + 1)):
        found[:, column] /= characters
    found[:, WORDS] = np.minimum(found[:, WORDS], LONG)
    found[:, CHARACTERS] = np.minimum(found[:, CHARACTERS], LONG * 8)


def grouped(lines: pl.DataFrame, *, is_page: bool) -> Whole:
    """The keys of standing.KEYS, or TEXT_KEYS, of lines: a row a key, a column a line."""
    if not is_page:
        return np.cumsum(lines["gap"].to_numpy() > 1, dtype=np.int64).reshape(1, -1)
    keys = _keys(lines)
    return np.stack([keys[_KEYS.index(key)] for key in KEYS])


def _keys(lines: pl.DataFrame) -> Whole:
    """The keys of _KEYS, by which lines of pages are told to be of a kind."""
    codes = _tags(lines).astype(np.int64)
    container, parent, path, around = (
        lines[name].fill_null(0).cast(pl.Int64).to_numpy() for name in ("container", "parent", "path", "around_marks")
    )
    return np.stack((container, parent, container * 64 + codes, parent * 64 + codes, around * 64 + codes, path))


def _are_signed(lines: pl.DataFrame) -> Flags:
    """Lines with an author or a date: by their label, or short and with as many digits as a date or a time."""
    labelled = lines["label"].is_in([Rule.TIMESTAMP, Rule.BYLINE]).fill_null(value=False).to_numpy()
    shape = lines["shape"].to_numpy()
    is_short = (shape[:, WORDS] <= SIGNATURE_WORDS) & ~lines["is_prose"].to_numpy()
    found: Flags = labelled | (is_short & (shape[:, DIGITS] >= SIGNATURE_DIGITS))
    return found


def _tags(lines: pl.DataFrame) -> Numbers:
    codes: Numbers = lines.select(_code(pl.col("tag"), TAGS)).to_series().to_numpy()
    return codes


def _markup(lines: pl.DataFrame, bounds: Whole, words: Numbers, prose: Numbers, links: Numbers, found: Numbers) -> None:
    tags = _tags(lines)
    names = ("marks", "around_marks", "inner_marks", "depth", "links")
    columns = (lines[name].fill_null(0).cast(pl.Int64).to_numpy() for name in names)
    marks, around, inner, depth, link_count = columns
    for at, column in enumerate((tags, links, np.minimum(link_count, 9), np.minimum(depth, 40))):
        found[:, at] = column
    for at, mark in enumerate(Mark, start=_FIRST_MARK):
        found[:, at] = (marks & int(mark)) > 0
        found[:, at + len(Mark)] = (around & int(mark)) > 0
    found[:, _FIRST_MARK + 2 * len(Mark)] = inner > 0
    bodies = ((around & int(mark)) > 0 for mark in (Mark.BODY, Mark.ARTICLE))
    is_comments = (lines["label"] == Rule.COMMENTS).fill_null(value=False).to_numpy()
    flags = np.stack((tags == _H1, *bodies, _are_signed(lines), is_comments))
    context.fill_markup(bounds, flags, _keys(lines), prose, words, links, found)
