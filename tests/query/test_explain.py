"""`tearsheet explain`: every way to name an article, and all that is shown of it."""

import json
import re
from html.parser import HTMLParser

import polars as pl
import pytest

from flows.ids import make_id, text_sha256
from flows.ledger import Edit, undo

GAS, RATE = make_id("almanac", "gas-price"), make_id("wire", "2022-7")


@pytest.mark.parametrize(
    "name",
    [GAS, GAS[:6], "gas-price", "almanac/gas-price", "https://almanac.example.org/gas-price", "PROTESTS over"],
)
def test_an_article_is_found_by_what_a_reader_has_in_hand(tearsheet, name):
    shown = tearsheet("explain", name)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Protests over the price of gas\n")


def test_a_title_is_found_without_its_accents(tearsheet, release):
    retitle(release, "Erdoğan à Paris")
    assert "Erdoğan à Paris" in tearsheet("explain", "erdogan a paris").stdout


def test_several_articles_that_fit_are_listed_to_choose_from(tearsheet):
    asked = tearsheet("explain", "price")
    assert asked.exit_code == 2
    assert asked.stdout == ""
    assert "2 articles fit 'price'" in asked.stderr
    assert f"{GAS}  almanac/gas-price  Protests over the price of gas" in asked.stderr


def test_an_article_that_is_not_there_is_said_in_one_sentence(tearsheet):
    asked = tearsheet("explain", "no such thing")
    assert asked.exit_code == 2
    assert asked.stderr == (
        "tearsheet: no article of small@1.0.0 is called 'no such thing'; look for it with `tearsheet search`\n"
    )


@pytest.mark.parametrize("arguments", [[], ["gas-price", "--source", "almanac"]])
def test_one_article_or_one_source_is_asked_for(tearsheet, arguments):
    asked = tearsheet("explain", *arguments)
    assert asked.exit_code == 2
    assert "name either an ARTICLE or a --source" in asked.stderr


def test_there_is_no_page_of_a_whole_source(tearsheet):
    asked = tearsheet("explain", "--source", "almanac", "--html", "almanac.html")
    assert asked.exit_code == 2
    assert "--html is a page of one ARTICLE" in asked.stderr


def test_without_colours_signs_tell_what_was_done(tearsheet):
    shown = tearsheet("explain", "gas-price").stdout
    assert "[-Share this article\nFacebook Twitter-]‹share_bar›\nOn January 2" in shown
    assert "doubled to [-$ 0-]{+$0+}‹currency_space›.27 a litre" in shown
    assert "⚑[she.]‹stray_word›" in shown
    assert "2022-01-05, from the record" in shown
    assert re.search(r"^pager +removed +1 +38$", shown, re.MULTILINE)
    assert re.search(r"^person +Aigul Bekova +1 +Aigul Bekova", shown, re.MULTILINE)


def test_a_text_cannot_command_the_terminal(tearsheet):
    shown = tearsheet("explain", RATE).stdout
    assert "\x1b" not in shown
    assert "😀.␛[31m" in shown


def test_a_clean_article_is_said_to_be_left_alone(tearsheet):
    assert "Cleaning left this text alone" in tearsheet("explain", "new-name").stdout


def test_json_holds_the_raw_text_and_the_ledger_that_gives_it(tearsheet):
    said = json.loads(tearsheet("explain", "gas-price", "--json").stdout)
    edits = [Edit(*(edit[name] for name in Edit._fields)) for edit in said["edits"]]
    assert undo(said["article"]["text"], edits) == said["raw"]
    assert text_sha256(said["raw"]) == said["article"]["raw_sha256"]
    assert said["article"]["published_at"] == "2022-01-05T00:00:00Z"
    assert {rule["rule"]: rule["kind"] for rule in said["rules"]} == {
        "share_bar": "removed", "currency_space": "repaired", "stray_word": "flagged", "pager": "removed",
    }  # fmt: skip
    assert [entity["name"] for entity in said["entities"]] == ["Aigul Bekova", "Zhanaozen"]
    assert said["dates"][0]["value"] == "2022-01-02"


@pytest.mark.parametrize(
    ("rights", "sentence"),
    [("metadata", "The text is withheld"), ("excerpt", "Only the opening is published")],
)
def test_a_text_that_may_not_be_published_is_said_to_be_withheld(tearsheet, release, rights, sentence):
    rewrite(release, "sources", pl.lit(rights).alias("rights"))
    assert sentence in tearsheet("explain", "new-name").stdout
    assert sentence in tearsheet("explain", "new-name", "--html", "-").stdout
    assert sentence in json.loads(tearsheet("explain", "new-name", "--json").stdout)["withheld"]


def test_a_text_withheld_is_not_said_to_be_left_alone(tearsheet, release):
    rewrite(release, "sources", pl.lit("metadata").alias("rights"))
    for arguments in ([], ["--html", "-"]):
        shown = tearsheet("explain", "new-name", *arguments).stdout
        assert "What cleaning did is withheld with the text" in shown
        assert "left this text alone" not in shown


