"""`tearsheet sql`: questions to a release, on disk and over HTTP."""

import csv
import io
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.query.places import Place
from flows.query.prompt import dot_command, is_complete, run_prompt
from flows.query.results import Format, distinct_names
from flows.query.session import open_session
from flows.query.sql import run_statements

TOP = "select name, mention_count from entities order by 2 desc, 1"


def test_a_table_for_eyes_with_its_row_count(tearsheet):
    result = tearsheet("sql", TOP)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["name", "mention_count"]
    assert result.stdout.splitlines()[2].split() == ["Recep", "Tayyip", "Erdoğan", "3"]
    assert result.stderr == "4 rows\n"


def test_a_table_cuts_wide_cells_and_csv_does_not(tearsheet):
    query = "select 'x' as a, repeat('long ', 100) as b"
    assert max(len(line) for line in tearsheet("sql", query).stdout.splitlines()) <= 160
    assert tearsheet("sql", query, "--format", "csv").stdout == f"a,b\nx,{'long ' * 100}\n"


def test_csv_reads_back(tearsheet):
    result = tearsheet("sql", "select title, authors, published_at from articles order by title", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 5
    assert rows[0] == {
        "title": "Protests over the price of gas",
        "authors": "[]",
        "published_at": "2022-01-05T00:00:00Z",
    }
    assert [row["published_at"] for row in rows if row["title"].startswith("Кубок")] == [""]


@pytest.mark.parametrize("option", ["--json", "--format=json"])
def test_json_keeps_types_and_every_column(tearsheet, option):
    query = "select 1 as a, 2.5::decimal(4, 2) as a, [1, null] as l, {'k': date '2022-01-02'} as s, 'nan'::float as n"
    assert json.loads(tearsheet("sql", query, option).stdout) == [
        {"a": 1, "a_2": 2.5, "l": [1, None], "s": {"k": "2022-01-02"}, "n": None}
    ]
    assert json.loads(tearsheet("sql", "from entities limit 0", option).stdout) == []


def test_markdown_escapes_bars(tearsheet):
    shown = tearsheet("sql", "select 'a|b' as x", "--format", "markdown").stdout
    assert shown == "| x |\n| --- |\n| a\\|b |\n"


def test_control_characters_do_not_reach_the_terminal(tearsheet):
    assert "\x1b" not in tearsheet("sql", "select text from articles").stdout


def test_macros_of_the_release_answer(tearsheet):
    assert "The price of bread" in tearsheet("sql", "from articles_of('wire')").stdout


def test_statements_are_read_from_standard_input(tearsheet):
    result = tearsheet(
        "sql", "--format", "csv", input="create table t as select 1 as a;\nselect a from t; select 2 as b"
    )
    assert result.stdout == "a\n1\nb\n2\n"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("selec 1", "syntax error"),
        ("select nme from entities", '"nme" not found'),
        ("from entitys", "did you mean 'entities'?"),
        ("from nothing_like_it", "the tables are sources, documents"),
        ("from read_csv('/etc/passwd')", "a session reads its release, and files of this folder"),
        ("copy (select 1) to 'x.csv'", "COPY is refused"),
        ("explain analyze copy (select 1) to 'x.csv'", "COPY is refused"),
        ("attach 'x.db'", "ATTACH is refused"),
        ("install spatial", "LOAD is refused"),
    ],
)
def test_what_goes_wrong_is_told_in_one_sentence(tearsheet, build, query, told):
    before = sorted(build.parent.rglob("*"))
    result = tearsheet("sql", query)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(build.parent.rglob("*")) == before


def test_no_statement_is_a_usage_error(tearsheet):
    assert tearsheet("sql", "  -- nothing").exit_code == 2


def test_a_table_of_ones_own_may_be_joined(tearsheet, build):
    (build.parent / "mine.csv").write_text("name\nIstanbul\n")
    result = tearsheet("sql", "select kind from entities join 'mine.csv' using (name)", "--format", "csv")
    assert result.stdout == "kind\nplace\n"


def test_a_script_that_would_write_is_not_run(tearsheet, release):
    assert "copy (select 1) to" in (release / "load.sql").read_text()
    assert tearsheet("sql", "select 1").exit_code == 0
    assert not list(release.parent.parent.parent.parent.rglob("never-written.csv"))


