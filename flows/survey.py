"""What a build would start from: the files of the archive and the digests that name its release's origin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.dataset import About, read_about
from flows.errors import TearsheetError, UsageError
from flows.ids import file_sha256, make_id
from flows.ingest import SourceFiles, scan
from flows.normalize import (
    DECISIONS_FILE,
    Knowledge,
    authority_digest,
    read_authorities,
    read_decisions,
    tagger_version,
)
from flows.publish import TAKEDOWNS
from flows.settings import BuildSettings
from flows.sources import SOURCE_FILE
from flows.stages import code_digest

TAKEDOWNS_FILE = "takedowns.csv"


@dataclass(frozen=True)
class Survey:
    """The archive as it is now. The three digests tell a source's change from one of the code or of the names."""

    sources: tuple[SourceFiles, ...]
    takedowns: pl.DataFrame
    knowledge: Knowledge
    about: About
    raw_digest: str
    code_digest: str
    authority_digest: str

    def digest(self, settings: BuildSettings) -> str:
        """Of all that a release of the dataset follows from."""
        return make_id(settings.dataset, self.raw_digest, self.code_digest, self.authority_digest, repr(self.about))


def survey(settings: BuildSettings) -> Survey:
    """Look at raw/. Raises UsageError for what only its owner can mend, TearsheetError when there is nothing in it."""
    found = scan(settings.raw)
    names = [item.source.source_id for item in found]
    for name in settings.sources:
        if name not in names:
            raise UsageError(f"{settings.raw}: no source {name!r} with files; the sources are {', '.join(names)}")
    chosen = tuple(item for item in found if not settings.sources or item.source.source_id in settings.sources)
    if not chosen:
        raise TearsheetError(f"{settings.raw}: holds no files; put one folder a source there, with its texts")
    takedowns, decisions = settings.raw / TAKEDOWNS_FILE, settings.raw / DECISIONS_FILE
    knowledge = Knowledge(read_authorities(settings.raw), read_decisions(decisions))
    return Survey(
        sources=chosen,
        takedowns=_takedowns(takedowns),
        knowledge=knowledge,
        about=read_about(settings.raw),
        raw_digest=make_id(*_listing(settings.raw, chosen), _digest(takedowns)),
        code_digest=make_id(code_digest(), tagger_version(settings.tagger)),
        authority_digest=make_id(
            authority_digest(), _digest(decisions), *(authority.digest for authority in knowledge.authorities)
        ),
    )


def _listing(raw: Path, found: tuple[SourceFiles, ...]) -> list[str]:
    lines = []
    for item in found:
        folder = raw / item.source.source_id
        lines.append(f"{item.source.source_id} {_digest((folder if folder.is_dir() else raw) / SOURCE_FILE)}")
        lines += [f"{file.name} {file.sha256} {file.reason}" for file in item.files]
    return lines


def _digest(path: Path) -> str:
    return file_sha256(path) if path.is_file() else "absent"


def _takedowns(path: Path) -> pl.DataFrame:
    if not path.is_file():
        return pl.DataFrame(schema=TAKEDOWNS)
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise UsageError(f"{path}: not CSV ({problem}); its columns are {', '.join(TAKEDOWNS)}") from problem
    absent = [name for name in TAKEDOWNS if name not in frame.columns]
    if absent:
        raise UsageError(f"{path}: column {absent[0]} is absent; its columns are {', '.join(TAKEDOWNS)}")
    return frame.select(TAKEDOWNS.names())
