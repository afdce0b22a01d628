"""The language of a text: what the record says, else what its words say, else what the page or the source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.clean.detection import classify

# So many characters are enough, and their share in the whole work stays small.
SAMPLE = 300
# Detection is trusted from this probability on, and from so many letters: of 1,500 beginnings of English news, none of
# 30 characters or more was taken for another language with such a probability.
CERTAIN = 0.90
LETTERS = 40
# Where nobody says anything, so much is enough.
LIKELY = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = re.compile(rf"(?:[\W\d_]*[^\W\d_]){{{LETTERS}}}")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CODE = re.compile(r"[a-z]{2,3}")
# Languages in other letters than Latin, and in both.
OTHER_LETTERS = frozenset(
    [
        *("am", "ar", "be", "bg", "bn", "ckb", "dv", "el", "fa", "gu", "he", "hi", "hy", "iw", "ja", "ka", "km", "kn"),
        *("ko", "ky", "lo", "mk", "ml", "mr", "my", "ne", "or", "pa", "ps", "ru", "sd", "si", "ta", "te", "tg", "th"),
        *("ti", "ug", "uk", "ur", "yi", "zh"),
    ]
)
BOTH_LETTERS = frozenset(("az", "bs", "ha", "kk", "ks", "ku", "mn", "ms", "sr", "tk", "tt", "uz"))


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
    declared = (code(document.page), code(document.source))
    fitting = next((language for language in declared if language and _may_write(language, document.text)), None)
    return fitting or (detected if probability >= LIKELY or any(declared) else None)


def _may_write(language: str, text: str) -> bool:
    """Whether a language has the letters of a text: an Arabic text of a page that calls itself English has not."""
    letters = _LETTER.findall(text[:SAMPLE])
    if not letters or language in BOTH_LETTERS:
        return True
    is_latin = 2 * sum(_LATIN_LETTER.match(letter) is not None for letter in letters) >= len(letters)
    return is_latin != (language in OTHER_LETTERS)


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
