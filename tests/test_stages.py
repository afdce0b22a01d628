"""Batches on disk: complete or absent, made once."""

import pytest

from flows.durable import fill_folder
from flows.settings import Stage
from flows.stages import batch_folder


def test_a_batch_is_named_by_its_inputs(tmp_path):
    one = batch_folder(tmp_path, Stage.CLEAN, "a", "b")
    assert one == batch_folder(tmp_path, Stage.CLEAN, "a", "b")
    assert len({one, batch_folder(tmp_path, Stage.CLEAN, "ab"), batch_folder(tmp_path, Stage.INGEST, "a", "b")}) == 3


def test_a_batch_that_is_there_is_not_made_again(tmp_path):
    calls = []

    def write(folder):
        calls.append(folder)
        (folder / "data").write_text("rows")

    for _ in range(2):
        fill_folder(tmp_path / "stage" / "batch", write)
    assert len(calls) == 1
    assert (tmp_path / "stage" / "batch" / "data").read_text() == "rows"


def test_a_batch_that_fails_half_way_is_not_there(tmp_path):
    def write(folder):
        (folder / "data").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fill_folder(tmp_path / "batch", write)
    assert not (tmp_path / "batch").exists()
    fill_folder(tmp_path / "batch", lambda folder: (folder / "data").write_text("whole"))
    assert [path.name for path in (tmp_path / "batch").iterdir()] == ["data"]
