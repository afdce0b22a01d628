"""Repairs of punctuation and of the spaces around it. Each acts only where one reading is possible.

Never changed: ellipses, French spacing, sums in the way of their language (R$ 6, 12 €), decimals, initials,
abbreviations, addresses and names such as example.com, tickers such as <GM.N>.
"""

from __future__ import annotations

import re

from flows.clean.repairs.given import flag, removal
from flows.ledger import Edit
from flows.rules import Rule

# Languages that set a space before ; : ! ? and inside guillemets.
SPACED_LANGUAGES = frozenset(("fr", "br", "oc", "wa", "co"))
# Languages that write a sum as $570: elsewhere a space between sign and sum is usual.
CURRENCY_FIRST = frozenset(("en",))
# Languages that write ordinals with a full stop: "12.Mai" is no end of a sentence.
ORDINALS = frozenset(
    [
        "de",
        "da",
        "nb",
        "no",
        "nn",
        "fi",
        "sv",
        "cs",
        "sk",
        "sl",
        "hr",
        "sr",
        "bs",
        "pl",
        "hu",
        "tr",
        "et",
        "lv",
        "lt",
        "is",
        "eo",
        "mk",
    ]
)

_CLOSERS = "\"'”’»)\\]"
_DOUBLED = re.compile(
    # ". ." and ".." after a word, before a space or the end; never part of an ellipsis.
    r"(?<=[\w”’\")\]])(?<!\d\.)\.(?P<dot> ?\.)(?=[\s”’\"]|$)(?! ?\.)"
    # A full stop alone after a sentence that has its mark: "he said! ."
    r"|(?<=\w[!?])(?P<lone> \.)(?=\s|$)(?! ?\.)"
    # ",," and ", ,"; ";;"
    r"|(?<=[\w”’\")]),(?P<comma>(?: ?,)+)(?=[\s”’\"]|$)"
    r"|(?<=[^\W\d_]);(?P<semicolon> ?;)(?=\s|$)"
)
# Vowel signs of Indic scripts are no letters to Python, but end words.
_BEFORE_COMMA = re.compile(
    rf"(?<=[\w”’»\")\]\u0900-\u0dff])(?P<space> +)(?P<sign>[,.])(?=(?P<next>[\s{_CLOSERS}]|$))(?! ?\.)(?!\s+\d)"
)
_BEFORE_OTHERS = re.compile(rf"(?<=[^\W\d_]|[»”])(?P<space> +)(?![;:]\))[;:!?](?=[\s{_CLOSERS}]|$)")
# The signs of Arabic script and of Chinese and Japanese take no space before them in any language.
_BEFORE_EASTERN = re.compile(r"(?<=[\w»”)])(?P<space> +)[،؛؟。，、！？；：]")
# The mark that closes where „ opens.
_AFTER_LOW = re.compile(r"(?<=„)[^„“”]{1,300}“(?P<space> +)(?=[,.](?:\s|$))(?! +\. ?\.)")
# "left .Then": a full stop at the wrong side of its space; but ".Net", ".Com".
_BEFORE_SENTENCE = re.compile(r"(?<=[^\W\d_A-Z]{2})(?P<both> \.)(?=(?P<next>[^\W\d_a-z][^\W\d_A-Z]+)[\s,])")
_MISPLACED = re.compile(r"(?<=[^\W\d_]{2})(?P<both> ,)(?=[^\W\d_]{2})")
_AFTER_INVERTED = re.compile(r"(?:(?<=\s)|^)[¿¡](?P<space> +)(?=\w)")
_BRACKETED = re.compile(
    r"(?:(?<=\s)|^)\((?P<before> ?)(?=\w)[^()\n]{0,200}?(?<=[\w.,!?”’])(?P<after> ?)\)(?=[\s.,;:!?]|$)"
)
_CURRENCY = re.compile(r"(?<![\w$€£¥])(?P<sign>(?:(?:US|A|C|NZ|HK|S|AU|CA)?\$|[€£¥]))(?P<space> +)(?=\d)")
# A word of two or more small letters, a full stop or comma, and at once another word.
_GLUED_SENTENCE = re.compile(
    r"(?<![\w.@/#'’-])(?:[^\W\d_]|['’-]){0,60}[^\W\d_A-Z]{2}(?P<stop>[.?!])"
    r"(?=(?P<next>[^\W\d_]{1,60})(?:[\s,;:!?’']|$|\.(?:\s|$)))"
)
# The same after a year or another number of two digits and more, or after a bracket.
_GLUED_NUMBER = re.compile(
    r"(?:(?<=\s)[$€£]?(?:\d{1,3}(?:,\d{3})+|\d{2,4})%?|(?<=\w)[)\]])(?P<stop>\.)(?=[A-Z][a-z]{1,15}\s)"
)
# And after a closing quotation mark, or before an opening one.
_GLUED_QUOTE = re.compile(
    r"(?<=[a-z][.,!?])(?P<stop>”)(?=[^\W\d_]{2,}[\s,.])|(?<=[^\W\d_]{2})(?P<comma>,)(?=“\w)"
    r"|(?<=[^\W\d_]”)(?P<after>,)(?=[^\W\d_]{2,}\s)"
)
# Scripts that set spaces after a comma: Latin, Greek, Cyrillic, Armenian.
_LETTERS = "[A-Za-z\u00c0-\u058f]"
_GLUED_COMMA = re.compile(
    rf"(?<![\w.@/#=&-]){_LETTERS}{{2,}}(?P<stop>,)(?=(?P<next>{_LETTERS}{{2,}})(?=[\s,;:.!?’']|$))"
)
# Endings of names on the web, which a capital may start too ("Booking.Com").
_WEB = frozenset(("com", "net", "org", "co", "io", "tv", "info", "gov", "edu", "uk", "de", "fr", "js", "py", "html"))


