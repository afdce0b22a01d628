"""`tearsheet versions` as a user sees it."""

import json

import pytest

from tests.harbour import said


def change_entry(harbour, version, **values):
    path = harbour / "releases" / "harbour" / "versions.json"
    content = json.loads(path.read_text())
    next(entry for entry in content["versions"] if entry["version"] == version).update(values)
    path.write_text(json.dumps(content))


def test_every_version_has_a_row_with_what_it_holds_and_why_it_differs(command):
    lines = command("versions").stdout.splitlines()
    first, second = (line.split() for line in lines[2:])
    assert first[:2] == ["1.0.0", "published"]
    assert second[:3] == ["1.1.0", "published,", "newest"]
    assert first[4] == "2"
    assert second[5] == "3"
    assert "source" in second


@pytest.mark.parametrize("name", ["harbour", "harbour@1.0.0", "build/releases/harbour", "build/releases/harbour/1.0.0"])
def test_a_dataset_goes_by_name_by_folder_and_by_any_of_its_releases(command, name):
    result = command("versions", name)
    assert result.exit_code == 0
    assert "1.1.0" in result.stdout
    assert result.stderr.startswith("harbour: 2 versions in ")


def test_a_dataset_on_the_web_goes_by_url_and_by_name(command, web, monkeypatch):
    by_url = command("versions", f"{web.url}/harbour/")
    monkeypatch.setenv("TEARSHEET_RELEASES", web.url)
    by_name = command("versions", "harbour")
    assert by_url.exit_code == by_name.exit_code == 0
    assert by_url.stdout == by_name.stdout == command("versions", "build/releases/harbour").stdout


def test_json_holds_all_of_versions_json_and_says_which_is_newest(command, harbour):
    told = json.loads(command("versions", "--json").stdout)
    listed = json.loads((harbour / "releases/harbour/versions.json").read_text())
    assert told["dataset"] == "harbour"
    assert told["newest"] == "1.1.0"
    assert [entry.pop("is_newest") for entry in told["versions"]] == [False, True]
    assert told["versions"] == listed["versions"]


def test_a_withdrawn_version_says_which_to_use_instead(command, harbour):
    change_entry(harbour, "1.0.0", status="withdrawn", note="use 1.1.0 or later")
    lines = command("versions").stdout.splitlines()
    assert "withdrawn" in lines[2]
    assert lines[-1] == "1.0.0: use 1.1.0 or later"


def test_a_long_note_is_shown_whole(command, harbour):
    note = f"holds {'many ' * 40}articles taken down since; use 1.1.0 or later"
    change_entry(harbour, "1.0.0", status="withdrawn", note=note)
    assert command("versions").stdout.endswith(f"\n1.0.0: {note}\n")


@pytest.mark.parametrize("words", [["verify", "1.0.0", "--json"], ["sql", "select 1", "--release", "1.0.0"]])
def test_a_withdrawn_version_is_warned_of_in_one_line(command, harbour, words):
    change_entry(harbour, "1.0.0", status="withdrawn", note="use 1.1.0 or later")
    asked = command(*words)
    assert asked.exit_code == 0
    warnings = [line for line in asked.stderr.splitlines() if "withdrawn" in line]
    assert warnings == ["harbour@1.0.0 is withdrawn: use 1.1.0 or later"]


def test_a_failed_first_version_is_listed_though_nothing_is_published(command, harbour):
    (harbour / "releases/harbour/latest.json").unlink()
    change_entry(harbour, "1.0.0", status="failed", note="entities: 1 primary key stands more than once")
    result = command("versions")
    assert result.exit_code == 0
    assert "failed" in result.stdout
    assert "newest" not in result.stdout


def test_what_is_not_there_is_one_sentence(command, web, tmp_path):
    assert "there are harbour" in said(command("versions", "quay"), 2)
    assert "no versions.json" in said(command("versions", f"{web.url}/quay"), 1)
    assert "or name its folder by --build" in said(command("versions", "--build", tmp_path / "empty"), 1)


def test_a_control_character_in_a_note_does_not_reach_the_terminal(command, harbour):
    change_entry(harbour, "1.0.0", note="\x1b[31mred")
    assert "\x1b" not in command("versions").stdout
