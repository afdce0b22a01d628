"""Repairs of punctuation and spacing. Each acts only where one reading is possible; the rest is flagged (doubts.py).

Never changed: ellipses, French spacing, sums in the way of their language (R$ 6, 12 €), decimals, initials,
abbreviations, addresses and names such as example.com, tickers such as <GM.N>.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.ledger import Edit
from flows.rules import Rule

# Languages that set a space before ; : ! ? and inside guillemets.
SPACED_LANGUAGES = frozenset(("fr", "br", "oc", "wa", "co"))
# Languages that write a sum as $570: elsewhere a space between sign and sum is usual.
CURRENCY_FIRST = frozenset(("en",))

_CLOSERS = "\"'”’»)\\]"
_DOUBLED = re.compile(
    # ". ." and ".." after a word, before a space or the end; never part of an ellipsis.
    r"(?<=[\w”’\")\]])(?<!\d\.)\.(?P<dot> ?\.)(?=[\s”’\"]|$)(?! ?\.)"
    # A full stop alone after a sentence that has its mark: "he said! ."
    r"|(?<=\w[!?])(?P<lone> \.)(?=\s|$)(?! ?\.)"
    # ",," and ", ,"
    r"|(?<=[\w”’\")]),(?P<comma>(?: ?,)+)(?=[\s”’\"]|$)"
)
_BEFORE_COMMA = re.compile(rf"(?<=[\w”’\")\]])(?P<space> +)[,.](?=[\s{_CLOSERS}]|$)(?! ?\.)")
_BEFORE_OTHERS = re.compile(rf"(?<=[^\W\d_])(?P<space> +)[;:!?](?=[\s{_CLOSERS}]|$)")
_CURRENCY = re.compile(r"(?<![\w$€£¥])(?P<sign>(?:(?:US|A|C|NZ|HK|S|AU|CA)?\$|[€£¥]))(?P<space> +)(?=\d)")
# A word of two or more small letters, a full stop or comma, and at once another word.
_GLUED_SENTENCE = re.compile(
    r"(?<![\w.@/#'’-])(?:[^\W\d_]|['’-]){0,60}[^\W\d_A-Z]{2}(?P<stop>[.?])(?=(?P<next>[^\W\d_]{1,60})(?=[\s,;:!?’']|$))"
)
# Scripts that set spaces after a comma: Latin, Greek, Cyrillic, Armenian.
_LETTERS = "[A-Za-z\u00c0-\u058f]"
_GLUED_COMMA = re.compile(
    rf"(?<![\w.@/#=&-]){_LETTERS}{{2,}}(?P<stop>,)(?=(?P<next>{_LETTERS}{{2,}})(?=[\s,;:.!?’']|$))"
)
# Endings of names on the web, which a capital may start too ("Booking.Com").
_WEB = frozenset(("com", "net", "org", "co", "io", "tv", "info", "gov", "edu", "uk", "de", "fr", "js", "py", "html"))
_DOUBLE_OPEN = re.compile(r"(?<![^\s(\[—–-])“(?P<extra>“)(?=\w)")
_DOUBLE_CLOSE = re.compile(r"(?<=[\w.,!?…])”(?P<extra>”)(?=[\s.,;:!?)\]—–]|$)")
_OPEN_AT_END = re.compile(r"(?<=[\w.,!?…])(?P<mark> ?“)\s*$")
_QUOTE = re.compile(r"[“”]")


def doubled_punctuation(text: str, _language: str | None) -> list[Edit]:
    """Two full stops, spaced or not, to one; two commas to one."""
    edits = []
    for match in _DOUBLED.finditer(text):
        name = match.lastgroup or ""
        edits.append(_removal(match, name, Rule.DOUBLED_PUNCTUATION))
    return edits


def space_before_punctuation(text: str, language: str | None) -> list[Edit]:
    """A space before a comma or full stop; before ; : ! ? where the language is known and sets none there."""
    edits = [_removal(match, "space", Rule.SPACE_BEFORE_PUNCTUATION) for match in _BEFORE_COMMA.finditer(text)]
    if language is not None and language not in SPACED_LANGUAGES:
        edits += [_removal(match, "space", Rule.SPACE_BEFORE_PUNCTUATION) for match in _BEFORE_OTHERS.finditer(text)]
    return sorted(edits)


def currency_space(text: str, language: str | None) -> list[Edit]:
    """The space after the currency sign taken out, in languages that write $570."""
    if language not in CURRENCY_FIRST:
        return []
    return [_removal(match, "space", Rule.CURRENCY_SPACE) for match in _CURRENCY.finditer(text)]


def missing_space(text: str, _language: str | None) -> list[Edit]:
    """A space after a sentence or a comma between two words; not inside names, addresses and abbreviations."""
    edits = []
    for match in _GLUED_SENTENCE.finditer(text):
        following = match["next"]
        if len(following) == 1 and following not in ("A", "I"):
            continue
        if following[0].isupper() and not following[1:2].isupper() and following.lower() not in _WEB:
            edits.append(_insertion(match.end("stop")))
    edits += [_insertion(match.end("stop")) for match in _GLUED_COMMA.finditer(text)]
    return sorted(edits)


def doubled_quote(text: str, _language: str | None) -> list[Edit]:
    """““A family, yes”” to “A family, yes”: both marks of one side, each where only that side can stand."""
    opened, closed = list(_DOUBLE_OPEN.finditer(text)), list(_DOUBLE_CLOSE.finditer(text))
    if len(opened) != len(closed):
        return []
    if any(left.start() > right.start() for left, right in zip(opened, closed, strict=True)):
        return []
    return sorted(_removal(match, "extra", Rule.DOUBLED_QUOTE) for match in (*opened, *closed))


def space_inside_quotes(text: str, _language: str | None) -> list[Edit]:
    """Spaces inside “ … ”, in a line whose marks open and close in turn; one between two closing marks stays."""
    marks = list(_QUOTE.finditer(text))
    if not marks or [mark[0] for mark in marks] != ["“", "”"] * (len(marks) // 2):
        return []
    edits = []
    for mark in marks:
        at = mark.start()
        if mark[0] == "“" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalnum():
            edits.append(Edit(at + 1, at + 2, Rule.SPACE_INSIDE_QUOTES, " ", ""))
        elif (
            mark[0] == "”"
            and text[at - 1 : at] == " "
            and text[at - 2 : at - 1] not in "’'"
            and not text[at + 1 : at + 2].isalnum()
        ):
            edits.append(Edit(at - 1, at, Rule.SPACE_INSIDE_QUOTES, " ", ""))
    return edits


def wrong_way_close(text: str, _language: str | None) -> list[Edit]:
    """An opening mark at the end of a line whose last quotation stands open: there it can only close."""
    last = _OPEN_AT_END.search(text)
    marks = _QUOTE.findall(text[: last.start()]) if last else []
    if last is None or not marks or marks[-1] != "“":
        return []
    return [Edit(*last.span("mark"), Rule.WRONG_WAY_QUOTE, last["mark"], "”")]


Repair = Callable[[str, str | None], list[Edit]]


def _removal(match: re.Match[str], group: str, rule: Rule) -> Edit:
    return Edit(match.start(group), match.end(group), rule, match[group], "")


def _insertion(at: int) -> Edit:
    return Edit(at, at, Rule.MISSING_SPACE, "", " ")
