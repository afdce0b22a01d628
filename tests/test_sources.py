"""source.yaml: what it says, what is assumed without it, and sentences for what is broken."""

import pytest

from flows.errors import UsageError
from flows.sources import read_source


def test_a_folder_without_a_description_is_a_source_of_unknown_licence(tmp_path):
    source = read_source(tmp_path)
    assert (source.source_id, source.format, source.rights, source.licence) == (
        tmp_path.name,
        "auto",
        "full",
        "unknown",
    )


def test_a_description_is_read_and_dates_stay_text(tmp_path):
    (tmp_path / "source.yaml").write_text(
        "name: almanac\ntitle: The Almanac\nlicence: CC0-1.0\nfields: {native_id: id}\n"
        "timezone: Asia/Almaty\ndefaults: {published_at: 2022-01-19}\nhome: KZ\n"
    )
    source = read_source(tmp_path)
    assert (source.title, source.licence, source.timezone, source.home) == (
        "The Almanac",
        "CC0-1.0",
        "Asia/Almaty",
        "KZ",
    )
    assert source.fields == {"native_id": "id"}
    assert source.defaults == {"published_at": "2022-01-19"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: x\na: [", "source.yaml: not YAML (line 2: expected the node content, but found '<stream end>'); mend"),
        ("title: a\n\tb: c", "source.yaml: not YAML (line 2: found character '\\t' that cannot start any token); mend"),
        ("- a\n- b", "holds a list, not"),
        ("My paper", "holds mere text, not `key: value` lines"),
        ("defaults: {published_at: yesterday}", "defaults.published_at 'yesterday' is no date; write one such as"),
        ("repairs: {off: currency_space}", "repairs must be a mapping such as {off: [currency_space]}"),
        ("repairs: {off: [pager]}", "repairs.off has 'pager', which is no repair; the repairs are control_character"),
        ("licens: CC0", "unknown key 'licens'; the keys are attribution"),
        ("format: docx", "format 'docx' is not read; use one of auto, text"),
        ("source_id: ../other", "unknown key 'source_id'"),
        ("title: [a, b]", "title must be one value, not ['a', 'b']"),
        ("language: english", "language 'english' is unknown; use an ISO 639 code"),
        ("timezone: Europe", "timezone 'Europe' is unknown"),
        ("rights: some", "rights 'some' is unknown; use one of full, excerpt, metadata"),
        ("timezone: Mars/Olympus", "timezone 'Mars/Olympus' is unknown; use an IANA name"),
        ("fields: [id]", "fields must be a mapping"),
        ("fields: {id: nr}", "fields.id is unknown; the fields are native_id"),
    ],
)
def test_a_broken_description_is_a_sentence_with_file_field_and_mend(tmp_path, text, sentence):
    (tmp_path / "source.yaml").write_text(text)
    with pytest.raises(UsageError) as problem:
        read_source(tmp_path)
    assert str(problem.value).startswith(str(tmp_path / "source.yaml"))
    assert sentence in str(problem.value)


def test_values_stay_what_was_written(tmp_path):
    (tmp_path / "source.yaml").write_text("home: NO\nlanguage: no\nlicence: 5\ndefaults: {published_at: 2022-13-05}\n")
    source = read_source(tmp_path)
    assert (source.home, source.language, source.licence) == ("NO", "no", "5")
    assert source.defaults == {"published_at": "2022-13-05"}


def test_repairs_are_switched_off_by_name(tmp_path):
    (tmp_path / "source.yaml").write_text("repairs: {off: [mojibake, currency_space, mojibake]}\n")
    assert read_source(tmp_path).repairs_off == ("currency_space", "mojibake")


@pytest.mark.parametrize("home", ["XX", "kz", "UK"])
def test_a_home_that_is_no_country_is_refused_with_its_mend(tmp_path, home):
    (tmp_path / "source.yaml").write_text(f"home: {home}\n")
    with pytest.raises(UsageError, match=f"source.yaml: home '{home}' is no country; write its ISO 3166 code"):
        read_source(tmp_path)
    (tmp_path / "source.yaml").write_text("home: XK\n")
    assert read_source(tmp_path).home == "XK"
