"""A dataset, the folder that holds its versions, and what its versions.json says of them."""

from __future__ import annotations

import os
from pathlib import Path

from flows.descriptor import DESCRIPTOR_FILE, Descriptor
from flows.errors import TearsheetError, UsageError
from flows.query.places import RELEASES_VARIABLE, Place, check_name, decode, is_url, place_of
from flows.query.terminal import one_line, say
from flows.release import LATEST_FILE, VERSIONS_FILE, Latest, VersionEntry, Versions, list_versions


def dataset_place(spec: str | None, build: Path) -> Place:
    """The dataset that `spec` names: a URL or path (of the dataset, or of one of its releases), or a name.

    Names are looked up in the folder or at the URL of TEARSHEET_RELEASES, else in BUILD/releases; without one it is
    the dataset published last there. Raises TearsheetError when there is no versions.json.
    """
    if spec is not None and is_url(spec):
        return _holding(place_of(spec))
    root = os.environ.get(RELEASES_VARIABLE) or str(build / "releases")
    if spec is None:
        return _published_last(root)
    is_path = any((Path(spec) / name).is_file() for name in (VERSIONS_FILE, DESCRIPTOR_FILE))
    if is_path:
        return _holding(Place(str(Path(spec))))
    return _named(root, spec.partition("@")[0])


def read_versions(dataset: Place) -> Versions:
    """versions.json of a dataset. Raises TearsheetError when it is absent or broken."""
    return dataset.read_as(VERSIONS_FILE, Versions)


def newest_version(dataset: Place) -> str | None:
    """The version that latest.json names; None when nothing was published."""
    content = dataset.read_if_there(LATEST_FILE)
    return decode(content, Latest, dataset.file(LATEST_FILE)).version if content is not None else None


def entry_of(release: Place, descriptor: Descriptor) -> VersionEntry | None:
    """What the versions.json beside a release says of it; None where there is none that can be read."""
    try:
        content = above(release).read_if_there(VERSIONS_FILE)
        said = decode(content, Versions, VERSIONS_FILE) if content is not None else None
    except TearsheetError:  # a release is whole without the files beside it
        return None
    if said is None or said.dataset != descriptor.name:
        return None
    return next((entry for entry in said.versions if entry.version == descriptor.version), None)


def warn_if_withdrawn(release: Place, descriptor: Descriptor) -> None:
    """Say on standard error that a release is withdrawn, and which version to use, where versions.json tells so."""
    entry = entry_of(release, descriptor)
    if entry is not None and entry.status == "withdrawn":
        note = one_line(entry.note) or "use a later version"
        say(f"{descriptor.name}@{descriptor.version} is withdrawn: {note}")


def above(place: Place) -> Place:
    """The folder that a folder is in."""
    if place.is_remote:
        return Place(place.address.rpartition("/")[0])
    return Place(str(Path(place.address).resolve().parent))


def _holding(place: Place) -> Place:
    """`place` itself when it is a dataset's folder, or the one it is in when it is a release's."""
    for folder in (place, above(place)):
        if folder.read_if_there(VERSIONS_FILE) is not None:
            return folder
        if folder.read_if_there(DESCRIPTOR_FILE) is None:
            break
    raise TearsheetError(f"{place.address}: there is no {VERSIONS_FILE}; name a dataset, or the address of its folder")


def _named(root: str, name: str) -> Place:
    place = place_of(root).inside(check_name(name, "a dataset's name"))
    folders = [] if place.is_remote else _datasets(root)
    if folders and Path(place.address) not in folders:
        names = ", ".join(folder.name for folder in folders)
        raise UsageError(f"{root}: there is no dataset {name!r}; there are {names}")
    return _holding(place)


def _datasets(root: str) -> list[Path]:
    return sorted(path.parent for path in Path(root).glob(f"*/{VERSIONS_FILE}"))


def _published_last(root: str) -> Place:
    if is_url(root):
        raise UsageError(f"name a dataset of {root}, such as `tearsheet versions NAME`")
    folders = _datasets(root)
    if not folders:
        raise TearsheetError(
            f"{root}: no dataset is published here; run `tearsheet build`, or name its folder by --build"
        )
    return Place(str(max(folders, key=_last_released)))


def _last_released(folder: Path) -> str:
    return max((entry.released_at or "" for entry in list_versions(folder)), default="")
