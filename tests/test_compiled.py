"""Loops are compiled once, on a machine's first build: who waits for it is told."""

import pytest

from flows import compiled
from flows.build import build_plain
from flows.progress import Silence
from flows.settings import BuildSettings, Stage
from tests.archives import write_archive


class Heard(Silence):
    """A reporter that remembers what it is told."""

    def __init__(self):
        self.sentences = []

    def say(self, sentence):
        self.sentences.append(sentence)


@pytest.mark.parametrize(("kept", "is_told"), [((), True), (("tokens.tokenize-48.py311.nbi",), False)])
def test_a_first_build_says_that_it_compiles(kept, is_told, tmp_path, monkeypatch):
    loops = tmp_path / "loops"
    loops.mkdir()
    for name in kept:
        (loops / name).touch()
    monkeypatch.setattr(compiled, "_KEPT_IN", {loops, tmp_path / "absent"})
    heard = Heard()
    settings = BuildSettings(raw=write_archive(tmp_path / "raw"), build=tmp_path / "build", until=Stage.INGEST)
    build_plain(settings, heard)
    assert any("compiling" in sentence for sentence in heard.sentences) is is_told
