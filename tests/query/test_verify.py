"""`tearsheet verify` as a user sees it."""

import json
import shutil

import pytest

from flows.ids import file_sha256
from flows.publish.switch import write_sums
from flows.query import verification
from tests.harbour import said


@pytest.fixture
def newest(harbour):
    return harbour / "releases" / "harbour" / "1.1.0"


def test_a_sound_release_says_what_was_checked(command, newest):
    result = command("verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("harbour@1.1.0 in build/releases/harbour/1.1.0 keeps its promises.")
    assert "19 files" in result.stdout
    assert "3 articles" in result.stdout
    assert file_sha256(newest / "SHA256SUMS") in result.stdout


@pytest.mark.parametrize("name", ["1.0.0", "harbour@1.0.0", "build/releases/harbour/1.0.0"])
def test_a_release_goes_by_version_name_and_folder(command, name):
    assert command("verify", name).stdout.startswith("harbour@1.0.0 ")


def test_every_breach_is_listed_and_the_command_fails(command, newest):
    (newest / "README.md").write_text("other words")
    (newest / "extra.txt").write_text("")
    result = command("verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "SHA256SUMS: extra.txt is not listed",
        "SHA256SUMS: README.md differs from its checksum; download or build it again",
    ]
    assert result.stderr.startswith("tearsheet: build/releases/harbour/1.1.0: 2 breaches ")


def test_checksums_rewritten_with_the_file_are_caught_by_versions_json(command, newest):
    old = file_sha256(newest / "README.md")
    (newest / "README.md").write_text("other words")
    sums = newest / "SHA256SUMS"
    sums.write_text(sums.read_text().replace(old, file_sha256(newest / "README.md")))
    result = command("verify")
    assert result.exit_code == 1
    assert "is not the digest that versions.json states for 1.1.0" in result.stdout


@pytest.mark.parametrize("path", [[], "../articles.parquet"])
def test_a_descriptor_too_odd_to_be_checked_is_a_breach(command, newest, path):
    described = json.loads((newest / "datapackage.json").read_text())
    described["resources"][2]["path"] = path
    (newest / "datapackage.json").write_text(json.dumps(described))
    write_sums(newest)
    result = command("verify")
    assert result.exit_code == 1
    assert result.stdout
    assert isinstance(result.exception, SystemExit)


def test_an_interrupted_check_is_no_breach(command, monkeypatch):
    def interrupted(_):
        raise RuntimeError("Query interrupted")  # what DuckDB makes of Ctrl-C

    monkeypatch.setattr(verification, "verify_release", interrupted)
    result = command("verify")
    assert result.exit_code == 1
    assert "Aborted!" in result.stderr
    assert "breach" not in result.stderr


def test_a_release_alone_in_a_folder_is_verified_too(command, newest, tmp_path):
    alone = shutil.copytree(newest, tmp_path / "elsewhere" / "copy")
    assert command("verify", alone).exit_code == 0


def test_json_lists_breaches_and_counts(command, newest):
    sound = json.loads(command("verify", "--json").stdout)
    assert sound["is_sound"]
    assert sound["breaches"] == []
    assert sound["tables"] == 13
    (newest / "README.md").unlink()
    broken = command("verify", "--json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["breaches"] == ["SHA256SUMS: README.md is listed, but absent"]


def test_what_cannot_be_verified_is_one_sentence(command, newest):
    assert "tearsheet download https://example.org/harbour" in said(command("verify", "https://example.org/harbour"), 2)
    assert "there are 1.0.0, 1.1.0" in said(command("verify", "2.0.0"), 2)
    (newest / "datapackage.json").write_text("{")
    assert "not the descriptor of a release" in said(command("verify"), 1)
