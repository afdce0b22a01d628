"""`tearsheet cite` as a user sees it."""

import json

import pytest
import yaml

from flows.ids import file_sha256
from tests.harbour import said


@pytest.fixture
def newest(harbour):
    return harbour / "releases" / "harbour" / "1.1.0"


def change_citation(release, **values):
    path = release / "CITATION.cff"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), **values}, allow_unicode=True))


def test_one_line_and_bibtex_name_the_version_and_what_proves_its_bytes(command, newest):
    digest = file_sha256(newest / "SHA256SUMS")
    year = json.loads(command("versions", "--json").stdout)["versions"][1]["released_at"][:4]
    line, *bibtex = command("cite").stdout.strip().split("\n")
    assert line == f"Publishers of Harbour news ({year}): Harbour news (version 1.1.0) [Data set]. SHA-256 {digest}"
    assert bibtex[1] == "@misc{harbour-1.1.0,"
    assert f"  year = {{{year}}}," in bibtex
    assert bibtex[-1] == "}"


def test_what_latex_would_read_as_commands_is_escaped(command, newest):
    change_citation(newest, title="Profit & Loss_100%", url="https://news.example.org/a_b")
    bibtex = command("cite").stdout
    assert r"title = {{Profit \& Loss\_100\%}}" in bibtex
    assert r"howpublished = {\url{https://news.example.org/a_b}}" in bibtex


def test_persons_and_houses_are_authors(command, newest):
    change_citation(newest, authors=[{"given-names": "Ada", "family-names": "Moro"}, {"name": "Courier Press"}])
    result = command("cite").stdout
    assert result.startswith("Ada Moro, Courier Press (")
    assert "author = {{Ada Moro} and {Courier Press}}" in result


def test_a_release_without_a_citation_file_is_cited_by_its_descriptor(command, newest):
    (newest / "CITATION.cff").unlink()
    assert command("cite").stdout.startswith("Publishers of Harbour news (")


def test_a_release_on_the_web_is_cited_with_its_address(command, web):
    assert f" {web.url}/harbour/1.0.0. " in command("cite", f"{web.url}/harbour/1.0.0").stdout
    assert f" {web.url}/harbour/1.1.0. " in command("cite", f"{web.url}/harbour").stdout


def test_no_year_is_made_up(command, harbour):
    (harbour / "releases/harbour/versions.json").unlink()
    assert command("cite").stdout.startswith("Publishers of Harbour news: Harbour news (version 1.1.0)")


def test_json_has_the_parts_and_both_forms(command):
    told = json.loads(command("cite", "harbour@1.0.0", "--json").stdout)
    assert told["version"] == "1.0.0"
    assert told["authors"] == ["Publishers of Harbour news"]
    assert told["text"].startswith("Publishers of Harbour news")
    assert told["bibtex"].startswith("@misc{")


def test_a_broken_citation_file_is_one_sentence(command, newest):
    (newest / "CITATION.cff").write_text("title: [")
    assert "CITATION.cff: not YAML" in said(command("cite"), 1)
