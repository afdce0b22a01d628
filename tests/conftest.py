"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test measures time; on CI the same examples run every time.
settings.register_profile("tearsheet", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("tearsheet")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation sets beside the checkout, or a skip where it is not there."""
    folder = Path(os.environ.get("TEARSHEET_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the evaluation sets are not beside this checkout")
    return folder
