"""The rules and the labels: each described, each named once."""

import csv

import pytest

from flows.clean import Deed, Rule
from flows.clean.blocks import read_page
from flows.clean.labels import FOLDER, LANGUAGES, bare, labels, months, phrases
from flows.clean.marks import KIND_OF_MARK, Mark
from flows.clean.page.marked import ALL


def test_every_rule_has_a_deed_and_a_sentence():
    for rule in Rule:
        assert isinstance(rule.deed, Deed)
        assert rule.description.endswith(".")
    assert Rule("pager") is Rule.PAGER


def test_labels_name_rules():
    others = {"abbreviation"}
    assert {label.kind for label in labels()} <= {rule.value for rule in Rule} | others


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_labels_of_a_page(language):
    with (FOLDER / f"{language}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(row["kind"] and row["how"] and row["phrase"].strip() == row["phrase"] for row in rows)
    kinds = {(row["kind"], row["how"]) for row in rows}
    needed = {("pager", "previous"), ("pager", "next"), ("share", "line"), ("related", "opens"), ("comments", "opens")}
    assert needed | {("legal", "has"), ("advert", "line"), ("navigation", "line"), ("byline", "lead")} <= kinds


def test_phrases_are_longest_first_and_bare_ones_without_signs():
    assert phrases("previous", "pager")[0] == max(phrases("previous", "pager"), key=len)
    assert bare("« Previous Post ») ") == "previous post"


def test_every_language_has_twelve_months():
    with (FOLDER / "months.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert set(months().values()) == set(range(1, 13))
    numbered = {"zh", "ja", "ko"}  # 5月
    assert {row["language"] for row in rows} >= set(LANGUAGES) - numbered


def marks_of(element: str) -> int:
    page = read_page(f"<{element}>x")
    return int(page.around[0, ALL]) if page.raw else -1


def test_marks_are_told_from_tag_class_and_id():
    assert marks_of("nav") == Mark.NAVIGATION
    assert marks_of("div class=relatedArticles") & Mark.RELATED
    assert marks_of("div id='comments2'") & Mark.COMMENTS
    assert marks_of("div class='shadow header-bread'") == 0
    assert marks_of("div hidden") == -1
    assert {mark for mark, _ in KIND_OF_MARK} <= set(Mark)
