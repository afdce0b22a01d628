"""The ledger of edits: what makes cleaning reversible.

A raw text and its edits determine the article's text and the reverse:

    redo(raw, edits) == text        undo(text, edits) == raw

Edits do not overlap and stand in raw order. An edit whose `before` equals its `after` is a flag. Offsets count
Unicode code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """`raw[raw_start:raw_end] == before` became `after` by `rule`."""

    raw_start: int
    raw_end: int
    rule: str
    before: str
    after: str


def redo(raw: str, edits: Sequence[Edit]) -> str:
    """The article's text: `raw` with every edit applied."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (raw[at : edit.raw_start], edit.after)
        at = edit.raw_end
    parts.append(raw[at:])
    return "".join(parts)


def undo(text: str, edits: Sequence[Edit]) -> str:
    """The raw text: `text` with every edit taken back."""
    parts: list[str] = []
    at_text = at_raw = 0
    for edit in edits:
        kept = edit.raw_start - at_raw
        parts += (text[at_text : at_text + kept], edit.before)
        at_text += kept + len(edit.after)
        at_raw = edit.raw_end
    parts.append(text[at_text:])
    return "".join(parts)


def compose(raw: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """One list of edits for two in succession: `second` was made on the text that `first` gives.

    Edits that overlap become one, by the later rule; a flag on what was changed before is dropped.

        redo(raw, compose(raw, first, second)) == redo(redo(raw, first), second)
    """
    if not first or not second:
        return list(first or second)
    middle = redo(raw, first)
    spans = [*_middle_spans(first), *(_Span(edit.raw_start, edit.raw_end, is_later=True, edit=edit) for edit in second)]
    spans.sort(key=lambda span: span[:3])
    composed: list[Edit] = []
    shift = 0  # raw offset less middle offset, where no edit of `first` stands
    for cluster in _clusters(spans):
        earlier = [span.edit for span in cluster if not span.is_later]
        later = [span.edit for span in cluster if span.is_later]
        start, end = cluster[0].start, max(span.end for span in cluster)
        raw_start = start + shift
        shift += sum(len(edit.before) - len(edit.after) for edit in earlier)
        if earlier and all(edit.before == edit.after for edit in later):
            composed += earlier
            continue
        moved = [edit._replace(raw_start=edit.raw_start - start, raw_end=edit.raw_end - start) for edit in later]
        after = redo(middle[start:end], moved)
        composed.append(Edit(raw_start, end + shift, later[-1].rule, raw[raw_start : end + shift], after))
    return composed


class _Span(NamedTuple):
    """Where an edit stands in the text between two lists of edits."""

    start: int
    end: int
    is_later: bool
    edit: Edit


def _middle_spans(edits: Sequence[Edit]) -> Iterator[_Span]:
    """Where the replacements of `edits` stand in the text they give."""
    shift = 0
    for edit in edits:
        start = edit.raw_start + shift
        yield _Span(start, start + len(edit.after), is_later=False, edit=edit)
        shift += len(edit.after) - len(edit.before)


def _clusters(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    """Runs of sorted spans that overlap one another."""
    cluster: list[_Span] = []
    end = 0
    for span in spans:
        if cluster and span.start >= end:
            yield cluster
            cluster = []
        cluster.append(span)
        end = max(end, span.end) if len(cluster) > 1 else span.end
    if cluster:
        yield cluster


class RawOffsets:
    """Maps spans of an article's text to spans of its raw text, in O(log edits) a look-up."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._text_starts: list[int] = [0]
        self._raw_starts: list[int] = [0]
        self._copied: list[bool] = [True]
        text_at = raw_at = 0
        for edit in edits:
            text_at += edit.raw_start - raw_at
            if edit.after:
                self._append(text_at, edit.raw_start, copied=False)
            text_at += len(edit.after)
            raw_at = edit.raw_end
            self._append(text_at, raw_at, copied=True)

    def _append(self, text_start: int, raw_start: int, *, copied: bool) -> None:
        if self._text_starts[-1] == text_start:
            for column in (self._text_starts, self._raw_starts, self._copied):
                column.pop()
        self._text_starts.append(text_start)
        self._raw_starts.append(raw_start)
        self._copied.append(copied)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of `text[start:end]`, `start < end`: the whole of a replaced piece if an end falls in it."""
        first = self._segment(start)
        following = first + 1
        if self._copied[first] and (following == len(self._text_starts) or end <= self._text_starts[following]):
            shift = self._raw_starts[first] - self._text_starts[first]  # nearly all
            return start + shift, end + shift
        last = self._segment(end - 1)
        raw_start = self._raw_starts[first] + (start - self._text_starts[first] if self._copied[first] else 0)
        if self._copied[last]:
            return raw_start, self._raw_starts[last] + end - self._text_starts[last]
        return raw_start, self._raw_ends(last)

    def _segment(self, text_at: int) -> int:
        return bisect_right(self._text_starts, text_at) - 1

    def _raw_ends(self, segment: int) -> int:
        return self._raw_starts[segment + 1]