@pytest.mark.parametrize(
    "spec", ["small", "small@1.0.0", "1.0.0", "build/releases/small", "build/releases/small/1.0.0"]
)
def test_a_release_is_named_in_many_ways(tearsheet, spec):
    assert tearsheet("sql", "--release", spec, "select count(*) as n from articles", "--json").exit_code == 0


def test_an_unknown_release_is_told(tearsheet):
    result = tearsheet("sql", "--release", "small@9.9.9", "select 1")
    assert result.exit_code == 1
    assert "there are 1.0.0" in result.stderr


def test_names_of_columns_stay_apart():
    assert distinct_names(["x", "x", "x_2", "x"]) == ["x", "x_2", "x_2_2", "x_3"]


@pytest.mark.parametrize(
    ("typed", "complete"),
    [
        ("", False),
        ("select 1", False),
        ("select 1;", True),
        ("select ';", False),
        ("select ';';", True),
        ("select 1 -- ;", False),
        ("select 1; -- done", True),
        (".tables", True),
    ],
)
def test_the_prompt_knows_when_a_statement_ends(typed, complete):
    assert is_complete(typed) is complete


def test_dot_commands_tell_of_tables_and_columns(release):
    with open_session(Place(str(release))) as session:
        assert "articles_of(wanted)" in dot_command(session, ".tables")
        assert "mention_count" in dot_command(session, ".schema entities")
        assert ".quit" in dot_command(session, ".help")


class RangeHandler(SimpleHTTPRequestHandler):
    """Serves files as a web server does: whole, or the range asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(with_body=True)

    def do_HEAD(self):
        self._answer(with_body=False)

    def _answer(self, with_body):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        asked = self.headers.get("Range")
        first, last = asked.removeprefix("bytes=").split("-") if asked else ("0", "")
        part = content[int(first) : int(last) + 1 if last else None]
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        if with_body:
            self.wfile.write(part)

    def log_message(self, *_):
        pass


@pytest.fixture
def served(build):
    """The address of the folder of releases on a loopback web server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(RangeHandler, directory=str(build / "releases")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["small", "small/1.0.0", "small/1.0.0/"])
def test_a_release_is_asked_over_http(tearsheet, served, path):
    result = tearsheet("sql", "--release", f"{served}/{path}", TOP + " limit 1", "--format", "csv")
    assert result.stdout == "name,mention_count\nRecep Tayyip Erdoğan,3\n"
    assert "Protests" in tearsheet("sql", "-r", f"{served}/{path}", "from articles_of('almanac')").stdout


def test_over_http_nothing_but_the_release_is_read(tearsheet, served, build):
    (build.parent / "mine.csv").write_text("name\nIstanbul\n")
    for file in (build.parent / "mine.csv", f"{served}/small/latest.json"):
        assert tearsheet("sql", "-r", f"{served}/small", f"from read_text('{file}')").exit_code == 1


def test_an_address_without_a_release_is_told(tearsheet, served):
    result = tearsheet("sql", "-r", f"{served}/nothing", "select 1")
    assert result.exit_code == 1
    assert "neither datapackage.json nor latest.json is there" in result.stderr


def test_search_over_http_leaves_nothing_behind(tearsheet, served, build):
    result = tearsheet("search", "-r", f"{served}/small", "gas price", "--json")
    assert json.loads(result.stdout)["total"] == 1
    assert not (build / "search").exists()


def test_the_prompt_answers_until_the_user_leaves(release, monkeypatch, capsys):
    typed = iter(["select count(*)", "from articles;", "oops;", "half", KeyboardInterrupt, ".schema dates", EOFError])

    def answer(_):
        line = next(typed)
        if isinstance(line, str):
            return line
        raise line

    monkeypatch.setattr("builtins.input", answer)
    with open_session(Place(str(release))) as session:
        run_prompt(session, lambda text: run_statements(session, text, Format.CSV))
    shown = capsys.readouterr()
    assert "count_star()\n5\n" in shown.out
    assert "earliest" in shown.out
    assert shown.err == 'Parser Error: syntax error at or near "oops"\n'
    assert list(typed) == []
