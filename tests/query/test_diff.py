"""`tearsheet diff` as a user sees it."""

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.query.diff import SHOWN, around_the_change
from tests.harbour import said
from tests.publish.archive import article


def rows_of(output):
    return {line.split()[0]: line.split()[1:] for line in output.splitlines() if line}


def test_counts_by_table_then_examples_with_their_cause(command):
    result = command("diff", "1.0.0", "1.1.0")
    assert result.exit_code == 0
    counts, examples = result.stdout.split("\n\n")
    assert rows_of(counts)["articles"] == ["1", "0", "1", "source", "2"]
    assert "sources" not in rows_of(counts)
    changed = next(line for line in examples.splitlines() if "title" in line)
    assert changed.split("  ")[0] == "articles"
    assert article("strike") in changed
    assert changed.rstrip().endswith("Vela closed  Vela shut")


def test_a_row_that_came_or_went_is_shown_by_its_name(command):
    forth = command("diff", "1.0.0", "1.1.0", "--table", "articles").stdout
    back = command("diff", "1.1.0", "1.0.0", "--table", "articles").stdout
    came = next(line for line in forth.splitlines() if article("note") in line)
    went = next(line for line in back.splitlines() if article("note") in line)
    assert came.split() == ["articles", article("note"), "added", "source", "Ada", "Moro", "moves"]
    assert went.split() == ["articles", article("note"), "removed", "Ada", "Moro", "moves"]


def test_causes_are_said_only_where_the_later_release_states_them(command, harbour):
    """Backwards there are none; between copies outside a dataset's folder there are."""
    for version in ("1.0.0", "1.1.0"):
        shutil.copytree(harbour / "releases/harbour" / version, harbour.parent / f"copy-{version}")
    assert "cause" not in command("diff", "1.1.0", "1.0.0").stdout
    assert "cause" in command("diff", "copy-1.0.0", "copy-1.1.0").stdout


def test_the_same_release_twice_does_not_differ(command):
    result = command("diff", "1.1.0", "harbour")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "harbour@1.1.0 and harbour@1.1.0: nothing differs.\n"


def test_a_bare_version_beside_a_name_is_of_that_dataset(command, harbour):
    shutil.copytree(harbour / "releases/harbour", harbour / "releases/aaa")
    result = command("diff", "aaa@1.0.0", "1.1.0", "--json")
    assert json.loads(result.stdout)["after"]["folder"] == "build/releases/aaa/1.1.0"


def test_limit_and_table_say_what_is_left_out(command):
    result = command("diff", "1.0.0", "1.1.0", "--limit", 1, "--table", "articles")
    assert len(result.stdout.split("\n\n")[1].splitlines()) == 3
    assert result.stderr == "harbour@1.0.0 and harbour@1.1.0: 2 differences in articles; 1 not shown, see --limit.\n"
    assert "\n\n" not in command("diff", "1.0.0", "1.1.0", "--limit", 0).stdout


def test_json_has_counts_causes_and_whole_values(command):
    told = json.loads(command("diff", "1.0.0", "1.1.0", "--json").stdout)
    assert told["counts"]["articles"] == {"added": 1, "removed": 0, "changed": 1}
    assert told["causes"]["articles"] == {"source": 2}
    changed = next(row for row in told["examples"] if row["column"] == "title")
    assert (changed["before"], changed["after"], changed["cause"]) == ("Vela closed", "Vela shut", "source")


def test_what_cannot_be_compared_is_one_sentence(command):
    assert "there are 1.0.0, 1.1.0" in said(command("diff", "1.0.0", "3.0.0"), 2)
    assert "there are sources, documents" in said(command("diff", "1.0.0", "1.1.0", "--table", "quays"), 2)
    assert "tearsheet download" in said(command("diff", "1.0.0", "https://example.org/harbour"), 2)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Vela closed", "Vela shut", ("Vela closed", "Vela shut")),
        (None, "x" * 99, (None, "x" * (SHOWN - 1) + "…")),
        ("a" * 99 + "old", "a" * 99 + "new", ("…aaaaaaaaaaaaold", "…aaaaaaaaaaaanew")),
    ],
)
def test_long_values_are_shown_where_they_part(before, after, shown):
    assert around_the_change(before, after) == shown


@given(st.text(), st.text(), st.text())
def test_values_that_differ_are_shown_short_and_different(common, old, new):
    before, after = common * 9 + old, common * 9 + new
    shown = around_the_change(before, after)
    assert all(len(value) <= SHOWN for value in shown)
    assert (shown[0] != shown[1]) == (before != after)
