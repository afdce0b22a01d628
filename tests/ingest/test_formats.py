"""What each format tells of an article: text, title, authors, dates, section, language, address, and its own id."""

import csv
import io
import json

import polars as pl
import pytest

from tests.ingest import samples
from tests.ingest.given import record, records, records_and_reading, told
from tests.ingest.samples import FERRIES, HARBOUR, PAGE


@pytest.mark.parametrize("name", ["feed.xml", "feed", "feed.txt"])
def test_rss_gives_each_entry_with_its_full_content(tmp_path, name):
    first, second = records(tmp_path, {name: samples.RSS.encode()})
    assert told(first, "native_id", "url") == ("https://courier.example/?p=77", "https://courier.example/crane")
    assert told(first, "title", "byline") == ("Crane falls at Vlore – piers closed", "Ana Prifti")
    assert told(first, "section", "language") == ("Harbours", "en-GB")
    assert told(first, "content", "media_type") == (f"<p>{HARBOUR}</p><p>{FERRIES}</p>", "text/html")
    assert first["published_at"] == "2022-10-04T08:30:00+00:00"
    assert first["captured_at"].isoformat() == "2022-10-04T09:00:00+00:00"
    assert told(second, "title", "byline", "record") == ("Broken ampersands & more", "Besa Hoxha", "2")


def test_atom_resolves_its_links_and_reads_its_markup(tmp_path):
    row = record(tmp_path, "feed.atom", samples.ATOM.encode())
    assert told(row, "native_id", "url") == ("tag:courier.example,2022:77", "https://courier.example/crane")
    assert told(row, "title", "byline", "section") == ("Crane falls", "The desk", "harbours")
    assert told(row, "content", "language") == (f"<div><p>{HARBOUR}</p></div>", "en")


def test_a_json_feed_gives_each_entry(tmp_path):
    row = record(tmp_path, "feed.json", samples.JSON_FEED.encode())
    assert told(row, "native_id", "url") == ("77", "https://courier.example/crane")
    assert told(row, "authors", "content", "language") == (["Ana Prifti"], f"<p>{HARBOUR}</p>", "en")


def test_newsml_gives_its_items_and_rejects_what_the_agency_took_back(tmp_path):
    kept, taken_back = records(tmp_path, {"wire.xml": samples.NEWSML.encode()})
    assert kept["native_id"] == "urn:newsml:agency.example:20221004:crane"
    assert told(kept, "title", "byline", "section", "language") == (
        "Crane falls at Vlore",
        "Ana Prifti",
        "harbours",
        "en",
    )
    assert told(kept, "published_at", "content") == ("2022-10-04T08:20:00Z", f"<p>{HARBOUR}</p><p>{FERRIES}</p>")
    assert told(taken_back, "reason", "title") == ("retracted", "Wrong report")


def test_nitf_gives_its_story_as_a_page(tmp_path):
    row = record(tmp_path, "77.xml", samples.NITF.encode("latin-1"))
    assert told(row, "native_id", "title", "byline") == ("n77", "Crane falls at Vlorë", "Ana Prifti")
    assert told(row, "section", "published_at") == ("Harbours", "2022-10-04T08:30:00Z")
    assert f"<div><p>{HARBOUR}</p><h2>Ferries</h2><p>{FERRIES}</p></div>" in row["content"]
    assert "crane.jpg" not in row["content"]


def test_reuters_sgml_gives_a_record_a_story(tmp_path):
    story, brief = records(tmp_path, {"reut2-000.sgm": samples.SGML.encode()})
    assert told(story, "native_id", "title", "section") == ("1", "CRANE FALLS AT VLORE", "ship")
    assert story["published_at"] == "26-FEB-1987 15:01:01.79"
    assert story["content"].startswith(f"VLORE, Feb 26 - {HARBOUR}\n    Ferries <Adria.MI> sail")
    assert told(brief, "reason", "title") == ("no_text", "FERRIES SAIL")


