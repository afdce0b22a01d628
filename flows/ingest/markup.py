"""XML read safely: as a stream of elements, nothing fetched, no entities expanded, what is broken mended or named.

lxml (libxml2) parses. Markup that is not well formed is parsed once more with the usual breakages mended: names that
HTML knows but XML does not (`&nbsp;`), bare ampersands, control characters, bytes of another encoding than stated.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Protocol, cast

from lxml import etree

from flows.ingest.blob import Blob
from flows.ingest.decode import declared_encoding, decode
from flows.ingest.limits import RECORD_BYTES
from flows.ingest.lines import Watched
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.sniff import marked_encoding


class Element(Protocol):
    """An element of lxml's, as far as it is used here."""

    tag: object
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]
    prefix: str | None

    def __iter__(self) -> Iterator[Element]:
        """The children."""

    def __len__(self) -> int:
        """How many children there are."""

    def get(self, name: str) -> str | None:
        """An attribute."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """The element and those below it, of these names."""

    def iterancestors(self) -> Iterator[Element]:
        """The elements above it."""

    def itertext(self) -> Iterator[str]:
        """All text in it."""

    def getparent(self) -> Element | None:
        """The element it stands in."""

    def clear(self) -> None:
        """Empty it."""

    def remove(self, child: Element) -> None:
        """Take a child away."""


# An entity that the document defines itself; parameter entities only pull in the names of a DTD, which is not read.
ENTITY = re.compile(rb"<!ENTITY\s+[^%\s]", re.IGNORECASE)
MENDED = re.compile(
    r"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)"
    r"|&(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31});|(?P<bare>&)",
    re.DOTALL,
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
TOO_DEEP = "Excessive depth"


def elements(blob: Blob, tags: Collection[str]) -> Iterator[Element]:
    """The elements of those local names as they end, each cleared when the next one is asked for.

    The blob's `encoding` is then the one the markup states. Raises Refusal when the markup cannot be parsed, is too
    deep, or defines entities.
    """
    if ENTITY.search(blob.head()):
        raise Refusal(Reason.ENTITIES, "the markup defines entities of its own; take them out, or expand them by hand")
    http_encoding = blob.encoding
    blob.encoding = marked_encoding(blob.head()) or (declared_encoding(blob.head()) or "utf-8").lower()
    data = blob.stream.read(RECORD_BYTES)
    count = 0
    try:
        for element in _parsed(_Chain(data, blob.stream), tags, recover=False):
            yield element
            count += 1
        return
    except etree.XMLSyntaxError as problem:
        if TOO_DEEP in str(problem):
            raise Refusal(Reason.TOO_DEEP, f"tags in tags without end ({problem}); mend the export") from problem
        if len(data) == RECORD_BYTES:
            raise Refusal(Reason.INVALID_XML, f"broken behind record {count} ({problem}); mend the export") from problem
    yield from _mended(data, http_encoding, tags, count)


def _mended(data: bytes, declared: str | None, tags: Collection[str], count: int) -> Iterator[Element]:
    text = decode(data, declared, declared_encoding(data))[0]
    text = NOT_XML.sub("", DECLARATION.sub("", text[max(0, text.find("<")) :]))
    stream = io.BytesIO(MENDED.sub(_mend, text).encode("utf-8", "replace"))
    found = 0
    try:
        for element in _parsed(stream, tags, recover=True):
            if found >= count:
                yield element
            found += 1
    except etree.XMLSyntaxError as problem:
        raise Refusal(Reason.INVALID_XML, f"no markup that can be read ({problem}); mend the export") from problem
    if found == 0 and "</" not in text:
        raise Refusal(Reason.INVALID_XML, "the markup breaks off; get the file anew")


def _mend(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    if found["bare"]:
        return "&amp;"
    character = html.entities.html5.get(f"{found['name']};")
    return html.escape(character) if character else f"&amp;{found['name']};"


class _Chain:
    """Bytes, then the rest of the stream they came from."""

    def __init__(self, data: bytes, rest: IO[bytes]) -> None:
        self._first, self._rest = io.BytesIO(data), rest

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        return self._first.read(size) or self._rest.read(size)


def _parsed(stream: object, tags: Collection[str], *, recover: bool) -> Iterator[Element]:
    watched = Watched(cast("IO[bytes]", stream))
    events = etree.iterparse(
        cast("IO[bytes]", watched),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    before: Element | None = None
    for _, element in events:
        watched.taken = 0
        if before is not None:
            _forget(before)
        yield element
        before = element


def _forget(element: Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        parent.remove(element)


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The element's namespace, or its prefix where none is declared."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]


def inner(element: Element) -> str:
    """What stands in an element: its text, or its markup without namespaces where it has elements in it."""
    if not any(isinstance(child.tag, str) for child in element):
        return "".join(map(str, element.itertext()))
    return html.escape(element.text or "", quote=False) + "".join(map(_markup, element))


def _markup(element: Element) -> str:
    """An element as HTML, whatever prefix its names have, with its attributes and what follows it."""
    name, tail = local(element), html.escape(element.tail or "", quote=False)
    if not name:
        return tail
    attributes = "".join(
        f' {key}="{html.escape(value)}"' for key, value in element.attrib.items() if "}" not in str(key)
    )
    if name in VOID and not len(element) and not element.text:
        return f"<{name}{attributes}>{tail}"
    children = "".join(map(_markup, element))
    return f"<{name}{attributes}>{html.escape(element.text or '', quote=False)}{children}</{name}>{tail}"


VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "area", "base", "col", "embed"])


def text_of(element: Element | None) -> str | None:
    """All text in an element with single spaces; None for nothing."""
    return (" ".join("".join(map(str, element.itertext())).split()) or None) if element is not None else None


def first(element: Element, *names: str) -> Element | None:
    """The first descendant of one of these local names, in the order of the names."""
    return next((found for name in names for found in element.iter(f"{{*}}{name}")), None)
