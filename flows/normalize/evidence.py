"""Votes for the kind of a name: from its own words, and from the words around each place where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.normalize.called import called
from flows.normalize.candidate import Candidate, Language
from flows.normalize.folding import fold
from flows.normalize.known import DEMONYM, ORGANIZATION, PLACE, Known, known
from flows.normalize.lexicon import given_names, is_first_name, words_of

PERSON = "person"
_LISTED = 4.5
_PLANET, _TEAM_NAME = 3.0, 2.0
# In the order in which a tie is decided.
KINDS = (PLACE, ORGANIZATION, PERSON, "event", "law", "work", "product")


class Votes(NamedTuple):
    """Votes by kind; higher is surer, three is as good as proven."""

    place: float = 0.0
    organization: float = 0.0
    person: float = 0.0
    event: float = 0.0
    law: float = 0.0
    work: float = 0.0
    product: float = 0.0

    def plus(self, other: Votes, weight: float = 1.0) -> Votes:
        """The sum, the other votes weighted."""
        if other is NO_VOTES:
            return self
        place, organization, person, event, law, work, product = other
        return Votes(  # a loop over the kinds takes three times as long
            self.place + weight * place,
            self.organization + weight * organization,
            self.person + weight * person,
            self.event + weight * event,
            self.law + weight * law,
            self.work + weight * work,
            self.product + weight * product,
        )

    def best(self) -> tuple[str, float]:
        """The kind with most votes and how many; a tie goes to the earlier of KINDS."""
        most = max(self)
        return KINDS[self.index(most)], most


NO_VOTES = Votes()

# Votes of whole names; the later of equal ones counts.
_WHOLE = {
    **dict.fromkeys(words_of("team"), Votes(organization=_TEAM_NAME)),
    **dict.fromkeys(words_of("planet"), Votes(place=_PLANET)),
    **dict.fromkeys(words_of("people_group"), Votes(organization=_LISTED)),
    **dict.fromkeys(words_of("work_name"), Votes(work=_LISTED)),
    **dict.fromkeys(words_of("law_name"), Votes(law=_LISTED)),
    **dict.fromkeys(words_of("event_name"), Votes(event=_LISTED)),
}


def name_votes(name: Candidate, language: Language) -> Votes:
    """Votes from the name itself: its authority entry, its heads and endings, given names, initials."""
    votes = entry_votes(name.entry, name.tokens).plus(listed_votes(name, language))
    last, first = name.tokens[-1], name.tokens[0]
    if name.entry and len(name.tokens) > 1:
        return votes
    if len(name.tokens) == 1:
        return votes.plus(_single_votes(name))
    heads = _head_votes(first, last, language)
    votes = votes.plus(heads)
    if first in given_names() or (not language.is_english and is_first_name(first)):
        votes = votes.plus(Votes(person=2.6 if " of " not in name.surface and not any(heads) else 0.8))
    if re.search(r"\s[A-Z]\. ", f" {name.surface} "[1:]) or last in ("jr", "sr", "iii"):
        votes = votes.plus(Votes(person=2.0))
    if "&" in name.surface or " of " in name.surface or " for " in name.surface or " and " in name.surface:
        votes = votes.plus(Votes(organization=1.5))
    return votes.plus(_shape_votes(name, language))


def listed_votes(name: Candidate, language: Language) -> Votes:
    """Votes of the lists of events, cases at law and beginnings: `Tour de France`, `Brown v. Board`, `iPhone X`."""
    first = fold(name.surface).split(" ", maxsplit=1)[0]
    if (listed := _WHOLE.get(name.folded)) is not None:
        return listed
    is_organization = name.entry is not None and name.entry.kind == ORGANIZATION
    if not is_organization and (told := called(name.surface)) is not None:
        return NO_VOTES._replace(**{told[0]: told[1]})
    if first in words_of("product_start"):
        return Votes(product=_LISTED)
    if language.is_english or len(name.tokens) < 2:
        return NO_VOTES
    if first in words_of("event_start"):
        return Votes(event=_LISTED)
    return Votes(organization=_LISTED) if first in words_of("organization_start") else NO_VOTES


def entry_votes(entry: Known | None, tokens: Sequence[str]) -> Votes:
    """Votes of the authorities; a single word that is also a given name has less of them."""
    if entry is None:
        return NO_VOTES
    if entry.kind == ORGANIZATION:
        return Votes(organization=entry.prior)
    if entry.kind == DEMONYM:
        return Votes(place=entry.prior)
    doubt = 1.0 if len(tokens) == 1 and tokens[0] in given_names() else 0.0
    return Votes(place=entry.prior - doubt + (0.5 if len(tokens) > 1 else 0.0))


def _single_votes(name: Candidate) -> Votes:
    form = name.surface
    if form.isupper() and len(form) > 1 and not name.headline:
        return Votes(organization=1.0)
    if (
        any(letter.isupper() for letter in form[1:])
        and "-" not in form
        and not form.startswith(("Mc", "Mac", "O'", "O’", "De", "Di", "Le", "La"))
    ):
        return Votes(organization=0.6)
    if name.entry and name.entry.prior > SMALL_TOWN:
        return NO_VOTES
    is_brand = name.folded.endswith(_BRAND_ENDINGS)
    return Votes(person=0.6 if name.folded in given_names() else 0.25, organization=0.4 if is_brand else 0.3)


def _head_votes(first: str, last: str, language: Language) -> Votes:  # noqa: PLR0911 (a list of rules, the first that holds)
    if last in words_of("organization_only"):
        return Votes(organization=3.5)
    if last in words_of("event_head"):
        return Votes(event=2.2)
    if last in words_of("law_head"):
        return Votes(law=2.2)
    if last in words_of("place_head"):
        return Votes(place=2.6)
    if last in words_of("organization_head"):
        return Votes(organization=1.6 if language.is_english else 2.5)
    if not language.is_english and first in words_of("place_first"):
        return Votes(place=2.4)
    if first in words_of("organization_only" if language.is_english else "organization_head"):
        return Votes(organization=2.0)
    return Votes(place=0.9) if first in words_of("place_start") else NO_VOTES


def _shape_votes(name: Candidate, language: Language) -> Votes:
    """Votes from what the words of an unknown longer name are: persons' names are made of no ordinary words."""
    common = sum(token in language.common and token not in given_names() for token in name.tokens)
    if common:
        return Votes(organization=0.8, work=0.3 if common == len(name.tokens) else 0.0)
    if not language.is_english and name.tokens[0] not in given_names() and _is_of_country(name):
        return Votes(organization=1.2)
    return Votes(person=1.2) if len(name.tokens) in (2, 3) else Votes(organization=0.3)


