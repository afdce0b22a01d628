# ruff: noqa: T201 - a table for a terminal
"""Makes the weights of the trained line scorer: `python -m tests.benchmarks.train_cleaning [--folds] [--page]`.

Trained on news-pages and blog-pages of the evaluation sets (see cleaning.py), all pages of a site in one fold, and on
small pages that are made up (small_pages.py), which no figure counts. Without
an option the weights are trained on all pages and written to flows/clean/weights/; with `--folds` nothing is written,
and each page is cleaned, by the whole room, with weights that saw no page of its site. `--page` and `--text` train
forests of that kind only; those of the other stay as they are.

The second forest learns from scores of first ones that did not see the line's site: those of a line it was grown on are
too good, and it would trust them too much.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256

import lightgbm
import numpy as np
import numpy.typing as npt
import polars as pl

from flows.clean.batch import described_lines, read_drafts
from flows.clean.compiled import Numbers, Whole
from flows.clean.marks import Mark
from flows.clean.shape import WORDS
from flows.clean.trained import WEIGHTS, Forests, Known, Stack, judged_again, known_of, scorer_of, shipped
from flows.clean.trees import Trees, evaluate
from tests.benchmarks.cleaning_sets import (
    EVAL,
    HTML,
    PAGES,
    PLAIN,
    SOURCE,
    agreement,
    cleaned,
    lines,
    need_sets,
    page,
    records,
    sets,
)
from tests.benchmarks.dumped_pages import UNKNOWN, dumps, targets_of
from tests.benchmarks.forests import grown
from tests.benchmarks.gold_lines import align, is_head
from tests.benchmarks.small_pages import small_pages
from tests.benchmarks.varied_pages import varied

FOLDS = 5
ROUNDS = 120
SEED = 7
# A forest is the mean of one for each of these: which lines and features a tree is shown is chance.
SEEDS = (7, 11, 13)
# What a page made of another counts for.
VARIED_WEIGHT = 0.4
# Pages made up (small_pages.py), so many, and what a page of each set counts for; one made up by whether it teaches
# of markup.
MADE_UP, SMALL = "made-up", 120
WEIGHT_OF = {"news-pages": 1.5, "blog-pages": 1.0}
SMALL_WEIGHT = {True: 0.2, False: 0.3}
# A page teaches nothing of markup when its lines hold less of its gold than this.
LEAST_FOUND = 0.5
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.13,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "extra_trees": True,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "use_missing": False,
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
    """The lines of all pages: what forests ask of them, targets, weights, and the fold of each."""

    known: Known
    target: npt.NDArray[np.int8]
    weight: Floats
    fold: Whole
    grown: dict[frozenset[int], Trees] = field(default_factory=dict)


def main(options: list[str]) -> None:
    names, keys, contents, golds, addresses = _pages()
    batch = records([(f"{at:06d}", content) for at, content in enumerate(contents)], HTML)
    pages = _targets(described_lines(*read_drafts(batch), SOURCE), golds, names)
    fold = np.array([_fold(_site(content, address)) for content, address in zip(contents, addresses, strict=True)])
    makers = {"page": _page_lines, "text": _text_lines}
    wanted = [name for name in makers if f"--{name}" in options] or list(makers)
    kinds = {name: makers[name](pages, names, fold) for name in wanted}
    if "--folds" in options:
        _report(kinds, dict(zip(keys, fold.tolist(), strict=True)))
        return
    made = {name: _stack(kind) for name, kind in kinds.items()}
    forests = Forests(**made) if len(made) == len(makers) else shipped()._replace(**made)
    arrays = {
        f"{kind}.{which}.{part}": array
        for kind, stack in forests._asdict().items()
        for which, trees in stack._asdict().items()
        for part, array in trees._asdict().items()
    }
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **arrays)
    print(f"{WEIGHTS.name}: {[len(trees.roots) for stack in forests for trees in stack]} trees, ", end="")
    print(f"{WEIGHTS.stat().st_size} bytes")


def _report(kinds: Mapping[str, Lines], fold_of: Mapping[str, int]) -> None:
    """Cleans every set of one of the `kinds` made of the pages by weights that saw no page of a document's site."""
    stacks = [{name: _stack(kind, held_out) for name, kind in kinds.items()} for held_out in range(FOLDS)]
    scorers = [scorer_of(shipped()._replace(**made)) for made in stacks]
    for given in sets():
        if ("page" if given.media_type == HTML else "text") not in kinds:
            continue
        folds = [fold_of.get(key, 0) for key, _ in given.rows]
        texts: dict[str, str] = {}
        for number, scorer in enumerate(scorers):
            own = [row for row, of in zip(given.rows, folds, strict=True) if of == number]
            texts |= dict(zip((key for key, _ in own), cleaned(own, given.media_type, scorer), strict=True))
        if given.is_extract:
            print(
                f"{given.name + ' as it is':34} {agreement()(zip(given.gold, dict(given.rows).values(), strict=True))}"
            )
        found = [texts[key] for key, _ in given.rows]
        print(f"{given.name:34} {agreement()(zip(given.gold, found, strict=True))}", flush=True)


