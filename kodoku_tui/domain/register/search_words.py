"""What a group of the register is found by, as it stands in the file."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.text.names import search_key


def search_text_of(
    number: int, names: Sequence[str], reading: str | None, project: str, area: str, targets: str
) -> str:
    """Number, names, reading, project, area and targets, as keys."""
    parts = [str(number), *names, *([reading] if reading else []), project, area, targets]
    return " ".join(search_key(part) for part in parts)
