"""What forms about one group share: the group is known from where one stands, or is chosen first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.choices import active_groups
from kodoku_tui.services.register.finding import active_group_of
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField


class GroupForm(FormScreen[str]):
    """A form about the group `number`; without a number its first field asks which group.

    Made in a worker thread, since it reads what it fills in. Gives the sentence that says what was saved.
    Raises `Refused` for a group that is no longer active.
    """

    def __init__(self, desk: Desk, number: int | None, *, kind: str) -> None:
        self.desk = desk
        subtitle = ""
        self.groups: list[Choice[int]] = []
        if number is None:
            self.groups = [
                Choice(group.number, f"{group.number} {group.name}", group.project)
                for group in active_groups(desk)
            ]
        else:
            subtitle = f"{number} {self.group_named(number)['name']}"
        super().__init__(
            title=say(f"{kind}.form_title"), subtitle=subtitle, draft_key=f"{kind}:{number or ''}"
        )
        self.number = number
        self.today = desk.today
        self.year_starts_on = date(desk.programme["fiscal_year"], 4, 1)
        self.staff = [Choice(member.name, member.name) for member in list_staff(desk)]

    def group_named(self, number: int) -> Mapping[str, Any]:
        """The group of this number, if anything can be recorded for it."""
        return dict(active_group_of(self.desk, number))

    def group_fields(self) -> list[Field[Any]]:
        """The field for the group, unless it is known."""
        if self.number is not None:
            return []
        return [SearchChoiceField("group_no", say("field.group"), self.groups, required=True)]

    def number_of(self, values: Any) -> int:
        """The group's number, known or chosen."""
        return self.number if self.number is not None else int(values["group_no"])

    def name_of(self, values: Any) -> str:
        """The group's number and name, for the sentence on what was saved."""
        number = self.number_of(values)
        return f"{number} {self.group_named(number)['name']}"

    def date_field(
        self, name: str, label: str, value: date | None = None, *, required: bool = False, hint: str = ""
    ) -> DateField:
        """A date as people write it, in this programme's year."""
        return DateField(
            name,
            label,
            value,
            today=self.today,
            year_starts_on=self.year_starts_on,
            required=required,
            hint=hint,
        )

    def staff_field(self) -> SearchChoiceField[str]:
        """Who it was: whoever sits here, unless another is chosen."""
        return SearchChoiceField("staff", say("field.staff"), self.staff, self.desk.staff or None)
