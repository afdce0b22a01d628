"""The jobs of the stages: what a batch is named by, and what therefore need not be done again."""

import polars as pl
import pytest

from flows.clean.shape import line_keys
from flows.cleaning import CleanJob
from flows.jobs import NormalizeJob
from tests.clean.given import ARTICLE, ENDING, SOURCE, records

ELSEWHERE = 77


@pytest.fixture
def batch(tmp_path):
    path = tmp_path / "000000-abc-1.parquet"
    records({"content": ARTICLE}).write_parquet(path)
    return path


def test_a_line_that_repeats_elsewhere_does_not_clean_a_batch_again(tmp_path, batch):
    CleanJob(tmp_path, SOURCE, batch, ()).run()
    job = CleanJob(tmp_path, SOURCE, batch, (), ((ELSEWHERE, 2),))
    assert job.folder.is_dir()


def test_a_line_of_its_own_that_repeats_cleans_a_batch_again(tmp_path, batch):
    first = CleanJob(tmp_path, SOURCE, batch, ())
    first.run()
    own = line_keys(pl.Series([ENDING]))[0]
    again = CleanJob(tmp_path, SOURCE, batch, (), ((own, 1),))
    assert not again.folder.exists()
    again.run()
    assert again.folder.is_dir()
    assert again.folder != first.folder


def test_whether_the_lines_were_known_before_has_no_say_in_the_name(tmp_path, batch):
    own = line_keys(pl.Series([ENDING]))[0]
    repeated = tuple(sorted([(own, 1), (ELSEWHERE, 2)]))
    new = CleanJob(tmp_path / "new", SOURCE, batch, (), repeated)
    assert not new.folder.exists()
    new.run()
    CleanJob(tmp_path / "known", SOURCE, batch, ()).run()
    known = CleanJob(tmp_path / "known", SOURCE, batch, (), repeated)
    assert known.folder.name == new.folder.name


def test_an_equal_result_of_cleaning_is_normalized_once(tmp_path, batch):
    jobs = [CleanJob(tmp_path, SOURCE, batch, ())]
    jobs[0].run()
    jobs.append(CleanJob(tmp_path, SOURCE, batch, (), ((line_keys(pl.Series([ENDING]))[0], 1),)))
    jobs[1].run()
    one, other = (NormalizeJob(tmp_path, SOURCE, job.folder) for job in jobs)
    same = all(
        pl.read_parquet(jobs[0].folder / f"{name}.parquet").equals(pl.read_parquet(jobs[1].folder / f"{name}.parquet"))
        for name in ("articles", "edits")
    )
    assert same
    assert one.folder == other.folder
