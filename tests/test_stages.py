"""Batches on disk: complete or absent, made once."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import flows
from flows.durable import fill_folder
from flows.settings import Stage
from flows.stages import LIBRARIES, batch_folder

# Scripts that make the lists and weights of a room, which are digested as files; a tagger that is chosen names itself.
NOT_OF_A_BUILD = ("build_", "train_", "silver", "spacy_")


def libraries_of(module: Path) -> set[str]:
    """The distributions, in small letters, that a module imports anywhere in it."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    packages = {name.partition(".")[0] for name in names} - {"flows", *sys.stdlib_module_names}
    return {found.lower() for package in packages for found in packages_distributions()[package]}


@pytest.mark.parametrize("stage", LIBRARIES)
def test_what_a_room_imports_names_its_batches(stage):
    """Else an upgraded library would leave batches of the old one in place, and increments would differ from --full."""
    room = Path(flows.__file__).with_name(stage.value)
    modules = [path for path in room.rglob("*.py") if not path.stem.startswith(NOT_OF_A_BUILD)]
    used = set().union(*map(libraries_of, modules))
    assert len(modules) > 3
    assert used <= {name.lower() for name in LIBRARIES[stage]}


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
