"""Every promise of a release, broken one at a time."""

import json
import shutil

import polars as pl
import pytest

from flows.compare import rows_sha256
from flows.ids import file_sha256
from flows.publish import publish_release
from flows.publish.switch import write_sums
from flows.verify import verify_release
from tests.publish.archive import PROVENANCE, article, make_tables, settings


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return publish_release(make_tables(), settings(tmp_path_factory.mktemp("good")), PROVENANCE).release


@pytest.fixture
def folder(good, tmp_path):
    """A copy to break."""
    return shutil.copytree(good.folder, tmp_path / "copy")


def describe(folder, change):
    """Change datapackage.json, and state its checksum anew."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_bytes())
    change({item["name"]: item for item in descriptor["resources"]}, descriptor)
    path.write_text(json.dumps(descriptor))
    write_sums(folder)


def rewrite(folder, name, change):
    """Change the rows of a table, and state its size, hashes and checksums anew, as a publisher's bug would."""
    file = folder / f"{name}.parquet"
    rows = change(pl.read_parquet(file))
    rows.write_parquet(file)

    def restate(resources, _):
        resources[name] |= {"bytes": file.stat().st_size, "hash": f"sha256:{file_sha256(file)}", "rows": rows.height}
        resources[name]["rowsHash"] = f"sha256:{rows_sha256(rows)}"

    describe(folder, restate)


def test_a_good_release_breaks_nothing(good):
    assert verify_release(good.folder) == []


def test_a_folder_that_is_no_release_is_said_so(tmp_path):
    assert "there is no datapackage.json" in verify_release(tmp_path)[0]


def test_a_file_that_changed_is_named(folder):
    (folder / "README.md").write_text("other")
    assert verify_release(folder) == ["SHA256SUMS: README.md differs from its checksum; download or build it again"]


def test_a_file_that_is_absent_is_named(folder):
    (folder / "dates.parquet").unlink()
    found = verify_release(folder)
    assert found == [
        "SHA256SUMS: dates.parquet is listed, but absent",
        "dates: dates.parquet is not a file of the release",
    ]


def test_a_file_that_is_not_listed_is_named_but_a_signature_is_not(folder):
    for name in ("extra.txt", "SHA256SUMS.sig"):
        (folder / name).write_text("x")
    assert verify_release(folder) == ["SHA256SUMS: extra.txt is not listed"]


def test_sums_that_are_absent_are_a_breach(folder):
    (folder / "SHA256SUMS").unlink()
    assert verify_release(folder) == ["SHA256SUMS: absent"]


def test_sums_reach_nothing_outside_the_folder(folder):
    (folder.parent / "secret").write_text("x")
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write(f"{file_sha256(folder.parent / 'secret')}  ../secret\n")
    assert verify_release(folder) == ["SHA256SUMS: ../secret is listed, but absent"]


@pytest.mark.parametrize("path", ["../secret.parquet", "/etc/passwd"])
def test_a_resource_outside_the_folder_is_not_read(folder, path):
    (folder.parent / "secret.parquet").write_text("x")
    describe(folder, lambda resources, _: resources["dates"].update(path=path))
    assert f"dates: {path} is not a file of the release" in verify_release(folder)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda resources, _: resources["dates"].update(bytes=1), "dates: .* bytes, not 1 as"),
        (lambda resources, _: resources["dates"].update(hash="sha256:0"), "dates: the file does not have the hash"),
        (
            lambda resources, _: resources["dates"].update(rowsHash="sha256:0"),
            "dates: the rows do not have the rowsHash",
        ),
        (lambda resources, _: resources["dates"].update(rows=7), "dates: 1 rows, not 7"),
        (lambda resources, _: resources["dates"]["schema"]["fields"].pop(), "dates: the columns are"),
        (lambda resources, _: resources["dates"]["schema"]["fields"][6].update(type="integer"), "column is String"),
        (
            lambda resources, _: resources["dates"]["schema"]["fields"][0].pop("description"),
            "article_id: no description",
        ),
        (lambda _, descriptor: descriptor.update(version=""), "datapackage.json: no version"),
        (lambda _, descriptor: descriptor.update(licenses=[{"title": "x"}]), "datapackage.json: "),
    ],
)
def test_a_descriptor_that_is_not_true_is_a_breach(folder, change, sentence):
    describe(folder, change)
    assert [breach for breach in verify_release(folder) if pl.Series([breach]).str.contains(sentence).item()]


