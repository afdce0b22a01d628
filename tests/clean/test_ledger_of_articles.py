"""For any text and any markup: the edits lead from the raw text to the article and back, and tidily."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean_batch
from flows.ledger import Edit, redo, undo
from tests.clean.given import ARTICLE, ENDING, OPENING, SOURCE, records

ANY = st.characters(exclude_categories=("Cs",))
BREAKS = ("\n", "\n\n", "\r\n", "\r", "\u2028", "\n \n\n", "\x0c", "\n\t\n")
LINES = st.one_of(
    st.text(alphabet=ANY, max_size=30),
    st.sampled_from(
        (
            *(OPENING, "Advertisement", "Share", "Previous A headline", "Next Another headline", "By Nora Bell"),
            *("Read also:", "June 4, 2020", "PARIS, Dec 12 (Wire) — It rained on Friday in all of the town."),
            *(
                "in Almaty. . The $ 5",
                "e\u0301 🏴 אבג",
                "\u200b",
                "\x00",
                "&nbsp;",
                "© 2020 A Paper",
                "visitorsâ€™ gallery",
            ),
        )
    ),
)
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(BREAKS)), max_size=12).map(
    lambda parts: "".join(a + b for a, b in parts)
)


def check(content: str, media_type: str) -> None:
    cleaned = clean_batch(records({"content": content}, media_type=media_type), SOURCE)
    assert cleaned.articles.height + cleaned.rejects.height == 1
    for row in cleaned.articles.iter_rows(named=True):
        edits = [Edit(*edit) for edit in cleaned.edits.select(Edit._fields).iter_rows()]
        assert redo(row["raw"], edits) == row["text"]
        assert undo(row["text"], edits) == row["raw"]
        assert all(row["raw"][edit.raw_start : edit.raw_end] == edit.before for edit in edits)
        assert all(left.raw_end <= right.raw_start for left, right in pairwise(edits))
        assert row["text"] == row["text"].strip("\n")
        assert "\n\n\n" not in row["text"]
        if row["title_raw_start"] is not None:
            assert row["raw"].startswith(row["title"], row["title_raw_start"])
        if media_type == "text/plain":
            assert row["raw"] == content


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text(text):
    check(text, "text/plain")


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_any_text_around_an_article(text):
    check(f"{text}\n{ARTICLE}\n\n{text}", "text/plain")


@given(
    st.lists(
        st.one_of(
            LINES,
            st.sampled_from(
                ("<p>", "</p>", "<div class='nav'>", "</div>", "<br>", "<", "&amp;", "<!--", "<script>", "</table>")
            ),
        ),
        max_size=14,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_markup(parts):
    check("".join(parts) + f"<p>{OPENING}</p>", "text/html")


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        "a'",
        ". ",
        "“",
        "a,",
        "&amp;",
        "Р°",
        "â€™ ",
        "a?",
        "Previous x\nNext y\n",
        "Related\nx y z\n",
        "By A ",
        "A",
        "1",
        "\u200b",
    ],
)
def test_long_repetitive_text_takes_no_longer_than_its_length(sign):
    check(sign * (20_000 // len(sign)), "text/plain")


@pytest.mark.parametrize(
    "sign", ["<a", "<div>", "<p>x", "<b>", "<script>", "<!--", '<a rel="author">', '<meta name="x', "<td>"]
)
def test_long_repetitive_markup_takes_no_longer_than_its_length(sign):
    check(sign * (20_000 // len(sign)), "text/html")


def test_what_is_removed_as_whole_lines_carries_its_score():
    cleaned = clean_batch(records({"content": f"{ARTICLE}\n\nAdvertisement\n\n{ENDING} It cost $ 570."}), SOURCE)
    scores = dict(cleaned.edits.select("rule", "score").iter_rows())
    assert 0 <= scores["advert"] <= 1
    assert scores["currency_space"] is None
