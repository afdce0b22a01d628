"""What a text tells of the words of its chunks: known names, roles, ordinary words with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.normalize import inflection
from flows.normalize.candidate import Language
from flows.normalize.capitals import SPACE, SUFFIXING, Chunk, Word, is_stop, small_words
from flows.normalize.folding import fold
from flows.normalize.inflection import inflected_place
from flows.normalize.known import DEMONYM, LONGEST_NAME, PLACE, Known, known
from flows.normalize.lexicon import given_names, is_first_name, words_of
from flows.normalize.organizations import organizations

LONGEST_ROLE = 4  # words
LONGEST_SMALL_PART = 3  # words
_COUNTRY = 2.9  # votes of an authority for countries, whose genitives German writes with an s: Österreichs
APOSTROPHES = ("'", "’")
_SMALL_WORD = re.compile(r"[ \u00a0][^\W\d_]+(?!\w)")
# Connectors of longer names: `Bank of England`, `Center for …`, `Health and Human Services`.
OF = frozenset(("of", "of the", "der", "des", "per", "pour", "para", "per la"))
FOR = frozenset(("for", "for the", "on", "für", "to the"))
AND = frozenset(("and", "and the", "und", "et", "e", "y", "ve"))
# Initials are no `Ms.`: M.S. Dhoni.
_INITIALS = re.compile(r"\w\.\w")


class Reading:
    """One text and its own evidence.

    `pairs` are the last names that start with an article (Le Pen), `small` words seen with a small letter,
    `inside` those seen with a capital inside a sentence, `surnames` months
    and other words that follow a given name (Theresa May), so that they are names alone too; every word that does so
    where nouns have capitals.
    """

    def __init__(self, text: str, chunks: Sequence[Chunk], language: Language) -> None:
        self.text, self.language = text, language
        self.small = small_words(text)
        words = (word for chunk in chunks if not chunk.headline for word in chunk.words)
        self.inside = frozenset(word.folded for word in words if not word.opens)
        self.pairs = frozenset(pair for chunk in chunks for pair in _surnames_with_article(chunk))
        self.surnames = frozenset(
            surname for chunk in chunks for surname in _surnames(chunk, doubtful=not language.nouns)
        )

    def small_part(self, words: Sequence[Word]) -> int:
        """Length of what in small letters belongs to the name before it: `Conseil constitutionnel`."""
        if self.language.is_english or words[0].folded not in words_of("organization_head"):
            return 0
        start, end = words[0].start, words[-1].end
        for last in reversed(list(_small_words_after(self.text, end))):
            if fold(self.text[end:last]) in words_of("small_part") or organizations().named(self.text[start:last]):
                return last - end
        return 0

    def is_before_case(self, chunk: Chunk, at: int) -> bool:
        """Whether a word stands before the place that it is of: `Жители Екатеринбурга`."""
        if self.language.code not in inflection.LANGUAGES or not self.joins_next(chunk, at):
            return False
        word, following = chunk.words[at], chunk.words[at + 1]
        is_head = word.folded in words_of("organization_head") or word.folded in words_of("organization_start")
        is_name = is_head or is_first_name(word.folded) or known(word.form) is not None
        return not is_name and known(following.form) is None and inflected_place(following.form) is not None

    def has_ending(self, word: Word) -> bool:
        """Whether an ending stands behind an apostrophe, so that the name before it is at its end: `Kadıköy'de`."""
        is_written_so = self.language.code in SUFFIXING and self.text[word.end : word.end + 1] in APOSTROPHES
        return is_written_so and self.text[word.end + 1 : word.end + 2].islower()

    def phrase(self, words: Sequence[Word], start: int, end: int) -> str:
        """The words from `start` to `end`, as they stand in the text."""
        return self.text[words[start].start : words[end - 1].end]

    def entry(self, surface: str) -> Known | None:
        """The authorities' entry for a form, shouted or not."""
        found = known(surface) or (known(surface.title()) if surface.isupper() and len(surface) > 4 else None)
        if found is None and self.language.nouns and surface.endswith("s") and surface.istitle():
            genitive = known(surface[:-1])
            return genitive if genitive and genitive.kind == PLACE and genitive.prior >= _COUNTRY else None
        return found or (inflected_place(surface) if self.language.code in inflection.LANGUAGES else None)

    def longest_known(self, chunk: Chunk, at: int) -> tuple[int, Known | None]:
        """How many words from `at` on the authorities know as one name, and their entry; 0 for none."""
        for end in range(min(len(chunk.words), at + LONGEST_NAME), at, -1):
            surface = self.phrase(chunk.words, at, end)
            entry = self.entry(surface)
            if entry and not (end == at + 1 and self.is_doubtful(chunk, at, entry)):
                return (0, None) if self.is_overtaken(chunk, at, end) else (end - at, entry)
        return 0, None

    def is_overtaken(self, chunk: Chunk, at: int, end: int) -> bool:
        """Whether behind an article a longer known name starts: `La | Unión Europea`, not the town of La Unión."""
        return end > at + 1 and is_stop(chunk.words[at]) and at + 1 + self.longest_known(chunk, at + 1)[0] > end

    def is_doubtful(self, chunk: Chunk, at: int, entry: Known) -> bool:
        """Whether a single known word may be an ordinary one here: function words, months, words with small letters."""
        word = chunk.words[at]
        if word.shouts and not chunk.headline and not self.is_shouted(chunk, at):
            return False
        if word.folded in words_of("no_name"):
            return True
        if word.folded in words_of("stop") or word.folded in words_of("month") or word.folded in words_of("weekday"):
            return True
        if word.folded in self.language.calendar:
            return True
        may_be_any = word.opens or chunk.headline or self.language.nouns
        if self.language.nouns and word.folded in self.language.common:
            return True
        is_common = word.folded in self.language.common or (word.folded in self.small and entry.kind != DEMONYM)
        return may_be_any and is_common and word.folded not in self.inside

    def is_shouted(self, chunk: Chunk, at: int) -> bool:
        """Whether the word stands among others that are all capitals, so that it need not be an acronym."""
        around = (chunk.words[at - 1 : at] if at else ()) + chunk.words[at + 1 : at + 2]
        return any(word.shouts for word in around)

    def role(self, chunk: Chunk, at: int, size: int) -> int:
        """How many words from `at` on are a role before a name; 0 when they are part of a name or alone."""
        words = chunk.words
        for end in range(min(len(words), at + LONGEST_ROLE), at, -1):
            phrase = fold(self.phrase(words, at, end))
            is_role = phrase in words_of("role") or (phrase == "m" and self.language.code == "fr")
            if not is_role or size > end - at or _INITIALS.match(words[at].form):
                continue
            follows = end < len(words) and chunk.gaps[end - 1] == SPACE
            if end < len(words) and chunk.gaps[end - 1] in OF | FOR and phrase in words_of("of_head"):
                return 0
            if not follows:
                return 0 if phrase in words_of("weak_role") and at > 0 else end - at
            return 0 if phrase in words_of("weak_role") and self.is_name_after(chunk, at, end) else end - at
        return 0

    def is_name_after(self, chunk: Chunk, at: int, end: int) -> bool:
        """Whether a weak role belongs to a longer name: `King County`, `General Motors`, `Justice Department`."""
        last = end
        while last + 1 < len(chunk.words) and chunk.gaps[last] == SPACE:
            last += 1
        tail = chunk.words[last].folded
        is_head = tail in words_of("organization_only") or tail in words_of("place_head")
        return is_head or (at > 0 and chunk.gaps[at - 1] == SPACE and chunk.words[at - 1].folded in given_names())

    def is_ordinary(self, word: Word) -> bool:
        """Whether a word with a capital is one that the text or the language writes small."""
        if word.folded in self.inside:
            return word.folded in self.small and word.folded in self.language.common
        return word.folded in self.small or word.folded in self.language.common

    def is_month(self, chunk: Chunk, at: int) -> bool:
        """Whether the word is the name of a month, not of a person."""
        word = chunk.words[at]
        if word.folded not in words_of("month"):
            return False
        before = chunk.words[at - 1].folded if at and chunk.gaps[at - 1] == SPACE else ""
        is_first_name = word.folded in given_names() and self.joins_next(chunk, at)
        return before not in given_names() and not is_first_name

    def is_head(self, word: Word) -> bool:
        """Whether the word ends names of organizations or places."""
        return word.folded in words_of("organization_only") or word.folded in words_of("place_head")

    def joins_next(self, chunk: Chunk, at: int) -> bool:
        """Whether the next word belongs to the same run."""
        following = at + 1 < len(chunk.words) and chunk.gaps[at] == SPACE
        return following and not is_stop(chunk.words[at + 1])

    def joins_of(self, chunk: Chunk, at: int) -> bool:
        """Whether `of` or `for` follows inside the chunk."""
        return at + 1 < len(chunk.words) and (chunk.gaps[at] in OF or chunk.gaps[at] in FOR)


