"""Bytes to text: marks, declarations, UTF-8, detection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.decode import declared_encoding, decode

STORY = "Le président a déclaré à la presse : « nous signerons l’accord », rapporte un témoin de la scène à Genève."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_and_is_no_part_of_the_text(encoding):
    text, name = decode(STORY.encode(encoding), "koi8-r")
    assert text == STORY
    assert name.startswith(encoding[:6].rstrip("-"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen_by_its_zeros(encoding):
    assert decode(STORY.encode(encoding)) == (STORY, encoding)


def test_a_declared_encoding_is_believed():
    text = "Москва объявила о новых выборах"
    assert decode(text.encode("koi8-r"), "koi8-r") == (text, "koi8-r")


def test_latin1_is_read_as_browsers_read_it():
    assert decode("“déjà”".encode("cp1252"), "iso-8859-1") == ("“déjà”", "windows-1252")


def test_a_wrong_declaration_is_seen_through():
    assert decode(STORY.encode("cp1252"), "utf-8") == (STORY, "windows-1252")
    assert decode(STORY.encode(), "shift_jis")[0] == STORY


def test_one_broken_byte_in_a_long_utf8_text_stays_one_broken_character():
    text, name = decode((STORY * 50).encode() + b"\xff" + STORY.encode())
    assert (text, name) == (STORY * 50 + "\ufffd" + STORY, "utf-8")


def test_bytes_that_windows_1252_leaves_open_become_c1_controls():
    assert decode("fin “de".encode("cp1252") + b"\x9d", "windows-1252")[0] == "fin “de\x9d"


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-9"?><html>', "iso-8859-9"),
        (b"<p>charset=utf-8 is only text here", None),
    ],
)
def test_a_page_states_its_encoding(page, encoding):
    assert declared_encoding(page) == encoding


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16-le", "koi8-r", "nonsense", "big5"]))
def test_any_bytes_become_valid_unicode(data, declared):
    text, name = decode(data, declared)
    text.encode("utf-8")
    assert name
