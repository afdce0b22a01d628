"""Names with small words inside, and names inside compounds, in languages that no tagger was taught.

`Frankfurt am Main` is one place, `Cour d'appel de Paris` and `Communauté urbaine de Douala` are one office each; in
`CDU-Vorsitzende` the party is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.normalize.candidate import Candidate
from flows.normalize.folding import fold
from flows.normalize.known import DEMONYM, PLACE, known
from flows.normalize.lexicon import is_first_name, words_of

# What stands between the words of towns: on the river, above it, under the castle.
_ON_RIVER = re.compile(
    r" (?:am|an der|ob der|im|in der|bei|vor der|unter|sur|sous|lès|aan den|aan de|op) [^\W\d_]+(?:[- ][A-Z][^\W\d_]+)?"
)
# An adjective behind the head of an office, or what it is for, and then the place that it is of.
_OF = r"(?: (?:de|du|des|di|del|della|do|da|de la|de los)| d['’]| dell['’]| de l['’])"
_ADJECTIVE = r" [^\W\d_]+(?:al|ale|aux|el|elle|ienne?|ique|aire|ive?|if|aine?|ano|ana|ic[oa]|iv[oa]|ari[oa]|aise?)"
_TO_PLACE = re.compile(rf"(?:{_ADJECTIVE}|{_OF} ?[a-zà-ÿ]+){_OF} ?")
_CITY = 1.2  # votes of an authority for a city
# A party or office of capitals before a hyphen and a noun; lower-case letters follow, so that it is none of an acronym.
_COMPOUND = re.compile(r"(?<![\w-])([A-ZÄÖÜ]{2,6})-(?=[A-ZÄÖÜ][a-zäöüß]{2})")
_COMPOUNDING = frozenset(["de", "lb", "nl", "sv", "da", "no", "fi"])


def with_small_words(text: str, candidates: Iterable[Candidate], code: str) -> list[Candidate]:
    """The candidates, in order, those joined that small words make one, and the acronyms of compounds."""
    joined: list[Candidate] = []
    for candidate in candidates:
        before = joined[-1] if joined else None
        if before and candidate.end <= before.end:
            continue
        if before and _is_one(text, before, candidate):
            joined[-1] = _until(text, before, candidate.end, (*before.tokens, *candidate.tokens))
        else:
            joined.append(_on_river(text, candidate))
    return sorted([*joined, *_in_compounds(text, joined)], key=_start) if code in _COMPOUNDING else joined


def _start(candidate: Candidate) -> int:
    return candidate.start


def _until(text: str, candidate: Candidate, end: int, tokens: tuple[str, ...]) -> Candidate:
    """The candidate with what follows it up to `end`."""
    surface = text[candidate.start : end]
    entry = known(surface)
    return candidate._replace(end=end, surface=surface, folded=fold(surface), tokens=tokens, entry=entry)


def _on_river(text: str, candidate: Candidate) -> Candidate:
    """A town with the river or land that its whole name has: `Frankfurt am Main`."""
    behind = _ON_RIVER.match(text, candidate.end) if candidate.entry and candidate.entry.kind == PLACE else None
    entry = known(text[candidate.start : behind.end()]) if behind else None
    if behind is None or entry is None or entry.kind != PLACE:
        return candidate
    return _until(text, candidate, behind.end(), tuple(fold(text[candidate.start : behind.end()]).split()))


def _is_one(text: str, before: Candidate, candidate: Candidate) -> bool:
    """Whether small words join the head of an office and what it is of."""
    if before.tokens[0] not in words_of("organization_head") or len(before.tokens) > 1:
        return False
    between = text[before.end : candidate.start]
    is_place = candidate.entry is not None and candidate.entry.prior >= _CITY
    return _TO_PLACE.fullmatch(between) is not None and (is_place or not is_first_name(candidate.tokens[0]))


def _in_compounds(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Acronyms that stand before a hyphen and a noun, `SPD-Chef`, where the authorities or the article know them."""
    alone = {candidate.surface for candidate in candidates if candidate.surface.isupper()}
    taken = {at for candidate in candidates for at in range(candidate.start, candidate.end)}
    for match in _COMPOUND.finditer(text):
        entry = known(match[1])
        if match.start() in taken or not (match[1] in alone or (entry and entry.kind != DEMONYM)):
            continue
        folded = fold(match[1])
        yield Candidate(
            match.start(1), match.end(1), match[1], folded, (folded,), "", opens=False, headline=False, entry=entry
        )
