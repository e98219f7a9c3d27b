"""The JSON documents of the command line, field by field: what scripts rely on.

A field may be added at any time, here and in the command. A field that is here is never taken away, renamed, moved or
given another kind of value, and a word of a closed list is never spelled in another way.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tests.cli.conftest import Ended

Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$")]
Time = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
# One decimal, rounded down.
Percent = float
Yen = int

Turn = Literal["group", "secretariat", "ministry"]
GroupStatus = Literal["実施中", "辞退", "中止", "完了"]
CheckinState = Literal["ok", "due", "overdue", "none"]
Category = Literal[
    "outreach",
    "needs",
    "admin",
    "management",
    "government",
    "partners",
    "network",
    "dissemination",
    "people",
    "funding",
    "other",
]
IssueState = Literal["新規", "対応中", "経過観察", "解決", "取下げ"]
Mark = Literal["出席(会場)", "出席(オンライン)", "録画視聴", "欠席(連絡あり)", "欠席(連絡なし)", "未確認"]
MilestoneKind = Literal["contract", "session", "deliverable", "audit"]
MilestoneState = Literal["未着手", "書類送付", "提出", "確認中", "差戻し", "受理", "免除", "対象外"]
DutyStanding = Literal[
    "期限超過",
    "期限間近",
    "事務局対応待ち",
    "確認遅れ",
    "事務局遅れ",
    "内閣府対応待ち",
    "前提待ち",
    "予定",
    "済",
    "対象なし",
]
Act = Literal[
    "send",
    "send_back",
    "conclude",
    "hand_in",
    "hand_in_again",
    "review",
    "attendance",
    "followup",
    "audit",
    "correct",
    "consent",
]
SessionKind = Literal["全体研修会", "中間報告会", "最終報告会", "勉強会", "オンラインサロン", "報告会公開"]
YesNo = Literal["はい", "いいえ"]
RemedyResult = Literal["試行中", "効果あり", "一部効果", "効果なし"]


class Shape(BaseModel):
    """An object with these fields in this order, of these kinds, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Refusal(Shape):
    """Why nothing was done; the exit code is 1."""

    refused: Annotated[str, Field(min_length=1)]


class Late(Shape):
    """`days_over` is today less `due`. A line of many groups has no group of its own."""

    group_no: int | None
    group: str | None
    what: Literal["milestone", "checkin", "action", "review", "followup", "attendance"]
    title: str
    due: date
    days_over: int
    turn: Turn
    staff: str | None
    groups: int | None


class Work(Shape):
    urgency: Literal["overdue", "due", "waiting", "soon", "coming"]
    group_no: int | None
    group: str | None
    what: Literal["milestone", "checkin", "action", "review", "followup", "session", "attendance"]
    title: str
    due: date | None
    days_over: int | None
    turn: Turn | None
    staff: str | None


class Today(Shape):
    """One row of 今日: of a group, of many groups (`groups`) that have the same reason, or a task of no group.

    `what`, `title`, `due` and `turn` are those of the gravest reason, `more` counts the others.
    """

    urgency: Literal["overdue", "due", "waiting", "soon", "coming"]
    group_no: int | None
    group: str | None
    what: Literal[
        "milestone",
        "checkin",
        "action",
        "review",
        "followup",
        "session",
        "attendance",
        "issue",
        "condition",
        "absences",
        "attempts",
        "facts",
        "vouchers",
        "activity",
    ]
    title: str
    due: date | None
    days_over: int | None
    turn: Turn | None
    staff: str | None
    groups: int
    why: str
    more: int
    act: Literal[
        "record_attendance",
        "record_hand_in",
        "record_send_back",
        "send_papers",
        "conclude",
        "review",
        "audit",
        "log_checkin",
        "tick_promise",
        "follow_up",
        "open_issue",
        "open_session",
        "open_group",
    ]


class Opens(Shape):
    kind: Literal[
        "milestone", "action", "checkin", "issue", "session", "expenses", "linkages", "activity", "group"
    ]
    id: int