def _pages() -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """Of each page: its set, key, markup, gold text and address."""
    names, keys, contents, golds, addresses = [], [], [], [], []
    for name in PAGES:
        for row in lines(EVAL / name / "gold.jsonl"):
            names.append(name)
            keys.append(row["key"])
            addresses.append(row.get("url", ""))
            contents.append(page(EVAL / name / "pages" / f"{row['key']}.html.gz"))
            golds.append(row["text"])
    for number, made in enumerate(small_pages(SMALL, SEED)):
        names.append(MADE_UP)
        keys.append(f"{MADE_UP}-{number}")
        addresses.append(f"https://site-{number}.example/")
        contents.append(made.markup)
        golds.append(made.gold)
    return names, keys, contents, golds, addresses


def _site(markup: str, address: str) -> str:
    """The host of a page: of its address, of what it calls itself, or what it links to most."""
    stated = re.match(r"https?://(?:www\.)?([^/]+)", address) or _CANONICAL.search(markup)
    linked = Counter(_ADDRESS.findall(markup)).most_common(1)
    return stated[1] if stated else linked[0][0] if linked else markup[:1000]


def _fold(site: str) -> int:
    return int(sha256(site.encode()).hexdigest(), 16) % FOLDS


def _targets(lines: pl.DataFrame, golds: list[str], names: list[str]) -> pl.DataFrame:
    """`lines` of pages with `target`, `certain`: whether it teaches anything, and `is_clear`: teaches of markup too."""
    target, certain, clear = [], [], []
    for (at,), part in lines.group_by("document", maintain_order=True):
        text = part["text"].to_list()
        found = align(text, golds[at])
        target.append(found)
        # The gold of blog-pages holds titles and bylines, that of news-pages does not: they teach nothing.
        certain.append(~is_head(text, found) if names[at] == "blog-pages" else np.ones(len(text), np.bool_))
        clear.append(_are_clear(part, found, golds[at]))
    columns = {"target": target, "certain": certain, "is_clear": clear}
    return lines.with_columns(pl.Series(name, np.concatenate(column)) for name, column in columns.items())


def _are_clear(page: pl.DataFrame, found: npt.NDArray[np.int8], gold: str) -> npt.NDArray[np.bool_]:
    """No line of a page most of whose gold is not found, and none that its gold holds and its markup calls a comment.

    Lines of pages are better told without them, lines of text are not.
    """
    words = page["words"].to_numpy()
    if words[found == 1].sum() < LEAST_FOUND * len(gold.split()):
        return np.zeros(page.height, np.bool_)
    is_comment = (page["marks"].fill_null(0).to_numpy() & int(Mark.COMMENTS)) != 0
    return ~(is_comment & (found == 1))


