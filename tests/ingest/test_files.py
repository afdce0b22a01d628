"""Which files of raw/ are records, in which order, and what cannot be opened."""

import inspect
import os
import sys

import pytest

from flows.errors import UsageError
from flows.ingest import Reason, scan


def test_a_folder_is_a_source_and_its_files_are_found_in_any_depth(tmp_path):
    for name in ("b/2.txt", "b/deep/er/1.txt", "a/x.html", "b/.hidden", "b/source.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("title: B" if name.endswith("yaml") else "text")
    found = scan(tmp_path)
    assert [item.source.source_id for item in found] == ["a", "b"]
    assert [file.name for file in found[1].files] == ["b/2.txt", "b/deep/er/1.txt"]
    assert found[1].files[1].inside == "deep/er/1.txt"
    assert found[1].source.title == "B"


def test_folders_may_nest_deeper_than_calls_do(tmp_path):
    deep = tmp_path / "paper" / "/".join(["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "story.txt").write_text("The harbour is open.")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        (found,) = scan(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert [file.path for file in found.files] == [deep / "story.txt"]


def test_files_that_lie_loose_in_raw_are_a_source_named_after_it(tmp_path):
    (tmp_path / "seed").mkdir()
    (tmp_path / "seed" / "story.txt").write_text("text")
    (tmp_path / "seed" / "README.md").write_text("about this archive")
    (found,) = scan(tmp_path / "seed")
    assert found.source.source_id == "seed"
    assert [file.name for file in found.files] == ["story.txt"]


def test_links_and_pipes_are_named_rejects(tmp_path):
    folder = tmp_path / "raw" / "paper"
    folder.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("not of this archive")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "story.txt").write_text("text")
    (folder / "same.txt").symlink_to(folder / "story.txt")
    os.mkfifo(folder / "pipe.txt")
    (found,) = scan(tmp_path / "raw")
    assert {file.inside: file.reason for file in found.files} == {
        "gone.txt": Reason.UNREADABLE,
        "out.txt": Reason.LINK,
        "pipe.txt": Reason.NOT_A_FILE,
        "same.txt": None,
        "story.txt": None,
    }


def test_a_file_name_that_is_no_utf8_is_still_a_name(tmp_path):
    (tmp_path / "paper").mkdir()
    with open(os.fsencode(tmp_path / "paper") + b"/caf\xe9.txt", "w") as stream:  # noqa: PTH123
        stream.write("text")
    (found,) = scan(tmp_path)
    assert found.files[0].name == "paper/caf\\xe9.txt"
    assert found.files[0].sha256


def test_no_folder_and_two_sources_of_one_name_are_usage_errors(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        scan(tmp_path / "nothing")
    (tmp_path / "raw" / "raw").mkdir(parents=True)
    (tmp_path / "raw" / "raw" / "a.txt").write_text("a")
    (tmp_path / "raw" / "b.txt").write_text("b")
    with pytest.raises(UsageError, match="both named 'raw'"):
        scan(tmp_path / "raw")


def test_a_link_to_a_folder_is_no_source(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("not of this archive")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "linked").symlink_to(tmp_path / "elsewhere")
    (found,) = scan(tmp_path / "raw")
    assert [(file.name, file.reason) for file in found.files] == [("linked", Reason.LINK)]