class Term(Shape):
    term: Literal[
        "money_late",
        "handin_late",
        "returned",
        "contract_unsigned",
        "promise_broken",
        "condition",
        "severe_issue",
        "silence",
        "absence",
        "absences_in_a_row",
        "spending",
        "no_government",
        "first_time",
        "no_settler",
        "no_vouchers",
        "unanswered",
        "no_event",
        "only_insiders",
        "one_settler",
        "no_clerk",
        "behind_plan",
        "small",
        "young",
        "review_late",
        "own_promise",
        "cadence_missed",
        "attendance_unrecorded",
        "followup_undone",
    ]
    points: int
    reason: str
    opens: Opens


class AttentionWeek(Shape):
    """A group on a Monday (`attention --group N --history`): 要注意度, and what we were late with."""

    monday: date
    score: int
    own_lateness: int


class Attention(Shape):
    """Both figures of a group; `score` is the sum of `terms`, `own_lateness` that of `own_terms`."""

    group_no: int
    group: str
    score: int
    terms: list[Term]
    own_lateness: int
    own_terms: list[Term]
    staff: str | None


class Weight(Shape):
    """One weight of the year; without a limit its value is null."""

    name: str
    value: float | None
    default: float | None
    meaning: str


class NextDue(Shape):
    title: str
    due: date


class Standing(Shape):
    group_no: int
    group: str
    project: str
    status: GroupStatus
    blocks: list[str]
    staff: str | None
    next_due: NextDue | None
    overdue: int
    last_checkin: date | None
    checkin_state: CheckinState
    open_issues: dict[Category, int]
    attention: int | None


class Group(Shape):
    group_no: int
    group: str
    reading: str
    legal_form: str
    project: str
    targets: list[str]
    area: str
    prefectures: list[str]
    blocks: list[str]
    r6: bool
    status: GroupStatus
    staff: str | None


class Extension(Shape):
    to: date
    on: date
    by: str
    reason: str
    asked_by: str
    approved_by: str
    consent_on: date | None


class Milestone(Shape):
    group_no: int
    key: str
    title: str
    kind: MilestoneKind
    planned: date
    due: date
    state: MilestoneState
    round: int
    turn: Turn | None
    days_in_turn: int | None
    overdue: bool
    extensions: list[Extension]
    standing: DutyStanding
    late: bool
    act: Act | None
    opens_on: date | None
    counts_on: date
    late_after: date | None
    waits_for: list[str]
    on_time: bool | None
    day_open: bool


class Checkin(Shape):
    id: int
    group_no: int
    group: str
    on: date
    channel: Literal["訪問", "オンライン", "電話", "メール", "来訪"]
    staff: str | None
    condition: Literal["", "順調", "注意", "要対応"]
    note: str
    next: date | None
    at: Time | None
    occasion: Literal["", "初回", "定例", "中間前", "報告書前", "離脱懸念"]
    participants: list[str]
    answer: Literal["", "つながらず"]
    reader: Literal["共有可", "事務局内", "限定"]
    named: list[str]


class Issue(Shape):
    id: int
    group_no: int
    group: str
    category: Category
    severity: Literal["軽", "中", "重"]
    state: IssueState
    noticed: Literal["予防", "顕在"]
    title: str
    note: str
    opened: date
    closed: date | None
    subcategory: str
    checkin: int | None
    remedies: int


class Action(Shape):
    id: int
    group_no: int
    group: str
    title: str
    turn: Turn
    staff: str | None
    due: date | None
    done: date | None
    postponed: int


class Attended(Shape):
    session: str
    group_no: int
    group: str
    staff: str | None
    mark: Mark
    heads: int | None
    names: str
    note: str
    on: date
    followups: str
    reply: Literal["参加予定", "欠席連絡", "未回答"]


class Attendance(Attended):
    invited: bool
    absences_in_a_row: int
    group_rate: Percent | None


class Document(Shape):
    group_no: int
    group: str
    milestone: str
    key: str
    title: str
    received: date | None
    place: str
    note: str
    missing: bool


