"""README.md of a release, and the commands in it."""

import re

import duckdb
import pytest

from flows.publish.readme import markdown_table
from flows.tables import tables


@pytest.fixture(scope="module")
def readme(release):
    return (release.folder / "README.md").read_text(encoding="utf-8")


def test_it_counts_every_table(readme):
    assert "| `articles` | 3 |" in readme
    assert readme.startswith("# Harbour news 1.0.0\n")


def test_it_describes_every_column(readme):
    dictionary = readme.partition("## Data dictionary")[2]
    for known in tables():
        assert f"### {known.name}\n" in dictionary
        for field in known.fields:
            assert f"| `{field.name}` | {field.type} | {field.description}" in dictionary


def test_it_warns_of_an_unknown_licence(readme):
    assert "**The licence of `society` is unknown. Do not pass this material on" in readme


def test_it_gives_the_credits_that_sources_ask_for(readme):
    assert "Contains data of the Atlas of Places \\| CC BY 4.0" in readme


def test_its_queries_work(release, readme, monkeypatch):
    monkeypatch.chdir(release.folder)
    with duckdb.connect() as database:
        database.execute((release.folder / "load.sql").read_text(encoding="utf-8"))
        queries = [
            *re.findall(r"^    (select .*;|from .*;)$", readme, re.MULTILINE),
            *re.findall(r"`(select .*?)`", readme),
        ]
        queries += re.findall(r'duckdb\.sql\("(.*)"\)', readme)
        assert len(queries) == 4
        assert all(database.execute(query).fetchall() for query in queries)


def test_a_title_cannot_break_a_table():
    assert markdown_table(("a",), [("x | y\nz <b>",)]).splitlines()[-1] == "| x \\| y z &lt;b> |"
