"""Another name, handing groups over, retiring: what goes over is shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kodoku_tui.domain.register.number_ranges import number_ranges, numbers_in
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import programme_uid, uid_of
from kodoku_tui.services.register.handover import (
    Handover,
    move_groups,
    plan_move,
    plan_retirement,
    retire_staff,
)
from kodoku_tui.services.register.handover_words import handover_counts, handover_lines
from kodoku_tui.services.register.staff import StaffMember, list_staff, registered_name, rename_staff
from kodoku_tui.tui.duties.bulk_changes import PreviewScreen
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.settings import remember_staff


class Planned(NamedTuple):
    """What was asked, what would go over (None: nothing), and what does it."""

    plan: Handover | None
    question: str
    act: Callable[[], Outcome]


class RenameForm(FormScreen[str]):
    """The name of one person. Whoever renames themselves goes on under the new name."""

    def __init__(self, desk: Desk, member: StaffMember) -> None:
        self._desk = desk
        self._member = member
        super().__init__(
            title=say("people.rename_title"),
            subtitle=member.name,
            kind="staff_name",
            about=[uid_of(desk, "staff", member.id)],
        )

    def fields(self) -> list[Field[Any]]:
        return [
            TextField("new_name", say("field.staff_name"), self._member.name, required=True),
            TextField("reading", say("field.reading"), self._member.reading, hint=say("field.reading_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = rename_staff(
            self._desk, self._member.name, values["new_name"], reading=values["reading"] or ""
        )
        if self._desk.staff == self._member.name:
            self._desk.staff = registered_name(self._desk, values["new_name"])
            remember_staff(self._desk.staff, database=self._desk.path)
        return outcome_sentences(outcome, self._desk.today)


class HandoverForm(FormScreen[Planned]):
    """To whom, and which groups; without numbers all of them with every open promise."""

    def __init__(self, desk: Desk, member: StaffMember, marked: Sequence[int]) -> None:
        self._desk = desk
        self._member = member
        own = {*member.main, *member.deputy}
        self._numbers = number_ranges(sorted(own.intersection(marked)))
        self._others = _others(desk, member)
        super().__init__(
            title=say("people.move_title"),
            subtitle=say(
                "people.groups_of",
                name=member.name,
                main=number_ranges(member.main) or say("phrase.none"),
                deputy=number_ranges(member.deputy) or say("phrase.none"),
            ),
            kind="handover",
            # Its numbers are those of this year.
            about=[programme_uid(desk), uid_of(desk, "staff", member.id)],
        )

    def fields(self) -> list[Field[Any]]:
        return [
            SearchChoiceField("to", say("field.hand_over_to"), self._others, required=True),
            TextField("groups", say("field.moved_groups"), self._numbers, hint=say("people.all_groups")),
        ]

    def save(self, values: Mapping[str, Any]) -> Planned:
        desk, name, to = self._desk, self._member.name, values["to"]
        numbers = numbers_in(values["groups"], field="groups") if values["groups"] else None
        plan = plan_move(desk, name, to, numbers)
        return Planned(plan, say("people.move_question"), lambda: move_groups(desk, name, to, numbers))


class RetireForm(FormScreen[Planned]):
    """Who takes over, where there is anything to hand over."""

    def __init__(self, desk: Desk, member: StaffMember) -> None:
        self._desk = desk
        self._member = member
        self._others = _others(desk, member)
        super().__init__(
            title=say("people.retire_title"),
            subtitle=member.name,
            kind="retirement",
            about=[uid_of(desk, "staff", member.id)],
        )

    def fields(self) -> list[Field[Any]]:
        return [
            SearchChoiceField("to", say("field.hand_over_to"), self._others, hint=say("people.retire_hint"))
        ]

    def save(self, values: Mapping[str, Any]) -> Planned:
        desk, name, to = self._desk, self._member.name, values["to"]
        plan = plan_retirement(desk, name, to)
        question = say("people.retire_question", name=name)
        return Planned(plan, question, lambda: retire_staff(desk, name, to=to))


def hand_over(app: DeskApp, member: StaffMember, marked: Sequence[int], then: Callable[[], None]) -> None:
    """Ask to whom and what, show it, do it."""
    app.open_form(lambda: HandoverForm(app.desk, member, marked), lambda planned: _show(app, planned, then))


def retire(app: DeskApp, member: StaffMember, then: Callable[[], None]) -> None:
    """Ask who takes over, show it, do it."""
    app.open_form(lambda: RetireForm(app.desk, member), lambda planned: _show(app, planned, then))


def _show(app: DeskApp, planned: Planned | None, then: Callable[[], None]) -> None:
    if planned is None:
        return

    def answered(certain: bool | None) -> None:
        if certain:
            app.in_thread(lambda: _do(app, planned, then), group="handover")

    plan = planned.plan
    lines = (
        [say("handover.nothing")]
        if plan is None
        else [handover_counts(plan), *handover_lines(plan, app.desk)]
    )
    question = PreviewScreen(planned.question, lines, yes=say("people.yes"), no=say("people.no"))
    app.push_screen(question, answered)


def _do(app: DeskApp, planned: Planned, then: Callable[[], None]) -> None:
    told = outcome_sentences(planned.act(), app.desk.today)

    def tell() -> None:
        app.tell_saved(told)
        then()

    app.call_from_thread(tell)


def _others(desk: Desk, member: StaffMember) -> list[Choice[str]]:
    return [
        Choice(
            one.name,
            say("assign.staff_line", name=one.name, main=one.main_groups, deputy=one.deputy_groups),
        )
        for one in list_staff(desk)
        if one.id != member.id
    ]
