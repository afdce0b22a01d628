"""Names of places as Slavic languages inflect them: `в Томске`, `президент России`, `w Krakowie`.

A form that no authority knows is tried with the endings of the nominative in place of its own; the first that names a
place of some size is taken. Only endings that nouns and adjectives of place names have are known here, and no stem.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.normalize.known import PLACE, Known, known

# Endings and what the nominative may have instead, the longest first: feminine, masculine, neuter and plural nouns of
# Russian, Ukrainian, Belarusian, Polish, Czech and Slovak. Lists are compared without diacritics: `Krakow` is Kraków.
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
    ("у", ("", "а", "о")),
    ("ю", ("ь", "я", "й")),
    ("е", ("", "а", "о", "ь", "я", "й")),
    ("і", ("", "а", "о", "ь", "я")),
    ("ы", ("а", "")),
    ("и", ("а", "ь", "я")),
    ("а", ("", "о")),
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
_SHORTEST = 3  # letters of a stem
_LEAST = 0.5  # votes of a town of 30,000


def inflected_place(form: str) -> Known | None:
    """The authorities' entry for the place that `form`, a single word, is a case of; None where there is none."""
    return next((entry for name in _nominatives(form) if (entry := known(name)) and _is_place(entry)), None)


def _nominatives(form: str) -> Iterator[str]:
    for ending, nominatives in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
            yield from (form.removesuffix(ending) + nominative for nominative in nominatives)


def _is_place(entry: Known) -> bool:
    return entry.kind == PLACE and entry.prior >= _LEAST
