"""The regular expressions by which labels/ and a few shapes tell kinds of cruft, over a line in lower case.

They are written so that Polars' regular expressions and the module `regex` read them alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.casing import small
from flows.clean.labels import bare, kinds, labels, months, phrases
from flows.rules import Rule

# What may stand before a label: bullets, arrows, brackets, pictures.
LEAD = r"^[\s\p{So}\p{Sk}\ufe0f\u200d\-–—•·*|>›»→▶►+#\[(]*"
# Shorter words of timestamps stand before times in prose too: "at 14:55".
_TOLD = 5
# Bare words that are also ordinary headings or single words of an article: a bar of one of them proves nothing.
_BAR_WORDS = 2

# Shapes that need no language, over the line in lower case.
SEPARATOR = r"^[\s_*\-–—=~•·.#|+…]+$|^[-–—#]+ ?30 ?[-–—#]+$"
# Numbers of pages; not a price, nor the length of a film.
_OF_SUM = "$€£¥₹₽₺"
PAGES = rf"^[^\w{_OF_SUM}]*\d{{1,3}}(?:(?:[^\w.,:{_OF_SUM}]|, )+\d{{1,3}})+[^\w{_OF_SUM}]*$|"
PAGES += r"^\W*\d{1,3}\s*(?:/|of|de|von|sur|di|из)\s*\d{1,3}\W*$"
# A film with its length before its title, and the number of a picture in a gallery.
FILM = (
    r"^\W*play video\s.+\bvideo\W*$"
    r"|^\W*(?:(?:play|watch)\W+(?:video\W+)?|v[ií]d[eé]o\W+|видео\W+|فيديو\W+)\d{1,2}:\d{2}(?::\d{2})?(?:\s|$)"
)
PICTURE = (
    r"^\W*(?:(?:prev|previous|next)\W+)?(?:image|photo|slide|picture|imagen|imagem|immagine|foto|bild|фото)"
    r"\s+\d{1,3}\s*(?:/|of|de|von|sur|di|из|av|van)\s*\d{1,3}\W*$"
)
INITIALS = r"^\(?[\p{L} ]{2,30}(?:/[a-z]{2,3}){1,4}\)?$"
BRACKETED = r"^\([\p{L}.’' -]{2,40}\)$"
_EASTERN_DATE = r"\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]"
NUMERIC_DATE = rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|{_EASTERN_DATE}"
# A whole label may follow or precede a counter; an agency's mark follows a dash or stands in brackets or bars.
NUMBERED = r"^\p{N}|\p{N}$"
MAY_SIGN = r"^[(—–-]|/"
# What is left of an embedded post, of templates and scripts, and an address that nothing is said of. Who wrote the
# post, and when, belongs to its words.
EMBEDDED = (
    r"^(?:pic\.twitter\.com|https?://t\.co)/\w+$|^@\w{3,20}$"
    r"|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$"
    r"|^\{\{[^{}]*\}\}$|^\{%.*%\}$"
    r"|^\[/?(?:pullquote|audio-clip|image|gallery|embed|caption|video|iframe|ooyala|shortcode)(?: [^\]]*)?\]$"
    r"|^related video video length \d"
    r"|^(?:var |window\.|document\.|\(?function ?\().*[;})]$|^(?:googletag|dataLayer)\b.*[;)]$"
)
# A bar of reactions: at least two pictures, a word each.
REACTIONS = r"^(?:[\p{Emoji_Presentation}❤♥]\ufe0f?\s*[\p{L}\d]{0,12}\s*){2,}$"
COPYRIGHT = r"^\W*(?:©|\(c\))\s*(?:copyright\s*)?(?:\W*(?:19|20)\d\d|\S.{0,60}(?:19|20)\d\d)"
COPYRIGHT += r"|^\W*copyright (?:19|20)\d\d by\b"
COPYRIGHT_SIGN = r"^\W*©"


def _all_phrases(how: str) -> list[str]:
    """The phrases of all kinds but bylines, which are told elsewhere, longest first."""
    found = {phrase for kind in kinds(how) if kind != Rule.BYLINE for phrase in phrases(how, kind)}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


@cache
def outlines() -> tuple[tuple[Rule, str], ...]:
    """The shapes that tell a kind without a word of a language, and what a page's number is called."""
    return (
        (Rule.SEPARATOR, SEPARATOR),
        (Rule.RESIDUE, EMBEDDED),
        (Rule.SHARE, REACTIONS),
        (Rule.PAGER, PAGES),
        (Rule.PAGER, page_number()),
        (Rule.PLAYER, FILM),
        (Rule.GALLERY, PICTURE),
    )