def _page_lines(pages: pl.DataFrame, names: list[str], fold: Whole) -> Lines:
    pages = pages.with_columns(pl.col("certain") & pl.col("is_clear"))
    real = pl.Series([at for at, name in enumerate(names) if name != MADE_UP], dtype=pages["document"].dtype)
    is_real = pl.col("document").is_in(real.implode())
    made_up = pages.filter(~is_real).with_columns(origin=pl.col("document"))
    lines = pl.concat([varied(pages.filter(is_real), fold, SEED), made_up])
    return _weighed(lines, names, fold, is_page=True)


def _text_lines(pages: pl.DataFrame, names: list[str], fold: Whole) -> Lines:
    made = dumps(pages, SEED)
    batch = records([(f"{at:06d}", dump.text) for at, dump in enumerate(made)], PLAIN)
    lines = described_lines(*read_drafts(batch), SOURCE)
    parts = lines.partition_by("document", maintain_order=True)
    target = [targets_of(made[part["document"][0]], part["start"].to_list(), part["end"].to_list()) for part in parts]
    origin = [np.full(part.height, made[part["document"][0]].origin, np.uint32) for part in parts]
    known = lines.with_columns(target=np.concatenate(target), origin=np.concatenate(origin))
    return _weighed(known.with_columns(certain=pl.col("target") != UNKNOWN), names, fold, is_page=False)


def _weighed(lines: pl.DataFrame, names: list[str], fold: Whole, *, is_page: bool) -> Lines:
    """Features and weights: of a line by its words, of a document less than its words, of one made of a page less."""
    known = known_of(lines, is_page=is_page)
    made, pages = (lines[name].cast(pl.Int64).to_numpy() for name in ("document", "origin"))
    weight = lines["certain"].to_numpy() * np.sqrt(np.clip(known.features[:, WORDS], 2, None))
    total = np.bincount(made, weights=weight)
    weight_of = WEIGHT_OF | {MADE_UP: SMALL_WEIGHT[is_page]}
    weight = weight / np.sqrt(np.maximum(total[made], 1)) * np.array([weight_of[name] for name in names])[pages]
    if is_page:
        weight *= np.where(made == pages, 1.0, VARIED_WEIGHT)
    return Lines(known, lines["target"].to_numpy(), weight, fold[pages])


def _stack(lines: Lines, held_out: int | None = None) -> Stack:
    """Both forests, of all lines but those of the fold `held_out`."""
    wanted = lines.fold != held_out
    scores = np.zeros(len(lines.fold), np.float32)
    left_out = set() if held_out is None else {held_out}
    for fold in set(range(FOLDS)) - left_out:
        unseen = lines.fold == fold
        scores[unseen] = evaluate(_without(lines, {fold, *left_out}), lines.known.features[unseen])
    return Stack(
        _grow(lines, lines.known.features, wanted, SEEDS),
        _grow(lines, judged_again(lines.known, scores), wanted, SEEDS),
    )


def _without(lines: Lines, folds: Set[int]) -> Trees:
    """A first forest of the lines of no fold in `folds`, grown once."""
    key = frozenset(folds)
    if key not in lines.grown:
        wanted = ~np.isin(lines.fold, list(key))
        lines.grown[key] = _grow(lines, lines.known.features, wanted, SEEDS[:1])
    return lines.grown[key]


def _grow(lines: Lines, features: Numbers, wanted: npt.NDArray[np.bool_], seeds: Sequence[int]) -> Trees:
    rows = wanted & (lines.weight > 0)
    data = lightgbm.Dataset(features[rows], lines.target[rows], weight=lines.weight[rows])
    return grown([lightgbm.train({**PARAMETERS, "seed": seed}, data, ROUNDS) for seed in seeds])


if __name__ == "__main__":
    need_sets()
    main(sys.argv[1:])
