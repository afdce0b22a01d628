"""The visible lines of a page read slowly from the tree of another parser: what the compiled reader must agree with."""

from __future__ import annotations

import re

from resiliparse.parse.html import DOMNode, HTMLTree, NodeType

INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q ruby rb rp rt rtc s samp "
        "small span strike strong sub sup time tt u var wbr img image input meta link source area col param track "
        "embed base basefont bgsound keygen frame svg math select textarea template script style noscript iframe "
        "noframes noembed xmp plaintext title",
    )
)
HIDDEN = frozenset(
    re.findall(
        r"\w+",
        "template svg select textarea object video audio canvas datalist math script style noscript iframe noframes "
        "noembed xmp plaintext title dialog head",
    )
)
WHITE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
VISIBLE = re.compile(r"[^\W_]|[^\w\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
CONCEALED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def visible_lines(markup: str) -> list[str]:
    """The lines of the displayed text of a page."""
    body = HTMLTree.parse(markup).body
    found: list[str] = []
    line: list[str] = []
    waiting: list[DOMNode | None] = [body] if body is not None else []
    while waiting:
        node = waiting.pop()
        if node is None:
            _end(found, line)
        elif node.type == NodeType.TEXT:
            line.append(node.value.replace("\x00", ""))
        elif node.type == NodeType.ELEMENT:
            _enter(node, found, line, waiting)
    _end(found, line)
    return found


def _enter(node: DOMNode, found: list[str], line: list[str], waiting: list[DOMNode | None]) -> None:
    is_inline = node.tag in INLINE
    if not is_inline:
        _end(found, line)
    if not _is_hidden(node):
        waiting += [] if is_inline else [None]
        waiting += reversed(list(node.child_nodes))


def _is_hidden(node: DOMNode) -> bool:
    if node.tag == "body":
        return False
    if node.tag == "dialog" and node.hasattr("open"):
        return node.hasattr("hidden")
    style = node.getattr("style", "") or ""
    return node.tag in HIDDEN or node.hasattr("hidden") or CONCEALED.search(style) is not None


def _end(found: list[str], line: list[str]) -> None:
    text = WHITE.sub(" ", "".join(line).strip())
    line.clear()
    if VISIBLE.search(text):
        found.append(text)
