"""Labels in capitals: Turkish has two letters i, and Greek and French capitals drop their accents."""

import pytest

from flows.casing import small
from flows.clean.batch import described_lines, read_drafts
from tests.clean.given import SOURCE, records


def told(line: str) -> str | None:
    return described_lines(*read_drafts(records({"content": line})), SOURCE)["label"][0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("İLGİLİ HABERLER", "related"),
        ("DİĞER HABERLER", "related"),
        ("SIRADAKİ HABER", "pager"),
        ("GİZLİLİK POLİTİKASI", "legal"),
        ("ÇEREZ POLİTİKASI", "cookie"),
        ("GİRİŞ YAP", "login"),
        ("ΣΧΕΤΙΚΑ ΑΡΘΡΑ", "related"),
        ("A LIRE AUSSI", "related"),
        ("LO MAS LEIDO", "related"),
        ("5 KASIM 2021 14:30", "timestamp"),
        ("3 Mayıs 2021, 09:15", "timestamp"),
    ],
)
def test_capitals_are_the_label_that_they_write(line, kind):
    assert told(line) == kind


@pytest.mark.parametrize("line", ["Σχετικα αρθρα", "KIŞIN GELEN", "Lo mas leido de aqui"])
def test_accents_count_in_small_letters_and_other_words_are_no_label(line):
    assert told(line) is None


def test_small_letters_keep_the_length_of_turkish_capitals():
    assert small("İLGİLİ YAZILAR") == small("ilgili yazılar") == "ilgili yazilar"
    assert len(small("İĞDIR")) == len("İĞDIR")
