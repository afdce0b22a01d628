"""Arrays that are kept for the next process."""

import numpy as np
import pytest

from flows import kept as module
from flows.kept import kept


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_cache", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("harbour\n")
    return path


def made(times, value=7):
    times.append(value)
    return {"numbers": np.array([value, value], np.uint32)}


@pytest.mark.usefixtures("cache")
def test_arrays_are_made_once_and_cannot_be_changed(data):
    times = []
    found = [kept("words", [data], lambda: made(times))["numbers"] for _ in range(2)]
    assert times == [7]
    assert all(array.tolist() == [7, 7] and not array.flags.writeable for array in found)


def test_arrays_of_other_data_are_made_anew_and_the_old_ones_go(cache, data):
    times = []
    kept("words", [data], lambda: made(times))
    kept("other", [data], lambda: made(times))
    data.write_text("ferry\n")
    assert kept("words", [data], lambda: made(times, 8))["numbers"].tolist() == [8, 8]
    assert sorted(path.name.partition("-")[0] for path in cache.iterdir()) == ["other", "words"]


def test_what_is_broken_on_disk_is_made_for_this_process(cache, data):
    times = []
    kept("words", [data], lambda: made(times))
    next(cache.rglob("*.npy")).write_bytes(b"")
    assert kept("words", [data], lambda: made(times))["numbers"].tolist() == [7, 7]
    assert times == [7, 7]
    kept("words", [data], lambda: made(times))
    kept("words", [data], lambda: made(times))
    assert times == [7, 7, 7]


def test_without_a_place_to_keep_them_arrays_are_made_all_the_same(tmp_path, data, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(module, "_cache", lambda: tmp_path / "file" / "cache")
    found = kept("words", [data], lambda: made([]))["numbers"]
    assert found.tolist() == [7, 7]
    assert not found.flags.writeable


@pytest.fixture
def homeless(tmp_path, monkeypatch):
    """A user without a home, whose files of a day go to `tmp_path`."""

    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(module.os, "access", lambda *_: False)
    monkeypatch.setattr(module, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(module, "mkdtemp", lambda prefix: f"{tmp_path / prefix}mine")
    monkeypatch.setattr(module.Path, "home", no_home)
    monkeypatch.setattr(module.os, "getuid", lambda: tmp_path.stat().st_uid)
    return tmp_path / f"tearsheet-{tmp_path.stat().st_uid}"


def test_a_user_without_a_home_keeps_them_where_files_of_a_day_go(homeless):
    assert module._cache().parent == homeless
    assert module._cache().parent == homeless
    assert homeless.stat().st_mode & 0o077 == 0


def test_a_folder_that_somebody_else_made_there_is_not_read(homeless):
    elsewhere = homeless.with_name("elsewhere")
    elsewhere.mkdir()
    homeless.symlink_to(elsewhere)
    assert module._cache().parent == homeless.with_name(f"{homeless.name}-mine")
