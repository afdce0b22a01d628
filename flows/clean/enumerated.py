"""Numbered lists that are the article: ten films of the year, one below the other, perhaps each with an address.

No item reads like running text; what tells the list is that it counts from one, right below a paragraph that stays.
"""

from __future__ import annotations

import re

from flows.clean.verdicts import Verdicts
from flows.clean.viewed import Lines

# A list has so many items at least, each so many lines at most below the one before it.
LEAST_ITEMS = 5
APART = 4
# A list of which no line has evidence (log odds) above this is of the page's frame.
LEAST = -4.0
_ITEM = re.compile(r"(\d{1,3})\s?[.)º°-]\s?\S")


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Keeps the lines of numbered lists right below a paragraph that stays, where no label stands among them."""
    numbers = [(at, int(found[1])) for at, key in enumerate(lines.keys) if (found := _ITEM.match(key))]
    for place, (first, number) in enumerate(numbers):
        if number != 1 or not first or verdicts[first - 1] is not None or not lines[first - 1].is_prose:
            continue
        items = _items(numbers[place:])
        if len(items) < LEAST_ITEMS:
            continue
        span = range(first, min(len(lines), 2 * items[-1] - items[-2]))  # what follows the last item as the others
        if all(lines[at].label is None for at in span) and max(lines[at].evidence for at in span) > LEAST:
            verdicts[span.start : span.stop] = [None] * len(span)


def _items(numbers: list[tuple[int, int]]) -> list[int]:
    """The lines that count on from the first of `numbers` (line, number), which is one."""
    items: list[int] = []
    for at, number in numbers:
        if items and at - items[-1] > APART:
            break
        if number == len(items) + 1:
            items.append(at)
    return items
