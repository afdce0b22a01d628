"""What a dataset is called and who publishes it: what dataset.yaml in the archive's own folder says."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from flows.errors import UsageError
from flows.publish.settings import is_web_address
from flows.yaml_files import read_yaml

DATASET_FILE = "dataset.yaml"


@dataclass(frozen=True)
class About:
    """What descriptor, README and citation of a release say of the dataset; None where nothing is said."""

    title: str | None = None
    description: str | None = None
    publisher: str | None = None
    homepage: str | None = None


def read_about(raw: Path) -> About:
    """What `raw`/dataset.yaml says, nothing where there is none. Raises UsageError: file, key and mend."""
    path = raw / DATASET_FILE
    if not path.is_file():
        return About()
    said = read_yaml(path)
    known = [item.name for item in fields(About)]
    if not isinstance(said, dict):
        raise UsageError(f"{path}: holds no `key: value` lines; the keys are {', '.join(known)}")
    for key, value in said.items():
        if key not in known:
            raise UsageError(f"{path}: unknown key {key!r}; the keys are {', '.join(known)}")
        if not isinstance(value, str):
            raise UsageError(f"{path}: {key} must be one value, not {value!r}")
    about = About(**{key: " ".join(value.split()) for key, value in said.items() if value.strip()})
    if about.homepage and not is_web_address(about.homepage):
        raise UsageError(f"{path}: homepage {about.homepage!r} is no web address; write one that starts with https://")
    return about
