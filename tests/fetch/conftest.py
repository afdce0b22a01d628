"""A paper on the web, whose server is asked again without pauses."""

import pytest

from flows.fetch import manners
from tests.fetch.paper import print_paper


@pytest.fixture
def paper(monkeypatch):
    monkeypatch.setattr(manners, "FIRST_PAUSE_SECONDS", 0.01)
    with print_paper() as found:
        yield found
