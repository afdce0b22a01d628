"""The `tearsheet` command: one thin function a verb. What a verb does is in its room."""

from __future__ import annotations

from pathlib import Path

import click

from flows import __version__
from flows.errors import TearsheetError, UsageError
from flows.query.command import Verbs, build_option, json_option, release_option
from flows.settings import BuildSettings, Stage

EPILOG = 'Example: tearsheet build raw && tearsheet search "gas price" && tearsheet explain gas-price'


@click.group(
    cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="tearsheet")
def main() -> None:
    """Raw news in, versioned and queryable datasets out, every value traceable to the characters it came from."""


@main.command(epilog="Example: tearsheet build my-archive --to my-build --dataset herald")
@click.argument("raw", type=click.Path(path_type=Path), default=BuildSettings.raw)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=BuildSettings.build,
    envvar="TEARSHEET_BUILD",
    show_default=True,
    help="The build folder: where everything derived goes.",
)
@click.option(
    "--dataset", metavar="NAME", default=BuildSettings.dataset, show_default=True, help="Name of the dataset."
)
@click.option("--source", "sources", metavar="NAME", multiple=True, help="Only this source; may be given again.")
@click.option(
    "--workers", type=click.IntRange(min=1), default=BuildSettings.workers, show_default=True, help="Processes."
)
@click.option("--only", type=click.Choice([*Stage]), default=BuildSettings.until, help="Stop after this stage.")
@click.option("--plain", is_flag=True, help="Run the same stages without Prefect.")
@json_option
def build(
    raw: Path, to: Path, dataset: str, sources: tuple[str, ...], workers: int, only: str, plain: bool, as_json: bool
) -> None:
    """Make a release of RAW, a folder with one folder a source (by default raw/); when nothing changed, do nothing.

    The release is BUILD/releases/DATASET/VERSION; its version is computed from what changed.
    """
    from flows.build import build_plain, build_with_prefect
    from flows.progress import reporter
    from flows.query.output import print_json
    from flows.summary import as_mapping, show

    settings = BuildSettings(raw, to, dataset, sources, workers, Stage(only))
    with reporter(as_json=as_json) as heard_by:
        built = (build_plain if plain else build_with_prefect)(settings, heard_by)
    if as_json:
        print_json(as_mapping(built))
    else:
        show(built, settings)


@main.command(epilog="Example: tearsheet explain webb-reaches-its-post --html webb.html")
@click.argument("article", required=False)
@release_option
@click.option("--source", "-s", metavar="NAME", help="Summarise what was done to a whole source instead.")
@click.option("--html", metavar="FILE", help="Write a page for a browser; - for standard output.")
@click.option("--no-color", is_flag=True, help="Use signs instead of colours.")
@json_option
def explain(
    article: str | None,
    release: str | None,
    build: Path,
    source: str | None,
    html: str | None,
    no_color: bool,
    as_json: bool,
) -> None:
    """Show an article with what was removed, repaired and recognised.

    ARTICLE is an article id or its beginning, a native id, SOURCE/NATIVE_ID, a URL, or part of a title.
    """
    from flows.query.explain import explain_article, explain_source
    from flows.query.places import release_place
    from flows.query.session import open_session

    if (article is None) == (source is None):
        raise UsageError("name either an ARTICLE or a --source; see `tearsheet explain --help`")
    with open_session(release_place(release, build)) as session:
        if source is not None:
            explain_source(session, source, as_json=as_json)
        elif article is not None:
            explain_article(session, article, html=html, as_json=as_json, colour=not no_color)


@main.command(epilog='Example: tearsheet sql "select name, mention_count from entities order by 2 desc limit 10"')
@click.argument("query", required=False)
@release_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How results are written.",
)
@json_option
def sql(query: str | None, release: str | None, build: Path, form: str, as_json: bool) -> None:
    """Ask a release in SQL (DuckDB): its tables are views, its macros are there, nothing is written.

    Without QUERY, statements are read from standard input; in a terminal, at a prompt.
    """
    from flows.query.places import release_place
    from flows.query.results import Format
    from flows.query.session import open_session
    from flows.query.sql import run_sql

    with open_session(release_place(release, build)) as session:
        run_sql(session, query, Format.JSON if as_json else Format(form))


