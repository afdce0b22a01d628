"""The version of a release: Semantic Versioning of the data, computed from the changes.

Major: a table or column was removed or retyped, so queries may break. Minor: rows or columns were added. Patch: values
were corrected or rows withdrawn. https://semver.org
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

FIRST_VERSION = "1.0.0"
# Frictionless type by column, by table.
Schemas = Mapping[str, Mapping[str, str]]


def next_version(previous: str | None, before: Schemas, after: Schemas, differences: pl.DataFrame) -> str | None:
    """The version after `previous` (None: there is none); None when nothing differs.

    `differences` as `flows.compare.differences` gives them.
    """
    if previous is None:
        return FIRST_VERSION
    major, minor, patch = (int(part) for part in previous.split("."))
    is_wider = _is_narrower(after, before)
    if _is_narrower(before, after):
        return f"{major + 1}.0.0"
    if is_wider or differences["change"].is_in(["added"]).any():
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if differences.height else None


def _is_narrower(before: Schemas, after: Schemas) -> bool:
    """Whether something of `before` is not in `after`: a table, a column, or a column's type."""
    return any(set(types.items()) - set(after.get(name, {}).items()) for name, types in before.items())
