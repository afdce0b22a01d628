"""The rooms stay apart: none imports another, so each can be read, tested and replaced alone."""

import ast
from pathlib import Path

import pytest

import flows

PACKAGE = Path(flows.__file__).parent
ROOMS = ("fetch", "ingest", "clean", "normalize", "publish", "query")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room(room):
    others = tuple(f"flows.{other}" for other in ROOMS if other != room)
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    for path in files:
        foreign = [name for name in imported(path) if name in others or name.startswith(tuple(f"{o}." for o in others))]
        assert not foreign, f"{path.relative_to(PACKAGE)} imports {foreign[0]}"
