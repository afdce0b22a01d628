"""Posts that an article quotes, in the form in which networks have them embedded: their words, and who wrote them when.

Yes, this is real.
— A Name (@handle) November 18, 2019
"""

from __future__ import annotations

import re

import numpy as np

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines

_SIGNATURE = re.compile(r"[—–-]\s?.{1,80}\(@\w{1,30}\)\s.*\d")
SIGNATURE_WORDS = 20
# A post stands so many lines at most below the last line that stays.
BELOW = 3


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Keeps signatures of posts, and the line of words above each, among the lines that stay and right below them."""
    places = np.flatnonzero(lines.alone.may_sign).tolist()
    kept = kept_of(verdicts) if places else []
    for at in places:
        if not kept or not kept[0] < at < kept[-1] + BELOW:
            continue
        if lines[at].words <= SIGNATURE_WORDS and _SIGNATURE.match(lines[at].text):
            verdicts[at] = None
            if lines[at - 1].label is None:
                verdicts[at - 1] = None
