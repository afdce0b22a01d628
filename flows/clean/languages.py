"""The language of a text: what the record says, else what its words say, else what the page or the source says."""

from __future__ import annotations

import re

from flows.clean.detection import classify

# So many characters are enough, and their share in the whole work stays small.
SAMPLE = 300
# Detection is trusted from this probability on, and from so many letters.
CERTAIN = 0.90
LETTERS = 60
# Where nobody says anything, so much is enough.
LIKELY = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[a-z]{2,3}")


def language_of(text: str, *, record: str | None, page: str | None, source: str | None) -> str | None:
    """ISO 639-1 code, or None when nothing tells.

    A record is believed. A page or source often declares one language for all, so words that tell for certain come
    before them.
    """
    stated = code(record)
    if stated:
        return stated
    detected, probability = detect(text)
    if detected and probability >= CERTAIN and len(_LETTER.findall(text[:SAMPLE])) >= LETTERS:
        return detected
    return code(page) or code(source) or (detected if probability >= LIKELY else None)


def detect(text: str) -> tuple[str | None, float]:
    """The likeliest language of a text's beginning and its probability."""
    sample = text[:SAMPLE]
    if not _LETTER.search(sample):
        return None, 0.0
    return classify(sample)


def code(stated: str | None) -> str | None:
    """The language of a tag, such as "en" of "en-US" or "EN_us"; None for what is no tag."""
    primary = re.split(r"[-_]", (stated or "").strip().lower())[0]
    return primary if _CODE.fullmatch(primary) else None
