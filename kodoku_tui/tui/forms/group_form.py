"""What forms about one group share: the group is known from where one stands, or is chosen first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import can_move, moved
from kodoku_tui.services.identity import HeldGroups, programme_uid, uids_of
from kodoku_tui.services.register.choices import GroupChoice, active_groups
from kodoku_tui.services.register.finding import active_group_of, ended_on, group_of
from kodoku_tui.tui.forms.choose_group import ChosenGroup, choose_group
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import LEAVE_FORM, SAVE_FORM, FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain

CHANGE_GROUP = Command("change_group", ("f4",), in_footer=False, group="form")
# Of a form whose group can be changed: how it is saved and left comes first, also where little fits.
CHANGES_GROUP = (SAVE_FORM, LEAVE_FORM, replace(CHANGE_GROUP, in_footer=True))


class GroupForm(FormScreen[str]):
    """A form about the group `number`; without a number its first field asks which group.

    Made in a worker thread, since it reads what it fills in. Gives the sentence that says what was saved. `about` are
    the rows that it is about where they are more than the group: then the group cannot be changed in it. Raises
    `Refused` for a group that is no longer active.
    """

    def __init__(self, desk: Desk, number: int | None, *, kind: str, about: Sequence[str] = ()) -> None:
        self.desk = desk
        subtitle = ""
        self.choices: list[GroupChoice] = []
        if number is None:
            self.choices = active_groups(desk)
            # A draft holds on to the group that was chosen, whatever number it goes by then.
            uids = uids_of(desk, "adopted_group", [choice.id for choice in self.choices])
            groups = HeldGroups(desk, {choice.number: uids[choice.id] for choice in self.choices})
            usual = [programme_uid(desk)]
        else:
            group = self.group_named(number)
            subtitle = self.subtitle_of(group)
            groups = HeldGroups.of(desk, [number])
            usual = [*groups.uids.values()]
        super().__init__(
            title=say(f"{kind}.form_title"), subtitle=subtitle, kind=kind, about=about or usual, groups=groups
        )
        self._numbers = {uid: one for one, uid in groups.uids.items()}
        self._is_about_a_record = bool(about)
        self.number = number
        self.today = desk.today
        self.year_starts_on = desk.year_starts_on
        self.staff = staff_choices(desk)

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (CHANGE_GROUP,)
    TAKES_WHAT_WAS: ClassVar[bool] = False
    """Whether what happened before a group left or completed can be written down with it afterwards."""

    def group_named(self, number: int) -> Mapping[str, Any]:
        """The group of this number, if anything can be recorded for it."""
        return dict((group_of if self.TAKES_WHAT_WAS else active_group_of)(self.desk, number))

    def subtitle_of(self, group: Mapping[str, Any]) -> str:
        """What stands below the title: the group, and of one that left or completed, up to which day it can be said."""
        named = f"{group['number']} {group['name']}"
        ended = ended_on(group)
        if ended is None or not self.TAKES_WHAT_WAS:
            return named
        until = say_day(ended, today=self.desk.today)
        return f"{named}\n{say('form.only_until', status=say_word(group['status']), date=until)}"

    @property
    def usual_day(self) -> date:
        """Today, but for a group that has left or completed: then the day up to which something can be recorded."""
        ended = None if self.number is None else ended_on(self.group_named(self.number))
        return ended or self.today

    def group_fields(self) -> list[Field[Any]]:
        """The field for the group, unless it is known."""
        if self.number is not None:
            return []
        uids = {number: uid for uid, number in self._numbers.items()}
        choices = [
            Choice(uids[group.number], f"{group.number} {group.name}", group.found_by)
            for group in self.choices
        ]
        self._group = SearchChoiceField("group_no", say("field.group"), choices, required=True)
        return [self._group]

    @property
    def about_words(self) -> str:
        """The group that is known, or the one that was chosen, as far as it was."""
        return super().about_words if self.number is not None else self._group.line.value

    @property
    def number_chosen(self) -> int | None:
        """The number of the group, known or chosen; None as long as there is none."""
        if self.number is not None:
            return self.number
        return self._numbers.get(self._group.chosen_key or "")

    def number_of(self, values: Any) -> int:
        """The group's number, known or chosen."""
        return self.number if self.number is not None else self._numbers[values["group_no"]]

    def groups_meant(self, values: Mapping[str, Any]) -> HeldGroups | None:
        """Of all that could be chosen, the one that was."""
        return None if self.groups is None else self.groups.only([self.number_of(values)])

    def name_of(self, values: Any) -> str:
        """The group's number and name, for the sentence on what was saved."""
        number = self.number_of(values)
        return f"{number} {self.group_named(number)['name']}"

    def date_field(
        self,
        name: str,
        label: str,
        value: date | None = None,
        *,
        direction: Direction,
        required: bool = False,
        hint: str = "",
    ) -> DateField:
        """A date as people write it, which looks this way."""
        return DateField(
            name,
            label,
            value,
            today=self.today,
            year_starts_on=self.year_starts_on,
            direction=direction,
            required=required,
            hint=hint,
        )

    def staff_field(self) -> SearchChoiceField[str]:
        """Who it was: whoever sits here, unless another is chosen."""
        return SearchChoiceField("staff", say("field.staff"), self.staff, self.desk.staff or None)

    def action_change_group(self) -> None:
        """What is typed is about another group, and stays as it is; not so where it is about something recorded."""
        if self.number is None:
            self._group.focus_control()
        elif self._is_about_a_record or not can_move(self.draft_key):
            self._tell(say("form.group_fixed"), refused=True)
        else:
            choose_group(self.desk_app, self._change_to, now=self.about[0])

    def _change_to(self, group: ChosenGroup) -> None:
        drafts = self.desk_app.drafts
        key, draft = moved(self.draft_key, self._draft(), group.uid, group.words)
        if draft.changed:
            if key in drafts:
                self._tell(say("drafts.another_there", group=group.words), refused=True)
                return
            drafts.pop(self.draft_key, None)
            drafts[key] = draft
        self.dismiss()
        self.desk_app.open_draft(key)
        notify_plain(self.app, say("form.group_changed", group=group.words))
