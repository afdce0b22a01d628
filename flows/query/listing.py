"""What a release says it consists of: every file with its checksum and the most bytes it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.descriptor import DESCRIPTOR_FILE, Descriptor
from flows.errors import TearsheetError
from flows.ids import bytes_sha256
from flows.query.places import SMALL_FILE_LIMIT, Place, check_name, check_path, check_version, decode
from flows.query.transfer import ListedFile
from flows.release import SUMS_FILE

# For a table in several files, of which datapackage.json states no sizes.
LARGE_FILE_LIMIT = 64 * 1024**3
# https://www.gnu.org/software/coreutils/manual/html_node/sha2-utilities.html
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


@dataclass(frozen=True)
class Listing:
    """The files of a release at `place`. `files` leaves out the two that are here already, in `read`, by name."""

    place: Place
    descriptor: Descriptor
    files: tuple[ListedFile, ...]
    read: dict[str, bytes]

    @property
    def dataset(self) -> str:
        """Name of the dataset, a safe name of a folder."""
        return self.descriptor.name

    @property
    def version(self) -> str:
        """Version of the release, a safe name of a folder."""
        return self.descriptor.version

    @property
    def sums(self) -> bytes:
        """SHA256SUMS."""
        return self.read[SUMS_FILE]

    @property
    def digest(self) -> str:
        """SHA-256 of SHA256SUMS: the same for the same release wherever it lies."""
        return bytes_sha256(self.sums)

    @property
    def size(self) -> int:
        """Bytes of all files of which the release states them."""
        return sum(file.size or 0 for file in self.files)


def read_listing(place: Place) -> Listing:
    """What the release at `place` consists of. Raises TearsheetError for a broken one, or names that lead out of it."""
    content = place.read(DESCRIPTOR_FILE)
    descriptor = decode(content, Descriptor, place.file(DESCRIPTOR_FILE))
    check_name(descriptor.name, "a dataset's name")
    check_version(descriptor.version)
    sums_file = place.read(SUMS_FILE)
    sums = parse_sums(sums_file.decode("utf-8", "replace"), place.file(SUMS_FILE))
    if sums.get(DESCRIPTOR_FILE) != bytes_sha256(content):
        raise TearsheetError(
            f"{place.file(DESCRIPTOR_FILE)}: differs from its checksum in {SUMS_FILE}; tell its publisher"
        )
    sizes = _stated_sizes(descriptor)
    files = [_listed(place, name, sums[name], sizes) for name in sorted(sums) if name != DESCRIPTOR_FILE]
    return Listing(place, descriptor, tuple(files), {DESCRIPTOR_FILE: content, SUMS_FILE: sums_file})


def parse_sums(text: str, where: str) -> dict[str, str]:
    """SHA-256 by name of file. Raises TearsheetError when a line is none of SHA256SUMS, or its name leads out."""
    matches = [_LINE.fullmatch(line) for line in text.split("\n") if line.strip()]
    if not matches or None in matches:
        raise TearsheetError(f"{where}: no list of SHA-256 checksums; is this a release of Tearsheet?")
    return {check_path(match[2]): match[1].lower() for match in matches if match}


def _stated_sizes(descriptor: Descriptor) -> dict[str, int | None]:
    """Bytes by file of a table; None where datapackage.json states none, because the table has several."""
    return {path: item.bytes if len(item.paths) == 1 else None for item in descriptor.resources for path in item.paths}


def _listed(place: Place, name: str, sha256: str, sizes: dict[str, int | None]) -> ListedFile:
    size = sizes.get(name)
    limit = size if size is not None else LARGE_FILE_LIMIT if name in sizes else SMALL_FILE_LIMIT
    return ListedFile(name, place.file(name), sha256, size, limit)