@pytest.mark.parametrize(
    ("name", "text"), [("p.hocr", samples.HOCR), ("p.html", samples.HOCR), ("p.xml", samples.ALTO)]
)
def test_scanned_pages_have_whole_words_and_paragraphs(tmp_path, name, text):
    row = record(tmp_path, name, text.encode())
    assert told(row, "content", "native_id") == ("The harbour closed.\n\nFerries sail.\n", "p")


def test_markdown_is_told_by_its_front_matter_whatever_its_name(tmp_path):
    for row in records(tmp_path, {"crane.md": samples.MARKDOWN.encode(), "crane2": samples.MARKDOWN.encode()}):
        assert told(row, "title", "byline", "section") == ("Crane falls at Vlore", "Ana Prifti", "Harbours")
        assert row["published_at"] == "2022-10-04T08:30:00+02:00"
        assert "<strong>the second</strong>" in row["content"]
        assert f"<li>{FERRIES}</li>" in row["content"]
    toml = '+++\ntitle = "Crane falls"\ndate = 2022-10-04\n+++\nText.\n'
    row = records(tmp_path, {"hugo.md": toml.encode()})[-1]
    assert told(row, "title", "published_at", "content") == ("Crane falls", "2022-10-04", "<p>Text.</p>\n")


def test_front_matter_that_is_none_stays_in_the_text(tmp_path):
    row = record(tmp_path, "a.md", b"---\n*not: [yaml\n---\nText.\n")
    assert "not: [yaml" in row["content"]


def test_a_newsletter_gives_its_page_and_its_headers(tmp_path):
    row = record(tmp_path, "77.eml", samples.newsletter().as_bytes())
    assert told(row, "native_id", "title") == ("77.20221004@courier.example", "Crane falls at Vlorë – piers closed")
    assert told(row, "authors", "section") == (["The Courier"], "Harbours")
    assert told(row, "published_at", "media_type") == ("2022-10-04T08:30:00+02:00", "text/html")
    assert row["content"].strip() == PAGE


def test_a_page_saved_by_a_browser_is_no_message(tmp_path):
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/pier\nSubject: Crane\n"
    head += "Date: Tue, 5 Mar 2019 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    row = record(tmp_path, "pier.mhtml", f"{head}{PAGE}\n".encode())
    assert told(row, "url", "authors", "published_at") == ("https://courier.example/pier", None, None)
    assert row["captured_at"].isoformat() == "2019-03-05T10:00:00+00:00"


def test_a_mailbox_gives_a_record_a_message_and_unquotes_its_lines(tmp_path):
    data = samples.mbox(tmp_path / "made", "First.\n\nFrom here on it rains.\n", "Second.\n")
    (tmp_path / "made").unlink()
    first, second = records(tmp_path, {"letters": data})
    assert told(first, "title", "record") == ("Letter 0", "1")
    assert "\nFrom here on it rains." in first["content"]
    assert told(second, "native_id", "record") == ("1@courier.example", "2")


LEFT = ("The harbour office of Vlore closed both", "piers on Tuesday after a crane fell, its di-", "rector said.")
MIDDLE = ("Nobody was hurt, and the second crane", "stands still until it has been looked at by")
RIGHT = ("engineers from Tirana, who are expected", "on Friday. Ferries sail from Durres un-", "til then.")


def columns():
    """A page of two columns under a headline that spans them."""
    page = [(50, 780, 24, "Crane falls at Vlore, both piers closed")]
    page += [(50, 740 - 14 * at, 11, line) for at, line in enumerate(LEFT)]
    page += [(62, 698, 11, MIDDLE[0]), (50, 684, 11, MIDDLE[1])]
    return page + [(310, 740 - 14 * at, 11, line) for at, line in enumerate(RIGHT)]


