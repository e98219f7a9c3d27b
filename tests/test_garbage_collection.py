"""The search for cycles rests while many rows are made, and goes on afterwards whatever happens."""

from __future__ import annotations

import gc

import pytest

from kodoku_tui.garbage_collection import collecting_later


def test_the_search_goes_on_after_the_last_and_after_an_error() -> None:
    assert gc.isenabled()
    with collecting_later():
        with collecting_later():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), collecting_later():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_whoever_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with collecting_later():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
