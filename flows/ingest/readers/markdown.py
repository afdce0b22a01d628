"""Markdown, with front matter in YAML (---) or TOML (+++) as site generators have it; rendered to a page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt

from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import decode
from flows.ingest.fields import fielded
from flows.ingest.limits import MARKDOWN_BRACKETS, MARKDOWN_BYTES
from flows.ingest.readers.whole import native_id
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

FRONT_MATTER = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<front>.*?\n)??(?P=mark)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# CommonMark with tables; markup in the text stays markup, as site generators let it.
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def read_markdown(blob: Blob, reading: Reading) -> Iterator[Record]:
    """The file as one record, its fields from the front matter."""
    text, encoding = decode(blob.whole(MARKDOWN_BYTES), blob.encoding)
    if text.count("[") > MARKDOWN_BRACKETS:
        raise Refusal(Reason.TOO_MANY, f"over {MARKDOWN_BRACKETS} brackets; split it into one file an article")
    found = FRONT_MATTER.match(text)
    item = _front(found) if found else {}
    body = text[found.end() :] if found and item else text
    place = replace(blob.record(), native_id=native_id(blob.name), encoding=encoding)
    usual = {"url": item.get("permalink") or item.get("canonical_url"), "section": item.get("categories")}
    told = {**{name: value for name, value in usual.items() if value}, **item}
    yield fielded(place, {**told, "html": RENDERER.render(body)} if body.strip() else told, reading)


def _front(found: re.Match[str]) -> dict[str, object]:
    """The front matter's fields; none where it is no YAML or TOML, so that it stays in the text."""
    try:
        front = found["front"] or ""
        item = tomllib.loads(front) if found["mark"] == "+++" else yaml.safe_load(front)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}
    return {str(name): value for name, value in item.items()} if isinstance(item, dict) else {}
