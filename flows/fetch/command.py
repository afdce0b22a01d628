"""What `tearsheet fetch` does and prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from flows.errors import TearsheetError, UsageError
from flows.fetch.outcome import Outcome
from flows.fetch.sources import Wanted, fetch_all, sources_to_fetch
from flows.progress import Reporter


def run_fetch(raw: Path, names: Sequence[str], reporter: Reporter, *, again: bool) -> list[Outcome]:
    """Fetch the sources of `raw`, saying what could not be had. Raises UsageError."""
    wanted = sources_to_fetch(raw, names)
    if not wanted:
        raise UsageError(f"{raw}: no source.yaml there has `fetch:`; write one, as in `fetch: {{feed: https://…}}`")
    _mention_contacts(wanted, reporter)
    outcomes = fetch_all(raw, wanted, reporter, again=again)
    for outcome in outcomes:
        for sentence in (*outcome.failures, *outcome.problems):
            reporter.say(f"{outcome.source_id}: {sentence}")
    return outcomes


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print a line a source."""
    for outcome in outcomes:
        click.echo(outcome.sentence())


def check_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Raise TearsheetError when a source could not be asked what is new."""
    failed = [outcome.source_id for outcome in outcomes if outcome.failures]
    if failed:
        raise TearsheetError(f"{', '.join(failed)}: not fetched whole, see above; the next run tries again")


def _mention_contacts(wanted: Sequence[Wanted], reporter: Reporter) -> None:
    silent = [item.source.source_id for item in wanted if item.settings.contact is None]
    if silent:
        reporter.say(f"{', '.join(silent)}: state fetch.contact (a mail or web address), so that sites know who asks")
