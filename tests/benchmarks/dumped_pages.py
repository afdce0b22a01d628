"""Pages as the texts that dumps and extractors make of them: for training on text without markup.

Of each page with known lines several texts are made: whole, with blank lines where blocks part and bullets or without;
on one line; the article with some of its frame around, as extractors leave it; and the article alone. One of those with
some frame is made again in other letters, where no label and no word is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from tests.benchmarks.other_letters import TRAINING

PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "dl", "figure")
# The share of its frame that an extract still has, in stretches of so many lines.
LEFT_IN = (0.02, 0.15)
STRETCH = 4
UNKNOWN = -1
# So many texts are made of a page; one of FOREIGN, those with some of a frame, is made again in other letters.
STYLES = 5
FOREIGN = (0, 1, 3)

Targets = npt.NDArray[np.int8]


class Dump(NamedTuple):
    """A text, the target of each of its characters (0, 1, or UNKNOWN where it teaches nothing), the page it is of."""

    text: str
    targets: Targets
    origin: int


def dumps(lines: pl.DataFrame, seed: int) -> list[Dump]:
    """The texts made of pages' `lines` (described, with `target` and `certain`)."""
    chance, letters = np.random.default_rng(seed), np.random.default_rng(seed + 1)
    made: list[Dump] = []
    for page in lines.partition_by("document", maintain_order=True):
        texts, tags = page["text"].to_list(), page["tag"].to_list()
        target = np.where(page["certain"], page["target"], UNKNOWN)
        known = np.where(page["is_title"], UNKNOWN, target)
        runs = np.cumsum(chance.random(len(texts)) < 1 / STRETCH)
        left_in = (chance.random(runs[-1] + 1) < chance.uniform(*LEFT_IN))[runs]
        whole, article = np.ones(len(texts), np.bool_), known != 0
        for wanted, told, gaps in (
            (whole, target, _gaps(tags, chance, blank=bool(chance.random() < 0.7))),
            (article | left_in, known, _gaps(tags, chance, blank=bool(chance.random() < 0.7))),
            (article, known, _gaps(tags, chance, blank=bool(chance.random() < 0.7))),
            (whole, target, [" "] * len(texts)),
            (article, known, [" "] * len(texts)),
        ):
            pieces = [(gaps[at] + texts[at], told[at]) for at in np.flatnonzero(wanted)]
            targets = np.concatenate([np.full(len(piece), value, np.int8) for piece, value in pieces] or [[]])
            made.append(Dump("".join(piece for piece, _ in pieces), targets, int(page["document"][0])))
        known_letters = made[int(letters.choice(FOREIGN)) - STYLES]
        table = TRAINING[int(letters.integers(len(TRAINING)))]
        made.append(known_letters._replace(text=known_letters.text.translate(table)))
    return [dump for dump in made if dump.text]


def targets_of(dump: Dump, starts: Sequence[int], ends: Sequence[int]) -> Targets:
    """The target of each line of a dump: what most of its characters say."""
    found = np.empty(len(starts), np.int8)
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        said = dump.targets[start:end]
        known = said[said != UNKNOWN]
        found[at] = UNKNOWN if 2 * len(known) < len(said) else 2 * known.sum() > len(known)
    return found


def _gaps(tags: Sequence[str], chance: np.random.Generator, *, blank: bool) -> list[str]:
    """What stands before each line: breaks, and indentation and bullets in some dumps."""
    bullet = "* " if chance.random() < 0.3 else ""
    lead = "  " * int(chance.integers(0, 3)) if chance.random() < 0.3 else ""
    # Dumps put blank lines around paragraphs and headings; extracts often around every line.
    everywhere = chance.random() < 0.3
    gaps = []
    for tag, above in zip(tags, ["p", *tags[:-1]], strict=True):
        parts = blank and (everywhere or tag in PARAGRAPHS or above in PARAGRAPHS)
        gaps.append(("\n\n" if parts else "\n") + lead + (bullet if tag == "li" else ""))
    return gaps
