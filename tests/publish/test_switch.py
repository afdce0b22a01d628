"""The switch: a kill at any moment, or a breach, leaves the last good release."""

import json

import polars as pl
import pytest

from flows.errors import TearsheetError
from flows.ids import file_sha256
from flows.publish import TAKEDOWNS, publication, publish_release, switch
from flows.release import latest_version, list_versions
from flows.verify import verify_release
from tests.publish.archive import PROVENANCE, make_tables, settings, without_article


@pytest.fixture
def first(tmp_path):
    """The first version, without one of the articles."""
    return publish_release(without_article(make_tables(), "strike"), settings(tmp_path), PROVENANCE).release


def publish_all(tmp_path, **more):
    return publish_release(make_tables(), settings(tmp_path), PROVENANCE, **more)


def listed(folder):
    return [(entry.version, entry.status) for entry in list_versions(folder)]


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_versions_json_tells_of_every_version_and_latest_json_of_the_newest(first, tmp_path, monkeypatch):
    assert first.version == "1.0.0"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1642600800")
    release = publish_all(tmp_path).release
    folder = release.folder.parent
    assert listed(folder) == [("1.0.0", "published"), ("1.1.0", "published")]
    entry = list_versions(folder)[1]
    assert (entry.released_at, entry.digest) == ("2022-01-19T14:00:00Z", file_sha256(release.folder / "SHA256SUMS"))
    assert (entry.counts["articles"], entry.provenance) == (3, PROVENANCE)
    assert entry.changes["added"] > 0
    assert set(entry.causes) == {"source"}
    latest = json.loads((folder / "latest.json").read_text())
    assert (latest["version"], latest["path"], latest["digest"]) == ("1.1.0", "1.1.0/", entry.digest)


def test_the_earlier_version_is_not_touched(first, tmp_path):
    before = content(first.folder)
    publish_all(tmp_path)
    assert content(first.folder) == before


def test_a_kill_while_writing_leaves_the_last_good_release(first, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(publication, "write_readme", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_all(tmp_path)
    assert listed(first.folder.parent) == [("1.0.0", "published")]
    assert publish_all(tmp_path).version == "1.1.0"
    assert [path.name for path in first.folder.parent.glob(".*")] == []


def test_a_version_that_a_kill_left_unlisted_is_listed_by_the_next_run(first, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(switch, "settle", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_all(tmp_path)
    assert latest_version(first.folder.parent) == "1.0.0"
    outcome = publish_all(tmp_path)
    assert (outcome.is_new, outcome.version) == (False, "1.1.0")
    assert listed(first.folder.parent) == [("1.0.0", "published"), ("1.1.0", "published")]


def test_a_latest_json_that_a_kill_left_behind_is_put_right(first, tmp_path):
    old = (first.folder.parent / "latest.json").read_bytes()
    publish_all(tmp_path)
    (first.folder.parent / "latest.json").write_bytes(old)
    assert publish_all(tmp_path).version == latest_version(first.folder.parent) == "1.1.0"


def test_lists_that_were_lost_are_made_anew(first, tmp_path):
    folder = first.folder.parent
    for name in ("versions.json", "latest.json"):
        (folder / name).unlink()
    assert publish_all(tmp_path).version == "1.1.0"
    assert listed(folder) == [("1.0.0", "published"), ("1.1.0", "published")]


def test_a_breach_is_listed_and_said_and_nothing_is_published(first, tmp_path):
    tables = make_tables()
    tables["dates"] = tables["dates"].with_columns(surface=pl.lit("other"))
    with pytest.raises(TearsheetError, match=r"harbour 1\.1\.0 was not published: dates: 1 surfaces are not"):
        publish_release(tables, settings(tmp_path), PROVENANCE)
    folder = first.folder.parent
    assert listed(folder) == [("1.0.0", "published"), ("1.1.0", "failed")]
    assert "surfaces" in list_versions(folder)[1].note
    assert latest_version(folder) == "1.0.0"
    assert sorted(path.name for path in folder.iterdir()) == ["1.0.0", "latest.json", "versions.json"]


def test_a_version_that_failed_is_published_once_it_is_mended(first, tmp_path):
    switch.record_failure(first.folder.parent, "1.1.0", "something")
    assert publish_all(tmp_path).version == "1.1.0"
    assert listed(first.folder.parent) == [("1.0.0", "published"), ("1.1.0", "published")]


def test_versions_that_hold_what_was_taken_down_are_listed_as_withdrawn(first, tmp_path):
    second = publish_all(tmp_path).release
    taken = pl.DataFrame([("gazette", "strike", "", "asked")], schema=TAKEDOWNS, orient="row")
    third = publish_all(tmp_path, takedowns=taken).release
    folder = first.folder.parent
    assert listed(folder) == [("1.0.0", "published"), ("1.1.0", "withdrawn"), (third.version, "published")]
    assert list_versions(folder)[1].note == "holds articles taken down since; use 1.1.1 or later"
    assert verify_release(second.folder) == []


def test_a_folder_that_is_gone_is_said_with_the_mend(first, tmp_path):
    first.folder.rename(tmp_path / "elsewhere")
    with pytest.raises(TearsheetError, match=r"names 1\.0\.0, whose folder is gone; restore"):
        publish_all(tmp_path)


def stop(*_, **__):
    raise KeyboardInterrupt
