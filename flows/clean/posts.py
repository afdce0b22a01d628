"""Posts that an article quotes, in the form in which networks have them embedded: their words, and who wrote them when.

Yes, this is real.
— A Name (@handle) November 18, 2019
"""

from __future__ import annotations

import re

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines

# What every signature holds, which is soon found.
_HANDLE = "(@"
_SIGNATURE = re.compile(r"[—–-]\s?.{1,80}\(@\w{1,30}\)\s.*\d")
SIGNATURE_WORDS = 20
# A post stands so many lines at most below the last line that stays.
BELOW = 3


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Keeps signatures of posts, and the line of words above each, among the lines that stay and right below them."""
    kept = kept_of(verdicts)
    if not kept:
        return
    keys = lines.keys
    for at in range(kept[0] + 1, min(len(lines), kept[-1] + BELOW)):
        if _HANDLE in keys[at] and lines[at].words <= SIGNATURE_WORDS and _SIGNATURE.match(lines[at].text):
            verdicts[at] = None
            if lines[at - 1].label is None:
                verdicts[at - 1] = None