@cache
def any_outline() -> str:
    """Matches what any of the outlines does."""
    return "|".join(f"(?:{pattern})" for _, pattern in outlines())


@cache
def any_of(how: str) -> str:
    """Matches a lower-case line that holds any phrase of that `how`.

    One pattern is made once; what Polars asks of a list of phrases it makes anew at every call, in two milliseconds.
    """
    return _rust("|".join(re.escape(phrase) for phrase in _all_phrases(how)))


@cache
def any_start() -> str:
    """Without the ends of words, at which Polars' regular expressions are slow."""
    said = _rust("|".join(re.escape(phrase) for phrase in _all_phrases("start")))
    return f"{LEAD}(?:{said})"


@cache
def bar_pattern(kind: str) -> str:
    """Matches a lower-case line that is made of at least two labels of a bar, and counters."""
    return _bar(phrases("bar", kind))


@cache
def any_bar() -> str:
    """Matches what any bar_pattern does, and bars of labels of several kinds."""
    return _bar(_all_phrases("bar"))


def bar_lead(kind: str) -> str:
    """Matches the labels of a bar that a lower-case line starts with, where they are several."""
    words = "|".join(re.escape(word) for word in phrases("bar", kind))
    return rf"(?:(?:{words})\s+){{{_BAR_WORDS},}}"


def _bar(said: Sequence[str]) -> str:
    words = _rust("|".join(re.escape(word) for word in said))
    return rf"^[\W\d_]*(?:(?:{words})(?:[\W\d_]+|$)){{{_BAR_WORDS},}}$"


@cache
def calls() -> str:
    """Matches a line that calls to follow the house: a verb at the start, or wherever Turkish puts it."""
    verbs = "|".join(re.escape(phrase) for phrase in phrases("calls", Rule.SHARE))
    after = "|".join(re.escape(phrase) for phrase in phrases("called", Rule.SHARE))
    return _rust(rf"{LEAD}(?:{verbs})(?:\W|$)|(?:{after})")


@cache
def network() -> str:
    """Matches the name of a network."""
    return _rust(rf"(?:^|\W)(?:{'|'.join(re.escape(name) for name in phrases('network', Rule.SHARE))})(?:\W|$)")


@cache
def count_pattern(kind: str) -> str:
    """Matches a lower-case line that counts what a label names: "123 shares", "Views: 1.2K"."""
    return _count(phrases("count", kind))


@cache
def any_count() -> str:
    """Matches what any count_pattern does."""
    return _count(_all_phrases("count"))


def _count(said: Sequence[str]) -> str:
    number, words = r"\d[\d.,\s]*(?:k|m|mil|тыс)?[.+]?", "|".join(re.escape(word) for word in said)
    return _rust(rf"^\W*(?:{number}\s*(?:{words})|(?:{words})\s*[:：]?\s*{number})\W*$")


@cache
def heads() -> str:
    """Matches a lower-case line that starts as a header of a list of other pieces does."""
    return _rust(f"{LEAD}(?:{'|'.join(re.escape(phrase) for phrase in phrases('heads', Rule.RELATED))})\\b")


@cache
def about_comments() -> str:
    """Matches a lower-case line that counts the comments on a piece and names it."""
    said = "|".join(re.escape(phrase) for phrase in phrases("about", Rule.COMMENTS))
    return _rust(rf"^\W*(?:\d{{1,4}}|one|une?|un[oa]|uma?|eine?|один) (?:{said})\b.{{1,160}}[^.!?]$")


@cache
def end_pattern(kind: str) -> str:
    """Matches a lower-case line that ends with a label of that kind."""
    return _end(phrases("end", kind))


@cache
def any_end() -> str:
    """Matches what any end_pattern does."""
    return _end(_all_phrases("end"))


def _end(said: Sequence[str]) -> str:
    return _rust(rf"[\s.!?”’'\"](?:{'|'.join(re.escape(phrase) for phrase in said)})\W*$")


def _rust(pattern: str) -> str:
    """Polars' regular expressions know neither an escaped space nor other needless escapes."""
    return re.sub(r"\\([ '\"&#@:/<>=!,;%\-~`’])", r"\1", pattern)


@cache
def page_number() -> str:
    """Matches a line that is the number of a page: "Page 2 of 5"."""
    return _rust(rf"^\W*(?:{'|'.join(re.escape(word) for word in phrases('page', Rule.PAGER))})\s*\d+\b.{{0,12}}$")


