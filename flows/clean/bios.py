"""Who wrote a piece, told below it: a paragraph that begins with the name of an author, of whom the text says no more.

Such a paragraph has the form of any other ("Nora Bell is a fellow of the Harbour Institute."); what tells it is that
the byline or the metadata name the author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# It is one of so many last lines, of so many words, below so many paragraphs.
LAST = 3
WORDS = range(5, 101)
PARAGRAPHS = 3
# What may stand around a header, but for the colon after who talks in an interview.
_EDGES = " \t–—-*•|"
_SIGNS = re.compile(r"^[\W_]+")


def find(lines: Lines, verdicts: Verdicts, authors: Sequence[str]) -> None:
    """Sets the verdict of the paragraphs at the end that begin with the full name of one of the `authors`.

    A line above that says no more than the name, or a word before it ("About Nora Bell"), is their header; under such a
    header the paragraph may name the author anywhere.
    """
    names = [name.casefold() for name in authors if " " in name.strip()]
    kept = kept_of(verdicts)
    last = kept[-LAST - 1 :]
    found = {name: _found(lines, last, name) for name in names}
    if not any(found.values()) or sum(lines[at].is_prose for at in kept) <= PARAGRAPHS:
        return
    for name, places in found.items():
        if not any(name in lines[at].text.casefold() for at in kept if at not in places):
            for at in places:
                verdicts[at] = Rule.AUTHOR_BIO


def _found(lines: Lines, last: Sequence[int], name: str) -> set[int]:
    """Those of the `last` lines that tell of that author, and their header; none where a header stands alone."""
    headers = {at for at in last if _is_header(lines[at], name)}
    told = {at for at in last if _opens(lines[at], name)}
    under = {at for before, at in pairwise(last) if before in headers and name in lines[at].text.casefold()}
    return headers | told | under if told | under - headers else set()


def _is_header(line: Line, name: str) -> bool:
    return line.words <= len(name.split()) + 1 and line.text.casefold().strip(_EDGES).endswith(name)


def _opens(line: Line, name: str) -> bool:
    """Whether a line begins with a name as a sentence does; who talks in an interview is followed by a colon."""
    said = _SIGNS.sub("", line.text.casefold(), count=1)
    return line.words in WORDS and said.startswith(name) and said[len(name) : len(name) + 1] in (" ", ",")
