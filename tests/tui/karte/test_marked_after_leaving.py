"""Records of after a group's leaving, on its page and among its vouchers: they say that they are."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import EvidenceEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import add_evidence
from kodoku_tui.services.duties.money.sentences import say_evidence
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.tui.karte.page import left_of, right_of

LEFT_ON = date(2025, 11, 20)


def call(on: date, note: str) -> CheckinEntry:
    return CheckinEntry(group_no=12, held_on=on, channel=Channel.PHONE, note=note)


def test_what_closes_and_what_was_written_down_later_is_marked_wherever_it_shows(desk: Desk) -> None:
    for move, day in ((Move.SUBMIT, 20), (Move.ACCEPT, 25)):
        move_milestone(desk, 12, "contract", move, on=date(2025, 6, day))
    log_checkin(desk, call(date(2025, 11, 3), "まだ続けると聞いた"))
    voucher: dict[EvidenceStep, date | None] = {EvidenceStep.PAYMENT: date(2025, 11, 1)}
    add_evidence(desk, 12, EvidenceEntry(item="謝金", payee="先の払い", amount=1000, dates=voucher))
    end_group(desk, 12, GroupStatus.STOPPED, on=LEFT_ON, reason="都合")
    log_checkin(desk, call(date(2025, 11, 10), "あとから書いた電話"))
    add_evidence(desk, 12, EvidenceEntry(item="謝金", payee="後の払い", amount=1000, dates=voucher))
    move_milestone(desk, 12, "expense_report", Move.SUBMIT, on=desk.today)
    move_milestone(desk, 12, "expense_report", Move.RETURN, on=desk.today, comment="合計が違う")

    karte = group_karte(desk, 12)
    page = [
        line
        for part in (left_of(karte, [], desk.today), right_of(karte, desk.today))
        for line in str(part).splitlines()
    ]
    (later,) = [line for line in page if line.startswith("11/10")]
    (before,) = [line for line in page if line.startswith("11/3")]
    assert (later.endswith("（中止後に記入）"), before.endswith("）")) == (True, False)
    (report,) = [line for line in page if line.startswith("実績報告書 ") and "差戻し" in line]
    (round_of_it,) = [line for line in page if line.strip().startswith("1回目")]
    assert report.endswith("（中止後の記録）") and round_of_it.endswith("（中止後の記録）")
    (contract,) = [line for line in page if line.startswith("契約締結")]
    assert "中止後" not in contract
    money = money_of(desk, 12)
    told = [say_evidence(one, desk.today, money.ending) for one in money.evidence]
    assert ["中止後の記録" in line for line in told] == [False, True]
