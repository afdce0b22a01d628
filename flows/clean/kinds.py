"""Which kind of cruft a line is by its words alone: labels/ and a few shapes.

Expressions over all lines say which ways of telling may tell a line; the few lines that are left are looked at one by
one. The expressions have few patterns: Polars remembers the last 32 that it has made, and once a batch asks for more it
makes every one anew, for each batch a fifth of a second.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import polars as pl
import regex

from flows.clean import label_patterns as patterns
from flows.clean.labels import bare, capitals, kinds, openers, phrases, whole_lines
from flows.clean.starts import starting_kind
from flows.rules import Rule

# A line with a label inside is cruft only while it is short: an article may speak of newsletters.
SHORT = 40
SHORTER = 30
LONGEST = 60
# Of the words of forms and appeals a line of any length up to FORM_WORDS has at least one in so many words.
FORM_WORDS, WORDS_FOR_EACH = 250, 60
# A header that names an outlet or a section has so many words at most.
HEADER_WORDS = 6
# What is a label and nothing more, a timestamp, and an agency's mark have so many words at most.
TABLE_WORDS, STAMP_WORDS, SIGNED_WORDS = 8, 24, 6
# Ways by which a line may be told, as bits.
_TABLE, _BAR, _WHEN, _START, _HAS, _CALLS, _COUNT, _END = (1 << bit for bit in range(8))
_CREDIT, _SIGNED, _COPYRIGHT, _FORM, _OUTLINE, _ABOUT, _HEADS = (1 << bit for bit in range(8, 15))
_SHAPED = _OUTLINE | _CREDIT | _SIGNED | _COPYRIGHT
_EDGES = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")
_SENTENCE = regex.compile(r"\p{L}[.?!]$")
_NUMERIC_DATE = regex.compile(patterns.NUMERIC_DATE)
_COPYRIGHTED = regex.compile(patterns.COPYRIGHT)
_COPYRIGHT_SIGN = regex.compile(patterns.COPYRIGHT_SIGN)
_NUMBER = regex.compile(r"\d+")


class Suspect(NamedTuple):
    """A line that may carry a label, and the ways by which it may."""

    text: str
    lower: str
    key: str
    words: int
    is_closed: bool
    ways: int


class Told(NamedTuple):
    """The kind of cruft that a line is, and how that was told (labels.py, "when" or "shape")."""

    label: str | None
    how: str | None


_UNTOLD = Told(None, None)


def with_labels(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with features, and `label` (a rule or null) with `how` it was told (labels.py, or "shape").

    Lines longer than any labelled one are not looked at, equal lines once, and closely only what may carry a label.
    """
    suspects = (
        lines.select("text", "lower", "key", "words", "is_closed")
        .filter((pl.col("words") <= LONGEST) | _has_form(pl.col("words").is_between(LONGEST, FORM_WORDS)))
        .unique("text", maintain_order=True)
        .with_columns(ways=_ways())
        .filter(pl.col("ways") > 0)
        .with_columns(ways=_without_calls())
        .filter(pl.col("ways") > 0)
    )
    found = [(suspect[0], *_told(Suspect(*suspect))) for suspect in suspects.iter_rows()]
    told = pl.DataFrame(found, schema=dict.fromkeys(("text", "label", "how"), pl.String), orient="row")
    return lines.join(told, on="text", how="left", maintain_order="left")


