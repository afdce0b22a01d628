"""The passage that shows why an article was found."""

from hypothesis import given
from hypothesis import strategies as st

from flows.query.snippet import LENGTH, snippet


def stems(word):
    return (word.lower(),)


def shown(text, *wanted):
    found = snippet(text, stems, frozenset(wanted))
    return found.text, [found.text[start:end] for start, end in found.marks]


def test_a_short_text_is_shown_whole_with_its_words_marked():
    assert shown("Gas and the price of gas", "gas", "price") == ("Gas and the price of gas", ["Gas", "price", "gas"])


def test_of_a_long_text_the_passage_with_most_different_words_is_shown():
    text = "gas " * 80 + "filler " * 80 + "the price of gas rose " + "filler " * 80
    passage, marks = shown(text.strip(), "gas", "price")
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "the price of gas rose" in passage
    assert marks == ["price", "gas"]


def test_a_passage_starts_and_ends_between_words():
    words = [f"word{number}" for number in range(300)]
    passage, _ = shown(" ".join(words), "word150")
    assert set(passage.strip("… ").split()) <= set(words)


def test_a_text_without_the_words_shows_its_opening():
    passage, marks = shown("alpha " * 100, "gas")
    assert passage.startswith("alpha alpha")
    assert marks == []


def test_signs_of_scripts_without_blanks_are_words_of_their_own():
    assert shown("石油价格上涨", "价", "格")[1] == ["价", "格"]


@given(st.text(alphabet="ab é漢👨\u0301.", max_size=800), st.sampled_from(["a", "b", "é", "漢"]))
def test_marks_stand_on_the_words_and_passages_stay_short(text, wanted):
    line = " ".join(text.split())
    found = snippet(line, stems, frozenset([wanted]))
    assert all(found.text[start:end].lower() == wanted for start, end in found.marks)
    if " " in line:
        longest = max(len(word) for word in line.split())
        assert len(found.text) <= LENGTH + longest + len("…  …")
    assert found.text.removeprefix("… ").removesuffix(" …") in line