@cache
def pager() -> str:
    """Matches a bare line that starts with a label of a pager."""
    said = {bare(phrase) for side in ("previous", "next") for phrase in phrases(side, Rule.PAGER)}
    return _rust(rf"^(?:{'|'.join(re.escape(phrase) for phrase in sorted(said))})")


@cache
def credited() -> str:
    """Matches a line that ends in the credit of a picture: "/Getty Images", "(A. Name file photo)", "via Reuters"."""
    houses = "|".join(re.escape(house) for house in phrases("agency", Rule.CAPTION))
    alone = rf"^\((?:[\w. -]{{2,40}}/)?(?:{houses})(?:[/-][\w. -]{{2,30}})?\)"
    after = rf"{alone}|/\s*(?:{houses})|\bvia (?:{houses})|\bgetty images"
    after = rf"{after}|\([^()/]{{2,40}}(?:/[^()]{{2,40}} (?:file )?| file )photo"
    said = "|".join(re.escape(word) for word in phrases("credit", Rule.CAPTION))
    photo = r"\((?:ap|afp|file) (?:photo|file photo)[^()]*(?:\)[)\].]*)?$"
    named = rf"\((?:{said})s?(?: by)?\s*[:|/]\s*[^()]{{1,60}}\)\W*$"
    return _rust(rf"(?:{after})\s*[)\].]*$|{photo}|{named}|[.!?”\"»—–|] \(?(?:{said})s?(?: by)?\s*[:|/] ?\S.{{1,60}}$")


@cache
def any_credit() -> str:
    """Matches what `credited` does and more: a house after what goes before it, or a word for a credit."""
    houses = "|".join(re.escape(house) for house in phrases("agency", Rule.CAPTION))
    said = "|".join(re.escape(word) for word in phrases("credit", Rule.CAPTION))
    after = rf"[(/]\s*(?:{houses})|\bvia (?:{houses})|\((?:ap|afp|file) |getty images| photo\)"
    return _rust(rf"{after}|[.!?”\"»—–|] \(?(?:{said})s?(?: by)?\s*[:|/]|\((?:{said})s?(?: by)?\s*[:|/]")


@cache
def signature() -> str:
    """Matches the mark of an agency at the end of a piece: "— AFP", "(PTI)", "(A Wire)", "Wire/ab/cd"."""
    houses = "|".join(re.escape(house) for house in phrases("agency", Rule.AGENCY_CREDIT))
    return _rust(rf"^[—–-]+\s?(?:{houses})\W*$|^\(?(?:{houses}|agencies|ends)\)?\W*$|{INITIALS}|{BRACKETED}")


@cache
def timestamp_words() -> str:
    """Matches a lower-case line that is made of words and numbers of timestamps."""
    numbers = [
        r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",
        r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?",
        r"\d{1,4}(?:st|nd|rd|th|er|º|ª|-го|h|am|pm)?",
        rf"{_EASTERN_DATE}(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?",
        r"(?:上午|下午|午前|午後|오전|오후)?\s?\d{1,2}(?:[時时點点시]\s?\d{1,2}[分분]?|:\d{2})",
        r"[ap]\. ?m|[πμ]\.? ?μ|[صم]",
    ]
    said = [label.phrase for label in labels() if label.kind == Rule.TIMESTAMP]
    words = sorted({*said, *map(small, months()), "de", "del", "г", "года"}, key=lambda word: (-len(word), word))
    token = "|".join((*numbers, *(re.escape(word) for word in words)))
    return _rust(rf"^[^\w–—•*-]*(?:(?:{token})(?:[\W_]+|$))+$")


@cache
def month() -> str:
    """Matches the name of a month."""
    names = "|".join(re.escape(name) for name in sorted(set(map(small, months())), key=lambda name: (-len(name), name)))
    return _rust(rf"\b(?:{names})\b")


@cache
def age() -> str:
    """Matches a word of an age: "ago", "vor"."""
    return _rust(rf"\b(?:{'|'.join(re.escape(word) for word in phrases('ago', Rule.TIMESTAMP))})\b")


@cache
def told() -> str:
    """Matches a line that begins with a word for publishing and states a time: "Updated at 14:55"."""
    said = "|".join(re.escape(word) for word in phrases("words", Rule.TIMESTAMP) if len(word) >= _TOLD)
    return _rust(rf"^\W*(?:{said})\b.*\d{{1,2}}[:.h]\d{{2}}")