class StatusStep(Shape):
    on: date | None
    status: GroupStatus
    reason: str
    at: Moment
    by: str


class EarlierYear(Shape):
    year: int
    number: int
    project: str
    status: GroupStatus


class Counts(Shape):
    times: int | None
    people: int | None
    visits: int | None
    newcomers: int | None


class Activity(Shape):
    group_no: int
    group: str
    month: Annotated[str, Field(pattern=r"^\d{4}-\d\d$")]
    planned: Counts | None
    actual: Counts | None


class PlanChange(Shape):
    id: int
    group_no: int
    group: str
    on: date
    kind: Literal["軌道修正", "専門家助言"]
    note: str
    adviser: str


class GroupPage(Group):
    deputy: str | None
    aliases: list[str]
    status_on: date | None
    status_reason: str
    support_tier: Literal["重点", "標準", "定期確認"]
    checkin_due: date
    checkin_maximum: date
    checkin_state: CheckinState
    next_steps: list[Work]
    milestones: list[Milestone]
    checkins: list[Checkin]
    issues: list[Issue]
    actions: list[Action]
    attendance: list[Attended]
    documents: list[Document]
    status_history: list[StatusStep]
    earlier: list[EarlierYear]
    founded_year: int | None
    staff_count: int | None
    own_clerk: YesNo | None
    first_public_money: YesNo | None
    new_theme: YesNo | None
    vouchers_seen_on: date | None
    settlers: int | None
    activity: list[Activity]
    plan_changes: list[PlanChange]


class Step(Shape):
    on: date | None
    at: Moment
    by: str
    from_: Annotated[MilestoneState, Field(alias="from")]
    to: MilestoneState
    comment: str


class Comment(Shape):
    at: Moment
    by: str
    text: str


class Round(Shape):
    round: int
    submitted: date
    decision: Literal["受理", "差戻し"] | None
    decided: date | None
    again_by: date | None
    comments: list[Comment]


class MilestonePage(Milestone):
    word: str
    state_on: date | None
    steps: list[Step]
    rounds: list[Round]
    documents: list[Document]


class Member(Shape):
    name: str
    reading: str
    main_groups: int
    deputy_groups: int
    retired: bool
    main: list[int]
    deputy: list[int]
    attention: int
    own_lateness: int


class Planned(Shape):
    key: str
    title: str
    kind: MilestoneKind
    planned: date
    rule: str | None
    due: date
    policy: Literal["据置", "前営業日", "翌営業日"]
    review_days: int
    required: bool
    internal: bool
    after: str
    day_open: bool


class Contact(Shape):
    id: int
    group_no: int
    group: str
    name: str
    reading: str
    role: str
    phone: str
    mail: str
    primary: bool
    note: str
    last_on: date | None


class Begun(Shape):
    kind: str
    form: str
    group: str
    line: str
    at: str | None
    fiscal_year: int | None


class Licence(Shape):
    name: str
    version: str
    licence: str


class MergeConflict(Shape):
    table: str
    row: str
    field: str
    about: str
    ours: Any
    theirs: Any
    base: Any


class MergeAlike(Shape):
    table: str
    field: str
    value: str


class Renumbered(Shape):
    table: str
    was: int
    now: int


class Merge(Shape):
    new: int
    changed: int
    unchanged: int
    conflicts: list[MergeConflict]
    unit: int | None
    acts: int
    alike: list[MergeAlike]
    renumbered: list[Renumbered]


class SameNames(Shape):
    kind: Literal["organization", "staff", "contact", "saved_view"]
    names: list[str]


class Found(Shape):
    kind: Literal[
        "checkin",
        "issue",
        "remedy",
        "action",
        "linkage",
        "indicator",
        "contact",
        "comment",
        "attendance",
        "survey",
        "extension",
        "plan_change",
        "review",
        "group",
    ]
    group_no: int | None
    group: str
    date: date | None
    text: str
    fiscal_year: int


class Review(Shape):
    """`next_group_no` is the first group not looked at yet of a review that goes on."""

    review: int
    started: date
    ended: date | None
    present: str
    staff: str | None
    block: str | None
    groups: int
    looked: int
    decided: int
    acted: int
    skipped: int
    next_group_no: int | None