def first(name, column, value):
    """Set the column in the first row."""
    is_first = pl.int_range(pl.len()) == 0
    return name, lambda rows: rows.with_columns(
        pl.when(is_first).then(pl.lit(value, rows.schema[column])).otherwise(column).alias(column)
    )


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (first("articles", "words", None), "articles.words: 1 values are absent, and the field is required"),
        (first("articles", "words", -1), "articles.words: 1 values are less than 0"),
        (first("mentions", "score", 1.5), "mentions.score: 1 values are more than 1"),
        (first("mentions", "kind", "ghost"), "mentions.kind: 1 values are none of person"),
        (first("articles", "language", "English"), "articles.language: 1 values do not match"),
        (("entities", lambda rows: pl.concat([rows.head(1), rows])), "entities: 1 primary keys stand more than once"),
        (("entities", lambda rows: rows.reverse()), "entities: 2 rows are not in the order of the primary key"),
        (first("mentions", "entity_id", "f" * 16), "mentions.entity_id: 1 rows point at no row of entities"),
        (first("quotations", "speaker_entity_id", "f" * 16), "speaker_entity_id: 1 rows point at no row of entities"),
        (first("mentions", "surface", "other"), "mentions: 1 surfaces are not the slice of their field, the first at"),
        (first("dates", "end", 1), "dates: 1 surfaces are not the slice of their field"),
        (first("amounts", "surface", "$"), "amounts: 1 surfaces are not the slice of their field"),
        (first("quotations", "text", "other"), "quotations: 1 quotations are not the slice of their article's text"),
        (first("articles", "text_sha256", "f" * 64), "articles: 1 texts do not have their text_sha256"),
        (first("articles", "raw_sha256", "f" * 64), "edits: undoing those of article"),
        (first("edits", "before", "Other"), "edits: undoing those of article"),
        (first("edits", "raw_end", 10), "edits: undoing those of article"),
        (first("edits", "raw_start", 20), "edits: those of article .* overlap or stand out of order"),
        (first("edits", "after", "x"), "edits: undoing those of article"),
        (first("entities", "mention_count", 9), "entities: 1 entities do not have the counts of their mentions"),
        (
            ("documents", lambda rows: rows.with_columns(status=pl.lit("withdrawn"))),
            "articles: 3 articles come from a document that is not accepted",
        ),
        (
            ("sources", lambda rows: rows.with_columns(rights=pl.lit("metadata"))),
            "articles: 2 articles have a text although their source publishes metadata only",
        ),
    ],
)
def test_rows_that_break_a_promise_are_a_breach(folder, broken, sentence):
    rewrite(folder, *broken)
    found = verify_release(folder)
    assert [breach for breach in found if pl.Series([breach]).str.contains(sentence).item()], found


def test_an_edit_that_says_what_the_text_does_not_is_a_breach(folder):
    """The raw text is right, but redoing does not give the text: `after` is as long as what stands there."""
    is_currency = pl.col("rule") == "currency"
    rewrite(
        folder, "edits", lambda rows: rows.with_columns(after=pl.when(is_currency).then(pl.lit("€")).otherwise("after"))
    )
    assert verify_release(folder) == [f"edits: redoing those of article {article('ferry')} does not give its text"]


def test_a_redirect_of_an_id_in_use_is_a_breach(folder):
    row = {"old_id": article("ferry"), "new_id": "f" * 16, "table": "articles", "reason": "x", "since_version": "1.0.0"}
    rewrite(folder, "redirects", lambda rows: pl.DataFrame([row], schema=rows.schema))
    assert verify_release(folder) == [
        f"redirects: 1 redirects are of an id that is still in use, the first at {article('ferry')}"
    ]


def test_a_file_that_is_no_parquet_is_one_sentence(folder):
    rewrite(folder, "dates", lambda rows: rows)
    (folder / "dates.parquet").write_bytes(b"PAR1 no more")
    file = folder / "dates.parquet"
    stated = {"bytes": file.stat().st_size, "hash": f"sha256:{file_sha256(file)}"}
    describe(folder, lambda resources, _: resources["dates"].update(stated))
    found = verify_release(folder)
    assert len(found) == 1
    assert "a table cannot be read" in found[0]


def test_names_in_a_strangers_descriptor_are_no_sql(folder):
    describe(folder, lambda resources, _: resources["dates"].update(name='x"; drop view articles; --'))
    assert all("articles" not in breach.partition(":")[0] for breach in verify_release(folder))
