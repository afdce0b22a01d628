"""Cruft inside a line that is kept: what an embedded post, a picture or an advertisement left between its sentences.

Spans only, each of a form that prose does not take; the words around them stay.
"""

from __future__ import annotations

import re
from functools import cache

from flows.clean.labels import phrases
from flows.ledger import Edit
from flows.rules import Rule

# Whether a line may hold such a span: a filter for Polars' regular expressions, wider than the rules.
SIGN = (
    r"pic\.twitter\.com/|pic\.x\.com/|\[(?i:read|related|watch|click|see)|^(?i:advertisement)\S"
    r"|(?i:click to tweet|tweet this|pour tweeter|zum twittern|para tuitear|para tuitar|per twittare)\W*$"
    r"|\((?i:photo|image|foto|ap photo|pic|credit|file|créd|imag|immagine|bild|beeld|fotoğraf|фото|صورة"
    r"|الصورة|fot\.|zdjęcie|opens|öffnet|s'ouvre|se abre|abre)"
)

# White space before a span goes with it, all of it: a pattern that may start inside a run of spaces would try each.
_BEFORE = r"(?<!\s)\s*"
_POST = re.compile(_BEFORE + r"(?:https?://t\.co/\w+\s*)?pic\.(?:twitter|x)\.com/\w+")
_WINDOW = re.compile(
    _BEFORE + r"\((?:opens|öffnet|s'ouvre|se abre|abre) [^()]{0,30}(?:window|tab|fenster|fenêtre|ventana|janela)\)",
    re.IGNORECASE,
)
_LINK = re.compile(
    _BEFORE + r"\[(?:READ MORE|READ|RELATED|WATCH|CLICK|SEE ALSO|Read more|Related|Watch):? [^\[\]]{8,150}\]"
)
_TWEET = re.compile(
    r"(?<=[.!?…”\"»])\s*(?:click to tweet|tweet this|cliquez pour tweeter|klicken zum twittern"
    r"|ha(?:z|ga) clic para tuitear|clique para tuitar|clicca per twittare)\W*$",
    re.IGNORECASE,
)
_GLUED = re.compile(r"^ADVERTISEMENT(?=[A-Z][a-z]|[“\"])|^Advertisement(?=[A-Z]|[“\"])")


def spans(text: str) -> list[Edit]:
    """The edits that take such spans out of a line, by its own offsets, in order; none overlaps another."""
    edits = []
    for rule, pattern in (
        (Rule.RESIDUE, _POST),
        (Rule.SHARE, _WINDOW),
        (Rule.SHARE, _TWEET),
        (Rule.RELATED, _LINK),
        (Rule.ADVERT, _GLUED),
        (Rule.CAPTION, _credit()),
    ):
        edits += [Edit(*match.span(), rule, match[0], "") for match in pattern.finditer(text)]
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.raw_start >= kept[-1].raw_end:
            kept.append(edit)
    return kept


@cache
def _credit() -> re.Pattern[str]:
    """The credit of a picture in brackets: "(AP Photo/Nora Bell)", "(Photo by Nora Bell/Getty)", "(Foto: dpa)"."""
    words = "|".join(re.escape(word) for word in phrases("credit", Rule.CAPTION))
    return re.compile(rf"{_BEFORE}\((?:ap photo/|(?:{words})s?\s*(?::|by\s))[^()]{{1,80}}\)", re.IGNORECASE)
