"""Which kind of cruft a line is by its words alone: labels/ and a few shapes, as expressions over the lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import polars as pl

from flows.clean.labels import alternation, bare, kinds, labels, months, openers, phrases, whole_lines
from flows.rules import Rule

# A line with a label inside is cruft only while it is short: an article may speak of newsletters.
SHORT = 40
# What may stand before a label: bullets, arrows, brackets.
_LEAD = r"^[\s\-–—•·*|>›»→▶►+#\[(]*"
SHORTER = 30
LONGEST = 60
# What is a label and nothing more, a timestamp, and an agency's mark have so many words at most.
TABLE_WORDS, STAMP_WORDS, SIGNED_WORDS = 8, 24, 6
# Bare words that are also ordinary headings or single words of an article: a bar of one of them proves nothing.
_BAR_WORDS = 2

# Shapes that need no language, over the line in lower case.
_SEPARATOR = r"^[\s_*\-–—=~•·.#|+…]+$"
_PAGES = r"^(?:\W*\b\d{1,3}\b\W*){2,}$|^\W*\d{1,3}\s*(?:/|of|de|von|sur|di|из)\s*\d{1,3}\W*$"
_INITIALS = r"^\(?[\p{L} ]{2,30}(?:/[a-z]{2,3}){1,4}\)?$"
_BRACKETED = r"^\([\p{L}.’' -]{2,40}\)$"
_NUMERIC_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
# A whole label may follow or precede a counter; an agency's mark follows a dash or stands in brackets or bars.
_NUMBERED = r"^\p{N}|\p{N}$"
_MAY_SIGN = r"^[(—–-]|/"
# What is left of an embedded post, and of templates and scripts.
_EMBEDDED = (
    r"^[—–-]{1,3} ?.{1,80}\(@\w{1,20}\),?\s.{0,12}\b\d{1,2}\b.{0,12}\d{4}\W*$|^(?:pic\.twitter\.com|https?://t\.co)/\w+$"
    r"|^\{\{[^{}]*\}\}$|^\{%.*%\}$"
    r"|^(?:var |window\.|document\.|\(?function ?\().*[;})]$|^(?:googletag|dataLayer)\b.*[;)]$"
)
# A bar of reactions: at least two pictures, a word each.
_REACTIONS = r"^(?:[\p{Emoji_Presentation}❤♥]\x{fe0f}?\s*[\p{L}\d]{0,12}\s*){2,}$"
_COPYRIGHT = r"^\W*(?:©|\(c\))\s*(?:copyright\s*)?(?:\W*(?:19|20)\d\d|\S.{0,60}(?:19|20)\d\d)"
_COPYRIGHT_SIGN = r"^\W*©"


def with_labels(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with features, and `label` (a rule or null) with `how` it was told (labels.py, or "shape").

    Lines longer than any labelled one are not looked at, equal lines once, and closely only what may carry a label.
    """
    ways = _ways()
    how = pl.coalesce(pl.when(pl.col(way).is_not_null()).then(pl.lit(way)) for way in ways)
    told = (
        lines.filter(pl.col("words") <= LONGEST)
        .select("text", "lower", "key", "words", "is_closed")
        .unique("text", maintain_order=True)
        .filter(_may_be_labelled())
        .select("text", *(found.alias(way) for way, found in ways.items()))
        .select("text", label=pl.coalesce(*ways), how=how)
    )
    return lines.join(told, on="text", how="left", maintain_order="left")


def _ways() -> dict[str, pl.Expr]:
    """The kind that each way of telling finds, the most telling way first."""
    short, shorter = pl.col("words") <= SHORT, pl.col("words") <= SHORTER
    return {
        "opens": _table(*_columns(openers)),
        "line": _table(*_columns(whole_lines)),
        "bar": _first_kind("bar", bar_pattern),
        "when": pl.when(_is_timestamp()).then(pl.lit(Rule.TIMESTAMP.value)),
        "start": pl.when(short).then(_first_kind("start", start_pattern)),
        "has": pl.when(shorter).then(_contained()),
        "end": pl.when(shorter & ~pl.col("is_closed")).then(_first_kind("end", end_pattern)),
        "shape": _shapes(),
    }


