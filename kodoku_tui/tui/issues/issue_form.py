"""Recording a difficulty of a group, with what helped others in view while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.checkins.entries import ActionEntry
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.words import IssueCategory, Noticed, Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uids_of
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.page import recent_checkins
from kodoku_tui.services.issues.remedies import Likes, like_words
from kodoku_tui.services.issues.words import likely_kinds
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import CHANGES_GROUP, GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.pausing import Pausing
from kodoku_tui.tui.issues.kind_field import KindField
from kodoku_tui.tui.issues.lines import like_heading, like_line

_LIKES_SHOWN, _LIKES_SHOWN_WHEN_LOW = 3, 1


class IssueForm(GroupForm, Pausing):
    """Title and category first; the rest may stay as it is.

    The category's list begins with what the title speaks of. The last check-in, if it was written down today, is taken
    for the one in which the issue was found; of several on its day none is.
    """

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = CHANGES_GROUP
    TAKES_WHAT_WAS = True
    DEFAULT_CSS = """
    IssueForm .issue-form--likes { height: auto; color: $text-accent; }
    """

    def __init__(self, desk: Desk, number: int | None) -> None:
        super().__init__(desk, number, kind="issue")
        self._checkins = [] if number is None else recent_checkins(desk, number)
        # A draft holds on to the check-in that was chosen, also in a copy of the file.
        self._checkin_uids = uids_of(desk, "checkin", [one.id for one in self._checkins])
        self._checkin_ids = {uid: checkin_id for checkin_id, uid in self._checkin_uids.items()}
        self._likes = Static(Content(""), classes="issue-form--likes")
        self._asked: tuple[object, ...] = ()

    def fields(self) -> list[Field[Any]]:
        self._kind = KindField("kind", say("field.category"), hint=say("issue.kind_hint"))
        self._title = TextField("title", say("field.title"), required=True)
        last_on = max((one.held_on for one in self._checkins), default="")
        last = [one for one in self._checkins if one.held_on == last_on]
        found = [
            SearchChoiceField(
                "checkin",
                say("field.found_in"),
                [
                    Choice(
                        self._checkin_uids[one.id],
                        f"{say_day(one.held_on, today=self.today)} {say_word(one.channel)} {one.note[:80]}",
                    )
                    for one in self._checkins
                ],
                self._checkin_uids[last[0].id] if len(last) == 1 and last[0].is_new else None,
                hint=say("issue.found_in_hint"),
            )
        ]
        return [
            *self.group_fields(),
            self._title,
            self._kind,
            ChoiceField("severity", say("field.severity"), words_to_choose(Severity), Severity.MEDIUM),
            ChoiceField("noticed", say("field.noticed"), words_to_choose(Noticed), Noticed.AFTER),
            NoteField("note", say("field.note")),
            TextField("action", say("field.action"), hint=say("issue.action_hint")),
            self.date_field(
                "action_due", say("field.action_due"), direction=Direction.FUTURE, hint=say("field.date_hint")
            ),
            ChoiceField(
                "action_by",
                say("field.action_by"),
                [("secretariat", say("standing.secretariat")), ("group", say("standing.group"))],
                "secretariat",
            ),
            *(found if self._checkins else []),
            self.date_field(
                "opened_on", say("field.opened_on"), self.usual_day, direction=Direction.PAST, required=True
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        category, subcategory = values["kind"]
        entry = IssueEntry(
            group_no=self.number_of(values),
            category=IssueCategory(category),
            subcategory=subcategory,
            title=values["title"],
            severity=values["severity"] or Severity.MEDIUM,
            noticed=values["noticed"] or Noticed.AFTER,
            note=values["note"] or "",
            opened_on=values["opened_on"],
            checkin_id=self._checkin_ids.get(values.get("checkin") or ""),
        )
        return outcome_sentences(add_issue(self.desk, entry, self._action_of(values)), self.today)

    def on_mount(self) -> None:
        """Below the fields there is room for what helped others."""
        super().on_mount()
        self.query_one(".form--box").mount(self._likes, before=self._foot)

    def _action_of(self, values: Mapping[str, Any]) -> ActionEntry | None:
        if not values["action"]:
            if values["action_due"] is not None:
                raise Refused("error.action_without_title", field="action")
            return None
        return ActionEntry(
            group_no=self.number_of(values),
            title=values["action"],
            by_group=values["action_by"] == "group",
            due_on=values["action_due"],
        )

    @on(Field.Changed)
    def _think_along(self, message: Field.Changed) -> None:
        """The title puts likely categories first; title and category decide what helped others."""
        if message.field is self._title and self._kind.chosen_key is None:
            self._kind.put_first(likely_kinds(self._title.text))
        kind = self._kind.chosen_key
        asked = (kind, self._title.text)
        if message.field in (self._title, self._kind) and asked != self._asked:
            self._asked = asked
            self.when_it_rests(lambda: self._ask(asked))

    def _ask(self, asked: tuple[object, ...]) -> None:
        if asked != self._asked or not self.is_attached:
            return
        kind, text = self._kind.chosen_key, self._title.text
        if kind is None:
            kind = next(iter(likely_kinds(text)), None)

        def find() -> None:
            category, subcategory = kind or (None, "")
            likes = like_words(self.desk, self.number, category, subcategory, text)
            if self.is_attached and asked == self._asked:
                self.app.call_from_thread(self._show_likes, likes)

        self.desk_app.in_thread(find, group="likes")

    def _show_likes(self, likes: Likes) -> None:
        if not likes.remedies:
            self._likes.update(Content(""))
            return
        shown = _LIKES_SHOWN_WHEN_LOW if self.has_class("-low") else _LIKES_SHOWN
        lines = [like_heading(likes), *(like_line(one) for one in likes.remedies[:shown])]
        width = max(20, self._likes.size.width)
        self._likes.update(Content("\n").join(Content(line).truncate(width) for line in lines))

    def _fit(self, height: int) -> None:
        super()._fit(height)
        room = 1 + (_LIKES_SHOWN_WHEN_LOW if self.has_class("-low") else _LIKES_SHOWN)
        taken = self._scroll.styles.max_height
        if taken is not None:
            self._scroll.styles.max_height = max(3, int(taken.value) - room)
