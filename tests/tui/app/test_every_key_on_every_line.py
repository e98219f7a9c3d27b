"""On every kind of line each daily key opens a form about just that line, goes to what it shows, or says why not.

What the table leaves out of a line's own keys is the same everywhere (`usual`): a check-in and an issue of its group, a
milestone of its group that is still to be chosen, and that there is no promise to tick off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import pytest
from textual.screen import Screen

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark, Channel
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.actions import add_action, finish_action, list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.identity import group_uid, programme_uid, session_uid, uid_of
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.services.issues.remedies import list_remedies
from kodoku_tui.services.linkages.indicators import list_indicators
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.saved_views import list_views, save_view
from kodoku_tui.services.sessions.followups import add_followups
from kodoku_tui.services.sessions.sessions import add_session, list_sessions, mark_attendance
from kodoku_tui.services.sessions.surveys import add_survey, list_surveys
from kodoku_tui.tui.duties.day import DayScreen
from kodoku_tui.tui.duties.matrix import MatrixScreen
from kodoku_tui.tui.duties.money import MoneyScreen
from kodoku_tui.tui.duties.plan import PlanScreen
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.karte.records import RecordsScreen
from kodoku_tui.tui.lists.card_board import CardBoard
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.sessions.attendance import AttendanceScreen
from kodoku_tui.tui.sessions.surveys import SurveysScreen
from kodoku_tui.tui.views.views import ViewsScreen
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import Sitting, sitting_at

REPORT, TRAINING, SALON = "outcome_report", "training_1", "salon_9"
KEYS = ("f2", "m", "t", "c", "i", "enter", "x")

# A form says what it is about, another screen what it shows; the rest is said or asked.
Outcome: TypeAlias = tuple[object, ...]
Expected: TypeAlias = Callable[[Desk], Outcome]
TOLD: Outcome = ("told",)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A file with a line of every kind."""
    fill(desk)
    add_action(desk, ActionEntry(group_no=1, title="様式を送る", due_on=date(2025, 12, 10)))
    finish_action(
        desk, add_action(desk, ActionEntry(group_no=1, title="済んだ約束")).row_id, on=date(2025, 12, 11)
    )
    add_contact(desk, 1, ContactEntry(name="架空 花子"))
    mark_attendance(desk, [AttendanceEntry(session=TRAINING, group_no=4, mark=AttendanceMark.ABSENT)])
    add_followups(desk, TRAINING, [4], FollowUp.MATERIALS, due_on=date(2025, 12, 12))
    mark_attendance(desk, [AttendanceEntry(session=TRAINING, group_no=10, mark=AttendanceMark.ABSENT)])
    move_milestone(desk, 5, REPORT, Move.SUBMIT, on=date(2025, 12, 5))
    move_milestone(desk, 6, "contract", Move.SUBMIT, on=date(2025, 6, 5))
    move_milestone(desk, 6, "contract", Move.ACCEPT, on=date(2025, 6, 6))
    with desk.writing("unit.undo", number=7) as unit:
        unit.remove("milestone", milestone_id(desk, 7, "contract"))
    log_checkin(
        desk, CheckinEntry(group_no=8, held_on=date(2025, 10, 1), channel=Channel.PHONE, note="秋に話した")
    )
    add_session(desk, SALON, "雪の日のサロン", "オンラインサロン", on=date(2025, 12, 20))
    add_survey(desk, TRAINING, score="4", comment="よく分かった")
    add_survey(desk, TRAINING, score="3", number=2)
    save_view(desk, "架空の絞り込み", Selection(GroupFilter(text="架空")))
    return desk


def milestone_id(desk: Desk, number: int, key: str) -> int:
    return next(one.id for one in list_milestones(desk, number) if one.key == key)


def session_id(desk: Desk, key: str) -> int:
    return next(one.id for one in list_sessions(desk) if one.key == key)


def group_id(desk: Desk, number: int) -> int:
    return next(one.group_id for one in attention(desk) if one.group_no == number)


def action_id(desk: Desk, title: str) -> int:
    return next(one.id for one in list_actions(desk, with_done=True) if title in one.title)


def group(number: int) -> Expected:
    return lambda desk: ("form", group_uid(desk, number))


def milestone(number: int, key: str) -> Expected:
    return lambda desk: ("form", uid_of(desk, "milestone", milestone_id(desk, number, key)))


