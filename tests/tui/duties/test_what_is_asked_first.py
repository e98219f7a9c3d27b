"""A form asks before an audit passes over what is left to check, and before a day past the end of the work."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import MilestoneEntry, list_milestones, move_milestone
from kodoku_tui.tui.duties.milestone_form import ExtensionForm, MilestoneForm
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.tui.sitting import Sitting, sitting_at

REPORT = "outcome_report"


def duty(desk: Desk, key: str) -> MilestoneEntry:
    return next(one for one in list_milestones(desk, 12) if one.key == key)


async def at_the_karte(sitting: Sitting) -> None:
    sitting.app.show_karte(12)
    await sitting.rest()


async def test_accepting_an_audit_names_what_is_left_to_check(desk: Desk) -> None:
    move_milestone(desk, 12, "final_audit", Move.SUBMIT, on=desk.today)
    async with sitting_at(desk, (100, 40)) as person:
        await at_the_karte(person)
        person.app.open_form(lambda: MilestoneForm(desk, 12, "final_audit"))
        await person.sees("確定検査")
        await person.press("4", "ctrl+s")
        await person.sees("それでも適として記録しますか", "経費の金額が未入力", "実績報告書が未受理")
        await person.press("n")
        await person.sees("適とする前に確かめることがあります")
        assert duty(desk, "final_audit").state == "提出"
        await person.press("ctrl+s")
        await person.sees("それでも適として記録しますか")
        await person.press("y")
        await person.until(lambda: isinstance(person.app.screen, KarteScreen))
    assert duty(desk, "final_audit").word == "適（完了）"


async def test_a_day_past_the_end_of_the_work_is_asked_about(desk: Desk) -> None:
    async with sitting_at(desk, (100, 40)) as person:
        await at_the_karte(person)
        person.app.open_form(lambda: ExtensionForm(desk, 12, REPORT))
        await person.sees("期限を延長")
        await person.type("2026/2/20")
        await person.press("tab")
        await person.type("水害")
        await person.press("ctrl+s")
        await person.sees("それでも延長しますか", "2/10", "内閣府の承諾日がない")
        await person.press("n")
        await person.sees("延長する前に確かめることがあります", "水害")
        assert duty(desk, REPORT).extensions == ()
        await person.press("ctrl+s")
        await person.sees("それでも延長しますか")
        await person.press("y")
        await person.is_told("内閣府対応待ち")
    extended = duty(desk, REPORT)
    assert (extended.due, extended.turn) == (date(2026, 2, 20).isoformat(), "ministry")
