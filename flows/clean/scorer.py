"""How likely a line is to be of the article, by rules set by hand.

A scorer takes the frame of lines with features (features.py) and gives its `evidence`, one number a line in the
order of the frame: positive for article, negative for its frame. These rules count in words, and are a feature of the
trained scorer among others (measures.py); its trees count in log odds (trained.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from flows.clean.compiled import Doubles, Flags, Whole, compiled
from flows.clean.marks import Mark

LineScorer = Callable[[pl.DataFrame], pl.Series]

# A longer paragraph is no stronger evidence than one of so many words: in a page's blocks, in lines of plain text.
WORDS_CAP = {True: 100, False: 60}
# What a line costs that is no running text: a heading or a list item among paragraphs is cheap, thirty menu lines in
# a row are not. Markup tells menus by other signs, so there it costs less.
SHORT_LINE = {True: -4.0, False: -12.0}
# A block of links costs more than another short one.
LINKED_LINE = -16.0
# Weights by mark, set by hand: what the tag or class of an ancestor is worth, in words.
MARK_WEIGHTS: dict[Mark, float] = {
    Mark.NAVIGATION: -30,
    Mark.HEADER: -4,
    Mark.FOOTER: -40,
    Mark.ASIDE: -40,
    Mark.FORM: -30,
    Mark.CAPTION: -40,
    Mark.COMMENTS: -70,
    Mark.SHARE: -20,
    Mark.RELATED: -40,
    Mark.NEWSLETTER: -50,
    Mark.ADVERT: -30,
    Mark.COOKIE: -70,
    Mark.BYLINE: -20,
    Mark.TIMESTAMP: -20,
    Mark.TAGS: -20,
    Mark.AUTHOR_BIO: -50,
    Mark.GALLERY: -30,
    Mark.PLAYER: -30,
    Mark.LOGIN: -40,
    Mark.PAYWALL: -30,
    Mark.PAGER: -20,
    Mark.LEGAL: -50,
    Mark.HIDDEN_CLASS: -20,
    Mark.ARTICLE: 4,
    Mark.BODY: 8,
}
# A block whose container holds this little of the page's prose, beside the richest one's, is a teaser or a notice.
POOR_CONTAINER = 0.12
POOR_COST = -25.0
# What stands in the container around one counts for so much.
OUTER_SHARE = 0.7
# The number of no container: the last place of an array.
NOWHERE = -1
# Paragraph tags speak for running text, list items against it.
TAG_WEIGHTS = {"p": 6.0, "blockquote": 4.0, "li": -6.0, "td": -3.0, "h1": -3.0, "label": -10.0, "button": -10.0}


def rule_evidence(lines: pl.DataFrame) -> pl.Series:
    """The evidence of hand-set rules: length and shape of the text, tag, marks, and the density of its container."""
    has_markup = pl.col("tag").is_not_null()
    capped = pl.min_horizontal("words", _by_markup(has_markup, WORDS_CAP)).cast(pl.Float64)
    short = pl.when("is_linked").then(LINKED_LINE).otherwise(_by_markup(has_markup, SHORT_LINE))
    shape = pl.when("is_prose").then(capped).otherwise(short)
    if lines["tag"].null_count() == lines.height:
        return lines.select(shape.alias("evidence")).to_series()
    tag = pl.col("tag").replace_strict(TAG_WEIGHTS, default=0.0, return_dtype=pl.Float64).fill_null(0.0)
    return lines.select((shape + tag + _of_marks(lines["marks"]) + _of_container(lines)).alias("evidence")).to_series()


def _by_markup(has_markup: pl.Expr, values: Mapping[bool, float]) -> pl.Expr:
    return pl.when(has_markup).then(values[True]).otherwise(values[False])


def _of_marks(marks: pl.Series) -> pl.Series:
    """The weights of the marks of each line; by arrays, since so many expressions cost more than what they do."""
    bits = marks.fill_null(0).to_numpy()
    found = np.zeros(len(bits))
    for mark, weight in MARK_WEIGHTS.items():
        found += ((bits & int(mark)) != 0) * weight
    return pl.Series(found)


def _of_container(lines: pl.DataFrame) -> pl.Series:
    """The cost of standing in a container with little prose."""
    names = ("document", "container", "parent")
    document, container, parent = (lines[name].cast(pl.Int64).fill_null(NOWHERE).to_numpy() for name in names)
    prose = (lines["words"] * lines["is_prose"]).cast(pl.Float64).to_numpy()
    is_poor = np.zeros(lines.height, np.bool_)
    _poor(document, container, parent, prose, is_poor)
    return pl.Series(is_poor * POOR_COST)


@compiled
def _poor(document: Whole, container: Whole, parent: Whole, prose: Doubles, is_poor: Flags) -> None:
    """Fills which lines stand in a container that is poor beside the richest of their document."""
    first = 0
    while first < len(document):
        end = first
        while end < len(document) and document[end] == document[first]:
            end += 1
        own = np.zeros(container[first:end].max() + 2)
        outer = np.zeros(parent[first:end].max() + 2)
        for row in range(first, end):
            own[container[row]] += prose[row]
            outer[parent[row]] += prose[row]
        richest = 0.0
        for row in range(first, end):
            richest = max(richest, own[container[row]], outer[parent[row]] * OUTER_SHARE)
        for row in range(first, end):
            around = max(own[container[row]], outer[parent[row]] * OUTER_SHARE)
            is_poor[row] = container[row] != NOWHERE and around < richest * POOR_CONTAINER
        first = end
