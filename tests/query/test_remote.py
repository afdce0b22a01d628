"""Releases on a web server: asked where they lie, nothing kept of them, nothing else in reach."""

import json

import pytest

TOP = "select name, mention_count from entities order by 2 desc limit 1"


@pytest.mark.parametrize("path", ["small", "small/1.0.0", "small/1.0.0/"])
def test_a_release_is_asked_in_sql(tearsheet, site, path):
    asked = tearsheet("sql", "--release", f"{site.url}/{path}", TOP, "--format", "csv")
    assert asked.stdout == "name,mention_count\nRecep Tayyip Erdoğan,3\n"


def test_macros_are_there_too(tearsheet, site):
    assert "Protests" in tearsheet("sql", "-r", f"{site.url}/small", "from articles_of('almanac')").stdout


def test_a_query_costs_no_more_than_its_own_request(tearsheet, site):
    tearsheet("sql", "-r", f"{site.url}/small/1.0.0", "from edits; from edits; from edits")
    length, footer = 1, 1
    assert site.times("edits.parquet") <= length + footer + 3


def test_an_article_is_explained(tearsheet, site):
    assert "‹share_bar›" in tearsheet("explain", "gas-price", "-r", f"{site.url}/small").stdout


def test_a_search_leaves_nothing_behind(tearsheet, site, build):
    asked = tearsheet("search", "-r", f"{site.url}/small", "bread", "--json")
    assert json.loads(asked.stdout)["total"] == 1
    assert not (build / "search").exists()


def test_neither_a_file_here_nor_another_there_is_in_reach(tearsheet, site, build):
    (build.parent / "mine.csv").write_text("name\nIstanbul\n")
    for file in (build.parent / "mine.csv", f"{site.url}/small/latest.json"):
        asked = tearsheet("sql", "-r", f"{site.url}/small", f"from read_text('{file}')")
        assert asked.exit_code == 1
        assert "a session reads its release" in asked.stderr


def test_an_address_without_a_release_is_told(tearsheet, site):
    asked = tearsheet("sql", "-r", f"{site.url}/nothing", "select 1")
    assert asked.exit_code == 1
    assert "neither datapackage.json nor latest.json is there" in asked.stderr
