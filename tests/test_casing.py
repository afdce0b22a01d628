"""Words that match without regard to case are found in tables by what they match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.casing import ByWord, as_matched

WORDS = ByWord({"mayıs": 5, "haziran": 6, "august": 8, "dreißig": 30, "март": 3})
ANY = re.compile("|".join(WORDS), re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("MAYIS", 5),
        ("Mayıs", 5),
        ("HAZİRAN", 6),
        ("HAZIRAN", 6),
        ("Auguſt", 8),
        ("MÄRZ", None),
        ("DREIẞIG", 30),
        ("МАРТ", 3),
    ],
)
def test_a_word_is_found_as_it_matches(written, value):
    assert (ANY.fullmatch(written) is not None) == (value is not None)
    if value is None:
        with pytest.raises(KeyError):
            WORDS[written.lower()]
    else:
        assert WORDS[written.lower()] == value


@given(st.sampled_from(sorted(WORDS)), st.data())
def test_whatever_matches_is_found(word, data):
    """Each letter in any of the forms that regular expressions without regard to case take for it."""
    forms = {"i": "iIİı", "ı": "iIİı", "s": "sSſ", "ß": "ßẞ", "т": "тТᲄᲅ"}
    written = "".join(data.draw(st.sampled_from(forms.get(letter, letter + letter.upper()))) for letter in word)
    assert ANY.fullmatch(written)
    assert WORDS[written.lower()] == WORDS[word]
    assert as_matched(written) == as_matched(word)
