"""Names by spaCy's model, for those who ask for it. A model of these tests' own stands in for it."""

import sys

import pytest
from click.testing import CliRunner

from flows.build import build_plain
from flows.cli import main
from flows.errors import UsageError
from flows.normalize import spacy_tagger
from flows.normalize.names import find_names
from flows.progress import Silence
from flows.settings import BuildSettings, Tagger
from tests.archives import write_archive

MODEL = """
from types import SimpleNamespace
__version__ = "0.1"
WORDS = {"Orlava": "GPE", "Ilir Meta": "PERSON", "the Harbour Board": "ORG", "port": "LOC", "Tuesday": "DATE"}
def load(exclude):
    return Model()
class Model:
    max_length = 10
    def __call__(self, text):
        assert len(text) <= self.max_length
        found = [(text.find(word), word, label) for word, label in WORDS.items() if word in text]
        return SimpleNamespace(ents=tuple(
            SimpleNamespace(start_char=at, end_char=at + len(word), label_=label) for at, word, label in sorted(found)
        ))
"""


def _forget():
    for cached in (spacy_tagger.model, spacy_tagger._package):
        cached.cache_clear()
    for name in spacy_tagger.MODELS:
        sys.modules.pop(name, None)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A package with the model's name, found before any other."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "en_core_web_sm.py").write_text(MODEL)
    monkeypatch.syspath_prepend(str(folder))
    _forget()
    yield folder
    _forget()


@pytest.fixture
def absent(monkeypatch):
    """No model is installed."""
    _forget()
    for name in spacy_tagger.MODELS:
        monkeypatch.setitem(sys.modules, name, None)
    yield
    monkeypatch.undo()
    _forget()


@pytest.mark.usefixtures("stand_in")
def test_its_names_have_our_bounds_and_kinds():
    text = "On Tuesday the Harbour Board met at the port. Ilir Meta left Orlava."
    found = find_names(text, "en", tagger=Tagger.SPACY)
    assert [(text[m.start : m.end], m.kind) for m in found] == [
        ("Harbour Board", "organization"),
        ("Ilir Meta", "person"),
        ("Orlava", "place"),
    ]


@pytest.mark.usefixtures("stand_in")
def test_a_build_by_another_tagger_is_another_build(tmp_path):
    raw, to = write_archive(tmp_path / "raw"), tmp_path / "build"
    small = build_plain(BuildSettings(raw, to, workers=1), Silence())
    spacy = BuildSettings(raw, to, workers=1, tagger=Tagger.SPACY)
    first, second = build_plain(spacy, Silence()), build_plain(spacy, Silence())
    assert (small.is_new, first.is_new, second.is_new) == (True, True, False)
    names = [set(built.release.frame("mentions")["surface"]) for built in (small, first)]
    assert names[1] != names[0]
    assert "Ilir Meta" in names[1]


@pytest.mark.usefixtures("absent")
def test_without_the_extra_one_sentence_says_how_to_get_it(tmp_path):
    with pytest.raises(UsageError, match=r"pip install 'tearsheet\[spacy\]'"):
        spacy_tagger.tagger_version(Tagger.SPACY)
    raw = write_archive(tmp_path / "raw")
    arguments = ["build", str(raw), "--to", str(tmp_path / "build"), "--plain", "--tagger", "spacy"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "tearsheet[spacy]" in result.output
    assert not list((tmp_path / "build").glob("stages/*"))