def _ways() -> pl.Expr:
    """The ways by which a line may be told, as bits: never fewer than those that tell it."""
    lower, key, words = pl.col("lower"), pl.col("key"), pl.col("words")
    is_shorter = words <= SHORTER
    # Nothing is a time without a figure (_when), and the pattern of times is the slowest.
    may_be_stamp = (words <= STAMP_WORDS) & lower.str.contains(r"\d")
    conditions = {
        _TABLE: (words <= TABLE_WORDS) & (key.is_in(_table_keys()) | key.str.contains(patterns.NUMBERED)),
        _BAR: lower.str.contains(patterns.any_bar()),
        _WHEN: pl.when(may_be_stamp).then(lower).str.contains(patterns.timestamp_words()),
        _START: (words <= SHORT) & lower.str.contains(patterns.any_start()),
        _HAS: pl.when(is_shorter).then(lower).str.contains(patterns.any_of("has")),
        _CALLS: pl.when(is_shorter).then(lower).str.contains(patterns.network()),
        _COUNT: (words <= TABLE_WORDS) & lower.str.contains(patterns.any_count()),
        _HEADS: (words <= HEADER_WORDS) & ~pl.col("is_closed") & lower.str.contains(patterns.heads()) & ~_leads(lower),
        _ABOUT: is_shorter & lower.str.contains(patterns.about_comments()),
        _END: pl.when(is_shorter & ~pl.col("is_closed")).then(lower).str.contains(patterns.any_end()),
        _OUTLINE: lower.str.contains(patterns.any_outline()),
        _CREDIT: lower.str.contains(patterns.any_credit()),
        _SIGNED: (words <= SIGNED_WORDS) & (lower.str.contains(patterns.MAY_SIGN) | key.is_in(_signatures())),
        _COPYRIGHT: (words <= SHORT) & lower.str.contains_any(["©", "(c)", "copyright"]),
        _FORM: _has_form(words <= FORM_WORDS),
    }
    return pl.sum_horizontal(
        found.fill_null(value=False).cast(pl.UInt32) * pl.lit(bit, pl.UInt32) for bit, found in conditions.items()
    )


def _leads(lower: pl.Expr) -> pl.Expr:
    """Whether a line holds an address: a note that leads elsewhere heads no list."""
    return lower.str.contains("://", literal=True)


def _has_form(wanted: pl.Expr) -> pl.Expr:
    """Whether a line holds a phrase of forms; null where that is not wanted."""
    return pl.when(wanted).then("lower").str.contains(patterns.any_of("form"))


def _without_calls() -> pl.Expr:
    """The ways of lines that name a network, but for those of them that do not call to it: few are left to look at."""
    is_named = (pl.col("ways") & _CALLS) > 0
    calls = pl.when(is_named).then("lower").str.contains(patterns.calls())
    return pl.when(is_named & ~calls).then(pl.col("ways") - _CALLS).otherwise("ways")


def _told(line: Suspect) -> Told:
    """What a line is told to be, the most telling way first."""
    for how, tells in _TELLS.items():
        label = tells(line)
        if label is not None:
            return Told(label, how)
    return _UNTOLD


def _opens(line: Suspect) -> str | None:
    if line.ways & _HEADS:
        return Rule.RELATED.value
    return _of_table(line, openers()) if line.ways & _TABLE else None


def _is_label(line: Suspect) -> str | None:
    return _of_table(line, whole_lines()) if line.ways & _TABLE else None


def _of_table(line: Suspect, table: dict[str, str]) -> str | None:
    """The kind of a line that is a label and nothing more, counters such as "12 comments" aside.

    "Got it." and "Thank you." with a full stop are somebody's words.
    """
    if line.words <= 2 and _SENTENCE.search(line.text):
        return None
    written = capitals().get(line.key, "") if line.text.isupper() else ""
    return table.get(line.key) or table.get(_EDGES.sub("", line.key)) or table.get(written)


def _bar(line: Suspect) -> str | None:
    return _first_kind("bar", line) if line.ways & _BAR else None


def _when(line: Suspect) -> str | None:
    """Lines that say when and nothing else: a day with its month and a year or time, a date in numbers, or an age.

    A month alone ("March 2016") or a time ("14:55") is as often a heading of the article's own; after a word such as
    "updated" a time tells as well.
    """
    if not line.ways & _WHEN:
        return None
    numbers = len(_NUMBER.findall(line.lower))
    is_stamp = (
        (numbers >= 2 and _pattern(patterns.month()).search(line.lower))
        or (numbers and _pattern(patterns.age()).search(line.lower))
        or _NUMERIC_DATE.search(line.lower)
        or _pattern(patterns.told()).search(line.lower)
    )
    return Rule.TIMESTAMP.value if is_stamp else None


