"""The verbs of ingestion that runs by itself: `fetch`, `schedule`, `deploy`; thin functions, like those of cli.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from flows.query.command import json_option
from flows.settings import BuildSettings


def archive_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Add RAW, `--to` and `--dataset`: which archive, where to, under which name."""
    for add in (
        click.option(
            "--dataset", metavar="NAME", default=BuildSettings.dataset, show_default=True, help="Name of the dataset."
        ),
        click.option(
            "--to",
            type=click.Path(file_okay=False, path_type=Path),
            default=BuildSettings.build,
            envvar="TEARSHEET_BUILD",
            show_default=True,
            help="The build folder: where everything derived goes.",
        ),
        click.argument("raw", type=click.Path(path_type=Path), default=BuildSettings.raw),
    ):
        verb = add(verb)
    return verb


@click.command(epilog="Example: tearsheet fetch my-archive --source herald")
@click.argument("raw", type=click.Path(path_type=Path), default=BuildSettings.raw)
@click.option("--source", "sources", metavar="NAME", multiple=True, help="Only this source; may be given again.")
@click.option("--again", is_flag=True, help="Ask also for pages that were fetched before; kept if they have changed.")
@json_option
def fetch(raw: Path, sources: tuple[str, ...], again: bool, as_json: bool) -> None:
    """Fetch what the sources of RAW publish, as their source.yaml says under `fetch:`: feeds, sitemaps, pages.

    What is new becomes one WARC file in RAW/SOURCE/, whole or not there; nothing new, no file.
    """
    from flows.fetch.command import check_outcomes, run_fetch, show_outcomes
    from flows.progress import reporter
    from flows.query.output import print_json

    with reporter(as_json=as_json) as heard_by:
        outcomes = run_fetch(raw, sources, heard_by, again=again)
    if as_json:
        print_json([outcome.as_mapping() for outcome in outcomes])
    else:
        show_outcomes(outcomes)
    check_outcomes(outcomes)


@click.command(epilog="Example: tearsheet schedule my-archive --to my-build --dataset herald")
@archive_options
@click.option("--list", "only_list", is_flag=True, help="Only show what would run, and when next.")
@json_option
def schedule(raw: Path, to: Path, dataset: str, only_list: bool, as_json: bool) -> None:
    """Fetch the sources of RAW when their source.yaml says (`fetch.schedule`) and build what came, until interrupted.

    Runs go through Prefect: with the server of PREFECT_API_URL, or else with one of our own for as long as this runs.
    """
    from flows.scheduling import run_schedule

    run_schedule(BuildSettings(raw, to, dataset), only_list=only_list, as_json=as_json)


@click.command(epilog="Example: tearsheet deploy my-archive --dataset herald --pool tearsheet")
@archive_options
@click.option("--pool", metavar="NAME", default="tearsheet", show_default=True, help="The work pool, made if need be.")
@click.option("--file", metavar="FILE", type=click.Path(path_type=Path), help="Only write this prefect.yaml.")
@json_option
def deploy(raw: Path, to: Path, dataset: str, pool: str, file: Path | None, as_json: bool) -> None:
    """Register the scheduled sources of RAW with the Prefect server of PREFECT_API_URL, for the workers of a pool.

    Start workers with `prefect worker start --pool NAME`, where RAW and BUILD are the same folders as here.
    """
    from flows.scheduling import run_deploy

    run_deploy(BuildSettings(raw, to, dataset), pool, file, as_json=as_json)
