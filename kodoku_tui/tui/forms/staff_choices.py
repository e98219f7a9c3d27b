"""The people of the secretariat to choose from."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.tui.forms.plain_list import Choice


def staff_choices(desk: Desk, standing: str | None = None) -> list[Choice[str]]:
    """Everybody who can be given something, and who stands in the record that is corrected, retired or not."""
    readings = {member.name: member.reading for member in list_staff(desk)}
    if standing:
        readings.setdefault(standing, "")
    return [Choice(name, name, reading) for name, reading in readings.items()]
