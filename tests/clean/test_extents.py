"""Words and edges of lines, beside the regular expressions that say the same."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.extents import extents

SIGNS, SPELT = r"\p{Han}\p{Hiragana}\p{Katakana}", r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD = rf"[{SIGNS}]{{1,2}}|[{SPELT}]{{1,5}}|[\w&&[^{SIGNS}{SPELT}]]+"
EDGES = r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$"


@pytest.mark.parametrize(
    ("line", "words", "inside"),
    [
        ("", 0, ""),
        ("— ☕ —", 0, ""),
        ("» Read more…", 2, "Read more"),
        ("snake_case_", 1, "snake_case"),
        ("港口重新开放", 3, "港口重新开放"),
        ("ท่าเรือเปิด", 3, "ท่าเรือเปิด"),
        ("🙂 Über 3 Äpfel 🙂", 3, "Über 3 Äpfel"),
        ("e\u0301te\u0301", 1, "e\u0301te"),
        ("𠀀𠀁𠀂", 2, "𠀀𠀁𠀂"),
    ],
)
def test_a_line_has_words_and_an_inside(line, words, inside):
    found = extents(pl.Series([line]))
    assert found.words[0] == words
    assert line.encode()[found.starts[0] : found.ends[0]].decode() == inside


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=5))
def test_lines_are_measured_as_the_regular_expressions_do(lines):
    texts = pl.Series(lines, dtype=pl.String())
    found = extents(texts)
    assert found.words.tolist() == texts.str.count_matches(WORD).to_list()
    insides = [
        line.encode()[start:end].decode() for line, start, end in zip(lines, found.starts, found.ends, strict=True)
    ]
    assert insides == texts.str.replace_all(EDGES, "").to_list()
