"""F2 puts right what stands under the cursor, wherever it shows, or says why it cannot be."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatch

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.sessions.sessions import add_session, mark_attendance
from kodoku_tui.tui.forms.form import FormScreen
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import NARROW, sitting_at


@pytest.fixture
def filled(desk: Desk) -> Desk:
    fill(desk)
    add_action(desk, ActionEntry(group_no=1, title="様式を送る", due_on=date(2025, 12, 10)))
    add_contact(desk, 1, ContactEntry(name="架空 花子", role="会計"))
    seen = AttendanceEntry(
        session="training_1", group_no=1, mark=AttendanceMark.ON_SITE, heads=2, names="架空 太郎"
    )
    mark_attendance(desk, [seen])
    extend_due(desk, 1, "outcome_report", to=date(2026, 2, 20), reason="大雪で集計が遅れた")
    add_session(desk, "salon_9", "雪の日のサロン", "オンラインサロン", on=date(2025, 12, 20))
    return desk


FOUND = {
    "チラシの相談": ("面談記録を訂正", "チラシの相談"),
    "領収書の宛名": ("課題の変更", "領収書の宛名が個人名"),
    "薬局に手渡し": ("対応策", "薬局に手渡しを頼んだ"),
    "様式を送る": ("対応事項", "様式を送る"),
    "案内を載せる": ("連携", "架空市福祉課"),
    "カフェの参加者数": ("成果指標", "カフェの参加者数"),
    "架空 花子": ("連絡先", "会計"),
    "架空 太郎": ("出欠", "架空 太郎"),
    "雪あかり坂くらし舎": ("団体", "冬ごもりの前に顔なじみをつくる"),
}


@pytest.mark.a_few(2)
@pytest.mark.parametrize("typed", FOUND)
async def test_what_a_search_found_is_put_right_in_its_own_form(filled: Desk, typed: str) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("0")
        await sitting.type(typed)
        await sitting.press("down", "f2")
        assert isinstance(sitting.app.screen, FormScreen)
        await sitting.sees(*FOUND[typed])
        await sitting.press("escape")
        assert sitting.table.has_focus


async def test_what_was_said_once_stays_and_f2_says_so(filled: Desk) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("0")
        await sitting.type("大雪で集計")
        await sitting.press("down", "f2")
        await sitting.is_told("言われたとおりに残す")


@pytest.mark.a_few(3)
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("action:*", ("対応事項を変更", "様式を送る")),
        ("milestone:*", ("手続・行事の状態を変更", "1 NPO法人 雪あかり坂くらし舎", "契約締結")),
        ("session:*", ("研修・会議を変更", "雪の日のサロン")),
        ("checkin:8", ("面談記録を訂正", "秋に話したこと")),
    ],
)
async def test_a_line_of_today_is_put_right(filled: Desk, key: str, words: tuple[str, ...]) -> None:
    autumn = CheckinEntry(group_no=8, held_on=date(2025, 10, 1), channel=Channel.PHONE, note="秋に話したこと")
    log_checkin(filled, autumn)
    async with sitting_at(filled) as sitting:
        await sitting.press("v")
        await sitting.sees("緊急度")
        # Until the cursor stands on the first line of the kind.
        while not fnmatch(str(sitting.table.cursor_key), key):
            before = sitting.table.cursor_row
            await sitting.press("down")
            assert sitting.table.cursor_row > before, key
        await sitting.press("f2")
        assert isinstance(sitting.app.screen, FormScreen)
        await sitting.sees(*words)


async def test_a_group_without_a_checkin_has_none_to_put_right(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("8", "f2")
        await sitting.is_told("まだ面談記録がありません")


async def test_f2_on_the_linkages_changes_the_counterpart_and_on_the_indicators_the_indicator(
    filled: Desk,
) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("9", "f2")
        await sitting.sees("連携の記録", "架空市福祉課", "市は案内、団体は運営")
        await sitting.press("escape", "down", "down", "f2")
        await sitting.is_told("まだ連携の記録がありません")
        await sitting.press("v", "f2")
        await sitting.sees("成果指標", "カフェの参加者数")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["4"], "履歴は書き換えられません"),
        (["6"], "Enter でその日を開く"),
        (["7"], "ここには F2 で直せるものがありません"),
    ],
)
async def test_where_nothing_can_be_put_right_f2_says_why(desk: Desk, keys: list[str], words: str) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press(*keys, "f2")
        await sitting.is_told(words)


async def test_a_day_of_the_calendar_is_put_right_line_by_line(filled: Desk) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("6", *["right"] * 5, "enter", "f2")
        await sitting.sees("研修・会議を変更", "雪の日のサロン")


async def test_of_two_sessions_alike_in_title_and_day_the_attendance_that_was_found_is_opened(
    desk: Desk,
) -> None:
    for key in ("salon_1", "salon_2"):
        add_session(desk, key, "サロン", "オンラインサロン", on=date(2025, 12, 10))
    for key, names in (("salon_1", "午前 花子"), ("salon_2", "午後 太郎")):
        seen = AttendanceEntry(session=key, group_no=1, mark=AttendanceMark.ONLINE, names=names)
        mark_attendance(desk, [seen])
    async with sitting_at(desk) as sitting:
        await sitting.press("0")
        await sitting.type("午後 太郎")
        await sitting.press("down", "f2")
        await sitting.sees("出欠", "サロン", "午後 太郎")
        assert "午前 花子" not in sitting.text