def _starts(line: Suspect) -> str | None:
    return starting_kind(line.text, line.lower, is_closed=line.is_closed) if line.ways & _START else None


def _has(line: Suspect) -> str | None:
    if not line.ways & _HAS:
        return None
    return next((kind for kind, said in _said_by_kind("has") if any(phrase in line.lower for phrase in said)), None)


def _form(line: Suspect) -> str | None:
    """By so many phrases of forms and appeals as no paragraph has."""
    if not line.ways & _FORM:
        return None
    least = 1 + line.words // WORDS_FOR_EACH
    counts = ((kind, sum(phrase in line.lower for phrase in said)) for kind, said in _said_by_kind("form"))
    return next((kind for kind, count in counts if count >= least), None)


def _calls(line: Suspect) -> str | None:
    return Rule.SHARE.value if line.ways & _CALLS else None


def _counts(line: Suspect) -> str | None:
    return _first_kind("count", line) if line.ways & _COUNT else None


def _about(line: Suspect) -> str | None:
    return Rule.COMMENTS.value if line.ways & _ABOUT else None


def _ends(line: Suspect) -> str | None:
    return _first_kind("end", line) if line.ways & _END else None


def _shape(line: Suspect) -> str | None:
    if not line.ways & _SHAPED:
        return None
    outlined = _outlined(line) if line.ways & _OUTLINE else None
    if outlined is not None:
        return outlined
    if line.ways & _CREDIT and _pattern(patterns.credited()).search(line.lower):
        return Rule.CAPTION.value
    if line.ways & _SIGNED and _pattern(patterns.signature()).search(line.lower):
        return Rule.AGENCY_CREDIT.value
    return Rule.LEGAL.value if line.ways & _COPYRIGHT and _is_copyright(line) else None


def _outlined(line: Suspect) -> str | None:
    """The kind of a line that its outline tells."""
    for kind, pattern in patterns.outlines():
        most = {Rule.PLAYER: SHORTER, Rule.GALLERY: TABLE_WORDS}.get(kind, FORM_WORDS)
        if line.words <= most and _pattern(pattern).search(line.lower) and not (kind is Rule.PLAYER and line.is_closed):
            return kind.value
    return None


def _is_copyright(line: Suspect) -> bool:
    is_sign = not line.is_closed and _COPYRIGHT_SIGN.search(line.lower) is not None
    return is_sign or _COPYRIGHTED.search(line.lower) is not None


_TELLS = {
    "opens": _opens,
    "line": _is_label,
    "bar": _bar,
    "when": _when,
    "start": _starts,
    "has": _has,
    "form": _form,
    "calls": _calls,
    "count": _counts,
    "about": _about,
    "end": _ends,
    "shape": _shape,
}


def _first_kind(how: str, line: Suspect) -> str | None:
    return next((kind for kind, pattern in _patterns_by_kind(how) if pattern.search(line.lower)), None)


@cache
def _patterns_by_kind(how: str) -> list[tuple[str, regex.Pattern[str]]]:
    of_kind = {"bar": patterns.bar_pattern, "count": patterns.count_pattern, "end": patterns.end_pattern}
    return [(kind, _pattern(of_kind[how](kind))) for kind in kinds(how) if kind != Rule.BYLINE]


@cache
def _pattern(said: str) -> regex.Pattern[str]:
    return regex.compile(said)


@cache
def _said_by_kind(how: str) -> list[tuple[str, list[str]]]:
    return [(kind, phrases(how, kind)) for kind in kinds(how)]


@cache
def _table_keys() -> pl.Series:
    return pl.Series([[*whole_lines(), *capitals()]], dtype=pl.List(pl.String()))


@cache
def _signatures() -> pl.Series:
    houses = (bare(house) for house in phrases("agency", Rule.AGENCY_CREDIT))
    return pl.Series([sorted({"agencies", "ends", *houses})], dtype=pl.List(pl.String()))
