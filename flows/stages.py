"""Batches on disk: every step of a stage is a folder named by the digest of what goes into it.

A job knows its folder before it runs; only of a batch that is cleaned for the first time it is not known which lines
bear on it (jobs.CleanJob). A folder that is there is complete and right, because it is filled beside and renamed into
place, and because its name is the digest of its inputs, of the code and of the settings. So a second run does nothing,
a crash loses one batch of work, and a change costs the batches it touches.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from flows.ids import file_sha256, make_id
from flows.settings import Stage
from flows.tables import schema_folder

# Libraries whose version can change what a stage makes of the same input.
LIBRARIES = {
    Stage.INGEST: (
        *("polars", "resiliparse", "msgspec", "ijson", "duckdb", "lxml", "fastwarc", "zstandard", "pypdfium2"),
        *("markdown-it-py", "PyYAML"),
    ),
    Stage.CLEAN: ("polars", "numba", "numpy", "ftfy", "py3langid", "regex", "tzdata"),
    Stage.NORMALIZE: (
        *("numba", "numpy", "polars", "regex", "rensa", "tzdata", "anyascii", "rapidfuzz", "msgspec", "PyYAML"),
        "zstandard",
    ),
    Stage.PUBLISH: ("polars", "regex", "msgspec", "PyYAML"),
}
# Modules beside the rooms that every batch depends on; and those that have no say in what a release holds.
SHARED_MODULES = (
    *("casing", "cleaning", "compiled", "frames", "ids", "isolation", "jobs", "ledger", "reuse", "rules", "sources"),
    *("tables", "urls"),
)
MODULES_WITHOUT_A_SAY = frozenset(
    {
        "archive",
        "authority",
        "authority_review",
        "build",
        "cli",
        "cli_ingestion",
        "collector",
        "deployments",
        "durable",
        "ingestion",
        "kept",
        "lock",
        "progress",
        "pruning",
        "scheduling",
        "server",
        "summary",
        "timetable",
        "volume",
        "workers",
    }
)
DATA_FOLDER = "data"  # names and ids: the authority, told apart from the code


class Job(Protocol):
    """One batch of one stage; picklable, so that another process or machine can run it."""

    @property
    def folder(self) -> Path:
        """Where the result goes."""

    @property
    def weight(self) -> int:
        """Bytes of input, to judge the work by."""

    @property
    def records(self) -> int:
        """Records of input; 0 where that shows only when they are read."""

    def run(self) -> None:
        """Fill the folder; does nothing when it is there."""


# Runs the jobs of a stage and yields each when it is done; how (here, in processes, as tasks) is the caller's choice.
RunJobs = Callable[[Stage, Sequence[Job]], Iterator[Job]]


def stages_folder(build: Path) -> Path:
    """Where the batches of all stages stand."""
    return build / "stages"


def batch_folder(build: Path, stage: Stage, *inputs: str) -> Path:
    """Folder of the batch made from `inputs` (digests, ids, settings) by the stage's present code."""
    return stages_folder(build) / stage / make_id(room_digest(stage), *inputs)


def pending(jobs: Iterable[Job]) -> list[Job]:
    """Jobs whose folder is not there yet."""
    return [job for job in jobs if not job.folder.is_dir()]


@cache
def room_digest(stage: Stage) -> str:
    """Digest of a room's code, of the modules all rooms share, of schemas/, and of what versions they run on.

    Python's own counts because its tables of Unicode, its regular expressions and its parsers differ between versions.
    """
    package = Path(__file__).parent
    room = [path for path in _code(package / stage) if DATA_FOLDER not in path.relative_to(package / stage).parts]
    shared = [package / f"{name}.py" for name in SHARED_MODULES]
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    versions = [python, *(f"{name} {version(name)}" for name in LIBRARIES[stage])]
    return make_id(*(_named_digest(path, package) for path in (*room, *shared)), *_schema_digests(), *versions)


def code_digest() -> str:
    """Digest of all that bears on a release: what `code` as the cause of a change means."""
    package = Path(__file__).parent
    together = [path for path in sorted(package.glob("*.py")) if path.stem not in MODULES_WITHOUT_A_SAY]
    return make_id(*(room_digest(stage) for stage in Stage), *(_named_digest(path, package) for path in together))


def _named_digest(path: Path, package: Path) -> str:
    return f"{path.relative_to(package).as_posix()} {file_sha256(path)}"


def _schema_digests() -> list[str]:
    return [f"{path.name} {file_sha256(path)}" for path in sorted(schema_folder().glob("*.json"))]


def _code(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
