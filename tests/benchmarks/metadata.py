"""How many pages get a title, authors, a date and the rest: `python -m tests.benchmarks.metadata`.

The sets have no gold for these columns, so this counts what is found and where; `--show N` prints N rows of each set to
be judged by eye, beside what the page's own <title> says.
"""

from __future__ import annotations

import argparse
import html
import re

import polars as pl
from click import echo

from flows.clean import Cleaned, clean_batch
from flows.sources import Source
from tests.benchmarks.cleaning_sets import EVAL, lines, page, records

SETS = ("news-pages", "blog-pages")
COLUMNS = ("title", "authors", "byline", "dateline", "captions", "section", "published_at", "url", "language")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)


def main(shown: int) -> None:
    """Print the shares of each set."""
    for name in SETS:
        keys = [row["key"] for row in lines(EVAL / name / "gold.jsonl")]
        pages = {key: page(EVAL / name / "pages" / f"{key}.html.gz") for key in keys}
        cleaned = clean_batch(records(list(pages.items()), "text/html"), Source("set", "Set", language="en"))
        echo(f"{name}: {len(pages)} pages, {cleaned.articles.height} articles, rejects {_rejects(cleaned)}")
        shares = cleaned.articles.select(pl.col(column).is_not_null().mean() for column in COLUMNS).row(0, named=True)
        echo("  " + "  ".join(f"{column} {share:.3f}" for column, share in shares.items()))
        for row in cleaned.articles.head(shown).iter_rows(named=True):
            said = _TITLE.search(pages.get(row["document_id"], ""))
            stated = " ".join(html.unescape(said[1]).split()) if said else ""
            echo(f"  {row['title']!r} ({stated[:60]!r}) {row['authors']} {row['published_at']} {row['published_from']}")


def _rejects(cleaned: Cleaned) -> dict[str, int]:
    return dict(cleaned.rejects["reason"].value_counts().sort("reason").iter_rows())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0)
    main(parser.parse_args().show)
