"""The trained scorer: forests as arrays, the matrix of features, and what the shipped weights do with a page."""

import numpy as np
import polars as pl
import pytest

from flows.clean import clean_batch
from flows.clean.batch import described_lines, read_drafts
from flows.clean.measures import PAGE_FEATURES, TEXT_FEATURES, measured
from flows.clean.standing import PAGE_STANDING, TEXT_STANDING
from flows.clean.trained import REPEATED, WEIGHTS, Forests, Stack, judged_again, known_of, scorer_of, trained_evidence
from flows.clean.trees import Trees, evaluate, load_trees
from flows.ledger import Edit, redo, undo
from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, SOURCE, records

MENU = ("Home", "World", "Sport", "Weather", "Sign in", "Search")
PAGE = (
    "<html><body><nav>"
    + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in MENU)
    + "</nav><article>"
    + "".join(f"<p>{text}</p>" for text in (OPENING, MIDDLE, ENDING))
    + "</article><footer><a href='/legal'>Terms of use</a> 🐟 ﷽</footer></body></html>"
)
# Two trees: the first asks feature 1, then feature 0; the second is a leaf alone.
KNOWN = Trees(
    roots=np.array([0, ~3], np.int32),
    feature=np.array([1, 0], np.int32),
    threshold=np.array([2.5, -1.0], np.float32),
    left=np.array([1, ~0], np.int32),
    right=np.array([~2, ~1], np.int32),
    leaf=np.array([-4.0, 0.5, 8.0, 0.25], np.float32),
)


def described(*contents: str, media_type: str) -> pl.DataFrame:
    return described_lines(
        *read_drafts(records(*({"content": one} for one in contents), media_type=media_type)), SOURCE
    )


def test_a_known_forest_gives_known_scores():
    rows = np.array([[-1.0, 2.5], [-0.9, 2.5], [-5.0, 2.6]], np.float32)
    assert evaluate(KNOWN, rows).tolist() == [-3.75, 0.75, 8.25]
    assert evaluate(KNOWN, rows[:0]).tolist() == []


def walked(forest: Trees, row: list[float]) -> float:
    """What a forest says of one row, from node to node."""
    total = 0.0
    for root in forest.roots:
        node = root
        while node >= 0:
            is_left = row[forest.feature[node]] <= forest.threshold[node]
            node = forest.left[node] if is_left else forest.right[node]
        total += float(forest.leaf[~node])
    return total


def test_rows_evaluated_together_score_as_one_by_one():
    forest = load_trees(WEIGHTS, "text.first")
    known = np.random.default_rng(7)
    rows = known.choice(forest.threshold, (150, len(TEXT_FEATURES))) + known.integers(-1, 2, (150, 1))
    rows = rows.astype(np.float32)
    rows[3, :] = np.nan
    assert evaluate(forest, rows).tolist() == [np.float32(walked(forest, row)) for row in rows]


def test_a_tree_with_too_many_leaves_is_named():
    nodes = np.arange(40, dtype=np.int32)
    forest = Trees(
        roots=nodes[:1],
        feature=np.zeros(40, np.int32),
        threshold=nodes.astype(np.float32),
        left=~nodes,
        right=np.append(nodes[1:], ~np.int32(40)),
        leaf=np.zeros(41, np.float32),
    )
    with pytest.raises(ValueError, match="more than 32 leaves"):
        evaluate(forest, np.zeros((1, 1), np.float32))


@pytest.mark.parametrize(
    ("kind", "features"),
    [
        ("page.first", PAGE_FEATURES),
        ("page.second", (*PAGE_FEATURES, *PAGE_STANDING)),
        ("text.first", TEXT_FEATURES),
        ("text.second", (*TEXT_FEATURES, *TEXT_STANDING)),
    ],
)
def test_the_shipped_forests_are_whole(kind, features):
    forest = load_trees(WEIGHTS, kind)
    nodes, leaves = len(forest.feature), len(forest.leaf)
    assert len(forest.threshold) == len(forest.left) == len(forest.right) == nodes
    for places in (forest.roots, forest.left, forest.right):
        assert places.max() < nodes
        assert (~places).max() < leaves
    assert 0 <= forest.feature.min() <= forest.feature.max() < len(features)
    assert len(forest.roots) > 0
    # Each node but the roots, and each leaf, is reached from one place: a walk ends.
    reached = np.sort(np.concatenate((forest.roots, forest.left, forest.right)))
    assert reached.tolist() == list(range(-leaves, nodes))


