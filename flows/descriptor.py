"""The model of a release's datapackage.json: the properties of Data Package v2 that Tearsheet reads and relies on.

https://datapackage.org/standard/data-package/ ; two properties are ours: `tearsheet` of the package (what the release
was made from) and `rowsHash` of a resource (the digest of its ordered rows, see `flows.compare.rows_sha256`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from flows.errors import TearsheetError

DESCRIPTOR_FILE = "datapackage.json"


@dataclass(frozen=True)
class Provenance:
    """What a release was made from: SHA-256 digests in hex of raw/, of the code, of the lists of names.

    Comparing them with those of the version before tells the cause of a change.
    """

    raw_digest: str
    code_digest: str
    authority_digest: str
    code_version: str


class Constraints(msgspec.Struct, frozen=True):
    """What the values of a field must satisfy."""

    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


class FieldDescriptor(msgspec.Struct, frozen=True):
    """One column; `type` is a Frictionless type."""

    name: str
    type: str
    description: str = ""
    constraints: Constraints = Constraints()


class Reference(msgspec.Struct, frozen=True):
    """Where a foreign key points; an empty `resource` is the table itself."""

    fields: str | tuple[str, ...]
    resource: str = ""


class ForeignKeyDescriptor(msgspec.Struct, frozen=True):
    """Columns whose values must be found in another table."""

    fields: str | tuple[str, ...]
    reference: Reference


class SchemaDescriptor(msgspec.Struct, frozen=True, rename="camel"):
    """The Table Schema of a resource."""

    fields: tuple[FieldDescriptor, ...] = ()
    primary_key: str | tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKeyDescriptor, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return several(self.primary_key)

    @property
    def types(self) -> dict[str, str]:
        """Frictionless type by column, in order."""
        return {field.name: field.type for field in self.fields}


class ResourceDescriptor(msgspec.Struct, frozen=True, rename="camel"):
    """One table of the package. `bytes`, `hash` and `rowsHash` as published; `rows` is their count."""

    name: str
    path: str | tuple[str, ...]
    title: str = ""
    description: str = ""
    bytes: int | None = None
    hash: str = ""
    rows: int = 0
    rows_hash: str = ""
    schema: SchemaDescriptor = SchemaDescriptor()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of the resource, relative to the release."""
        return several(self.path)


class Descriptor(msgspec.Struct, frozen=True):
    """A datapackage.json."""

    name: str
    version: str
    resources: tuple[ResourceDescriptor, ...]
    title: str = ""
    description: str = ""
    homepage: str = ""
    tearsheet: Provenance | None = None


def several(one_or_more: str | tuple[str, ...]) -> tuple[str, ...]:
    """A property that the standard lets be one string or a list of them, as a tuple."""
    return (one_or_more,) if isinstance(one_or_more, str) else one_or_more


def read_descriptor(folder: Path) -> Descriptor:
    """The descriptor of the release in `folder`. Raises TearsheetError when it is absent or broken."""
    path = folder / DESCRIPTOR_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Descriptor)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise TearsheetError(
            f"{folder}: there is no {DESCRIPTOR_FILE}; name the folder of a release, such as build/releases/NAME/1.0.0"
        ) from problem
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as problem:
        raise TearsheetError(
            f"{path}: not the descriptor of a release ({problem}); download or build it again"
        ) from problem