def _may_be_labelled() -> pl.Expr:
    """Whether any of _ways may find a kind: the patterns of all kinds in one, and what theirs cannot do without."""
    lower, words = pl.col("lower"), pl.col("words")
    shaped = (_SEPARATOR, _EMBEDDED, _REACTIONS, _PAGES, _page_number())
    return pl.any_horizontal(
        (words <= TABLE_WORDS)
        & (pl.col("key").is_in(_columns(whole_lines)[0]) | pl.col("key").str.contains(_NUMBERED)),
        lower.str.contains(_any_start()),
        lower.str.contains(_any_bar()),
        (words <= STAMP_WORDS) & lower.str.contains(timestamp_words()),
        (words <= SHORTER) & ~pl.col("is_closed") & lower.str.contains(_any_end()),
        lower.str.contains_any(_telling()),
        (words <= SIGNED_WORDS) & (lower.str.contains(_MAY_SIGN) | pl.col("key").is_in(_signatures())),
        *(lower.str.contains(shape) for shape in shaped),
    )


def _all_phrases(how: str) -> list[str]:
    """The phrases of all kinds but bylines, which _first_kind leaves out, longest first."""
    found = {phrase for kind in kinds(how) if kind != Rule.BYLINE for phrase in phrases(how, kind)}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


@cache
def _any_start() -> str:
    """Without the ends of words, at which Polars' regular expressions are slow."""
    said = _rust("|".join(re.escape(phrase) for phrase in _all_phrases("start")))
    return f"{_LEAD}(?:{said})"


@cache
def _any_bar() -> str:
    return _bar(_all_phrases("bar"))


@cache
def _any_end() -> str:
    return _end(_all_phrases("end"))


@cache
def _telling() -> list[str]:
    """What a line contains that carries a label inside, the credit of a picture or a copyright."""
    inside = [phrase for kind in kinds("has") for phrase in phrases("has", kind)]
    credited = (*phrases("agency", Rule.CAPTION), *phrases("credit", Rule.CAPTION), "photo", "getty images")
    return sorted({*inside, *credited, "©", "(c)"})


@cache
def _signatures() -> list[str]:
    return sorted({"agencies", "ends", *(bare(house) for house in phrases("agency", Rule.AGENCY_CREDIT))})


@cache
def _columns(table: Callable[[], dict[str, str]]) -> tuple[pl.Series, pl.Series]:
    said = table()
    return pl.Series(list(said), dtype=pl.String()), pl.Series(list(said.values()), dtype=pl.String())


def _table(old: pl.Series, new: pl.Series) -> pl.Expr:
    """The kind of a line that is a label and nothing more, counters such as "12 comments" aside.

    "Got it." and "Thank you." with a full stop are somebody's words.
    """
    alone = pl.col("key").str.replace_all(r"^[^\p{L}]+|[^\p{L}]+$", "")
    found = [key.replace_strict(old, new, default=None, return_dtype=pl.String()) for key in (pl.col("key"), alone)]
    is_sentence = pl.col("text").str.contains(r"[\p{L}][.?!]$") & (pl.col("words") <= 2)
    return pl.when((pl.col("words") <= TABLE_WORDS) & ~is_sentence).then(pl.coalesce(found))


def _first_kind(how: str, pattern: Callable[[str], str]) -> pl.Expr:
    lower = pl.col("lower")
    return pl.coalesce(
        pl.when(lower.str.contains(pattern(kind))).then(pl.lit(kind)) for kind in kinds(how) if kind != "byline"
    )


@cache
def start_pattern(kind: str) -> str:
    """Matches a lower-case line that starts with a label of that kind."""
    return f"{_LEAD}(?:{_rust(alternation(phrases('start', kind)))})"


@cache
def bar_pattern(kind: str) -> str:
    """Matches a lower-case line that is made of at least two labels of a bar, and counters."""
    return _bar(phrases("bar", kind))


def _bar(said: Sequence[str]) -> str:
    words = _rust("|".join(re.escape(word) for word in said))
    return rf"^[\W\d_]*(?:(?:{words})(?:[\W\d_]+|$)){{{_BAR_WORDS},}}$"


@cache
def end_pattern(kind: str) -> str:
    """Matches a lower-case line that ends with a label of that kind."""
    return _end(phrases("end", kind))


def _end(said: Sequence[str]) -> str:
    return _rust(rf"[\s.!?”’'\"](?:{'|'.join(re.escape(phrase) for phrase in said)})\W*$")


def _rust(pattern: str) -> str:
    """Polars' regular expressions know neither an escaped space nor other needless escapes."""
    return re.sub(r"\\([ '\"&#@:/<>=!,;%\-~`’])", r"\1", pattern)


def _contained() -> pl.Expr:
    return pl.coalesce(
        pl.when(pl.col("lower").str.contains_any(phrases("has", kind))).then(pl.lit(kind)) for kind in kinds("has")
    )


