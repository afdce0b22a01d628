"""Where a release or a dataset lies, a folder or a web address, and reading its small files from there.

Nothing a stranger's file says is trusted before it is looked at: names stay inside the folder, sizes stay in bounds.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from flows.descriptor import DESCRIPTOR_FILE
from flows.errors import TearsheetError, UsageError
from flows.release import LATEST_FILE, Latest, Release, find_release, read_release

# A descriptor of a thousand resources has a few hundred kilobytes.
SMALL_FILE_LIMIT = 16 * 1024 * 1024
RELEASES_VARIABLE = "TEARSHEET_RELEASES"
TIMEOUT = httpx.Timeout(30.0)

T = TypeVar("T")

_SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+.][0-9A-Za-z.+-]+)?")


class Place(NamedTuple):
    """A folder of files, at `address`: a path, or a URL without its last slash."""

    address: str

    @property
    def is_remote(self) -> bool:
        """Whether the files come over HTTP."""
        return is_url(self.address)

    def file(self, name: str) -> str:
        """The address of one of its files; `name` is a checked relative name."""
        return f"{self.address}/{quote(name)}" if self.is_remote else str(Path(self.address, name))

    def inside(self, name: str) -> Place:
        """A folder in this one."""
        return Place(self.file(name))

    def read(self, name: str) -> bytes:
        """A small file's bytes. Raises TearsheetError when it is absent, unreachable or too large."""
        content = self.read_if_there(name)
        if content is None:
            raise TearsheetError(f"{self.file(name)}: not found; check the address")
        return content

    def read_if_there(self, name: str) -> bytes | None:
        """A small file's bytes, or None when there is no such file."""
        return _get(self.file(name)) if self.is_remote else _read(Path(self.address, name))

    def read_as(self, name: str, kind: type[T]) -> T:
        """A small JSON file as a value of `kind`. Raises TearsheetError when it holds none."""
        return decode(self.read(name), kind, self.file(name))


def is_url(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.lower().startswith(("http://", "https://"))


def place_of(text: str) -> Place:
    """The place a user named by a path or a URL. Raises UsageError for a URL that is none."""
    if not is_url(text):
        return Place(str(Path(text)))
    parts = urlsplit(text)
    if not parts.hostname or parts.query or parts.fragment:
        raise UsageError(f"{text}: give the address of a folder, such as https://example.org/releases/NAME/1.0.0")
    return Place(text.rstrip("/"))


def release_place(spec: str | None, build: Path) -> Place:
    """The release that `spec` names: a URL or path (of a version, or of a dataset: its newest), or a name.

    Names are resolved as `flows.release.find_release` says, in the folder or at the URL of TEARSHEET_RELEASES, else in
    BUILD/releases. Raises TearsheetError when there is no such release.
    """
    if spec is not None and is_url(spec):
        return newest_in(place_of(spec))
    root = os.environ.get(RELEASES_VARIABLE)
    if root and is_url(root) and spec and not is_release_folder(Path(spec)):
        return named_in(place_of(root), spec)
    folder = Path(root) if root and not is_url(root) else build / "releases"
    return Place(str(find_release(folder, spec).folder))


def local_release(spec: str | None, build: Path) -> Release:
    """The release on disk that `spec` names. Raises UsageError when it is on the web: it is to be downloaded first."""
    address = spec if spec is not None and is_url(spec) else release_place(spec, build).address
    if is_url(address):
        raise UsageError(f"{address} is not on this disk; run `tearsheet download {address}`, then name its folder")
    return read_release(Path(address))


def is_release_folder(path: Path) -> bool:
    """Whether `path` is the folder of a release, or of a dataset with one."""
    return (path / DESCRIPTOR_FILE).is_file() or (path / LATEST_FILE).is_file()


def named_in(root: Place, name: str) -> Place:
    """NAME or NAME@VERSION in a folder of datasets."""
    dataset, _, version = name.partition("@")
    check_name(dataset, "a dataset's name")
    return newest_in(root.inside(dataset), version or None)


def newest_in(place: Place, version: str | None = None) -> Place:
    """The release at `place`, or the one that the dataset there calls its latest. Raises TearsheetError for neither."""
    if version is not None:
        return place.inside(check_version(version))
    if place.read_if_there(DESCRIPTOR_FILE) is not None:
        return place
    pointer = place.read_if_there(LATEST_FILE)
    if pointer is None:
        raise TearsheetError(
            f"{place.address}: neither {DESCRIPTOR_FILE} nor {LATEST_FILE} is there; "
            "give the address of a release's or a dataset's folder"
        )
    return place.inside(check_path(decode(pointer, Latest, place.file(LATEST_FILE)).path.rstrip("/")))


def check_name(name: str, what: str) -> str:
    """`name` itself when it can be a folder's name. Raises TearsheetError when it cannot."""
    if not _SAFE_NAME.fullmatch(name):
        raise TearsheetError(f"{name!r} cannot be {what}; letters, digits, dots, dashes and underscores can")
    return name


def check_version(version: str) -> str:
    """`version` itself when it looks like 1.2.3. Raises TearsheetError when it does not."""
    if not _VERSION.fullmatch(version):
        raise TearsheetError(f"{version!r} is no version; versions look like 1.2.3")
    return version


def check_path(name: str) -> str:
    """`name` itself when it is a relative POSIX path that stays in its folder. Raises TearsheetError when it is not."""
    parts = name.split("/")
    is_odd = "\\" in name or ":" in name or any(ord(char) < 32 or ord(char) == 127 for char in name)
    if is_odd or any(part in ("", ".", "..") for part in parts):
        raise TearsheetError(
            f"the release lists a file {name!r} outside its folder; do not use it, and tell its publisher"
        )
    return name


def decode(content: bytes, kind: type[T], where: str) -> T:
    """The JSON in `content` as a value of `kind`. Raises TearsheetError when it is none."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError) as problem:
        raise TearsheetError(f"{where}: not what it should be ({problem}); check the address") from problem


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            content = stream.read(SMALL_FILE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise TearsheetError(f"{path}: cannot be read ({problem.strerror}); check its permissions") from problem
    return _checked_size(content, str(path))


def _get(url: str) -> bytes | None:
    content = b""
    try:
        with httpx.stream("GET", url, timeout=TIMEOUT, follow_redirects=True) as response:
            if response.status_code in (404, 410):
                return None
            response.raise_for_status()
            for part in response.iter_bytes():
                content = _checked_size(content + part, url)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise TearsheetError(f"{url}: {reason(problem)}; check the address and the network") from problem
    return content


def reason(problem: Exception) -> str:
    """What went wrong with a request, in a few words."""
    if isinstance(problem, httpx.HTTPStatusError):
        return f"the server answered {problem.response.status_code} {problem.response.reason_phrase}".rstrip()
    return str(problem).rstrip(".") or type(problem).__name__


def _checked_size(content: bytes, where: str) -> bytes:
    if len(content) > SMALL_FILE_LIMIT:
        raise TearsheetError(f"{where}: larger than {SMALL_FILE_LIMIT // 1024 // 1024} MiB; this is no release's file")
    return content
