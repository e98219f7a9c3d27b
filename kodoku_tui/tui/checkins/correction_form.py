"""Correcting a contact that was logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.checkins.fields import COLUMNS, RecordedCheckin
from kodoku_tui.domain.text.snippets import differing
from kodoku_tui.locale import say
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField


class CheckinCorrectionForm(CheckinForm):
    """A contact that was logged, to be brought to what it should have been."""

    def __init__(self, desk: Desk, checkin_id: int) -> None:
        self._logged = checkin_of(desk, checkin_id)
        super().__init__(desk, self._logged.group_no, kind="checkin_correction")
        self._draft_key = f"checkin_correction:{checkin_id}"

    @property
    def logged(self) -> RecordedCheckin | None:
        return self._logged

    def group_named(self, number: int) -> Mapping[str, Any]:
        """What was talked about stays open to correction after a group has left."""
        return dict(group_of(self.desk, number))

    def staff_field(self) -> SearchChoiceField[str]:
        """Whoever held it."""
        return SearchChoiceField("staff", say("field.staff"), self.staff, self._logged.staff)

    def save(self, values: Mapping[str, Any]) -> str:
        entry = self.entry_of(values)
        try:
            outcome = correct_checkin(self.desk, self._logged.id, entry, version=self._logged.version)
        except StaleVersion as stale:
            self._meet(stale)
            outcome = correct_checkin(self.desk, self._logged.id, entry, version=self._logged.version)
        return outcome_sentences(outcome, self.today)

    def _meet(self, stale: StaleVersion) -> None:
        """Somebody changed the contact meanwhile. Raises `StaleVersion` where it touches what this form changes."""
        seen, self._logged = self._logged, checkin_of(self.desk, self._logged.id)
        touched = [
            field.key
            for field in COLUMNS
            if getattr(self._logged, field.key) not in (getattr(seen, field.key), stale.mine[field.key])
        ]
        if touched:
            mine = {column: stale.mine[column] for column in touched}
            theirs = {column: getattr(self._logged, column) for column in touched}
            if "note" in touched:
                # Of long notes one wants to see where they part.
                mine["note"], theirs["note"] = differing(mine["note"], theirs["note"])
            raise StaleVersion(stale.table, stale.row_id, mine, theirs, stale.version)
