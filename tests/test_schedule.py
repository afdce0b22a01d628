"""Scheduled ingestion against real servers: a newspaper on this machine, and Prefect's own server."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from click.testing import CliRunner

from flows.cli import main
from flows.release import find_release
from tests.conftest import ROOT
from tests.fetch.paper import Page, Paper, print_paper, subscribe

PATIENCE_SECONDS = 240


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """The address of a Prefect server that is not the scheduler's own."""
    from flows.server import prefect_server

    before = dict(os.environ)
    os.environ["PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS"] = "1"
    os.environ.pop("PREFECT_API_URL", None)
    try:
        with prefect_server(tmp_path_factory.mktemp("prefect"), print) as url:
            yield url
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass
class Scheduler:
    """A running `tearsheet schedule --json`: what its runs told so far."""

    process: subprocess.Popen[str]
    output: Path

    def runs(self) -> list[dict[str, object]]:
        """The figures of each run, in order."""
        lines = [line for line in self.output.read_text().splitlines() if line.startswith('{"source"')]
        return [json.loads(line) for line in lines]

    def wait(self, what: Callable[[], object]) -> None:
        """Wait until something is so; fail with what was printed when it is not, or when the scheduler ends."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not what():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < until, self.output.read_text()
            time.sleep(0.1)


@contextmanager
def scheduling(raw: Path, url: str | None) -> Iterator[Scheduler]:
    """`tearsheet schedule` for an archive, ended in order; with the server at `url` or with one of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_RUNNER_POLL_FREQUENCY": "1"} | ({"PREFECT_API_URL": url} if url else {})
    command = [sys.executable, "-m", "flows.cli", "schedule", str(raw), "--to", str(raw.parent / "build"), "--json"]
    output = raw.parent / f"output-{time.monotonic_ns()}"
    with output.open("w") as out:
        process = subprocess.Popen(command, cwd=raw.parent, env=environment, stdout=out, stderr=out, text=True)
    try:
        yield Scheduler(process, output)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, output.read_text()


def ask(url: str, what: str, **query: object) -> Any:
    """What the server's API knows of something."""
    answer = httpx.post(f"{url}/{what}/filter", json=query, trust_env=False)
    return answer.raise_for_status().json()


def print_first_edition(paper: Paper) -> None:
    """Two stories, one of which the server is at first too busy to give, and one behind a redirect."""
    paper.story(1, moods=[(503, {"Retry-After": "1"})])
    paper.story(2)
    paper.pages["/new-2"] = paper.pages["/story-2"]
    paper.pages["/story-2"] = Page(b"", status=301, headers={"Location": "/new-2"})
    paper.feed(1, 2)


def test_scheduled_runs_bring_two_articles_then_one_then_none(server, tmp_path):
    raw = tmp_path / "raw"
    with print_paper() as paper:
        folder = subscribe(raw, paper, schedule="every 10 seconds")
        print_first_edition(paper)
        with scheduling(raw, server) as scheduler:
            scheduler.wait(lambda: len(scheduler.runs()) >= 1)
            paper.story(3)
            paper.feed(3, 1, 2)
            scheduler.wait(lambda: sum(run["new"] for run in scheduler.runs()) == 3)
            known = len(scheduler.runs())
            scheduler.wait(lambda: len(scheduler.runs()) > known)
            runs = scheduler.runs()
    assert [run["new"] for run in runs if run["new"]] == [2, 1]
    assert (runs[-1]["found"], runs[-1]["new"], runs[-1]["changed"], runs[-1]["rejected"]) == (3, 0, 0, "")
    assert len(list(folder.glob("*.warc.gz"))) == 2
    assert 503 in paper.statuses("/story-1?utm_source=rss")
    assert 301 in paper.statuses("/story-2?utm_source=rss")
    assert 304 in paper.statuses("/feed.xml")
    assert paper.statuses("/robots.txt")
    assert sorted(path.name for path in (tmp_path / "build" / "releases" / "archive").glob("1.*")) == ["1.0.0", "1.1.0"]
    assert find_release(tmp_path / "build" / "releases", "archive").counts()["articles"] == 3
    artifacts = ask(server, "artifacts", sort="CREATED_DESC", artifacts={"key": {"any_": ["ingest-herald"]}})
    told = [json.loads(artifact["data"])[0]["new"] for artifact in artifacts]
    assert [new for new in told if new] == [1, 2]
    limit = httpx.get(f"{server}/v2/concurrency_limits/tearsheet-build", trust_env=False).raise_for_status().json()
    assert (limit["limit"], limit["active"]) == (1, True)


def test_what_was_missed_is_made_up_once(server, tmp_path):
    raw = tmp_path / "raw"
    with print_paper() as paper:
        subscribe(raw, paper, name="weekly", schedule="every 2 seconds")
        paper.story(1)
        paper.feed(1)
        with scheduling(raw, server) as scheduler:
            scheduler.wait(lambda: len(scheduler.runs()) >= 1)
        time.sleep(8)
        subscribe(raw, paper, name="weekly", schedule="0 0 1 1 *")
        with scheduling(raw, server) as scheduler:
            scheduler.wait(lambda: len(scheduler.runs()) >= 1)
            assert "ingest/weekly: missed while nothing ran it; made up by one run now" in scheduler.output.read_text()
            time.sleep(10)
            assert len(scheduler.runs()) == 1


