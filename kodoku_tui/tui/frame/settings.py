"""What the app remembers of the person at this machine."""

from __future__ import annotations

import json
from pathlib import Path


def remembered_staff() -> str:
    """Who sat here last, empty when nobody said."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return str(found.get("staff", ""))
    except (OSError, ValueError, AttributeError):
        # A missing or spoilt file of comforts is no reason not to start.
        return ""


def remember_staff(name: str) -> None:
    """Remember who sits here; a folder that cannot be written is no reason to stop."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({"staff": name}, ensure_ascii=False), encoding="utf-8")
    except OSError:
        return


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("kodoku") / "settings.json"
