"""What a group replied of the sessions to come, on its page: before the day the reply, from the day on who came."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Reply
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.sessions.announcements import move_session
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.tui.karte.sections.attendance import attendance_lines
from tests.desks import go_to

SESSION = "final_meeting"


def told(desk: Desk, number: int) -> str:
    lines = map(str, attendance_lines(group_karte(desk, number), desk.today))
    (line,) = [line for line in lines if line.startswith("最終報告会")]
    return line


def test_the_page_tells_the_reply_until_the_day_and_then_who_came(desk: Desk) -> None:
    move_session(desk, SESSION, on=date(2026, 3, 6))
    record_replies(desk, SESSION, [ReplyEntry(group_no=12, reply=Reply.COMING)])
    assert told(desk, 12) == "最終報告会  2026/3/6(金)  返事 参加予定"
    assert told(desk, 13) == "最終報告会  2026/3/6(金)  返事 未回答"
    move_session(desk, SESSION, on=date(2026, 3, 1), is_day_open=True)
    assert told(desk, 12) == "最終報告会  3月（日未定）  返事 参加予定"
    move_session(desk, SESSION, on=date(2026, 3, 6))
    go_to(desk, date(2026, 3, 6))
    assert told(desk, 12) == "最終報告会  未確認"


def test_of_a_group_that_left_no_reply_is_awaited(desk: Desk) -> None:
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
    lines = [str(line) for line in attendance_lines(group_karte(desk, 12), desk.today)]
    assert not [line for line in lines if "返事" in line]
