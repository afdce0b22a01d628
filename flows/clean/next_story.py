"""The next story of a page that goes on for ever: an article below the article, with a main heading of its own."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import numpy as np
import polars as pl

# So many paragraphs stand under the title, and as many under the heading of the next story; fewer are a box.
LEAST_PARAGRAPHS = 2


def with_next_story(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` (features.with_features, stated.with_titles) with is_next: of a page, what comes from the next story on.

    Its heading is marked up as the page's title is, with the same tags around it, but in a container of its own: a
    heading beside the title, in the same container, parts the article.
    """
    is_next = np.zeros(lines.height, np.bool_)
    heads = lines.with_row_index("row").filter(pl.col("tag") == "h1")
    rows = heads.select("document", "row", "path", "container", "is_title").iter_rows()
    for _, group in groupby(rows, itemgetter(0)):
        title, *others = group
        start = next((row for _, row, *like, is_title in others if _is_apart(title, like) and not is_title), None)
        if start is None or not title[-1]:
            continue
        end = int(np.searchsorted(lines["document"].to_numpy(), title[0], side="right"))
        parts = (lines["is_prose"][title[1] : start], lines["is_prose"][start:end])
        is_next[start:end] = min(int(part.sum()) for part in parts) >= LEAST_PARAGRAPHS
    return lines.with_columns(is_next=is_next)


def _is_apart(title: tuple[int, int, int, int, bool], like: list[int]) -> bool:
    """Whether a heading has the same tags around it as the title (path), and another container."""
    path, container = like
    return path == title[2] and container != title[3]
