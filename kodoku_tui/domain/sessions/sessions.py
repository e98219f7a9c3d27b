"""What a session (研修・会議) can be: kind, how it is held, when, for how many; what follows an absence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

from kodoku_tui.domain.errors import Refused

LARGEST_CAPACITY = 99_999
LOWEST_SCORE, HIGHEST_SCORE = 1, 5


class SessionKind(StrEnum):
    """What sort of session it is (report section 2(4) and 7)."""

    TRAINING = "全体研修会"
    MIDTERM = "中間報告会"
    FINAL = "最終報告会"
    STUDY = "勉強会"
    SALON = "オンラインサロン"
    PUBLIC = "報告会公開"


class SessionFormat(StrEnum):
    """Where people take part."""

    ON_SITE = "会場"
    ONLINE = "オンライン"
    BOTH = "併用"


class FollowUp(StrEnum):
    """What follows an absence."""

    MATERIALS = "資料送付"
    RECORDING = "録画視聴"
    MAKE_UP = "個別補講"


def was_held(held_on: str, is_day_open: bool | int, today: date) -> bool:
    """Whether the day of a session (ISO text) has come; never while it is not fixed."""
    return not is_day_open and held_on <= today.isoformat()


def month_of_session(day: date) -> date:
    """What stands for the month of this day where the day itself is not fixed: its last day."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def kind_meant(text: str) -> str:
    """The kind of session that is meant by a word of the list or its English name; any other text stays as it is."""
    meant = _plain(text).casefold().replace("-", "_").replace(" ", "_")
    for kind in SessionKind:
        if meant in (_plain(kind.value).casefold(), kind.name.casefold()):
            return kind.value
    return text.strip()


def checked_capacity(text: str | int | None, *, field: str = "capacity") -> int | None:
    """How many groups or people there is room for; None where nothing is written.

    Raises `Refused` (`error.capacity_unfit`) for anything but a whole number from 1 on.
    """
    written = _plain(str(text if text is not None else "")).removesuffix("名").removesuffix("人").strip()
    if not written:
        return None
    if re.fullmatch("[0-9]{1,5}", written) and 1 <= int(written) <= LARGEST_CAPACITY:
        return int(written)
    raise Refused("error.capacity_unfit", field=field, text=str(text))


def checked_heads(text: str, *, field: str = "heads") -> int | None:
    """How many came (2, ２名); None where nothing is written. Raises `Refused` (`error.not_a_number`)."""
    written = _plain(text).removesuffix("人").removesuffix("名").strip()
    if not written:
        return None
    if not re.fullmatch("[0-9]{1,3}", written):
        raise Refused("error.not_a_number", field=field, value=text)
    return int(written)


def checked_score(text: str | int | None, *, field: str = "score") -> int | None:
    """A score from 1 (poor) to 5 (good); None where nothing is written. Raises `Refused` (`error.score_unfit`)."""
    written = _plain(str(text if text is not None else ""))
    if not written:
        return None
    if re.fullmatch("[0-9]", written) and LOWEST_SCORE <= int(written) <= HIGHEST_SCORE:
        return int(written)
    raise Refused("error.score_unfit", field=field, text=str(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
