"""A small release written by hand, so that the room is tested without the rooms before it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from tests.fileserver import Site, serve
from tests.harbour import command, harbour, harbour_built, web  # noqa: F401 - fixtures
from tests.query.small_release import write_release
from tests.query.small_tables import PIECES, build_tables


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder with one dataset, `small`, of one version; only to be read."""
    folder = tmp_path_factory.mktemp("built") / "build"
    write_release(folder / "releases" / "small", "1.0.0", build_tables(PIECES))
    return folder


@pytest.fixture
def build(built: Path, tmp_path: Path) -> Path:
    """The same in a folder of the test's own."""
    return Path(shutil.copytree(built / "releases", tmp_path / "build" / "releases")).parent


@pytest.fixture
def release(build: Path) -> Path:
    return build / "releases" / "small" / "1.0.0"


@pytest.fixture
def tearsheet(build: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command beside the build folder, as a user would."""
    monkeypatch.chdir(build.parent)
    monkeypatch.delenv("TEARSHEET_RELEASES", raising=False)

    def run(*arguments: object, **options):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)

    return run


@pytest.fixture
def site(build: Path) -> Iterator[Site]:
    """The releases of `build` on a web server."""
    with serve(build / "releases") as served:
        yield served
