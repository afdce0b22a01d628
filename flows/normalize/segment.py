"""From chunks of capitalised words to candidates: where a name starts and ends, and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.normalize import inflection
from flows.normalize.candidate import Candidate, Language
from flows.normalize.capitals import SPACE, Chunk, Word, is_stop
from flows.normalize.endings import Endings
from flows.normalize.folding import fold
from flows.normalize.known import PLACE, Known
from flows.normalize.lexicon import is_first_name, words_of
from flows.normalize.reading import Reading

# Function words that names start with; articles do so in English only.
_NAME_STARTS = words_of("name_start")
_ARTICLES = words_of("article")
_GERMAN_ARTICLES = frozenset(("der", "die", "das"))
_TITLE = 2  # words: an article and a noun
_QUOTES = tuple('„“”»«"‚‘')
_TIME_BEFORE = re.compile(r"(?i)\b(?:in|since|until|during|last|next|early|late|mid|of|on|this|and)[ -]$")
_TIME_AFTER = re.compile(r"\.?,? \d")


class Segmenter:
    """Cuts the chunks of one text into candidates."""

    def __init__(self, text: str, chunks: Sequence[Chunk], language: Language) -> None:
        self._reading = Reading(text, chunks, language)
        self._endings = Endings(self._reading)

    def candidates(self, chunk: Chunk) -> Iterator[Candidate]:
        """Candidates of a chunk, in order."""
        at, role = 0, ""
        words = chunk.words
        while at < len(words):
            size, entry = self._reading.longest_known(chunk, at)
            if size and self._is_noun_with_article(chunk, at, size):
                at, role = at + size, ""
                continue
            length = self._reading.role(chunk, at, size)
            if length:
                is_before = chunk.gaps[at + length - 1 : at + length] in ((SPACE,), ())
                role = (
                    fold(self._reading.phrase(words, at, at + length)) if is_before else ""
                )  # Bürgermeister von Wismar
                at += length
                continue
            is_whole = bool(size) or self._reading.small_part(words[at : at + 1]) > 0
            if not is_whole and self._is_skipped(chunk, at, role):
                at, role = at + 1, ""
                continue
            if self._is_of_role(words[at], entry):
                role = ""
            end = self._endings.end_of(chunk, at, size, entry)
            if is_whole or end > at + 1 or not self._is_ordinary_alone(words[at], role):
                yield self._candidate(chunk, at, end, role, is_known=bool(size) or end > at + 1)
            at, role = end, ""

    def _is_noun_with_article(self, chunk: Chunk, at: int, size: int) -> bool:
        """Whether what a list knows is an article and a noun where both have capitals anyway: `Die Zeit drängt`.

        A name it is in quotation marks, in a heading, or where its article has a capital inside a sentence too.
        """
        word, text = chunk.words[at], self._reading.text
        if not (self._reading.language.nouns and size == _TITLE and word.opens and word.folded in _GERMAN_ARTICLES):
            return False
        end = chunk.words[at + size - 1].end
        is_quoted = text[word.start - 1 : word.start] in _QUOTES and text[end : end + 1] in _QUOTES
        return not (is_quoted or chunk.headline or word.folded in self._reading.inside)

    def _is_of_role(self, word: Word, entry: Known | None) -> bool:
        """Whether the word after a role is what somebody is the head of: `Мэр Новосибирска`, `Глава Министерства`."""
        language = self._reading.language
        is_place = entry is not None and entry.kind == PLACE and language.code in inflection.LANGUAGES
        return is_place or (not language.is_english and word.folded in words_of("organization_head"))

    def _is_ordinary_alone(self, word: Word, role: str) -> bool:
        """Whether the word is none of a name that has ended behind it: the `West` of `West Indian`."""
        return (
            not role
            and (word.folded in words_of("no_name") or is_stop(word))
            and word.folded not in self._reading.surnames
        )

    def _candidate(self, chunk: Chunk, start: int, end: int, role: str, *, is_known: bool) -> Candidate:
        words = chunk.words[start:end]
        small = self._reading.small_part(words)
        last = words[-1].end + small
        surface = self._reading.text[words[0].start : last]
        tokens = tuple(fold(surface).split()) if small else tuple(word.folded for word in words)
        return Candidate(
            words[0].start, last, surface, fold(surface), tokens, role,
            words[0].opens, chunk.headline, self._reading.entry(surface) if is_known or small else None,
        )  # fmt: skip

    def _is_skipped(self, chunk: Chunk, at: int, role: str) -> bool:  # noqa: PLR0911 (a list of rules, the first that holds)
        """Whether the word at `at` starts no name: a function word, a month, an ordinary word with a capital."""
        word = chunk.words[at]
        if (
            word.folded in words_of("no_name")
            and not self._reading.joins_next(chunk, at)
            and not self._reading.joins_of(chunk, at)
        ):
            return True
        if word.folded in self._reading.surnames:
            return self._is_time(word)
        if is_stop(word) and not (self._reading.joins_next(chunk, at) and self._starts_name(chunk, at)):
            return True
        is_day = word.folded in words_of("weekday") or word.folded in self._reading.language.calendar
        if is_day or self._reading.is_month(chunk, at):
            return not role
        if word.shouts and not chunk.headline:
            return len(word.form) > 3 and word.folded in self._reading.language.common
        if role:
            return False
        if self._reading.language.nouns:
            return not self._is_person_of_nouns(chunk, at)
        if not (word.opens or chunk.headline):
            return False
        if chunk.headline:
            return self._reading.is_ordinary(word) and not is_first_name(word.folded)
        return (
            self._opens_before_name(chunk, at)
            if self._reading.joins_next(chunk, at)
            else self._reading.is_ordinary(word)
        )

    def _is_time(self, word: Word) -> bool:
        """Whether a month that is also a surname here stands for the month: `in May`, `May 4`."""
        before = self._reading.text[max(0, word.start - 12) : word.start]
        return bool(_TIME_BEFORE.search(before) or _TIME_AFTER.match(self._reading.text, word.end))

    def _starts_name(self, chunk: Chunk, at: int) -> bool:
        word = chunk.words[at]
        if (word.folded, chunk.words[at + 1].folded) in self._reading.pairs:
            return True
        return word.folded in _NAME_STARTS and (self._reading.language.is_english or word.folded not in _ARTICLES)

    def _opens_before_name(self, chunk: Chunk, at: int) -> bool:
        """Whether the first word of a sentence stands before a name without being part of it: `Senior US officials`."""
        word, following = chunk.words[at], chunk.words[at + 1]
        if self._reading.is_before_case(chunk, at):
            return True
        if is_stop(word):
            return False
        if following.folded in words_of("organization_only") or following.folded in words_of("place_head"):
            return False
        if is_first_name(word.folded):
            return False
        return self._reading.is_ordinary(word) or (
            is_first_name(following.folded) and (not self._reading.language.common or at + 2 < len(chunk.words))
        )

    def _is_person_of_nouns(self, chunk: Chunk, at: int) -> bool:
        return is_first_name(chunk.words[at].folded) and self._reading.joins_next(chunk, at)
