"""datapackage.json, as other tools read it."""

import json

import jsonschema
import pytest
from frictionless import Package

from flows.compare import rows_sha256
from flows.ids import file_sha256
from flows.publish.package import write_descriptor
from flows.publish.settings import ReleaseSettings
from flows.publish.write import write_table
from flows.tables import TABLE_NAMES, table
from tests.publish.archive import PROVENANCE, frame, settings


@pytest.fixture(scope="module")
def descriptor(release):
    return json.loads((release.folder / "datapackage.json").read_text(encoding="utf-8"))


def described(folder, sources, **more):
    """The descriptor of a release with these sources and no other rows."""
    tables = {**{name: table(name).empty() for name in TABLE_NAMES}, "sources": frame("sources", sources)}
    for name, rows in tables.items():
        write_table(name, rows, folder)
    write_descriptor(folder, tables, ReleaseSettings("x", folder, **more), ("1.0.0", PROVENANCE))
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def source(licence, **more):
    return {"source_id": licence, "title": "A", "kind": "outlet", "licence": licence, "rights": "full", **more}


def test_frictionless_finds_nothing_wrong(descriptor):
    assert [problem.message for problem in Package.metadata_validate(descriptor)] == []


def test_the_official_profiles_find_nothing_wrong(descriptor, shared):
    profiles = shared / "conformance" / "profiles" / "2.0"
    resource, schema = (json.loads((profiles / f"{name}.json").read_text()) for name in ("dataresource", "tableschema"))
    jsonschema.validate(descriptor, json.loads((profiles / "datapackage.json").read_text()))
    for item in descriptor["resources"]:
        jsonschema.validate(item, resource)
        jsonschema.validate(item["schema"], schema)


def test_every_table_states_its_size_hash_rows_and_fields(release, descriptor):
    assert [item["name"] for item in descriptor["resources"]] == list(TABLE_NAMES)
    for item in descriptor["resources"]:
        file, rows = release.folder / item["path"], release.frame(item["name"])
        assert (item["bytes"], item["hash"]) == (file.stat().st_size, f"sha256:{file_sha256(file)}")
        assert (item["rows"], item["rowsHash"]) == (rows.height, f"sha256:{rows_sha256(rows)}")
        assert all(field["description"] for field in item["schema"]["fields"])


def test_it_says_what_it_was_made_from_and_not_when(descriptor):
    assert descriptor["tearsheet"]["code_digest"] == PROVENANCE.code_digest
    assert "created" not in descriptor


def test_a_licence_is_named_once_and_an_unknown_one_is_none(descriptor):
    assert [licence["title"] for licence in descriptor["licenses"]] == ["CC BY 4.0", "CC-BY-4.0"]
    assert descriptor["licenses"][0] == {
        "name": "CC-BY-4.0",
        "title": "CC BY 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_a_release_of_unknown_licences_is_valid_too(tmp_path):
    made = described(tmp_path, [source("unknown", homepage="no address")])
    assert "licenses" not in made
    assert made["sources"] == [{"title": "A"}]
    assert list(Package.metadata_validate(made)) == []


def test_a_publisher_is_a_contributor(tmp_path):
    made = described(tmp_path, [source("MIT")], publisher="The Archive", homepage="https://archive.example/")
    assert made["contributors"][0] == {"title": "The Archive", "roles": ["publisher"]}
    assert made["homepage"] == "https://archive.example/"
    assert settings(tmp_path).heading == "Harbour news"
