"""A second invented season: forty groups that nobody looked at while the weights were set, and a year drawn by a seed.

Most of it happens at random. Into it some troubles are planted, each on one group, in grades that a manager would agree
on and with the reason in words: what the order is held to is the grade, never the points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry
from kodoku_tui.domain.register.activity_entries import ActivityEntry
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import (
    Answer,
    AttendanceMark,
    Channel,
    Condition,
    IssueCategory,
    Severity,
    YesNo,
)
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.bulk import move_many
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.duties.plan.additions import Addition, add_milestone
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.linkages.linkages import set_linkage
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.register import GroupFacts, adopt_group, set_facts
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.sessions import mark_attendance

PROGRESS = "progress_note"
"""A hand-in of this season alone, due three days before the day on which one looks."""

GROUPS = range(1, 41)
STAFF = ("葛原 しおん", "湊川 たまき", "野分 圭", "入相 まどか")
_HILLS = (
    "かがり",
    "こだま",
    "たそがれ",
    "ゆらぎ",
    "あけぼの",
    "まどろみ",
    "しののめ",
    "うたかた",
    "いざよい",
    "つくよみ",
)
_HOUSES = ("舎の会", "よりあい所", "ほとり", "文庫")
NAMES = tuple(f"{hill}{house}" for house in _HOUSES for hill in _HILLS)

_SESSIONS = {
    "training_1": date(2025, 8, 31),
    "midterm_meeting": date(2025, 10, 31),
    "training_2": date(2025, 12, 31),
}
_SPRING, _AUDITED = date(2026, 2, 11), date(2026, 2, 20)
_BUDGET = 1_500_000


class Grade(Enum):
    """What a manager would say of it: do something now, keep an eye on it, nothing to worry about."""

    GRAVE = "いますぐ"
    LIGHT = "見ておく"
    QUIET = "心配なし"


@dataclass(frozen=True)
class Plant:
    """One trouble: its grade, why it has it, what of an ordinary year it does without, and what is done for it."""

    name: str
    grade: Grade
    why: str
    without: frozenset[str] = frozenset()
    live: Callable[[Season, int], None] = lambda season, number: None
    since: date = date(2025, 7, 1)


@dataclass
class Season:
    """The season as it is lived, up to the day of the desk."""

    desk: Desk
    random: Random

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.desk.today - timedelta(days=days)

    def met(
        self, number: int, days_ago: int, condition: Condition = Condition.GOOD, *, answered: bool = True
    ) -> None:
        """A contact so many days ago, or an attempt that nobody answered."""
        log_checkin(
            self.desk,
            CheckinEntry(
                group_no=number,
                held_on=self.ago(days_ago),
                channel=Channel.PHONE,
                condition=condition,
                note="架空の記録",
                answer=None if answered else Answer.NOT_REACHED,
            ),
        )

    def promised(self, number: int, days_late: int, *, by_group: bool = True) -> None:
        """A promise whose day passed so many days ago."""
        add_action(
            self.desk,
            ActionEntry(group_no=number, title="架空の約束", by_group=by_group, due_on=self.ago(days_late)),
        )

    def struggles(self, number: int, days_ago: int, severity: Severity, *, remedy: bool = False) -> None:
        """An issue that is open, with or without something tried."""
        issue = IssueEntry(
            group_no=number,
            category=self.random.choice(list(IssueCategory)),
            severity=severity,
            title="架空の課題",
            opened_on=self.ago(days_ago),
        )
        issue_id = add_issue(self.desk, issue).row_id
        if remedy:
            assert issue_id is not None
            add_remedy(
                self.desk, issue_id, RemedyEntry(text="架空の対応策", tried_on=self.ago(days_ago // 2))
            )

    def move(self, numbers: Sequence[int], key: str, move: Move, on: date) -> None:
        """The same move for all of them."""
        if numbers:
            move_many(self.desk, numbers, key, move, on=on, comment="架空の理由", insists=True)

    def marked(self, session: str, numbers: Sequence[int], mark: AttendanceMark) -> None:
        """The same mark for all of them, where the session is over."""
        if numbers and _SESSIONS[session] <= self.desk.today:
            entries = [AttendanceEntry(session=session, group_no=number, mark=mark) for number in numbers]
            mark_attendance(self.desk, entries)

    def spent(self, number: int, percent: int) -> None:
        """What a group reported of its budget."""
        yen = _BUDGET * percent // 100
        set_expense(self.desk, number, "謝金", ExpenseChange(budget=_BUDGET, reported=yen))


def live_a_season(desk: Desk, seed: int) -> Mapping[int, Plant]:
    """Let forty groups live up to the day of this desk; what was planted, by the number of its group."""
    season = Season(desk, Random(seed))
    _adopt(season)
    numbers = season.random.sample(GROUPS, len(GROUPS))
    planted = dict(zip(numbers, (one for one in PLANTS if one.since <= desk.today), strict=False))
    add_milestone(
        desk, Addition("経過のメモ", title_en="Progress note", key=PROGRESS, planned_on=season.ago(3))
    )
    _hand_in(season, planted)
    _attend(season, planted)
    for number in GROUPS:
        _talk(season, number, planted.get(number))
        _circumstances(season, number, planted.get(number))
        if number not in planted:
            _troubles(season, number)
    for number, plant in planted.items():
        plant.live(season, number)
    return planted


def _adopt(season: Season) -> None:
    desk = season.desk
    for name in STAFF:
        add_staff(desk, name)
    desk.staff = STAFF[0]
    with desk.writing("unit.import_roster", file="架空") as unit:
        for number, name in zip(GROUPS, NAMES, strict=True):
            facts = GroupFacts(
                number, f"NPO法人 {name}", f"{name}の取組", "高齢者", "東京都", season.random.random() < 0.4
            )
            adopt_group(unit, desk.programme, facts)
    for place, name in enumerate(STAFF):
        assign_staff(desk, [number for number in GROUPS if number % len(STAFF) == place], main=name)


def _ordinary(planted: Mapping[int, Plant], without: str) -> list[int]:
    return [number for number in GROUPS if number not in planted or without not in planted[number].without]


def _hand_in(season: Season, planted: Mapping[int, Plant]) -> None:
    """Contracts in June, the note before its day, both reports in winter; a few of the rest are late.

    Four in five of those who reported their money were audited by the end of February.
    """
    signing = _ordinary(planted, "contract")
    season.move(signing, "contract", Move.SUBMIT, date(2025, 6, 6))
    season.move(signing, "contract", Move.ACCEPT, date(2025, 6, 12))
    writing = [
        number for number in _ordinary(planted, PROGRESS) if number in planted or season.random.random() > 0.1
    ]
    season.move(writing, PROGRESS, Move.SUBMIT, season.ago(6))
    season.move(writing, PROGRESS, Move.ACCEPT, season.ago(4))
    if season.desk.today >= _SPRING:
        for key, on in (("outcome_report", date(2026, 1, 28)), ("expense_report", date(2026, 2, 6))):
            reporting = [
                number
                for number in _ordinary(planted, key)
                if number in planted or season.random.random() > 0.05
            ]
            season.move(reporting, key, Move.SUBMIT, on)
            season.move(reporting, key, Move.ACCEPT, on + timedelta(days=4))
        if season.desk.today >= _AUDITED:
            audited = [number for number in reporting if number in planted or season.random.random() > 0.2]
            season.move(audited, "final_audit", Move.SUBMIT, _AUDITED - timedelta(days=2))
            season.move(audited, "final_audit", Move.ACCEPT, _AUDITED)


def _attend(season: Season, planted: Mapping[int, Plant]) -> None:
    for session in _SESSIONS:
        of_mark: dict[AttendanceMark, list[int]] = {}
        for number in _ordinary(planted, "sessions"):
            others = () if number in planted else (AttendanceMark.ABSENT, AttendanceMark.EXCUSED)
            marks = (AttendanceMark.ON_SITE, AttendanceMark.ONLINE, *others)
            (mark,) = season.random.choices(marks, (45, 45, 5, 5)[: len(marks)])
            of_mark.setdefault(mark, []).append(number)
        for mark, numbers in of_mark.items():
            season.marked(session, numbers, mark)


def _talk(season: Season, number: int, plant: Plant | None) -> None:
    """Two check-ins within the cadence. Of the rest some seemed worse, and a few were not heard from in time."""
    if plant is not None and "checkins" in plant.without:
        return
    last = season.random.randrange(2, 25)
    conditions = [Condition.GOOD, Condition.GOOD]
    if plant is None:
        conditions = season.random.choices(list(Condition), (70, 24, 6), k=2)
        if season.random.random() < 0.1 and season.desk.today > date(2025, 8, 20):
            last += 28
    for days_ago, condition in zip((last + 28, last), conditions, strict=True):
        if season.ago(days_ago) >= date(2025, 6, 2):
            season.met(number, days_ago, condition)


def _circumstances(season: Season, number: int, plant: Plant | None) -> None:
    """What a group is like, whatever happens to it: how many people, who settles, what it spent, whom it knows."""
    random, today = season.random, season.desk.today
    if plant is None or "facts" not in plant.without:
        known = FactsEntry(
            settlers=random.choice((1, 2, 2, 3)),
            own_clerk=random.choice(list(YesNo)),
            first_public_money=random.choice(list(YesNo)),
            staff_count=random.choice((1, 2, 4, 7, 20)),
            founded_year=random.choice((1998, 2011, 2017, 2021, 2023, 2024)),
            vouchers_seen_on=today if random.random() < 0.9 else None,
        )
        set_facts(season.desk, number, known=known)
    if plant is None or "money" not in plant.without:
        whole = (date(2026, 2, 10) - date(2025, 6, 1)).days
        elapsed = min(100, (today - date(2025, 6, 1)).days * 100 // whole)
        season.spent(number, elapsed * random.randrange(70, 105) // 105)
    if random.random() < 0.6 and (plant is None or "linkage" not in plant.without):
        entry = LinkageEntry(
            group_no=number,
            kind=CounterpartKind.MUNICIPALITY,
            counterpart="架空市",
            reached_on=date(2025, 7, 1),
            gap="架空の課題",
            identified_on=date(2025, 7, 1),
        )
        set_linkage(season.desk, entry)
    if random.random() < 0.3:
        for month in range(7, 10):
            if (told := f"2025-{month:02}") < today.isoformat()[:7]:
                record_activity(
                    season.desk,
                    ActivityEntry(
                        group_no=number,
                        month=told,
                        times=random.randrange(1, 4),
                        newcomers=random.randrange(1, 6),
                    ),
                )


def _troubles(season: Season, number: int) -> None:
    """What happens to those to whom nothing was planted."""
    random = season.random
    if random.random() < 0.35:
        severity = random.choices(list(Severity), (5, 4, 2))[0]
        season.struggles(number, random.randrange(1, 40), severity, remedy=random.random() < 0.6)
    if random.random() < 0.3:
        season.promised(number, random.randrange(-20, 12), by_group=random.random() < 0.5)
    if random.random() < 0.06:
        season.met(number, 1, answered=False)


# What is planted. The words say why a manager would place it so; nothing here knows a weight.


def _money_report_is_late(season: Season, number: int) -> None:
    season.met(number, 50)
    season.met(number, 12, answered=False)
    season.met(number, 5, answered=False)


def _needs_support_twice(season: Season, number: int) -> None:
    season.struggles(number, 30, Severity.MEDIUM)
    season.met(number, 30, Condition.NEEDS_SUPPORT)
    season.met(number, 6, Condition.NEEDS_SUPPORT)


def _cannot_be_reached(season: Season, number: int) -> None:
    season.met(number, 62)
    season.met(number, 14, answered=False)
    season.met(number, 5, answered=False)


def _returned_and_silent(season: Season, number: int) -> None:
    season.move([number], PROGRESS, Move.SUBMIT, season.ago(27))
    season.move([number], PROGRESS, Move.RETURN, season.ago(21))


def _two_promises_broken(season: Season, number: int) -> None:
    season.promised(number, 25)
    season.promised(number, 18)


def _returned_yesterday(season: Season, number: int) -> None:
    season.move([number], PROGRESS, Move.SUBMIT, season.ago(4))
    season.move([number], PROGRESS, Move.RETURN, season.ago(1))


def _seemed_uneasy_once(season: Season, number: int) -> None:
    season.met(number, 33)
    season.met(number, 5, Condition.CAUTION)


def _absent_without_notice(season: Season, number: int) -> None:
    for session in _SESSIONS:
        missed = session == "training_1"
        season.marked(session, [number], AttendanceMark.ABSENT if missed else AttendanceMark.ONLINE)


def _absent_with_notice(season: Season, number: int) -> None:
    for session in _SESSIONS:
        season.marked(session, [number], AttendanceMark.EXCUSED)


def _only_we_are_late(season: Season, number: int) -> None:
    season.move([number], PROGRESS, Move.SUBMIT, season.ago(28))
    season.promised(number, 30, by_group=False)
    season.promised(number, 20, by_group=False)


def _new_and_small(season: Season, number: int) -> None:
    known = FactsEntry(
        settlers=1, own_clerk=YesNo.NO, first_public_money=YesNo.YES, staff_count=1, founded_year=2024
    )
    set_facts(season.desk, number, known=known)


def _settler_is_gone(season: Season, number: int) -> None:
    set_facts(season.desk, number, known=FactsEntry(settlers=0))


def _sent_papers(season: Season, number: int) -> None:
    season.move([number], "contract", Move.SEND, date(2025, 6, 9))


def _without(*parts: str) -> frozenset[str]:
    return frozenset(parts)


PLANTS = (
    Plant(
        "実績報告書が30日遅れ、電話にも出ない",
        Grade.GRAVE,
        "精算できず、年度をまたげない。連絡もつかないので、待っていても届かない。",
        _without("expense_report", "checkins"),
        _money_report_is_late,
        since=date(2026, 3, 12),
    ),
    Plant(
        "要対応が2回続き、対応策がない",
        Grade.GRAVE,
        "担当者が2回続けて自分では支えられないと見た。まだ何も試していない。",
        _without("checkins"),
        _needs_support_twice,
    ),
    Plant(
        "2回つながらず、2か月話していない",
        Grade.GRAVE,
        "沈黙だけなら忙しいのかもしれない。こちらから2回かけて出ないのは別のこと。",
        _without("checkins"),
        _cannot_be_reached,
        since=date(2025, 9, 1),
    ),
    Plant(
        "精算できる人がいなくなった",
        Grade.GRAVE,
        "ほかが順調でも、このままでは実績報告が出ない。",
        _without("facts"),
        _settler_is_gone,
    ),
    Plant(
        "重い課題が40日、対応策なし",
        Grade.GRAVE,
        "重いと書いたまま、ひと月以上だれも手を打っていない。",
        live=lambda season, number: season.struggles(number, 40, Severity.HEAVY),
    ),
    Plant(
        "執行が少なく、証憑が1枚もない",
        Grade.GRAVE,
        "11月を過ぎて証憑がないのは、年度末に精算できない団体の早い時期の姿。",
        _without("facts", "money"),
        lambda season, number: season.spent(number, 15),
        since=date(2025, 11, 16),
    ),
    Plant(
        "差戻して3週間、再提出がない",
        Grade.GRAVE,
        "直し方が分からないか、直せない。7営業日で電話する頃合いをとうに過ぎた。",
        _without(PROGRESS),
        _returned_and_silent,
        since=date(2025, 9, 1),
    ),
    Plant(
        "約束を2つ破った",
        Grade.GRAVE,
        "1つは忘れることもある。2つ、どちらも半月以上なら、手が回っていない。",
        live=_two_promises_broken,
    ),
    Plant(
        "契約の書類が40日返ってこない",
        Grade.GRAVE,
        "契約前の経費は払えない。活動が進むほど、払えない経費が増える。",
        _without("contract"),
        _sent_papers,
    ),
    Plant(
        "経過のメモが3日遅れ",
        Grade.LIGHT,
        "3日の遅れは、催促の電話1本で済むことが多い。",
        _without(PROGRESS),
    ),
    Plant(
        "様子が一度だけ注意",
        Grade.LIGHT,
        "次の面談で聞けばよい。",
        _without("checkins"),
        _seemed_uneasy_once,
    ),
    Plant(
        "約束が1つ、3日過ぎた",
        Grade.LIGHT,
        "忘れているだけかもしれない。",
        live=lambda season, number: season.promised(number, 3),
    ),
    Plant(
        "連絡なしの欠席が一度",
        Grade.LIGHT,
        "電話1本でわけが分かる。ほかの回には出ている。",
        _without("sessions"),
        _absent_without_notice,
        since=date(2025, 9, 1),
    ),
    Plant(
        "昨日差戻した",
        Grade.LIGHT,
        "直すのに何日かかかるのは当たり前。",
        _without(PROGRESS),
        _returned_yesterday,
    ),
    Plant(
        "最大の間隔を3日過ぎた",
        Grade.LIGHT,
        "今週かければよい。",
        _without("checkins"),
        lambda season, number: season.met(number, 48),
        since=date(2025, 8, 20),
    ),
    Plant(
        "初めてで小さく、担当もいないが、すべて順調",
        Grade.LIGHT,
        "支えは要るが、何も起きていない。起きたことより前に立つ理由はない。",
        _without("facts", "linkage"),
        _new_and_small,
    ),
    Plant(
        "連絡のあった欠席だけ",
        Grade.QUIET,
        "連絡のあった欠席は何の兆しでもない。",
        _without("sessions"),
        _absent_with_notice,
    ),
    Plant(
        "遅れているのは事務局だけ",
        Grade.QUIET,
        "確認も約束もこちらが遅れている。団体はすべて済ませている。",
        _without(PROGRESS, "sessions"),
        _only_we_are_late,
    ),
    Plant("すべて済んでいる", Grade.QUIET, "何も起きていない。"),
    Plant(
        "自治体の知り合いがいないだけ",
        Grade.QUIET,
        "知り合いがいないのは必要であって、危険ではない。",
        _without("linkage"),
    ),
)
