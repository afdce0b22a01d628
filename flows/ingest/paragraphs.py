"""Lines of print to running text: broken words joined, lines to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A hyphen at the end of a line: the sign itself, the soft one, and what PDFium puts for one it knows to be soft.
HYPHENS = "-\u00ad\u2010\u00ac\x02\ufffe"
BROKEN = re.compile(rf"[^\W\d_][{HYPHENS}]$")
SOFT = re.compile("[\u00ad\x02\ufffe](?!$)")  # at the very end it may still be joined
# Where a sentence ends; what does not end so may run on into the next column or page.
SENTENCE_END = re.compile(r"""[.!?:…。！？؟]["'”’»)\]]*$""")


def joined(lines: Iterable[str]) -> str:
    """One paragraph of its lines. A word broken by a hyphen is joined where it goes on in small letters."""
    text = ""
    for line in lines:
        if text and BROKEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return SOFT.sub("", text)


def run_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on in the next column or page."""
    return not SENTENCE_END.search(before) and after[:1].islower()
