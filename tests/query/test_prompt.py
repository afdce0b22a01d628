"""The prompt of `tearsheet sql`."""

import pytest

from flows.query.places import Place
from flows.query.prompt import dot_command, is_complete, run_prompt
from flows.query.results import Format
from flows.query.session import open_session
from flows.query.sql import run_statements


@pytest.fixture
def session(built):
    with open_session(Place(str(built / "releases" / "small" / "1.0.0"))) as opened:
        yield opened


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
        ("help", True),
        ("Exit;", True),
        ("help me", False),
    ],
)
def test_a_statement_ends_with_a_semicolon_outside_strings_and_comments(typed, complete):
    assert is_complete(typed) is complete


def test_dot_commands_tell_of_tables_macros_and_columns(session):
    assert "articles_of(wanted)" in dot_command(session, ".tables")
    assert "mention_count" in dot_command(session, ".schema entities;")
    assert ".quit" in dot_command(session, ".help")
    assert dot_command(session, "help;") == dot_command(session, ".help")


def test_it_answers_until_the_user_leaves(session, monkeypatch, capsys):
    typed = iter(["select count(*) as n", "from articles;", "oops;", "half", KeyboardInterrupt, ".nope", EOFError])

    def answer(_):
        line = next(typed)
        if isinstance(line, str):
            return line
        raise line

    monkeypatch.setattr("builtins.input", answer)
    run_prompt(session, lambda text: run_statements(session, text, Format.CSV))
    shown = capsys.readouterr()
    assert "n\n5\n" in shown.out
    assert shown.err.splitlines() == [
        'Parser Error: syntax error at or near "oops"',
        "there is no .nope; .help lists what there is",
    ]
    assert list(typed) == []


def test_a_query_that_is_interrupted_leaves_the_prompt_open(session, monkeypatch, capsys):
    typed = iter(["from articles;", ".quit"])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))

    def interrupted(_):
        raise KeyboardInterrupt

    run_prompt(session, interrupted)
    assert capsys.readouterr().err == "stopped\n"
    assert list(typed) == []


@pytest.mark.parametrize("word", ["quit", "exit;", ".quit"])
def test_it_is_left_with_or_without_the_dot(session, monkeypatch, word):
    typed = iter([word, AssertionError("asked again")])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    asked = []
    run_prompt(session, asked.append)
    assert asked == []
    assert next(typed)
