"""What the elements around each line say of it: marks, containers, depth."""

from __future__ import annotations

import numpy as np

from flows.clean.compiled import Whole, compiled
from flows.clean.page.names import Trait
from flows.clean.page.text import CHARS, HOLDS, LINK_CHARS, WORDS
from flows.clean.page.tree import MARKS, PARENT, TAG

# Columns of surroundings: the line's element (names.ELEMENTS) and how deep it stands; its container, the container
# around that one, and which line of it this is; the marks that count, and all marks of elements around it; a number
# that lines with the same elements around them share.
ELEMENT, LEVEL, CONTAINER, OUTER, PLACE, COUNTED, ALL, PATH = range(8)

# A line of at least so many words, mostly outside links, is taken for prose when marks of wrappers are weighed.
PROSE_WORDS = 12
# An element with this share of the prose is no side bar, whatever its class says.
WRAPPER_SHARE = 0.4
# An <article> or a body element with less than this share of the prose is a teaser.
ARTICLE_SHARE = 0.3
_CONTAINER = int(Trait.CONTAINER)
_PRIME, _MASK = 16777619, 0x7FFFFFFF


@compiled
def _prose(elements: Whole, lines: Whole) -> Whole:
    """The words of prose in each element; those inside it count too."""
    prose = np.zeros(len(elements), np.int64)
    for line in lines:
        if line[LINK_CHARS] * 2 < line[CHARS] and line[WORDS] >= PROSE_WORDS:
            prose[line[HOLDS]] += line[WORDS]
    for at in range(len(elements) - 1, 0, -1):
        prose[elements[at, PARENT]] += prose[at]
    return prose


@compiled
def surroundings(elements: Whole, lines: Whole, traits: Whole, favourable: int) -> Whole:
    """What stands around each line. `favourable`: the marks that speak for the article.

    A wrapper's hints against the article and a teaser's for it are left out of the marks that count.
    """
    count = len(elements)
    prose = _prose(elements, lines)
    around = np.zeros((count, 8), np.int64)
    inside = np.zeros(count, np.int64)
    containers = 1
    for at in range(count):
        up, marks, tag = elements[at, PARENT], elements[at, MARKS], elements[at, TAG]
        around[at] = around[up]
        around[at, ELEMENT] = tag
        around[at, ALL] |= marks
        around[at, PATH] = (around[up, PATH] * _PRIME + tag + 1) & _MASK
        if prose[at] >= ARTICLE_SHARE * max(prose[0], 1):
            around[at, COUNTED] |= marks & favourable
        if prose[at] < WRAPPER_SHARE * max(prose[0], 1):
            around[at, COUNTED] |= marks & ~favourable
        if at:
            around[at, LEVEL] += 1
        if at and traits[tag] & _CONTAINER:
            around[at, CONTAINER], around[at, OUTER] = containers, around[up, CONTAINER]
            containers += 1
    found = np.empty((len(lines), 8), np.int64)
    for at in range(len(lines)):
        found[at] = around[lines[at, HOLDS]]
        found[at, PLACE] = inside[found[at, CONTAINER]]
        inside[found[at, CONTAINER]] += 1
    return found
