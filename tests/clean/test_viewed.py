"""The lines of a document, made one by one when they are asked for."""

import polars as pl

from flows.clean.batch import described_lines, read_drafts
from flows.clean.viewed import lines_of
from flows.rules import Rule
from tests.clean.given import SOURCE, records


def lines_in(*contents):
    described = described_lines(*read_drafts(records(*({"content": one} for one in contents))), SOURCE)
    return lines_of(described.with_columns(evidence=pl.lit(1.0)))


def test_lines_are_those_of_their_document():
    first, second = lines_in("One pier.\nTwo piers.", "Three.\nFour.\nShare this").values()
    assert [line.text for line in first] == ["One pier.", "Two piers."]
    assert [second[at].text for at in (0, -1, -3)] == ["Three.", "Share this", "Three."]
    assert [line.text for line in second[1:]] == ["Four.", "Share this"]
    assert second[1] is second[1]
    assert second.keys[1] == "four"
    assert second.starts[2] == second[2].start


def test_a_line_is_of_some_kind_by_itself():
    (lines,) = lines_in("The harbour was closed for the whole of the winter.\nSports\nShare this").values()
    assert list(lines.alone.kinds) == [Rule.RESIDUE, Rule.NAVIGATION, Rule.SHARE]
    assert list(lines.alone.may_stay) == [True, True, False]
