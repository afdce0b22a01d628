"""From chunks of capitalised words to candidates: where a name starts and ends, and what stands before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.normalize.capitals import POSSESSIVE, SPACE, Chunk, Word, is_stop
from flows.normalize.folding import fold
from flows.normalize.known import DEMONYM, LONGEST_NAME, ORGANIZATION, PLACE, Known, known
from flows.normalize.lexicon import common_words, given_names, words_of

LONGEST_ROLE = 4  # words
# Words that a possessive joins to what follows: `People's Bank`, `Workers' Party`.
_OWNERS = frozenset(
    "people peoples workers women womens children childrens men veterans teachers farmers peasants students lloyd st".split()
)
_OF = frozenset(("of", "of the", "der", "des", "per", "pour", "para", "per la"))
_FOR = frozenset(("for", "for the", "on", "für", "to the"))
_AND = frozenset(("and", "and the", "und", "et", "e", "y"))
# Function words that names start with.
_NAME_STARTS = frozenset("new los las la le el old one first dos van von per das".split())
# Function words that names are made of too: they do not end one.
_INSIDE_NAMES = frozenset("new old one first second third two three all no us our we you my me last more".split())


class Candidate(NamedTuple):
    """A possible name, `text[start:end] == surface`; `tokens` are its capitalised words, folded.

    `role` is the folded role that stands before it; `opens` says that its first word stands where any word has a
    capital, `headline` that its line is one; `entry` is what the authorities say of the whole.
    """

    start: int
    end: int
    surface: str
    folded: str
    tokens: tuple[str, ...]
    role: str
    opens: bool
    headline: bool
    entry: Known | None


class Language(NamedTuple):
    """How a language writes: `nouns` have capitals (German); `common` are words known not to be names."""

    nouns: bool
    common: frozenset[str]


@lru_cache(maxsize=64)
def language_of(code: str | None) -> Language:
    """The writing of a language by its ISO 639-1 code; an unknown one is read as English without its list of words."""
    common = common_words() if code in (None, "en") else frozenset[str]()
    return Language(code in ("de", "lb"), common)


class Segmenter:
    """Cuts the chunks of one text into candidates.

    `small` are words seen with a small letter in the text, `inside` those seen with a capital inside a sentence.
    """

    def __init__(self, text: str, small: frozenset[str], inside: frozenset[str], language: Language) -> None:
        self._text, self._small, self._inside, self._language = text, small, inside, language

    def candidates(self, chunk: Chunk) -> Iterator[Candidate]:
        """Candidates of a chunk, in order."""
        at, role = 0, ""
        words = chunk.words
        while at < len(words):
            size, entry = self._longest_known(chunk, at)
            length = self._role(chunk, at, size)
            if length:
                role, at = fold(self._phrase(words, at, at + length)), at + length
                continue
            if not size and self._is_skipped(chunk, at, role):
                at, role = at + 1, ""
                continue
            end = self._end(chunk, at, size, entry)
            yield self._candidate(chunk, at, end, role)
            at, role = end, ""

    def _phrase(self, words: Sequence[Word], start: int, end: int) -> str:
        return self._text[words[start].start : words[end - 1].end]

    def _candidate(self, chunk: Chunk, start: int, end: int, role: str) -> Candidate:
        words = chunk.words[start:end]
        surface = self._phrase(words, 0, len(words))
        tokens = tuple(word.folded for word in words)
        return Candidate(
            words[0].start, words[-1].end, surface, fold(surface), tokens, role,
            words[0].opens, chunk.headline, self._entry(surface),
        )  # fmt: skip

    def _entry(self, surface: str) -> Known | None:
        return known(surface) or (known(surface.title()) if surface.isupper() and len(surface) > 4 else None)

    def _longest_known(self, chunk: Chunk, at: int) -> tuple[int, Known | None]:
        """How many words from `at` on the authorities know as one name, and their entry; 0 for none."""
        for end in range(min(len(chunk.words), at + LONGEST_NAME), at, -1):
            surface = self._phrase(chunk.words, at, end)
            entry = self._entry(surface)
            if entry and not (end == at + 1 and self._is_doubtful(chunk, at, entry)):
                return end - at, entry
        return 0, None

    def _is_doubtful(self, chunk: Chunk, at: int, entry: Known) -> bool:
        """Whether a single known word may be an ordinary one here: function words, months, words with small letters."""
        word = chunk.words[at]
        if word.shouts and not chunk.headline and not self._is_shouted(chunk, at):
            return False
        if word.folded in words_of("no_name"):
            return True
        if word.folded in words_of("stop") or word.folded in words_of("month") or word.folded in words_of("weekday"):
            return True
        may_be_any = word.opens or chunk.headline or self._language.nouns
        is_common = word.folded in self._language.common or (word.folded in self._small and entry.kind != DEMONYM)
        return may_be_any and is_common and word.folded not in self._inside

    def _is_shouted(self, chunk: Chunk, at: int) -> bool:
        """Whether the word stands among others that are all capitals, so that it need not be an acronym."""
        around = (chunk.words[at - 1 : at] if at else ()) + chunk.words[at + 1 : at + 2]
        return any(word.shouts for word in around)

    def _role(self, chunk: Chunk, at: int, size: int) -> int:
        """How many words from `at` on are a role before a name; 0 when they are part of a name or alone."""
        words = chunk.words
        for end in range(min(len(words), at + LONGEST_ROLE), at, -1):
            phrase = fold(self._phrase(words, at, end))
            if phrase not in words_of("role") or size > end - at:
                continue
            follows = end < len(words) and chunk.gaps[end - 1] == SPACE
            if not follows:
                return 0 if phrase in words_of("weak_role") and at > 0 else end - at
            return 0 if phrase in words_of("weak_role") and self._is_name_after(chunk, at, end) else end - at
        return 0

    def _is_name_after(self, chunk: Chunk, at: int, end: int) -> bool:
        """Whether a weak role belongs to a longer name: `King County`, `General Motors`, `Justice Department`."""
        last = end
        while last + 1 < len(chunk.words) and chunk.gaps[last] == SPACE:
            last += 1
        tail = chunk.words[last].folded
        is_head = tail in words_of("organization_only") or tail in words_of("place_head")
        return is_head or (at > 0 and chunk.gaps[at - 1] == SPACE and chunk.words[at - 1].folded in given_names())

    def _is_skipped(self, chunk: Chunk, at: int, role: str) -> bool:
        """Whether the word at `at` starts no name: a function word, a month, an ordinary word with a capital."""
        word = chunk.words[at]
        if word.folded in words_of("no_name") and not self._joins_next(chunk, at):
            return True
        if is_stop(word) and not (word.folded in _NAME_STARTS and self._joins_next(chunk, at)):
            return True
        if word.folded in words_of("weekday") or self._is_month(chunk, at):
            return not role
        if word.shouts and not chunk.headline:
            return len(word.form) > 3 and word.folded in self._language.common
        if role:
            return False
        if self._language.nouns:
            return not self._is_person_of_nouns(chunk, at)
        if not (word.opens or chunk.headline):
            return False
        if chunk.headline:
            return self._is_ordinary(word) and word.folded not in given_names()
        return self._opens_before_name(chunk, at) if self._joins_next(chunk, at) else self._is_ordinary(word)

    def _is_ordinary(self, word: Word) -> bool:
        if word.folded in self._inside:
            return word.folded in self._small and word.folded in self._language.common
        return word.folded in self._small or word.folded in self._language.common

    def _joins_next(self, chunk: Chunk, at: int) -> bool:
        following = at + 1 < len(chunk.words) and chunk.gaps[at] == SPACE
        return following and not is_stop(chunk.words[at + 1])

    def _opens_before_name(self, chunk: Chunk, at: int) -> bool:
        """Whether the first word of a sentence stands before a name without being part of it: `Police Chief`, `Senior US`."""
        word, following = chunk.words[at], chunk.words[at + 1]
        if is_stop(word):
            return False
        if following.folded in words_of("organization_only") or following.folded in words_of("place_head"):
            return False
        if word.folded in given_names():
            return False
        return self._is_ordinary(word) or (following.folded in given_names() and not self._language.common)

    def _is_month(self, chunk: Chunk, at: int) -> bool:
        word = chunk.words[at]
        if word.folded not in words_of("month"):
            return False
        before = chunk.words[at - 1].folded if at and chunk.gaps[at - 1] == SPACE else ""
        is_first_name = word.folded in given_names() and self._joins_next(chunk, at)
        return before not in given_names() and not is_first_name

    def _is_person_of_nouns(self, chunk: Chunk, at: int) -> bool:
        return chunk.words[at].folded in given_names() and self._joins_next(chunk, at)

    def _end(self, chunk: Chunk, start: int, size: int, entry: Known | None) -> int:
        """Where the name that starts at `start` ends; `size` words of it are known."""
        end = start + max(size, 1)
        while end < len(chunk.words) and self._continues(chunk, start, end, size):
            end += 1
        while end - 1 > start + size and self._is_ragged(chunk, end):
            end -= 1
        if size and end > start + size and entry and self._splits_after(chunk, start, start + size, end, entry):
            return start + size
        return end

    def _is_ragged(self, chunk: Chunk, end: int) -> bool:
        """Whether the last word cannot end a name: a lone initial, a function word."""
        word = chunk.words[end - 1]
        return len(word.form) == 2 and word.form.endswith(".") and word.form != "U."

    def _continues(self, chunk: Chunk, start: int, end: int, size: int) -> bool:
        gap, word = chunk.gaps[end - 1], chunk.words[end]
        if word.folded == chunk.words[end - 1].folded:
            return False
        if gap == POSSESSIVE:
            return chunk.words[end - 1].folded in _OWNERS and word.folded in words_of("organization_head")
        if gap in _OF or gap in _FOR or gap in _AND or gap not in (SPACE,):
            return self._connects(chunk, start, end)
        if is_stop(word) and word.folded not in _INSIDE_NAMES:
            return False
        if word.folded in words_of("weekday") or self._is_month(chunk, end):
            return False
        if word.shouts and len(word.form) > 3 and word.folded in self._language.common:
            return False
        if chunk.headline and self._is_ordinary(word) and not self._is_head(word):
            return False
        return not self._is_break(chunk, start, end, size)

    def _is_break(self, chunk: Chunk, start: int, end: int, size: int) -> bool:
        """Whether another name or a role starts at `end`: `Senate | Majority Leader`, `House | Republicans`."""
        role = self._role(chunk, end, 0)
        if role and fold(self._phrase(chunk.words, end, end + role)) not in words_of("weak_role"):
            return True
        if role and size and start + size == end and end + role < len(chunk.words):
            return True
        length, entry = self._longest_known(chunk, end)
        if not entry or entry.kind == PLACE:
            return False
        is_last = end + length == len(chunk.words) or chunk.gaps[end + length - 1] != SPACE
        is_people = entry.kind == DEMONYM or entry.key in ("republican party", "democratic party")
        return is_last and (is_people or length > 1 or bool(size))

    def _is_head(self, word: Word) -> bool:
        return word.folded in words_of("organization_only") or word.folded in words_of("place_head")

    def _connects(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether a small word joins the names around it: `Department of Health and Human Services`, `Ursula von der Leyen`."""
        gap, before, after = chunk.gaps[end - 1], chunk.words[end - 1], chunk.words[end]
        if gap in _OF or gap in _FOR:
            if after.folded in words_of("month") or after.folded in words_of("weekday"):
                return False
            return before.folded in words_of("of_head") and (gap in _OF or after.folded not in given_names())
        if gap in _AND:
            return self._is_list_of_fields(chunk, start, end)
        return gap not in ("in", "in the", "at", "at the", "to", "with", "d", "la")  # what remains is a particle

    def _is_list_of_fields(self, chunk: Chunk, start: int, end: int) -> bool:
        """`Securities and Exchange Commission`, `… of Health and Human Services`: ordinary words on both sides."""
        common = self._language.common
        before, after = chunk.words[end - 1].folded, chunk.words[end].folded
        has_of = any(gap in _OF or gap in _FOR for gap in chunk.gaps[start : end - 1])
        if has_of:
            return before in common and after in common
        last = end
        while last + 1 < len(chunk.words) and chunk.gaps[last] == SPACE:
            last += 1
        return end - start == 1 and before in common and last > end and self._is_head(chunk.words[last])

    def _splits_after(self, chunk: Chunk, start: int, known_end: int, end: int, entry: Known) -> bool:
        """Whether a known name stands before another one: `Turkish | Ambassador`, `U.S. | Open`; not `Paris Hilton`."""
        last, following = chunk.words[end - 1].folded, chunk.words[known_end].folded
        if chunk.gaps[known_end - 1] != SPACE:
            return False
        if any(last in words_of(name) for name in ("organization_only", "event_head", "law_head", "place_head")):
            return False
        if following in given_names():
            return entry.kind != PLACE or known_end - start > 1 or chunk.words[start].folded not in given_names()
        if entry.kind == DEMONYM:
            return end - known_end == 1 or bool(self._longest_known(chunk, known_end)[0])
        is_short = self._phrase(chunk.words, start, known_end).isupper()
        return is_short or (entry.kind == ORGANIZATION and entry.key in ("republican party", "democratic party"))
