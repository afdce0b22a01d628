"""The collector of reference cycles rests during work that makes none, and is afterwards as it was."""

import gc

import pytest

from flows.collector import uncollected


def test_rests_inside_and_works_again_behind() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="a text"), uncollected():
        raise ValueError("a text")
    assert gc.isenabled()


def test_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
