"""How large one record may be. Real articles stay under 1 MB; what is larger is a dump of something else."""

from __future__ import annotations

MEBIBYTE = 1 << 20
RECORD_BYTES = 16 * MEBIBYTE  # a text or page file, or one line of JSONL
LINE_CHARACTERS = 2 * MEBIBYTE  # one line of a text file: a whole page on one line passes, a data dump does not
