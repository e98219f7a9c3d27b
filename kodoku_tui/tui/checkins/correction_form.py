"""Correcting a contact that was logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from kodoku_tui.domain.checkins.fields import COLUMNS, RecordedCheckin
from kodoku_tui.domain.text.snippets import differing
from kodoku_tui.locale import say
from kodoku_tui.services.checkins.checkins import checkin_of, checkin_to_change, correct_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.forms.group_form import CHANGE_GROUP
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices
from kodoku_tui.tui.frame.commands import Command


class CheckinCorrectionForm(CheckinForm):
    """A contact that was logged, to be brought to what it should have been."""

    # It stays with its group: the key says so, and is not offered.
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (CHANGE_GROUP,)

    def __init__(self, desk: Desk, checkin_id: int) -> None:
        self._logged = checkin_to_change(desk, checkin_id)
        super().__init__(
            desk,
            self._logged.group_no,
            kind="checkin_correction",
            about=[uid_of(desk, "checkin", checkin_id)],
        )
        self.version = self._logged.version
        self.seen = _columns(self._logged)

    @property
    def logged(self) -> RecordedCheckin | None:
        return self._logged

    def group_named(self, number: int) -> Mapping[str, Any]:
        """What a check-in says stays open to correction after a group has left."""
        return dict(group_of(self.desk, number))

    def staff_field(self) -> SearchChoiceField[str]:
        """Whoever held it."""
        return SearchChoiceField(
            "staff", say("field.staff"), staff_choices(self.desk, self._logged.staff), self._logged.staff
        )

    def save(self, values: Mapping[str, Any]) -> str:
        entry = self.entry_of(values)
        assert self.version is not None
        outcome = correct_checkin(self.desk, self._logged.id, entry, version=self.version)
        return outcome_sentences(outcome, self.today)

    def stands_now(self) -> Mapping[str, object]:
        return _columns(checkin_of(self.desk, self._logged.id))

    def _meet(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        try:
            super()._meet(stale, values)
        except StaleVersion as both:
            if "note" in both.mine:
                # Of long notes one wants to see where they part.
                both.mine["note"], both.theirs["note"] = differing(both.mine["note"], both.theirs["note"])
            raise


def _columns(logged: RecordedCheckin) -> dict[str, object]:
    return {field.key: getattr(logged, field.key) for field in COLUMNS}
