"""Sums of money in a text: currency, value, the upper end of a range, and what they are paid for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from flows.casing import ByWord
from flows.normalize import eastern_sums
from flows.normalize.anchors import Anchors, Near, Window, around
from flows.normalize.calendar_words import any_of
from flows.normalize.currencies import ONLY_BEFORE, Currencies, currencies, is_spoken, shared_currency
from flows.normalize.gazetteer import DATA
from flows.normalize.numbers_in_text import (
    DIGITS,
    MAGNITUDE,
    number_words,
    read_magnitude,
    read_number,
    read_words,
)  # fmt: skip
from flows.normalize.sum_anchors import digit_runs, near_signs, near_words


class Sum(NamedTuple):
    """`text[start:end]` is a sum of money. `currency` is an ISO 4217 code, None when a shared sign leaves it open."""

    start: int
    end: int
    currency: str | None
    value: float
    upper_value: float | None
    per: str | None


def _read_units() -> tuple[ByWord[str], ByWord[str]]:
    units, adverbs = ByWord[str](), ByWord[str]()
    lines = (DATA / "units.tsv").read_text(encoding="utf-8").splitlines()
    for unit, words, ways in (line.split("\t") for line in lines if not line.startswith("#")):
        units.update(dict.fromkeys(filter(None, words.split("|")), unit))
        adverbs.update(dict.fromkeys(filter(None, ways.split("|")), unit))
    return units, adverbs


# What a sum is paid for, by the word in the text and by adverb.
_UNITS, _ADVERBS = _read_units()
_EACH = r"per|a|an|each|every|pro|par|por|al|im|je|a la|в|за"
_PER = re.compile(
    rf"(?i)(?:[\s-](?:(?:{_EACH})[\s-]|an\s|(?:à|de)\sl['’]|all['’])|\s?/\s?)(?P<unit>{any_of(_UNITS)})s?(?!\w)"
    rf"|\s(?P<adverb>{any_of(_ADVERBS)})(?!\w)"
)
_COINS = re.compile(r"(?<![\w$€£.,])(?P<number>\d{1,2}(?:\.\d)?)(?:\s?(?:cents?|¢)|(?P<pence>p|\spence))(?![\w-])")
# Sums in words have a magnitude or one of the larger currencies.
_NEAR_NUMBER_WORDS = (
    *("illi", "hundred", "thousand", "lakh", "crore", "tausend", "млн", "миллион", "тысяч", "мільйон", "مليون", "ألف"),
    *(
        "dollar",
        "euro",
        "pound",
        "rupee",
        "peso",
        "yuan",
        "rouble",
        "ruble",
        "franc",
        "рубл",
        "доллар",
        "евро",
        "دولار",
    ),
)
_NEAR_COINS = ("cent", "¢", "pence", *(f"{digit}p" for digit in range(10)))
_AND = ("and", "y", "e", "et", "und", "и", "ile")
_BARE_NEEDS = 1000.0  # a word that is also no currency (pounds, won) needs a large sum or a magnitude


# Words before a sum that say what it is paid for, in languages that put them there.
_PER_BEFORE = re.compile(r"(?i)\b(?P<unit>ayda|aylık|yılda|yıllık|günde|günlük|haftada|haftalık|saatte|saatlik)\s$")
_UNITS_BEFORE = ByWord({"ay": "month", "yı": "year", "gü": "day", "ha": "week", "sa": "hour"})


@cache
def _patterns(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Sums with the sign before the number, and with sign or word after it."""
    known = currencies()
    sign, gap, end_of_word = known.sign_pattern, r"[\s\u00a0-]?", r"(?![\w'’])"
    number = rf"(?P<number>{DIGITS})"
    magnitude = rf"(?:{gap}(?P<magnitude>(?i:{MAGNITUDE})){end_of_word})?"
    joint = r"(?P<joint>\s?[-–—]\s?|\s(?:to|and|or|bis|und|à|et|y|e|a|до|и|ile)\s)"
    upper_magnitude = rf"(?:{gap}(?P<upper_magnitude>(?i:{MAGNITUDE})){end_of_word})?"
    upper = rf"(?:{joint}(?:{sign})?\s?(?P<upper>{DIGITS}){upper_magnitude})?"
    before = rf"(?<![\w$€£¥])(?P<sign>{sign})[\s\u00a0]?{number}{magnitude}{upper}(?![\d%]|[.,]\d)"
    name = rf"[\s\u00a0-](?:of\s|de\s|d['’]|di\s)?(?P<name>(?i:{known.name_pattern}))"
    after = (
        rf"(?<![\w$€£¥.,])(?:{number}|(?P<word>(?i:{any_of(number_words(language))}))(?=\s)){magnitude}{upper}"
        rf"(?:{gap}(?P<after>{sign})|{name})(?!\w)"
    )
    return re.compile(before), re.compile(after)


def find_amounts(text: str, language: str | None = None, home: str | None = None) -> list[Sum]:
    """Sums of money, in order, without overlap.

    `language` tells how numbers are written, `home` (an ISO country code) whose dollar, peso or rupee a shared sign is:
    a dollar sign alone is the home country's dollar, and the US dollar without a home that has one of its own. A yen
    sign is the yuan when the text says yuan or renminbi. Other shared signs without a home have no currency.
    """
    coins, number_words, said = _anchors().windows(text)
    digits = digit_runs(text)
    before, after = _patterns(language)
    near = around([*near_words(text, digits), *(start for start, _ in number_words)])
    sums = [
        *_coins(text, coins, language, home),
        *_scan(before, text, around(near_signs(text, digits)), language, home),
        *_scan(after, text, _said_in(text, near, said), language, home),
        *(_eastern(text, home) if language in eastern_sums.LANGUAGES else ()),
    ]
    found: list[Sum] = []
    for item in sorted(sums, key=lambda item: (item.start, -item.end)):
        if not found or item.start >= found[-1].end:
            found.append(item)
    return found


