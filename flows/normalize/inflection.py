"""Names of places as Slavic languages inflect them: `в Томске`, `президент России`, `w Krakowie`.

A form that no authority knows is tried with the endings of the nominative in place of its own; of the places that this
names, the largest is taken. Only endings that nouns and adjectives of place names have are known here, and no stem.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.normalize.known import PLACE, Known, known

# Endings and what the nominative may have instead, all of them tried: feminine, masculine, neuter and plural nouns of
# Russian, Ukrainian, Belarusian, Polish, Czech and Slovak. Lists are compared without diacritics: `Krakow` is Kraków.
# Towns in -о are left out: their cases are those of last names (Иванова).
_ENDINGS = (
    ("ией", ("ия",)),
    ("ии", ("ия", "ий")),
    ("ию", ("ия",)),
    ("ії", ("ія",)),
    ("ію", ("ія",)),
    ("ами", ("ы", "и")),
    ("ах", ("ы", "и")),
    ("ом", ("", "о")),
    ("ем", ("ь", "е", "й")),
    ("ой", ("а",)),
    ("ей", ("я", "а", "ь")),
    ("ою", ("а",)),
    ("ею", ("я",)),
    ("єві", ("їв",)),
    ("єва", ("їв",)),
    ("ові", ("ів",)),
    ("ова", ("ів", "ов")),
    ("ві", ("в",)),
    ("у", ("", "а")),
    ("ю", ("ь", "я", "й")),
    ("е", ("", "а", "ь", "я", "й")),
    ("і", ("", "а", "ь", "я")),
    ("ы", ("а", "")),
    ("и", ("а", "ь", "я")),
    ("а", ("",)),
    ("я", ("ь", "й", "е")),
    ("czech", ("cy",)),
    ("sce", ("ska",)),
    ("dze", ("ga",)),
    ("ze", ("ha", "z")),
    ("iu", ("", "i")),
    ("ie", ("", "a", "o")),
    ("ji", ("ja",)),
    ("ii", ("ia",)),
    ("ią", ("ia",)),
    ("em", ("", "o")),
    ("ą", ("a",)),
    ("ę", ("a",)),
    ("ě", ("a", "o", "")),
    ("u", ("", "o", "a")),
    ("y", ("a", "")),
    ("i", ("a", "ia", "")),
    ("a", ("", "o")),
)
LANGUAGES = frozenset(("ru", "uk", "be", "pl", "cs", "sk"))
_SHORTEST, _SHORTEST_STEM = 4, 2  # letters
_LEAST = 0.5  # votes of a town of 30,000


def inflected_place(form: str) -> Known | None:
    """The authorities' entry for the place that `form`, a single word, is a case of; None where there is none."""
    entries = [entry for name in _nominatives(form) if (entry := known(name)) and _is_place(entry)]
    return max(entries, key=lambda entry: entry.prior, default=None)


def _nominatives(form: str) -> Iterator[str]:
    if len(form) < _SHORTEST:
        return
    for ending, nominatives in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM:
            yield from (form.removesuffix(ending) + nominative for nominative in nominatives)


def _is_place(entry: Known) -> bool:
    return entry.kind == PLACE and entry.prior >= _LEAST
