"""Runs of lines that stay: which of them are none of the article's."""

import polars as pl
import pytest

from flows.clean import runs
from flows.clean.batch import described_lines, read_drafts
from flows.clean.verdicts import kept_of
from flows.clean.viewed import lines_of
from flows.rules import Rule
from tests.clean.given import ENDING, MIDDLE, OPENING, SOURCE, records

ARTICLE = (OPENING, MIDDLE, ENDING)
TEASER = "The harbour master of the next town has left his office after a long quarrel about the pier."
CUT = ("Sometimes readers ask me why the pier became […]", "I have not been to the old mill since [...]")
WHEN = "Published 5 May 2021, 9:30"
MENU = "Tides"


def kept(*told: tuple[str, float | None], markup: bool = False) -> list[str]:
    """What stays of lines with such evidence; those without any went before."""
    texts = [text for text, _ in told]
    content = "".join(f"<p>{text}</p>" for text in texts) if markup else "\n\n".join(texts)
    drafts, pages = read_drafts(records({"content": content}, media_type="text/html" if markup else "text/plain"))
    evidence = pl.Series([-5.0 if value is None else value for _, value in told])
    lines = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=evidence))[0]
    verdicts = [Rule.NAVIGATION if value is None else None for _, value in told]
    runs.find(lines, verdicts)
    return [lines[at].text for at in kept_of(verdicts)]


def with_evidence(texts: tuple[str, ...], value: float) -> list[tuple[str, float | None]]:
    return [(text, value) for text in texts]


@pytest.mark.parametrize(("head", "opening"), [([(WHEN, None)], OPENING), ([], f"BARROW (AP) — {OPENING}")])
def test_where_no_paragraph_is_sure_what_stands_above_the_only_one_with_a_head_goes(head, opening):
    article = with_evidence((opening, MIDDLE, ENDING), -0.5)
    assert kept((TEASER, 2.0), (MENU, None), *head, *article) == [opening, MIDDLE, ENDING]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([(WHEN, None), (f"{TEASER} {TEASER} {TEASER}", 2.0), (MENU, None)], id="two with a head"),
        pytest.param([(TEASER, 4.0), (MENU, None)], id="a sure one"),
    ],
)
def test_otherwise_it_stays(told):
    lines = [*told, (WHEN, None), *with_evidence(ARTICLE, -0.5)]
    assert kept(*lines) == [text for text, value in lines if value is not None]


def test_a_list_of_teasers_cut_short_goes():
    menu = [(MENU, None)] * 4
    assert kept(*with_evidence(ARTICLE, 5.0), *menu, *with_evidence(CUT, 0.5)) == list(ARTICLE)


def test_a_quotation_with_an_omission_stays():
    lines = (f"{OPENING} [...]", MIDDLE, ENDING, *ARTICLE)
    assert kept(*with_evidence(lines, 0.5)) == list(lines)


def test_what_stands_apart_goes_below_the_text_of_a_page_and_stays_above_it():
    article, menu = with_evidence(ARTICLE * 4, 5.0), [(MENU, None)] * 4
    assert kept(*article, *menu, (TEASER, 1.0), markup=True) == list(ARTICLE * 4)
    assert kept((TEASER, 1.0), *menu, *article, markup=True) == [TEASER, *ARTICLE * 4]


def test_a_copy_for_print_below_the_text_goes_and_a_question_asked_twice_stays():
    question = "What did you think of the plans for the harbour wall when you first saw them in the paper?"
    lines = (OPENING, question, MIDDLE, ENDING, question, OPENING, MIDDLE, ENDING)
    drafts, pages = read_drafts(records({"content": "\n\n".join(lines)}))
    found = lines_of(described_lines(drafts, pages, SOURCE).with_columns(evidence=pl.lit(5.0)))[0]
    verdicts: list[Rule | None] = [None] * len(found)
    runs.find_repeated(found, verdicts)
    assert [found[at].text for at in kept_of(verdicts)] == [OPENING, question, MIDDLE, ENDING, question, OPENING]
