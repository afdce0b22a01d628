"""Releases on disk: what is there, and which one is meant."""

import json

import polars as pl
import pytest

from flows.errors import TearsheetError
from flows.publish import publish_release
from flows.release import find_release, latest_version, list_versions, read_release
from tests.publish.archive import PROVENANCE, ReleaseSettings, make_tables, without_article


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Two datasets: `alpha` in two versions, and `beta`, which was published last."""
    root = tmp_path_factory.mktemp("releases")
    moments = iter(range(1_642_600_000, 1_642_700_000, 10_000))
    with pytest.MonkeyPatch.context() as patch:
        for name, tables in (
            ("alpha", without_article(make_tables(), "note")),
            ("alpha", make_tables()),
            ("beta", make_tables()),
        ):
            patch.setenv("SOURCE_DATE_EPOCH", str(next(moments)))
            publish_release(tables, ReleaseSettings(name, root), PROVENANCE)
    return root


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (None, ("beta", "1.0.0")),
        ("alpha", ("alpha", "1.1.0")),
        ("alpha@1.0.0", ("alpha", "1.0.0")),
        ("1.0.0", ("beta", "1.0.0")),
    ],
)
def test_a_release_is_found_by_name_and_version(root, spec, expected):
    release = find_release(root, spec)
    assert (release.dataset, release.version) == expected


@pytest.mark.parametrize(("place", "version"), [("alpha/1.0.0", "1.0.0"), ("alpha", "1.1.0")])
def test_a_release_is_found_by_its_folder_or_its_datasets(root, tmp_path, place, version):
    assert find_release(tmp_path, str(root / place)).version == version


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("gamma", "there is no dataset 'gamma'; there are alpha, beta"),
        ("alpha@9.0.0", "alpha: there is no version '9.0.0'; there are 1.0.0, 1.1.0"),
        ("9.0.0", "beta: there is no version '9.0.0'; there are 1.0.0"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(root, spec, sentence):
    with pytest.raises(TearsheetError, match=sentence):
        find_release(root, spec)


def test_without_any_release_the_mend_is_a_build(tmp_path):
    with pytest.raises(TearsheetError, match="run `tearsheet build`, or name its folder"):
        find_release(tmp_path / "nowhere", None)


def test_a_path_out_of_the_folder_is_no_name(root):
    with pytest.raises(TearsheetError, match="no dataset"):
        find_release(root / "alpha", "../beta")


def test_tables_are_read_as_datapackage_json_lists_them(root):
    release = find_release(root, "alpha")
    assert release.tables()["articles"] == [root / "alpha" / "1.1.0" / "articles.parquet"]
    assert release.frame("articles").height == release.counts()["articles"] == 3
    assert release.lazy("articles").select(pl.len()).collect().item() == 3


def test_a_table_in_several_files_is_one(root, tmp_path):
    rows = find_release(root, "alpha").frame("mentions")
    paths = ["2021.parquet", "2022.parquet"]
    for path, part in zip(paths, (rows.head(2), rows.tail(-2)), strict=True):
        part.write_parquet(tmp_path / path)
    described = {"name": "a", "version": "1.0.0", "resources": [{"name": "mentions", "path": paths}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    assert read_release(tmp_path).frame("mentions").equals(rows)


def test_an_unknown_table_is_said_with_the_known_ones(root):
    with pytest.raises(TearsheetError, match="no table 'authors'; the tables are sources, documents"):
        find_release(root, "alpha").frame("authors")


def test_versions_are_listed_in_order(root):
    assert [entry.version for entry in list_versions(root / "alpha")] == ["1.0.0", "1.1.0"]
    assert latest_version(root / "alpha") == "1.1.0"
    assert (list_versions(root / "gamma"), latest_version(root / "gamma")) == ([], None)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"name": "a"}', '{"name": 1, "version": "1", "resources": []}', "\ud800"]
)
def test_a_broken_descriptor_is_one_sentence(tmp_path, content):
    (tmp_path / "datapackage.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(TearsheetError, match="not the descriptor of a release"):
        read_release(tmp_path)


def test_a_folder_without_descriptor_is_no_release(tmp_path):
    with pytest.raises(TearsheetError, match=r"there is no datapackage\.json; name the folder of a release"):
        read_release(tmp_path)


def test_broken_lists_are_one_sentence(tmp_path):
    (tmp_path / "versions.json").write_text("{")
    with pytest.raises(TearsheetError, match=r"versions\.json: cannot be read"):
        list_versions(tmp_path)


def test_a_dataset_that_points_out_of_its_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "odd").mkdir()
    latest = {"dataset": "odd", "version": "1.0.0", "path": "../elsewhere", "released_at": None, "digest": None}
    (tmp_path / "odd" / "latest.json").write_text(json.dumps(latest), encoding="utf-8")
    with pytest.raises(TearsheetError, match="outside its folder"):
        find_release(tmp_path, str(tmp_path / "odd"))
