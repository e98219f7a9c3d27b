"""Closed lists of words that are data: the same word in the file, the workbook and on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from kodoku_tui.domain.errors import Refused


class YesNo(StrEnum):
    """An answer to a question about a group; without one nobody has said."""

    YES = "はい"
    NO = "いいえ"


class Stage(StrEnum):
    """Whether numbers of a month were planned or came of it."""

    PLANNED = "計画"
    ACTUAL = "実績"


class ChangeKind(StrEnum):
    """How a group's plan was touched: it changed its way, or somebody from outside advised."""

    COURSE = "軌道修正"
    ADVICE = "専門家助言"


class Channel(StrEnum):
    """How a check-in was held."""

    VISIT = "訪問"
    ONLINE = "オンライン"
    PHONE = "電話"
    MAIL = "メール"
    GUEST = "来訪"


class Answer(StrEnum):
    """How a contact was answered; without a word somebody was there."""

    NOT_REACHED = "つながらず"


class Occasion(StrEnum):
    """What a check-in was held for; each has a template of what to ask (`db/seeds/templates`)."""

    FIRST = "初回"
    REGULAR = "定例"
    BEFORE_MIDTERM = "中間前"
    BEFORE_REPORT = "報告書前"
    MAY_LEAVE = "離脱懸念"


class Condition(StrEnum):
    """How the group is doing, as the staff member saw it in a check-in."""

    GOOD = "順調"
    CAUTION = "注意"
    NEEDS_SUPPORT = "要対応"


class Reader(StrEnum):
    """Who may read a note; without a choice it stays in the secretariat."""

    SHARED = "共有可"
    OFFICE = "事務局内"
    NAMED = "限定"


class IssueCategory(StrEnum):
    """What a group struggles with (report section 7); shown through the catalogue."""

    OUTREACH = "outreach"
    NEEDS = "needs"
    ADMIN = "admin"
    MANAGEMENT = "management"
    GOVERNMENT = "government"
    PARTNERS = "partners"
    NETWORK = "network"
    DISSEMINATION = "dissemination"
    PEOPLE = "people"
    FUNDING = "funding"
    OTHER = "other"


class Severity(StrEnum):
    """How heavy an issue weighs."""

    LIGHT = "軽"
    MEDIUM = "中"
    HEAVY = "重"


class IssueState(StrEnum):
    """Where the work on an issue stands; the last two close it."""

    NEW = "新規"
    WORKING = "対応中"
    WATCHING = "経過観察"
    SOLVED = "解決"
    DROPPED = "取下げ"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (IssueState.SOLVED, IssueState.DROPPED)


class Noticed(StrEnum):
    """Whether an issue was seen before it surfaced or after (report section 7(1))."""

    BEFORE = "予防"
    AFTER = "顕在"


class AttendanceMark(StrEnum):
    """Whether a group took part in a session."""

    ON_SITE = "出席(会場)"
    ONLINE = "出席(オンライン)"
    RECORDING = "録画視聴"
    EXCUSED = "欠席(連絡あり)"
    ABSENT = "欠席(連絡なし)"
    UNKNOWN = "未確認"

    @property
    def fulfils(self) -> bool:
        """Whether the duty to attend is fulfilled; a recording watched afterwards counts."""
        return self in (AttendanceMark.ON_SITE, AttendanceMark.ONLINE, AttendanceMark.RECORDING)


class Reply(StrEnum):
    """What a group says before the day of a session (出欠の返事)."""

    COMING = "参加予定"
    NOT_COMING = "欠席連絡"
    UNANSWERED = "未回答"


OLD_WORDS: Mapping[str, str] = MappingProxyType(
    {"手厚い": "重点", "見守り": "定期確認", "支援要": "要対応", "条件付": "条件付適"}
)
"""Words of before with those of now: still read where they are typed, come in, or stand in the log."""

WordT = TypeVar("WordT", bound=StrEnum)


def as_word(kind: type[WordT], text: str, *, field: str) -> WordT:
    """The word of the closed list that a person meant: as written, in full width, or by its English name.

    Raises `Refused` (`error.not_one_of`) naming the field and the words to choose from.
    """
    meant = unicodedata.normalize("NFKC", text).strip().casefold().replace("-", "_").replace(" ", "_")
    for word in kind:
        if meant in (unicodedata.normalize("NFKC", word.value).casefold(), word.name.casefold()):
            return word
    if (newer := OLD_WORDS.get(meant)) in tuple(kind):
        return kind(newer)
    raise Refused("error.not_one_of", field=field, value=text, choices=tuple(word.value for word in kind))
