"""A DuckDB session over one release: its tables as views, its macros, nothing written.

The views are made from datapackage.json; of load.sql, which a stranger may have written, only definitions of views and
macros are run. A session reaches the files of its release and, when that lies on disk, the folder where it was started,
so that a query may join a table of the user's own; a macro cannot carry anything off. Extensions come from wheels
beside DuckDB, never from the network.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb

from flows.descriptor import DESCRIPTOR_FILE, Descriptor, ResourceDescriptor
from flows.errors import TearsheetError
from flows.ids import bytes_sha256
from flows.query.places import Place, check_path
from flows.release import LOAD_FILE, SUMS_FILE

_DEFINITION = re.compile(
    r"create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(view|macro|function)\s+([\w.\"]+)", re.IGNORECASE
)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
# Where DuckDB's message turns from what happened to where in the statement.
_POSITION = re.compile(r"\n+LINE (\d+):.*", re.DOTALL)


@dataclass(frozen=True)
class Session:
    """A release opened for questions: its place, its datapackage.json, and the connection to ask."""

    connection: duckdb.DuckDBPyConnection
    place: Place
    descriptor: Descriptor

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, each of which is a view."""
        return tuple(item.name for item in self.descriptor.resources)

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return self.descriptor.name

    @property
    def version(self) -> str:
        """Version of the release."""
        return self.descriptor.version

    @property
    def name(self) -> str:
        """NAME@VERSION, as other verbs take it."""
        return f"{self.dataset}@{self.version}"

    def source(self, name: str) -> str:
        """What to select from, in a connection of one's own, to read the files of table `name`, which must exist."""
        return next(_parquet(self.place, item) for item in self.descriptor.resources if item.name == name)

    def outlets(self) -> list[str]:
        """The ids of the sources of articles."""
        return [str(row["source_id"]) for row in self.rows("from sources where kind = 'outlet' order by source_id")]

    def digest(self) -> str:
        """SHA-256 of the checksums of all files: the same for the same release wherever it lies."""
        return bytes_sha256(self.place.read(SUMS_FILE))

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[dict[str, object]]:
        """The result of a query of ours, a dict a row. Raises TearsheetError when the release cannot answer it."""
        try:
            cursor = self.connection.execute(query, list(parameters))
            names = [item[0] for item in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as problem:
            raise TearsheetError(f"{self.place.address}: {sentence(problem)}") from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def open_session(place: Place) -> Session:
    """The release at `place`, ready for SQL. Raises TearsheetError when it is none or cannot be read."""
    descriptor = place.read_as(DESCRIPTOR_FILE, Descriptor)
    connection = connect()
    if place.is_remote:
        load_extension(connection, "httpfs")
    try:
        _confine(connection, place)
        for resource in _resources(descriptor, place):
            source = _parquet(place, resource)
            connection.execute(f"create view {identifier(resource.name)} as from {source}")
        session = Session(connection, place, descriptor)
        _define(session, (place.read_if_there(LOAD_FILE) or b"").decode("utf-8", "replace"))
    except duckdb.Error as problem:
        connection.close()
        raise TearsheetError(f"{place.address}: {sentence(problem)}") from problem
    return session


def connect(file: str = ":memory:", *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A DuckDB of our own, in memory unless a `file` is named: in UTC, never installing anything."""
    connection = duckdb.connect(file, read_only=read_only, config={"autoinstall_known_extensions": "false"})
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set enable_progress_bar = false")
    # Files of a release never change, and over HTTP asking again costs two thirds of all requests.
    connection.execute("set enable_http_metadata_cache = true")
    connection.execute("set parquet_metadata_cache = true")
    connection.execute("set allow_persistent_secrets = false")  # the user's own, for other addresses
    return connection


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension from its wheel. Raises TearsheetError when the wheel is not installed for this DuckDB."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.is_file():
        raise TearsheetError(
            f"DuckDB's extension {name} is not installed; "
            f"run `pip install duckdb-extension-{name}=={duckdb.__version__}`"
        )
    connection.execute(f"load {literal(str(path))}")


def literal(text: str) -> str:
    """`text` as a string in SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """`name` as a name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sentence(problem: duckdb.Error) -> str:
    """DuckDB's message as one sentence: the line of the statement it is about, but no picture of it."""
    message = str(problem)
    line = _POSITION.search(message)
    where = f" (line {line[1]})" if line and line[1] != "1" else ""
    return " ".join(_POSITION.sub("", message).split()) + where


def _confine(connection: duckdb.DuckDBPyConnection, place: Place) -> None:
    """Close every file and address to the session but those of its release and of the folder it was started in."""
    folders = (
        [place.address] if place.is_remote else [place.address, str(Path(place.address).resolve()), str(Path.cwd())]
    )
    allowed = ", ".join(literal(f"{folder.rstrip('/')}/") for folder in folders)
    connection.execute(f"set allowed_directories = [{allowed}]")
    connection.execute("set enable_external_access = false")


def _resources(descriptor: Descriptor, place: Place) -> list[ResourceDescriptor]:
    found = [item for item in descriptor.resources if item.paths and all(it.endswith(".parquet") for it in item.paths)]
    if len(found) < len(descriptor.resources) or not found:
        raise TearsheetError(
            f"{place.file(DESCRIPTOR_FILE)}: names other things than Parquet tables; is this a release of Tearsheet?"
        )
    return found


def _parquet(place: Place, resource: ResourceDescriptor) -> str:
    files = ", ".join(literal(_pattern(place, check_path(path))) for path in resource.paths)
    return f"read_parquet([{files}])"


def _pattern(place: Place, path: str) -> str:
    """A file's address where DuckDB expects a pattern: it matches that file alone."""
    address = place.file(path)
    return address if place.is_remote else re.sub(r"([*?\[])", r"[\1]", address)


def _define(session: Session, script: str) -> None:
    """Run the definitions of views and macros in `script`, but for views of the tables, which are there."""
    for statement in session.connection.extract_statements(script):
        found = _DEFINITION.match(_COMMENT.sub(" ", statement.query).strip())
        if found and not (found[1].lower() == "view" and found[2].strip('"') in session.tables):
            session.connection.execute(statement)