@pytest.mark.parametrize("name", ["new-name", "almanac/new-name"])
def test_an_article_that_was_withdrawn_is_said_to_be_with_the_reason(tearsheet, release, name):
    rewrite(release, "documents", pl.lit("withdrawn").alias("status"), pl.lit("asked by its author").alias("reason"))
    articles = pl.read_parquet(release / "articles.parquet")
    articles.filter(pl.col("source_id") != "almanac").write_parquet(release / "articles.parquet")
    asked = tearsheet("explain", name)
    assert asked.exit_code == 1
    assert asked.stderr == "tearsheet: small@1.0.0: almanac/new-name was withdrawn: asked by its author\n"


def test_an_article_of_a_withdrawn_version_is_explained_with_a_warning(tearsheet, release):
    path = release.parent / "versions.json"
    told = json.loads(path.read_text())
    told["versions"][0] |= {"status": "withdrawn", "note": "use 1.1.0 or later"}
    path.write_text(json.dumps(told))
    assert tearsheet("explain", "gas-price").stderr == "small@1.0.0 is withdrawn: use 1.1.0 or later\n"


def test_an_address_that_is_none_is_plain_text(tearsheet, release):
    rewrite(release, "articles", pl.lit("http://[foo").alias("url"))
    page = Page(tearsheet("explain", "gas-price", "--html", "-").stdout)
    assert "http://[foo" in page.texts["dd"]
    assert "http://[foo" not in page.addresses


class Page(HTMLParser):
    """What of a page the tests look at."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags, self.addresses, self.texts, self.open = [], [], {}, []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.texts.setdefault(tag, []).append(data)


def test_the_page_is_one_file_that_loads_nothing(tearsheet, tmp_path):
    done = tearsheet("explain", "gas-price", "--html", tmp_path / "gas.html")
    assert done.exit_code == 0
    assert "gas.html" in done.stderr
    page = Page((tmp_path / "gas.html").read_text())
    assert page.open == []
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    outside = [address for address in page.addresses if not address.startswith("#")]
    assert outside == ["https://almanac.example.org/gas-price"]


def test_the_page_marks_up_what_was_done_and_recognised(tearsheet):
    page = Page(tearsheet("explain", "gas-price", "--html", "-").stdout)
    assert {"Share this article", "Facebook Twitter", "$ 0"} <= set(page.texts["del"])
    assert "$0" in page.texts["ins"]
    assert {"Zhanaozen", "January 2", "Aigul Bekova"} <= set(page.texts["mark"])
    assert "2022-01-02" in page.texts["td"]


def test_markup_of_a_text_is_text(tearsheet, release):
    retitle(release, "<script>alert(1)</script>")
    rewrite(release, "articles", pl.lit("javascript:alert(1)").alias("url"))
    markup = tearsheet("explain", RATE, "--html", "-").stdout
    page = Page(markup)
    assert "script" not in page.tags
    assert page.texts["h1"] == ["<script>alert(1)</script>"]
    assert any("wants it <lower> & soon" in text for text in page.texts["p"])
    assert not [address for address in page.addresses if address.startswith("javascript")]
    assert "\x1b" not in markup


def test_every_line_of_the_page_takes_its_own_direction(tearsheet):
    markup = tearsheet("explain", "gas-price", "--html", "-").stdout
    lines = re.findall(r"<p[^>]*>", markup.partition('<article class="raw"')[2].partition("</article>")[0])
    assert lines
    assert set(lines) <= {'<p dir="auto">', '<p class="blank">'}


def test_a_page_that_cannot_be_written_is_said_in_one_sentence(tearsheet, tmp_path):
    asked = tearsheet("explain", "gas-price", "--html", tmp_path / "no" / "where.html")
    assert asked.exit_code == 1
    assert re.fullmatch(r"tearsheet: \S+where\.html: cannot be written .*; name another file\n", asked.stderr)


def test_a_source_is_summed_up_rule_by_rule(tearsheet):
    shown = tearsheet("explain", "--source", "almanac")
    assert "share_bar: removed 1 time in 1 article, 36 characters" in shown.stdout
    assert "$ 0 → $0" in shown.stdout
    assert "    1  Next Webb arrives\n    1  Previous Nadal wins\n" in shown.stdout
    assert shown.stderr == "almanac in small@1.0.0: 4 edits by 4 rules.\n"


def test_a_source_as_json(tearsheet):
    said = json.loads(tearsheet("explain", "--source", "almanac", "--json").stdout)
    stray = next(rule for rule in said["rules"] if rule["rule"] == "stray_word")
    assert (stray["kind"], stray["times"], stray["articles"], stray["characters"]) == ("flagged", 1, 1, 4)
    assert stray["examples"] == [{"times": 1, "before": "she.", "after": "she.", "article_id": GAS}]


def test_a_source_that_is_not_there_names_those_that_are(tearsheet):
    asked = tearsheet("explain", "--source", "gazette")
    assert asked.exit_code == 2
    assert "has no source 'gazette'; it has almanac, wire" in asked.stderr


def rewrite(release, name, *columns):
    path = release / f"{name}.parquet"
    pl.read_parquet(path).with_columns(*columns).write_parquet(path)


def retitle(release, title):
    is_it = pl.col("article_id") == RATE
    rewrite(release, "articles", pl.when(is_it).then(pl.lit(title)).otherwise("title").alias("title"))