def _is_of_country(name: Candidate) -> bool:
    """Whether a name ends with a country: `Air France`."""
    entry = known(name.surface.rsplit(" ", 1)[-1])
    return entry is not None and entry.kind == PLACE and entry.prior >= _LARGEST_CITY


_LARGEST_CITY = 2.9  # votes below which a place is no country
_TEAM = 2.0
_BEATS = re.compile(r" (?:beat|beating|thrashed|hammered|edged|outplayed) [A-Z]")
_RESULT = re.compile(r" \d{1,3}[-–]\d{1,3}\b")
SMALL_TOWN = 0.9  # votes below which a single word in the gazetteer may as well be a person's name
_BRAND_ENDINGS = tuple(sorted(words_of("brand_ending")))
_UNKNOWN_PLACE = 0.4  # `in Obamacare`: a preposition proves less of a word that no gazetteer has
_AUXILIARIES = words_of("auxiliary")
_BEFORE = 18  # code points looked at before a name, and after
_AFTER = 26
# `, 43,` but no day of a dateline: `Rostock, 3. März 2021`, `Oaxaca, 5 de abril de 2019`.
_AGE = re.compile(r", \d\d?(?!\.?\s(?:de\s)?\S+\s(?:de\s)?\d{4})(?:,|\.| )|,? who\b| \(\d\d?\)")
_TOKEN = re.compile(r"[^\W\d_]+")
QUOTES = ("“", '"', "‘", "«")
_WORK = re.compile(r"\b(?:film|movie|novel|book|album|song|single|series|play|musical|opera|memoir|documentary),? $")
_OPENING, _CLOSING = '“‘"«„', '”’"»“'


