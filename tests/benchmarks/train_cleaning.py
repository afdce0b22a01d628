# ruff: noqa: T201 - a table for a terminal
"""Makes the weights of the trained line scorer: `python -m tests.benchmarks.train_cleaning [--folds]`.

Trained on news-pages and blog-pages of the evaluation sets (see cleaning.py), all pages of a site in one fold. Without
an option the weights are trained on all pages and written to flows/clean/weights/; with `--folds` nothing is written,
and each page is cleaned, by the whole room, with weights that saw no page of its site.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean import clean_batch
from flows.clean.batch import described_lines, read_drafts
from flows.clean.measures import measured
from flows.clean.shape import WORDS
from flows.clean.trained import WEIGHTS, Forests, scorer_of
from flows.clean.trees import Trees
from tests.benchmarks.cleaning import EVAL, PAGES, SOURCE, agreement, lines, page, records
from tests.benchmarks.forests import grown
from tests.benchmarks.gold_lines import align, is_head
from tests.benchmarks.varied_pages import varied

FOLDS = 5
ROUNDS = 180
SEED = 7
# What a page made of another counts for.
VARIED_WEIGHT = 0.4
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "extra_trees": True,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "use_missing": False,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
_CANONICAL = re.compile(
    r"""(?:rel=["']canonical["'][^>]*href=|og:url["'][^>]*content=)["']https?://(?:www\.)?([^/"']+)"""
)
_ADDRESS = re.compile(r"""(?:href|src)=["']https?://(?:www\.)?([^/"']+)""")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """The lines of all pages: features, targets, weights, and the page of each."""

    features: npt.NDArray[np.float32]
    target: npt.NDArray[np.int8]
    weight: Floats
    page: npt.NDArray[np.int64]


def main(options: list[str]) -> None:
    names, keys, contents, golds = _pages()
    rows = [(f"{at:06d}", content) for at, content in enumerate(contents)]
    batch = records(rows, "text/html")
    known = _lines(batch, golds, names)
    fold = np.array([_fold(_site(content, key)) for content, key in zip(contents, keys, strict=True)])
    if "--folds" not in options:
        grown_trees = _grow(known, np.ones(len(rows), np.bool_))
        WEIGHTS.parent.mkdir(exist_ok=True)
        np.savez_compressed(WEIGHTS, **{f"page.{part}": array for part, array in grown_trees._asdict().items()})
        print(f"{WEIGHTS.name}: {len(grown_trees.roots)} trees, {WEIGHTS.stat().st_size} bytes")
        return
    texts: dict[str, str] = {}
    for held_out in range(FOLDS):
        scorer = scorer_of(Forests(_grow(known, fold != held_out)))
        for part in batch.filter(pl.Series(fold == held_out)).iter_slices(200):
            texts |= dict(clean_batch(part, SOURCE, scorer).articles.select("document_id", "text").iter_rows())
    for name in PAGES:
        own = [at for at in range(len(rows)) if names[at] == name]
        print(f"{name:20} {agreement()((golds[at], texts.get(rows[at][0], '')) for at in own)}")


def _pages() -> tuple[list[str], list[str], list[str], list[str]]:
    """Of each page: its set, its address or key, its markup, its gold text."""
    names, keys, contents, golds = [], [], [], []
    for name in PAGES:
        for row in lines(EVAL / name / "gold.jsonl"):
            names.append(name)
            keys.append(row.get("url") or row["key"])
            contents.append(page(EVAL / name / "pages" / f"{row['key']}.html.gz"))
            golds.append(row["text"])
    return names, keys, contents, golds


def _site(markup: str, address: str) -> str:
    """The host of a page: of its address, of what it calls itself, or what it links to most."""
    stated = re.match(r"https?://(?:www\.)?([^/]+)", address) or _CANONICAL.search(markup)
    linked = Counter(_ADDRESS.findall(markup)).most_common(1)
    return stated[1] if stated else linked[0][0] if linked else address


def _fold(site: str) -> int:
    return int(sha256(site.encode()).hexdigest(), 16) % FOLDS


def _lines(batch: pl.DataFrame, golds: list[str], names: list[str]) -> Lines:
    frame = described_lines(*read_drafts(batch), SOURCE)
    target, certain = [], []
    for (at,), part in frame.group_by("document", maintain_order=True):
        text = part["text"].to_list()
        found = align(text, golds[at])
        target.append(found)
        # The gold of blog-pages holds titles and bylines, that of news-pages does not: they teach nothing.
        certain.append(~is_head(text, found) if names[at] == "blog-pages" else np.ones(len(text), np.bool_))
    known = frame.with_columns(target=np.concatenate(target), certain=np.concatenate(certain))
    frame = varied(known, SEED)
    features = measured(frame, is_page=True)
    made, pages = (frame[name].cast(pl.Int64).to_numpy() for name in ("document", "origin"))
    weight = frame["certain"].to_numpy() * np.sqrt(np.clip(features[:, WORDS], 2, None))
    total = np.bincount(made, weights=weight)
    weight = weight / np.sqrt(np.maximum(total[made], 1)) * np.where(np.array(names)[pages] == "news-pages", 1.5, 1.0)
    weight *= np.where(made == pages, 1.0, VARIED_WEIGHT)
    return Lines(features, frame["target"].to_numpy(), weight, pages)


def _grow(known: Lines, wanted: npt.NDArray[np.bool_]) -> Trees:
    rows = wanted[known.page] & (known.weight > 0)
    data = lightgbm.Dataset(known.features[rows], known.target[rows], weight=known.weight[rows])
    return grown(lightgbm.train(PARAMETERS, data, ROUNDS))


if __name__ == "__main__":
    if not Path(EVAL).is_dir():
        sys.exit(f"{EVAL} is absent: set TEARSHEET_SHARED to the folder that holds eval/")
    main(sys.argv[1:])
