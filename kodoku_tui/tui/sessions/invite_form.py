"""Inviting groups to a session: by the register's filter, or the groups that are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_said, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, session_uid
from kodoku_tui.services.register.choices import blocks, targets
from kodoku_tui.services.sessions.invitations import (
    InvitationPreview,
    groups_to_invite,
    invite,
    invited_numbers,
    preview_invitations,
)
from kodoku_tui.services.sessions.sessions import session_named
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices
from kodoku_tui.tui.frame.desk_app import DeskApp

_ANY = "any"


class InviteForm(FormScreen[InvitationPreview]):
    """Whom to invite; gives what it would do. Changes nothing yet."""

    def __init__(self, desk: Desk, key: str) -> None:
        session = session_named(desk, key)
        super().__init__(
            title=say("invite.form_title", title=say_title(session["title"], session["title_en"])),
            subtitle=say("invite.standing", count=len(invited_numbers(desk, key))),
            kind="invite",
            about=[session_uid(desk, key)],
        )
        self._desk = desk
        self._key = key
        self._staff = staff_choices(desk)

    def fields(self) -> list[Field[Any]]:
        return [
            ChoiceField(
                "block",
                say("field.block"),
                [(_ANY, say("filter.any")), *((name, say_word(name)) for name in blocks())],
                _ANY,
            ),
            SearchChoiceField(
                "target",
                say("field.target"),
                [Choice(code, label) for code, label in targets()],
                hint=say("filter.empty_is_any"),
            ),
            SearchChoiceField("staff", say("field.staff"), self._staff, hint=say("filter.empty_is_any")),
            TextField("text", say("invite.text"), hint=say("invite.text_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> InvitationPreview:
        block = values["block"]
        chosen = GroupFilter(
            text=values["text"],
            staff=values["staff"],
            block=None if block in (None, _ANY) else block,
            target=values["target"],
        )
        preview = preview_invitations(self._desk, self._key, groups_to_invite(self._desk, chosen))
        if not preview.numbers:
            raise Refused("error.nobody_to_invite", field="text")
        return preview


def ask_and_invite(app: DeskApp, key: str, numbers: Sequence[int]) -> None:
    """Say how many would be invited, against the room there is, and invite them when that is meant."""
    from kodoku_tui.tui.forms.confirm import ConfirmScreen

    groups = HeldGroups.of(app.desk, numbers)
    preview = preview_invitations(app.desk, key, numbers)

    def apply() -> None:
        with groups.held():
            outcome = invite(app.desk, key, preview.numbers)
        app.call_from_thread(app.tell_saved, outcome_sentences(outcome, app.desk.today))
        app.call_from_thread(app.reload)

    def answered(certain: bool | None) -> None:
        if certain:
            app.in_thread(apply, group="invite")

    session = session_named(app.desk, key)
    question = say(
        "invite.question",
        title=say_title(session["title"], session["title_en"]),
        count=len(preview.numbers),
        new=preview.new,
    )
    over = map(say_said, preview.warnings)
    after = [say("invite.after", invited=preview.invited), *over]
    app.push_screen(ConfirmScreen(question, after, yes=say("invite.yes"), no=say("invite.no")), answered)
