"""The `tearsheet` command: one thin function a verb. What a verb does is in its room."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from flows import __version__
from flows.authority import authority
from flows.cli_ingestion import archive_options, deploy, fetch, schedule
from flows.errors import UsageError
from flows.query.command import Verbs, build_option, json_option, release_option
from flows.settings import BuildSettings, Stage, Tagger

EPILOG = 'Example: tearsheet build raw && tearsheet search "gas price" && tearsheet explain gas-price'


@click.group(
    cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="tearsheet")
def main() -> None:
    """Raw news in, versioned and queryable datasets out, every value traceable to the characters it came from."""


for verb in (fetch, schedule, deploy):
    main.add_command(verb)


@main.command(epilog="Example: tearsheet build my-archive --to my-build --dataset herald")
@archive_options
@click.option("--source", "sources", metavar="NAME", multiple=True, help="Only this source; may be given again.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=BuildSettings.workers,
    show_default=True,
    help="Processes.",
)
@click.option(
    "--only",
    type=click.Choice([stage.value for stage in Stage]),
    default=BuildSettings.until.value,
    show_default=True,
    help="Stop after this stage.",
)
@click.option(
    "--tagger",
    type=click.Choice([tagger.value for tagger in Tagger]),
    default=BuildSettings.tagger.value,
    show_default=True,
    help="Who finds names in English; spacy is slower and needs tearsheet[spacy].",
)
@click.option("--full", is_flag=True, help="Make everything again, and verify what is there.")
@click.option("--plain", is_flag=True, help="Run the same stages without Prefect.")
@json_option
def build(
    raw: Path,
    to: Path,
    dataset: str,
    sources: tuple[str, ...],
    workers: int,
    only: str,
    tagger: str,
    full: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Make a release of RAW, a folder with one folder a source (by default raw/); when nothing changed, do nothing.

    The release is BUILD/releases/DATASET/VERSION; its version is computed from what changed.
    """
    gc.disable()  # what is imported stays, so nothing of it need be looked at for cycles, now or later
    from flows.build import build_plain, build_with_prefect
    from flows.progress import reporter
    from flows.query.output import print_json
    from flows.summary import as_mapping, show

    gc.freeze()
    gc.enable()

    settings = BuildSettings(raw, to, dataset, sources, workers, Stage(only), full=full, tagger=Tagger(tagger))
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
@click.option("--all", "is_whole", is_flag=True, help="Show every line of long removals on a terminal too.")
@click.option("--no-color", is_flag=True, help="Use signs instead of colours.")
@json_option
def explain(
    article: str | None,
    release: str | None,
    build: Path,
    source: str | None,
    html: str | None,
    is_whole: bool,
    no_color: bool,
    as_json: bool,
) -> None:
    """Show an article with what was removed, repaired and recognised.

    ARTICLE is an article id or its beginning, a native id, SOURCE/NATIVE_ID, a URL, or part of a title or native id.
    """
    from flows.query.explain import Form, explain_article, explain_source
    from flows.query.places import release_place
    from flows.query.session import open_session

    if (article is None) == (source is None):
        raise UsageError("name either an ARTICLE or a --source; see `tearsheet explain --help`")
    if source is not None and html is not None:
        raise UsageError("--html is a page of one ARTICLE; of a --source there is the summary here, or --json")
    with open_session(release_place(release, build)) as session:
        if source is not None:
            explain_source(session, source, as_json=as_json)
        elif article is not None:
            explain_article(session, article, Form(as_json, html, not no_color, is_whole))


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
    """List the versions of a dataset: when each was made, what it holds, what changed and why.

    DATASET is a name, a folder or a URL; by default the dataset published last.
    """
    from flows.query.versions import show_versions

    show_versions(dataset, build, as_json=as_json)


@main.command(epilog="Example: tearsheet diff 1.0.0 1.1.0 --table articles")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--table", "only", metavar="TABLE", help="Compare this table alone.")
@click.option("--limit", "-n", type=click.IntRange(min=0), default=20, show_default=True, help="Most examples shown.")
@build_option
@json_option
def diff(before: str, after: str, only: str | None, limit: int, build: Path, as_json: bool) -> None:
    """Show what differs from release A to release B: counts by table, then examples.

    A and B are versions, NAME, NAME@VERSION or folders. When B was made right after A, each difference has its cause:
    source, code, authority or takedown.
    """
    from flows.query.diff import show_diff

    show_diff((before, after), build, only=only, limit=limit, as_json=as_json)


@main.command(epilog="Example: tearsheet verify herald@1.0.0")
@click.argument("release", required=False)
@build_option
@json_option
def verify(release: str | None, build: Path, as_json: bool) -> None:
    """Check every promise of a release: checksums, schemas, keys, spans, and that each edit can be undone.

    RELEASE is NAME, NAME@VERSION, VERSION or a folder; by default the newest. Breaches are listed, and the exit code
    is 1.
    """
    from flows.query.verification import show_verification

    show_verification(release, build, as_json=as_json)


@main.command(epilog="Example: tearsheet download https://example.org/releases/herald --to data")
@click.argument("release")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default="releases",
    show_default=True,
    help="The release becomes TO/DATASET/VERSION.",
)
@build_option
@json_option
def download(release: str, to: Path, build: Path, as_json: bool) -> None:
    """Fetch a release; it is visible only when all of it is there and verified. Run again, it goes on where it stopped.

    RELEASE is the URL or folder of a release or of a dataset (its newest), or NAME or NAME@VERSION, looked up in the
    folder or at the URL of TEARSHEET_RELEASES, else in BUILD/releases.
    """
    from flows.query.download import show_download

    show_download(release, build, to, as_json=as_json)


@main.command(epilog="Example: tearsheet cite herald@1.0.0")
@click.argument("release", required=False)
@build_option
@json_option
def cite(release: str | None, build: Path, as_json: bool) -> None:
    """Say how to cite a release: one line, and BibTeX.

    RELEASE is NAME, NAME@VERSION, VERSION, a folder or a URL; by default the newest.
    """
    from flows.query.cite import show_citation

    show_citation(release, build, as_json=as_json)


main.add_command(authority)

if __name__ == "__main__":
    main()
