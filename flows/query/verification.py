"""`tearsheet verify`: the promises of a release, kept or broken."""

from __future__ import annotations

from pathlib import Path

from flows.errors import UsageError
from flows.query.places import is_url
from flows.release import Release, find_release
from flows.verify import verify_release


def verify_at(spec: str | None, build: Path) -> tuple[Release, list[str]]:
    """The release that `spec` names and what is wrong with it. Raises UsageError for a URL: it must be here."""
    if spec is not None and is_url(spec):
        raise UsageError(
            f"{spec}: only a release that is here can be checked; `tearsheet download` fetches and checks it"
        )
    release = find_release(build / "releases", spec)
    return release, verify_release(release.folder)


def verified_sentence(release: Release) -> str:
    """What was checked of a release that keeps its promises."""
    counts = release.counts()
    return (
        f"{release.dataset} {release.version} keeps its promises: {len(counts)} tables with {sum(counts.values())} "
        f"rows match their checksums, schemas and keys, every span is the text it names, and the edits of "
        f"{counts.get('articles', 0)} articles undo to the raw text and redo to the clean one."
    )
