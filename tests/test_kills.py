"""Builds that are killed, robbed of their disk, or held up: the next one completes, and comes to the same bytes."""

import random
import resource
import subprocess
import sys

import polars as pl
import pytest

from flows.build import build_plain
from flows.errors import TearsheetError
from flows.lock import hold
from flows.progress import Silence
from flows.settings import BuildSettings
from tests.archives import build, digests, write_archive
from tests.kills import ENVIRONMENT, build_to_the_end, command, hidden, kill_at_call, kill_in_stage, moments
from tests.newsroom import append_wire, write_newsroom

ARTICLES, KILLS = 300, 6


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """An archive, and the releases folder of a build of it that nobody disturbed."""
    folder = tmp_path_factory.mktemp("newsroom")
    raw = write_newsroom(folder / "raw", ARTICLES)
    build_to_the_end(raw, folder / "calm")
    return raw, folder / "calm" / "releases"


def test_a_build_killed_at_any_call_is_finished_by_the_next_to_the_same_bytes(newsroom, tmp_path):
    raw, calm = newsroom
    dice = random.Random(5)
    killed = [kill_at_call(raw, tmp_path / "build", dice.randint(1, 400)) for _ in range(KILLS)]
    assert any(killed)
    build_to_the_end(raw, tmp_path / "build")
    assert digests(tmp_path / "build" / "releases") == digests(calm)
    assert hidden(tmp_path / "build") == []


def test_a_build_killed_in_each_stage_is_finished_by_the_next_to_the_same_bytes(newsroom, tmp_path):
    raw, calm = newsroom
    for stage, seconds in moments(seed=7, count=KILLS, longest=(0.3, 1.0, 1.0, 1.0)):
        kill_in_stage(raw, tmp_path / "build", stage, seconds)
    build_to_the_end(raw, tmp_path / "build")
    assert digests(tmp_path / "build" / "releases") == digests(calm)
    assert hidden(tmp_path / "build") == []


def test_a_new_version_killed_on_its_way_out_leaves_the_last_good_one(tmp_path):
    raw = write_archive(tmp_path / "raw")
    build_to_the_end(raw, tmp_path / "build")
    calm = tmp_path / "calm"
    build_to_the_end(raw, calm)
    (raw / "loose" / "more.txt").write_text("A second ferry\n\nThe port of Vlore bought a second ferry in May.")
    build_to_the_end(raw, calm)
    release = tmp_path / "build" / "releases" / "archive"
    before = digests(release / "1.0.0")
    number = 60
    while kill_at_call(raw, tmp_path / "build", number):
        number += 25
        assert digests(release / "1.0.0") == before
        latest = (release / "latest.json").read_text()
        assert ("1.0.0" in latest) or ("1.1.0" in latest)
        assert (release / "1.1.0" / "SHA256SUMS").is_file() or "1.0.0" in latest
    assert number > 60
    assert digests(tmp_path / "build" / "releases") == digests(calm / "releases")


def test_a_full_disk_is_one_sentence_and_the_next_build_completes(newsroom, tmp_path):
    raw, calm = newsroom
    code = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
import sys; sys.argv = ["tearsheet", *{command(raw, tmp_path / "build")!r}]
from flows.cli import main; main()
"""
    run = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert "the disk is full (File too large); make room and build again" in run.stderr.splitlines()[-1]
    assert hidden(tmp_path / "build") == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    build_to_the_end(raw, tmp_path / "build")
    assert digests(tmp_path / "build" / "releases") == digests(calm)


def test_a_second_build_is_told_who_is_at_work(tmp_path):
    raw = write_archive(tmp_path / "raw")
    with (
        hold(tmp_path / "build", 1),
        pytest.raises(TearsheetError, match=r"another build .*\(process \d+ on .*, since "),
    ):
        build_plain(BuildSettings(raw, tmp_path / "build"), Silence())
    assert build(raw, tmp_path / "build").is_new


def test_what_no_recent_build_used_is_pruned_and_said(tmp_path):
    raw, heard = write_newsroom(tmp_path / "raw", 40), []
    reporter = Silence()
    reporter.say = heard.append
    folders = []
    for number in range(4):
        build_plain(BuildSettings(raw, tmp_path / "build", workers=1), reporter)
        folders.append(set((tmp_path / "build" / "stages" / "normalize").iterdir()))
        append_wire(raw / "wire" / "wire.jsonl", range(100 + number, 101 + number))
    assert folders[0] - folders[3]
    assert len(folders[3]) == len(folders[1]) < len(folders[0].union(*folders))
    assert any(sentence.startswith("pruned: ") for sentence in heard)


def tables_of(release):
    """The rows that do not depend on which versions came before."""
    return {name: release.frame(name) for name in release.tables() if name not in ("changes", "redirects")}


def test_increments_and_a_full_build_come_to_the_same_tables(tmp_path):
    raw = write_newsroom(tmp_path / "raw", 200)
    build(raw, tmp_path / "build")
    append_wire(raw / "wire" / "wire.jsonl", range(200, 230))
    build(raw, tmp_path / "build")
    append_wire(raw / "wire" / "new.jsonl", range(230, 260))
    (raw / "ledger" / "story-00007.txt").unlink()
    (raw / "ledger" / "story-00008.txt").write_text("The ferry is late\n\nThe ferry to Bergen was late on Monday.")
    step = build(raw, tmp_path / "build").release
    again = build(raw, tmp_path / "build", full=True)
    assert (again.is_new, again.release.version) == (False, step.version)
    anew = build(raw, tmp_path / "anew").release
    for name, rows in tables_of(anew).items():
        assert rows.equals(step.frame(name)), name
        assert (anew.folder / f"{name}.parquet").read_bytes() == (step.folder / f"{name}.parquet").read_bytes()
    assert step.counts()["articles"] == 259
    assert step.frame("articles")["article_id"].is_unique().all()


def test_a_full_build_says_when_the_release_was_tampered_with(tmp_path):
    raw = write_archive(tmp_path / "raw")
    release = build(raw, tmp_path / "build").release
    (release.folder / "README.md").write_text("better")
    with pytest.raises(TearsheetError, match=r"README.md differs from its checksum.*restore that folder"):
        build(raw, tmp_path / "build", full=True)


def test_a_batch_that_was_damaged_is_made_anew_in_full(tmp_path):
    raw = write_archive(tmp_path / "raw")
    first = build(raw, tmp_path / "build").release
    for path in (tmp_path / "build" / "stages" / "clean").glob("*/articles.parquet"):
        rows = pl.read_parquet(path)
        rows.with_columns(section=pl.lit("damaged")).write_parquet(path)
    again = build(raw, tmp_path / "build", full=True)
    assert (again.is_new, again.release.version) == (False, first.version)
