"""Spans of tokens that are names, and the text with its tokens that they lie in."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from flows.normalize.folding import fold
from flows.normalize.layout import Layout, layout_of, runs_of
from flows.normalize.tagger import TAGS
from flows.normalize.tokens import tokenize

_PERSON = TAGS.index("person")


class Span(NamedTuple):
    """Tokens `first` to `last` are a name; `scores` is empty where the tagger did not see it, `is_person` says whether
    it thinks of a person before all.
    """

    first: int
    last: int
    scores: tuple[float, ...] = ()
    is_person: bool = False

    def moved(self, first: int, last: int) -> Span:
        """The span with other bounds, as the tagger saw it."""
        return Span(first, last, self.scores, self.is_person)


def span_of(first: int, last: int, scores: tuple[float, ...]) -> Span:
    """A span that the tagger found with these odds of its TAGS."""
    return Span(first, last, scores, bool(scores) and scores[_PERSON] == max(scores))


class Article:
    """A text with its tokens: their words as written and folded, lines, capitals; lists for loops in Python."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens = text, tokenize(text)
        self.layout: Layout = layout_of(self.tokens)
        self.starts: list[int] = self.tokens.start.tolist()
        self.ends: list[int] = self.tokens.end.tolist()
        self.gaps: list[int] = self.tokens.gap.tolist()
        self.shapes: list[int] = self.tokens.shape.tolist()
        self.opens: list[int] = self.layout.opens.tolist()
        self.headline: list[int] = self.layout.headline.tolist()
        self.capital: list[bool] = self.layout.capital.tolist()

    def form(self, first: int, last: int) -> str:
        """The characters of the tokens from `first` to `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def word(self, at: int) -> str:
        """The folded token."""
        return fold(self.text[self.starts[at] : self.ends[at]])

    @cached_property
    def alone(self) -> frozenset[str]:
        """Words that stand with a capital alone inside sentences."""
        firsts, lasts = runs_of(self.layout.capital, self.tokens.gap, self.tokens.shape, self.tokens.first)
        is_alone = self.layout.capital & (firsts == lasts) & (self.layout.opens == 0) & (self.layout.headline == 0)
        return frozenset(self.form(at, at) for at in np.flatnonzero(is_alone).tolist())

    @cached_property
    def inside(self) -> frozenset[str]:
        """Words that stand with a capital inside sentences."""
        is_inside = self.layout.capital & (self.layout.opens == 0) & (self.layout.headline == 0)
        return frozenset(self.form(at, at) for at in np.flatnonzero(is_inside).tolist())

    def is_large(self, at: int) -> bool:
        """Whether there is a token at `at` and it has a capital."""
        return 0 <= at < len(self.starts) and self.capital[at]
