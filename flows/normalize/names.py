"""The names of one article: mentions of persons, organizations and places, each resolved inside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from flows.normalize.called import NOBLE
from flows.normalize.candidate import Candidate, Language, language_of
from flows.normalize.capitals import chunks_in
from flows.normalize.caseless import CASELESS, caseless_candidates
from flows.normalize.compounds import with_small_words
from flows.normalize.evidence import PERSON
from flows.normalize.folding import fold
from flows.normalize.gazetteer import Place, abbreviations
from flows.normalize.known import ORGANIZATION, PLACE, Known
from flows.normalize.lexicon import common_words
from flows.normalize.literals import literals_of
from flows.normalize.name import Name
from flows.normalize.nested import METHOD as INSIDE
from flows.normalize.nested import SCORE as INSIDE_SCORE
from flows.normalize.nested import Nested, accepted, nested_names, with_nested
from flows.normalize.organizations import ORGANIZATIONS, organizations
from flows.normalize.own_names import NO_NAMES, OwnNames, with_own_names
from flows.normalize.places import resolve_places
from flows.normalize.resolve import is_name, method_of, names_of, score_of
from flows.normalize.roles import role_at
from flows.normalize.segment import Segmenter
from flows.normalize.tagged import tagged_candidates
from flows.normalize.toponyms import told_beside, toponyms_of
from flows.settings import Tagger

GEONAMES = "geonames"
_PARTIES = ("D-", "R-", "I-")
_LONG_ABBREVIATION = 4  # letters
_INITIALS = 4  # letters and points of two initials
_THE, _A = "The ", "A "
_MARKS = ("™", "®")  # they belong to a mention, not to the name
_OPENING, _CLOSING = ("“", '"', "‘", "«"), ("”", '"', "’", "»")


class Mention(NamedTuple):
    """`text[start:end]` names an entity; `name` is its fullest form in the article, or the authority's."""

    start: int
    end: int
    kind: str
    method: str
    score: float
    name: str
    authority: str | None
    authority_key: str | None
    role: str | None = None


def find_names(  # noqa: PLR0913 (what the article, its outlet and its archive say)
    text: str,
    language: str | None = None,
    home: str | None = None,
    tagger: Tagger = Tagger.SMALL,
    dateline: str | None = None,
    *,
    own: OwnNames = NO_NAMES,
) -> list[Mention]:
    """Mentions in a text, in order; only places inside other names overlap them (see `nested`).

    `language` is an ISO 639-1 code, `home` the outlet's country or place, `tagger` who finds names in English,
    `dateline` what stood before the text: its place says which others are meant; `own` the names of a user's lists.
    No text makes it fail. In letters without capitals only names of the authorities and lists are found (`caseless`).
    """
    writing = language_of(language)
    candidates = with_own_names(text, _candidates(text, writing, tagger), own)
    names = names_of(text, candidates, writing)
    known_names = {folded: name for folded, name in names.items() if is_name(name, writing)}
    candidates = [candidate for candidate in candidates if candidate.folded in known_names]
    toponyms = toponyms_of(text, candidates, names)
    nested = list(nested_names(candidates, names))
    beside = told_beside(text, dateline, toponyms)
    places = resolve_places([*with_nested(toponyms, nested), *beside], home)
    senses = {folded: _sense(name, places) for folded, name in known_names.items()}
    mentions = [_mention(text, candidate, senses[candidate.folded], writing.code) for candidate in candidates]
    inside = accepted(nested, (toponym.folded for toponym in toponyms), places)
    return sorted(mentions + [_nested_mention(inner, place) for inner, place in inside])


def _nested_mention(inner: Nested, place: Place) -> Mention:
    key = str(place.geonames_id)
    return Mention(inner.start, inner.end, PLACE, INSIDE, INSIDE_SCORE, place.name, GEONAMES, key)


