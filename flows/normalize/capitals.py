"""Capitalised words of a text, and the chunks they form: where names can stand."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flows.normalize.folding import fold
from flows.normalize.lexicon import words_of


def _capitals() -> str:
    """Every capital letter of the basic plane, as ranges of a character class."""
    codes = [code for code in range(0x10000) if unicodedata.category(chr(code)) in ("Lu", "Lt")]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(re.escape(chr(first)) + "-" + re.escape(chr(last)) for first, last in ranges)


CAPITAL = _capitals()
# A letter of a word; combining marks are no \w.
_LETTER = r"[\w\u0300-\u036f]"
# What a contraction leaves of a word is no part of a name: `Trump's`, `He'll`, `Don't`.
_APOSTROPHE = rf"['’](?!(?:s|S|m|re|ll|ve|d|t)\b){_LETTER}+"
_ABBREVIATED = (
    r"(?:St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Dr|Mr|Mrs|Ms|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev"
    r"|Hon|Pres|Atty|Messrs|Supt|Cmdr|Brig|Det|Cpl|Pvt)\."
)
_DOTTED = rf"(?:(?:[{CAPITAL}]\.){{2,}}(?:[{CAPITAL}](?!\w))?|{_ABBREVIATED}|[{CAPITAL}]\.(?=[ \u00a0][{CAPITAL}])"
_HYPHENS = rf"[-‐‑&]{_LETTER}+"
_WORD = re.compile(
    rf"(?<![\w@#/&])(?<![\w]['’.]){_DOTTED}|[{CAPITAL}]{_LETTER}*(?:{_HYPHENS}|{_APOSTROPHE}|\.com\b)*\+?)"
)
# `l'Union`, `dell'Italia`: the article before the apostrophe is none of the name's; a large D inside a sentence is
# that of a last name: Massimo D'Alema.
_ELIDING = re.compile(
    rf"(?<![\w@#/&]){_DOTTED}"
    rf"|(?!(?:[LSCJMNT]|Qu|Dell|All|Nell|Sull|Dall|Un)['’])(?!(?<!\w )D['’])"
    rf"[{CAPITAL}]{_LETTER}*(?:{_HYPHENS}|{_APOSTROPHE})*\+?)"
)
# `Ankara'da`: what follows the apostrophe is an ending.
_SUFFIXED = re.compile(rf"(?<![\w@#/&])(?<![\w]['’.]){_DOTTED}|[{CAPITAL}]{_LETTER}*(?:{_HYPHENS})*\+?)")
SUFFIXING = ("tr", "az")
_WORDS = {"fr": _ELIDING, "it": _ELIDING, "ca": _ELIDING, **dict.fromkeys(SUFFIXING, _SUFFIXED)}
_SMALL_WORD = re.compile(r"(?<!\w)[a-zß-öø-ÿā-žа-яё][\w-]*")

# What may stand between two words of one name. A particle always joins; a weak connector joins in some names only.
SPACE, POSSESSIVE = " ", "'s"
_PARTICLES = words_of("particle")
_JOINING = _PARTICLES | words_of("connector")
_SPACES = frozenset((" ", "\u00a0", " & ", "  "))
_AFTER_COMMA = frozenset(("jr", "sr", "iii", "inc", "ltd", "llc", "plc"))
_POSSESSIVE = frozenset(("'s ", "’s ", "' ", "’ "))

# Endings after a hyphen that make an adjective of a name, and beginnings before one.
_ADJECTIVE = re.compile(
    r"(?i)[-‐‑](?:led|based|backed|born|style|era|owned|controlled|run|held|made|bound|linked|type|like|centric|only|wide|ish|occupied|trained|funded|sponsored|supported|dominated|brokered|affiliated|inspired|aligned|friendly|area|elect|and|in|on|by|turned|related|ruled|sized|headquartered|listed|approved|imposed|drafted|appointed|educated|speaking|hosted|mandated|adjacent|esque|themed|designated|branded|fired|free|proof|ready|specific|level|class|day|year|month|week|hour|old|plus|size|sector|to|for|of|the|a|at|as|up|off|out|down|over|mate|in-law)$|[-‐‑][a-z]+(?:ed|ing|led)$"
)
_BEFORE_NAME = re.compile(
    r"(?i)^(?:pro|anti|ex|non|post|pre|mid|trans|inter|intra|un|sub|pan|all|co|then|multi|neo|semi|ultra|quasi|self|vice|cross|former|now|late|early|fellow|near|half)[-‐‑](?=\S)"
)
_SENTENCE_END = re.compile(
    r"[.!?…:;][\"'”’»)\]]*[ \u00a0\t]+[\"'“‘«„(\[—–-]*[ \u00a0]?$|(?:^|\n)[\s\W]*$|[“\"«„][ \u00a0]?$|[•·|▪*][ \t]*$"
)
_ABBREVIATION_BEFORE = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Rev|Jr|Sr|vs|No|Inc|Co|Corp))\. $"
)


class Word(NamedTuple):
    """A capitalised word, `text[start:end] == form`, without possessive or adjective ending."""

    start: int
    end: int
    form: str
    folded: str
    opens: bool  # stands where any word has a capital: it opens a sentence, a line, a quotation
    tail: str  # what was cut from its end, such as `-led`

    @property
    def shouts(self) -> bool:
        """Whether all its letters are capitals, two at least."""
        return len(self.form) > 1 and self.form.isupper()


@dataclass(frozen=True)
class Chunk:
    """Neighbouring capitalised words. In a `headline` most words have a capital, so that a capital says nothing.

    `gaps[i]` stands between words i and i+1: a space, a particle or connector without its spaces, or POSSESSIVE.
    """

    words: tuple[Word, ...]
    gaps: tuple[str, ...]
    headline: bool


def words_in(text: str, language: str = "en") -> Iterator[Word]:
    """Capitalised words, in order. `Pro-Erdogan` gives `Erdogan`, `Erdogan-led` too."""
    for match in _WORDS.get(language, _WORD).finditer(text):
        start, end, form = match.start(), match.end(), match.group()
        if text[end : end + 2] in ("'t", "’t"):
            continue
        tail = ""
        if "-" in form or "‑" in form or "‐" in form:
            start, end, tail = _without_affixes(form, start, end)
            form = text[start:end]
            if not form[:1].isupper():
                continue
        if (
            start == match.start()
            and text[start - 3 : start].lower() in ("al-", "el-")
            and not text[start - 4 : start - 3].isalnum()
        ):
            start -= 3
            form = text[start:end]
        opens = start == match.start() and _opens(text, start)
        yield Word(start, end, form, sys.intern(fold(form)), opens, tail)


def _without_affixes(form: str, start: int, end: int) -> tuple[int, int, str]:
    tail = ""
    while cut := _ADJECTIVE.search(form):
        tail, form = form[cut.start() :] + tail, form[: cut.start()]
        end = start + len(form)
    if before := _BEFORE_NAME.match(form):
        start += before.end()
    return start, end, tail


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    if start == 0 or (start < 12 and not before.strip()):
        return True
    last = before[-1]
    if last.isalnum():
        return False
    return bool(_SENTENCE_END.search(before)) and not _ABBREVIATION_BEFORE.search(before)


def small_words(text: str) -> frozenset[str]:
    """Words that stand somewhere in the text with a small letter: evidence that they are no names."""
    return frozenset(_SMALL_WORD.findall(text))


def chunks_in(text: str, language: str = "en") -> Iterator[Chunk]:
    """Chunks of capitalised words, in order; a chunk never crosses a line."""
    headlines = Headlines(text)
    words: list[Word] = []
    gaps: list[str] = []
    for word in words_in(text, language):
        gap = _gap(text[words[-1].end : word.start], words[-1], word) if words else ""
        if gap:
            gaps.append(gap)
        elif words:
            yield Chunk(tuple(words), tuple(gaps), headlines.at(words[0].start))
            words, gaps = [], []
        words.append(word)
    if words:
        yield Chunk(tuple(words), tuple(gaps), headlines.at(words[0].start))


def _gap(between: str, before: Word, after: Word) -> str:
    if len(between) > 9 or before.tail or (after.opens and before.form.endswith(".") and len(before.form) > 4):
        return ""
    if between in _SPACES or (between == ", " and after.folded in _AFTER_COMMA):
        return SPACE
    words = between.strip()
    if len(words) + 2 == len(between) and fold(words) in _JOINING and words.replace(" ", "").isalpha():
        return words
    return POSSESSIVE if between in _POSSESSIVE else ""


class Headlines:
    """Tells lines in which most words have a capital: headlines and shouted lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start, self._end, self._is_headline = 0, -1, False

    def at(self, position: int) -> bool:
        """Whether the line around `position` is one. Positions must not fall."""
        if position >= self._end:
            self._start = self._text.rfind("\n", 0, position) + 1
            end = self._text.find("\n", position)
            self._end = len(self._text) if end < 0 else end
            self._is_headline = is_headline(self._text[self._start : self._end])
        return self._is_headline


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
HEADLINE_LENGTH = 200


def is_headline(line: str) -> bool:
    """Whether most long words of a short line have a capital, or a line has none but capitals."""
    words: list[str] = _LONG_WORD.findall(line[: HEADLINE_LENGTH * 2])
    if line.isupper() and len(words) > 1:
        return True
    is_sentence = line.rstrip('"”’ ').endswith(".")
    if len(line) > HEADLINE_LENGTH or len(words) < (6 if is_sentence else 3):
        return False
    return sum(word[0].isupper() for word in words) >= (0.8 if is_sentence else 0.7) * len(words)


def is_stop(word: Word) -> bool:
    """Whether the word is a function word, which no name is made of alone."""
    return word.folded in words_of("stop")
