"""Who wrote a piece, told below it: a paragraph that begins with the name of an author, of whom the text says no more.

Such a paragraph has the form of any other ("Nora Bell is a fellow of the Harbour Institute."); what tells it is that
the byline or the metadata name the author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from flows.clean.marks import HEADINGS
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# It is one of so many last lines, of so many words, below so many paragraphs.
LAST = 3
WORDS = range(5, 101)
PARAGRAPHS = 3
# Before the name in a header stand so many words at most.
HEADER_WORDS = 2
# What may stand around a header, but for the colon after who talks in an interview.
_EDGES = " \t–—-*•|"
_SIGNS = re.compile(r"^[\W_]+")


def find(lines: Lines, verdicts: Verdicts, authors: Sequence[str]) -> None:
    """Sets the verdict of the paragraphs at the end that begin with the full name of one of the `authors`.

    A line above that says no more than the name, or a word or two before it ("About Nora Bell"), is their header; under
    such a header the paragraph may name the author anywhere, and nowhere where the header is a heading. What stands at
    the end right below a line that tells of an author tells of the author too.
    """
    names = [name.casefold() for name in authors if " " in name.strip()]
    kept = kept_of(verdicts)
    if sum(lines[at].is_prose for at in kept) <= PARAGRAPHS:
        return
    last = kept[-LAST - 1 :]
    for name in names:
        places = _found(lines, last, name)
        if not any(name in lines[at].text.casefold() for at in kept if at not in places):
            for at in places:
                verdicts[at] = Rule.AUTHOR_BIO
    for at in _below(lines, verdicts, names):
        verdicts[at] = Rule.AUTHOR_BIO


def _found(lines: Lines, last: Sequence[int], name: str) -> set[int]:
    """Those of the `last` lines that tell of that author, and their header; none where a header stands alone."""
    headers = {at for at in last if _is_header(lines[at], name)}
    told = {at for at in last if _opens(lines[at], name)}
    under = {
        at
        for before, at in pairwise(last)
        if before in headers and (name in lines[at].text.casefold() or lines[before].tag in HEADINGS)
    }
    return headers | told | under if told | under - headers else set()


def _below(lines: Lines, verdicts: Verdicts, names: Sequence[str]) -> list[int]:
    """The last lines that stay, where they are few and stand right below a line that tells of an author by name."""
    kept = kept_of(verdicts)
    run = list(takewhile(lambda at: verdicts[at] is None, range(kept[-1], -1, -1))) if kept else []
    is_short = 0 < len(run) < LAST and all(lines[at].words in WORDS for at in run)
    if not is_short or not run[-1] or verdicts[run[-1] - 1] is not Rule.AUTHOR_BIO:
        return []
    return run if any(name in lines[run[-1] - 1].text.casefold() for name in names) else []


def _is_header(line: Line, name: str) -> bool:
    return line.words <= len(name.split()) + HEADER_WORDS and line.text.casefold().strip(_EDGES).endswith(name)


def _opens(line: Line, name: str) -> bool:
    """Whether a line begins with a name as a sentence does; who talks in an interview is followed by a colon."""
    said = _SIGNS.sub("", line.text.casefold(), count=1)
    return line.words in WORDS and said.startswith(name) and said[len(name) : len(name) + 1] in (" ", ",")