@pytest.mark.parametrize(("content", "media_type"), [(PAGE, "text/html"), (ARTICLE, "text/plain")])
def test_features_of_a_document_do_not_depend_on_the_others(content, media_type):
    is_page = media_type == "text/html"
    other = content.replace(MIDDLE, "")
    first = described(content, other, media_type=media_type)
    second = described(other, content, media_type=media_type)
    alone = measured(described(content, media_type=media_type), is_page=is_page)
    for lines, document in ((first, 0), (second, 1)):
        own = (lines["document"] == document).to_numpy()
        found = measured(lines, is_page=is_page)
        assert found.shape[1] == len(PAGE_FEATURES if is_page else TEXT_FEATURES)
        assert np.isfinite(found).all()
        np.testing.assert_array_equal(found[own], alone)


def test_pages_and_texts_of_one_frame_have_their_own_forest():
    page, text = described(PAGE, media_type="text/html"), described(ARTICLE, media_type="text/plain")
    both = pl.concat([page, text.with_columns(document=pl.lit(1, pl.UInt32))])
    constant = [KNOWN._replace(roots=np.array([~leaf], np.int32)) for leaf in (0, 2)]
    found = scorer_of(Forests(*(Stack(KNOWN, trees) for trees in constant)))(both)
    assert found.to_list() == [-4.0] * page.height + [8.0] * text.height


def test_the_second_forest_is_asked_with_the_scores_of_the_first():
    lines = described(PAGE, media_type="text/html")
    known = known_of(lines, is_page=True)
    # The first gives every line its number of words; the second, one leaf or the other by that score alone.
    count = PAGE_FEATURES.index("words")
    score = len(PAGE_FEATURES) + PAGE_STANDING.index("score")
    ask = Trees(
        *(np.array(part, np.int32) for part in ([0], [count])),
        np.array([3.0], np.float32),
        *(np.array([place], np.int32) for place in (~0, ~1)),
        np.array([-1.5, 2.0], np.float32),
    )
    again = ask._replace(feature=np.array([score], np.int32), threshold=np.array([0.0], np.float32))
    stack = Stack(ask, again._replace(leaf=np.array([-7.0, 7.0], np.float32)))
    found = scorer_of(Forests(stack, stack))(lines)
    assert found.to_list() == [7.0 if words > 3 else -7.0 for words in known.features[:, count]]
    assert judged_again(known, evaluate(ask, known.features))[:, score].tolist() == [
        2.0 if words > 3 else -1.5 for words in known.features[:, count]
    ]


def test_repetition_costs_by_its_level():
    lines = described(ARTICLE, media_type="text/plain")
    levels = lines.with_columns(repeated=pl.Series(range(lines.height)).cast(lines.schema["repeated"]))
    lost = trained_evidence(lines) - trained_evidence(levels)
    assert lost.to_list() == pytest.approx(REPEATED)


def test_the_shipped_weights_tell_a_menu_from_an_article():
    lines = described(PAGE, media_type="text/html")
    evidence = dict(zip(lines["text"], trained_evidence(lines), strict=True))
    assert min(evidence[text] for text in (OPENING, MIDDLE, ENDING)) > max(evidence[name] for name in MENU)


@pytest.mark.parametrize(
    ("contents", "media_type"), [((PAGE, PAGE.replace(MIDDLE, "")), "text/html"), ((ARTICLE, ENDING), "text/plain")]
)
def test_any_order_gives_the_same_rows_and_edits_lead_both_ways(contents, media_type):
    frame = records(*({"content": content} for content in contents), media_type=media_type)
    found = clean_batch(frame, SOURCE)
    turned = clean_batch(frame.reverse(), SOURCE)
    assert found.articles.equals(turned.articles)
    assert found.edits.equals(turned.edits)
    assert found.articles.height == len(contents)
    for article in found.articles.iter_rows(named=True):
        rows = found.edits.filter(pl.col("article_id") == article["article_id"])
        edits = [Edit(*edit) for edit in rows.select(Edit._fields).iter_rows()]
        assert redo(article["raw"], edits) == article["text"]
        assert undo(article["text"], edits) == article["raw"]
