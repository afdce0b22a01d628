"""The hand-made gold of tests/gold: floors that only move up."""

import pytest

from tests.benchmarks.gold import KINDS, cases, score

FLOORS = {"dates": 0.97, "amounts": 0.97, "quotations": 0.85}
CASES = 150
LANGUAGES = 9


@pytest.mark.parametrize("kind", KINDS)
def test_the_gold_is_large_and_in_many_languages(kind: str) -> None:
    assert len(cases(kind)) >= CASES
    assert len({case["language"] for case in cases(kind)}) >= LANGUAGES
    assert len({case["text"] for case in cases(kind)}) == len(cases(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_readers_agree_with_the_gold(kind: str) -> None:
    result = score(kind)
    assert result.f1 >= FLOORS[kind], result.wrong


def test_ordinary_words_are_no_times() -> None:
    from flows.normalize.dates import find_dates

    assert find_dates("You may want to march on, she may sat in the sun on sat and to fri.", None, "en") == []
