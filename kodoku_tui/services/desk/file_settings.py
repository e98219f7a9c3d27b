"""What everybody who works on this file agreed on; kept in the file, so that the log tells who changed it when."""

from __future__ import annotations

from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome

PERSONAL_DATA = "personal_data_in_exports"

_YES, _NO = "yes", "no"


def file_code(desk: Desk) -> str:
    """What tells this file from others; a copy has the same."""
    with desk.reading() as connection:
        (code,) = connection.execute("SELECT code FROM file_identity").fetchone()
    return str(code)


def personal_data_allowed(desk: Desk) -> bool:
    """Whether names, telephone numbers and mail addresses of contacts may stand in what is exported; at first no."""
    with desk.reading() as connection:
        found = connection.execute(
            "SELECT value FROM file_setting WHERE key = ?", (PERSONAL_DATA,)
        ).fetchone()
    return found is not None and found["value"] == _YES


def allow_personal_data(desk: Desk, allowed: bool) -> Outcome:
    """Let exports show personal data, or not."""
    what = "unit.personal_data_on" if allowed else "unit.personal_data_off"
    with desk.writing(what) as unit:
        found = unit.connection.execute(
            "SELECT id FROM file_setting WHERE key = ?", (PERSONAL_DATA,)
        ).fetchone()
        value = _YES if allowed else _NO
        if found is not None:
            unit.update("file_setting", found["id"], {"value": value})
        elif allowed:
            unit.insert("file_setting", key=PERSONAL_DATA, value=value)
    return Outcome.of(unit, Said("saved.personal_data_on" if allowed else "saved.personal_data_off"))
