"""Whoever leaves the first step of an import while a file is read need not wait for it, nor the program to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.model import IntakeCancelled
from kodoku_tui.tui.intake.journey import ImportJourney


def test_a_file_that_nobody_waits_for_is_not_read_to_its_end(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "届いた.csv"
    path.write_text("番号,団体名\n1,架空の会\n", encoding="utf-8")
    journey = ImportJourney(desk)
    journey.leave_reading()
    with pytest.raises(IntakeCancelled):
        journey.read(path)
    assert journey.opened is None
