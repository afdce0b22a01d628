"""What each line is by itself, without regard to its neighbours: all lines of a batch at once.

judgement.py asks for it: which kind of cruft a line is if it is none of the article's, whether it may be of the
article at all, and whether it may be the label of a pager.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean.compiled import Flags
from flows.clean.label_patterns import pager
from flows.clean.marks import KIND_OF_MARK, Mark
from flows.rules import Rule

Kinds: TypeAlias = npt.NDArray[np.object_]

# Kinds whose labels are trusted between the paragraphs of an article; the others only at its edges, where an
# article's own words rarely look like them ("Politics" can be a subheading, "June 4" a chapter).
INLINE = frozenset(
    (
        *(Rule.ADVERT, Rule.SHARE, Rule.RELATED, Rule.NEWSLETTER, Rule.PAYWALL, Rule.CAPTION, Rule.AGENCY_CREDIT),
        *(Rule.APP_PROMPT, Rule.GALLERY, Rule.PLAYER, Rule.COOKIE, Rule.LEGAL, Rule.TAGS, Rule.PAGER, Rule.COMMENTS),
        *(Rule.RESIDUE, Rule.TIMESTAMP),
    )
)
# Ways of telling that are certain enough between paragraphs, by kind where not all are.
INLINE_WAYS = frozenset(("start", "has", "form", "bar", "end", "calls", "count"))
INLINE_LINES = frozenset((Rule.ADVERT, Rule.SHARE, Rule.PAGER, Rule.GALLERY, Rule.PLAYER, Rule.CAPTION))
# Whole labels of several words, which no subheading is; single words ("Comments", "Newsletter") may be one.
INLINE_PHRASES = frozenset(
    (
        *(Rule.NEWSLETTER, Rule.PAYWALL, Rule.COMMENTS, Rule.APP_PROMPT, Rule.AGENCY_CREDIT, Rule.COOKIE),
        *(Rule.RESIDUE, Rule.RELATED),
    )
)
INLINE_SHAPES = frozenset((Rule.CAPTION, Rule.LEGAL, Rule.RESIDUE, Rule.SHARE, Rule.PLAYER, Rule.GALLERY))
# A line outside the article of at most so many words that nothing names is of a menu; a longer one is a teaser.
MENU_WORDS = 4

# What a line without a word is: the length of a film, a price.
SHAPES = {
    Rule.PLAYER: r"^\s*\d{1,2}:\d{2}(?::\d{2})?\s*$",
    Rule.ADVERT: r"^\s*(?:[$€£¥₹₽₺]\s?\d[\d.,]*|\d[\d.,]*\s?[$€£¥₹₽₺])\s*\*?\s*$",
}
# A word alone, no link, where a film stood between two paragraphs.
FILMS = ("video", "vídeo", "vidéo", "видео", "فيديو", "відео")

# Marks of a page's frame, and of boxes that its menus are called after too.
_FRAME = int(Mark.NAVIGATION | Mark.HEADER | Mark.FOOTER)
_BOXES = int(Mark.PAGER | Mark.ADVERT | Mark.GALLERY | Mark.PAYWALL | Mark.PLAYER)

# Of a line in capitals so many characters are; what the signature of a post holds.
OPENING, HANDLE = 8, "(@"

_RULES = list(Rule)


class Alone(NamedTuple):
    """The kind (Rule) that each line is outside the article; whether it may be inside, may page, opens a list, is of
    comments or of tags; whether it may be in capitals, and may sign a post.
    """

    kinds: Kinds
    may_stay: Flags
    may_page: Flags
    opens: Flags
    comments: Flags
    tags: Flags
    may_shout: Flags
    may_sign: Flags

    def of(self, rows: slice) -> Alone:
        """The same of some of the lines."""
        return Alone._make(column[rows] for column in self)


def alone(lines: pl.DataFrame) -> Alone:
    """What the lines (features.with_features, kinds.with_labels) are by themselves."""
    asked = lines.select(
        _code(pl.col("label")).alias("label"),
        (~_is_certain() & ~_is_film() & pl.col("tag").ne_missing("figcaption") & ~pl.col("is_next")).alias("may_stay"),
        pl.col("key").str.contains(pager()).alias("may_page"),
        (pl.col("how") == "opens").fill_null(value=False).alias("opens"),
        (_opening() == _opening().str.to_uppercase()).alias("may_shout"),
        pl.col("key").str.contains(HANDLE, literal=True).alias("may_sign"),
    )
    kinds = np.where(lines["words"].to_numpy() <= MENU_WORDS, _number(Rule.NAVIGATION), _number(Rule.RELATED))
    kinds[lines["is_prose"].to_numpy()] = _number(Rule.RESIDUE)
    marks = _without_boxes_of_menus(lines["marks"].fill_null(0).to_numpy(), lines["words"].to_numpy())
    for mark, rule in reversed(KIND_OF_MARK):
        kinds[(marks & int(mark)) != 0] = _number(rule)
    for rule, shape in SHAPES.items():
        kinds[lines["text"].str.contains(shape).to_numpy()] = _number(rule)
    kinds[lines["is_next"].to_numpy()] = _number(Rule.RELATED)
    labels = asked["label"].to_numpy()
    kinds = np.where(labels >= 0, labels, kinds)
    kinds[lines.select(_is_film()).to_series().to_numpy()] = _number(Rule.PLAYER)
    flags = {name: asked[name].to_numpy() for name in Alone._fields if name in asked.columns}
    of_kind = {"comments": kinds == _number(Rule.COMMENTS), "tags": kinds == _number(Rule.TAGS)}
    return Alone(np.array(_RULES, object)[kinds], **flags, **of_kind)


def _is_film() -> pl.Expr:
    return pl.col("key").is_in(FILMS) & ~pl.col("is_linked")


def _opening() -> pl.Expr:
    """The first letters of a line: no capitals follow small ones."""
    return pl.col("text").str.slice(0, OPENING)


def _without_boxes_of_menus(marks: npt.NDArray[np.uint32], words: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
    """The marks without those that entries of menus have of a class alone: a list of sections in a `nav-next` box."""
    is_entry = ((marks & _FRAME) != 0) & (words <= MENU_WORDS)
    return np.where(is_entry, marks & ~np.uint32(_BOXES), marks)


def _is_certain() -> pl.Expr:
    """Whether the line's own words suffice, wherever it stands."""
    label, how = pl.col("label"), pl.col("how")
    is_phrase = label.is_in(INLINE_PHRASES) & (pl.col("words") > 1)
    by_way = (
        pl.when(how.is_in(INLINE_WAYS))
        .then(pl.lit(value=True))
        .when(how == "line")
        .then(label.is_in(INLINE_LINES) | is_phrase)
        .otherwise(label.is_in(INLINE_SHAPES))
    )
    return (label.is_in(INLINE) & (how != "opens") & by_way).fill_null(value=False)


def _number(rule: Rule) -> int:
    return _RULES.index(rule)


def _code(label: pl.Expr) -> pl.Expr:
    """The number of a rule, -1 for none."""
    codes = {str(rule): number for number, rule in enumerate(_RULES)}
    return label.replace_strict(codes, default=-1, return_dtype=pl.Int64)
