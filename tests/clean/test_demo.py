"""The demo archive of raw/: what cleaning makes of it, beside what its writers say it should be."""

import json
import re

import polars as pl
import pytest

from flows.clean import Cleaned, clean_batch
from flows.ingest import Reading, read_files, scan
from tests.conftest import ROOT

WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def cleaned() -> dict[tuple[str, str], dict[str, object]]:
    """Articles by source and native id."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for item in scan(ROOT / "raw"):
        for batch in read_files(item.files, Reading(item.source)):
            accepted = batch.filter(pl.col("status") == "accepted")
            result: Cleaned = clean_batch(accepted, item.source)
            names = dict(accepted.select("document_id", "native_id").iter_rows())
            found |= {
                (row["source_id"], names[row["document_id"]]): row for row in result.articles.iter_rows(named=True)
            }
    return found


@pytest.fixture(scope="module")
def gold() -> list[dict[str, object]]:
    lines = (ROOT / "tests" / "gold" / "demo.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if "text" in row]


def test_every_piece_becomes_an_article(cleaned, gold):
    assert {(row["source"], row["native_id"]) for row in gold} == set(cleaned)


def test_texts_have_the_words_of_the_gold(cleaned, gold):
    for row in gold:
        article = cleaned[row["source"], row["native_id"]]
        assert WORD.findall(article["text"]) == WORD.findall(row["text"]), row["native_id"]


def test_titles_dates_authors_and_languages_are_found(cleaned, gold):
    for row in gold:
        article = cleaned[row["source"], row["native_id"]]
        day = article["published_at"].date().isoformat() if article["published_at"] else None
        found = (article["title"], day, ", ".join(article["authors"] or []) or None)
        assert found == (row["title"], row["published"], row["authors"]), row["native_id"]
        assert article["language"] == row.get("language", article["language"]), row["native_id"]
