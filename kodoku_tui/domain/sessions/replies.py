"""What a group says before the day of a session (出欠の返事), and where what came of it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.attending import ABSENT
from kodoku_tui.domain.words import AttendanceMark, Reply

_MEANT = {
    AttendanceMark.ON_SITE: Reply.COMING,
    AttendanceMark.ONLINE: Reply.COMING,
    AttendanceMark.EXCUSED: Reply.NOT_COMING,
    AttendanceMark.UNKNOWN: Reply.UNANSWERED,
}


class Difference(StrEnum):
    """How the reply of a group and its attendance differ."""

    STAYED_AWAY = "参加予定で来なかった"
    CAME_ANYWAY = "欠席連絡で来た"
    CAME_UNANNOUNCED = "未回答で来た"


@dataclass(frozen=True, slots=True)
class SessionDifference:
    """What a group did otherwise than it had said of a session: its key and titles, and how."""

    session: str
    title: str
    title_en: str
    told: Difference


def reply_meant(mark: AttendanceMark) -> Reply:
    """What the key of a mark means before the day of the session: coming (either way), not coming, no answer.

    Raises `Refused` (`error.no_reply_by_mark`) for what can be known only afterwards.
    """
    if mark not in _MEANT:
        raise Refused("error.no_reply_by_mark", field="mark", mark=mark.value)
    return _MEANT[mark]


def difference(reply: Reply | str, mark: AttendanceMark | str) -> Difference | None:
    """How what came of it differs from the reply; None where it does not, or nobody knows yet."""
    if AttendanceMark(mark).fulfils and mark != AttendanceMark.RECORDING:
        return {
            Reply.NOT_COMING: Difference.CAME_ANYWAY,
            Reply.UNANSWERED: Difference.CAME_UNANNOUNCED,
        }.get(Reply(reply))
    stayed_away = mark in (*ABSENT, AttendanceMark.RECORDING)
    return Difference.STAYED_AWAY if stayed_away and reply == Reply.COMING else None


def differences(found: Iterable[tuple[str, str]]) -> Counter[Difference]:
    """How often each difference occurs among pairs of a reply and a mark; none where nobody was asked for a reply."""
    pairs = list(found)
    if all(reply == Reply.UNANSWERED for reply, _ in pairs):
        return Counter()
    told = (difference(reply, mark) for reply, mark in pairs)
    return Counter(one for one in told if one is not None)
