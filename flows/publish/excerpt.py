"""Where the excerpt of a text ends, in the text and at the corresponding point of its raw text.

The cut falls at the last end of a paragraph, else of a sentence, in the second half of the first fifty words, else
after a word; never inside a piece that cleaning replaced, since half of a replacement cannot be undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

import regex

from flows.ledger import Edit

# Two or three sentences: enough to tell what an article is about, too little to read instead of it.
EXCERPT_WORDS = 50
# Fifty words of any language written with spaces fit; bounds a text of one endless "word".
EXCERPT_CHARACTERS = 500

# Where no spaces stand between words, two characters count as one.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_WORD = regex.compile(
    rf"(?V1){_UNSPACED}\p{{M}}*+(?:{_UNSPACED}\p{{M}}*+)?|[[\p{{L}}\p{{N}}\p{{M}}'’-]--{_UNSPACED}]++"
)
_PARAGRAPH_END = regex.compile(r"(?<=\S)(?=\s*\n)")
# A stop after a single capital is an initial or a part of "U.S.".
_SENTENCE_END = regex.compile(
    r"(?:[。！？]|(?:[!?…؟۔।]|(?<!\b\p{Lu})\.)++(?=[\"”’»)\]」』）]*+(?:\s|$)))[\"”’»)\]」』）]*+"
)


class Excerpt(NamedTuple):
    """`text[:text_end]` with the first `edits` edits undoes to `raw[:raw_end]`."""

    text_end: int
    raw_end: int
    edits: int


def find_excerpt(text: str, edits: Sequence[Edit]) -> Excerpt:
    """The excerpt of an article's text; the whole of a text that is no longer than an excerpt."""
    spans = list(_text_spans(edits))
    fits = (cut for cut in _cuts(text) if not any(start < cut < end for start, end in spans))
    text_end = next(fits, 0)
    kept = sum(start < text_end for start, _ in spans)
    raw_end = edits[kept - 1].raw_end + text_end - spans[kept - 1][1] if kept else text_end
    return Excerpt(text_end, raw_end, kept)


def _text_spans(edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Where the `after` of every edit stands in the text."""
    shift = 0
    for edit in edits:
        start = edit.raw_start + shift
        yield start, start + len(edit.after)
        shift += len(edit.after) - len(edit.before)


def _cuts(text: str) -> Iterator[int]:
    """Ends of an excerpt, best first."""
    words = list(islice(_WORD.finditer(text), EXCERPT_WORDS + 1))
    ends = [word.end() for word in words[:EXCERPT_WORDS] if word.end() <= EXCERPT_CHARACTERS]
    if len(words) <= EXCERPT_WORDS and len(text) <= EXCERPT_CHARACTERS:
        yield len(text)
    if not ends:
        return
    least, most = (
        ends[len(ends) // 2],
        min(words[len(ends)].start() if len(words) > len(ends) else len(text), EXCERPT_CHARACTERS),
    )
    for boundary in (_PARAGRAPH_END, _SENTENCE_END):
        found = takewhile(lambda end: end <= most, (match.end() for match in boundary.finditer(text)))
        yield from sorted((end for end in found if end >= least), reverse=True)
    yield from reversed(ends)
