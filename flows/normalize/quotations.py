"""Quotations with their speakers: who is said to have said the words between the marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from flows.normalize.cues import Cues, cues_of
from flows.normalize.lexicon import words_of
from flows.normalize.names import Mention
from flows.normalize.pronouns import PRONOUN, last_meant, sexes
from flows.normalize.quote_breaks import with_dashes
from flows.normalize.quote_marks import Passage, find_passages


class Quotation(NamedTuple):
    """The quoted words `text[start:end]`. `speaker` is a form of the speaker's name in the text, which stands at
    `speaker_start`; both None when the text ascribes the words to nobody. `cue` is the ascribing word.
    """

    start: int
    end: int
    speaker: str | None
    speaker_start: int | None
    cue: str | None


class _Cue(NamedTuple):
    speaker: Mention | None
    cue: str | None


_NOBODY = _Cue(None, None)
_AFTER, _BEFORE = 140, 320  # code points in which a cue may stand
_NEAR = 40  # a name stands this near to its verb
_BACK = 1_500  # how far back a pronoun reaches
_BETWEEN_PARTS = 160  # what may stand between the parts of a broken quotation
# Not the point of an initial or of `Mr.`; the marks come first, so that the expression is tried at them alone.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!\b[A-Z].)(?<!\b(?:Mr|Ms|Dr|St|Lt).)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col).)['\"”’]?\s)"
)
_OPENING = re.compile(r"[“„«\"]")
_OTHER = re.compile(r"[\s,;]*(?:and|but|while|und|et|y|e)\s")  # `“…”, and X replied “…`: another quotation
_FEW = 4  # words between the parts of one sentence
_LOOSE = " ,،—–-"
_SPEAKERS = ("person", "organization")
# Somebody by what they do, `the miller`, `the young pianist`, but no paper and no letter.
_CALLED = re.compile(
    r"(?i)the (?:[^\W\d_]+ )?(?!(?:news)?paper|letter|order|poster|banner|number|answer|register|newsletter|chapter)"
    r"[a-z]+(?:er|or|ist|man|woman|ian)"
)


@cache
def _roles() -> re.Pattern[str]:
    """`the president`, `the Russian president`, `the 57-year-old minister`: somebody named before."""
    roles = sorted(words_of("role") - {"then", "late", "former", "acting"}, key=lambda word: (-len(word), word))
    return re.compile(
        rf"(?i)^\s*(?:the|his|her|der|die|le|la|el|il|o|a)\s(?:[\w-]+\s){{0,3}}?(?:{'|'.join(map(re.escape, roles))})\b"
    )


def find_quotations(text: str, mentions: Sequence[Mention], language: str | None = None) -> list[Quotation]:
    """Quotations of two words and more, or ascribed to somebody; `mentions` are those of the same text, in order."""
    cues = cues_of(language or "en")
    passages = with_dashes(text, find_passages(text), mentions, cues.words, language or "en")
    finder = _SpeakerFinder(text, mentions, passages, cues)
    found: list[Quotation] = []
    before: tuple[Passage, _Cue] | None = None
    for passage in passages:
        cue = finder.cue_of(passage)
        if cue.speaker is None and before and _continues(text, before[0], passage):
            cue = _Cue(before[1].speaker, cue.cue)
        if cue == _NOBODY:
            told = before[1] if before and _stands_behind(text, before[0], passage) else finder.told_before(passage)
            cue = _Cue(told.speaker, None)
        if before and cue.speaker and _is_told_later(text, before, passage):
            found = [*found[:-1], _quotation(text, before[0], _Cue(cue.speaker, before[1].cue))]
        before = (passage, cue)
        is_long = len(text[passage.start : passage.end].split()) > 1
        if is_long or cue.speaker:
            found.append(_quotation(text, passage, cue))
    return found


def _quotation(text: str, passage: Passage, cue: _Cue) -> Quotation:
    speaker = cue.speaker
    if speaker is None:
        return Quotation(passage.start, passage.end, None, None, cue.cue)
    return Quotation(passage.start, passage.end, text[speaker.start : speaker.end], speaker.start, cue.cue)


def _continues(text: str, first: Passage, second: Passage) -> bool:
    """Whether the second passage goes on with the first: the same paragraph, little between them."""
    between = text[first.outer_end : second.outer_start]
    return len(between) <= _BETWEEN_PARTS and "\n" not in between


def _is_told_later(text: str, before: tuple[Passage, _Cue], passage: Passage) -> bool:
    """Whether a passage ends the sentence of the one before, of which only a pronoun says who said it:
    `“The mill is old,” he said, “and so am I,” X recalled`.
    """
    between = text[before[0].outer_end : passage.outer_start]
    is_open = before[1].speaker is None and len(between.split()) <= _FEW and PRONOUN.search(between) is not None
    is_long = len(text[before[0].start : before[0].end].split()) > 1  # as those that are found
    return is_open and is_long and text[passage.start].islower() and _continues(text, before[0], passage)


def _stands_behind(text: str, first: Passage, second: Passage) -> bool:
    """Whether the second passage is a paragraph right behind the sentence that tells who said the first:
    `“…,” said X.⏎“…”`.
    """
    between = text[first.outer_end : second.outer_start]
    is_near = len(between) <= _BETWEEN_PARTS and between[-1:] == "\n"
    return is_near and "\n" not in between.rstrip("\n") and _is_whole(text, second)


def _is_whole(text: str, passage: Passage) -> bool:
    """Whether a passage is whole sentences with nothing behind them that could say whose they are."""
    words = text[passage.start : passage.end]
    return words[0].isupper() and words[-1] in ".…" and words.count(" ") >= _FEW


# A preposition, and at most a title, before the name of somebody else.
_OBJECT = re.compile(
    r"\b(?:for|of|to|with|by|from|under|von|für|mit|de|du|pour|avec|para|con|por|di|per)\s+(?:\w+\.?\s+)?$",
    re.IGNORECASE,
)


class _SpeakerFinder:
    """Looks for the speaker of a passage: after it, before it, by name, by role or by pronoun."""

    def __init__(self, text: str, mentions: Sequence[Mention], passages: Sequence[Passage], cues: Cues) -> None:
        self._text, self._cues, self._beside = text, cues.words, cues.beside
        self._mentions = [m for m in mentions if m.kind in _SPEAKERS and not _is_quoted(m, passages)]
        self._starts = [mention.start for mention in self._mentions]
        self._first_person = next((m.start for m in self._mentions if m.kind == "person"), len(text))
        self._sexes = sexes(text, self._mentions) if passages else {}

    def cue_of(self, passage: Passage) -> _Cue:
        """Speaker and cue of a passage."""
        return self._after(passage) or self._before(passage) or _NOBODY

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _after(self, passage: Passage) -> _Cue | None:
        """`…,” said X`, `…,” X, a spokesman, said`, `…,” he said`."""
        start = passage.outer_end
        window = self._text[start : start + _AFTER]
        end = _SENTENCE_END.search(window)
        window = window[: end.start() + 1] if end else window
        window = _OPENING.split(window, maxsplit=1)[0]
        cue = self._cues.search(window)
        if cue is None or self._text[passage.end - 1] == ".":
            return None
        before, following = window[: cue.start()], start + cue.end()
        if _OTHER.match(before):
            return None
        named = self._between(start, start + cue.start())
        if named and not before[: named[0].start - start].strip(_LOOSE):
            return _Cue(self._one_of_theirs(named, start + cue.start()), cue.group())
        if named and not self._text[named[-1].end : start + cue.start()].strip():  # `police spokeswoman X said`
            return _Cue(named[-1], cue.group())
        if before.strip(_LOOSE):
            pronoun = PRONOUN.match(before.strip(_LOOSE))
            is_role = _roles().match(before.lstrip(_LOOSE))
            is_called = _CALLED.fullmatch(before.strip(_LOOSE)) and self._is_the_only_one(passage.outer_start)
            speaker = self._person_before(passage.outer_start, pronoun)
            return _Cue(speaker, cue.group()) if pronoun or is_role or is_called else None
        return self._verb_first(passage, cue.group(), following, start + len(window))

    def _is_the_only_one(self, position: int) -> bool:
        """Whether one person alone is named before a position."""
        named = self._between(max(0, position - _BACK), position)
        return len({mention.name for mention in named if mention.kind == "person"}) == 1

    def _one_of_theirs(self, named: Sequence[Mention], verb: int) -> Mention:
        """The first of the names before a verb, but `Acme Steel chief Ida Moss` is not Acme Steel."""
        first, last = named[0], named[-1]
        is_theirs = first.kind != "person" and last.kind == "person" and not self._text[last.end : verb].strip()
        return last if is_theirs and "," not in self._text[first.end : last.start] else first

    def _verb_first(self, passage: Passage, cue: str, start: int, end: int) -> _Cue | None:
        """`said X`, `said he`, `said the Russian president`."""
        rest = self._text[start:end]
        named = self._between(start, min(end, start + _NEAR))
        is_role = _roles().match(rest)
        if named and not (is_role and named[0].start > start + is_role.end() + 1 and named[0].kind != "person"):
            return _Cue(named[0], cue)
        pronoun = PRONOUN.match(rest.strip()) or PRONOUN.search(cue)  # `a-t-elle dit`
        if is_role or pronoun:
            return _Cue(self._person_before(passage.outer_start, pronoun), cue)
        return _Cue(self._right_before(passage), cue)

    def _right_before(self, passage: Passage) -> Mention | None:
        """The name that only a comma or colon parts from the opening mark: `X, “…” dedi`, `X: “…”`."""
        named = self._between(max(0, passage.outer_start - _NEAR), passage.outer_start)
        is_next = bool(named) and self._text[named[-1].end : passage.outer_start].strip() in (",", ":")
        return named[-1] if is_next else None

    def _before(self, passage: Passage) -> _Cue | None:
        """`X said: “…`, `X told Y that “…`, `According to X, “…`, `In a FT piece, X wrote: “…`."""
        start = max(0, passage.outer_start - _BEFORE)
        window = self._text[start : passage.outer_start]
        ends = list(_SENTENCE_END.finditer(window))
        offset = ends[-1].end() if ends else 0
        if ends and not window[offset:].strip() and window.rstrip().endswith(":") is False:
            return None
        cues = [cue for cue in self._cues.finditer(window, offset) if self._ascribes(cue, start, passage)]
        if not cues:
            is_interview = window.rstrip().endswith(":")
            speaker = self._right_before(passage) if is_interview else None
            return _Cue(speaker, None) if speaker else None
        cue = cues[-1]
        if cue.group().lower() in self._beside:
            return _Cue(self._named_beside(start + cue.start(), start + cue.end(), passage.outer_start), cue.group())
        return self._subject_of(cue, window, offset, start)

    def _ascribes(self, cue: re.Match[str], start: int, passage: Passage) -> bool:
        """No adverb: `so` with a name right behind it (`so Merz: „…“`)."""
        if cue.group().lower() != "so":
            return True
        return bool(self._between(start + cue.end(), min(passage.outer_start, start + cue.end() + _NEAR)))

    def _named_beside(self, start: int, end: int, until: int) -> Mention | None:
        """`X zufolge`, `X'e göre`; else the first name behind `according to`."""
        before = self._between(max(0, start - _NEAR), start)
        if before and not self._text[before[-1].end : start].strip(" '’eaniıyü"):
            return before[-1]
        return next(iter(self._between(end, until)), None)

    def told_before(self, passage: Passage) -> _Cue:
        """Who says something in the sentence before a passage of whole sentences: `X said it was late. “…”`."""
        start = max(0, passage.outer_start - _BEFORE)
        window = self._text[start : passage.outer_start].rstrip()
        if not _is_whole(self._text, passage) or window[-1:] != ".":
            return _NOBODY
        ends = list(_SENTENCE_END.finditer(window))
        cue = self._cues.search(window, ends[-1].end() if ends else 0)
        if cue is None or cue.group().lower() in self._beside:
            return _NOBODY
        return self._subject_of(cue, window, ends[-1].end() if ends else 0, start)

    def _subject_of(self, cue: re.Match[str], window: str, offset: int, start: int) -> _Cue:
        """The one who does what the verb says: the pronoun right before it, or the nearest name before it."""
        subject = window[offset : cue.start()]
        words = subject.split()
        pronoun = PRONOUN.fullmatch(words[-1].strip(",")) if words else None
        if pronoun:
            return _Cue(self._person_before(start + offset + len(subject), pronoun), cue.group())
        if not words:  # `Said X: “…`
            following = self._between(start + cue.end(), min(start + cue.end() + _NEAR, start + len(window)))
            return _Cue(following[0] if following else None, cue.group())
        named = self._between(start + offset, start + cue.start())
        persons = [mention for mention in named if mention.kind == "person"]
        near = [mention for mention in named if start + cue.start() - mention.end < _NEAR]
        if persons or near:
            return _Cue(self._described(persons, start + cue.start()) or (persons or near)[-1], cue.group())
        pronoun = next((found for found in PRONOUN.finditer(subject) if found.group().lower() != "it"), None)
        if pronoun or _roles().match(subject):
            return _Cue(self._person_before(start + offset, pronoun), cue.group())
        return _Cue(None, cue.group())

    def _described(self, persons: Sequence[Mention], verb: int) -> Mention | None:
        """The person whom a clause between commas describes: `Tim Miller, an aide to Mr. Bush, said`."""
        if not persons or not self._text[:verb].rstrip().endswith(","):
            return None
        if not _OBJECT.search(self._text, max(0, persons[-1].start - _NEAR), persons[-1].start):
            return None  # `the chief of the port, Tim Miller, said`
        return next((person for person in persons[:-1] if self._text[person.end : person.end + 1] == ","), None)

    def _person_before(self, position: int, pronoun: re.Match[str] | None = None) -> Mention | None:
        """Whom the pronoun, if there is one, may mean: the one named last before a position, outside quotations.

        Where an article starts with a quotation and names nobody before, the first named behind: `“…,” she said. X …`.
        """
        named = self._between(max(0, position - _BACK), position)
        word = pronoun and pronoun.group()
        if word and word.lower() not in ("it", "they") and position <= self._first_person:
            named = self._between(position, position + _BEFORE)[::-1]
        return last_meant(named, word, self._sexes)


def _is_quoted(mention: Mention, passages: Sequence[Passage]) -> bool:
    position = bisect_left(passages, (mention.end,)) - 1
    return position >= 0 and passages[position].start <= mention.start < passages[position].end
