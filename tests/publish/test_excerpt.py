"""The opening of a text, cut so that the ledger still holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ledger import Edit, redo, undo
from flows.publish.excerpt import EXCERPT_CHARACTERS, EXCERPT_WORDS, Excerpt, find_excerpt

SENTENCE = "Ten words stand in this sentence, of which two count. "


def excerpt(text, edits=()):
    return text[: find_excerpt(text, list(edits)).text_end]


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("The ferry sails again.") == "The ferry sails again."


def test_the_cut_falls_at_the_end_of_a_paragraph():
    opening = SENTENCE * 3 + "\nAnd a last line"
    assert excerpt(opening + "\n\n" + SENTENCE * 9) == opening


def test_without_a_paragraph_the_cut_falls_at_the_end_of_a_sentence():
    assert excerpt("word " * 9 + SENTENCE * 2 + "It ends here! But " + "on and on " * 40).endswith("It ends here!")


def test_without_a_sentence_the_cut_falls_after_the_fiftieth_word():
    assert excerpt("word " * 200) == ("word " * EXCERPT_WORDS).strip()


def test_a_paragraph_in_the_first_half_is_too_short_an_excerpt():
    assert excerpt("Brief.\n\n" + "word " * 200).count("word") == EXCERPT_WORDS - 1


def test_an_initial_ends_no_sentence():
    assert excerpt("word " * 30 + "by John F. Kennedy " + "word " * 100).count(" ") > 40


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    assert excerpt("word " * 30 + "“We won’t move.” They " + "word " * 100).endswith("“We won’t move.”")


@pytest.mark.parametrize("text", ["新闻记者报道" * 200, "ข่าววันนี้" * 200])
def test_a_script_without_spaces_is_cut_too(text):
    assert 40 < len(excerpt(text)) <= 4 * EXCERPT_WORDS


def test_chinese_sentences_end_without_a_space():
    assert excerpt("记者报道。" * 100).endswith("道。")


def test_an_endless_word_is_not_published():
    assert excerpt("x" * 5000) == ""


def test_a_replaced_piece_is_kept_whole_or_not_at_all():
    text = "word " * 48 + "one two three four five six"
    start = text.index("one")
    edit = Edit(start, start + 3, "mojibake", "???", text[start:])
    assert find_excerpt(text, [edit]) == Excerpt(start - 1, start - 1, 0)


def test_what_was_removed_before_the_excerpt_goes_with_it_and_what_was_removed_after_does_not():
    raw = "Share\n" + "word " * 60 + "Next story"
    edits = [Edit(0, 6, "share_bar", "Share\n", ""), Edit(len(raw) - 10, len(raw), "pager", "Next story", "")]
    found = find_excerpt(redo(raw, edits), edits)
    assert raw[: found.raw_end] == "Share\n" + ("word " * 50).strip()
    assert found.edits == 1


def test_a_text_that_cleaning_emptied_has_an_empty_excerpt():
    assert find_excerpt("", [Edit(0, 5, "pager", "Share", "")]) == Excerpt(0, 0, 0)


words = st.text(alphabet="ab .!?\n’🚢\u0327م新\x00", max_size=12)
pieces = st.lists(st.tuples(words, words, st.sampled_from(["keep", "edit"])), max_size=60)


@given(pieces)
def test_the_ledger_holds_of_every_excerpt(parts):
    raw, text, edits = "", "", []
    for before, after, kind in parts:
        if kind == "edit" and (before or after):
            edits.append(Edit(len(raw), len(raw) + len(before), "rule", before, after))
        raw += before
        text += after if kind == "edit" else before
    found = find_excerpt(text, edits)
    kept = edits[: found.edits]
    assert redo(raw[: found.raw_end], kept) == text[: found.text_end]
    assert undo(text[: found.text_end], kept) == raw[: found.raw_end]
    assert found.text_end <= EXCERPT_CHARACTERS
