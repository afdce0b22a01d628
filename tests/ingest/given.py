"""A source in a folder, and the records that ingest finds in it."""

from pathlib import Path

from flows.ingest import Reading, read_files, scan


def records(folder: Path, files: dict[str, bytes], source_yaml: str = ""):
    """Records of one source as a list of dicts, in order."""
    rows, _ = records_and_reading(folder, files, source_yaml)
    return rows


def records_and_reading(folder: Path, files: dict[str, bytes], source_yaml: str = ""):
    """The same, with what was noticed while reading."""
    for name, data in files.items():
        path = folder / "paper" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if source_yaml:
        (folder / "paper" / "source.yaml").write_text(source_yaml)
    (found,) = scan(folder)
    reading = Reading(found.source)
    frames = list(read_files(found.files, reading))
    return [row for frame in frames for row in frame.iter_rows(named=True)], reading


def record(folder: Path, name: str, data: bytes, source_yaml: str = ""):
    """The one record of a file."""
    (row,) = records(folder, {name: data}, source_yaml)
    return row


def told(row: dict[str, object], *names: str) -> tuple[object, ...]:
    """Some values of a record, in this order."""
    return tuple(row[name] for name in names)
