"""`tearsheet search`: articles by their words."""

import json
import os
import stat

import pytest

from flows.query.snippet import snippet, words_in
from flows.query.wanted import Wanted, first_instant, next_instant
from tests.query.conftest import PIECES, Piece, build_tables, write_release


def found(result) -> list[str]:
    """The titles that a search gives, in order."""
    assert result.exit_code == 0, result.output
    return [item["title"] for item in json.loads(result.stdout)["articles"]]


def test_a_hit_shows_date_source_title_and_its_words_marked(tearsheet):
    result = tearsheet("search", "doubled prices")
    assert result.stdout.splitlines()[0].startswith("2022-01-05  almanac  Protests over the *price* of gas")
    assert "The *price* had *doubled* to $0.27 a litre." in result.stdout
    assert result.stderr == "1 article of small@1.0.0.\n"


@pytest.mark.parametrize("typed", ["Erdogan", "Erdoğan", "ERDOGAN’S", "erdoğan"])
def test_accents_and_letter_case_make_no_difference(tearsheet, typed):
    assert sorted(found(tearsheet("search", typed, "--json"))) == ["Rate left alone", "The council takes a new name"]


def test_forms_of_a_word_are_found_in_several_scripts(tearsheet):
    assert found(tearsheet("search", "дождя", "--json")) == ["Кубок под дождём"]
    assert found(tearsheet("search", "bakery bakers saying", "--json"))[0] == "The price of bread"


def test_stop_words_find_articles_too(tearsheet):
    assert len(found(tearsheet("search", "the", "--json"))) == 4
    assert found(tearsheet("search", "of the over", "--json")) == ["Protests over the price of gas"]


def test_a_phrase_must_stand_in_the_text(tearsheet):
    assert len(found(tearsheet("search", "price old", "--json"))) == 1
    assert found(tearsheet("search", '"old price"', "--json")) == ["Protests over the price of gas"]
    assert found(tearsheet("search", '"price old"', "--json")) == []


def test_some_words_are_better_than_none(tearsheet):
    result = tearsheet("search", "price", "unicorn")
    assert result.stdout
    assert "none holds all of the words, these hold some" in result.stderr


@pytest.mark.parametrize(
    ("limits", "titles"),
    [
        (["--source", "wire"], {"Rate left alone", "The price of bread"}),
        (["--from", "2022"], {"Protests over the price of gas", "Rate left alone", "The price of bread"}),
        (["--until", "2021-11-13"], {"The council takes a new name"}),
        (["--from", "2022-02", "--until", "2022-03"], {"Rate left alone"}),
        (["--entity", "erdogan"], {"Rate left alone", "The council takes a new name"}),
        (["--entity", "RECEP TAYYIP ERDOGAN", "--source", "wire"], {"Rate left alone"}),
    ],
)
def test_limits_of_source_date_and_entity(tearsheet, limits, titles):
    assert set(found(tearsheet("search", "the of in its", "--json", *limits))) == titles


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["!?"], "there is no word"),
        (["gas", "--source", "gazette"], "almanac, wire"),
        (["gas", "--entity", "nobody"], "no entity called 'nobody'"),
        (["gas", "--from", "soon"], "--from soon: not a date"),
        (["gas", "--until", "2022-02-30"], "--until 2022-02-30: not a date"),
    ],
)
def test_what_cannot_be_searched_is_a_usage_error(tearsheet, arguments, told):
    result = tearsheet("search", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_nothing_found_is_said(tearsheet):
    result = tearsheet("search", "zzyzx")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No article of small@1.0.0 fits.\n")


def test_the_limit_is_told(tearsheet):
    result = tearsheet("search", "the", "--limit", "2")
    assert result.stderr == "4 articles of small@1.0.0, the best 2 shown.\n"


def test_the_index_is_kept_beside_the_releases_and_used_again(tearsheet, build, release):
    before = sorted(release.iterdir())
    tearsheet("search", "gas")
    (index,) = (build / "search").iterdir()
    made = index.stat().st_mtime_ns
    tearsheet("search", "bread")
    assert index.stat().st_mtime_ns == made
    assert sorted(release.iterdir()) == before


def test_another_release_of_the_same_name_has_another_index(tearsheet, build):
    assert found(tearsheet("search", "sunshine", "--json")) == []
    for file in (build / "releases" / "small" / "1.0.0").iterdir():
        file.unlink()
    (build / "releases" / "small" / "1.0.0").rmdir()
    pieces = [*PIECES, Piece("wire", "2022-10", "Weather", "Sunshine all week.\n", [])]
    write_release(build / "releases" / "small", "1.0.0", build_tables(pieces))
    assert found(tearsheet("search", "sunshine", "--json")) == ["Weather"]


def test_a_broken_index_is_made_again(tearsheet, build):
    tearsheet("search", "gas")
    (index,) = (build / "search").iterdir()
    index.write_bytes(b"not a database")
    assert len(found(tearsheet("search", "gas", "--json"))) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_done_without(tearsheet, build):
    build.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert len(found(tearsheet("search", "gas", "--json"))) == 1
    finally:
        build.chmod(stat.S_IRWXU)


def test_a_cache_that_is_no_folder_is_done_without(tearsheet, build):
    (build / "search").write_text("in the way")
    assert len(found(tearsheet("search", "gas", "--json"))) == 1


def test_outside_a_build_folder_nothing_is_left_behind(tearsheet, build, release):
    result = tearsheet("search", "gas", "--release", release, "--build", "elsewhere", "--json")
    assert len(found(result)) == 1
    assert not (build.parent / "elsewhere").exists()


def test_a_passage_holds_the_words_side_by_side():
    text = "gas and more gas. " + "Nothing here. " * 60 + "The gas price doubled. " + "Nothing here. " * 60
    shown = snippet(text, lambda word: (word.lower(),), {"gas", "price"})
    assert "The gas price doubled." in shown.text
    assert shown.text.startswith("… ")
    assert [shown.text[start:end] for start, end in shown.marks] == ["gas", "price"]


def test_a_short_text_is_shown_whole():
    assert snippet("No match \U0001f600.", lambda word: (word,), {"gas"}) == ("No match \U0001f600.", [])


def test_words_of_scripts_without_blanks_are_their_signs():
    assert words_in("gas 价格 e\u0301te\u0301") == ["gas", "价", "格", "e\u0301te\u0301"]


def test_days_months_and_years_have_a_first_and_a_next_instant():
    spans = [(first_instant(text, ""), next_instant(text, "")) for text in ("2021", "2021-12", "2021-12-31")]
    assert [f"{first:%F} {after:%F}" for first, after in spans] == [
        "2021-01-01 2022-01-01", "2021-12-01 2022-01-01", "2021-12-31 2022-01-01",
    ]  # fmt: skip


def test_phrases_are_read_in_quotation_marks_of_any_make():
    assert Wanted('gas "the old price" “new name” «в дождь»', 10).phrases() == ["the old price", "new name", "в дождь"]
