"""The benchmarks find what they measure: each imports, so that a figure can be had again by its command."""

import importlib
from pathlib import Path

import pytest

NAMES = sorted(path.stem for path in (Path(__file__).parent / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_imports_what_the_project_has(name):
    missing = ""
    try:
        importlib.import_module(f"tests.benchmarks.{name}")
    except ModuleNotFoundError as absent:
        missing = absent.name or ""
    assert missing.partition(".")[0] not in ("flows", "tests")  # what an extra brings may be absent
