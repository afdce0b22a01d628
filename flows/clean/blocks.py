"""A page's visible text as blocks in document order, with what the markup says of each.

The page is parsed by the HTML standard (resiliparse) and read from its serialisation: there every tag is closed and
every attribute quoted, so one regular expression splits it exactly, several times faster than visiting the nodes
from Python. Nothing of a page is executed or fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from resiliparse.parse.html import HTMLTree

from flows.clean.marks import Mark, marks_of

# Elements within a line: their tags break nothing. Of inline elements only links matter, so <a> is not among them.
_INLINE_NAMES = (
    "abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|nobr|q|ruby|rp|rt|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr|img|input|meta|link|source|area|col|param|track|embed|base"
)
_ATTRIBUTES = r'[^">]*(?:"[^"]*"[^">]*)*'
_INLINE = re.compile(rf"</?(?:{_INLINE_NAMES})(?:\s{_ATTRIBUTES})?/?>")
_TAG = re.compile(rf'<(/?)(?!(?:{_INLINE_NAMES})[\s/>])([a-zA-Z][^\s/>"<]*)({_ATTRIBUTES})>')
# Content that is not text of the page, and ends at the first closing tag of its name.
_UNSEEN = re.compile(r"<(?:(script|style|noscript|iframe|noframes|noembed|xmp|plaintext)\b|!--)")
# The same for elements that may hold elements of their own name.
_SKIPPED = frozenset(
    ("template", "svg", "select", "textarea", "object", "video", "audio", "canvas", "head", "datalist", "math")
)
_BREAK = frozenset(("br", "hr"))
_CONTAINERS = frozenset(("div", "section", "article", "main", "td", "body", "aside", "footer", "header", "nav"))
_WHITE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_VISIBLE = re.compile(r"[^\W_]|[^\w\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_WORDS = re.compile(r"\w+")
# A block of at least so many words, mostly outside links, is taken for prose when marks of wrappers are weighed.
PROSE_WORDS = 12
# An element with this share of the prose is no side bar, whatever its class says.
WRAPPER_SHARE = 0.4
# An <article> or a body element with less than this share of the prose is a teaser.
ARTICLE_SHARE = 0.3


class Block(NamedTuple):
    """One block: see lines.LINES for the columns; `link_chars` of its characters stand in links."""

    text: str
    tag: str
    link_chars: int
    container: int


@dataclass
class Page:
    """A page read: `raw` is its raw text, one line a block; `parents` gives a container's container."""

    blocks: list[Block] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    head: str = ""
    body: str = ""

    @property
    def raw(self) -> str:
        """The visible text in document order, one line a block."""
        return "\n".join(block.text for block in self.blocks)


def read_page(markup: str) -> Page:
    """The blocks of a page. Never raises: what cannot be parsed is read as it stands."""
    try:
        tree = HTMLTree.parse(markup)
        head, body = tree.head, tree.body
        page = Page(head=head.html if head else "", body=body.html if body else "")
    except Exception:  # noqa: BLE001 - whatever the parser stumbles over, its text is still there to be read
        page = Page(head=markup, body=markup)
    reader = _Reader(page)
    reader.read(_seen(page.body))
    page.marks = _resolve(page.blocks, reader.marked)
    return page


def _seen(body: str) -> str:
    """A serialised body without scripts, styles, frames and comments."""
    pieces, at = [], 0
    while unseen := _UNSEEN.search(body, at):
        pieces.append(body[at : unseen.start()])
        end = body.find(f"</{unseen[1]}" if unseen[1] else "-->", unseen.end())
        at = len(body) if end < 0 else body.find(">", end) + 1 or len(body)
    pieces.append(body[at:])
    return "".join(pieces)


@dataclass
class _Reader:
    """Reads tags and text in order; `marked` gathers (marks, first block, end block) of closed elements."""

    page: Page
    marked: list[tuple[int, int, int]] = field(default_factory=list)
    stack: list[tuple[str, int, int, int]] = field(default_factory=lambda: [("body", 0, 0, 0)])
    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    links: int = 0

    def read(self, body: str) -> None:
        """All blocks of a serialised body."""
        parts = iter(_TAG.split(body))
        self._text(next(parts))
        for closing in parts:
            name, attributes, text = next(parts), next(parts), next(parts)
            if name == "a":
                self.links = 0 if closing else 1
            elif closing:
                self._close(name)
            elif name in _BREAK:
                self._flush()
            else:
                self._open(name, attributes)
                if self.stack[-1][1] < 0:
                    text = self._skip(name, parts)
            if text and (self.pieces or not text.isspace()):
                self._text(text)
        while len(self.stack) > 1:
            self._close(self.stack[-1][0])
        self._flush()

    def _text(self, text: str) -> None:
        if "<" in text:
            text = _INLINE.sub("", text)
        if "\n" in text and self.stack[-1][0] == "pre":
            *lines, text = text.split("\n")
            for line in lines:
                self.pieces.append(line)
                self._flush()
        self.pieces.append(text)
        if self.links:
            self.link_chars += len(text.strip())

    def _flush(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        links, self.link_chars = self.link_chars, 0
        if "&" in text:
            text = html.unescape(text)
        text = text.strip()
        if "  " in text or not text.isprintable():
            text = _WHITE.sub(" ", text)
        if text and _VISIBLE.search(text):
            top = self.stack[-1]
            self.page.blocks.append(Block(text, top[0], min(links, len(text)), top[3]))

    def _open(self, name: str, attributes: str) -> None:
        if self.pieces:
            self._flush()
        marks = -1 if name in _SKIPPED else marks_of(name, attributes)
        container = self.stack[-1][3]
        if name in _CONTAINERS and marks >= 0:
            self.page.parents.append(container)
            container = len(self.page.parents) - 1
        self.stack.append((name, 0 if marks < 0 and name == "body" else marks, len(self.page.blocks), container))

    def _close(self, name: str) -> None:
        """Closes the nearest open element of that name, and what stands open inside it."""
        if self.stack[-1][0] != name and all(entry[0] != name for entry in self.stack[1:]):
            return
        if self.pieces:
            self._flush()
        while True:
            tag, marks, first, _ = self.stack.pop()
            if marks > 0 and len(self.page.blocks) > first:
                self.marked.append((marks, first, len(self.page.blocks)))
            if tag == name:
                return

    def _skip(self, name: str, parts: Iterator[str]) -> str:
        """Passes over an element that is not displayed; returns the text after it."""
        self.stack.pop()
        depth, text = 1, ""
        for closing in parts:
            same = next(parts) == name
            _, text = next(parts), next(parts)
            depth += same and (-1 if closing else 1)
            if not depth:
                return text
        return ""


def _resolve(blocks: list[Block], marked: list[tuple[int, int, int]]) -> list[int]:
    """The marks of each block: of its ancestors, wrappers' hints against the article and teasers' for it left out."""
    prose = [len(_WORDS.findall(block.text)) if block.link_chars * 2 < len(block.text) else 0 for block in blocks]
    sums = [0, *accumulate(words if words >= PROSE_WORDS else 0 for words in prose)]
    total = max(1, sums[-1])
    found = [0] * len(blocks)
    favourable = int(Mark.ARTICLE | Mark.BODY)
    for marks, first, end in marked:
        share = (sums[end] - sums[first]) / total
        counts = marks & favourable if share >= ARTICLE_SHARE else 0
        if share < WRAPPER_SHARE:
            counts |= marks & ~favourable
        if counts:
            for at in range(first, end):
                found[at] |= counts
    return found
