"""The README's commands for fetching and scheduling work as written."""

import re
import shlex

from click.testing import CliRunner

from flows.cli import main
from tests.conftest import ROOT
from tests.fetch.paper import print_paper, subscribe

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (tearsheet (?:fetch|schedule .*--list).*?)(?:\s+#.*)?$", README, re.MULTILINE)


def test_the_commands_of_the_readme_work_as_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) == 3
    with print_paper() as paper:
        subscribe(tmp_path / "my-archive", paper, schedule='"15 6-22 * * *"')
        paper.story(1)
        paper.feed(1)
        said = [CliRunner().invoke(main, shlex.split(command)[1:]) for command in COMMANDS]
    assert [result.exit_code for result in said] == [0, 0, 0]
    assert "herald: 1 new, 0 changed" in said[0].stdout
    assert "herald: nothing new" in said[1].stdout
    assert "ingest/herald: 15 6-22 * * * UTC, next at" in said[2].stdout