def _shapes() -> pl.Expr:
    lower = pl.col("lower")
    return (
        pl.when(lower.str.contains(_SEPARATOR))
        .then(pl.lit(Rule.SEPARATOR.value))
        .when(lower.str.contains(_EMBEDDED))
        .then(pl.lit(Rule.RESIDUE.value))
        .when(lower.str.contains(_REACTIONS))
        .then(pl.lit(Rule.SHARE.value))
        .when(lower.str.contains(_PAGES) | lower.str.contains(_page_number()))
        .then(pl.lit(Rule.PAGER.value))
        .when(lower.str.contains(_credited()) & (pl.col("words") <= LONGEST))
        .then(pl.lit(Rule.CAPTION.value))
        .when(lower.str.contains(_signature()) & (pl.col("words") <= SIGNED_WORDS))
        .then(pl.lit(Rule.AGENCY_CREDIT.value))
        .when(lower.str.contains(_COPYRIGHT) | (lower.str.contains(_COPYRIGHT_SIGN) & ~pl.col("is_closed")))
        .then(pl.when(pl.col("words") <= SHORT).then(pl.lit(Rule.LEGAL.value)))
    )


@cache
def _page_number() -> str:
    return _rust(rf"^\W*(?:{'|'.join(re.escape(word) for word in phrases('page', Rule.PAGER))})\s*\d+\b.{{0,12}}$")


@cache
def _credited() -> str:
    """Matches a line that ends in the credit of a picture: "/Getty Images", "(AP Photo/A. Name)", "via Reuters"."""
    houses = "|".join(re.escape(house) for house in phrases("agency", Rule.CAPTION))
    alone = rf"^\((?:[\w. -]{{2,40}}/)?(?:{houses})(?:[/-][\w. -]{{2,30}})?\)"
    after = rf"{alone}|/\s*(?:{houses})|\bvia (?:{houses})|\((?:ap|afp|file) (?:photo|file photo)[^()]*|\bgetty images"
    said = "|".join(re.escape(word) for word in phrases("credit", Rule.CAPTION))
    return _rust(rf"(?:{after})\s*[)\].]*$|[.!?”\"»] \(?(?:{said})s?(?: by)?\s*[:|/] ?\S.{{1,60}}$")


@cache
def _signature() -> str:
    """Matches the mark of an agency at the end of a piece: "— AFP", "(PTI)", "(A Wire)", "Wire/ab/cd"."""
    houses = "|".join(re.escape(house) for house in phrases("agency", Rule.AGENCY_CREDIT))
    return _rust(rf"^[—–-]+\s?(?:{houses})\W*$|^\(?(?:{houses}|agencies|ends)\)?\W*$|{_INITIALS}|{_BRACKETED}")


def _is_timestamp() -> pl.Expr:
    """Lines that say when and nothing else: a day with its month and a year or time, a date in numbers, or an age.

    A month alone ("March 2016") or a time ("14:55") is as often a heading of the article's own.
    """
    lower = pl.col("lower")
    dated = lower.str.contains(_month()) & (lower.str.count_matches(r"\d+") >= 2)
    aged = lower.str.contains(_age()) & lower.str.contains(r"\d")
    return (
        lower.str.contains(timestamp_words())
        & (dated | aged | lower.str.contains(_NUMERIC_DATE))
        & (pl.col("words") <= STAMP_WORDS)
    )


@cache
def timestamp_words() -> str:
    """Matches a lower-case line that is made of words and numbers of timestamps."""
    numbers = [
        r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",
        r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?",
        r"\d{1,4}(?:st|nd|rd|th|er|º|ª|-го|h|am|pm)?",
    ]
    said = [label.phrase for label in labels() if label.kind == Rule.TIMESTAMP]
    words = sorted({*said, *months(), "de", "del", "г", "года"}, key=lambda word: (-len(word), word))
    token = "|".join((*numbers, *(re.escape(word) for word in words)))
    return _rust(rf"^[^\w–—•*-]*(?:(?:{token})(?:[\W_]+|$))+$")


@cache
def _month() -> str:
    names = "|".join(re.escape(name) for name in sorted(months(), key=lambda name: (-len(name), name)))
    return _rust(rf"\b(?:{names})\b")


@cache
def _age() -> str:
    return _rust(rf"\b(?:{'|'.join(re.escape(word) for word in phrases('ago', Rule.TIMESTAMP))})\b")