def context_votes(text: str, name: Candidate) -> Votes:
    """Votes from the words around one occurrence."""
    if name.role:
        return Votes(person=2.6)
    before, after = text[max(0, name.start - _BEFORE) : name.start], text[name.end : name.end + _AFTER]
    following = _TOKEN.search(after)
    is_modifier = after[:1] == " " and following is not None and following.group() in words_of("of_a_person")
    votes = Votes(person=0.3) if is_modifier else _votes_before(before)
    if name.entry is None and len(name.tokens) == 1:
        votes = votes._replace(place=_UNKNOWN_PLACE * votes.place)
    elif name.entry is not None:
        votes = votes._replace(organization=_team_votes(name.entry, before, after), place=max(0.0, votes.place))
    if before[-1:] and before[-1] in _OPENING and after[:1] and after[0] in _CLOSING + ",." and len(name.tokens) < 6:
        votes = votes.plus(Votes(work=1.3))
    return votes.plus(_votes_after(after))


def place_votes(text: str, name: Candidate) -> float:
    """Votes that a name of the gazetteer is a place where it stands here: `in Leeds`, `Leeds, Alabama`."""
    before = text[max(0, name.start - _BEFORE) : name.start]
    return max(0.0, _votes_before(before).place)


def team_votes(text: str, name: Candidate) -> float:
    """Votes that a city's name means its team where it stands here."""
    if name.entry is None or name.entry.kind != PLACE or name.entry.prior >= _LARGEST_CITY:
        return 0.0
    before, after = text[max(0, name.start - _BEFORE) : name.start], text[name.end : name.end + _AFTER]
    return _team_votes(name.entry, before, after)


def _team_votes(entry: Known, before: str, after: str) -> float:
    """Votes that a city's name means its team: `beat Leeds`, `the Leeds striker`, `Leeds 2-1`."""
    if entry.kind != PLACE or entry.prior >= _LARGEST_CITY:
        return 0.0
    words, following = _TOKEN.findall(before) if before.endswith(" ") else [], _TOKEN.match(after.lstrip())
    is_beaten = bool(words) and words[-1].lower() in words_of("team_before")
    is_playing = following is not None and following.group().lower() in words_of("team_after")
    return _TEAM if is_beaten or is_playing or _RESULT.match(after) else 0.0


def is_titled_work(text: str, name: Candidate) -> bool:
    """Whether a quoted name stands behind what it is: `the album “Blue River”`."""
    if (
        text[name.start - 1 : name.start] not in QUOTES
        or text[name.end : name.end + 2].lstrip(",.")[:1] not in _CLOSING
    ):
        return False
    return _WORK.search(text, max(0, name.start - _BEFORE), name.start - 1) is not None


def is_national_team(text: str, name: Candidate) -> bool:
    """Whether a country stands here for its team: `beat England`, `the England captain`, `England 2-1`."""
    before, after = text[max(0, name.start - _BEFORE) : name.start], text[name.end : name.end + _AFTER]
    words, following = _TOKEN.findall(before) if before.endswith(" ") else [], _TOKEN.match(after.lstrip())
    is_beaten = bool(words) and words[-1].lower() in words_of("national_team_before")
    is_playing = following is not None and following.group() in words_of("national_team_after")
    return is_beaten or is_playing or _RESULT.match(after) is not None or _BEATS.match(after) is not None


def _votes_after(after: str) -> Votes:
    votes = Votes(person=2.0) if _AGE.match(after) else NO_VOTES
    following = _TOKEN.search(after)
    if after[:2] in ("'s", "’s") and following and following.group() == "s":
        return votes.plus(Votes(person=0.2))
    if following is None or following.start() > 1:
        return votes
    word = following.group().lower()
    if word in words_of("speech"):
        return votes.plus(Votes(person=1.0, organization=0.3))
    if word in words_of("organization_after"):
        return votes.plus(Votes(organization=1.0))
    return votes.plus(Votes(person=0.15)) if word in _AUXILIARIES else votes


def _votes_before(before: str) -> Votes:
    is_apart = not before.endswith((" ", "\u00a0")) or before.rstrip()[-1:] in ",.;:!?"
    words = [] if is_apart else _TOKEN.findall(before)
    if not words:
        return NO_VOTES
    previous = words[-1].lower()
    if previous == "the":
        return Votes(organization=0.8, person=-1.5, place=-0.3)
    if previous in words_of("place_before"):
        return Votes(place=1.2, person=-0.5)
    if previous in words_of("place_before_weak"):
        return Votes(place=0.5)
    if previous in words_of("speech"):
        return Votes(person=0.8, organization=0.2)
    return NO_VOTES
