"""The deployments of an archive: one a scheduled source, and a nightly build of what was put into raw/ by hand.

`tearsheet schedule` serves them from one process, `tearsheet deploy` hands them to the workers of a pool, and
prefect.yaml says the same for Prefect's own commands; all three come from `plan`.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import yaml
from prefect import Flow
from prefect.client.orchestration import PrefectClient, SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
)
from prefect.client.schemas.objects import State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.states import Cancelled
from prefect.types.entrypoint import EntrypointType

from flows.fetch import sources_to_fetch
from flows.ingestion import BUILD_LIMIT, build_all, ingest
from flows.settings import BuildSettings
from flows.sources import SOURCE_FILE
from flows.timetable import Timetable, read_timetable

NIGHTLY = Timetable("15 3 * * *", None, "UTC")
# Runs at a time of one scheduler; their builds still go one by one.
SIDE_BY_SIDE = 4
_HEADER = """\
# Written by `tearsheet deploy --file prefect.yaml`. `prefect deploy --all` registers these deployments with the Prefect
# server of PREFECT_API_URL, and `prefect worker start` runs them. A run that finds nothing new does nothing.
"""


@dataclass(frozen=True)
class Deployment:
    """What runs when: `flow` with `parameters`, by `timetable`."""

    name: str
    flow: Flow[..., State[None] | None]
    description: str
    parameters: Mapping[str, str]
    timetable: Timetable

    @property
    def full_name(self) -> str:
        """The name by which Prefect knows it."""
        return f"{self.flow.name}/{self.name}"

    def as_mapping(self) -> dict[str, object]:
        """The deployment for programs, with the next three runs."""
        now = datetime.now(UTC)
        return {"deployment": self.full_name, "schedule": str(self.timetable), "next": self.timetable.next_after(now)}


def plan(settings: BuildSettings) -> list[Deployment]:
    """The deployments of an archive, by name. Raises UsageError for a broken source.yaml."""
    shared = {"raw": str(settings.raw), "build": str(settings.build), "dataset": settings.dataset}
    found = [Deployment("nightly", build_all, "Build a release of all that is new in raw/.", shared, NIGHTLY)]
    for item in sources_to_fetch(settings.raw, settings.sources):
        if item.settings.schedule is not None:
            source = item.source
            place = f"{settings.raw / source.source_id / SOURCE_FILE}: fetch.schedule"
            timetable = read_timetable(item.settings.schedule, source.timezone, place)
            text = f"Fetch {source.title}, and build a release if anything is new."
            found.append(Deployment(source.source_id, ingest, text, {"source": source.source_id, **shared}, timetable))
    return found


class _Runner(Runner):
    """Prefect's runner, ended by SIGTERM as by Ctrl-C: in order, so that what surrounds it is cleared away too."""

    def handle_sigterm(self, *_args: object, **_named: object) -> None:
        """Let asyncio cancel what runs."""
        signal.raise_signal(signal.SIGINT)


def serve(deployments: Sequence[Deployment], say: Callable[[str], None]) -> None:
    """Register the deployments with the server of PREFECT_API_URL and run them as they come due, until interrupted."""
    _limit_builds()
    asyncio.run(_serve(deployments, say))


async def _serve(deployments: Sequence[Deployment], say: Callable[[str], None]) -> None:
    runner = _Runner(name="tearsheet", pause_on_shutdown=False, limit=SIDE_BY_SIDE)
    async with get_client() as client:
        for deployment in deployments:
            deployment_id = await runner.aadd_deployment(_for_runner(deployment))
            if await make_up(client, deployment, deployment_id):
                say(f"{deployment.full_name}: missed while nothing ran it; made up by one run now")
    await runner.start()


async def make_up(client: PrefectClient, deployment: Deployment, deployment_id: UUID) -> bool:
    """See to it that for all runs that were missed one is made, and return whether there was any to make up.

    Where the server has kept missed runs, the newest of them stands for all; where nobody was there to schedule any,
    one is started now.
    """
    now = datetime.now(UTC)
    until_now = FlowRunFilterExpectedStartTime.model_validate({"before_": now})
    of_deployment = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]), expected_start_time=until_now
    )
    newest_first = FlowRunSort.EXPECTED_START_TIME_DESC
    runs = await client.read_flow_runs(flow_run_filter=of_deployment, sort=newest_first, limit=200)
    missed = [run for run in runs if run.state_type is StateType.SCHEDULED]
    for run in missed[1:]:
        await client.set_flow_run_state(run.id, Cancelled(message="Overtaken by a later run."), force=True)
    if missed:
        return True
    reached = runs[0].expected_start_time if runs else (await client.read_deployment(deployment_id)).created
    due = await asyncio.to_thread(deployment.timetable.last_due, now)
    if due is None or reached is None or due <= reached:
        return False
    key = f"made up {deployment_id} {due.isoformat()}"
    await client.create_flow_run_from_deployment(deployment_id, idempotency_key=key, tags=["made-up"])
    return True


def deploy(deployments: Sequence[Deployment], pool: str) -> None:
    """Register the deployments with the server of PREFECT_API_URL for the workers of `pool`, made if need be."""
    _limit_builds()
    with get_client(sync_client=True) as client:
        _make_pool(client, pool)
    for deployment in deployments:
        _for_runner(deployment, pool).apply()


def _make_pool(client: SyncPrefectClient, pool: str) -> None:
    try:
        client.read_work_pool(pool)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=pool, type="process"))


def _limit_builds() -> None:
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(BUILD_LIMIT, 1)


def _for_runner(deployment: Deployment, pool: str | None = None) -> RunnerDeployment:
    places = {key: str(Path(deployment.parameters[key]).resolve()) for key in ("raw", "build")}
    return RunnerDeployment.from_flow(
        deployment.flow,
        name=deployment.name,
        description=deployment.description,
        parameters={**deployment.parameters, **places},
        schedules=[deployment.timetable.schedule()],
        entrypoint_type=EntrypointType.MODULE_PATH,
        work_pool_name=pool,
        tags=["tearsheet"],
    )


def as_prefect_yaml(deployments: Sequence[Deployment], pool: str) -> str:
    """The deployments as the text of a prefect.yaml."""
    written = [
        {
            "name": item.name,
            "description": item.description,
            "entrypoint": f"{item.flow.fn.__module__}.{item.flow.fn.__name__}",
            "parameters": dict(item.parameters),
            "schedules": [item.timetable.as_yaml()],
            "tags": ["tearsheet"],
            "work_pool": {"name": pool},
        }
        for item in deployments
    ]
    said = {"name": "tearsheet", "deployments": written}
    return _HEADER + yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=120)
