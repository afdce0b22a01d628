"""Quotations whose bounds are dashes: `«…, — сказал X. — …»`, and paragraphs `— …, — сказал X.` without marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from flows.normalize.names import Mention
from flows.normalize.pronouns import PRONOUN
from flows.normalize.quote_marks import Passage

_DASHED = re.compile(r"\s[—–-]\s?(?=\w)")
_NEXT = re.compile(r"(?:[.,;]\s?[—–-]|\s[—–-][.,;]?|[—–][.,;]?)\s")
_COMMA = re.compile(r",\s(?=\w)")  # `« La mer change, dit X. Il part »`, `– Bron är stängd, säger X`
_STOP = re.compile(r"[.,](?=\s|$)")
_LONGEST_BREAK = 160
_NAME_WITHIN = 40
_NO_DIALOGUES = frozenset(("en", "de", "ar", "fa", "tr", "hu", "id", "ms"))  # a dash before a paragraph is a list's
_COMMAS_BREAK = frozenset(("fr", "it"))
_COMMAS_END = frozenset(("sv", "no", "nb", "da", "fi", "fr"))


def with_dashes(
    text: str, passages: Sequence[Passage], mentions: Sequence[Mention], cues: re.Pattern[str], language: str
) -> list[Passage]:
    """The passages, parted where somebody named is said to speak between dashes, and the dialogues without marks."""
    breaker = _Breaker(text, mentions, cues)
    found = [part for passage in passages for part in breaker.parts(passage, commas=language in _COMMAS_BREAK)]
    if language in _NO_DIALOGUES:
        return found
    dialogues = [
        part for told in _dashed_paragraphs(text, passages) for part in breaker.told(told, language in _COMMAS_END)
    ]
    return sorted([*found, *dialogues]) if dialogues else found


def _dashed_paragraphs(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Paragraphs that start with a dash and have no quotation marks."""
    starts = [passage.outer_start for passage in passages]
    for dash in "—–-":
        at = 0 if text.startswith(dash) else text.find(f"\n{dash}") + 1
        while at or text.startswith(dash, at):
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            inner = at + 1 + (text[at + 1 : at + 2].isspace())
            before = bisect_left(starts, end)
            if inner < end and text[inner].isalpha() and not (before and passages[before - 1].outer_end > at):
                yield Passage(inner, end, at, end)
            at = text.find(f"\n{dash}", end) + 1
            if not at:
                break


class _Breaker:
    """Parts passages where a cue stands behind a dash, and a name or pronoun right behind the cue."""

    def __init__(self, text: str, mentions: Sequence[Mention], cues: re.Pattern[str]) -> None:
        self._text, self._cues = text, cues
        self._starts = [mention.start for mention in mentions if mention.kind in ("person", "organization")]

    def parts(self, passage: Passage, *, commas: bool) -> list[Passage]:
        """The passage, or what it is without its breaks."""
        found, start, outer = [], passage.start, passage.outer_start
        while gap := self._gap(start, passage.end, commas=commas):
            found.append(Passage(start, gap[0], outer, gap[0]))
            start = outer = gap[1]
        if start < passage.end:
            found.append(Passage(start, passage.end, outer, passage.outer_end))
        return [part for part in found if part.start < part.end]

    def told(self, paragraph: Passage, commas: bool) -> list[Passage]:  # noqa: FBT001
        """The parts of a paragraph in dashes; none where nobody is said to speak."""
        parts = self.parts(paragraph, commas=commas)
        return [] if parts == [paragraph] else parts

    def _gap(self, start: int, end: int, *, commas: bool) -> tuple[int, int] | None:
        """Where the next break starts, and where the words go on (`end` if they do not)."""
        patterns = (_DASHED, _COMMA) if commas else (_DASHED,)
        for pattern in patterns:
            for dash in pattern.finditer(self._text, start, end):
                if self._is_told(dash.end(), end):
                    return self._without_comma(start, dash.start()), self._goes_on(dash.end(), end, pattern is _COMMA)
        return None

    def _is_told(self, start: int, end: int) -> bool:
        cue = self._cues.match(self._text, start, end)
        if cue is None:
            return False
        until = min(end, cue.end() + _NAME_WITHIN)
        at = bisect_left(self._starts, cue.end())
        is_named = at < len(self._starts) and self._starts[at] < until
        pronoun = PRONOUN.search(cue.group()) or PRONOUN.match(self._text, cue.end() + 1, end)
        return is_named or pronoun is not None

    def _without_comma(self, start: int, end: int) -> int:
        while end > start and self._text[end - 1] in ", ":
            end -= 1
        return end

    def _goes_on(self, start: int, end: int, is_comma: bool) -> int:  # noqa: FBT001
        following = (_STOP if is_comma else _NEXT).search(self._text, start, min(end, start + _LONGEST_BREAK))
        if following is None:
            return end
        at = following.end()
        while at < end and self._text[at] in " —–-":
            at += 1
        return at
