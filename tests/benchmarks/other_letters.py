"""Pages whose visible text is put into the letters of other scripts: what is left when no label and no word is known.

The evaluation sets are in English, nearly all. Put letter for letter into Cyrillic, or into Arabic letters, which know
no capitals, a page keeps its markup, its lines, its punctuation and the lengths of its words, and loses every word that
a list could hold. What cleaning is worth on such pages tells how much of it rests on one language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопкрстувшхуз"
ARABIC = "ابجدهفغحيژكلمنعپقرستذوظخطز"

TABLES: Mapping[str, dict[int, int]] = {
    "cyrillic": str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper()),
    "arabic": str.maketrans(LATIN + LATIN.upper() + ",;?", ARABIC + ARABIC + "،؛؟"),
}
# Other letters again, for training: what is learnt there must serve the scripts above, which nothing learns from.
GREEK = "αβψδεφγηιξκλμνοπόρστθωώχυζ"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתךםןף"
TRAINING = (
    str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper()),
    str.maketrans(LATIN + LATIN.upper(), HEBREW + HEBREW),
)
# What of a page is no visible text: comments, scripts, styles, tags, and character references, whose names are Latin.
_UNSEEN = re.compile(r"(?:<!--.*?-->|<(script|style|noscript)\b.*?</\1\s*>|<[^>]*>|&#?\w+;)", re.DOTALL | re.IGNORECASE)


def page_in_letters(markup: str, script: str) -> str:
    """A page with its visible text in other letters; scripts, and what they say of the page, stay as they are."""
    table, parts, last = TABLES[script], [], 0
    for unseen in _UNSEEN.finditer(markup):
        parts += [markup[last : unseen.start()].translate(table), unseen[0]]
        last = unseen.end()
    return "".join([*parts, markup[last:].translate(table)])
