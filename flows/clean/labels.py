"""The words by which cruft is known: `labels/LANGUAGE.tsv`, one phrase a row, matched without regard to case.

The columns are `kind` (a rule), `how` and `phrase`. `how` is one of

    line      the phrase is the whole line, edge punctuation aside
    start     a line of at most SHORT words starts with it
    unless    with which a line starts that is a sentence, whatever its kind: "Read more than others, …"
    has       a line of at most SHORTER words contains it
    form      a line of at most FORM_WORDS words contains such phrases, one in WORDS_FOR_EACH words
    end       a line of at most SHORTER words ends with it, without a full stop
    bar       a line made of nothing but such phrases (a share bar)
    opens     like `line`, and the headlines that follow belong to it
    heads     a line of a few words that ends no sentence starts with it, and opens a list: "More from the Courier"
    calls, called, network    a line of at most SHORTER words starts with the first or contains the second, and
              names a network: "Follow us on …", "… kanalımıza katılın"
    count     the phrase with a number is the whole line: "123 shares"
    about     a number and the phrase begin a line that ends with what it is about: "24 responses to “The wall”"
    previous, next     the two labels of a pager

    everything              a section that is none
    page, agency, word      what a numbered page, a house of pictures or news, an abbreviation is called

and for `timestamp` and `byline` the words such a line is made of (`words`, `ago`, `units`, `day`; `lead`, `roles`).
The phrases were written for this project from what news sites use.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.casing import ByWord, small

FOLDER = Path(__file__).parent / "labels"
LANGUAGES = (
    *("en", "fr", "de", "es", "pt", "it", "tr", "ru", "ar"),
    *("nl", "pl", "sv", "uk", "zh", "ja", "hi", "id", "fa"),
    *("ko", "el", "he", "ro", "hu", "cs", "da", "fi", "vi", "bg", "hr", "th", "bn", "ur"),
    *("nb", "sk", "sl", "sr", "mk", "sq", "lt", "lv", "et", "is", "ca", "gl", "eu", "ka", "hy", "az", "kk", "mn"),
    *("ms", "tl", "ta", "te", "mr", "ne", "si", "my", "km", "am", "sw"),
)


# What capitals drop in Greek, and often in French, Italian, Spanish and Portuguese.
_ACCENTS = re.compile(r"[\u0300-\u0302\u0308]")


class Label(NamedTuple):
    """One row of labels/: `phrase` in small letters (casing.small)."""

    kind: str
    how: str
    phrase: str


@cache
def labels() -> tuple[Label, ...]:
    """Every label of every language, English first, each once."""
    rows: dict[Label, None] = {}
    for language in LANGUAGES:
        with (FOLDER / f"{language}.tsv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[Label(row["kind"], row["how"], small(row["phrase"]))] = None
    return tuple(rows)


def kinds(how: str) -> list[str]:
    """The kinds that have labels of that `how`, in the order of the files."""
    return list(dict.fromkeys(label.kind for label in labels() if label.how == how))


def phrases(how: str, kind: str) -> list[str]:
    """The phrases of a kind, longest first, so that an alternation of them prefers the longest."""
    return sorted(_phrases()[how, kind], key=lambda phrase: (-len(phrase), phrase))


@cache
def _phrases() -> Mapping[tuple[str, str], list[str]]:
    """Phrases by `how` and kind."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for label in labels():
        found[label.how, label.kind].append(label.phrase)
    return found


def bare(phrase: str) -> str:
    """`phrase` in lower case without what is neither letter nor digit at its edges."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", small(phrase))


@cache
def whole_lines() -> dict[str, str]:
    """Bare line to kind, for `line` and `opens`; where two kinds claim a phrase, the first file's."""
    found: dict[str, str] = {}
    for label in labels():
        if label.how in ("line", "opens"):
            found.setdefault(bare(label.phrase) or label.phrase, label.kind)
    return found


@cache
def capitals() -> dict[str, str]:
    """Bare lines as capitals without accents write them to the bare label: `a lire aussi`, `σχετικα αρθρα`."""
    found: dict[str, str] = {}
    for key in whole_lines():
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", key)))
        if plain != key:
            found.setdefault(plain, key)
    return found


@cache
def openers() -> dict[str, str]:
    """Bare line to kind, for the headers that open a list."""
    return {bare(label.phrase): label.kind for label in labels() if label.how == "opens"}


def alternation(words: Iterable[str]) -> str:
    """A regular expression for one of `words`, without a group: a letter or digit at its end must end a word."""
    return "|".join(re.escape(word) + (r"\b" if word[-1:].isalnum() else "") for word in words)


@cache
def months() -> ByWord[int]:
    """Names of months in lower case, to 1 … 12."""
    with (FOLDER / "months.tsv").open(encoding="utf-8", newline="") as stream:
        return ByWord({row["name"]: int(row["month"]) for row in csv.DictReader(stream, delimiter="\t")})


@cache
def everything() -> frozenset[str]:
    """What sites call a section that holds everything, in lower case."""
    return frozenset(phrases("everything", "section"))


@cache
def houses() -> tuple[str, ...]:
    """Agencies that datelines name, as they write themselves, longest first."""
    with (FOLDER / "houses.tsv").open(encoding="utf-8", newline="") as stream:
        found = {row["house"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return tuple(sorted(found, key=lambda house: (-len(house), house)))
