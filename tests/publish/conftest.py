"""A release of the tiny archive."""

import pytest

from flows.publish import publish_release
from flows.release import Release
from tests.publish.archive import PROVENANCE, make_tables, settings


@pytest.fixture(scope="session")
def release(tmp_path_factory) -> Release:
    """A first release; tests only read it."""
    return publish_release(make_tables(), settings(tmp_path_factory.mktemp("read-only")), PROVENANCE).release
