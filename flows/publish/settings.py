"""What a release is called and where it goes, and what came of publishing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import UsageError
from flows.release import Release

# A folder's name on every system, a part of a URL, and no hidden folder.
_DATASET = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class ReleaseSettings:
    """`dataset` names the folder under `root` (…/releases); the rest is said in the release.

    Raises UsageError when `dataset` cannot be a folder's name or `homepage` is no web address.
    """

    dataset: str
    root: Path
    title: str | None = None
    description: str | None = None
    homepage: str | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        if not _DATASET.fullmatch(self.dataset):
            raise UsageError(
                f"--dataset {self.dataset!r}: use lower-case letters, digits, dots, hyphens and underscores, "
                "starting with a letter or digit"
            )
        if self.homepage is not None and not is_web_address(self.homepage):
            raise UsageError(f"homepage {self.homepage!r}: use a web address that starts with https://")

    @property
    def folder(self) -> Path:
        """Where the versions of the dataset stand."""
        return self.root / self.dataset

    @property
    def heading(self) -> str:
        """The title, or one made of the dataset's name."""
        return self.title or self.dataset.replace("-", " ").replace("_", " ").capitalize()


@dataclass(frozen=True)
class Outcome:
    """What came of publishing. `release` is the newest one, made now if `is_new`, else the one that still holds.

    `counts`: rows by table. `changes`: rows of the table changes by `change`; `causes`: the same by `cause`.
    """

    release: Release
    is_new: bool
    counts: Mapping[str, int]
    changes: Mapping[str, int] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Version of the release."""
        return self.release.version


def is_web_address(text: str | None) -> bool:
    """Whether `text` is an http(s) address that a descriptor may link to."""
    return bool(text) and re.fullmatch(r"https?://[^\s<>\"]+", text or "") is not None
