"""What was tried for an issue (対応策)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import as_word


class RemedyResult(StrEnum):
    """What came of a remedy."""

    TRYING = "試行中"
    WORKED = "効果あり"
    PARTLY = "一部効果"
    FAILED = "効果なし"

    @property
    def helped(self) -> bool:
        """Whether others may want to try it."""
        return self in (RemedyResult.WORKED, RemedyResult.PARTLY)


class RemedyEntry(Entry):
    """What was tried for an issue. `staff` is who tried it; by default whoever records it."""

    text: Text
    tried_on: date
    result: Annotated[
        RemedyResult, BeforeValidator(lambda text: as_word(RemedyResult, text, field="result"))
    ] = RemedyResult.TRYING
    result_note: Text = ""
    staff: Line | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for an empty text or a day in the future."""
        if not self.text.strip():
            raise Refused("error.remedy_empty", field="text")
        if self.tried_on > today:
            raise Refused("error.date_in_future", field="tried_on", date=self.tried_on)
