"""What is said at the edge of the screen is said once."""

from __future__ import annotations

import pytest

from kodoku_tui.services.desk.desk import Desk
from tests.tui.sitting import sitting_at


@pytest.mark.parametrize("key", ["5", "6", "7", "0", "2"])
async def test_a_file_that_is_gone_is_missed_once(desk: Desk, key: str) -> None:
    async with sitting_at(desk) as sitting:
        for file in desk.path.parent.glob(f"{desk.path.name}*"):
            file.unlink()
        await sitting.press(key)
        sitting.app.file_watch.look()
        await sitting.is_told(str(desk.path), "元の場所に戻せば、このまま続けられます")
        await sitting.rest()
        assert len(sitting.notices) == 1
