"""Tables written as a release folder, with what lies beside it."""

import hashlib
import json
from pathlib import Path

import polars as pl

from flows.tables import table

LOAD_SQL = """
-- Views and macros of the release.
create or replace view articles as select * from read_parquet('articles.parquet');
create or replace macro articles_of(wanted) as table select article_id, title from articles where source_id = wanted;
create or replace view persons as select * from entities where kind = 'person';
copy (select 1) to 'never-written.csv';
"""


def write_release(dataset: Path, version: str, frames: dict[str, pl.DataFrame]) -> Path:
    """A release folder with valid checksums, and versions.json and latest.json beside it."""
    folder = dataset / version
    folder.mkdir(parents=True)
    resources = []
    for name, frame in frames.items():
        path = folder / f"{name}.parquet"
        frame.write_parquet(path)
        resources.append(
            {
                "name": name,
                "path": path.name,
                "bytes": path.stat().st_size,
                "rows": frame.height,
                "format": "parquet",
                "hash": f"sha256:{_digest(path)}",
                "schema": json.loads(table(name).descriptor_json),
            }
        )
    descriptor = {"name": dataset.name, "version": version, "title": "A small archive", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    (folder / "load.sql").write_text(LOAD_SQL)
    (folder / "README.md").write_text("# A small archive\n")
    write_sums(folder)
    register(dataset, version, frames)
    return folder


def write_sums(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text("".join(f"{_digest(path)}  {path.name}\n" for path in files))


def register(dataset: Path, version: str, frames: dict[str, pl.DataFrame]) -> None:
    path = dataset / "versions.json"
    said = json.loads(path.read_text()) if path.exists() else {"dataset": dataset.name, "versions": []}
    digest = _digest(dataset / version / "SHA256SUMS")
    at = f"2026-11-2{len(said['versions'])}T09:00:00Z"
    changes = {"added": 0, "changed": 0, "removed": 0}
    for change in frames["changes"].get_column("change").to_list():
        changes[change] += 1
    counts = {name: frame.height for name, frame in frames.items()}
    entry = {
        "version": version,
        "status": "published",
        "released_at": at,
        "digest": digest,
        "counts": counts,
        "changes": changes,
    }
    said["versions"].append(entry)
    path.write_text(json.dumps(said))
    latest = {"dataset": dataset.name, "version": version, "path": version, "released_at": at, "digest": digest}
    (dataset / "latest.json").write_text(json.dumps(latest))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
