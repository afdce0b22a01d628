"""`tearsheet sql`: questions in SQL, answers in every form, a release that cannot be written to."""

import csv
import io
import json

import pytest

from flows.ids import file_sha256

NAMES = "select name, mention_count from entities order by 2 desc, 1 limit 2"


def test_a_table_for_eyes_and_the_number_of_rows_beside_it(tearsheet):
    asked = tearsheet("sql", NAMES)
    assert asked.exit_code == 0
    assert asked.stdout.splitlines()[0].split() == ["name", "mention_count"]
    assert asked.stdout.splitlines()[2].split("  ")[0] == "Recep Tayyip Erdoğan"
    assert asked.stderr == "2 rows\n"


def test_csv_keeps_every_character(tearsheet):
    said = tearsheet("sql", "select article_id, text from articles order by article_id", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(said, newline="")))
    assert len(rows) == 5
    assert any(row["text"].endswith("😀.\x1b[31m\n") for row in rows)


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--json"]])
def test_json_is_an_array_of_objects(tearsheet, arguments):
    query = "select published_at, authors, 1.5::decimal(3, 1) as d, null as n from articles where title like 'Rate%'"
    assert json.loads(tearsheet("sql", query, *arguments).stdout) == [
        {"published_at": "2022-03-17T00:00:00Z", "authors": [], "d": 1.5, "n": None}
    ]


def test_no_row_is_still_json_and_still_csv(tearsheet):
    assert json.loads(tearsheet("sql", "from articles where false", "--json").stdout) == []
    assert tearsheet("sql", "select 1 as x where false", "--format", "csv").stdout == "x\n"


def test_columns_of_one_name_do_not_hide_each_other(tearsheet):
    assert json.loads(tearsheet("sql", "select 1 as x, 2 as x", "--json").stdout) == [{"x": 1, "x_2": 2}]


def test_markdown_escapes_its_bars(tearsheet):
    assert tearsheet("sql", "select 'a|b' as x", "--format", "markdown").stdout == "| x |\n| --- |\n| a\\|b |\n"


def test_what_is_piped_in_is_run_statement_by_statement(tearsheet):
    asked = tearsheet("sql", "--format", "csv", input="-- two questions\nselect 1 as a; select ';' as b;\n")
    assert asked.stdout == "a\n1\nb\n;\n"


def test_nothing_asked_is_said_so(tearsheet):
    assert tearsheet("sql", "").exit_code == 2
    assert tearsheet("sql", input="  -- only a comment\n").exit_code == 2


def test_views_and_macros_of_the_release_are_there(tearsheet):
    assert json.loads(tearsheet("sql", "select title from articles_of('almanac') order by 1", "--json").stdout) == [
        {"title": "Protests over the price of gas"}, {"title": "The council takes a new name"},
    ]  # fmt: skip
    assert json.loads(tearsheet("sql", "select count(*) as n from persons", "--json").stdout) == [{"n": 2}]


def test_of_load_sql_only_definitions_are_run(tearsheet, build):
    assert tearsheet("sql", "select 1").exit_code == 0
    assert not list(build.parent.rglob("never-written.csv"))


@pytest.mark.parametrize(
    "statement",
    [
        "copy articles to 'out.csv'",
        "explain analyze copy articles to 'out.csv'",
        "attach 'other.duckdb'",
        "install spatial",
        "export database 'out'",
    ],
)
def test_a_statement_that_would_do_more_than_read_is_refused(tearsheet, build, statement):
    before = {path: file_sha256(path) for path in build.parent.rglob("*") if path.is_file()}
    asked = tearsheet("sql", statement)
    assert asked.exit_code == 1
    assert asked.stderr.count("\n") == 1
    assert {path: file_sha256(path) for path in build.parent.rglob("*") if path.is_file()} == before


def test_a_file_outside_the_release_and_the_folder_is_out_of_reach(tearsheet, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.csv"
    secret.write_text("word\nswordfish\n")
    asked = tearsheet("sql", f"from read_csv('{secret}')")
    assert asked.exit_code == 1
    assert "swordfish" not in asked.output


def test_a_table_of_ones_own_in_the_folder_can_be_joined(tearsheet, build):
    (build.parent / "mine.csv").write_text("source_id,note\nwire,fast\nalmanac,slow\n")
    query = "select distinct note from articles join 'mine.csv' using (source_id) order by 1"
    assert tearsheet("sql", query, "--format", "csv").stdout == "note\nfast\nslow\n"


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("select * from artciles", "did you mean 'articles'?"),
        ("select nme from entities", 'Candidate bindings: "name"'),
        ("selec 1", "syntax error"),
        ("select 1\n+ no_such", "(line 2)"),
    ],
)
def test_an_error_of_sql_is_one_sentence(tearsheet, query, hint):
    asked = tearsheet("sql", query)
    assert asked.exit_code == 1
    assert asked.stderr.count("\n") == 1
    assert hint in asked.stderr


def test_text_of_strangers_cannot_command_the_terminal(tearsheet):
    assert "\x1b" not in tearsheet("sql", "select text from articles").stdout
    assert "\x1b" not in tearsheet("sql", "select text from articles", "--format", "markdown").stdout
