"""Configuration files in YAML, read so that what is wrong is one sentence with file, line and mend."""

from __future__ import annotations

from pathlib import Path

import yaml

from flows.errors import UsageError


def read_yaml(path: Path) -> object:
    """What a file of YAML says: nothing as {}, every scalar as the string it is. Raises UsageError when it is no YAML.

    YAML itself would make a boolean of Norway's `NO`, and refuse a 13th month.
    """
    try:
        return yaml.load(path.read_bytes(), Loader=yaml.BaseLoader) or {}  # noqa: S506 (it makes nothing but strings)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path}: not YAML ({_reason(problem)}); mend the file or remove it") from problem


def _reason(problem: Exception) -> str:
    """Where the reader stopped and why: `line 3: expected ',' or ']'`."""
    if isinstance(problem, yaml.MarkedYAMLError) and problem.problem_mark:
        return f"line {problem.problem_mark.line + 1}: {problem.problem or problem.context}"
    return " ".join(str(problem).split())
