"""The places that an article names, and in which others the text says that they lie.

`Albany, Georgia` and `Kano in northern Nigeria` say it; `Iowa, Ohio and Kansas` is a list, in which nothing lies in
what follows. A party's member tells of a state that stands nowhere else: `R-Ky.`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.gazetteer import Place, abbreviations
from flows.normalize.known import DEMONYM, PLACE, Known, known
from flows.normalize.lexicon import words_of
from flows.normalize.name import Name
from flows.normalize.places import Toponym, largest, places_of

_STRICT = ", "
_LOOSE = re.compile(r",? (?:in|of) (?:the )?(?:(?:north|south|east|west|central)[a-z-]* )?(?:state of )?|,? \(")
_LONGEST_GAP = 32  # code points
_AND = (", and ", " and ", " or ", ", or ", " & ")
_LAND = ("country", "division")
_COUNTRY_VOTES = 3.0  # of known.Known.prior: what is a country before all lies in no other place
_DATELINE_END = re.compile(r"\s*(?:[(—–/]|\s-\s|--)")
_MEMBER = re.compile(r"\b[DR]-([A-Z][A-Za-z]+\.?)")


def toponyms_of(text: str, candidates: Sequence[Candidate], names: Mapping[str, Name]) -> list[Toponym]:
    """Names of places with what the text says they lie in, in order of first occurrence."""
    strict: dict[str, list[int]] = {}
    loose: dict[str, list[int]] = {}
    behind: Counter[str] = Counter()
    for at, (first, second) in enumerate(pairwise(candidates)):
        gap = text[first.end : second.start] if second.start - first.end < _LONGEST_GAP else ""
        container = _entry(names[second.folded])
        if not gap or container is None or names[first.folded].kind != PLACE:
            continue
        if gap == _STRICT and not _is_listed(text, candidates, at, names):
            strict.setdefault(first.folded, []).extend(container.ids)
            behind[second.folded] += 1
        elif _LOOSE.fullmatch(gap) and not _is_country(names[first.folded]):
            loose.setdefault(first.folded, []).extend(container.ids)
    return list(_toponyms(names, strict, loose, behind))


def _toponyms(
    names: Mapping[str, Name],
    strict: Mapping[str, list[int]],
    loose: Mapping[str, list[int]],
    behind: Mapping[str, int],
) -> Iterator[Toponym]:
    for folded, name in names.items():
        if name.kind == PLACE and name.entry and name.entry.kind in (PLACE, DEMONYM):
            if folded in words_of("planet") and folded not in strict:
                continue
            is_container = behind.get(folded) == len(name.occurrences)
            yield Toponym(
                folded, name.entry.ids, tuple(strict.get(folded, ())), tuple(loose.get(folded, ())), is_container
            )


def _entry(name: Name) -> Known | None:
    """What the gazetteer has of a name that means a place, not its people."""
    return name.entry if name.kind == PLACE and name.entry and name.entry.kind == PLACE else None


def _is_country(name: Name) -> bool:
    return name.entry is not None and name.entry.prior >= _COUNTRY_VOTES


def _land(candidates: Sequence[Candidate], at: int, names: Mapping[str, Name]) -> Place | None:
    """The country or division that the name at a position means before all, if it may mean one."""
    entry = _entry(names[candidates[at].folded]) if 0 <= at < len(candidates) else None
    lands = [place.geonames_id for place in places_of(entry.ids) if place.kind in _LAND] if entry else []
    return largest(lands) if lands else None


def _is_listed(text: str, candidates: Sequence[Candidate], at: int, names: Mapping[str, Name]) -> bool:
    """Whether the name at `at` and the next are two of a list of countries, or of three divisions of one country."""
    if not _are_alike(_land(candidates, at, names), second := _land(candidates, at + 1, names)):
        return False
    if second is not None and second.kind == "country":
        return True
    is_first = at == 0 or text[candidates[at - 1].end : candidates[at].start] != _STRICT
    before = None if is_first else _land(candidates, at - 1, names)
    is_last = at + 2 >= len(candidates)
    gap = "" if is_last else text[candidates[at + 1].end : candidates[at + 2].start]
    after = _land(candidates, at + 2, names) if gap == _STRICT or gap in _AND else None
    return _are_alike(before, second) or _are_alike(second, after)


def _are_alike(one: Place | None, other: Place | None) -> bool:
    """Whether two are different countries, or different divisions of one country."""
    if one is None or other is None or one == other or one.kind != other.kind:
        return False
    return one.kind == "country" or one.country == other.country


def told_beside(text: str, dateline: str | None, named: Iterable[Toponym]) -> list[Toponym]:
    """What votes for places beside an article's own names: members' states, and the place of the dateline.

    A name that the text says to lie somewhere lies there, whatever the dateline says.
    """
    settled = {toponym.folded for toponym in named if toponym.containers}
    return [*told_states(text), *(place for place in told_by_dateline(dateline) if place.folded not in settled)]


def told_states(text: str) -> Iterator[Toponym]:
    """The states of members of parliament, which vote though they are no mentions: `R-Ky.`, `D-Calif.`."""
    for match in _MEMBER.finditer(text) if "R-" in text or "D-" in text else ():
        identifier = abbreviations().get(match[1])
        if identifier is not None:
            yield Toponym(f"{match[0]}", (identifier,))


def told_by_dateline(dateline: str | None) -> Iterator[Toponym]:
    """The place of a dateline, which votes but is no mention: `JACKSON, Miss. (AP)`, `Kyiv, 24 May`."""
    parts = [part.strip() for part in _DATELINE_END.split(dateline or "", maxsplit=1)[0].split(",")]
    entry = _known_as(parts[0]) if parts[0] else None
    if entry is None or entry.kind != PLACE or not entry.ids:
        return
    containers = _container_ids(parts[1]) if len(parts) > 1 else ()
    yield Toponym(fold(parts[0]), entry.ids, containers)


def _known_as(form: str) -> Known | None:
    return known(form) or (known(form.title()) if form.isupper() else None)


def _container_ids(form: str) -> tuple[int, ...]:
    identifier = abbreviations().get(form)
    entry = _known_as(form) if identifier is None else None
    if identifier is not None:
        return (identifier,)
    return entry.ids if entry and entry.kind == PLACE else ()