class MinutesItem(Shape):
    position: int
    group_no: int
    group: str
    staff: str | None
    standing: Literal["decided", "acted", "looked", "skipped"]
    score: int
    own_lateness: int
    reasons: list[str]
    own_reasons: list[str]
    decision: str
    turn: Turn | None
    by: str | None
    due: date | None
    promised: bool
    acts: list[str]
    left: str | None


class Minutes(Shape):
    review: int
    started: date
    ended: date | None
    present: str
    staff: str | None
    block: str | None
    groups: int
    looked: int
    decided: int
    acted: int
    skipped: int
    items: list[MinutesItem]


class Like(Shape):
    group_no: int
    group: str
    year: int
    issue: int
    category: Category
    subcategory: str
    issue_title: str
    remedy: int
    tried: date
    text: str
    result: RemedyResult
    result_note: str
    points: int
    reasons: list[str]


class Remedy(Shape):
    id: int
    issue: int
    year: int
    group_no: int
    group: str
    category: Category
    subcategory: str
    issue_title: str
    issue_state: IssueState
    tried: date
    text: str
    result: RemedyResult
    result_note: str
    staff: str | None


class LevelStep(Shape):
    level: Annotated[int, Field(ge=0, le=4)]
    on: date
    note: str
    by: str


class Linkage(Shape):
    id: int
    group_no: int
    group: str
    kind: Literal["自治体", "社協", "学校・教育委員会", "企業", "NPO", "地域", "その他"]
    counterpart: str
    level: Annotated[int, Field(ge=0, le=4)] | None
    level_word: Literal["なし", "接触", "情報共有", "役割分担", "協働定着"] | None
    since: date | None
    role: str
    benefit: str
    gap: str
    identified: date | None
    early: bool
    improved: bool
    history: list[LevelStep]


class GroupMeasures(Shape):
    group_no: int
    group: str
    linkages: int
    gaps: int
    identified: date | None
    early: bool
    improved: bool


class Measures(Shape):
    first_training: date | None
    ends: date
    groups: int
    early: int
    early_rate: Percent | None
    improved: int
    improved_rate: Percent | None
    by_group: list[GroupMeasures]


class Actual(Shape):
    on: date
    value: float
    note: str


class Indicator(Shape):
    id: int
    group_no: int
    group: str
    position: int
    name: str
    unit: str
    baseline: float | None
    target: float | None
    narrative: str
    latest: float | None
    percent: Percent | None
    standing: Literal["not_measured", "no_target", "under_way", "reached"]
    actuals: list[Actual]


class Session(Shape):
    key: str
    title: str
    kind: SessionKind
    on: date
    is_duty: bool
    present: int
    absent: int
    unknown: int
    time: Time | None
    place: str
    format: Literal["", "会場", "オンライン", "併用"]
    capacity: int | None
    invited: int | None
    expected: int
    rate: Percent | None
    survey_mean: float | None
    survey_count: int
    coming: int
    not_coming: int
    unanswered: int
    reply_by: date | None
    day_open: bool


class Answer(Shape):
    id: int
    session: str
    group_no: int | None
    group: str | None
    score: Annotated[int, Field(ge=1, le=5)] | None
    comment: str


class CostItem(Shape):
    item: str
    budget: Yen
    proper: Yen | None
    accepted: Yen


class Repayment(Shape):
    id: int
    on: date
    amount: Yen
    note: str


class Money(Shape):
    cap: Yen
    items: list[CostItem]
    budget: Yen
    accepted: Yen
    rate: Percent | None
    repayments: list[Repayment]


class Settings(Shape):
    year: int
    cap: Yen
    due_soon_days: int
    limit_percent: int | None
    opens_days: int
    recording_days: int
    followup_days: int


class CommandKeys(Shape):
    name: str
    title: str
    keys: list[str]
    usual: list[str]
    area: str
    taken: dict[str, list[str]]


