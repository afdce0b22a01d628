"""What `tearsheet authority review` prints: doubtful pairs of a release's names, and how to decide each."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from flows.errors import UsageError
from flows.normalize import DECISIONS_FILE, read_decisions
from flows.normalize.review import Doubt, Named, doubtful_pairs
from flows.query.output import print_json
from flows.query.places import local_release
from flows.query.terminal import safe
from flows.settings import BuildSettings

_TABLES = ("entities", "mentions", "articles")


def show_review(spec: tuple[str | None, Path], raw: Path, kind: str | None, limit: int, *, as_json: bool) -> None:
    """Print the doubtful pairs of a release; `spec` is its name or None, and the build folder."""
    if not raw.is_dir():
        raise UsageError(f"--raw {raw}: no such folder; name the archive whose decisions count")
    release = local_release(*spec)
    decisions = read_decisions(raw / DECISIONS_FILE)
    doubts = doubtful_pairs({name: release.frame(name) for name in _TABLES}, decisions)
    chosen = [doubt for doubt in doubts if kind is None or doubt.kind == kind]
    if as_json:
        print_json(chosen[:limit])
        return
    for number, doubt in enumerate(chosen[:limit], start=1):
        click.echo("\n".join(_lines(number, doubt, raw)))
    click.echo(_what_remains(len(chosen), limit))


def _lines(number: int, doubt: Doubt, raw: Path) -> list[str]:
    state = "joined" if doubt.is_joined else "apart"
    shared = f"named with both: {', '.join(doubt.shared)}" if doubt.shared else "nobody is named with both"
    verdict = "different" if doubt.is_joined else "merge"
    archive = "" if raw == BuildSettings.raw else f" --raw {shlex.quote(str(raw))}"
    names = f'{doubt.kind} "{doubt.first.name}" "{doubt.second.name}"'
    return [
        safe(line)
        for line in (
            f"{number}. {doubt.kind}: {doubt.first.name} / {doubt.second.name}",
            f"   now {state}; {doubt.certainty:.0%} certain to be one: {doubt.reason}; {shared}",
            _side(doubt.first),
            _side(doubt.second),
            f"   tearsheet authority decide {verdict} {names}{archive} --why …",
            "",
        )
    ]


def _side(named: Named) -> str:
    articles = "1 article" if named.articles == 1 else f"{named.articles:,} articles"
    shown = "" if named.entity == named.name else f", entity {named.entity}"
    return f"   {named.name} ({articles}{shown}) {named.example_article}: {named.example}"


def _what_remains(found: int, limit: int) -> str:
    if not found:
        return "No pair of names is doubtful."
    return f"{found:,} doubtful pairs" + (f", {limit} shown; --limit shows more" if found > limit else "")
