"""Many groups complete (完了): the marked ones of the register, at the end of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.bulk import ManyOutcome, Preview
from kodoku_tui.services.endings.completions import complete_many, preview_completions
from kodoku_tui.tui.duties.bulk_form import BulkForm
from kodoku_tui.tui.forms.fields import Field, TextField


class CompletionForm(BulkForm):
    """The day and a reason for all of them. How many cannot complete is said at once, who and why before the act."""

    def __init__(self, desk: Desk, numbers: Sequence[int]) -> None:
        today = preview_completions(desk, numbers, on=desk.today)
        super().__init__(
            desk,
            numbers,
            title=say("completion.form_title", count=len(numbers)),
            kind="completion",
            more=say("completion.today", count=len(today.will), refused=len(today.refused)),
        )

    def fields(self) -> list[Field[Any]]:
        return [
            self.day_field("on", say("field.on"), self.desk.today, direction=Direction.PAST),
            TextField("reason", say("field.reason"), hint=say("completion.reason_hint")),
        ]

    def preview(self, values: Mapping[str, Any]) -> Preview:
        return preview_completions(self.desk, self.numbers, on=values["on"])

    def apply(self, values: Mapping[str, Any]) -> ManyOutcome:
        return complete_many(self.desk, self.numbers, on=values["on"], reason=values["reason"] or "")

    def question(self, preview: Preview) -> str:
        key = "completion.question_partly" if preview.refused else "completion.question"
        return say(key, count=len(preview.will), refused=len(preview.refused))
