"""Which lines are the title that the record or the page states: where the article starts, whatever the markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from flows.clean.labels import bare

# What parts a headline from the name of its outlet or section in a page's title.
_PARTS = re.compile(r"\s+[|–—:·»«•/-]+\s+|\s*[|»«]\s*")
# A part of a title that is shorter is as likely the outlet's name or a section's.
LEAST = 12


def with_titles(lines: pl.DataFrame, titles: Mapping[int, Sequence[str]]) -> pl.DataFrame:
    """`lines` with is_title: whether the line is a title of its document, whole or without the outlet's name."""
    known = {document: _keys(said) for document, said in titles.items()}
    any_title = pl.Series(sorted({key for keys in known.values() for key in keys}), dtype=pl.String())
    is_title = lines["key"].is_in(any_title.implode()).to_numpy().copy()
    found = lines.filter(is_title).select("document", "key")
    is_title[is_title] = [key in known.get(document, ()) for document, key in found.iter_rows()]
    return lines.with_columns(is_title=is_title)


def _keys(titles: Sequence[str]) -> set[str]:
    keys = set()
    for title in titles:
        whole = " ".join(title.split())
        parts = _PARTS.split(whole)
        firsts = [whole[: match.start()] for match in _PARTS.finditer(whole)]
        keys |= {bare(whole), *(bare(part) for part in (*parts, *firsts) if len(part) >= LEAST)}
    return keys - {""}