class Keys(Shape):
    file: str
    keys: list[CommandKeys]
    problems: list[str]


class Change(Shape):
    table: str
    id: int
    field: str
    before: str | int | float | None
    after: str | int | float | None


class MergedAct(Shape):
    at: Moment
    by: str
    what: str


class Unit(Shape):
    unit: int
    at: Moment
    by: str
    what: str
    changes: list[Change]
    merged: list[MergedAct]


class View(Shape):
    """`groups` is None and `trouble` a sentence where the view names what is no longer there."""

    name: str
    text: str
    staff: str | None
    block: str | None
    target: str | None
    status: GroupStatus | None
    overdue: bool
    checkin_due: bool
    order: str
    reversed: bool
    without_left: bool
    groups: int | None
    trouble: str | None


class CellError(Shape):
    sheet: str
    cell: str
    column: str
    value: str
    message: str


class ListCounts(Shape):
    list: str
    rows: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    errors: int


class Changes(Shape):
    sheet: str
    row: int
    group_no: int | None
    field: str
    before: str | int | bool | None
    after: str | int | bool | None


class LeftOutOfImport(Shape):
    """A filled row that is not taken in; `reason` is a word."""

    sheet: str
    row: int
    reason: str


class AccountOfFile(Shape):
    """Every filled row of a file once: `rows` is the sum of the others."""

    rows: int
    new: int
    changed: int
    unchanged: int
    errors: int
    left_out: int


class Suspicious(Shape):
    """A set of changes that hardly anybody means; `field` and `column` are empty where it is of whole rows."""

    kind: Literal["exchanged", "all_notes", "most_of_list"]
    field: str
    column: str
    count: int
    of: int
    cells: list[str]
    list: str
    message: str


class ErrorsAlike(Shape):
    """Cells of a column that are wrong in the same words."""

    sheet: str
    column: str
    reason: str
    count: int
    cells: list[str]


class Import(Shape):
    """`lists` is there where several lists of one workbook came in, `replies` where what came in of who came differs
    from what groups had said: at any session, and by the key of each.

    The numbers are of groups: who said yes and did not come, said no and came, said nothing and came.
    """

    rows: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    errors: list[CellError]
    unit: int | None
    changes: list[Changes]
    left_out: list[LeftOutOfImport]
    account: AccountOfFile
    suspicions: list[Suspicious]
    error_groups: list[ErrorsAlike]
    lists: list[ListCounts] = []
    replies: dict[Literal["stayed_away", "came_anyway", "came_unannounced"], list[int]] = {}
    replies_by_session: dict[
        str, dict[Literal["stayed_away", "came_anyway", "came_unannounced"], list[int]]
    ] = {}


class Column(Shape):
    """`choices` is there where the column has a drop-down."""

    col: str
    header: str
    kind: Literal["text", "integer", "decimal", "date", "boolean", "mixed", "empty"]
    choices: list[str] = []


class Note(Shape):
    cell: str
    text: str


class Warned(Shape):
    cell: str
    code: str
    message: str


class Table(Shape):
    """Row numbers as Excel shows them."""

    header_rows: list[int]
    data_first: int | None
    data_last: int | None
    rows: int
    columns: list[Column]
    notes: list[Note]
    warnings: list[Warned]


class Rule(Shape):
    cells: str
    kind: Literal["list", "whole", "decimal", "date", "time", "textLength", "custom"]
    choices: list[str] | None
    message: str


class Sheet(Shape):
    """`notes` and `warnings` are there where the sheet has no table that they could stand in."""

    name: str
    hidden: bool
    tables: list[Table]
    rules: list[Rule]
    notes: list[Note] = []
    warnings: list[Warned] = []


class LeftOut(Shape):
    """A filled row that is no record; of a row that holds one the `cells` that are not in it."""

    sheet: str
    row: int
    reason: Literal[
        "number_only", "repeated_header", "total", "units", "section", "note", "beside", "heading", "title"
    ]
    cells: list[str]


class Inspection(Shape):
    format: str
    sheets: list[Sheet]
    left_out: list[LeftOut]