def action(title: str) -> Expected:
    return lambda desk: ("form", uid_of(desk, "action", action_id(desk, title)))


def severe_issue(desk: Desk) -> Outcome:
    (found,) = [one.id for one in list_issues(desk, 2) if one.severity == "重"]
    return "form", uid_of(desk, "issue", found)


def attendance(session: str, number: int) -> Expected:
    return lambda desk: ("form", session_uid(desk, session), group_uid(desk, number))


def session(key: str) -> Expected:
    return lambda desk: ("form", session_uid(desk, key))


def last_checkin(number: int) -> Expected:
    return lambda desk: ("form", uid_of(desk, "checkin", list_checkins(desk, number)[0].id))


def year(desk: Desk) -> Outcome:
    return "form", programme_uid(desk)


def told(desk: Desk) -> Outcome:
    return TOLD


def asks(desk: Desk) -> Outcome:
    return ("asks",)


def goes_to(screen: str, shows: object) -> Expected:
    return lambda desk: (screen, shows)


def usual(number: int | None) -> dict[str, Expected]:
    """What the keys do that are about the group of a line, and only about that; without a group they ask or say so."""
    whose = year if number is None else group(number)
    of_group = told if number is None else group(number)
    return {"m": of_group, "t": of_group, "c": whose, "i": whose, "x": told}


@dataclass(frozen=True)
class Line:
    """One kind of line: how to come to its screen, which line it is, of which group, and what its own keys do."""

    way: Sequence[str] | Callable[[Desk], Screen[Any]]
    key: Callable[[Desk], object]
    number: int | None
    own: Mapping[str, Expected] = field(default_factory=dict)
    column: str = ""


def first(desk: Desk) -> Screen[Any]:
    return DayScreen(due_of(desk, 6, "contract"))


def due_of(desk: Desk, number: int, key: str) -> date:
    return date.fromisoformat(next(one.due for one in list_milestones(desk, number) if one.key == key))


def karte(number: int) -> Expected:
    return goes_to("KarteScreen", number)


def of_duty(number: int, key: str) -> dict[str, Expected]:
    return {name: milestone(number, key) for name in ("f2", "m", "t")} | {"enter": karte(number)}


