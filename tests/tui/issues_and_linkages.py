"""Issues, remedies, linkages and indicators of invented groups, for the tests of their screens."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.domain.words import Channel, IssueCategory, IssueState, Severity
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.issues.issues import add_issue, change_issue
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.linkages.indicators import record_actual, set_indicator
from kodoku_tui.services.linkages.linkages import set_linkage

TODAY = date(2025, 12, 15)


def fill(desk: Desk) -> dict[str, int]:
    """Something of every kind; the ids of the issues by a word."""
    found = log_checkin(
        desk, CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="チラシの相談")
    ).row_id
    ids = {
        "flyer": _issue(desk, 1, "チラシを配っても申込みがない", "outreach", "告知方法", checkin=found),
        "receipt": _issue(desk, 2, "領収書の宛名が個人名", "admin", "経費管理", severity=Severity.HEAVY),
        "nobody": _issue(desk, 3, "相談できる団体がない", "network", "相談相手がいない"),
        "solved": _issue(desk, 2, "参加者が知り合いだけ", "outreach", "告知方法"),
    }
    add_remedy(desk, ids["flyer"], RemedyEntry(text="公民館に置いた", tried_on=date(2025, 12, 5)))
    change_issue(desk, ids["nobody"], IssueChange(state=IssueState.WORKING))
    helped = RemedyEntry(
        text="薬局に手渡しを頼んだ",
        tried_on=date(2025, 11, 20),
        result=RemedyResult.WORKED,
        result_note="次の回の新規が7人",
    )
    change_issue(desk, ids["solved"], IssueChange(state=IssueState.SOLVED), remedy=helped)
    _linkage(desk, 1, 1, date(2025, 7, 1), identified_on=date(2025, 7, 10), gap="案内を載せる場がない")
    _linkage(desk, 1, 3, date(2025, 10, 1), role_split="市は案内、団体は運営", benefit="様子が分かる")
    _linkage(desk, 2, 0, date(2025, 9, 1), kind=CounterpartKind.COMPANY, counterpart="架空の薬局")
    set_indicator(
        desk,
        IndicatorEntry(
            group_no=1,
            position=1,
            name="カフェの参加者数",
            unit="人",
            baseline=10,
            target=30,
            narrative="月の実人数",
        ),
    )
    for on, value in ((date(2025, 9, 1), 12), (date(2025, 10, 1), 18), (date(2025, 12, 1), 24)):
        record_actual(desk, 1, 1, on=on, value=value)
    return ids


def _issue(
    desk: Desk,
    number: int,
    title: str,
    category: str,
    subcategory: str,
    *,
    severity: Severity = Severity.MEDIUM,
    checkin: int | None = None,
) -> int:
    entry = IssueEntry(
        group_no=number,
        category=IssueCategory(category),
        subcategory=subcategory,
        title=title,
        severity=severity,
        opened_on=date(2025, 12, 1),
        checkin_id=checkin,
    )
    return add_issue(desk, entry).row_id


def _linkage(desk: Desk, number: int, level: int, on: date, **given: object) -> None:
    known: dict[str, object] = {
        "group_no": number,
        "kind": CounterpartKind.MUNICIPALITY,
        "counterpart": "架空市福祉課",
        "level": LinkageLevel.of(level),
        "reached_on": on,
    }
    set_linkage(desk, LinkageEntry.model_validate(known | given))
