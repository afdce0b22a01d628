"""Builds data/common_words.txt: English words that news writes with a small letter.

    python -m flows.normalize.build_words ARTICLES.jsonl.gz

A capital at the start of a sentence, or in a headline, says nothing; this list says which words are no names of their
own. Counted in any archive of English articles with a field `text`, one JSON object a line; the list that ships was
counted in 6,000 articles of some 200 outlets. A word is kept when it stands at least LEAST_COUNT times inside
sentences and at least LEAST_SHARE of them in small letters. Counts, not texts, leave the archive.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from flows.normalize.gazetteer import DATA

COMMON_WORDS_FILE = DATA / "common_words.txt"
LEAST_COUNT = 12
LEAST_SHARE = 0.5

# A word inside a sentence: after a small-letter word and a space.
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Za-z]{2,}(?![\w'’-])")


def common_words(texts: Path) -> list[str]:
    """The words, sorted. Raises OSError or ValueError when `texts` cannot be read."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        for line in lines:
            for word in _INSIDE.findall(json.loads(line)["text"]):
                (small if word.islower() else capital)[word.lower()] += 1
    return sorted(
        word
        for word, count in small.items()
        if count + capital[word] >= LEAST_COUNT and count >= LEAST_SHARE * (count + capital[word])
    )


if __name__ == "__main__":
    COMMON_WORDS_FILE.write_text("\n".join(common_words(Path(sys.argv[1]))) + "\n", encoding="utf-8")
