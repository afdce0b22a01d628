"""Which kind of cruft a line is by its words alone: labels/ and a few shapes, as expressions over the frame of lines."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from flows.clean.labels import alternation, kinds, labels, months, openers, phrases, whole_lines
from flows.clean.rules import Rule

# A line with a label inside is cruft only while it is short: an article may speak of newsletters.
SHORT = 40
# What may stand before a label: bullets, arrows, brackets.
_LEAD = r"^[\s\-–—•·*|>›»→▶►+#\[(]*"
SHORTER = 30
# Bare words that are also ordinary headings or single words of an article: a bar of one of them proves nothing.
_BAR_WORDS = 2

# Shapes that need no language, over the line in lower case.
_SEPARATOR = r"^[\s_*\-–—=~•·.#|+…]+$"
_PAGES = r"^(?:\W*\b\d{1,3}\b\W*){2,}$|^\W*\d{1,3}\s*(?:/|of|de|von|sur|di|из)\s*\d{1,3}\W*$|^\W*(?:page|seite|página|pagina|sayfa|страница|صفحة)\s*\d+\b.{0,12}$"
_AGENCIES = r"getty|getty images|ap|ap photo|afp|reuters|epa|epa-efe|efe|dpa|xinhua|shutterstock|istock|alamy|pa|pa wire|pa images|bloomberg|nurphoto|anadolu(?: agency)?|tass|ria novosti|usa today sports|zuma|sipa|imago|keystone|ansa|lusa|handout|file|unsplash|wikimedia(?: commons)?"
_CREDITED = rf"(?:/\s*(?:{_AGENCIES})|\bvia (?:{_AGENCIES})|\((?:ap|afp|file) (?:photo|file photo)[^()]*|\bgetty images)\s*[)\].]*$"
_AGENCY_SIGNATURE = r"^\(?[\p{L} ]{2,30}(?:/[a-z]{2,3}){1,4}\)?$|^[—–-]+\s?(?:reuters|afp|ap|bloomberg|pti|ians|ani|dpa|efe|xinhua|tass)\W*$|^\(?(?:pti|ians|ani|afp|ap|reuters|agencies|ends)\)?\W*$|^\([\p{L}.’' -]{2,40}\)$"
_COPYRIGHT = r"^\W*(?:©|\(c\))\s*(?:copyright\s*)?(?:\W*(?:19|20)\d\d|\S.{0,60}(?:19|20)\d\d)"
_COPYRIGHT_SIGN = r"^\W*©"


def with_labels(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with features, and `label` (a rule or null) with `how` it was told (line, opens, start, has, bar, shape)."""
    short = pl.col("words") <= SHORT
    candidates = [
        ("opens", _table(openers())),
        ("line", _table(whole_lines())),
        ("bar", _first_kind("bar", bar_pattern)),
        ("start", pl.when(short).then(_first_kind("start", start_pattern))),
        ("has", pl.when(pl.col("words") <= SHORTER).then(_contained())),
        ("shape", _shapes()),
    ]
    lines = lines.with_columns(expression.alias(f"label_{how}") for how, expression in candidates)
    names = [f"label_{how}" for how, _ in candidates]
    how = pl.coalesce(pl.when(pl.col(name).is_not_null()).then(pl.lit(name[6:])) for name in names)
    return lines.with_columns(label=pl.coalesce(names), how=how).drop(names)


def _table(table: dict[str, str]) -> pl.Expr:
    """The kind of a line that is a label and nothing more, counters such as "12 comments" aside."""
    bare = pl.col("key").str.replace_all(r"^[^\p{L}]+|[^\p{L}]+$", "")
    found = [key.replace_strict(table, default=None, return_dtype=pl.String()) for key in (pl.col("key"), bare)]
    return pl.when(pl.col("words") <= 8).then(pl.coalesce(found))


def _first_kind(how: str, pattern: object) -> pl.Expr:
    assert callable(pattern)
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
    words = _rust("|".join(re.escape(word) for word in phrases("bar", kind)))
    return rf"^[\W\d_]*(?:(?:{words})(?:[\W\d_]+|$)){{{_BAR_WORDS},}}$"


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
        .when(_is_timestamp())
        .then(pl.lit(Rule.TIMESTAMP.value))
        .when(lower.str.contains(_PAGES))
        .then(pl.lit(Rule.PAGER.value))
        .when(lower.str.contains(_CREDITED) & (pl.col("words") <= 60))
        .then(pl.lit(Rule.CAPTION.value))
        .when(lower.str.contains(_AGENCY_SIGNATURE) & (pl.col("words") <= 6))
        .then(pl.lit(Rule.AGENCY_CREDIT.value))
        .when(lower.str.contains(_COPYRIGHT) | (lower.str.contains(_COPYRIGHT_SIGN) & ~pl.col("is_closed")))
        .then(pl.when(pl.col("words") <= SHORT).then(pl.lit(Rule.LEGAL.value)))
    )


def _is_timestamp() -> pl.Expr:
    """Lines that say when and nothing else: words of timestamps with a date, a time, or a number and an age."""
    lower = pl.col("lower")
    dated = lower.str.contains(timestamp_anchor()) | (lower.str.contains(_age()) & lower.str.contains(r"\d"))
    return lower.str.contains(timestamp_words()) & dated & (pl.col("words") <= 24)


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
    return _rust(rf"^[\W_]*(?:(?:{token})(?:[\W_]+|$))+$")


@cache
def timestamp_anchor() -> str:
    """Matches a month, a date in numbers, or a time of day."""
    names = "|".join(re.escape(name) for name in sorted(months(), key=lambda name: (-len(name), name)))
    return _rust(rf"\b(?:{names})\b.*\d|\d.*\b(?:{names})\b|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}}[:h]\d{{2}}")


@cache
def _age() -> str:
    return _rust(rf"\b(?:{'|'.join(re.escape(word) for word in phrases('ago', Rule.TIMESTAMP))})\b")
