"""dataset.yaml: a dataset's title, description, publisher and homepage, and what is wrong with a broken one."""

import pytest

from flows.dataset import About, read_about
from flows.errors import UsageError
from tests.archives import build, write_archive

SAID = "title: Durres, 2022\ndescription: >\n  News of\n  a port.\npublisher: Library of Vlore\nhomepage: https://lib.example\n"


def test_a_release_is_cited_as_dataset_yaml_says_and_the_file_is_no_source(tmp_path):
    raw = write_archive(tmp_path / "raw")
    (raw / "dataset.yaml").write_text(SAID)
    release = build(raw, tmp_path / "build").release
    assert (release.descriptor.title, release.descriptor.description) == ("Durres, 2022", "News of a port.")
    citation = (release.folder / "CITATION.cff").read_text()
    assert "Library of Vlore" in citation
    assert "https://lib.example" in citation
    assert set(release.frame("documents")["source_id"]) == {"loose", "post"}


def test_without_the_file_or_with_an_empty_one_nothing_is_said(tmp_path):
    assert read_about(tmp_path) == About()
    (tmp_path / "dataset.yaml").write_text("title:\n")
    assert read_about(tmp_path) == About()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("titel: Durres\n", "dataset.yaml: unknown key 'titel'; the keys are title, description, publisher, homepage"),
        ("publisher: [A, B]\n", "dataset.yaml: publisher must be one value, not"),
        ("homepage: www.lib.example\n", "dataset.yaml: homepage 'www.lib.example' is no web address; write one"),
        ("- title\n", "dataset.yaml: holds no `key: value` lines; the keys are"),
        ("title: {\n", "dataset.yaml: not YAML"),
    ],
)
def test_a_broken_file_is_named_with_its_mend(tmp_path, said, sentence):
    (tmp_path / "dataset.yaml").write_text(said)
    with pytest.raises(UsageError, match=sentence.replace("[", r"\[")):
        read_about(tmp_path)