def _surnames(chunk: Chunk, *, doubtful: bool) -> Iterator[str]:
    """Words right behind a given name; only those that are also months or function words when `doubtful`."""
    for first, second, gap in zip(chunk.words, chunk.words[1:], chunk.gaps, strict=False):
        is_doubtful = second.folded in words_of("month") or second.folded in words_of("stop")
        is_wanted = (is_doubtful or not doubtful) and second.folded not in words_of("article")
        if is_wanted and gap == SPACE and is_first_name(first.folded) and second.form.istitle():
            yield second.folded


def _surnames_with_article(chunk: Chunk) -> Iterator[tuple[str, str]]:
    """Last names whose first word is an article, behind a first name: Marine Le Pen."""
    for first, second, third in zip(chunk.words, chunk.words[1:], chunk.words[2:], strict=False):
        is_article = second.folded in words_of("article") and not second.opens
        if is_article and second.start == first.end + 1 and is_first_name(first.folded):
            yield second.folded, third.folded


def _small_words_after(text: str, end: int) -> Iterator[int]:
    """Where each of the words in small letters ends that follow `end`, at most LONGEST_SMALL_PART."""
    for _ in range(LONGEST_SMALL_PART):
        word = _SMALL_WORD.match(text, end)
        if word is None or not word[0].islower():
            return
        end = word.end()
        yield end
