"""Old batches: what the last builds of each dataset used stays, what none of them used goes.

Every build that ends well leaves a list of the batch folders it used: stages/used/DATASET/NUMBER, numbered by the list
before it and by no clock. The lists are read back from the files, so a list that was lost costs a batch that must be
made again and nothing else. Whoever prunes holds the lock of the build folder, so whatever has a hidden name there was
left by a process that was killed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from flows.durable import replace_file

USED_FOLDER = "used"
# The build that has just ended, and the one before it: going back to yesterday's raw costs nothing.
KEPT_BUILDS = 2


def prune(stages: Path, dataset: str, used: Iterable[Path]) -> tuple[int, int]:
    """List the folders `used` as those of the dataset's last build, and remove all that no list names.

    Returns how many folders were removed, and their bytes.
    """
    lists = stages / USED_FOLDER / dataset
    names = sorted({folder.relative_to(stages).as_posix() for folder in used})
    content = "".join(f"{name}\n" for name in names).encode()
    older = _numbered(lists)
    if not older or older[-1].read_bytes() != content:
        number = int(older[-1].name) + 1 if older else 1
        replace_file(lists / f"{number:06d}", content)
    for path in _numbered(lists)[:-KEPT_BUILDS]:
        path.unlink()
    kept = {line for path in stages.glob(f"{USED_FOLDER}/*/[0-9]*") for line in path.read_text("utf-8").splitlines()}
    goes = [folder for folder in _batch_folders(stages) if folder.relative_to(stages).as_posix() not in kept]
    size = sum(path.stat().st_size for folder in goes for path in folder.rglob("*") if path.is_file())
    for folder in goes:
        shutil.rmtree(folder)
    return len(goes), size


def last_used(stages: Path, room: str) -> list[str]:
    """Names of the batch folders of a room that the last build of any dataset used."""
    newest = [_numbered(lists)[-1:] for lists in sorted((stages / USED_FOLDER).glob("*"))]
    names = {line for paths in newest for path in paths for line in path.read_text("utf-8").splitlines()}
    return sorted(name.partition("/")[2] for name in names if name.startswith(f"{room}/"))


def _numbered(lists: Path) -> list[Path]:
    return sorted((path for path in lists.glob("[0-9]*")), key=lambda path: int(path.name))


def _batch_folders(stages: Path) -> list[Path]:
    """All folders of batches, also hidden ones that were not finished."""
    rooms = [path for path in stages.iterdir() if path.is_dir() and path.name != USED_FOLDER]
    return sorted(folder for room in rooms for folder in room.iterdir() if folder.is_dir())
