"""What repeats in a source: counted in a sample of its documents, in any order, and never enough to remove a line."""

import polars as pl
import pytest

from flows.clean import clean_batch, count_lines, repeated_lines, sampled
from flows.clean.repeats import LEVELS, SAMPLE
from flows.clean.shape import line_keys
from tests.clean.given import ARTICLE, ENDING, MIDDLE, OPENING, SOURCE, records

PROMPT = "Write to the harbour desk about what you have seen"


def counted(*texts: str, media_type: str = "text/plain") -> dict[int, int]:
    return dict(count_lines(records(*({"content": text} for text in texts), media_type=media_type)).iter_rows())


def key(line: str) -> int:
    return line_keys(pl.Series([line]))[0]


def test_a_line_counts_once_a_document_whatever_its_case_signs_and_numbers():
    found = counted(f"{PROMPT}\n{PROMPT}\n{OPENING}", f"• {PROMPT.upper()}!\n{MIDDLE}", "12 comments\n—\n345 comments")
    assert (found[key(PROMPT)], found[key(OPENING)], found[key("7 comments")]) == (2, 1, 1)
    assert 0 not in found


def test_the_blocks_of_pages_are_their_lines():
    pages = [f"<html><body><p>{text}</p><div>{PROMPT}</div></body></html>" for text in (OPENING, MIDDLE)]
    assert counted(*pages, media_type="text/html")[key(PROMPT)] == 2


def test_levels_are_reached_over_all_batches_in_any_order():
    half = count_lines(records(*({"content": PROMPT} for _ in range(LEVELS[0] // 2))))
    rare = count_lines(records({"content": OPENING}))
    assert repeated_lines([half, rare]) == ()
    assert repeated_lines([half, rare, half]) == repeated_lines([rare, half, half]) == ((key(PROMPT), 1),)
    assert repeated_lines([half] * 9) == ((key(PROMPT), 2),)
    assert repeated_lines([]) == ()


def test_the_sample_is_of_accepted_documents_by_their_ids():
    rows = [(f"{at:04x}", "paper", "accepted") for at in range(SAMPLE + 40)]
    rows += [("0000-", "paper", "superseded"), ("0001-", "other", "accepted")]
    documents = pl.DataFrame(rows, schema=["document_id", "source_id", "status"], orient="row")
    found = sampled(documents)
    assert found["other"] == ["0001-"]
    assert found["paper"] == [f"{at:04x}" for at in range(SAMPLE)]
    assert sampled(documents.sample(fraction=1.0, shuffle=True, seed=3)) == found


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_repetition_alone_removes_nothing(media_type):
    """A series has its first paragraph in every piece: it is of the article all the same."""
    content = ARTICLE if media_type == "text/plain" else "".join(f"<p>{p}</p>" for p in (OPENING, MIDDLE, ENDING))
    everything = tuple(sorted((key(line), len(LEVELS)) for line in (OPENING, MIDDLE, ENDING)))
    found = clean_batch(records({"content": content}, media_type=media_type), SOURCE, repeated=everything)
    for line in (OPENING, MIDDLE, ENDING):
        assert line in found.articles["text"].item()
