"""What the app remembers of the person at this machine."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.written_files import NOTES, WrittenPath


def remembered_staff() -> str:
    """Who sat here last, empty when nobody said."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return str(found.get("staff", ""))
    except (OSError, ValueError, AttributeError):
        # A missing or spoilt file of comforts is no reason not to start.
        return ""


def remember_staff(name: str, *, database: Path) -> None:
    """Remember who sits here, at this file; a folder that cannot be written is no reason to stop."""
    with suppress(OSError, Refused):
        _file().parent.mkdir(parents=True, exist_ok=True)
        path = WrittenPath(_file(), ending=NOTES, database=database, replaces=True)
        with path.being_written() as beside:
            beside.write_text(json.dumps({"staff": name}, ensure_ascii=False), encoding="utf-8")


def settings_file(name: str) -> Path:
    """Where the person's own settings of this name are on this machine."""
    from platformdirs import user_config_path

    return user_config_path("kodoku") / name


def _file() -> Path:
    return settings_file("settings.json")
