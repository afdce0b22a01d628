"""Trailing lines: what was scraped with a text that had ended, such as the headline of the next story.

    said that they would wait and see what the spring brings.
    Rovers win the cup again                       ends no sentence, and nothing follows
    Nora Bell: 555-0100, nbell@courier.example     where the author is to be found

An article ends with a sentence. Where its last line does not, that line is nearly always of something else: among 6,000
articles as scraped, it was a headline, a credit or a note in nine cases of ten; the others end with a colon, as where a
film followed, are of a few words, or are the last of many short lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.ledger import Edit
from flows.rules import Rule

# The text above has so many paragraphs; a headline has so many words.
LEAST_PROSE = 4
HEADLINE_WORDS = range(5, 19)
# One line may be any headline; each of several, up to so many, has so many of its longer words in capitals.
MOST_LINES = 6
CAPITAL_SHARE, LONG_WORD = 0.6, 4
# A line that tells where somebody is to be reached has so many parts; a name and an address alone sign an article.
CONTACT_PARTS = range(4, 19)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|\btwitter\.com/\w+")
_NO_HEADLINE = re.compile(r"^[\s•·*–—#&(\[\d-]|@|https?://|www\.|\w\.\w+/|[.!?]\s+\S|[:;,()/-]$")
# A last sentence that a note made go with it has so many words.
CLOSING_WORDS = 12
# A note is no longer than this, and does not end as a sentence does, but for who owns the text.
GLUED_REACH = 120
_LAST_SIGNS = tuple(".!?…\"”’'")
# What may be glued to a last sentence, by kind.
_SENTENCE_END = r"(?<=[.!?…\"”»])\s+"
_NOTES = (
    (Rule.LEGAL, re.compile(rf"{_SENTENCE_END}(?:Copyright\s)?©\s?(?:19|20)\d\d\b[^.!?]{{0,80}}$")),
    (Rule.AUTHOR_BIO, re.compile(rf"{_SENTENCE_END}(?:Twitter|X|Bluesky|Instagram):?\s@\w+$")),
    (Rule.RELATED, re.compile(rf"{_SENTENCE_END}(?:Read|See) more\s?[»›>→]+$")),
    (Rule.RESIDUE, re.compile(rf"{_SENTENCE_END}(?:ENDIT|Enditem)$")),
)
_WORD = re.compile(r"[^\W\d_]+")


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of the last lines of a text that end no sentence, below paragraphs that do."""
    kept = _with_closing(lines, verdicts)
    last = max((place for place, at in enumerate(kept) if lines[at].is_closed or lines[at].is_prose), default=-1)
    trailing = kept[last + 1 :]
    if not 0 < len(trailing) <= MOST_LINES or sum(lines[at].is_prose for at in kept) < LEAST_PROSE:
        return
    if not lines[kept[last]].is_prose:
        return
    while trailing and _is_contact(lines[trailing[-1]]):
        verdicts[trailing.pop()] = Rule.AUTHOR_BIO
    if trailing and all(_is_headline(lines[at], alone=len(trailing) == 1) for at in trailing):
        for at in trailing:
            verdicts[at] = Rule.RELATED


def _with_closing(lines: Lines, verdicts: Verdicts) -> list[int]:
    """The lines that are kept; the next one too where a note that made it go is only glued to a last sentence."""
    kept = kept_of(verdicts)
    following = kept[-1] + 1 if kept else len(lines)
    if following < len(lines) and verdicts[following] is not Rule.CAPTION:
        note = glued(lines[following].text, ())
        if note and len(lines[following].text[: note.raw_start].split()) >= CLOSING_WORDS:
            verdicts[following] = None
            kept.append(following)
    return kept


def glued(text: str, authors: Sequence[str]) -> Edit | None:
    """What stands behind the last sentence of an article's last line, by its offsets: one of its authors, or a note."""
    if text[-1:] in _LAST_SIGNS and "©" not in text[-GLUED_REACH:]:
        return None  # nearly all
    names = "|".join(re.escape(name) for name in authors if text.endswith(name) and " " in name.strip())
    notes = [(Rule.BYLINE, re.compile(rf"{_SENTENCE_END}(?:[—–-]\s?)?(?:{names})$"))] if names else []
    for rule, note in (*notes, *_NOTES):
        found = note.search(text, max(0, len(text) - GLUED_REACH))
        if found:
            return Edit(found.start(), found.end(), rule, found[0], "")
    return None


def _is_contact(line: Line) -> bool:
    return len(line.text.split()) in CONTACT_PARTS and _ADDRESS.search(line.text) is not None


def _is_headline(line: Line, *, alone: bool) -> bool:
    if line.words not in HEADLINE_WORDS or line.label is not None or _NO_HEADLINE.search(line.text):
        return False
    long = [word for word in _WORD.findall(line.text) if len(word) >= LONG_WORD]
    capitals = sum(word[0].isupper() for word in long)
    return capitals >= CAPITAL_SHARE * len(long) if not alone else not line.text[0].islower()
