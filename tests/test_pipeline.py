"""The whole way: raw news in, a release out; built twice, built again, built after a change."""

import gzip
import itertools
import os
import subprocess
import sys

import polars as pl
import pytest

from flows.build import build_plain
from flows.errors import TearsheetError, UsageError
from flows.progress import Silence
from flows.remarks import LEAST_UNDATED
from flows.settings import BuildSettings, Stage
from flows.summary import show
from flows.verify import verify_release
from tests.archives import HARVEST, build, digests, write_archive
from tests.conftest import ROOT


class Heard(Silence):
    """A reporter that remembers what it is told."""

    def __init__(self):
        self.sentences = []

    def say(self, sentence):
        self.sentences.append(sentence)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An archive and the first release of it; tests that change something take a copy of their own."""
    folder = tmp_path_factory.mktemp("first")
    return build(write_archive(folder / "raw"), folder / "build").release


def test_a_release_keeps_its_promises(first):
    assert first.version == "1.0.0"
    assert verify_release(first.folder) == []
    assert first.counts()["articles"] == 3


def test_what_was_removed_is_named_and_can_be_undone(first):
    edits = first.frame("edits")
    assert {"pager", "share", "byline", "title"} <= set(edits["rule"])
    pager = edits.filter(pl.col("rule") == "pager")["before"].str.join("").item()
    assert "Previous Storm closes the port of Durres" in pager
    assert "Next Olive harvest begins early" in pager
    texts = "\n".join(first.frame("articles")["text"])
    assert "$12 million for the venue." in texts
    assert "All rights reserved" not in texts


def test_names_dates_and_sums_are_tables(first):
    mentions = first.frame("mentions").join(first.frame("entities"), on="entity_id", suffix="_entity")
    names = dict(mentions.select("surface", "name").iter_rows())
    assert names["Meta"] == "Ilir Meta"
    assert names["EC"] == names["European Commission"] == "European Commission"
    assert mentions.filter(pl.col("surface") == "Albania")["country_code"].to_list() == ["AL"]
    assert "2022-10-04" in first.frame("dates")["value"].to_list()  # Tuesday before October 5
    assert (12_000_000.0, "USD") in list(first.frame("amounts").select("value", "currency").iter_rows())


def test_built_twice_every_file_is_the_same_to_the_byte(first, tmp_path):
    again = build(write_archive(tmp_path / "raw"), tmp_path / "build").release
    assert digests(again.folder) == digests(first.folder)


def test_a_second_build_of_the_same_raw_does_nothing(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build(raw, tmp_path / "build")
    before = digests(tmp_path / "build" / "releases")
    second = build(raw, tmp_path / "build")
    assert (second.is_new, second.release.version) == (False, "1.0.0")
    assert digests(tmp_path / "build" / "releases") == before


def test_a_new_article_is_a_minor_version_beside_the_first(tmp_path):
    raw = write_archive(tmp_path / "raw")
    old = build(raw, tmp_path / "build").release
    untouched = digests(old.folder)
    (raw / "loose" / "again.txt").write_text(HARVEST.replace("Vlore", "Berat").replace("October 3", "October 9"))
    new = build(raw, tmp_path / "build").release
    assert new.version == "1.1.0"
    assert digests(old.folder) == untouched
    changes = new.frame("changes")
    assert changes.filter((pl.col("table") == "articles") & (pl.col("change") == "added")).height == 1
    assert set(changes["cause"]) == {"source"}


def test_going_back_to_an_earlier_raw_is_a_new_version(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build(raw, tmp_path / "build")
    (raw / "loose" / "again.txt").write_text(HARVEST.replace("Vlore", "Berat"))
    build(raw, tmp_path / "build")
    (raw / "loose" / "again.txt").unlink()
    third = build(raw, tmp_path / "build")
    assert (third.is_new, third.release.counts()["articles"]) == (True, 3)
    assert third.release.version not in ("1.0.0", "1.1.0")


def test_a_build_folder_may_have_any_name(tmp_path):
    release = build(write_archive(tmp_path / "raw [2022] *"), tmp_path / "build [1]?").release
    assert verify_release(release.folder) == []


def test_an_archive_of_rejects_alone_is_released_and_summed_up(tmp_path, capsys):
    (tmp_path / "raw" / "post").mkdir(parents=True)
    (tmp_path / "raw" / "post" / "empty.txt").touch()
    settings = BuildSettings(tmp_path / "raw", tmp_path / "build")
    show(build_plain(settings, Silence()), settings)
    assert "No article came of it" in capsys.readouterr().out


def test_a_source_of_which_nothing_came_says_so_with_the_fields_it_has(tmp_path):
    raw = write_archive(tmp_path / "raw")
    (raw / "wire").mkdir()
    (raw / "wire" / "a.jsonl").write_text('{"nr": 1, "kopf": "A", "rumpf": "It rained."}\n' * 3)
    heard = Heard()
    build_plain(BuildSettings(raw, tmp_path / "build"), heard)
    assert " ".join(heard.sentences) == (
        "wire: no article came of its 3 records; the first of them: wire/a.jsonl, record 1: no text in field 'text'; "
        "name the field that holds it in source.yaml, as in `fields: {text: NAME}`; there are nr, kopf, rumpf"
    )


def test_a_source_without_a_single_day_says_so(tmp_path):
    (tmp_path / "raw" / "wire").mkdir(parents=True)
    for pier in range(LEAST_UNDATED):
        (tmp_path / "raw" / "wire" / f"{pier}.txt").write_text(
            f"Rain\n\nIt rained on pier {pier} of Vlore on Monday.\n"
        )
    heard = Heard()
    build_plain(BuildSettings(tmp_path / "raw", tmp_path / "build"), heard)
    assert heard.sentences[0].startswith(
        "wire: no day is known of its 10 articles, so that “on Monday” has no date; say"
    )


def test_a_new_version_says_how_many_articles_came_and_went(tmp_path, capsys):
    raw = write_archive(tmp_path / "raw")
    settings = BuildSettings(raw, tmp_path / "build")
    build_plain(settings, Silence())
    (raw / "loose" / "harvest.txt").rename(raw / "loose" / "olives.txt")
    show(build_plain(settings, Silence()), settings)
    assert "articles: 1 added, 1 removed" in " ".join(capsys.readouterr().out.split())


def test_a_takedown_that_names_nothing_is_said(tmp_path):
    raw = write_archive(tmp_path / "raw")
    (raw / "takedowns.csv").write_text("source_id,native_id,date,reason\nloose,harvest.txt,2022-11-01,a wrong id\n")
    heard = Heard()
    build_plain(BuildSettings(raw, tmp_path / "build"), heard)
    assert heard.sentences == ["takedowns.csv, line 2: loose,harvest.txt is no record of this archive; mend its ids"]


def test_one_source_does_not_push_the_others_out_of_a_dataset(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build(raw, tmp_path / "build")
    with pytest.raises(UsageError, match="also holds post, which would be removed; name another --dataset"):
        build(raw, tmp_path / "build", sources=("loose",))


def test_a_corrected_article_is_a_patch_that_keeps_its_id(tmp_path):
    raw = write_archive(tmp_path / "raw")
    old = build(raw, tmp_path / "build").release
    (raw / "loose" / "harvest.txt").write_text(HARVEST.replace("two weeks", "three weeks"))
    new = build(raw, tmp_path / "build").release
    assert new.frame("articles")["article_id"].to_list() == old.frame("articles")["article_id"].to_list()
    text = new.frame("changes").filter((pl.col("table") == "articles") & (pl.col("column") == "text"))
    assert (text["change"].item(), text["cause"].item()) == ("changed", "source")
    assert new.version.startswith("1.")


def test_a_takedown_withdraws_the_article_and_says_so(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build(raw, tmp_path / "build")
    (raw / "takedowns.csv").write_text(
        "source_id,native_id,date,reason\nloose,harvest,2022-11-01,asked by the author\n"
    )
    new = build(raw, tmp_path / "build").release
    assert new.counts()["articles"] == 2
    assert "withdrawn" in new.frame("documents")["status"].to_list()
    assert "takedown" in new.frame("changes")["cause"].to_list()


def test_a_file_that_comes_under_another_name_adds_one_batch_of_work(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build(raw, tmp_path / "build")
    before = set((tmp_path / "build" / "stages" / "clean").iterdir())
    (raw / "post" / "other.txt").write_text(HARVEST)
    build(raw, tmp_path / "build")
    assert len(set((tmp_path / "build" / "stages" / "clean").iterdir()) - before) == 1


def test_what_cannot_be_read_is_a_named_reject_and_the_run_goes_on(tmp_path):
    raw = write_archive(tmp_path / "raw")
    folder = raw / "post"
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.txt").write_bytes(bytes(range(256)) * 100)
    (folder / "line.txt").write_bytes(b"word " * 10_000_000)
    (folder / "records.jsonl").write_bytes(
        b'{"id": "x", "text": "' + b"a" * 50_000_000 + b'"}\n{"id": "y", "text": "Fine."}\n'
    )
    release = build(raw, tmp_path / "build").release
    assert verify_release(release.folder) == []
    rejects = {(row["path"], row["reason"]) for row in release.frame("rejects").iter_rows(named=True)}
    assert rejects == {
        ("post/gone.txt", "unreadable"),
        ("post/empty.txt", "empty"),
        ("post/scan.txt", "binary"),
        ("post/line.txt", "line_too_long"),
        ("post/records.jsonl", "line_too_long"),
    }
    assert release.counts()["articles"] == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path):
    raw = write_archive(tmp_path / "raw")
    (raw / "post" / "summit.txt").chmod(0)
    assert build(raw, tmp_path / "build").release.frame("rejects")["reason"].to_list() == ["unreadable"]


def test_a_build_can_stop_before_publication_and_take_some_sources(tmp_path):
    raw = write_archive(tmp_path / "raw")
    assert build(raw, tmp_path / "build", until=Stage.CLEAN).release is None
    assert not (tmp_path / "build" / "releases").exists()
    release = build(raw, tmp_path / "build", sources=("loose",), dataset="loose").release
    assert release.frame("articles")["source_id"].to_list() == ["loose"]


def test_mistakes_are_sentences(tmp_path):
    (tmp_path / "raw").mkdir()
    with pytest.raises(TearsheetError, match="holds no files"):
        build(tmp_path / "raw", tmp_path / "build")
    with pytest.raises(UsageError, match="no source 'tribune' with files; the sources are loose, post"):
        build(write_archive(tmp_path / "raw"), tmp_path / "build", sources=("tribune",))
    with pytest.raises(UsageError, match=r"lies in the archive .*; name a folder outside of it"):
        build(tmp_path / "raw", tmp_path / "raw" / "build")
    (tmp_path / "note.txt").write_text("a file")
    with pytest.raises(UsageError, match=r"note.txt is a file, not a folder; name another place"):
        build(tmp_path / "raw", tmp_path / "note.txt" / "build")
    with pytest.raises(UsageError, match="is a file, not a folder; name the folder that holds"):
        build(tmp_path / "note.txt", tmp_path / "build")
    assert not (tmp_path / "raw" / "build").exists()


def test_the_demo_the_seed_and_real_articles_pass_the_outside_check(tmp_path, shared):
    real = tmp_path / "real" / "articles.jsonl"
    real.parent.mkdir()
    with gzip.open(shared / "eval" / "archive" / "articles.jsonl.gz", "rb") as lines:
        real.write_bytes(b"".join(itertools.islice(lines, 300)))
    for raw in (ROOT / "raw", shared / "seed", real.parent):
        release = build(raw, tmp_path / "builds" / raw.name).release
        check = [sys.executable, str(shared / "eval" / "check_release.py"), str(release.folder)]
        assert subprocess.run(check, capture_output=True, text=True, check=False).stdout.endswith("0 breaches\n")
