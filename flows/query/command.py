"""How every verb of the command behaves: errors as one sentence, options that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from flows.errors import TearsheetError
from flows.query.terminal import safe

Verb = TypeVar("Verb", bound=Callable[..., object])


class Verbs(click.Group):
    """A group whose verbs tell what a user can mend in one sentence on standard error, and exit 1 or 2."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click calls it
        """List the verbs with their whole first sentence, over as many lines as it takes."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, verb.get_short_help_str(limit=1_000)) for name, verb in sorted(self.commands.items())]
            )

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except TearsheetError as problem:
            click.echo(f"tearsheet: {safe(str(problem))}", err=True)
            ctx.exit(problem.exit_code)
        except RuntimeError as problem:
            raise_if_interrupted(problem)
            raise
        except BrokenPipeError:
            raise
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            click.echo(f"tearsheet: {where}{problem.strerror or problem}", err=True)
            ctx.exit(TearsheetError.exit_code)


def raise_if_interrupted(problem: Exception) -> None:
    """Raise KeyboardInterrupt for what DuckDB makes of Ctrl-C: a bare RuntimeError."""
    if str(problem) == "Query interrupted":
        raise KeyboardInterrupt from problem


def json_option(verb: Verb) -> Verb:
    """Add `--json`, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(verb)


def build_option(verb: Verb) -> Verb:
    """Add `--build`: where releases are looked for by name."""
    return click.option(
        "--build",
        type=click.Path(file_okay=False, path_type=Path),
        default="build",
        envvar="TEARSHEET_BUILD",
        show_default=True,
        help="The build folder in whose releases/ names are looked up.",
    )(verb)


def release_option(verb: Verb) -> Verb:
    """Add `--release` and `--build`."""
    add = click.option(
        "--release",
        "-r",
        metavar="SPEC",
        help="NAME, NAME@VERSION, VERSION, a folder, or a URL; by default the newest release.",
    )
    return add(build_option(verb))
