"""What `tearsheet schedule` and `tearsheet deploy` do and print."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.errors import UsageError
from flows.fetch import sources_to_fetch
from flows.progress import Events, Lines
from flows.query.output import print_json
from flows.query.terminal import say
from flows.server import prefect_server
from flows.settings import BuildSettings

if TYPE_CHECKING:
    from flows.deployments import Deployment


def run_schedule(settings: BuildSettings, *, only_list: bool, as_json: bool) -> None:
    """Serve the deployments of an archive until interrupted; with `only_list`, show them."""
    sources_to_fetch(settings.raw)  # what is broken is said before a server is started
    if only_list:
        from flows.deployments import plan

        _show(plan(settings), settings.raw, as_json=as_json)
        return
    tell = (Events() if as_json else Lines()).say
    if as_json:
        os.environ["TEARSHEET_JSON"] = "1"
    with prefect_server(settings.build, tell):
        from flows.deployments import plan, serve

        deployments = plan(settings)
        _show(deployments, settings.raw, as_json=as_json)
        try:
            serve(deployments, tell)
        except KeyboardInterrupt:
            tell("Ended; runs that are missed meanwhile are made up once when this is started again.")


def run_deploy(settings: BuildSettings, pool: str, file: Path | None, *, as_json: bool) -> None:
    """Register the deployments with the user's server, or write them to a prefect.yaml."""
    from flows.deployments import as_prefect_yaml, deploy, plan

    deployments = plan(settings)
    if file is not None:
        file.write_text(as_prefect_yaml(deployments, pool), encoding="utf-8")
        say(f"Wrote {file}; `prefect deploy --all` registers what it lists:")
    elif os.environ.get("PREFECT_API_URL"):
        deploy(deployments, pool)
    else:
        raise UsageError(
            "PREFECT_API_URL: not set; name a server of yours, or run `tearsheet schedule`, which brings one"
        )
    _show(deployments, settings.raw, as_json=as_json)


def _show(deployments: list[Deployment], raw: Path, *, as_json: bool) -> None:
    if as_json:
        print_json([item.as_mapping() for item in deployments])
        return
    for item in deployments:
        (first, *_) = item.timetable.next_after(datetime.now().astimezone(), 1)
        click.echo(f"{item.full_name}: {item.timetable}, next at {first:%Y-%m-%d %H:%M} UTC")
    if len(deployments) == 1:
        click.echo(f"No source has `fetch.schedule` in its source.yaml; {raw} is built every night.")
