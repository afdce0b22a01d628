"""Files to records: what each format gives, and the named reason of each reject."""

import json

import pytest

from flows.ingest.limits import LINE_CHARACTERS, RECORD_BYTES
from tests.ingest.given import records


def test_a_text_file_is_one_record_named_by_its_stem(tmp_path):
    (row,) = records(tmp_path, {"2022-01-a.story.txt": b"Ein Wort.\r\n"})
    assert row["native_id"] == "2022-01-a.story"
    assert row["content"] == "Ein Wort.\r\n"
    assert (row["media_type"], row["encoding"], row["status"]) == ("text/plain", "utf-8", "accepted")
    assert row["path"] == "paper/2022-01-a.story.txt"


def test_a_page_is_seen_by_its_content_whatever_its_name(tmp_path):
    page = b"\n<!DOCTYPE html><html><head><meta charset=windows-1252></head><body><p>caf\xe9</p></body></html>"
    (row,) = records(tmp_path, {"page.txt": page})
    assert row["media_type"] == "text/html"
    assert "café" in row["content"]


def test_jsonl_fields_are_found_by_mapping_and_by_their_usual_names(tmp_path):
    lines = [
        {
            "nr": 7,
            "body": "Text.",
            "headline": "Titel",
            "author": ["A B", {"name": "C D"}],
            "meta": {"day": "2022-01-02"},
        },
        {"nr": 8, "body": "<p>Eins.</p><p>Zwei.</p>", "link": "https://example.org/8"},
    ]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    first, second = records(tmp_path, {"a.jsonl": data}, "fields: {native_id: nr, published_at: meta.day}")
    assert (first["native_id"], first["title"], first["authors"]) == ("7", "Titel", ["A B", "C D"])
    assert (first["published_at"], first["record"]) == ("2022-01-02", "1")
    assert (second["media_type"], second["url"]) == ("text/html", "https://example.org/8")


@pytest.mark.parametrize(
    "head",
    [
        "Id,Headline,Full_Text,Author,Date,Page",
        "ID;TITEL;INHALT;AUTOR;DATUM;SEITE",
        "id\tTítulo\tcontenido\tAutor\tFecha\tpágina",
        "id,заголовок,Текст,Автор,Дата,стр",
    ],
)
def test_columns_are_found_in_capitals_and_other_languages(tmp_path, head):
    sign = next(sign for sign in ",;\t" if sign in head)
    row = sign.join(("7", "The pier is rebuilt", "The office opens both piers again.", "Ana Lima", "2019-03-05", "4"))
    (found,) = records(tmp_path, {"a.csv": f"{head}\n{row}\n".encode()})
    assert (found["native_id"], found["title"], found["byline"]) == ("7", "The pier is rebuilt", "Ana Lima")
    assert (found["content"], found["published_at"]) == ("The office opens both piers again.", "2019-03-05")


def test_a_record_without_an_id_is_named_by_its_url_or_else_its_bytes(tmp_path):
    data = b'{"text": "One.", "url": "https://example.org/1"}\n{"text": "Two."}\n'
    first, second = records(tmp_path, {"a.jsonl": data})
    assert first["native_id"] == "https://example.org/1"
    assert second["native_id"] == second["sha256"][:16]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.pdf", b"%PDF-1.7 ...", "damaged"),
        ("a.csv", b"id,words\n1,Hello\n", "no_text"),
        ("a.txt", b'<?xml version="1.0"?><rss version="2.0"></rss>', "listing"),
        ("a.xml", b'<?xml version="1.0"?><recipe><step>Stir.</step></recipe>', "unsupported_format"),
        ("a.json", b'{\n "words": "One."\n}\n', "no_text"),
        ("a.txt", b"a" * (RECORD_BYTES + 1), "line_too_long"),
        ("a.txt", b"word\n" * (RECORD_BYTES // 5 + 1), "too_large"),
        ("a.txt", b"a" * (LINE_CHARACTERS + 1), "line_too_long"),
        ("a.jsonl", b'{"text": "cut', "invalid_json"),
        ("a.jsonl", b"[" * 100_000, "invalid_json"),
        ("a.jsonl", b'["text"]', "not_an_object"),
        ("a.jsonl", b'{"id": 1, "text": "  "}', "no_text"),
    ],
)
def test_every_reject_has_its_name_and_a_sentence(tmp_path, name, data, reason):
    (row,) = records(tmp_path, {name: data})
    assert (row["status"], row["reason"], row["content"]) == ("rejected", reason, None)
    assert row["detail"].startswith(f"paper/{name}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_jsonl_may_be_in_any_encoding_of_unicode(tmp_path, encoding):
    lines = "".join(f'{{"id": {number}, "text": "Die Fähre legt um {number} ab."}}\n' for number in range(3))
    found = records(tmp_path, {"wire.jsonl": lines.encode(encoding)})
    assert [row["content"] for row in found] == [f"Die Fähre legt um {number} ab." for number in range(3)]


def test_every_line_of_a_table_that_is_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.ingest.lines.RECORD_BYTES", 1000)
    rows = [b"id,text", b"1,One.", b"x" * 3000, b"y" * 2000]
    found = records(tmp_path, {"table.csv": b"\n".join(rows) + b"\n"})
    assert [(row["reason"], row["bytes"]) for row in found][1:] == [("line_too_long", 3001), ("line_too_long", 2001)]


NEWS_ITEM = "<newsItem><contentSet><inlineXML><html><body><p>{}</p></body></html></inlineXML></contentSet></newsItem>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("two.json", '{"text": "One."}\n\n{"text": "Two."}\n'),
        ("two.xml", f"<newsMessage>{NEWS_ITEM.format('One.')}{NEWS_ITEM.format('Two.')}</newsMessage>"),
        ("two.sgm", "<DOC><TEXT>One.</TEXT></DOC> <DOC><TEXT>Two.</TEXT></DOC>\n"),
    ],
)
def test_stories_of_one_file_that_have_no_ids_do_not_stand_for_each_other(tmp_path, name, data):
    one, two = records(tmp_path, {name: data.encode()})
    assert ("One." in one["content"], "Two." in two["content"]) == (True, True)
    assert one["native_id"] != two["native_id"]


def test_a_bad_line_leaves_its_neighbours_alone(tmp_path):
    huge = b'{"text": "' + b"a" * (2 * RECORD_BYTES) + b'"}'
    data = b"\n".join([b'{"id": 1, "text": "One."}', huge, b"", b"nonsense", b'{"id": 2, "text": "Two."}'])
    rows = records(tmp_path, {"a.jsonl": data})
    assert [(row["record"], row["reason"]) for row in rows] == [
        ("1", None),
        ("2", "line_too_long"),
        ("4", "invalid_json"),
        ("5", None),
    ]
    assert rows[1]["bytes"] == len(huge) + 1


def test_lone_surrogates_in_json_do_not_get_in(tmp_path):
    rows = records(
        tmp_path, {"a.jsonl": b'{"id": 1, "text": "bad \\ud800 half"}\n{"id": 2, "text": "good \\ud83d\\ude00"}'}
    )
    assert rows[1]["content"] == "good 😀"
    assert rows[0]["reason"] == "invalid_json" or "\ufffd" in rows[0]["content"]


def test_a_capture_time_that_no_calendar_holds_is_none(tmp_path):
    (row,) = records(tmp_path, {"a.jsonl": b'{"id": 1, "text": "One.", "captured_at": "0001-01-01T00:00:00+05:00"}'})
    assert (row["status"], row["captured_at"]) == ("accepted", None)