def test_a_pdf_is_read_column_by_column_with_broken_words_joined(tmp_path):
    row = record(tmp_path, "page.pdf", samples.pdf([columns()]))
    assert row["content"].split("\n\n") == [
        "Crane falls at Vlore, both piers closed",
        "The harbour office of Vlore closed both piers on Tuesday after a crane fell, its director said.",
        f"{MIDDLE[0]} {MIDDLE[1]} {RIGHT[0]} on Friday. Ferries sail from Durres until then.\n",
    ]
    assert told(row, "title", "byline", "media_type") == ("Crane falls", "Ana Prifti", "application/pdf")
    assert row["captured_at"].isoformat() == "2022-10-04T08:30:00+00:00"


def test_kerned_letters_of_a_pdf_stand_over_one_another_and_are_read_once(tmp_path):
    kerned = [(50, 700, 24, "GALW"), (119, 700, 24, "A"), (133, 700, 24, "Y pays its keepers")]
    kerned += [(50, 660, 11, "\u201cW"), (63, 660, 11, "e kept the light,\u201d said Mr. Furey")]
    read = record(tmp_path, "page.pdf", samples.pdf([kerned]))["content"]
    assert read == "GALWAY pays its keepers\n\n\u201cWe kept the light,\u201d said Mr. Furey\n"


def test_the_name_of_the_file_that_was_printed_is_no_title(tmp_path):
    assert record(tmp_path, "page.pdf", samples.pdf([columns()], title="page.html"))["title"] is None


def test_a_pdf_goes_on_on_its_next_page_and_a_scan_is_named(tmp_path):
    pages = [[(50, 100, 11, "The office closed both piers, as the di-")], [(50, 800, 11, "rector said.")]]
    assert (
        record(tmp_path, "a.pdf", samples.pdf(pages))["content"]
        == "The office closed both piers, as the director said.\n"
    )
    assert records(tmp_path, {"b.pdf": samples.pdf([[]])})[-1]["reason"] == "no_text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_are_read_with_cells_of_any_length(tmp_path, delimiter):
    text = f"{HARBOUR}\n“Quoted”, {FERRIES};\t| " * 20_000
    stream = io.StringIO()
    rows = csv.writer(stream, delimiter=delimiter)
    rows.writerows([["id", "body", "headline", "day"], ["7", text, "Crane", "2022-10-04"], ["8", "Short.", "", ""]])
    data = stream.getvalue().encode()
    first, second = records(tmp_path, {"t.tsv": data}, "fields: {text: body, published_at: day}")
    assert told(first, "native_id", "title", "published_at") == ("7", "Crane", "2022-10-04")
    assert first["content"] == text
    assert told(second, "native_id", "content", "record") == ("8", "Short.", "2")


def test_a_table_in_another_encoding_and_without_its_suffix(tmp_path):
    data = "id;title;text\r\n1;Vlorë;Besa Hoxha drejtoi zyrën e portit.\r\n2;Durrës;Çfarë ndodhi?\r\n".encode("utf-16")
    first, second = records(tmp_path, {"export.txt": data})
    assert told(first, "title", "content") == ("Vlorë", "Besa Hoxha drejtoi zyrën e portit.")
    assert told(second, "title", "encoding") == ("Durrës", "utf-16-le")


def test_the_address_of_a_document_stays_as_it_was_found(tmp_path):
    found = "http://m.harbour.example:80/pier/?utm_source=feed#top"
    row = record(tmp_path, "a.jsonl", json.dumps({"id": 1, "text": HARBOUR, "url": found}).encode())
    assert row["url"] == found


def test_a_row_of_too_many_cells_costs_itself_alone(tmp_path):
    first, bad, last = records(tmp_path, {"a.csv": b"id,text\n1,One.\n2,Two, and more.\n3,Three.\n"})
    assert told(bad, "reason", "record") == ("invalid_csv", "2")
    assert told(first, "content", "status") == ("One.", "accepted")
    assert last["content"] == "Three."


