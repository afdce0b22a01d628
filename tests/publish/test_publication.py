"""Publishing as the pipeline calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import yaml

from flows.compare import render
from flows.errors import UsageError
from flows.publish import ReleaseSettings, publish_release
from flows.tables import TABLE_NAMES
from flows.verify import verify_release
from tests.changes import apply_changes
from tests.publish.archive import PROVENANCE, RAW, make_tables, settings, without_article

ROOT = Path(__file__).parents[2]
FILES = {"CHANGES.md", "CITATION.cff", "README.md", "SHA256SUMS", "datapackage.json", "load.sql"}


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_release_has_all_its_files_and_keeps_its_promises(release):
    assert set(content(release.folder)) == FILES | {f"{name}.parquet" for name in TABLE_NAMES}
    assert verify_release(release.folder) == []


def test_a_stranger_finds_nothing_wrong(release, shared):
    checked = subprocess.run(
        [sys.executable, shared / "eval" / "check_release.py", release.folder], check=False, capture_output=True
    )
    assert checked.returncode == 0, checked.stdout


def test_the_same_tables_give_the_same_bytes_in_any_order_of_rows(release, tmp_path):
    shuffled = {name: rows.reverse() for name, rows in make_tables().items()}
    again = publish_release(shuffled, settings(tmp_path), PROVENANCE).release
    assert content(again.folder) == content(release.folder)


def test_nothing_changed_no_release(tmp_path):
    first = publish_release(make_tables(), settings(tmp_path), PROVENANCE)
    before = content(tmp_path / "releases" / "harbour" / "1.0.0")
    second = publish_release(make_tables(), settings(tmp_path), PROVENANCE)
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.version, second.counts, second.changes) == ("1.0.0", first.counts, {})
    assert content(second.release.folder) == before
    assert [path.name for path in second.release.folder.parent.iterdir() if path.is_dir()] == ["1.0.0"]


def test_the_sums_are_those_that_sha256sum_reads(release):
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=release.folder, check=False, capture_output=True
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


@pytest.mark.parametrize(
    ("before", "after"), [((), ("ferry",)), (("ferry", "note"), ("ferry", "strike")), (("note",), ())]
)
def test_previous_and_changes_make_the_new_version(tmp_path, before, after):
    old, new = (
        publish_release(archive_of({*chosen}), settings(tmp_path), PROVENANCE).release for chosen in (before, after)
    )
    names = [name for name in TABLE_NAMES if name != "changes"]
    wanted = {name: new.frame(name) for name in names}
    made = apply_changes({name: old.frame(name) for name in names}, new.frame("changes"), wanted)
    assert all(made[name].equals(render(wanted[name])) for name in names)


def archive_of(native_ids):
    tables = make_tables()
    for native_id in set(RAW) - native_ids:
        tables = without_article(tables, native_id)
    return tables


def test_an_archive_without_articles_is_a_release_too(tmp_path):
    outcome = publish_release(archive_of(set()), settings(tmp_path), PROVENANCE)
    assert outcome.counts["articles"] == 0
    assert verify_release(outcome.release.folder) == []


def test_a_merged_entity_leaves_a_redirect_and_that_is_news(tmp_path):
    publish_release(make_tables(), settings(tmp_path), PROVENANCE)
    tables = make_tables()
    vela, merged = (pl.col("entity_id") == tables["entities"].row(by_predicate=pl.col("name") == "Vela")[0], "e" * 16)
    renamed = pl.when(vela).then(pl.lit(merged)).otherwise("entity_id").alias("entity_id")
    tables["mentions"] = tables["mentions"].with_columns(renamed)
    tables["entities"] = tables["entities"].with_columns(
        renamed,
        name=pl.when(vela).then(pl.lit("Vela Airport")).otherwise("name"),
        aliases=pl.when(vela).then(pl.lit(["Vela"])).otherwise("aliases"),
    )
    outcome = publish_release(tables, settings(tmp_path), PROVENANCE)
    assert outcome.version == "1.1.0"
    assert outcome.release.frame("redirects").select("new_id", "since_version").rows() == [(merged, "1.1.0")]


def test_changes_md_says_what_changed_and_why(tmp_path):
    first = publish_release(archive_of({"ferry"}), settings(tmp_path), PROVENANCE).release
    second = publish_release(make_tables(), settings(tmp_path), PROVENANCE).release
    assert "first version" in (first.folder / "CHANGES.md").read_text(encoding="utf-8")
    told = (second.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert told.startswith("# Changes in 1.1.0, since 1.0.0")
    assert "| articles | added | source | 2 |" in told


def test_the_citation_names_the_version(release):
    citation = yaml.safe_load((release.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["type"], citation["title"], citation["version"]) == ("dataset", "Harbour news", "1.0.0")
    assert citation["authors"]


def test_no_clock_stands_in_a_release(release):
    year = str(json.loads((release.folder.parent / "latest.json").read_text())["released_at"])[:10]
    for path in release.folder.iterdir():
        assert year.encode() not in path.read_bytes()


@pytest.mark.parametrize("name", ["", "../up", "Upper", ".hidden", "a b"])
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="--dataset"):
        ReleaseSettings(name, tmp_path)


def test_a_homepage_must_be_an_address(tmp_path):
    with pytest.raises(UsageError, match="homepage"):
        ReleaseSettings("a", tmp_path, homepage="javascript:alert(1)")


def test_the_hash_seed_changes_nothing(release, tmp_path):
    program = (
        "import sys; from pathlib import Path; from flows.publish import publish_release;"
        "from tests.publish.archive import *;"
        "publish_release(make_tables(), settings(Path(sys.argv[1])), PROVENANCE)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "POLARS_MAX_THREADS": "1"}
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True, env=environment, cwd=ROOT)
    assert content(tmp_path / "releases" / "harbour" / "1.0.0") == content(release.folder)
