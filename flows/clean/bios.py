"""Who wrote a piece, told below it: a paragraph that begins with the name of an author, of whom the text says no more.

Such a paragraph has the form of any other ("Nora Bell is a fellow of the Harbour Institute."); what tells it is that
the byline or the metadata name the author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# It is one of so many last lines, of so many words, below so many paragraphs.
LAST = 3
WORDS = range(5, 101)
PARAGRAPHS = 3
_SIGNS = re.compile(r"^[\W_]+")


def find(lines: Lines, verdicts: Verdicts, authors: Sequence[str]) -> None:
    """Sets the verdict of the paragraphs at the end that begin with the full name of one of the `authors`."""
    names = [name.casefold() for name in authors if " " in name.strip()]
    kept = kept_of(verdicts)
    found = [(at, name) for at in kept[-LAST:] for name in names if _opens(lines[at], name)]
    if not found or sum(lines[at].is_prose for at in kept) <= PARAGRAPHS:
        return
    for at, name in found:
        if not any(name in lines[other].text.casefold() for other in kept if other != at):
            verdicts[at] = Rule.AUTHOR_BIO


def _opens(line: Line, name: str) -> bool:
    """Whether a line begins with a name as a sentence does; who talks in an interview is followed by a colon."""
    said = _SIGNS.sub("", line.text.casefold(), count=1)
    return line.words in WORDS and said.startswith(name) and said[len(name) : len(name) + 1] in (" ", ",")
