"""Lists of names brought along: what is taken, what is left out and why."""

import gzip
import json

import polars as pl
import pytest

from flows.errors import UsageError
from flows.normalize.authorities.entries import ENTRIES, read_authorities, write_authority
from flows.normalize.authorities.importing import import_table
from flows.normalize.authorities.wikidata import import_dump, known_types

CSV = """id,kind,name,aliases,country,from,until,party
Q1,person,Ana Prifti,A. Prifti|Ana P.,AL,2019-05,,Green
z2,organization,Harbour Board,,,1990,1999-12-31,
z3,human,Nobody,,,,,
,person,Noid,,,,,
z5,person,Late Riser,,,soon,,
z6,place,Vell,,Albania,,,
"""


def test_csv_gives_entries_and_names_what_it_leaves_out(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(CSV, encoding="utf-8")
    found = import_table(path)
    assert found.entries.schema == ENTRIES
    first, second = found.entries.iter_rows(named=True)
    assert (first["wikidata_id"], first["aliases"], first["from"]) == ("Q1", ["A. Prifti", "Ana P."], "2019-05")
    assert (second["name"], second["until"], second["aliases"]) == ("Harbour Board", "1999-12-31", None)
    assert [line.partition(": ")[2].partition(";")[0] for line in found.rejects] == [
        "kind is human", "it has no id", "from is soon", "country is Albania",
    ]  # fmt: skip
    assert found.rejects[0].startswith("mine.csv, row 3")
    assert found.ignored == ["party"]


@pytest.mark.parametrize("suffix", ["jsonl", "parquet", "tsv"])
def test_other_forms_give_the_same(tmp_path, suffix):
    rows = pl.DataFrame({"id": ["a", "b"], "label": ["Vell", "Tarn"], "other_names": ["V;W", None]})
    path = tmp_path / f"mine.{suffix}"
    match suffix:
        case "jsonl":
            rows.write_ndjson(path)
        case "parquet":
            rows.write_parquet(path)
        case _:
            rows.write_csv(path, separator="\t")
    assert import_table(path, "place").entries.select("id", "kind", "name", "aliases").rows() == [
        ("a", "place", "Vell", ["V", "W"]),
        ("b", "place", "Tarn", None),
    ]


def test_a_file_without_a_needed_column_is_named(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name\n1,A\n", encoding="utf-8")
    with pytest.raises(UsageError, match="column kind is absent, there are id, name; say --kind, or add it"):
        import_table(path)


def test_columns_may_be_divided_by_semicolons(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id;kind;name;aliases\n1;place;Vell;V|Vellburg\n", encoding="utf-8")
    assert import_table(path).entries.select("id", "name", "aliases").rows() == [("1", "Vell", ["V", "Vellburg"])]


def test_what_is_written_is_read_again_and_has_the_same_bytes(tmp_path):
    entries = pl.DataFrame(
        [{"id": "b", "kind": "place", "name": "Tarn"}, {"id": "a", "kind": "place", "name": "Vell"}], schema=ENTRIES
    )
    first = write_authority(tmp_path, "mine", entries, {"licence": "CC0-1.0"}).read_bytes()
    (authority,) = read_authorities(tmp_path)
    assert (authority.name, authority.about, authority.entries["id"].to_list()) == (
        "mine",
        {"licence": "CC0-1.0"},
        ["a", "b"],
    )
    assert write_authority(tmp_path, "mine", entries.reverse(), {"licence": "CC0-1.0"}).read_bytes() == first


def item(identifier, kind, label, sitelinks, **claims):
    def statement(value):
        return {"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}

    return {
        "type": "item", "id": identifier, "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"fr": [{"language": "fr", "value": f"{label} (fr)"}]},
        "claims": {"P31": [statement({"id": kind})], **{name: [statement(value)] for name, value in claims.items()}},
        "sitelinks": {f"{number}wiki": {"title": label} for number in range(sitelinks)},
    }  # fmt: skip


def test_a_wikidata_dump_is_streamed_and_filtered(tmp_path):
    items = [
        item("Q1", "Q5", "Ana Prifti", 9, P27={"id": "Q222"}),
        item("Q2", "Q5", "Hardly Known", 1),
        item("Q3", "Q4167410", "Vell (disambiguation)", 9),
        item("Q4", "Q7278", "Harbour Party", 9, P571={"time": "+1990-05-00T00:00:00Z", "precision": 10}),
        item("Q5000", "Q515", "Vell", 7, P625={"latitude": 41.5, "longitude": 19.5}, P1566="123"),
    ]
    path = tmp_path / "part.json.gz"
    lines = ",\n".join(json.dumps(one) for one in items)
    path.write_bytes(gzip.compress(f"[\n{lines},\nnonsense\n]\n".encode()))
    found = import_dump(path, known_types())
    assert found.entries.select("id", "kind", "name").rows() == [
        ("Q1", "person", "Ana Prifti"),
        ("Q4", "organization", "Harbour Party"),
        ("Q5000", "place", "Vell"),
    ]
    person, party, town = found.entries.iter_rows(named=True)
    assert (person["country"], person["aliases"], person["weight"]) == ("AL", ["Ana Prifti (fr)"], 9)
    assert party["from"] == "1990-05"
    assert (town["latitude"], town["geonames_id"]) == (41.5, "123")
    assert len(found.rejects) == 1
    assert "line 7" in found.rejects[0]


def test_a_dump_that_breaks_off_keeps_what_came_before(tmp_path):
    many = [item(f"Q{number}", "Q5", f"Person {number}", 9) for number in range(1, 3000)]
    whole = gzip.compress(",\n".join(json.dumps(one) for one in many).encode())
    path = tmp_path / "part.json.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found = import_dump(path, known_types())
    assert 0 < found.entries.height < len(many)
    assert "breaks off" in found.rejects[-1]


def test_types_are_items_and_of_one_kind_each():
    assert all(identifier[0] == "Q" and identifier[1:].isdigit() for identifier in known_types())
