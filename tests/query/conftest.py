"""A small release written by hand, so that the room is tested without the rooms before it."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.ids import make_id, text_sha256
from flows.ledger import Edit, RawOffsets, redo
from flows.tables import TABLE_NAMES, table
from tests.fileserver import Site, serve
from tests.harbour import command, harbour, harbour_built, web  # noqa: F401 - fixtures

LOAD_SQL = """
-- Views and macros of the release.
create or replace view articles as select * from read_parquet('articles.parquet');
create or replace macro articles_of(wanted) as table select article_id, title from articles where source_id = wanted;
create or replace view persons as select * from entities where kind = 'person';
copy (select 1) to 'never-written.csv';
"""


@dataclass
class Piece:
    """One article to be: where it stands, its raw text, the edits as (rule, before, after)."""

    source: str
    native: str
    title: str
    raw: str
    edits: list[tuple[str, str, str]]
    published: str | None = "2022-01-05"
    language: str = "en"
    names: tuple[tuple[str, str], ...] = ()


SHARE_BAR = "Share this article\nFacebook Twitter\n"
PIECES = [
    Piece(
        "almanac",
        "gas-price",
        "Protests over the price of gas",
        f"{SHARE_BAR}On January 2 people came out in Zhanaozen. The price had doubled to $ 0.27 a litre.\nshe.\n"
        "“We want the old price,” said Aigul Bekova.\nPrevious Nadal wins\nNext Webb arrives\n",
        [
            ("share_bar", SHARE_BAR, ""),
            ("currency_space", "$ 0", "$0"),
            ("stray_word", "she.", "she."),
            ("pager", "Previous Nadal wins\nNext Webb arrives\n", ""),
        ],
        names=(("Zhanaozen", "place"), ("Aigul Bekova", "person")),
    ),
    Piece(
        "almanac",
        "new-name",
        "The council takes a new name",
        "President Recep Tayyip Erdoğan chaired the summit in Istanbul. Erdoğan will run again.\n",
        [],
        published="2021-11-13",
        names=(("Recep Tayyip Erdoğan", "person"), ("Istanbul", "place"), ("Erdoğan", "person")),
    ),
    Piece(
        "wire",
        "2022-7",
        "Rate left alone",
        "The bank left its rate alone. Erdogan wants it <lower> & soon \U0001f600.\x1b[31m\n",
        [],
        published="2022-03-17",
        names=(("Erdogan", "person"),),
    ),
    Piece("wire", "2022-8", "Кубок под дождём", "Команды бежали под дождём.\n", [], language="ru", published=None),
    Piece("wire", "2022-9", "The price of bread", "Bakers say the price of flour runs ahead of wages.\n", []),
]
RULES_OF_NAMES = {"Erdoğan": "Recep Tayyip Erdoğan", "Erdogan": "Recep Tayyip Erdoğan"}


def build_tables(pieces: list[Piece]) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLE_NAMES}
    for source in sorted({piece.source for piece in pieces}):
        rows["sources"].append(
            {
                "source_id": source,
                "title": f"The {source.title()}",
                "kind": "outlet",
                "licence": "CC0-1.0",
                "rights": "full",
            }
        )
    for piece in pieces:
        _add(rows, piece)
    rows["entities"] = _entities(rows["mentions"])
    frames = {}
    for name in TABLE_NAMES:
        columns = {column: [row.get(column) for row in rows[name]] for column in table(name).columns}
        frames[name] = table(name).conform(pl.DataFrame(columns, schema=table(name).schema))
    return frames


def _add(rows: dict[str, list[dict[str, object]]], piece: Piece) -> None:
    article_id = make_id(piece.source, piece.native)
    document_id = make_id("document", piece.source, piece.native)
    edits, at = [], 0
    for rule, before, after in piece.edits:
        start = piece.raw.index(before, at)
        at = start + len(before)
        edits.append(Edit(start, at, rule, before, after))
    text = redo(piece.raw, edits)
    published = datetime.fromisoformat(piece.published).replace(tzinfo=UTC) if piece.published else None
    path = f"{piece.source}/{piece.native}.txt"
    content = piece.raw.encode()
    rows["documents"].append(
        {
            "document_id": document_id,
            "source_id": piece.source,
            "native_id": piece.native,
            "path": path,
            "status": "accepted",
            "media_type": "text/plain",
            "encoding": "utf-8",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    )
    rows["articles"].append(
        {
            "article_id": article_id,
            "document_id": document_id,
            "source_id": piece.source,
            "title": piece.title,
            "authors": [],
            "url": f"https://{piece.source}.example.org/{piece.native}",
            "published_at": published,
            "language": piece.language,
            "published_precision": "day" if published else None,
            "published_from": "record" if published else None,
            "text": text,
            "words": len(text.split()),
            "raw_sha256": text_sha256(piece.raw),
            "text_sha256": text_sha256(text),
            "cluster_id": article_id,
        }
    )
    for position, edit in enumerate(edits):
        rows["edits"].append(dict(article_id=article_id, position=position, **edit._asdict()))
    _recognise(rows, piece, article_id, text, RawOffsets(edits))


def _recognise(rows, piece: Piece, article_id: str, text: str, offsets: RawOffsets) -> None:
    def span(surface: str, start: int) -> dict[str, object]:
        end = start + len(surface)
        raw_start, raw_end = offsets.span(start, end)
        return {
            "article_id": article_id,
            "field": "text",
            "start": start,
            "end": end,
            "raw_start": raw_start,
            "raw_end": raw_end,
            "surface": surface,
        }

    at = 0
    for surface, kind in piece.names:
        start = text.index(surface, at)
        at = start + len(surface)
        entity_id = make_id("entity", RULES_OF_NAMES.get(surface, surface))
        rows["mentions"].append(
            span(surface, start) | {"entity_id": entity_id, "kind": kind, "method": "full", "score": 0.9}
        )
    if "January 2" in text:
        rows["dates"].append(span("January 2", text.index("January 2")) | {"type": "DATE", "value": "2022-01-02"})
    if "$0.27" in text:
        rows["amounts"].append(span("$0.27", text.index("$0.27")) | {"currency": "USD", "value": 0.27, "per": "litre"})
    if "“" in text:
        start = text.index("“") + 1
        words = text[start : text.index("”")]
        rows["quotations"].append(
            {
                "article_id": article_id,
                "start": start,
                "end": start + len(words),
                "text": words,
                "speaker": "Aigul Bekova",
                "speaker_entity_id": make_id("entity", "Aigul Bekova"),
                "cue": "said",
            }
        )


def _entities(mentions: list[dict[str, object]]) -> list[dict[str, object]]:
    by_id: dict[object, list[dict[str, object]]] = {}
    for mention in mentions:
        by_id.setdefault(mention["entity_id"], []).append(mention)
    return [
        {
            "entity_id": entity_id,
            "kind": group[0]["kind"],
            "name": max((str(row["surface"]) for row in group), key=len),
            "aliases": sorted({str(row["surface"]) for row in group}),
            "mention_count": len(group),
            "article_count": len({row["article_id"] for row in group}),
        }
        for entity_id, group in by_id.items()
    ]


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
