"""A batch: each record for itself, defaults of the source last, a scorer that can be another."""

from datetime import UTC, datetime

import polars as pl
import pytest

from flows import frames
from flows.clean import clean_batch
from flows.ids import make_id
from flows.sources import Source
from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, SOURCE, clean, records

SAID = [
    {"native_id": "a", "content": f"The old pier\n\n{ARTICLE}\n\nAdvertisement"},
    {"native_id": "b", "content": f"{MIDDLE}\r\n\r\n{ENDING}\r\n"},
    {"native_id": "c", "content": " \n\t"},
    {"native_id": "d", "content": f"{OPENING} It cost $ 570."},
]


def test_frames_have_their_schemas_and_rows_are_sorted():
    cleaned = clean_batch(records(*SAID), SOURCE)
    assert cleaned.articles.schema == frames.ARTICLES
    assert cleaned.edits.schema == frames.EDITS
    assert cleaned.rejects.schema == frames.REJECTS
    assert cleaned.articles["article_id"].is_sorted()
    assert cleaned.edits.equals(cleaned.edits.sort("article_id", "position"))
    assert set(cleaned.articles["article_id"]) == {make_id("paper", name) for name in "abd"}


def test_a_batch_without_records_is_empty():
    cleaned = clean_batch(pl.DataFrame(schema=frames.RECORDS), SOURCE)
    assert (cleaned.articles.height, cleaned.edits.height, cleaned.rejects.height) == (0, 0, 0)


def test_neither_order_nor_company_changes_a_result():
    whole = clean_batch(records(*SAID), SOURCE)
    rows = records(*SAID)
    for batch in (rows.reverse(), rows.sample(fraction=1.0, shuffle=True, seed=7)):
        other = clean_batch(batch, SOURCE)
        assert other.articles.equals(whole.articles)
        assert other.edits.equals(whole.edits)
        assert other.rejects.equals(whole.rejects)
    alone = pl.concat([clean_batch(rows[at], SOURCE).articles for at in range(rows.height)]).sort("article_id")
    assert alone.equals(whole.articles)


def test_an_empty_text_is_a_reject_with_a_sentence():
    rejects = clean_batch(records(*SAID), SOURCE).rejects
    assert rejects["reason"].to_list() == ["no_text"]
    assert rejects["detail"].item() == "the text 'c' holds no visible text"


def test_a_text_of_nothing_but_cruft_is_a_reject_that_says_so():
    cleaned = clean_batch(records({"content": "Advertisement\n\nShare this article"}), SOURCE)
    assert cleaned.rejects["detail"].item() == "the text '0' holds nothing but advert, share"


def test_carriage_returns_are_repaired_through_edits():
    result = clean(f"{OPENING}\r\n\r\n{MIDDLE}\rx y z\u2028{ENDING}\r\n")
    assert result.text == f"{OPENING}\n\n{MIDDLE}\nx y z\n{ENDING}"
    assert result.rules == ["line_ending", "line_ending", "line_ending", "blank"]


def test_words_are_counted_with_inner_apostrophes_as_one():
    assert clean("Don’t count O'Neill's re-run twice. It is 3.5 words.").words == 11


def test_defaults_fill_what_nothing_else_states():
    said = {"published_at": "2022-01-31", "authors": "The desk", "section": "Harbour", "language": "en"}
    source = Source(source_id="paper", title="A paper", defaults=said)
    result = clean(ARTICLE, source=source)
    assert (result.section, result.authors, result.language) == ("Harbour", ["The desk"], "en")
    assert result.published_at == datetime(2022, 1, 31, tzinfo=UTC)
    assert (result.published_precision, result.published_from) == ("day", "default")


def test_a_date_that_cannot_be_read_falls_to_the_next_place():
    result = clean(ARTICLE, published_at="some day", url="https://example.org/2022/01/11/pier")
    assert (result.published_at, result.published_from) == (datetime(2022, 1, 11, tzinfo=UTC), "url")


@pytest.mark.parametrize(
    ("text", "stated", "declared", "language"),
    [
        (ARTICLE, "fr-FR", "en", "fr"),
        (ARTICLE, None, "fr", "en"),
        ("Short note.", None, "fr", "fr"),
        ("Short note.", None, None, None),
        ("Президент Франции прибыл в пятницу в столицу и встретился с министрами страны.", None, "en", "ru"),
    ],
)
def test_language_is_the_record_s_else_the_text_s_else_the_source_s(text, stated, declared, language):
    source = Source(source_id="paper", title="A paper", language=declared)
    assert clean(text, source=source, language=stated).language == language


def test_french_spacing_is_kept_in_a_text_told_to_be_french():
    text = (
        "Le maire a dit : « La jetée sera rebâtie ; nous attendrons le printemps » ! Les pêcheurs ont ri dans la salle."
    )
    assert clean(text, source=Source(source_id="paper", title="Un journal")).text == text


def test_another_scorer_takes_the_place_of_the_rules():
    def last_paragraph(lines: pl.DataFrame) -> pl.Series:
        return lines.select(evidence=pl.when(pl.col("text") == ENDING).then(50.0).otherwise(-50.0)).to_series()

    page = f"<p>{OPENING}</p><p>{MIDDLE}</p><p>{ENDING}</p>"
    cleaned = clean_batch(records({"content": page}, media_type="text/html"), SOURCE, last_paragraph)
    assert cleaned.articles["text"].to_list() == [ENDING]


def test_hard_wrapped_lines_are_joined_and_divided_words_made_whole():
    words = f"{OPENING} {MIDDLE} {ENDING} The government paid. {MIDDLE}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert clean(wrapped).text == " ".join(words)
    divided = wrapped.replace("council", "govern-\nment", 1)
    assert "government of" not in clean(divided).text
    assert "The government" in clean(divided).text


def test_verse_is_not_joined():
    verse = "\n".join(
        [
            "The pier is gone",
            "the sea is grey",
            "and nobody",
            "will walk that way",
            "again until",
            "the spring comes in",
            "and with it",
            "men",
        ]
    )
    assert clean(f"{OPENING}\n\n{verse}").text.endswith(verse)


def test_the_address_of_an_article_is_canonical_and_what_is_none_stays():
    found = clean(ARTICLE, url="http://m.harbour.example:80/2022/pier/?utm_source=feed&id=7#top")
    assert found.url == "https://www.harbour.example/2022/pier?id=7"
    assert clean(ARTICLE, url="doi:10.1000/182").url == "doi:10.1000/182"
