"""`tearsheet search`: what is found, and why it is shown."""

import json
import shutil

import polars as pl
import pytest

TITLES = {
    "gas": "Protests over the price of gas",
    "name": "The council takes a new name",
    "rate": "Rate left alone",
    "cup": "Кубок под дождём",
    "bread": "The price of bread",
}


@pytest.fixture
def build(built):
    """One build folder for all searches, so that the index is made once."""
    return built


@pytest.fixture
def found(tearsheet):
    """The keys of TITLES of the articles that a search finds, the best first."""
    keys = {title: key for key, title in TITLES.items()}

    def search(*arguments):
        asked = tearsheet("search", *arguments, "--json")
        assert asked.exit_code == 0, asked.output
        return [keys[article["title"]] for article in json.loads(asked.stdout)["articles"]]

    return search


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Erdogan", {"name", "rate"}),
        ("ERDOĞAN", {"name", "rate"}),
        ("protesting", {"gas"}),
        ("бежать", {"cup"}),
        ("дождем", {"cup"}),
        ("council summit", {"name"}),
    ],
)
def test_accents_case_and_forms_of_a_word_make_no_difference(found, words, expected):
    assert set(found(words)) == expected


def test_a_word_of_the_title_counts_more_than_one_of_the_text(found):
    assert found("price") == ["bread", "gas"]
    assert found("bread")[0] == "bread"


def test_common_words_never_empty_a_query(found):
    assert len(found("the")) == 4
    assert found("will it be the") != []


def test_words_in_quotation_marks_stand_side_by_side(found):
    assert set(found("price of")) == {"gas", "bread"}
    assert found('"price of flour"') == ["bread"]
    assert found("“price of flour”") == ["bread"]
    assert found('"flour of price"') == []


def test_a_phrase_does_not_run_from_the_title_into_the_text(found):
    assert found('"bread bakers"') == []


def test_when_no_article_holds_all_words_those_with_some_are_shown_and_said_so(tearsheet):
    asked = tearsheet("search", "bread", "zeppelin")
    assert "The price of *bread*" in asked.stdout
    assert asked.stderr == "1 article of small@1.0.0; none holds all of the words, these hold some.\n"


def test_nothing_found_is_no_error(tearsheet):
    asked = tearsheet("search", "zeppelin")
    assert (asked.exit_code, asked.stdout, asked.stderr) == (0, "", "No article of small@1.0.0 fits.\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--source", "wire"], {"rate"}),
        (["--from", "2022"], {"rate"}),
        (["--until", "2021-11"], {"name"}),
        (["--until", "2021-11-13"], {"name"}),
        (["--until", "2021-11-12"], set()),
        (["--from", "2021-11-13", "--until", "2022-03-17"], {"name", "rate"}),
    ],
)
def test_limits_of_source_and_date_include_their_ends(found, arguments, expected):
    assert set(found("Erdogan", *arguments)) == expected


def test_articles_that_name_an_entity_however_they_call_it(found):
    assert set(found("alone summit", "--entity", "recep tayyip erdogan")) == {"name", "rate"}
    assert found("alone", "--entity", "Zhanaozen") == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["?!"], "there is no word in '?!'"),
        (["gas", "--from", "yesterday"], "--from yesterday: not a date"),
        (["gas", "--until", "2022-02-30"], "--until 2022-02-30: not a date"),
        (["gas", "--source", "gazette"], "it has almanac, wire"),
        (["gas", "--entity", "Nobody"], "no entity called 'Nobody'"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_searched_is_said(tearsheet, arguments, sentence):
    asked = tearsheet("search", *arguments)
    assert asked.exit_code == 2
    assert sentence in asked.stderr


def test_a_limit_says_how_many_there_are(tearsheet):
    asked = tearsheet("search", "price", "--limit", "1")
    assert asked.stderr == "2 articles of small@1.0.0, the best 1 shown.\n"


def test_a_result_shows_date_source_title_id_and_the_words_in_their_passage(tearsheet):
    lines = tearsheet("search", "flour").stdout.splitlines()
    assert lines[0].startswith("2022-01-05  wire  The price of bread  ")
    assert lines[1] == "    Bakers say the price of *flour* runs ahead of wages."


def test_a_result_cannot_command_the_terminal(tearsheet):
    assert "\x1b" not in tearsheet("search", "rate").stdout


def test_a_text_withheld_has_no_passage(tearsheet, built, tmp_path):
    build = tmp_path / "own"
    release = shutil.copytree(built / "releases", build / "releases") / "small" / "1.0.0"
    path = release / "articles.parquet"
    pl.read_parquet(path).with_columns(text=pl.lit("")).write_parquet(path)
    shown = tearsheet("search", "council", "--build", build, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert "*council*" in shown.stdout
    assert "    " not in shown.stdout
