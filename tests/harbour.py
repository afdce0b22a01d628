"""A build folder with two published versions of one dataset, and what a test of the command needs beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.publish import publish_release
from flows.query import transfer
from tests.fileserver import Site, serve
from tests.publish.archive import PROVENANCE, make_tables, settings, without_article

Command = Callable[..., Result]


@pytest.fixture(scope="session")
def harbour_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`harbour` 1.0.0 and 1.1.0, which has one article more and another title; only to be read."""
    folder = tmp_path_factory.mktemp("harbour") / "build"
    everything, wanted = make_tables(), settings(folder)
    publish_release(without_article(everything, "note"), wanted, PROVENANCE)
    title = pl.col("title").replace("Vela closed", "Vela shut")
    later = {**everything, "articles": everything["articles"].with_columns(title)}
    publish_release(later, wanted, replace(PROVENANCE, raw_digest="d" * 64))
    return folder


@pytest.fixture
def harbour(harbour_built: Path, tmp_path: Path) -> Path:
    """The same build folder, the test's own."""
    return Path(shutil.copytree(harbour_built, tmp_path / "quay" / "build"))


@pytest.fixture
def command(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command beside the build folder, as a user would; retries follow at once."""
    monkeypatch.chdir(harbour.parent)
    for name in ("TEARSHEET_RELEASES", "TEARSHEET_BUILD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(transfer, "FIRST_PAUSE_SECONDS", 0)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def web(harbour: Path) -> Iterator[Site]:
    """The releases on a web server."""
    with serve(harbour / "releases") as site:
        yield site


def said(result: Result, code: int) -> str:
    """The one sentence on standard error of a command that failed with `code`."""
    assert result.exit_code == code, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("tearsheet: ")
    return lines[0]
