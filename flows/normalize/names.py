"""The names of one article: mentions of persons, organizations and places, each resolved inside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.normalize.candidate import Candidate, Language, language_of
from flows.normalize.capitals import chunks_in
from flows.normalize.evidence import PERSON
from flows.normalize.gazetteer import Place, abbreviations
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, Known
from flows.normalize.nested import METHOD as INSIDE
from flows.normalize.nested import SCORE as INSIDE_SCORE
from flows.normalize.nested import Nested, accepted, nested_names, with_nested
from flows.normalize.organizations import ORGANIZATIONS, organizations
from flows.normalize.places import Toponym, resolve_places
from flows.normalize.resolve import Name, is_name, method_of, names_of, score_of
from flows.normalize.segment import Segmenter
from flows.normalize.tagged import tagged_candidates

GEONAMES = "geonames"


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


def find_names(text: str, language: str | None = None, home: str | None = None) -> list[Mention]:
    """Mentions in a text, in order; only places inside other names overlap them (see `nested`).

    `language` is an ISO 639-1 code, `home` the outlet's country or place.
    No text makes it fail; a text without capital letters has no mentions.
    """
    writing = language_of(language)
    candidates = _candidates(text, writing)
    names = names_of(text, candidates, writing)
    toponyms = list(_toponyms(text, candidates, names))
    nested = list(nested_names((c for c in candidates if is_name(names[c.folded], writing)), names))
    places = resolve_places(with_nested(toponyms, nested), home)
    mentions = [
        _mention(text, candidate, names[candidate.folded], places)
        for candidate in candidates
        if is_name(names[candidate.folded], writing)
    ]
    inside = accepted(nested, (toponym.folded for toponym in toponyms), places)
    return sorted(mentions + [_nested_mention(inner, place) for inner, place in inside])


def _nested_mention(inner: Nested, place: Place) -> Mention:
    key = str(place.geonames_id)
    return Mention(inner.start, inner.end, PLACE, INSIDE, INSIDE_SCORE, place.name, GEONAMES, key)


def _candidates(text: str, writing: Language) -> list[Candidate]:
    if writing.is_english:
        found = []
        for candidate in tagged_candidates(text):
            found.append(_as_division(text, candidate, found[-1] if found else None) or candidate)
        return found
    chunks = list(chunks_in(text, writing.code))
    segmenter = Segmenter(text, chunks, writing)
    found: list[Candidate] = []
    for chunk in chunks:
        for candidate in segmenter.candidates(chunk):
            found.append(_as_division(text, candidate, found[-1] if found else None) or candidate)
    return found


def _as_division(text: str, candidate: Candidate, before: Candidate | None) -> Candidate | None:
    """An abbreviated state after a city's name and a comma, with its point, such as `N.Y.` in `Albany, N.Y.`."""
    if before is None or text[before.end : candidate.start] != ", ":
        return None
    identifier = abbreviations().get(candidate.surface)
    if identifier is None:
        return None
    has_point = text[candidate.end : candidate.end + 1] == "." and candidate.surface + "." in abbreviations()
    end = candidate.end + has_point
    return candidate._replace(
        end=end, surface=text[candidate.start : end], folded=f"{candidate.folded} (abbreviated)",
        entry=Known(PLACE, 3.0, (identifier,)),
    )  # fmt: skip


def _toponyms(text: str, candidates: Sequence[Candidate], names: Mapping[str, Name]) -> Iterator[Toponym]:
    """Names of places with what the text says they lie in: `Albany, Georgia`."""
    containers: dict[str, list[int]] = {}
    contained: Counter[str] = Counter()
    for first, second in pairwise(candidates):
        name = names[second.folded]
        if (
            text[first.end : second.start] == ", "
            and name.kind == PLACE
            and names[first.folded].kind == PLACE
            and name.entry
        ):
            containers.setdefault(first.folded, []).extend(name.entry.ids)
            contained[second.folded] += 1
    for folded, name in names.items():
        if name.kind == PLACE and name.entry and name.entry.kind in (PLACE, DEMONYM):
            is_container = contained[folded] == len(name.occurrences)
            yield Toponym(folded, name.entry.ids, tuple(containers.get(folded, ())), is_container)


def _mention(text: str, candidate: Candidate, name: Name, places: Mapping[str, Place]) -> Mention:
    root = name.root
    kind = root.kind
    shown, authority, key = root.display, None, None
    if kind == ORGANIZATION and root.entry and root.entry.kind == ORGANIZATION:
        authority, key = ORGANIZATIONS, root.entry.key
        shown = organizations().by_key[key].name
    elif kind == PLACE and root.folded in places:
        place = places[root.folded]
        shown, authority, key = place.name, GEONAMES, str(place.geonames_id)
    elif kind == PERSON and len(name.tokens) == 1 and not name.full:
        shown = candidate.surface
    method = method_of(name, kind)
    start = candidate.start - _particles(text, candidate, root)
    return Mention(start, candidate.end, kind, method, score_of(name), shown, authority, key)


def _particles(text: str, candidate: Candidate, root: Name) -> int:
    """Length of the particles before a last name that its full name has too: `von der ` before Leyen."""
    full = root.display
    if root.kind != PERSON or len(candidate.tokens) > 1 or not full.endswith(candidate.surface):
        return 0
    before = full[: -len(candidate.surface)].split()
    small = takewhile(str.islower, reversed(before))
    particles = "".join(f"{word} " for word in reversed(list(small)))
    return len(particles) if particles and text.endswith(particles, 0, candidate.start) else 0
