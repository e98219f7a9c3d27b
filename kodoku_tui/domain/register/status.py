"""Where a group stands in its year."""

from __future__ import annotations

from enum import StrEnum


class GroupStatus(StrEnum):
    """Whether a group still takes part in its programme."""

    ACTIVE = "実施中"
    WITHDRAWN = "辞退"
    STOPPED = "中止"
    COMPLETED = "完了"
