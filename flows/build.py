"""One build: as plain functions, or the same as a Prefect flow with an embedded server or the user's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import polars as pl

from flows.errors import TearsheetError, UsageError
from flows.lock import hold
from flows.pipeline import Built, published, run_build
from flows.progress import Reporter, listen
from flows.publish import ReleaseSettings
from flows.release import Release, latest_version, read_release
from flows.settings import BuildSettings, Stage
from flows.stages import RunJobs, stages_folder
from flows.survey import survey
from flows.verify import verify_release
from flows.workers import in_processes

# What the command sets for Prefect wherever it is called; what the user's environment says wins. pyproject.toml says
# the same for Prefect's own commands in the repository, which may also log.
PREFECT_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",  # Prefect's client asks the server about it only after it has told the user that it collects
    # The first start on a cold machine takes up to 21 s; Prefect's own limit is 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
}
LOCK_SECONDS = 2


def check_places(settings: BuildSettings) -> None:
    """Raise UsageError, before anything is made, for a name or a folder that no build could do with."""
    ReleaseSettings(settings.dataset, settings.releases)
    raw, to = settings.raw.resolve(), settings.build.resolve()
    if to == raw or raw in to.parents:
        raise UsageError(f"--to {settings.build}: lies in the archive {settings.raw}; name a folder outside of it")
    inside = next((path for path in (to, *to.parents) if path.exists()), to)
    if not inside.is_dir():
        raise UsageError(f"--to {settings.build}: {inside.name} is a file, not a folder; name another place")


def build_plain(settings: BuildSettings, reporter: Reporter) -> Built:
    """Build without Prefect: the same stages, the same bytes."""
    return build_here(settings, in_processes(settings.workers), reporter)


def build_with_prefect(settings: BuildSettings, reporter: Reporter) -> Built:
    """Build as the flow `flows.archive.archive`; when nothing changed, without starting a server."""
    check_places(settings)
    release = None if settings.full else published(settings, survey(settings))
    if release:
        return Built(release, is_new=False)
    home = settings.build.resolve() / "prefect"
    home.mkdir(parents=True, exist_ok=True)  # the server's database cannot be opened in a folder that is not there
    for name, value in {**PREFECT_DEFAULTS, "PREFECT_HOME": str(home)}.items():
        os.environ.setdefault(name, value)
    from flows.archive import archive, tasks_at_once

    chosen = Path(os.environ["PREFECT_HOME"])
    shown = settings.build / "prefect" if chosen == home else chosen
    embedded = f"an embedded server with its home in {shown} (the first start takes a while)"
    reporter.say(f"Prefect: running with {os.environ.get('PREFECT_API_URL') or embedded}")
    listen(reporter)
    run = archive.with_options(task_runner=tasks_at_once(settings.workers))
    where = str(settings.raw), str(settings.build), settings.dataset
    full, tagger, workers = settings.full, settings.tagger, settings.workers
    return run(*where, settings.sources, settings.until, full=full, tagger=tagger, workers=workers)


def build_here(settings: BuildSettings, run_jobs: RunJobs, reporter: Reporter) -> Built:
    """Survey raw/ and build what is new; a release that is there already is returned as it is.

    In full: everything is made again from raw/. It comes to the same bytes, so that no version is made unless something
    was wrong before; then the newest version is verified in every row.

    Raises TearsheetError when another build holds the folder, UsageError for a broken configuration.
    """
    check_places(settings)
    with hold(settings.build, LOCK_SECONDS):
        _check_sources(settings)
        found = survey(settings)
        if settings.full:
            shutil.rmtree(stages_folder(settings.build), ignore_errors=True)
        release = published(settings, found)
        built = Built(release, is_new=False) if release else run_build(settings, found, run_jobs, reporter)
        if settings.full and built.release and not built.is_new:
            _check_release(built.release)
        return built


def _check_sources(settings: BuildSettings) -> None:
    """Raise UsageError where `sources` would silently take the other sources out of a dataset."""
    dataset = settings.releases / settings.dataset
    version = latest_version(dataset)
    if not settings.sources or settings.until is not Stage.PUBLISH or version is None:
        return
    outlets = read_release(dataset / version).frame("sources").filter(pl.col("kind") == "outlet")["source_id"]
    lost = sorted(set(outlets) - set(settings.sources))
    if lost:
        raise UsageError(
            f"--source: {settings.dataset} {version} also holds {', '.join(lost)}, which would be removed; "
            "name another --dataset, or stop before publication with --only normalize"
        )


def _check_release(release: Release) -> None:
    """Raise TearsheetError when a release does not keep its promises."""
    breaches = verify_release(release.folder)
    if breaches:
        raise TearsheetError(
            f"{release.folder}: {breaches[0]}; this build comes to the same rows, so restore that folder from a copy, "
            "or delete it with its entry in versions.json and build again"
        )
