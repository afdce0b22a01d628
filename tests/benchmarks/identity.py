# ruff: noqa: T201 - a table for a terminal
"""Pairs of persons' names, told as one or as two: our comparison beside Splink's, on the names of a release.

    python -m tests.benchmarks.identity RELEASE

RELEASE is a folder of a release of the archive set (archive/articles.jsonl.gz of the evaluation sets, 6,000 articles).
The gold, tests/gold/person_pairs.tsv, has pairs of names in it that share a last name, or all of it but one letter:
drawn by lot from each of five degrees of our certainty, told apart by hand from what is publicly known of the persons,
without those nobody could tell. `stands_for` is the number of pairs of the archive that a drawn one stands for.

Splink (extra `peers`) gets first, middle and last names and the names around them, frequencies of names considered,
and learns its weights from the names of the release by expectation maximization.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.normalize.identity.clusters import with_context
from flows.normalize.identity.contexts import contexts_of
from flows.normalize.identity.keys import PERSON, key_of
from flows.normalize.identity.pairs import JOIN, person_pairs

GOLD = Path(__file__).parents[1] / "gold" / "person_pairs.tsv"
THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95)
AROUND = 15  # names around a name that Splink is given

Certainties = Mapping[tuple[str, str], float]


class Names(NamedTuple):
    """Keys of full names of persons: in how many articles each is, and what else is named there."""

    articles: Mapping[str, int]
    contexts: Mapping[str, Mapping[str, int]]


def main(release: Path) -> None:
    """Print precision, recall and F1 of both by threshold."""
    names = read_names(release)
    gold = pl.read_csv(GOLD, separator="\t", new_columns=["first", "second", "is_same", "stands_for"])
    known = gold.filter(pl.col("first").is_in(list(names.articles)) & pl.col("second").is_in(list(names.articles)))
    print(f"{len(names.articles):,} names, {known.height} of {gold.height} pairs of the gold; we join from {JOIN}")
    table(
        "ours", known, {pair[:2]: with_context(pair, names.contexts).certainty for pair in person_pairs(names.articles)}
    )
    try:
        table("splink", known, splinked(names))
    except ModuleNotFoundError as error:
        print(f"splink: {error.name} is not installed (extra `peers`)")


def read_names(release: Path) -> Names:
    """The persons of a release that are named by more than one word."""
    mentions = pl.read_parquet(release / "mentions.parquet", columns=["article_id", "entity_id", "kind", "surface"])
    surface = pl.col("surface").str.replace_all(r"\s+", " ")
    full = mentions.filter(pl.col("kind") == PERSON, surface.str.contains(" "))
    keys = {name: key_of(PERSON, name) for name in full.select(surface).to_series().unique(maintain_order=True)}
    full = full.with_columns(key=surface.replace_strict(keys)).filter(pl.col("key").str.contains(" "))
    counts = full.group_by("key").agg(pl.col("article_id").n_unique()).sort("key")
    around = mentions.select("article_id", around="entity_id")
    return Names(dict(counts.iter_rows()), contexts_of(full.select("article_id", "key"), around))


def table(name: str, gold: pl.DataFrame, certainties: Certainties) -> None:
    """A line for each threshold: a pair of the gold counts as often as it stands for pairs of the archive."""
    told = gold.with_columns(
        certainty=pl.Series([certainties.get(pair, 0.0) for pair in gold.select("first", "second").iter_rows()]),
        is_same=pl.col("is_same") == 1,
    )
    for threshold in THRESHOLDS:
        joined = pl.col("certainty") >= threshold
        right = told.filter(joined & pl.col("is_same"))["stands_for"].sum()
        precision = right / max(told.filter(joined)["stands_for"].sum(), 1e-9)
        recall = right / told.filter("is_same")["stands_for"].sum()
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:7} from {threshold:4}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def splinked(names: Names) -> Certainties:
    """Splink's probability that a pair is one, for the pairs in its blocks."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    blocks = [block_on("last"), block_on("first", "start")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("first", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("middle"),
            compare.DamerauLevenshteinAtThresholds("last", [1]).configure(term_frequency_adjustments=True),
            compare.ArrayIntersectAtSizes("around", [4, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=blocks,
    )
    database = DuckDBAPI()
    linker = Linker(database.register(_records(names).to_arrow()), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for block in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_probability=1e-4).as_record_list()
    return {tuple(sorted((row["unique_id_l"], row["unique_id_r"]))): row["match_probability"] for row in found}


def _records(names: Names) -> pl.DataFrame:
    rows = []
    for key in names.articles:
        first, *middle, last = key.split()
        around = sorted(names.contexts.get(key, {}).items(), key=lambda pair: (-pair[1], pair[0]))[:AROUND]
        about = {"first": first, "middle": " ".join(middle) or None, "last": last, "start": last[:3]}
        rows.append({"unique_id": key, **about, "around": [name for name, _ in around] or None})
    return pl.DataFrame(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(
            "one argument: the folder of a release, as in `python -m tests.benchmarks.identity build/releases/a/1.0.0`"
        )
    main(Path(sys.argv[1]))
