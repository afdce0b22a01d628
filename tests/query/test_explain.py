"""`tearsheet explain`: an article with what was removed, repaired and recognised."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ids import make_id
from flows.ledger import Edit, redo
from flows.query.pieces import Mark, cut
from tests.query.conftest import PIECES, build_tables, write_release

GAS = make_id("almanac", "gas-price")


def test_removed_repaired_and_flagged_spans_stand_where_they_stood(tearsheet):
    result = tearsheet("explain", "gas-price")
    assert result.exit_code == 0
    assert "[-Share this article\nFacebook Twitter-]‹share_bar›" in result.stdout
    assert "had doubled to [-$ 0-]{+$0+}‹currency_space›.27 a litre." in result.stdout
    assert "⚑[she.]‹stray_word›" in result.stdout
    assert "[-Previous Nadal wins\nNext Webb arrives-]‹pager›" in result.stdout


def test_heading_and_tables_tell_of_the_article(tearsheet):
    shown = tearsheet("explain", "gas-price").stdout
    assert "The Almanac · 2022-01-05, from the record" in shown
    assert "https://almanac.example.org/gas-price" in shown
    assert "raw/almanac/gas-price.txt" in shown
    rules = {line.split()[0]: line.split()[1:] for line in shown.splitlines() if line.startswith(("pager", "stray"))}
    assert rules == {"pager": ["removed", "1", "38"], "stray_word": ["flagged", "1", "4"]}
    assert "Aigul Bekova" in shown.split("Who and what it names")[1]


@pytest.mark.parametrize(
    "wanted",
    [GAS, GAS[:6], "gas-price", "almanac/gas-price", "https://almanac.example.org/gas-price", "price of GAS", "gas-pr"],
)
def test_an_article_is_found_by_whatever_is_at_hand(tearsheet, wanted):
    assert json.loads(tearsheet("explain", wanted, "--json").stdout)["article"]["article_id"] == GAS


def test_an_ambiguous_title_lists_the_candidates(tearsheet):
    result = tearsheet("explain", "the price of")
    assert result.exit_code == 2
    assert "2 articles fit 'the price of'" in result.stderr
    assert f"{GAS}  almanac/gas-price  Protests over the price of gas" in result.stderr
    assert "wire/2022-9" in result.stderr


def test_an_unknown_article_is_a_usage_error(tearsheet):
    result = tearsheet("explain", "no such thing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "tearsheet search" in result.stderr


def test_json_gives_the_raw_text_back(tearsheet):
    told = json.loads(tearsheet("explain", "gas-price", "--json").stdout)
    assert told["raw"] == PIECES[0].raw
    assert told["edits"][1] == {
        "raw_start": PIECES[0].raw.index("$ 0"), "raw_end": PIECES[0].raw.index("$ 0") + 3,
        "rule": "currency_space", "before": "$ 0", "after": "$0",
    }  # fmt: skip
    assert [entity["name"] for entity in told["entities"]] == ["Aigul Bekova", "Zhanaozen"]


def test_control_characters_of_a_text_do_not_reach_the_terminal(tearsheet):
    shown = tearsheet("explain", "2022-7").stdout
    assert "\x1b" not in shown
    assert "␛[31m" in shown


def test_the_page_escapes_everything_and_loads_nothing(tearsheet, build):
    result = tearsheet("explain", "2022-7", "--html", "page.html")
    page = (build.parent / "page.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert "&lt;lower&gt; &amp; soon \U0001f600" in page
    assert "<lower>" not in page
    assert "default-src 'none'" in page
    assert "src=" not in page


def test_the_page_marks_up_what_was_done(tearsheet):
    page = tearsheet("explain", "gas-price", "--html", "-").stdout
    assert '<del>Next Webb arrives</del><span class="rule">pager</span>' in page
    assert "<del>$ 0</del>" in page
    assert "<ins>$0</ins>" in page
    assert '<mark class="place" title="place: Zhanaozen">' in page
    assert page.count('dir="auto"') > 6


def test_a_page_that_cannot_be_written_is_told_in_one_sentence(tearsheet):
    result = tearsheet("explain", "gas-price", "--html", "absent/page.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("tearsheet: absent/page.html: cannot be written")
    assert result.stderr.count("\n") == 1


def test_what_rights_withhold_is_said(tearsheet, build):
    tables = build_tables(PIECES)
    tables["sources"] = tables["sources"].with_columns(rights=pl.lit("metadata"))
    write_release(build / "releases" / "short", "1.0.0", tables)
    shown = tearsheet("explain", "gas-price", "--release", "short").stdout
    assert "The text is withheld: the rights of The Almanac allow only metadata." in shown


def test_a_source_lists_its_rules_with_examples(tearsheet):
    result = tearsheet("explain", "--source", "almanac")
    assert result.exit_code == 0
    assert "pager: removed 1 time in 1 article, 38 characters" in result.stdout
    assert "Previous Nadal wins ⏎ Next Webb arrives" in result.stdout
    assert "$ 0 → $0" in result.stdout
    assert "almanac in small@1.0.0: 4 edits by 4 rules." in result.stderr


def test_a_source_that_is_not_there_names_those_that_are(tearsheet):
    result = tearsheet("explain", "--source", "gazette")
    assert result.exit_code == 2
    assert "almanac, wire" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("gas-price", "--source", "almanac")])
def test_either_an_article_or_a_source_is_explained(tearsheet, arguments):
    assert tearsheet("explain", *arguments).exit_code == 2


@given(st.data())
def test_pieces_make_up_the_raw_text_and_the_text(data):
    raw = data.draw(st.text(max_size=30))
    borders = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    edits = [
        Edit(start, end, "rule", raw[start:end], data.draw(st.text(max_size=3)))
        for start, end in zip(borders[::2], borders[1::2], strict=False)
    ]
    text = redo(raw, edits)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    marks = [Mark(start, end, "person", "") for start, end in spans if start < end]
    pieces = cut(text, edits, marks)
    assert "".join(piece.before for piece in pieces) == raw
    assert "".join(piece.after for piece in pieces) == text
    for mark in marks:
        covered = "".join(piece.after for piece in pieces if mark in piece.marks)
        assert text[mark.start : mark.end] in covered
