"""Where a name ends: which words and connectors it goes on over, and where another one starts."""

from __future__ import annotations

from flows.normalize.capitals import POSSESSIVE, SPACE, SUFFIXING, Chunk, is_stop
from flows.normalize.evidence import SMALL_TOWN
from flows.normalize.folding import fold
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, Known
from flows.normalize.lexicon import is_first_name, words_of
from flows.normalize.reading import AND, FOR, OF, Reading

# Words that a possessive joins to what follows: `People's Bank`, `Workers' Party`.
_OWNERS = words_of("owner")
# Function words that names are made of too: they do not end one.
_INSIDE_NAMES = words_of("inside_name")
_LONGEST_ACRONYM = 5  # letters
_PARTIES = ("republican party", "democratic party")  # their members stand before names: `Republican Mitt Romney`


class Endings:
    """Finds the ends of the names of one text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def end_of(self, chunk: Chunk, start: int, size: int, entry: Known | None) -> int:
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

    def _continues(self, chunk: Chunk, start: int, end: int, size: int) -> bool:  # noqa: PLR0911 (a list of rules, the first that holds)
        gap, word = chunk.gaps[end - 1], chunk.words[end]
        before = chunk.words[end - 1]
        if word.folded == before.folded and word.start == before.end + 1:
            return False
        if gap == POSSESSIVE:
            return chunk.words[end - 1].folded in _OWNERS and word.folded in words_of("organization_head")
        if gap != SPACE:
            return self._connects(chunk, start, end)
        if word.folded in words_of("month") and not self._reading.is_month(chunk, end):
            return True
        if is_stop(word) and word.folded not in _INSIDE_NAMES:
            return not word.opens and end == start + 1 and is_first_name(before.folded)  # Jean-Marie Le Pen
        if word.folded in words_of("weekday") or self._reading.is_month(chunk, end):
            return False
        if word.shouts and len(word.form) > 3 and word.folded in self._reading.language.common:
            return False
        if chunk.headline and self._reading.is_ordinary(word) and not self._reading.is_head(word):
            return False
        return not self._is_break(chunk, start, end, size)

    def _is_break(self, chunk: Chunk, start: int, end: int, size: int) -> bool:
        """Whether another name or a role starts at `end`: `Senate | Majority Leader`, `House | Republicans`."""
        role = self._reading.role(chunk, end, 0)
        if role and fold(self._reading.phrase(chunk.words, end, end + role)) not in words_of("weak_role"):
            return True
        if role and size and start + size == end and end + role < len(chunk.words):
            return True
        if self._is_beside_person(chunk, start, end):
            return True
        length, entry = self._reading.longest_known(chunk, end)
        if not entry or entry.kind == PLACE:
            return entry is not None and self._reading.has_ending(chunk.words[end + length - 1])
        is_last = end + length == len(chunk.words) or chunk.gaps[end + length - 1] != SPACE
        is_people = entry.kind == DEMONYM or entry.key in _PARTIES
        return is_last and (is_people or length > 1 or bool(size))

    def _is_beside_person(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether a person ends before an acronym, `Devlet Bahçeli | MHP`, or starts behind what the office before it
        is of: `(presidente della) Repubblica | Giorgio Napolitano`.
        """
        if end == start + 1:
            return chunk.words[start].folded in words_of("office_of") and self._is_person_at(chunk, end)
        return self._is_acronym(chunk, end) and is_first_name(chunk.words[start].folded)

    def _is_person_at(self, chunk: Chunk, at: int) -> bool:
        """Whether a first name and another word of the same run stand at `at`."""
        return is_first_name(chunk.words[at].folded) and self._reading.joins_next(chunk, at)

    def _connects(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether a small word joins the names around it: `Department of Health and …`, `Ursula von der Leyen`."""
        gap, before, after = chunk.gaps[end - 1], chunk.words[end - 1], chunk.words[end]
        if gap in OF or gap in FOR:
            if after.folded in words_of("month") or after.folded in words_of("weekday"):
                return False
            return before.folded in words_of("of_head") and (gap in OF or not is_first_name(after.folded))
        if gap in AND:
            return self._is_list_of_fields(chunk, start, end)
        if gap in ("in", "in the", "at", "at the", "to", "with", "d", "la"):
            return False
        if self._reading.language.code == "it" and self._is_parted_by_of(chunk, start, end):
            return False
        return not (self._is_of_place(chunk, start, end) or self._is_of_organization(chunk, start, end))  # a particle

    def _is_parted_by_of(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether an Italian `di` stands behind a person, `Angelino Alfano del Popolo …`, or before one: `Lega di
        Umberto Bossi`; inside names of persons it has a capital.
        """
        is_person = end > start + 1 and is_first_name(chunk.words[start].folded)
        return is_person or self._is_person_at(chunk, end)

    def _is_of_organization(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether a person stands before the organization that they are of: `Kristalina Georgieva del Fondo …`; or an
        acronym before its leader.
        """
        heads = words_of("organization_head")
        is_person = end > start + 1 and not any(word.folded in heads for word in chunk.words[start:end])
        is_organization = chunk.words[end].folded in heads or self._is_acronym(chunk, end)
        first = chunk.words[start]
        is_acronym = end == start + 1 and first.shouts and len(first.form) <= _LONGEST_ACRONYM and not chunk.headline
        if is_acronym and is_first_name(chunk.words[end].folded):  # CDU de | Jerónimo de Sousa
            return True
        return is_person and not self._reading.language.is_english and is_organization

    def _is_acronym(self, chunk: Chunk, at: int) -> bool:
        word, before = chunk.words[at], chunk.words[at - 1]
        return word.shouts and not before.shouts and not chunk.headline and len(word.form) <= _LONGEST_ACRONYM

    def _is_of_place(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether a sentence opens with a word and the place it is of: `Moradores de Campinas`."""
        first = chunk.words[start]
        if end != start + 1 or not first.opens or self._reading.language.is_english or is_first_name(first.folded):
            return False
        _, entry = self._reading.longest_known(chunk, end)
        is_place = entry is not None and entry.kind == PLACE and entry.prior >= SMALL_TOWN
        return is_place and first.folded not in words_of("organization_head")

    def _is_list_of_fields(self, chunk: Chunk, start: int, end: int) -> bool:
        """`Securities and Exchange Commission`, `… of Health and Human Services`: ordinary words on both sides."""
        common = self._reading.language.common
        before, after = chunk.words[end - 1].folded, chunk.words[end].folded
        if self._reading.language.code in SUFFIXING:
            return chunk.words[-1].folded in words_of("organization_head")
        has_of = any(gap in OF or gap in FOR for gap in chunk.gaps[start : end - 1])
        if has_of:
            return before in common and after in common
        last = end
        while last + 1 < len(chunk.words) and chunk.gaps[last] == SPACE:
            last += 1
        return end - start == 1 and before in common and last > end and self._reading.is_head(chunk.words[last])

    def _splits_after(self, chunk: Chunk, start: int, known_end: int, end: int, entry: Known) -> bool:
        """Whether a known name stands before another one: `Turkish | Ambassador`, `U.S. | Open`; not `Paris Hilton`."""
        last, following = chunk.words[end - 1].folded, chunk.words[known_end].folded
        if chunk.gaps[known_end - 1] != SPACE:
            return False
        if any(last in words_of(name) for name in ("organization_only", "event_head", "law_head", "place_head")):
            return False
        if is_first_name(following):
            return entry.kind != PLACE or known_end - start > 1 or not is_first_name(chunk.words[start].folded)
        if entry.kind == DEMONYM:
            return end - known_end == 1 or bool(self._reading.longest_known(chunk, known_end)[0])
        is_short = self._reading.phrase(chunk.words, start, known_end).isupper()
        return is_short or (entry.kind == ORGANIZATION and entry.key in _PARTIES)