LINES: dict[str, Line] = {
    "今日: a deliverable": Line(
        ["1", "v"],
        lambda desk: f"milestone:{milestone_id(desk, 2, 'contract')}",
        2,
        of_duty(2, "contract"),
    ),
    "今日: a hand-in to be looked at": Line(
        ["1", "v"],
        lambda desk: f"review:{milestone_id(desk, 5, REPORT)}",
        5,
        of_duty(5, REPORT) | {"x": milestone(5, REPORT)},
    ),
    "今日: a session that nobody marked": Line(
        ["1", "v"],
        lambda desk: f"attendance:{session_id(desk, TRAINING)}",
        None,
        {"f2": session(TRAINING)} | dict.fromkeys(("enter", "x"), goes_to("AttendanceScreen", TRAINING)),
    ),
    "今日: an absence that nobody sees to": Line(
        ["1", "v"],
        lambda desk: f"followup:{milestone_id(desk, 10, TRAINING)}",
        10,
        {"enter": karte(10)} | dict.fromkeys(("f2", "x"), attendance(TRAINING, 10)),
    ),
    "今日: a check-in that is due": Line(
        ["1", "v"],
        lambda _: "checkin:8",
        8,
        {"f2": last_checkin(8), "enter": karte(8), "x": group(8)},
    ),
    "今日: a promise": Line(
        ["1", "v"],
        lambda desk: f"action:{action_id(desk, '様式を送る')}",
        1,
        {"f2": action("様式を送る"), "t": action("様式を送る"), "enter": karte(1)},
    ),
    "今日: what follows an absence": Line(
        ["1", "v"],
        lambda desk: f"followup:{action_id(desk, '資料送付')}",
        4,
        {"f2": action("資料送付"), "t": action("資料送付"), "enter": karte(4)},
    ),
    "今日: a session to come": Line(
        ["1", "v"],
        lambda desk: f"session:{session_id(desk, SALON)}",
        None,
        {"f2": session(SALON)} | dict.fromkeys(("enter", "x"), goes_to("AttendanceScreen", SALON)),
    ),
    "今日: the row of a group with a hand-in": Line(
        ["1"], lambda desk: f"group:{group_id(desk, 5)}", 5, of_duty(5, REPORT) | {"x": milestone(5, REPORT)}
    ),
    "今日: the row of a group with a severe issue": Line(
        ["1"],
        lambda desk: f"group:{group_id(desk, 2)}",
        2,
        {"f2": severe_issue, "enter": karte(2), "x": severe_issue},
    ),
    "今日: the row of a session": Line(
        ["1"],
        lambda _: f"fold:attendance:{TRAINING}",
        None,
        {"f2": session(TRAINING)} | dict.fromkeys(("enter", "x"), goes_to("AttendanceScreen", TRAINING)),
    ),
    "団体: a group": Line(["2"], lambda _: 3, 3, {"f2": group(3), "x": group(3), "enter": karte(3)}),
    "研修・会議: a session": Line(
        ["3"], lambda _: SALON, None, {"f2": session(SALON), "enter": goes_to("AttendanceScreen", SALON)}
    ),
    "出欠: a group": Line(
        lambda _: AttendanceScreen(TRAINING),
        lambda _: 3,
        3,
        {"f2": attendance(TRAINING, 3), "enter": karte(3), "x": lambda _: ("nothing",)},
    ),
    "アンケート: an answer without a name": Line(
        lambda _: SurveysScreen(TRAINING),
        lambda desk: next(one.id for one in list_surveys(desk, TRAINING) if one.group_no is None),
        None,
        {"f2": told, "enter": told},
    ),
    "アンケート: an answer of a group": Line(
        lambda _: SurveysScreen(TRAINING),
        lambda desk: list_surveys(desk, TRAINING, number=2)[0].id,
        2,
        {"f2": told, "enter": karte(2)},
    ),
    "記録: an act": Line(
        ["4"],
        lambda desk: list_units(desk)[3].id,
        None,
        {"f2": told, "enter": lambda desk: ("ChangesScreen", list_units(desk)[3].id)},
    ),
    "表: an open cell": Line(
        ["5"], lambda _: 5, 5, of_duty(5, REPORT) | {"enter": milestone(5, REPORT)}, column=REPORT
    ),
    "表: a settled cell": Line(
        ["5"],
        lambda _: 6,
        6,
        {"f2": milestone(6, "contract"), "m": milestone(6, "contract"), "t": told}
        | {"enter": milestone(6, "contract")},
        column="contract",
    ),
    "表: a cell of a session": Line(
        ["5"],
        lambda _: 3,
        3,
        {"f2": goes_to("AttendanceScreen", TRAINING), "enter": goes_to("AttendanceScreen", TRAINING)}
        | {"m": milestone(3, TRAINING), "t": milestone(3, TRAINING)},
        column=TRAINING,
    ),
    "表: a cell with nothing in it": Line(
        ["5"], lambda _: 7, 7, dict.fromkeys(("f2", "m", "t", "enter"), told), column="contract"
    ),
    "暦: a day": Line(
        ["6"],
        lambda _: None,
        None,
        {"f2": told, "enter": goes_to("DayScreen", date(2025, 12, 15))},
    ),
    "暦の日: a deliverable": Line(first, lambda _: "milestone:contract:2", 2, of_duty(2, "contract")),
    "暦の日: a settled one": Line(
        first, lambda _: "milestone:contract:6", 6, of_duty(6, "contract") | {"t": told}
    ),
    "暦の日: a session that a group missed": Line(
        lambda desk: DayScreen(due_of(desk, 1, TRAINING)),
        lambda _: f"milestone:{TRAINING}:10",
        10,
        of_duty(10, TRAINING) | {"f2": attendance(TRAINING, 10)},
    ),
    "暦の日: a session": Line(
        lambda _: DayScreen(date(2025, 12, 20)),
        lambda _: f"session:{SALON}:None",
        None,
        {"f2": session(SALON), "enter": goes_to("AttendanceScreen", SALON)},
    ),
    "課題: a card": Line(
        ["7"],
        lambda desk: list_issues(desk, 1)[0].id,
        1,
        {
            "f2": lambda desk: ("form", uid_of(desk, "issue", list_issues(desk, 1)[0].id)),
            "enter": lambda desk: ("IssueScreen", list_issues(desk, 1)[0].id),
        },
    ),
    "課題の一覧: an issue": Line(
        ["7", "v"],
        lambda desk: list_issues(desk, 2)[0].id,
        2,
        {
            "f2": lambda desk: ("form", uid_of(desk, "issue", list_issues(desk, 2)[0].id)),
            "enter": lambda desk: ("IssueScreen", list_issues(desk, 2)[0].id),
        },
    ),
    "面談・対応: a check-in": Line(
        ["8"], lambda _: "checkin:8", 8, {"f2": last_checkin(8), "enter": karte(8)}
    ),
    "面談・対応: a group without a check-in": Line(
        ["8"], lambda _: "checkin:9", 9, {"f2": told, "enter": karte(9)}
    ),
    "面談・対応: a promise": Line(
        ["8", "v"],
        lambda desk: f"action:{action_id(desk, '様式を送る')}",
        1,
        {"f2": action("様式を送る"), "t": action("様式を送る"), "enter": karte(1)},
    ),
    "連携: a group with one counterpart": Line(
        ["9"],
        lambda _: 2,
        2,
        {
            "f2": lambda desk: ("form", uid_of(desk, "linkage", list_linkages(desk, 2)[0].id)),
            "enter": karte(2),
        },
    ),
    "連携: a group without a counterpart": Line(["9"], lambda _: 3, 3, {"f2": told, "enter": karte(3)}),
    "成果指標: an indicator": Line(
        ["9", "v"],
        lambda desk: list_indicators(desk, 1)[0].id,
        1,
        {
            "f2": lambda desk: ("form", uid_of(desk, "indicator", list_indicators(desk, 1)[0].id)),
            "enter": karte(1),
        },
    ),
    "カルテ": Line(lambda _: KarteScreen(1), lambda _: None, 1, {"f2": group(1)}),
    "カルテの記録: a check-in": Line(
        lambda _: RecordsScreen(1),
        lambda desk: f"checkin:{list_checkins(desk, 1)[0].id}",
        1,
        {"f2": last_checkin(1), "enter": goes_to("OldNoteScreen", None)},
    ),
    "カルテの記録: a promise": Line(
        lambda _: RecordsScreen(1),
        lambda desk: f"action:{action_id(desk, '様式を送る')}",
        1,
        {
            "f2": action("様式を送る"),
            "t": action("様式を送る"),
            "enter": goes_to("NoteScreen", None),
        },
    ),
    "カルテの記録: a promise that was kept": Line(
        lambda _: RecordsScreen(1),
        lambda desk: f"action:{action_id(desk, '済んだ約束')}",
        1,
        {"f2": action("済んだ約束"), "t": told, "enter": goes_to("NoteScreen", None)},
    ),
    "カルテの記録: a person": Line(
        lambda _: RecordsScreen(1),
        lambda desk: f"contact:{list_contacts(desk, 1)[0].id}",
        1,
        {
            "f2": lambda desk: (
                "form",
                group_uid(desk, 1),
                uid_of(desk, "contact", list_contacts(desk, 1)[0].id),
            ),
            "enter": goes_to("NoteScreen", None),
        },
    ),
    "費用: a cost item": Line(
        lambda _: MoneyScreen(1),
        lambda desk: money_of(desk, 1).items[2].item_id,
        1,
        dict.fromkeys(
            ("f2", "enter"),
            lambda desk: (
                "form",
                group_uid(desk, 1),
                uid_of(desk, "cost_item", money_of(desk, 1).items[2].item_id),
            ),
        )
        | {"x": group(1)},
    ),
    "年間計画: a milestone": Line(
        lambda _: PlanScreen(),
        lambda _: REPORT,
        None,
        dict.fromkeys(
            ("f2", "enter"),
            lambda desk: (
                "form",
                uid_of(desk, "milestone_plan", next(one.id for one in list_plan(desk) if one.key == REPORT)),
            ),
        ),
    ),
    "保存した条件: a view": Line(
        lambda _: ViewsScreen(),
        lambda desk: list_views(desk)[0].id,
        None,
        {"f2": lambda desk: ("form", uid_of(desk, "saved_view", list_views(desk)[0].id))},
    ),
}
FOUND: dict[str, tuple[str, Callable[[Desk], str], Expected]] = {
    "a check-in": (
        "秋に話した",
        lambda desk: f"checkin:{list_checkins(desk, 8)[0].id}:8",
        last_checkin(8),
    ),
    "a remedy": (
        "公民館に置いた",
        lambda desk: f"remedy:{list_remedies(desk, 1)[0].id}:1",
        lambda desk: ("form", uid_of(desk, "remedy", list_remedies(desk, 1)[0].id)),
    ),
    "an answer without a name": (
        "よく分かった",
        lambda desk: f"survey:{list_surveys(desk)[0].id}:None",
        told,
    ),
}
# Ctrl+X takes a promise off the list: it is seen apart, at the end.
TICKS = (
    "今日: a promise",
    "今日: what follows an absence",
    "面談・対応: a promise",
    "カルテの記録: a promise",
)


