"""Results of SQL as text: what becomes of types and of wide cells."""

import json
import sys

import duckdb
import pytest

from flows.query.results import Format, distinct_names, write_result


def test_json_keeps_what_json_can_hold(tearsheet):
    query = (
        "select [1, null] as l, {'k': date '2022-01-02'} as s, 'nan'::float as n, 12345678901234567890123::hugeint as h"
    )
    assert json.loads(tearsheet("sql", query, "--json").stdout) == [
        {"l": [1, None], "s": {"k": "2022-01-02"}, "n": None, "h": 12345678901234567890123}
    ]


def test_names_of_columns_stay_apart():
    assert distinct_names(["x", "x", "x_2", "x"]) == ["x", "x_2", "x_2_2", "x_3"]


def test_a_table_cuts_wide_cells_and_csv_does_not(tearsheet):
    query = "select 'x' as a, repeat('long ', 100) as b"
    assert max(len(line) for line in tearsheet("sql", query).stdout.splitlines()) <= 160
    assert tearsheet("sql", query, "--format", "csv").stdout == f"a,b\nx,{'long ' * 100}\n"


@pytest.mark.parametrize(("is_terminal", "shown"), [(True, "100"), (False, "1,000")])
def test_a_long_table_says_how_to_get_all_of_it(is_terminal, shown, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    write_result(duckdb.sql("select * from range(2000)"), Format.TABLE)
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == int(shown.replace(",", "")) + 2
    assert printed.err == f"2,000 rows; the first {shown} are shown, `tearsheet sql --format csv` writes all\n"
