"""The language of a text: what the record says, else what its words say, else what the page or the source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.clean.detection import classify

# So many characters are enough, and their share in the whole work stays small.
SAMPLE = 300
# Detection is trusted from this probability on, and from so many letters.
CERTAIN = 0.90
LETTERS = 60
# Where nobody says anything, so much is enough.
LIKELY = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = re.compile(rf"(?:[\W\d_]*[^\W\d_]){{{LETTERS}}}")
_CODE = re.compile(r"[a-z]{2,3}")


class Stated(NamedTuple):
    """What is known of a document's language: the beginning of its text, and what record, page and source state."""

    text: str
    record: str | None
    page: str | None
    source: str | None


def languages_of(documents: Sequence[Stated]) -> list[str | None]:
    """Of each document the ISO 639-1 code, or None when nothing tells.

    A record is believed. A page or source often declares one language for all, so words that tell for certain come
    before them.
    """
    detected = iter(detect([document.text for document in documents if not code(document.record)]))
    return [code(document.record) or _believed(document, *next(detected)) for document in documents]


def _believed(document: Stated, detected: str | None, probability: float) -> str | None:
    """Whether words or declarations tell the language of a document whose record is silent."""
    if detected and probability >= CERTAIN and _ENOUGH.match(document.text[:SAMPLE]):
        return detected
    return code(document.page) or code(document.source) or (detected if probability >= LIKELY else None)


def detect(texts: Sequence[str]) -> list[tuple[str | None, float]]:
    """The likeliest language of each text's beginning and its probability."""
    samples = [text[:SAMPLE] for text in texts]
    told = iter(classify([sample for sample in samples if _LETTER.search(sample)]))
    return [next(told) if _LETTER.search(sample) else (None, 0.0) for sample in samples]


@lru_cache(256)
def code(stated: str | None) -> str | None:
    """The language of a tag, such as "en" of "en-US" or "EN_us"; None for what is no tag."""
    primary = re.split(r"[-_]", (stated or "").strip().lower())[0]
    return primary if _CODE.fullmatch(primary) else None