async def come_to(sitting: Sitting, line: Line) -> Screen[Any]:
    """Go to the screen of the line, and give it."""
    desk = sitting.app.desk
    if callable(line.way):
        await sitting.app.push_screen(line.way(desk))
        await sitting.rest()
    else:
        await sitting.press(*line.way)
    return sitting.app.screen


async def stand_on(sitting: Sitting, screen: Screen[Any], line: Line) -> None:
    """Let nothing lie over the screen, nothing be said any more, and the cursor be on the line."""
    app = sitting.app
    while app.screen is not screen:
        app.pop_screen()
        await sitting.rest()
    app.drafts.clear()
    app.clear_notifications()
    key = line.key(app.desk)
    if isinstance(screen, ListScreen):
        screen.stand_on(key)  # type: ignore[arg-type]
        screen.reload()
        await sitting.rest()
        assert screen.table.cursor_key == key
    if isinstance(screen, MatrixScreen):
        names = [column.key for column in screen.cells.columns]
        screen.cells.cursor_column = names.index(line.column)
        await sitting.rest()
        assert screen.milestone_key == line.column
    board = screen.query(CardBoard)
    if board:
        while board.first().key != key:
            before = board.first().key
            await sitting.press("down")
            if board.first().key == before:
                await sitting.press("right", *["up"] * 9)


