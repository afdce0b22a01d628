"""Near-duplicates: what is one story, whatever the order."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ids import make_id
from flows.normalize import find_duplicates
from flows.normalize.fingerprints import fingerprints, shingle_hashes, shingles, words_of_text
from flows.tables import table

WIRE = " ".join(f"word{number} follows its neighbour in line {number % 7}" for number in range(40))
REWRITE = "An editor's own first words, then the wire. " + WIRE
OTHER = " ".join(f"another{number} tale with nothing shared at all {number % 5}" for number in range(40))


def frame(**texts: str) -> pl.DataFrame:
    return pl.DataFrame({"article_id": list(texts), "text": list(texts.values())})


def duplicates_of(articles: pl.DataFrame) -> pl.DataFrame:
    return find_duplicates(fingerprints(articles), articles)


def test_agency_copy_is_one_story() -> None:
    found = duplicates_of(frame(c=WIRE, a=REWRITE, b=OTHER))
    assert found["article_id"].to_list() == ["a", "c"]
    assert found["representative"].unique().to_list() == ["a"]
    assert found["cluster_id"].unique().to_list() == [make_id("story", "a")]
    assert 0.9 < found["similarity"][0] < 1
    assert found.schema == table("duplicates").schema


def test_case_and_punctuation_do_not_matter() -> None:
    assert duplicates_of(frame(a=WIRE, b=WIRE.upper().replace(" ", ", ")))["similarity"].to_list() == [1.0, 1.0]


def test_half_of_the_shingles_is_the_limit() -> None:
    words = [f"w{number}" for number in range(200)]
    mostly = " ".join(words[:150] + [f"x{number}" for number in range(50)])
    hardly = " ".join(words[:60] + [f"y{number}" for number in range(140)])
    found = duplicates_of(frame(a=" ".join(words), b=mostly, c=hardly))
    assert found["article_id"].to_list() == ["a", "b"]


def test_a_chain_is_one_cluster_with_the_smallest_id() -> None:
    words = [f"w{number}" for number in range(300)]
    texts = {name: " ".join(words[start : start + 200]) for name, start in (("b", 0), ("c", 40), ("a", 80))}
    found = duplicates_of(frame(**texts))
    assert found["representative"].to_list() == ["a", "a", "a"]


def test_short_texts_are_duplicates_only_when_equal() -> None:
    found = duplicates_of(frame(a="Rain today.", b="rain TODAY", c="Rain tomorrow.", d="", e=""))
    assert found.select("article_id", "method").rows() == [("a", "equal"), ("b", "equal")]


@settings(max_examples=10, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_order_changes_nothing(order: list[str]) -> None:
    texts = {"a": WIRE, "b": REWRITE, "c": OTHER, "d": OTHER + " the end"}
    assert duplicates_of(frame(**{name: texts[name] for name in order})).equals(duplicates_of(frame(**texts)))


def test_no_articles_give_no_clusters() -> None:
    assert duplicates_of(pl.DataFrame(schema={"article_id": pl.String(), "text": pl.String()})).height == 0


def test_fingerprints_may_come_batch_by_batch() -> None:
    articles = frame(a=WIRE, b=REWRITE, c=OTHER, d="Rain today.", e="Rain today")
    batches = pl.concat([fingerprints(articles[3:]), fingerprints(articles[:3])])
    assert find_duplicates(batches, articles).equals(duplicates_of(articles))


@given(st.text(alphabet="aBßé_1²Ⅷ中字ﷺ अ\u0301😀𝒳 -.,’\n", max_size=120))
def test_a_hash_for_each_shingle_and_equal_ones_for_equal_shingles(text: str) -> None:
    runs = shingles(words_of_text(text + " " + text))
    hashes = shingle_hashes(text + " " + text)
    assert len(hashes) == len(runs)
    assert len(set(zip(runs, hashes.tolist(), strict=True))) == len(set(runs)) == len(set(hashes.tolist()))
