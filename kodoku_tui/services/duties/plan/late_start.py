"""A register that was started during its year: asking once, and settling what lies before a day in one act."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kodoku_tui.domain.duties.late_start import FirstSight, Settling, settled_as
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.queries import row, rows

_KEPT_OPEN = "late_start_kept_open."


@dataclass(frozen=True, slots=True)
class SettledDuty:
    """One duty of the plan: of how many groups it would be settled, and as what."""

    key: str
    title: str
    title_en: str
    groups: int
    state: MilestoneState


@dataclass(frozen=True, slots=True)
class SettlementPreview:
    """What settling would do: by duty, and how many stay because something is recorded of them already."""

    before: date
    how: Settling
    duties: tuple[SettledDuty, ...]
    left: int

    @property
    def count(self) -> int:
        """How many duties would be settled."""
        return sum(duty.groups for duty in self.duties)


def asks_about_late_start(desk: Desk) -> FirstSight | None:
    """What to ask about where the year at hand was started late and nobody has answered; else None."""
    with desk.reading() as connection:
        programme = desk.programme
        if programme["is_demonstration"] or _answer(connection, programme) is not None:
            return None
        found = row(connection, "duties/first_sight", programme_id=programme["id"])
        assert found is not None
    sight = FirstSight(found["groups"], found["recorded"], found["late"])
    return sight if sight.began_late else None


def keep_all_open(desk: Desk) -> Outcome:
    """Whatever lies in the past stays open, for everybody on the file: nobody is asked any more about this year."""
    programme = desk.programme
    with desk.writing("unit.late_start_kept", year=programme["fiscal_year"]) as unit:
        if _answer(unit.connection, programme) is None:
            unit.insert("file_setting", key=_KEPT_OPEN + programme["uid"], value="yes")
    return Outcome.of(unit, Said("saved.late_start_kept", year=programme["fiscal_year"]))


def preview_settlement(desk: Desk, before: date, how: Settling = Settling.NOT_HERE) -> SettlementPreview:
    """What `settle_before` would do now; writes nothing. Raises `Refused` for a day to come."""
    _check_day(desk, before)
    with desk.reading() as connection:
        return _preview(_lying(desk, connection, before), before, how)


def settle_before(desk: Desk, before: date, *, reason: str, how: Settling = Settling.NOT_HERE) -> Outcome:
    """Settle every open duty that counts on a day before `before` and of which nothing is recorded, as one unit.

    対象外, or with `Settling.DONE` as accepted by the eve of that day, without a hand-in that nobody saw; a session is
    対象外 either way. Raises `Refused` without a reason, for a day to come, and where nothing lies before it.
    """
    reason = clean_text(reason).text
    if not reason:
        raise Refused("error.reason_empty", field="reason")
    _check_day(desk, before)
    eve = (before - timedelta(days=1)).isoformat()
    note = f"{how.value}: {reason}"
    with desk.writing("unit.settle_before", date=before, state=how.value, comment=reason) as unit:
        lying = _lying(desk, unit.connection, before)
        preview = _preview(lying, before, how)
        if not preview.count:
            raise Refused("error.nothing_lies_before", field="before", date=before)
        for duty in lying:
            if duty["is_untouched"]:
                state = settled_as(duty["kind"], how)
                on = eve if state is MilestoneState.ACCEPTED else desk.today.isoformat()
                values = {"state": state.value, "state_on": on, "note": note}
                unit.update("milestone", duty["id"], values, version=duty["version"])
    saved = Said("saved.settled_before", date=before, count=preview.count)
    has_contracts = how is Settling.DONE and any(
        duty["kind"] == MilestoneKind.CONTRACT and duty["is_untouched"] for duty in lying
    )
    return Outcome.of(
        unit,
        saved,
        followed=(Said("late_start.left", count=preview.left),) if preview.left else (),
        warnings=(Said("late_start.contract_day", date=eve),) if has_contracts else (),
        is_of_many=True,
    )


def told_settlement(preview: SettlementPreview) -> tuple[Said, ...]:
    """A preview as sentences: a duty a line, then what stays."""
    lines = [
        Said(
            "late_start.duty",
            title=duty.title,
            title_en=duty.title_en,
            count=duty.groups,
            state=duty.state,
        )
        for duty in preview.duties
    ]
    if preview.left:
        lines.append(Said("late_start.left", count=preview.left))
    return tuple(lines)


def _preview(lying: Sequence[sqlite3.Row], before: date, how: Settling) -> SettlementPreview:
    duties: dict[str, SettledDuty] = {}
    for one in lying:
        if one["is_untouched"]:
            known = duties.get(one["key"])
            duties[one["key"]] = SettledDuty(
                one["key"],
                one["title"],
                one["title_en"],
                1 if known is None else known.groups + 1,
                settled_as(one["kind"], how),
            )
    left = sum(not one["is_untouched"] for one in lying)
    return SettlementPreview(before, how, tuple(duties.values()), left)


def _lying(desk: Desk, connection: sqlite3.Connection, before: date) -> Sequence[sqlite3.Row]:
    return rows(
        connection, "duties/lying_before", programme_id=desk.programme["id"], before=before.isoformat()
    )


def _check_day(desk: Desk, before: date) -> None:
    if before > desk.today:
        raise Refused("error.date_in_future", field="before", date=before)


def _answer(connection: sqlite3.Connection, programme: sqlite3.Row) -> str | None:
    found = connection.execute(
        "SELECT value FROM file_setting WHERE key = ?", (_KEPT_OPEN + programme["uid"],)
    ).fetchone()
    return None if found is None else str(found["value"])