def test_parquet_gives_a_record_a_row(tmp_path):
    stream = io.BytesIO()
    frame = pl.DataFrame(
        {"id": [7, 8], "text": [HARBOUR, ""], "authors": [["A B"], []], "date": pl.Series([19269, 19270]).cast(pl.Date)}
    )
    frame.write_parquet(stream)
    first, second = records(tmp_path, {"rows.parquet": stream.getvalue()})
    assert told(first, "native_id", "content", "authors", "published_at") == ("7", HARBOUR, ["A B"], "2022-10-04")
    assert second["reason"] == "no_text"


@pytest.mark.parametrize(
    ("value", "titles"),
    [
        ([{"title": "A", "text": "x"}, {"title": "B", "text": "y"}], ["A", "B"]),
        ({"status": "ok", "articles": [{"title": "A", "content": "x"}]}, ["A"]),
        ({"response": {"total": 1, "docs": [{"headline": "A", "body": "x"}]}}, ["A"]),
        ({"hits": {"hits": [{"_id": "1", "_source": {"title": "A", "text": "x"}}]}}, ["A"]),
        ([{"title": {"rendered": "A"}, "content": {"rendered": "<p>x</p>"}}], ["A"]),
        ({"@type": "NewsArticle", "headline": "A", "articleBody": "x", "author": [{"name": "N"}]}, ["A"]),
        ({"title": "A", "text": "x", "items": [{"caption": "a picture"}]}, [None, "A"]),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_is_an_article_or_a_list_or_an_answer_around_one(tmp_path, value, titles, indent):
    rows = records(tmp_path, {"export.json": json.dumps(value, indent=indent).encode()})
    assert [row["title"] for row in rows] == titles


def test_json_behind_which_something_is_broken_keeps_what_came_before(tmp_path):
    first, broken = records(tmp_path, {"a.json": b'[{"id": 1, "text": "One."}, {"id": 2, "te'})
    assert told(first, "content", "record") == ("One.", "1")
    assert told(broken, "reason", "record") == ("invalid_json", None)


def test_fields_of_a_mapped_record_that_nothing_asks_for_are_counted(tmp_path):
    lines = b'{"nr": 1, "text": "One.", "mood": "grey", "tone": 3}\n{"nr": 2, "text": "Two.", "mood": "red"}\n'
    _, reading = records_and_reading(tmp_path, {"a.jsonl": lines}, "fields: {native_id: nr}")
    assert reading.unknown_fields == {"mood": 2, "tone": 1}


def test_a_source_says_its_format_and_what_is_not_of_it_is_named(tmp_path):
    rows = records(tmp_path, {"a.pdf": samples.pdf([columns()]), "b.txt": b"{}"}, "format: jsonl")
    assert [row["reason"] for row in rows] == ["wrong_format", "no_text"]


def test_a_quote_left_open_that_takes_in_further_rows_is_named(tmp_path):
    table = b'id,text\n1,"One.\n2,"Two."\n3,"Three."\n4,"Four.\n5,Five.\n6,Six.\n'
    first, third, last = records(tmp_path, {"a.csv": table})
    assert told(first, "reason", "record") == ("invalid_csv", "1")
    assert "a quote that is never closed, which takes in the next row; close it" in first["detail"]
    assert told(third, "native_id", "content") == ("3", "Three.")
    assert told(last, "reason", "record") == ("invalid_csv", "3")
    assert "takes in 2 further rows" in last["detail"]


@pytest.mark.parametrize(
    "cell",
    [
        '"A table:\n7,seven\n8,eight"',  # quotes match: what looks like rows is text
        '"The ""old"" pier\nclosed, he said."',
        '"The ""old"" pier\nof Vlore,Albania was shut."',
    ],
)
def test_cells_with_line_breaks_and_quotes_are_read(tmp_path, cell):
    first, last = records(tmp_path, {"a.csv": f"id,text\n1,{cell}\n2,Two.\n".encode()})
    assert (first["reason"], last["content"]) == (None, "Two.")
