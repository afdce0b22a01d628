"""The elements and attributes of HTML that matter for reading, and how each element behaves in a tree of elements.

Lists and behaviour follow the HTML standard (Parsing: tree construction; Rendering: hidden elements).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, IntFlag, auto
from functools import cache
from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Whole


class Trait(IntFlag):
    """How an element behaves."""

    # Holds nothing; ends at its own tag.
    VOID = auto()
    # Stands within a line; its tags break nothing and it is not kept as an element.
    INLINE = auto()
    # Is not displayed, nor is what it holds.
    HIDDEN = auto()
    # Its content is text up to its closing tag.
    RAW = auto()
    # Breaks a line, as <br> does.
    BREAK = auto()
    # Closes an open paragraph.
    BLOCK = auto()
    # Stops the search for the element that an unknown closing tag closes.
    SPECIAL = auto()
    # Closing tags within do not reach beyond it.
    SCOPE = auto()
    # The same, and formatting (links) opened before does not reach into it.
    MARKER = auto()
    HEADING = auto()
    # Part of a table: where no table is open it means nothing.
    TABLE = auto()
    # A box that groups lines (lines.LINES: container).
    CONTAINER = auto()
    # Its tags are passed over.
    IGNORED = auto()
    # Inside SVG or MathML its tag ends them.
    BREAKOUT = auto()
    FOREIGN = auto()
    # Formatting: its closing tag ends it, but not what stands open inside it.
    FORMATTING = auto()
    # A box of its own within a line: two that touch are seen apart, by their style.
    BOX = auto()
    # The same, whatever it touches.
    APART = auto()


_VOID = "area base basefont bgsound br col embed frame hr img image input keygen link meta param source track wbr"
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q ruby rb rp rt rtc s samp small "
    "span strike strong sub sup time tt u var wbr img image input meta link source area col param track embed base "
    "basefont bgsound keygen frame svg math select textarea template"
)
_HIDDEN = (
    "template svg select textarea object video audio canvas datalist math script style noscript iframe noframes "
    "noembed xmp plaintext title dialog"
)
_RAW = "script style noscript iframe noframes noembed xmp plaintext title textarea"
_BLOCK = (
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup "
    "main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext table hr xmp"
)
_SPECIAL = (
    f"{_BLOCK} {_VOID} applet body button caption colgroup frameset head html iframe marquee noembed noframes noscript "
    "object script select style tbody td template textarea tfoot th thead title tr"
)
_MARKER = "applet caption marquee object td th template"
_TABLE = "caption col colgroup tbody td tfoot th thead tr"
_CONTAINERS = "div section article main td body aside footer header nav"
_BREAKOUT = (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_LISTS: Mapping[Trait, str] = {
    Trait.VOID: _VOID,
    Trait.INLINE: _INLINE,
    Trait.HIDDEN: _HIDDEN,
    Trait.RAW: _RAW,
    Trait.BREAK: "br hr",
    Trait.BLOCK: _BLOCK,
    Trait.SPECIAL: _SPECIAL,
    Trait.SCOPE: f"{_MARKER} table html foreignobject desc",
    Trait.MARKER: _MARKER,
    Trait.HEADING: "h1 h2 h3 h4 h5 h6",
    Trait.TABLE: _TABLE,
    Trait.CONTAINER: _CONTAINERS,
    Trait.IGNORED: "html head frameset",
    Trait.BREAKOUT: _BREAKOUT,
    Trait.FOREIGN: "svg math",
    Trait.FORMATTING: "a b big code em font i nobr s small strike strong tt u form",
    Trait.BOX: "a cite small span",
    Trait.APART: "img input select svg time",
}
# Elements known by name though no list needs them.
_OTHERS = "label legend foreignobject desc slot output"

# The elements whose names the compiled code asks for come first, so that they are constants there.
_FIRST = (
    "",
    *("html", "body", "a", "p", "li", "dd", "dt", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"),
    *("button", "select", "svg", "math", "foreignobject", "desc", "form", "pre", "input", "textarea", "script", "br"),
    *("meta", "link", "time", "title", "template", "dialog", "option", "optgroup", "plaintext", "listing"),
    *("div", "address", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"),
)
ELEMENTS: tuple[str, ...] = tuple(
    dict.fromkeys((*_FIRST, *sorted({*" ".join(_LISTS.values()).split(), *_OTHERS.split()})))
)
ATTRIBUTES = (
    "",
    *("class", "id", "role", "itemprop", "data-component", "data-testid", "hidden", "style", "aria-hidden", "open"),
    *("href", "rel", "property", "name", "content", "datetime", "type", "lang", "http-equiv", "pubdate", "itemtype"),
    *("hreflang", "title", "aria-label"),
)


class Name(IntEnum):
    """Numbers of elements that the compiled code asks for; 0 is an unknown one."""

    UNKNOWN = 0
    HTML, BODY, A, P, LI, DD, DT, TABLE, TR, TD, TH, TBODY, THEAD, TFOOT, CAPTION = range(1, 16)
    BUTTON, SELECT, SVG, MATH, FOREIGNOBJECT, DESC, FORM, PRE, INPUT, TEXTAREA, SCRIPT, BR = range(16, 28)
    META, LINK, TIME, TITLE, TEMPLATE, DIALOG, OPTION, OPTGROUP, PLAINTEXT, LISTING = range(28, 38)
    DIV, ADDRESS, UL, OL, H1, H2, H3, H4, H5, H6 = range(38, 48)


class NameTable(NamedTuple):
    """Names by their hash: `hashes[slot]` and `numbers[slot]`, 0 where a slot is empty."""

    hashes: Whole
    numbers: Whole


_SLOTS = 1024  # a power of two, several times the names


def hash_of(name: str) -> int:
    """FNV-1a in 32 bits of a name, as the compiled code computes it."""
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def name_table(names: Iterable[str], slots: int = _SLOTS) -> NameTable:
    """The table of the names; a name's number is its place."""
    hashes, numbers = np.zeros(slots, np.int64), np.zeros(slots, np.int64)
    for number, name in enumerate(names):
        if not name:
            continue
        slot = hash_of(name) % slots
        while numbers[slot]:
            slot = (slot + 1) % slots
        hashes[slot], numbers[slot] = hash_of(name), number
    return NameTable(hashes, numbers)


@cache
def element_table() -> NameTable:
    """The names of elements."""
    return name_table(ELEMENTS)


@cache
def attribute_table() -> NameTable:
    """The names of attributes."""
    return name_table(ATTRIBUTES)


@cache
def traits() -> Whole:
    """The traits of each element, as bits of Trait. Unknown elements have none."""
    found = np.zeros(len(ELEMENTS), np.int64)
    for trait, names in _LISTS.items():
        for name in names.split():
            found[ELEMENTS.index(name)] |= int(trait)
    return found