def outcome(sitting: Sitting, below: Screen[Any]) -> Outcome:
    """What a key came to."""
    screen = sitting.app.screen
    if isinstance(screen, FormScreen):
        return "form", *screen.about
    if isinstance(screen, ChooseScreen):
        return ("asks",)
    if screen is not below:
        names = ("_session", "_issue_id", "_unit_id", "_day", "group_number")
        shown = [getattr(screen, name) for name in names if hasattr(screen, name)]
        return type(screen).__name__, shown[0] if shown else None
    return TOLD if sitting.app._notifications else ("nothing",)


@pytest.mark.long
@pytest.mark.parametrize("name", LINES)
async def test_a_key_is_about_the_line_under_the_cursor_or_says_why_not(full: Desk, name: str) -> None:
    line = LINES[name]
    expected = {**usual(line.number), **line.own}
    keys = [key for key in KEYS if key in expected and not (key == "x" and name in TICKS)]
    came_to: dict[str, Outcome] = {}
    async with sitting_at(full) as sitting:
        screen = await come_to(sitting, line)
        for key in keys:
            await stand_on(sitting, screen, line)
            await sitting.press(key)
            came_to[key] = outcome(sitting, screen)
    assert came_to == {key: expected[key](full) for key in keys}


@pytest.mark.long
@pytest.mark.parametrize("name", FOUND)
async def test_a_key_is_about_what_was_found(full: Desk, name: str) -> None:
    words, key, put_right = FOUND[name]
    number = int(key(full).rpartition(":")[2]) if not key(full).endswith("None") else None
    enter = told if number is None else karte(number)
    line = Line(["0"], key, number, {"f2": put_right, "enter": enter})
    expected = {**usual(number), **line.own}
    came_to: dict[str, Outcome] = {}
    async with sitting_at(full) as sitting:
        await sitting.press("0")
        await sitting.type(words)
        await sitting.press("down")
        for pressed in expected:
            await stand_on(sitting, sitting.app.screen_stack[0], line)
            await sitting.press(pressed)
            came_to[pressed] = outcome(sitting, sitting.app.screen_stack[0])
    assert came_to == {key: expected[key](full) for key in expected}


@pytest.mark.long
@pytest.mark.parametrize("name", TICKS)
async def test_x_ticks_off_the_promise_under_the_cursor_and_no_other(full: Desk, name: str) -> None:
    line = LINES[name]
    before = {one.id for one in list_actions(full)}
    ticked = int(str(line.key(full)).rpartition(":")[2])
    async with sitting_at(full) as sitting:
        screen = await come_to(sitting, line)
        await stand_on(sitting, screen, line)
        await sitting.press("x")
        await sitting.is_told("完了")
    assert before - {one.id for one in list_actions(full)} == {ticked}
