"""`tearsheet authority`: bring names of your own, look at doubtful pairs, decide them."""

from __future__ import annotations

import csv
import getpass
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.errors import TearsheetError, UsageError
from flows.query.command import json_option, release_option
from flows.settings import BuildSettings
from flows.sources import UNKNOWN_LICENCE

if TYPE_CHECKING:
    from flows.normalize.authorities.importing import Imported

NAME_PATTERN = r"[a-z0-9][a-z0-9-]*"
_SHOWN_REJECTS = 5

_raw_option = click.option(
    "--raw",
    type=click.Path(file_okay=False, path_type=Path),
    default=BuildSettings.raw,
    show_default=True,
    help="The archive whose builds shall know of it.",
)


@click.group(epilog="Example: tearsheet authority import senators.csv --kind person --licence CC0-1.0")
def authority() -> None:
    """Bring lists of names with ids of your own; settle doubtful merges of names."""


@authority.command("import", epilog="Example: tearsheet authority import latest-all.json.gz --name wikidata")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_raw_option
@click.option("--name", help="What the authority is called; by default the file's name.")
@click.option("--kind", help="Kind of the entries that say none: person, organization, place …")
@click.option("--title", help="What readers of a release are told of it.")
@click.option("--licence", default=UNKNOWN_LICENCE, show_default=True, help="Its licence, as an SPDX identifier.")
@click.option("--least-sitelinks", type=click.IntRange(min=0), default=5, show_default=True, help="Of a Wikidata dump.")
@click.option("--type", "types", metavar="ITEM=KIND", multiple=True, help="One more type of a Wikidata dump's items.")
@json_option
def import_(
    file: Path,
    raw: Path,
    name: str | None,
    kind: str | None,
    title: str | None,
    licence: str,
    least_sitelinks: int,
    types: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take the names and ids of FILE into RAW/authorities; the next build knows them.

    FILE is CSV (divided by commas, semicolons or tabs), JSON lines or Parquet with the columns id, kind, name, and if
    it has them aliases (between | or ;), country, from, until, wikidata_id, geonames_id, latitude, longitude, weight;
    or a Wikidata dump (.json.gz, .bz2, .zst).
    """
    from flows.normalize.authorities.entries import write_authority

    called = _called(name or file.name.partition(".")[0].lower().replace("_", "-"))
    imported = _imported(file, kind, least_sitelinks, types)
    if imported.entries.is_empty():
        why = imported.rejects[0] if imported.rejects else "none of its items is of a known type; add --type"
        raise TearsheetError(f"{file}: holds no entry ({why})")
    about = {"title": title or file.name, "licence": licence}
    path = write_authority(raw, called, imported.entries, about)
    _tell(called, path, imported, as_json=as_json)


def _tell(called: str, path: Path, imported: Imported, *, as_json: bool) -> None:
    """Say what was taken, what was left out, and which columns mean nothing here."""
    from flows.query.output import print_json

    counts = dict(imported.entries.group_by("kind").len().sort("kind").iter_rows())
    if as_json:
        said = {"name": called, "file": str(path), "entries": counts, "rejects": imported.rejects}
        print_json({**said, "ignored": list(imported.ignored)})
        return
    kinds = ", ".join(f"{number:,} {of}" for of, number in counts.items())
    click.echo(f"{path}: {imported.entries.height:,} entries ({kinds})")
    for line in imported.rejects[:_SHOWN_REJECTS]:
        click.echo(f"  left out: {line}")
    if len(imported.rejects) > _SHOWN_REJECTS:
        click.echo(f"  left out: {len(imported.rejects) - _SHOWN_REJECTS:,} more; --json lists them")
    if imported.ignored:
        click.echo(f"  columns that mean nothing here: {', '.join(imported.ignored)}")


@authority.command(epilog="Example: tearsheet authority review --kind person --limit 10")
@release_option
@_raw_option
@click.option("--kind", help="Only pairs of this kind.")
@click.option("--limit", "-n", type=click.IntRange(min=1), default=20, show_default=True, help="Most pairs shown.")
@json_option
def review(release: str | None, build: Path, raw: Path, kind: str | None, limit: int, as_json: bool) -> None:
    """List pairs of names that may wrongly be joined or apart, with the evidence, most articles first."""
    from flows.authority_review import show_review

    show_review((release, build), raw, kind, limit, as_json=as_json)


@authority.command(epilog='Example: tearsheet authority decide merge person "Bob Lee" "Robert Lee" --why "same byline"')
@click.argument("verdict", type=click.Choice(["merge", "different", "split", "rename"]))
@click.argument("kind")
@click.argument("name")
@click.argument("other", required=False, default="")
@_raw_option
@click.option("--why", required=True, help="The reason, for those who come after you.")
@click.option("--who", default=getpass.getuser, help="Who decides; by default your user name.")
def decide(verdict: str, kind: str, name: str, other: str, raw: Path, why: str, who: str) -> None:
    """Write a decision into RAW/decisions.csv, which every build honours.

    merge: NAME and OTHER are one; different: they are two; split: NAME is nobody's other name; rename: show NAME's
    entity as OTHER.
    """
    from flows.normalize.identity.decisions import COLUMNS, DECISIONS_FILE, check_decision

    wrong = check_decision(verdict, kind, name, other)
    if wrong:
        raise UsageError(f"not decided: {wrong}")
    if not raw.is_dir():
        raise UsageError(f"--raw {raw}: no such folder; name the archive that the names are in")
    path = raw / DECISIONS_FILE
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerow((verdict, kind, name, other, who, date.today().isoformat(), why))  # noqa: DTZ011 (a person's day)
    click.echo(f"{path}: decided; the next build honours it")


def _called(name: str) -> str:
    from flows.normalize import authority_sources

    if not re.fullmatch(NAME_PATTERN, name):
        raise UsageError(f"--name is {name!r}; use small letters, digits and hyphens")
    if name in authority_sources()["source_id"]:
        raise UsageError(f"--name is {name!r}, which is an authority that is shipped; choose another")
    return name


def _imported(file: Path, kind: str | None, least: int, types: tuple[str, ...]) -> Imported:
    from flows.normalize.authorities.importing import import_table
    from flows.normalize.authorities.wikidata import import_dump, is_dump, known_types

    if not is_dump(file):
        return import_table(file, kind)
    from rich.progress import Progress

    pairs = [item.partition("=") for item in types]
    if any(not separator for _, separator, _ in pairs):
        raise UsageError("--type is ITEM=KIND, such as Q1254933=event")
    chosen = {**known_types(), **{item: of for item, _, of in pairs}}
    with Progress(transient=True) as progress:
        task = progress.add_task(file.name, total=file.stat().st_size)
        return import_dump(file, chosen, least, lambda read: progress.update(task, completed=read))