def test_a_run_is_made_up_where_nobody_could_schedule_it(server, tmp_path, monkeypatch):
    import asyncio

    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.deployments import deploy, make_up, plan
    from flows.settings import BuildSettings
    from flows.timetable import Timetable

    raw = tmp_path / "raw"
    subscribe(raw, Paper(url="http://127.0.0.1:9"), name="yearly", schedule="0 0 1 1 *")
    (_, yearly) = plan(BuildSettings(raw, tmp_path / "build"))

    async def made_up(due: datetime) -> list[bool]:
        monkeypatch.setattr(Timetable, "last_due", lambda *_: due)
        async with get_client() as client:
            known = await client.read_deployment_by_name("ingest/yearly")
            return [await make_up(client, replace(yearly), known.id) for _ in range(2)]

    with temporary_settings({PREFECT_API_URL: server}):
        deploy([yearly], "press")
        before = datetime.now(UTC) - timedelta(days=1)
        assert asyncio.run(made_up(before)) == [False, False]
        assert asyncio.run(made_up(datetime.now(UTC)))[0]
    (pool,) = ask(server, "work_pools", work_pools={"name": {"any_": ["press"]}})
    assert pool["type"] == "process"
    runs = ask(
        server, "flow_runs", deployments={"name": {"any_": ["yearly"]}}, flow_runs={"tags": {"all_": ["made-up"]}}
    )
    assert len(runs) == 1


def test_a_source_that_fails_is_warned_of_and_the_build_goes_on(tmp_path):
    raw = tmp_path / "raw"
    with print_paper() as paper:
        folder = subscribe(raw, paper, name="ghost", schedule="every 5 seconds")
        (folder / "older.txt").write_text("A text that was put there by hand, long before anything was fetched.\n")
        with scheduling(raw, None) as scheduler:
            scheduler.wait(lambda: len(scheduler.runs()) >= 1)
            (run, *_) = scheduler.runs()
            (address,) = re.findall(r"(http://127.0.0.1:[0-9]+) shows the runs", scheduler.output.read_text())
            wanted = {"event": {"name": ["tearsheet.fetch.failed"]}}
            scheduler.wait(lambda: ask(f"{address}/api", "events", filter=wanted)["events"])
            (event, *_) = ask(f"{address}/api", "events", filter=wanted)["events"]
    assert event["payload"] == {"source": "ghost", "warning": f"{paper.url}/feed.xml: answers 404 Not Found"}
    assert run["warnings"] == [f"{paper.url}/feed.xml: answers 404 Not Found"]
    assert run["release"] == "archive 1.0.0 (new)"
    home = tmp_path / "build" / "prefect-server"
    assert (home / "prefect.db").is_file()
    assert not (home / "server.json").exists()


def test_prefect_yaml_is_what_deploy_writes_for_the_demo_archive(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    written = tmp_path / "prefect.yaml"
    result = CliRunner().invoke(main, ["deploy", "--dataset", "demo", "--to", "build", "--file", str(written)])
    assert result.exit_code == 0, result.output
    assert written.read_text() == (ROOT / "prefect.yaml").read_text(), (
        "run `tearsheet deploy --dataset demo --file prefect.yaml`"
    )


def test_the_deployments_name_flows_and_their_parameters():
    from prefect.flows import load_flow_from_entrypoint

    for deployment in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]:
        load_flow_from_entrypoint(deployment["entrypoint"]).validate_parameters(deployment["parameters"])


def test_the_list_shows_what_runs_when(tmp_path):
    raw = tmp_path / "raw"
    subscribe(raw, Paper(url="http://127.0.0.1:9"), schedule='"15 6 * * *"')
    result = CliRunner().invoke(main, ["schedule", str(raw), "--list", "--json"])
    nightly, herald = json.loads(result.stdout)
    assert nightly["deployment"] == "build/nightly"
    assert (herald["deployment"], herald["schedule"], len(herald["next"])) == ("ingest/herald", "15 6 * * * UTC", 3)


def test_an_archive_with_no_schedule_is_called_by_its_name(tmp_path):
    (tmp_path / "archive").mkdir()
    result = CliRunner().invoke(main, ["schedule", str(tmp_path / "archive"), "--list"])
    assert result.stdout.splitlines()[-1].endswith(f"{tmp_path / 'archive'} is built every night.")


def test_deploying_without_a_server_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    (tmp_path / "raw").mkdir()
    result = CliRunner().invoke(main, ["deploy", str(tmp_path / "raw")])
    assert result.exit_code == 2
    assert "PREFECT_API_URL: not set; name a server of yours" in result.stderr


def test_a_broken_schedule_is_a_sentence_before_anything_starts(tmp_path):
    subscribe(tmp_path, Paper(url="http://127.0.0.1:9"), schedule="hourly")
    result = CliRunner().invoke(main, ["schedule", str(tmp_path), "--list"])
    assert result.exit_code == 2
    assert "herald/source.yaml: fetch.schedule: 'hourly' is no schedule" in result.stderr
