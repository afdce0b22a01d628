"""What a build is asked for. The command, the flow and the tests fill in the same class; defaults stand here once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Stage(StrEnum):
    """The stages of a build, in order; each is one room."""

    INGEST = "ingest"
    CLEAN = "clean"
    NORMALIZE = "normalize"
    PUBLISH = "publish"


class Tagger(StrEnum):
    """Who finds the names in English texts."""

    SMALL = "small"
    SPACY = "spacy"


@dataclass(frozen=True)
class BuildSettings:
    """One build: which raw archive, where to, under which name.

    `sources` limits it to those folders of `raw` (empty: all); `workers` is the number of processes; `until` is the
    last stage to run; with `full`, nothing that earlier builds made is used again; `tagger` finds the names in English.
    """

    raw: Path = Path("raw")
    build: Path = Path("build")
    dataset: str = "archive"
    sources: tuple[str, ...] = ()
    workers: int = os.cpu_count() or 1
    until: Stage = Stage.PUBLISH
    full: bool = False
    tagger: Tagger = Tagger.SMALL

    @property
    def releases(self) -> Path:
        """The folder that holds one folder a dataset."""
        return self.build / "releases"