def doubled_punctuation(text: str, _language: str | None) -> list[Edit]:
    """Two full stops, spaced or not, to one; two commas or semicolons to one.

    Two full stops before small letters may stand for three, or divide what is one sentence: flagged.
    """
    edits = []
    for match in _DOUBLED.finditer(text):
        name = match.lastgroup or ""
        is_doubtful = name == "dot" and text[match.end() :].lstrip()[:1].islower()
        change = removal(match, name, Rule.DOUBLED_PUNCTUATION)
        edits.append(change._replace(after=change.before) if is_doubtful else change)
    return edits


def space_before_punctuation(text: str, language: str | None) -> list[Edit]:
    """Spaces on the wrong side of a mark.

    Before a comma or full stop in any language; before ; : ! ? where the language is known and sets none there; after
    ¿ and ¡; inside brackets; "word ,word" to "word, word", "word .Word" to "word. Word". A full stop before small
    letters is flagged.
    """
    rule = Rule.SPACE_BEFORE_PUNCTUATION
    edits = []
    for match in _BEFORE_COMMA.finditer(text):
        is_doubtful = match["sign"] == "." and text[match.end() :].lstrip()[:1].islower()
        edits.append(flag(*match.span(), rule, match[0]) if is_doubtful else removal(match, "space", rule))
    if language is not None and language not in SPACED_LANGUAGES:
        edits += [removal(match, "space", rule) for match in _BEFORE_OTHERS.finditer(text)]
    edits += [removal(match, "space", rule) for match in _BEFORE_EASTERN.finditer(text)]
    edits += [Edit(*match.span("both"), rule, " ,", ", ") for match in _MISPLACED.finditer(text)]
    edits += [
        Edit(*match.span("both"), rule, " .", ". ")
        for match in _BEFORE_SENTENCE.finditer(text)
        if match["next"][0].isupper() and match["next"].lower() not in _WEB
    ]
    if "„" in text:
        edits += [removal(match, "space", rule) for match in _AFTER_LOW.finditer(text)]
    edits += [removal(match, "space", rule) for match in _AFTER_INVERTED.finditer(text)]
    if "( " in text or " )" in text:
        sides = ((match, side) for match in _BRACKETED.finditer(text) for side in ("before", "after"))
        edits += [removal(match, side, rule) for match, side in sides if match[side]]
    return sorted(edits)


def currency_space(text: str, language: str | None) -> list[Edit]:
    """The space after the currency sign taken out, in languages that write $570."""
    if language not in CURRENCY_FIRST:
        return []
    return [removal(match, "space", Rule.CURRENCY_SPACE) for match in _CURRENCY.finditer(text)]


def missing_space(text: str, language: str | None) -> list[Edit]:
    """A space after a sentence or a comma between two words; not inside names, addresses and abbreviations."""
    places = {match.end("stop") for match in _GLUED_COMMA.finditer(text)}
    for match in _GLUED_SENTENCE.finditer(text):
        following = match["next"]
        if len(following) == 1 and following not in ("A", "I"):
            continue
        if following[0].isupper() and not following[1:2].isupper() and following.lower() not in _WEB:
            places.add(match.end("stop"))
    if language not in ORDINALS:
        places |= {match.end("stop") for match in _GLUED_NUMBER.finditer(text)}
    places |= {max(map(match.end, ("stop", "comma", "after"))) for match in _GLUED_QUOTE.finditer(text)}
    return [Edit(at, at, Rule.MISSING_SPACE, "", " ") for at in sorted(places)]
