"""Lines that name who wrote: "By Hannah Cole and Teo Brandt", "Text: Aigerim Nurlan", "Автор: Виктор Линдквист"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from flows.casing import as_matched, small
from flows.clean.byline_suspects import (
    FILLER,
    PARTICLES,
    SENTENCE,
    UPPER,
    is_sentence,
    leading_words,
    may_credit,
)
from flows.clean.dates import without_dates
from flows.clean.labels import bare, phrases, whole_lines
from flows.rules import Rule

# A byline is short; longer ones are sentences that start with the same word.
BYLINE_WORDS = 18
# A word of a name: with a capital, or, of a few such words, in letters that know none.
_CASELESS = r"[^\W\d_\u0000-\u058f]+"
_WHOLLY_CASELESS = re.compile(_CASELESS)
# No name in such letters has more words, nor does one end with a full stop.
NAME_WORDS = 4
_STOPS = ".!?؟۔।。"
_WORD_OF_NAME = rf"(?:[{UPPER}][\w'’.-]*|{_CASELESS})"
_NAME = rf"{_WORD_OF_NAME}(?:\s+(?:(?:{PARTICLES})\s+)*{_WORD_OF_NAME})*"
_AND = r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bve\b|\bи\b|\bو\b|\bwith\b)+\s*"
_NAMES = re.compile(rf"{_NAME}(?:{_AND}{_NAME})*")
# A name of at least two words that stands without a lead.
_WHOLE = rf"[{UPPER}][\w'’.-]+(?:\s+(?:(?:{PARTICLES})\s+)?[{UPPER}][\w'’.-]*){{1,3}}"
_PLAIN_NAME = re.compile(rf"{_WHOLE}(?:{_AND}{_WHOLE})*")
# A credit with dates and counters is longer than a byline.
CREDIT_WORDS = 26
# No line of so few words is longer.
CREDIT_LENGTH = 500
_CUT = re.compile(r"\s*(?:[|•·—–@(){}\[\]/]|\s-\s|:\s*$)\s*")
# The address of a writer beside the name: "Nora Bell (@norabell) and Teo Brandt".
_ACCOUNT = re.compile(r"\s*\(@\w+\)")
_EDGES = " ,;:.-–—|•·/／｜"
# "NORA BELL Associated Press": a name in capitals ends where they do.
_LOUD_NAME = re.compile(r"^((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+\s+)+[A-ZÀ-Þ][A-ZÀ-Þ'’-]+)\s+[A-Z][a-z].*$")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z]{2,}")
# Kinds of labels that are no names, even where markup calls them authors.
_NO_NAMES = frozenset(
    (Rule.NAVIGATION, Rule.RELATED, Rule.SHARE, Rule.COMMENTS, Rule.LOGIN, Rule.LEGAL, Rule.AUTHOR_BIO)
)
# Weekdays, counters, zones.
_WHEN = re.compile(
    r"(?i:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:no|\d+)\s+(?:comments?|replies|views)\b"
    r"|\b\d+\s+min(?:ute)?s?(?:\s+read)?\b|\b[ap]\.?m\b\.?)|\b(?:A?E[SD]?T|P[SD]T|C[SD]T|CES?T|GMT|UTC|BST)\b"
)
# So many lines are remembered: those beside the text are asked for more than once, and sources repeat them.
RECENT = 512
# No lead of a byline begins with a longer word.
FIRST_WORD = 40
_WORD = re.compile(r"\w+")
_DATED = re.compile(r"\d|(?i:day)\b")
_MONTH_AFTER = re.compile(r"(?<=\w\s\w)(\w+)\s+(?:January|February|March|April|June|July|August|\w{4,6}ber)$")
_SPLIT = re.compile(f"({_AND})")
# Joints that stand between names, and inside Spanish and Portuguese ones.
_SURNAME_JOINTS = frozenset(("y", "e"))
_SUFFIX = re.compile(r"(?:Jr|Sr|JR|SR)\.?|II|III|IV")
_SUFFIXED = re.compile(rf"[\s,](?:{_SUFFIX.pattern})$")
# No name of a person begins so: "For Immediate Release: Nov. 6", "The Week", "Print This Post".
_NO_FIRST = re.compile(r"(?i:the|this|for|your|our|in|on|at|print|share|read|view|see|more)\b")
# What follows the names: an outlet, a role, an address, a date.
_TAIL = re.compile(r"\s*(?:[|•·/–—(]|\bfor\b|\bin\b|\s-\s|\S+@\S+|\b\d).*$")
_SITE = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
# Leads that are prepositions of ordinary prose need a whole name after them.
_CAPITALS = re.compile(rf"^[{UPPER}\s.'’-]+$")


class Credit(NamedTuple):
    """What a line beside an article says of who wrote it: `names`, perhaps none, and whether it says when."""

    names: list[str]
    is_dated: bool


def read_credit(line: str) -> Credit | None:
    """A byline that may say more: "By Nora Bell on May 3, 2019 | 4 comments", "May 3, 2019 by Nora Bell, Editor".

    None when the line names nobody, or is a sentence. Dates, counters and roles go; what is left must be names after
    a lead, or, beside a date, names and nothing else.
    """
    return _credit(line) if len(line) <= CREDIT_LENGTH else None


@lru_cache(RECENT)
def _credit(line: str) -> Credit | None:
    words = line.split()
    if len(words) > CREDIT_WORDS:
        return None
    text = " ".join(words)
    if is_sentence(words) or not may_credit(text):
        return None
    rest = _WHEN.sub("|", without_dates(_ACCOUNT.sub("", text), "|"))
    is_dated = "|" in rest and any(character.isdigit() for character in text)
    parts = [part for part in (FILLER.sub("", part.strip(_EDGES)).strip(_EDGES) for part in _CUT.split(rest)) if part]
    if any(len(_SMALL.findall(part)) > SENTENCE for part in parts):
        return None
    for part in parts:
        lead = _credit_lead().match(part)
        names = _names_after(part[lead.end() :], is_certain=is_dated or lead["colon"] is not None) if lead else []
        if names:
            return Credit(names, is_dated)
    if is_dated and len(parts) == 1 and _PLAIN_NAME.fullmatch(parts[0]) and not _NO_FIRST.match(parts[0]):
        names = names_in(_parts(parts[0]))
        return Credit(names, is_dated) if names else None
    return None


def _names_after(said: str, *, is_certain: bool) -> list[str]:
    """The names that follow a lead; where that is an ordinary preposition, a single word is none."""
    found: list[str] = []
    for part in _parts(said):
        name = _LOUD_NAME.sub(r"\1", part.strip(_EDGES))
        if not _NAMES.fullmatch(name) or (found and _is_title(name)):
            break
        found.append(name)
    return names_in(found) if is_certain or any(" " in name for name in found) else []


def _is_title(name: str) -> bool:
    """Whether what follows a name is a degree, a house or a role: "MS", "CNN", "Group Product Manager"."""
    return (
        _is_role(name) or (" " not in name and name.isupper()) or any(word in _roles() for word in small(name).split())
    )


def plain_names(line: str) -> list[str]:
    """The names of a line that is names and nothing else: where its markup says that it is a byline."""
    text = " ".join(without_dates(line).split()).strip(_EDGES)
    return names_in(_parts(text)) if _PLAIN_NAME.fullmatch(text) and not is_label(text) else []


def credited(line: str) -> list[str]:
    """Whom a line names after a lead, where its date shows that it is no sentence: also accounts and groups."""
    rest = _WHEN.sub("|", without_dates(" ".join(line.split()), "|"))
    for part in (FILLER.sub("", part.strip(_EDGES)).strip(_EDGES) for part in _CUT.split(rest)):
        lead = _credit_lead().match(part)
        said = _TAIL.sub("", part[lead.end() :]) if lead else ""
        if said and len(said.split()) <= NAME_WORDS:
            return names_in(_parts(said))
    return []


def authors_of(line: str) -> list[str] | None:
    """The authors that a byline names (perhaps none: "By our correspondent"), or None when the line is no byline."""
    return _authors(line) if len(line) <= CREDIT_LENGTH else None


@lru_cache(RECENT)
def _authors(line: str) -> list[str] | None:
    text = _ACCOUNT.sub("", " ".join(line.split()))
    first = _WORD.search(as_matched(text[:FIRST_WORD]))
    if first is None or first[0] not in leading_words()[1] or len(text.split()) > BYLINE_WORDS:
        return None
    if _unnamed().match(text):
        return []
    lead = _lead().match(text)
    if lead is None:
        return None
    said = _TAIL.sub("", text[lead.end() :]).strip(" .,:;")
    said = _without_role(said) if not _NAMES.fullmatch(said) else said
    if not said or not _NAMES.fullmatch(said):
        return [] if said and _is_role(said) else None
    names = names_in(_parts(said))
    if names and not lead["colon"] and (_is_caseless_sentence(text, names) or all(" " not in name for name in names)):
        return None  # "By Friday", "Von Bonn": one word after a preposition is no name
    return names


def _is_caseless_sentence(text: str, names: Sequence[str]) -> bool:
    """Whether letters without capitals make a sentence of the words after a lead: "كتب الرئيس في رسالة إلى الشعب"."""
    if not _WHOLLY_CASELESS.match(names[0]):
        return False
    return text[-1] in _STOPS or any(len(name.split()) > NAME_WORDS for name in names)


def names_in(said: Iterable[str]) -> list[str]:
    """Names, each once and without the lead of a byline; roles and houses are left out."""
    found: dict[str, None] = {}
    for one in said:
        name = _of_account().sub("", " ".join(one.split())).strip(" ,;:→»›")
        name = _WHEN.sub(" ", without_dates(name)).strip(" ,;:") if _DATED.search(name) else name
        name = _MONTH_AFTER.sub(r"\1", name)
        name = name if _SUFFIXED.search(name) else name.strip(" .,;:")
        lead = _lead().match(name)
        name = _without_role(name[lead.end() :].strip() if lead else name)
        if name and not _is_role(name) and not _SUFFIX.fullmatch(name):
            found.setdefault(name.title() if _CAPITALS.match(name) and " " in name else name, None)
    return list(found)


def stated_names(said: Sequence[str]) -> list[str]:
    """Names of a field: a list has one name an entry; one entry may be a whole byline, "By A and B" or "A, B"."""
    return split_names(said) if len(said) == 1 else names_in(_TAIL_OF_FIELD.sub("", one) for one in said)


def split_names(said: Iterable[str]) -> list[str]:
    """Names of fields that may hold several each: "By A and B", "A, B"."""
    return names_in(part for one in said for part in _parts(_TAIL_OF_FIELD.sub("", one)))


def _parts(said: str) -> list[str]:
    """A byline cut between its names, not inside one: "King, Jr.", "Smith, John", "Ortega y Gasset"."""
    pieces = _SPLIT.split(said)
    parts = pieces[:1]
    is_inverted = len(pieces) == 3 and _is_inverted(*pieces)
    for joint, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if is_inverted or _is_joint_inside(parts[-1], joint.strip(), part):
            parts[-1] += joint + part
        else:
            parts.append(part)
    return parts


def _is_joint_inside(before: str, joint: str, part: str) -> bool:
    if joint == ",":
        return _SUFFIX.fullmatch(part.strip()) is not None
    # "José Ortega y Gasset": after a whole name, one word alone is its second surname, unless it is a house ("EFE").
    is_word = len(part.split()) == 1 and not part.isupper() and not _is_role(part)
    return joint in _SURNAME_JOINTS and is_word and " " in before.strip()


def _is_inverted(before: str, joint: str, part: str) -> bool:
    """Whether a comma stands between a surname and what goes before it; only scripts with capitals write so."""
    sides = before.strip(), part.strip(" .")
    if joint.strip() != "," or not all(side[:1].isupper() for side in sides) or _lead().match(before):
        return False
    return any(" " not in side for side in sides) and not any(_is_role(side) or side.isupper() for side in sides)


def _without_role(name: str) -> str:
    """A name without the role after its comma: "Sami Haddad, Reuters"."""
    head, comma, tail = name.rpartition(",")
    return head.strip() if comma and tail.strip() and _is_role(tail.strip()) else name


_TAIL_OF_FIELD = re.compile(
    r"\s*[|(].*$|(?<=[a-z]{3})\.\s+[A-Z].*$|\s+on\s+(?:Google\+?|Twitter|Facebook|Instagram|LinkedIn)\b.*$"
)


def _is_role(name: str) -> bool:
    """Whether a part of a byline is no name: "Staff Writer", "AP Political Writer", "example.com"."""
    said = small(name).replace(".", "")
    return {small(name), said, said.rpartition(" ")[2]} & _roles() != frozenset() or _SITE.search(name) is not None


def is_label(name: str) -> bool:
    """Whether a name is a label of the page: "About us", "More on", "Recent stories"."""
    return whole_lines().get(bare(name)) in _NO_NAMES


@cache
def _roles() -> frozenset[str]:
    return frozenset(phrases("roles", Rule.BYLINE))


@cache
def accounts() -> frozenset[str]:
    """What sites call authors that are nobody: "admin", "staff", "guest"."""
    return frozenset(phrases("account", Rule.BYLINE))


@cache
def _credit_lead() -> re.Pattern[str]:
    """A lead at the start of a part, perhaps after a word for the piece: "Post written by"."""
    words = "|".join(re.escape(word) for word in phrases("lead", Rule.BYLINE))
    pieces = "|".join(re.escape(word) for word in phrases("piece", Rule.BYLINE))
    return re.compile(rf"(?:(?:{pieces})\s+)?(?:{words})(?:\s*(?P<colon>:)\s*|\s+)", re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("lead", Rule.BYLINE))
    return re.compile(rf"(?:{words})(?:\s*(?P<colon>:)\s*|\s+)", re.IGNORECASE)


@cache
def _of_account() -> re.Pattern[str]:
    """What a link to an author's other pieces says before the name: "View all posts by"."""
    words = "|".join(re.escape(phrase) for phrase in phrases("start", Rule.AUTHOR_BIO))
    return re.compile(rf"^(?i:{words})\s+(?=[{UPPER}])")


@cache
def _unnamed() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("start", Rule.BYLINE))
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