class Made(Shape):
    """A backup that was just made."""

    path: str
    size: int
    rows: dict[str, int]


class Backup(Shape):
    path: str
    made_at: Moment
    reason: Literal["hand", "daily", "import", "migration", "restore", "merge"]
    size: int


class NewestAct(Shape):
    at: Moment
    by: str
    what: str


class Holds(Shape):
    rows: dict[str, int]
    newest: NewestAct | None


class Restored(Shape):
    """What the file held, what it holds by now, and where the former is."""

    now: Holds | None
    then: Holds
    kept: str | None


class Problem(Shape):
    code: Literal[
        "damaged",
        "reference",
        "over_the_cap",
        "large_log",
        "log",
        "days",
        "open_to_others",
        "remains",
        "erasure",
        "plain_backups",
        "other_passphrase",
    ]
    text: str
    mendable: bool


class PersonalPlace(Shape):
    """Where personal data lies; that is nothing wrong. `table` where `kind` is notes."""

    kind: Literal[
        "contacts", "phones", "mails", "participants", "notes", "drafts", "backups", "exports_show_it"
    ]
    table: str | None
    count: int


class Checked(Shape):
    ok: bool
    problems: list[Problem]
    personal: list[PersonalPlace]
    mended: list[Problem] = []


class Place(Shape):
    table: str
    id: int
    field: str
    text: str


class Erasing(Shape):
    """What would be erased (`where` tells the first places), or was: then `unit` and `clean` say so."""

    places: dict[str, int]
    log: int
    drafts: int
    backups: int
    where: list[Place]
    out_of_reach: list[str]
    unwritten: list[str]
    unit: int | None
    clean: bool | None


class Retention(Shape):
    """`over`: the date has passed; `left`: something personal of the year is still there."""

    year: int
    keep_until: date | None
    over: bool
    left: bool


class Placed(Shape):
    """Where the file lies; `name` is what makes it so, '' of a disk of this computer."""

    path: str
    place: Literal["local", "network", "synced"]
    name: str
    one_at_a_time: bool


# What each command with `--json` prints.
DOCUMENTS: dict[str, Any] = {
    "action list": list[Action],
    "activity list": list[Activity],
    "attendance import": Import,
    "attendance list": list[Attendance],
    "attention": list[Attention],
    "attention weights": list[Weight],
    "backup": Made,
    "backups": list[Backup],
    "change list": list[PlanChange],
    "check": Checked,
    "checkin list": list[Checkin],
    "contact list": list[Contact],
    "document list": list[Document],
    "draft list": list[Begun],
    "drafts": list[Begun],
    "erase expired": Erasing,
    "erase record": Erasing,
    "erase words": Erasing,
    "expense list": Money,
    "group list": list[Group],
    "group show": GroupPage,
    "import": Import,
    "indicator list": list[Indicator],
    "inspect": Inspection,
    "issue like": list[Like],
    "issue list": list[Issue],
    "keys": Keys,
    "licences": list[Licence],
    "linkage list": list[Linkage],
    "linkage measures": Measures,
    "log": list[Unit],
    "merge": Merge,
    "milestone list": list[Milestone],
    "milestone show": MilestonePage,
    "overdue": list[Late],
    "place": Placed,
    "plan list": list[Planned],
    "remedy list": list[Remedy],
    "restore": Restored,
    "retention list": list[Retention],
    "review list": list[Review],
    "review minutes": Minutes,
    "same-names": list[SameNames],
    "search": list[Found],
    "session list": list[Session],
    "settings list": list[Settings],
    "staff list": list[Member],
    "status": list[Standing],
    "survey list": list[Answer],
    "today": list[Today],
    "view list": list[View],
}


def read(shape: Any, ended: Ended) -> Any:
    """The document as its shape reads it: nothing too much, nothing missing, every field in its place."""
    adapter = TypeAdapter(shape)
    document = adapter.validate_json(ended.out)
    again = adapter.dump_python(document, mode="json", by_alias=True, exclude_unset=True)
    assert json.dumps(again) == json.dumps(ended.document)
    return document
