"""The README's commands and queries work as written, and every verb's help shows an example."""

import re
import shlex
import shutil

import pytest
import yaml
from click.testing import CliRunner

from flows.cli import main
from flows.dataset import DATASET_FILE, About, read_about
from flows.fetch import fetch_settings
from flows.release import find_release
from flows.sources import Source
from flows.tables import TABLE_NAMES
from tests.archives import HARVEST, build, write_archive
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (tearsheet (?!build|fetch|schedule|deploy).+?)(?:\s+#.*)?$", README, re.MULTILINE)
QUERIES = re.findall(r"^\|[^|`]+\| `(select .+?)` \|$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as the README's reader has it: the demo's release, and an archive of their own in two versions."""
    at = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "raw", at / "raw")
    (at / "people.csv").write_text("id,name\nm-1,Ilir Meta\n", encoding="utf-8")
    build(at / "raw", at / "build", dataset="demo")
    archive = write_archive(at / "my-archive")
    build(archive, at / "my-build", dataset="herald")
    (archive / "loose" / "more.txt").write_text(HARVEST.replace("Vlore", "Berat"), encoding="utf-8")
    build(archive, at / "my-build", dataset="herald")
    return at


def run(arguments: list[str]):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    return result


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works_as_written(folder, monkeypatch, command):
    monkeypatch.chdir(folder)
    run(shlex.split(command)[1:])


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_readme_has_an_answer(folder, monkeypatch, query):
    monkeypatch.chdir(folder)
    assert run(["sql", "--format", "csv", query.replace("\\|", "|")]).stdout.count("\n") > 1


def test_the_python_of_the_readme_runs_as_written(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    exec(code, {})
    assert "harbour-courier" in capsys.readouterr().out


def test_the_readme_shows_commands_and_queries():
    assert len(COMMANDS) >= 5
    assert len(QUERIES) >= 5


def test_the_settings_of_the_readme_have_keys_that_exist(tmp_path):
    example, dataset, fetched, scheduled = re.findall(r"```yaml\n(.+?)```", README, re.DOTALL)
    assert set(yaml.safe_load(example)) <= {*Source.__dataclass_fields__, "name", "repairs"}
    (tmp_path / DATASET_FILE).write_text(dataset, encoding="utf-8")
    assert read_about(tmp_path) == About(**yaml.safe_load(dataset))
    for text in (fetched, scheduled):
        assert fetch_settings(Source("herald", "Herald", fetch=yaml.safe_load(text)["fetch"]), ROOT)


def test_the_readme_names_every_table_and_every_verb():
    for name in (*TABLE_NAMES, *main.commands):
        assert f"`{name}`" in README or f"tearsheet {name}" in README or f"`{name} " in README, name


@pytest.mark.parametrize("verb", [None, *sorted(main.commands)])
def test_help_shows_an_example(verb):
    result = run([verb, "--help"] if verb else ["--help"])
    assert f"Example: tearsheet {verb or 'build'}" in result.stdout


def test_the_list_of_verbs_cuts_no_sentence_short():
    shown = " ".join(run(["--help"]).stdout.partition("Commands:")[2].split())
    assert "..." not in shown
    assert "Fetch what the sources of RAW publish, as their source.yaml says under `fetch:`: feeds, sitemaps" in shown


def test_the_figures_of_the_readme_are_those_of_the_demo_archive(folder):
    shown = {name: int(number) for name, number in re.findall(r"^    (\w+) +(\d+)\b", README, re.MULTILINE)}
    counts = find_release(folder / "build" / "releases", "demo").counts()
    assert len(shown) >= 8
    assert shown == {name: counts[name] for name in shown}, "paste the output of `make release` into the README"