def _eastern(text: str, home: str | None) -> Iterator[Sum]:
    for start, end, currency, value in eastern_sums.eastern_sums(text, home):
        yield Sum(start, end, currency, value, None, None)


@cache
def _anchors() -> Anchors:
    """Where coins may stand, where words of numbers do, and where signs and names of currencies do."""
    known = currencies()
    signs = (sign for sign in known.signs if sign.lower() not in ONLY_BEFORE)
    return Anchors([Near(_NEAR_COINS, 8, 12), Near(_NEAR_NUMBER_WORDS, 0, 0), Near((*signs, *known.words), 0, 0)])


def _said_in(text: str, windows: Iterable[Window], said: Iterable[Window]) -> list[Window]:
    """The windows that hold a sign or name of a currency, which is no part of a word that begins before it."""
    starts = [at for at, _ in said if not (at and text[at].isalpha() and text[at - 1].isalpha())]
    return [(start, end) for start, end in windows if bisect_left(starts, start) < bisect_left(starts, end)]


def _coins(text: str, windows: Iterable[Window], language: str | None, home: str | None) -> Iterator[Sum]:
    """`50 cents`, `99p`, in English."""
    is_english = language in (None, "en")
    for match in (match for window in windows for match in _COINS.finditer(text, *window)) if is_english else ():
        currency = "GBP" if match["pence"] else shared_currency("$", text, home, language)
        per = _PER.match(text, match.end())
        value = float(match["number"]) / 100
        yield Sum(match.start(), match.end(), currency, value, None, _unit(per, text, match.start()))


def _scan(
    pattern: re.Pattern[str], text: str, windows: Iterable[Window], language: str | None, home: str | None
) -> Iterator[Sum]:
    """Sums of one pattern; a range that is none is read again from its second sum on."""
    for start, end in windows:
        match = pattern.search(text, start, end)
        while match:
            item = _read(match, text, language, home)
            if item:
                yield item
            match = pattern.search(text, item.end if item else match.end(), end)


def _read(match: re.Match[str], text: str, language: str | None, home: str | None) -> Sum | None:
    groups = match.groupdict()
    word = groups.get("word") or ""
    number = read_words(word, language) if word else read_number(groups["number"], language)
    if number is None or (word.lower() in ("a", "an", "half a") and not groups["magnitude"]):
        return None
    said = groups.get("sign") or groups.get("after") or groups.get("name") or ""
    if (said == "R" and home != "ZA" and not groups["magnitude"]) or not is_spoken(
        said, groups["number"] or "", language
    ):
        return None
    scale, upper_scale = groups["magnitude"], groups["upper_magnitude"]
    is_range = bool(groups["upper"]) and _is_range(match, text)
    end = (
        match.end()
        if is_range or not groups["upper"] or groups.get("name") or groups.get("after")
        else _end_of_first(match)
    )
    value = number * read_magnitude(scale or (upper_scale if is_range else None), language)
    upper = read_number(groups["upper"], language) * read_magnitude(upper_scale, language) if is_range else None
    known = currencies()
    if said.lower() in known.doubtful_words and not scale and not upper_scale and value < _BARE_NEEDS:
        return None
    per = _PER.match(text, end)
    if upper is not None and upper < value:
        upper, value = None, number * read_magnitude(scale, language)
    return Sum(
        match.start(),
        end,
        _currency(said, known, text, home, language),
        round(value, 6),
        upper,
        _unit(per, text, match.start()),
    )


def _is_range(match: re.Match[str], text: str) -> bool:
    """`$5-10 million` always; `$5 to $10 million` unless `from` makes it a rise; `and` after `between` only.

    `$50 or $100` are two sums, `$5 or $10 million` share the magnitude.
    """
    joint = match["joint"].strip().lower()
    if joint in "-–—":
        return True
    before = text[max(0, match.start() - 10) : match.start()].lower()
    if joint in _AND:
        return before.rstrip().endswith(("between", "entre", "tra", "fra", "zwischen", "von", "между"))
    if joint == "or" and text[match.end("joint") : match.start("upper")].strip():
        return bool(match["upper_magnitude"]) and not match["magnitude"]
    return joint in ("or", "bis", "à", "до") or not before.rstrip().endswith("from")


def _end_of_first(match: re.Match[str]) -> int:
    return match.end("magnitude") if match["magnitude"] else match.end("number")


def _currency(said: str, known: Currencies, text: str, home: str | None, language: str | None) -> str | None:
    return known.by_sign.get(said) or known.by_name.get(said.lower()) or shared_currency(said, text, home, language)


def _unit(match: re.Match[str] | None, text: str, start: int) -> str | None:
    if match is None:
        before = _PER_BEFORE.search(text, max(0, start - 12), start)
        return _UNITS_BEFORE[before["unit"][:2].lower()] if before else None
    return _ADVERBS[match["adverb"].lower()] if match["adverb"] else _UNITS[match["unit"].lower()]
