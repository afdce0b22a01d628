"""The version tells what a query must expect."""

import polars as pl
import pytest

from flows.compare import DIFFERENCES
from flows.publish.versions import next_version

SCHEMAS = {"articles": {"article_id": "string", "words": "integer"}}
NOTHING = DIFFERENCES.to_frame()


def changes(*kinds):
    return pl.DataFrame({"change": kinds}, schema={"change": pl.String})


@pytest.mark.parametrize(
    ("after", "found", "expected"),
    [
        (SCHEMAS, changes("changed"), "1.2.4"),
        (SCHEMAS, changes("removed"), "1.2.4"),
        (SCHEMAS, changes("changed", "added", "removed"), "1.3.0"),
        ({"articles": {**SCHEMAS["articles"], "title": "string"}}, NOTHING, "1.3.0"),
        ({**SCHEMAS, "dates": {"value": "string"}}, NOTHING, "1.3.0"),
        ({"articles": {"article_id": "string"}}, NOTHING, "2.0.0"),
        ({"articles": {"article_id": "string", "words": "number"}}, changes("added"), "2.0.0"),
        ({}, NOTHING, "2.0.0"),
        (SCHEMAS, NOTHING, None),
    ],
)
def test_the_next_version_says_how_much_changed(after, found, expected):
    assert next_version("1.2.3", SCHEMAS, after, found) == expected


def test_the_first_version_is_1_0_0():
    assert next_version(None, {}, SCHEMAS, NOTHING) == "1.0.0"


def test_nine_is_followed_by_ten():
    assert next_version("1.9.9", SCHEMAS, SCHEMAS, changes("added")) == "1.10.0"
