"""How things stand with one counterpart of a group: level, roles, benefit, what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.linkages.linkages import RecordedLinkage, hide_linkage, list_linkages, set_linkage
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.group_form import CHANGES_GROUP, GroupForm
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.frame.commands import Command


class LinkageForm(GroupForm):
    """A new counterpart, or with `linkage_id` one that is known; the earlier levels stay readable."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = CHANGES_GROUP
    DEFAULT_CSS = """
    LinkageForm NoteField CleanTextArea { min-height: 2; }
    """

    def __init__(self, desk: Desk, number: int | None, linkage_id: int | None = None) -> None:
        self._known: RecordedLinkage | None = None
        if linkage_id is not None and number is not None:
            found = [one for one in list_linkages(desk, number) if one.id == linkage_id]
            if not found:
                raise Refused("error.no_such_linkage", field="counterpart", number=linkage_id)
            self._known = found[0]
            self.first_field = "level"
        about = [] if self._known is None else [uid_of(desk, "linkage", self._known.id)]
        super().__init__(desk, number, kind="linkage", about=about)
        self.version = None if self._known is None else self._known.version

    def fields(self) -> list[Field[Any]]:
        known = self._known
        level = LinkageLevel.of((known.level if known is not None else None) or 0)
        identified = date.fromisoformat(known.identified) if known is not None and known.identified else None
        shown = ChoiceField(
            "shown",
            say("field.shown"),
            [("shown", say("remedy.keep")), ("hidden", say("linkage.hide"))],
            "shown",
        )
        return [
            *self.group_fields(),
            TextField(
                "counterpart",
                say("field.counterpart"),
                "" if known is None else known.counterpart,
                required=True,
            ),
            ChoiceField(
                "kind",
                say("field.counterpart_kind"),
                words_to_choose(CounterpartKind),
                None if known is None else CounterpartKind(known.kind),
                required=True,
            ),
            ChoiceField(
                "level",
                say("field.level"),
                words_to_choose(LinkageLevel),
                level,
            ),
            self.date_field(
                "reached_on", say("field.reached_on"), self.today, direction=Direction.PAST, required=True
            ),
            NoteField("gap", say("field.gap"), "" if known is None else known.gap),
            self.date_field(
                "identified_on",
                say("field.identified_on"),
                identified,
                direction=Direction.PAST,
                hint=say("linkage.identified_hint"),
            ),
            NoteField("role", say("field.role_split"), "" if known is None else known.role),
            NoteField("benefit", say("field.benefit"), "" if known is None else known.benefit),
            TextField("level_note", say("field.level_note")),
            *([] if known is None else [shown]),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = LinkageEntry(
            group_no=self.number_of(values),
            kind=values["kind"],
            counterpart=values["counterpart"],
            level=values["level"] or LinkageLevel.NONE,
            reached_on=values["reached_on"],
            level_note=values["level_note"] or "",
            role_split=values["role"] or "",
            benefit=values["benefit"] or "",
            gap=values["gap"] or "",
            identified_on=values["identified_on"],
        )
        if self._known is not None and values.get("shown") == "hidden":
            hidden = hide_linkage(self.desk, self._known.id, version=self.version)
            return outcome_sentences(hidden, self.today)
        outcome = set_linkage(
            self.desk,
            entry,
            linkage_id=None if self._known is None else self._known.id,
            version=self.version,
            forgets_identified=self._known is not None and entry.identified_on is None,
            is_new=self._known is None,
        )
        return outcome_sentences(outcome, self.today)
