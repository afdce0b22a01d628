"""A title without what an outlet hangs on it: "A headline | The Paper", "A headline - thepaper.com", "Blog: A piece".

A part goes when it is a name of the outlet: as the page or the source states it, or as its address spells it. After a
bar a short part goes in any case: there stand outlets and sections.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

_CUT = re.compile(r"\s+[|–—·•»«:-]+\s+|:\s+|\s+:(?=\S)|\s*\|\s*")
_HUNG = re.compile(r"\w.*\s[|–—·•»:-]+\s+$")
_BAR = re.compile(r"\s*[|»•]+\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
# After a bar: an outlet has so many words at most, and a headline so many at least.
OUTLET_WORDS = 5
HEADLINE_WORDS = 3
# Shorter names are words that headlines use too.
NAME_LETTERS = 3


def without_outlet(title: str, outlets: Iterable[str]) -> str:
    """`title` without names of outlets (squeezed) before and after it; never empty."""
    known = {name for name in outlets if len(name) >= NAME_LETTERS}
    title = title.lstrip("»|•· ") or title
    while (shorter := _shorter(title, known)) is not None:
        title = shorter
    return title


def headlines(titles: Sequence[str], outlets: Collection[str]) -> Sequence[str]:
    """`titles` without those that are an outlet's: known ones, and those that others carry behind a sign.

    All of them where nothing else is left.
    """
    found = [
        title
        for title in titles
        if squeezed(title) not in outlets and not any(_is_hung_on(title, other) for other in titles)
    ]
    return found or titles


def _is_hung_on(name: str, title: str) -> bool:
    """Whether a title ends with a sign and that name."""
    head = title.removesuffix(name)
    return head != title and len(name.split()) <= OUTLET_WORDS and _HUNG.search(head) is not None


def outlets_of(names: Iterable[str | None], urls: Iterable[str | None]) -> Iterator[str]:
    """What an outlet may be called: its stated names, its host and the host's own label."""
    yield from (name for name in names if name)
    for url in urls:
        try:
            host = (urlsplit(url or "").hostname or "").removeprefix("www.")
        except ValueError:  # what a page calls its address need not be one
            continue
        labels = host.split(".")
        yield from (host, *labels[-3:-1], *(label.removeprefix("the") for label in labels[-3:-1]))


def squeezed(name: str) -> str:
    """A name's letters and digits in lower case, its article aside: "The Hill" is "TheHill"."""
    return _NOT_LETTERS.sub("", name.lower().removeprefix("the "))


def _shorter(title: str, known: set[str]) -> str | None:
    cuts = list(_CUT.finditer(title))
    if not cuts:
        return None
    head, tail = title[: cuts[-1].start()].strip().rstrip("-–—|").rstrip(), title[cuts[-1].end() :].strip()
    if squeezed(tail) in known and head:
        return head
    is_bar = _BAR.fullmatch(cuts[-1][0].strip()) is not None
    if is_bar and len(tail.split()) <= OUTLET_WORDS and len(head.split()) >= HEADLINE_WORDS:
        return head
    first, rest = title[: cuts[0].start()].strip(), title[cuts[0].end() :].strip()
    return rest if squeezed(first) in known and rest else None