@main.command(epilog="""Example: tearsheet search \'"gas price" Kazakhstan\' --from 2022 --limit 5""")
@click.argument("words", nargs=-1, required=True)
@release_option
@click.option("--limit", "-n", type=click.IntRange(min=1), default=10, show_default=True, help="Most articles shown.")
@click.option("--source", "-s", metavar="NAME", help="Only articles of this source.")
@click.option("--from", "since", metavar="DATE", help="Published on this day, month or year, or later.")
@click.option("--until", metavar="DATE", help="Published on this day, month or year, or before.")
@click.option("--entity", metavar="NAME", help="Only articles that name this entity, however they call it.")
@click.option("--no-color", is_flag=True, help="Mark words with signs instead of colours.")
@json_option
def search(
    words: tuple[str, ...],
    release: str | None,
    build: Path,
    limit: int,
    source: str | None,
    since: str | None,
    until: str | None,
    entity: str | None,
    no_color: bool,
    as_json: bool,
) -> None:
    """Find the articles that hold all of WORDS, in any of their forms, the best first; "words in quotes" as they stand.

    Accents and letter case make no difference. When no article holds all of them, those that hold some are shown.
    """
    from flows.query.places import release_place
    from flows.query.search import search_release
    from flows.query.session import open_session
    from flows.query.wanted import Wanted, first_instant, next_instant

    wanted = Wanted(
        " ".join(words),
        limit,
        source,
        first_instant(since, "--from") if since else None,
        next_instant(until, "--until") if until else None,
        entity,
    )
    with open_session(release_place(release, build)) as session:
        search_release(session, wanted, cache=build / "search", as_json=as_json, colour=not no_color)


@main.command(epilog="Example: tearsheet versions herald")
@click.argument("dataset", required=False)
@build_option
@json_option
def versions(dataset: str | None, build: Path, as_json: bool) -> None:
    """List the versions of DATASET: a name, a folder, a URL, or by default the dataset published last."""
    from flows.query.output import print_json
    from flows.query.terminal import count, say
    from flows.query.versions import read_versions, versions_table

    found, latest = read_versions(dataset, build)
    if as_json:
        print_json({"dataset": found.dataset, "latest": latest, "versions": list(found.versions)})
    else:
        click.echo(versions_table(found.versions, latest))
        say(f"{count(len(found.versions), 'version')} of {found.dataset}.")


@main.command(epilog="Example: tearsheet diff 1.0.0 1.1.0 --table articles")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@build_option
@click.option("--table", "only", metavar="TABLE", help="Only this table.")
@click.option(
    "--limit", "-n", type=click.IntRange(min=0), default=20, show_default=True, help="Most differences shown."
)
@json_option
def diff(before: str, after: str, build: Path, only: str | None, limit: int, as_json: bool) -> None:
    """Show what differs from release A to release B, and between neighbouring versions why.

    A and B are VERSION, NAME@VERSION, or folders.
    """
    from flows.query.diff import compare_releases, difference_text
    from flows.query.output import print_json
    from flows.query.terminal import count, say

    found = compare_releases(before, after, build, only)
    if as_json:
        print_json({"counts": found.counts().to_dicts(), "changes": found.changes.to_dicts()})
    else:
        click.echo(difference_text(found, limit))
        say(f"{count(found.changes.height, 'difference')} from {found.before.version} to {found.after.version}.")


@main.command(epilog="Example: tearsheet verify herald@1.0.0")
@click.argument("release", required=False)
@build_option
@json_option
def verify(release: str | None, build: Path, as_json: bool) -> None:
    """Check every promise of RELEASE (by default the newest): files, tables, keys, and that each edit can be undone."""
    from flows.query.output import print_json
    from flows.query.verification import verified_sentence, verify_at

    found, breaches = verify_at(release, build)
    if as_json:
        print_json({"release": f"{found.dataset}@{found.version}", "breaches": breaches})
    else:
        click.echo("\n".join(breaches) or verified_sentence(found))
    if breaches:
        raise TearsheetError(f"{found.folder}: {len(breaches)} breaches; build or download the release again")


@main.command(epilog="Example: tearsheet download https://example.org/releases/herald --to data")
@click.argument("release")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default="releases",
    show_default=True,
    help="Where it goes: TO/DATASET/VERSION.",
)
@build_option
@json_option
def download(release: str, to: Path, build: Path, as_json: bool) -> None:
    """Fetch RELEASE: a URL or folder of a version or of a dataset, or NAME[@VERSION] in TEARSHEET_RELEASES or BUILD.

    It is visible only when all of it has come and is verified; what broke off goes on where it stopped.
    """
    from flows.query.download import download as bring
    from flows.query.output import print_json
    from flows.query.places import release_place
    from flows.query.terminal import transfer_bar

    with transfer_bar() as advance:
        done = bring(release_place(release, build), to, advance)
    if as_json:
        print_json({"dataset": done.dataset, "version": done.version, "folder": str(done.folder), "new": done.is_new})
    else:
        what = "Verified and ready" if done.is_new else "Already there, verified again"
        click.echo(f"{what}: {done.dataset} {done.version} in {done.folder}")


@main.command(epilog="Example: tearsheet cite herald@1.0.0")
@click.argument("release", required=False)
@build_option
@json_option
def cite(release: str | None, build: Path, as_json: bool) -> None:
    """Say how to cite RELEASE (by default the newest): one line, and BibTeX."""
    from flows.query.cite import read_citation
    from flows.query.output import print_json
    from flows.query.places import release_place

    citation = read_citation(release_place(release, build))
    if as_json:
        print_json(citation.mapping())
    else:
        click.echo(f"{citation.line()}\n\n{citation.bibtex()}")


if __name__ == "__main__":
    main()
