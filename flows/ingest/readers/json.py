"""JSON of one value: an article, a list of articles, or the answer of an interface that wraps such a list.

Read as a stream of events (ijson), so that an export of many gigabytes costs the memory of one article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import ijson

from flows.ingest.blob import Blob, Reading
from flows.ingest.fields import may_hold_text, with_bytes
from flows.ingest.limits import JSON_DEPTH
from flows.ingest.lines import Watched, utf8_stream
from flows.ingest.readers.jsonl import of_value
from flows.ingest.readers.whole import native_id
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

# ijson names the place of each bracket before any is looked at: a buffer full of them costs the square of its size.
BUFFER_BYTES = 4096
# Keys under which interfaces and exports put their list of articles; what else stands beside it is about the answer.
WRAPPERS = frozenset(
    "articles items data results response docs documents records entries rows hits news posts stories @graph".split()  # noqa: SIM905
)


def read_json(blob: Blob, reading: Reading) -> Iterator[Record]:
    """The articles of a list, numbered from 1, or the object that the file is."""
    stream, encoding = utf8_stream(blob)
    count = 0
    try:
        for value, is_listed in _values(Watched(stream), reading):
            count += 1
            place = replace(blob.record(count if is_listed or count > 1 else None), encoding=encoding)
            if place.record == blob.member:  # the value is the whole file
                place = replace(place, native_id=native_id(blob.name))
            item = value["_source"] if isinstance(value, dict) and "_source" in value else value
            yield of_value(with_bytes(place, value), item, reading)
    except (ijson.JSONError, UnicodeError) as problem:
        where = f" behind record {count}" if count else ""
        what = " ".join(str(problem).split())[:200]
        raise Refusal(Reason.INVALID_JSON, f"not JSON{where} ({what}); mend the export") from problem


class _Lists:
    """Events of a JSON text to articles: those of the first list found by its key, or the whole value."""

    def __init__(self, reading: Reading) -> None:
        source = reading.source
        self._text_names = set(source.fields.values())
        self._outer, self._element = ijson.ObjectBuilder(), ijson.ObjectBuilder()
        self._depth = self._list_depth = 0
        self._had_list = False

    def take(self, prefix: str, event: str, value: object) -> Iterator[tuple[object, bool]]:
        """Each article that this event completes, with whether it stands in a list."""
        self._depth += event.startswith("start")
        if self._depth > JSON_DEPTH:
            raise Refusal(Reason.TOO_DEEP, f"brackets in brackets, over {JSON_DEPTH} deep; mend the export")
        ends = event.startswith("end")
        if self._list_depth and not (ends and self._depth == self._list_depth):
            yield from self._in_list(event, value, ends=ends)
            return
        self._outer.event(event, value)
        self._depth -= ends
        if ends:
            self._list_depth = 0
        elif event == "start_array" and all(key in WRAPPERS for key in prefix.split(".") if key):
            self._list_depth, self._had_list = self._depth, True
        if self._depth == 0:
            whole, self._outer = self._outer.value, ijson.ObjectBuilder()
            if not self._had_list or (
                isinstance(whole, dict) and (self._text_names & whole.keys() or may_hold_text(whole))
            ):
                yield whole, False

    def _in_list(self, event: str, value: object, *, ends: bool) -> Iterator[tuple[object, bool]]:
        self._element.event(event, value)
        self._depth -= ends
        if self._depth == self._list_depth:
            item, self._element = self._element.value, ijson.ObjectBuilder()
            if isinstance(item, dict) or self._list_depth == 1:
                yield item, True


def _values(stream: Watched, reading: Reading) -> Iterator[tuple[object, bool]]:
    lists = _Lists(reading)
    for prefix, event, value in ijson.parse(stream, buf_size=BUFFER_BYTES, use_float=True, multiple_values=True):
        for item in lists.take(prefix, event, value):
            stream.taken = 0
            yield item