def _candidates(text: str, writing: Language, tagger: Tagger) -> list[Candidate]:
    found: list[Candidate] = []
    every: Iterable[Candidate]
    if writing.is_english:
        every = _with_divisions(text, tagged_candidates(text, tagger))
    elif writing.code in CASELESS:
        every = caseless_candidates(text, writing.code)
    else:
        every = with_small_words(text, _candidates_of_shape(text, writing), writing.code)
    divisions = abbreviations()
    for candidate in every:
        division = candidate.surface in divisions and _as_division(text, candidate, found[-1] if found else None)
        found.append(division or candidate)
    return found


def _with_divisions(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with the abbreviated divisions that the tagger left out, as in `Logan, W.Va.` or `Asheville, N.C.`."""
    matches = list(_pointed_in(text))
    if not matches:
        return list(candidates)
    starts = [candidate.start for candidate in candidates]

    def is_taken(at: int) -> bool:
        before = bisect_right(starts, at)
        return before > 0 and at < candidates[before - 1].end

    missed = [
        Candidate(
            match.start(), match.end(), match[0], f"{fold(match[0])} (abbreviated)", (fold(match[0]),), "",
            opens=False, headline=False, entry=Known(PLACE, 3.0, (abbreviations()[match[0]],)),
        )
        for match in matches
        if not is_taken(match.start())
    ]  # fmt: skip
    return sorted([*candidates, *missed], key=lambda candidate: candidate.start) if missed else list(candidates)


def _pointed_in(text: str) -> Iterator[re.Match[str]]:
    """Abbreviations with a point inside behind a comma, and anywhere those that are too long for initials."""
    pattern, forms = _pointed()
    end = 0
    for start in sorted({place for places in literals_of(forms).places(text).values() for place in places}):
        match = pattern.match(text, start) if start >= end else None
        if match:
            yield match
            end = match.end()


@cache
def _pointed() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds abbreviations with a point inside, and their forms."""
    forms = sorted(form for form in abbreviations() if "." in form[:-1] and form.endswith(".") and " " not in form)
    short = "|".join(re.escape(form) for form in forms if len(form) <= _INITIALS)
    long = "|".join(re.escape(form) for form in forms if len(form) > _INITIALS)
    return re.compile(rf"(?<=, )(?:{short})(?!\w)|\b(?:{long})(?!\w)"), tuple(forms)


def _candidates_of_shape(text: str, writing: Language) -> Iterator[Candidate]:
    """The runs of capitals of a text in a language that the tagger was not taught."""
    chunks = list(chunks_in(text, writing.code))
    segmenter = Segmenter(text, chunks, writing)
    for chunk in chunks:
        yield from segmenter.candidates(chunk)


def _as_division(text: str, candidate: Candidate, before: Candidate | None) -> Candidate | None:
    """An abbreviated state with its point: `N.Y.` in `Albany, N.Y.`, `Ky.` in `R-Ky.`; `Calif.`, which is no word."""
    identifier = abbreviations()[candidate.surface]
    has_point = text[candidate.end : candidate.end + 1] == "." and candidate.surface + "." in abbreviations()
    is_contained = before is not None and text[before.end : candidate.start] == ", "
    is_member = text[max(0, candidate.start - 2) : candidate.start] in _PARTIES
    is_long = has_point and len(candidate.surface) >= _LONG_ABBREVIATION and candidate.folded not in common_words()
    if not (is_contained or is_member or is_long or _is_inside_sentence(text, candidate, has_point=has_point)):
        return None
    end = candidate.end + has_point
    return candidate._replace(
        end=end, surface=text[candidate.start : end], folded=f"{candidate.folded} (abbreviated)",
        entry=Known(PLACE, 3.0, (identifier,)),
    )  # fmt: skip


def _is_inside_sentence(text: str, candidate: Candidate, *, has_point: bool) -> bool:
    """Whether the point is the abbreviation's, not the sentence's: `a Ky. jail`, `along S.C. 5`."""
    end = candidate.end + has_point
    is_year = text[max(0, candidate.start - 2) : candidate.start - 1].isdigit()  # 200 B.C.
    is_pointed = text[end - 1] == "." and text[end : end + 1] == " " and not is_year
    return is_pointed and (text[end + 1 : end + 2].islower() or text[end + 1 : end + 2].isdigit())


class _Sense(NamedTuple):
    """What a form means all over an article; `full` is the person's full name that ends with the form, or nothing."""

    kind: str
    method: str
    score: float
    name: str
    authority: str | None
    authority_key: str | None
    full: str


def _sense(name: Name, places: Mapping[str, Place]) -> _Sense:
    root = name.root
    kind = root.kind
    shown, authority, key = "", None, None
    if kind == ORGANIZATION and root.entry and root.entry.kind == ORGANIZATION:
        authority, key = ORGANIZATIONS, root.entry.key
        shown = organizations().by_key[key].name
    elif kind == PLACE and root.folded in places:
        place = places[root.folded]
        shown, authority, key = place.name, GEONAMES, str(place.geonames_id)
    else:
        shown = root.display
    full = root.display if kind == PERSON and root is not name and len(name.tokens) == 1 else ""
    is_own = kind == PERSON and len(name.tokens) == 1 and not name.full
    return _Sense(kind, method_of(name, kind), score_of(name), "" if is_own else shown, authority, key, full)


def _mention(text: str, candidate: Candidate, sense: _Sense, language: str) -> Mention:
    start = candidate.start - (_particles(text, candidate, sense.full) if sense.full else 0)
    before = text[max(0, candidate.start - 2) : candidate.start]
    if before == _THE[-2:]:
        start -= _article(text, candidate, sense.kind)
    elif before == _A:
        start -= _small_article(text, candidate, sense.kind)
    name = sense.name or candidate.surface
    role = role_at(text, start, candidate.end, language) if sense.kind == PERSON else None
    end = candidate.end + (text[candidate.end : candidate.end + 1] in _MARKS)
    return Mention(start, end, sense.kind, sense.method, sense.score, name, sense.authority, sense.authority_key, role)


def _article(text: str, candidate: Candidate, kind: str) -> int:
    """Length of the article that belongs to a name: with a capital inside a sentence, at the start of a quoted name or
    of a line that holds no more.

    `told The Associated Press`, `“The Daily Show”`; a sentence that starts with `The` says nothing.
    """
    at = candidate.start - len(_THE)
    is_called_so = kind != PERSON or candidate.surface.startswith(NOBLE)  # The Duchess of Cambridge
    if at < 1 or not is_called_so or candidate.headline or not text.startswith(_THE, at) or text[at - 1].isalnum():
        return 0
    is_inside = (
        text[at - 1] == "(" or (text[at - 1] in " \u00a0" and text[at - 2].isalnum()) or text[at - 2 : at] == ", "
    )
    is_line = text[at - 1] == "\n" and text[candidate.end : candidate.end + 1] == "\n"
    is_quoted = text[at - 1] in _OPENING and text[candidate.end : candidate.end + 2].strip(",.")[:1] in _CLOSING
    return len(_THE) if is_inside or is_quoted or is_line else 0


def _small_article(text: str, candidate: Candidate, kind: str) -> int:
    """Length of the `A ` of a title inside a sentence: `according to A Current Affair`."""
    at = candidate.start - len(_A)
    is_title = kind != PERSON and not candidate.headline and len(candidate.tokens) > 1 and text.startswith(_A, at)
    before = text[max(0, at - 3) : at] if is_title and at > 0 else ""
    return len(_A) if before[:-1].islower() and before[:-1].isalpha() and before[-1:] == " " else 0


def _particles(text: str, candidate: Candidate, full: str) -> int:
    """Length of the particles before a last name that its full name has too: `von der ` before Leyen."""
    if not full.endswith(candidate.surface):
        return 0
    before = full[: -len(candidate.surface)].split()
    small = takewhile(str.islower, reversed(before))
    particles = "".join(f"{word} " for word in reversed(list(small)))
    return len(particles) if particles and text.endswith(particles, 0, candidate.start) else 0
