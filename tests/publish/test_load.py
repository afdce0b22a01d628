"""load.sql, as a user of DuckDB reads it: in the folder, from elsewhere, over HTTP."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from flows.ids import text_sha256
from flows.tables import TABLE_NAMES
from tests.publish.archive import FERRY, article, entity


def load(folder: Path, place: str | None = None) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    if place:
        database.execute("set variable release = ?", [place])
    database.execute((folder / "load.sql").read_text(encoding="utf-8"))
    return database


@pytest.fixture
def loaded(release):
    with load(release.folder, str(release.folder)) as database:
        yield database


def rows(database, query):
    return database.execute(query).fetchall()


def test_inside_the_folder_it_needs_no_more(release, monkeypatch):
    monkeypatch.chdir(release.folder)
    with load(release.folder) as database:
        found = rows(database, "select name, mention_count from entities order by 2 desc, 1")
    assert found == [("Ada Moro", 2), ("Orleç", 2), ("Vela", 2)]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_there_is_a_view_on_every_table(loaded, release, name):
    assert rows(loaded, f"select count(*) from {name}") == [(release.resource(name).rows,)]


@pytest.mark.parametrize("end", ["", "/"])
def test_elsewhere_the_variable_says_where_the_release_is(release, tmp_path, monkeypatch, end):
    monkeypatch.chdir(tmp_path)
    with load(release.folder, f"{release.folder}{end}") as database:
        assert rows(database, "select count(*) from articles") == [(3,)]


def test_nothing_is_left_in_a_database_file(release, tmp_path):
    with duckdb.connect(tmp_path / "mine.duckdb") as database:
        database.execute("set variable release = ?", [str(release.folder)])
        database.execute((release.folder / "load.sql").read_text(encoding="utf-8"))
    with duckdb.connect(tmp_path / "mine.duckdb") as database:
        assert rows(database, "select count(*) from duckdb_views() where not internal") == [(0,)]


@pytest.mark.parametrize("who", ["Ada Moro", "ada moro", entity("Ada Moro")])
def test_articles_are_found_by_name_and_by_id(loaded, who):
    found = rows(loaded, f"select article_id, mention_count from articles_of('{who}')")
    assert found == [(key, 1) for key in sorted([article("note"), article("ferry")])]


def test_articles_are_found_by_an_alias(loaded):
    assert rows(loaded, "select title from articles_of('ORLEC\u0327')") == [("Ferry to Orleç sails",)]


def test_a_timeline_counts_by_month(loaded):
    assert rows(loaded, "select month::text, article_count, mention_count from timeline('Vela')") == [
        ("2022-01-01", 1, 2)
    ]


def test_names_that_stand_together_are_found(loaded):
    assert rows(loaded, "select name, article_count, mention_count from cooccurring('Ada Moro')") == [("Orleç", 1, 2)]


def test_quotations_of_a_speaker_are_found(loaded):
    assert rows(loaded, "select quotation, cue from quotations_of('Ada Moro')") == [("She floats,", "said")]


def test_edits_are_counted_by_rule(loaded):
    found = rows(loaded, "select rule, edits, characters_removed from edits_by_rule() order by rule")
    assert found == [("currency", 1, 1), ("pager", 1, 15), ("share_bar", 1, 11)]


def test_the_raw_text_comes_back_in_sql(loaded):
    assert rows(loaded, f"select raw_text('{article('ferry')}')") == [(FERRY,)]
    for raw, expected in rows(loaded, "select raw_text(article_id), raw_sha256 from articles"):
        assert text_sha256(raw) == expected


def test_changes_are_counted_by_cause(loaded):
    assert rows(loaded, "from changes_by_cause()") == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def test_over_http_nothing_needs_to_be_downloaded_first(release):
    spec = find_spec("duckdb_extension_httpfs")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("DuckDB's extension httpfs is not installed")
    httpfs = (
        Path(spec.submodule_search_locations[0]) / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=release.folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with duckdb.connect() as database:
            database.load_extension(str(httpfs))
            database.execute("set variable release = ?", [f"http://127.0.0.1:{server.server_port}"])
            database.execute((release.folder / "load.sql").read_text(encoding="utf-8"))
            assert rows(database, "select count(*) from articles_of('Vela')") == [(1,)]
        server.shutdown()
