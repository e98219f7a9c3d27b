"""A form: fields in order, saved in a thread, nothing typed is ever lost.

Usage::

    class CheckinForm(FormScreen[Saved]):
        def __init__(self, service: Service, group: Group, today: date) -> None:
            super().__init__(title=say("checkin.form"), subtitle=group.name, kind="checkin", about=[group.uid])

        def fields(self) -> list[Field[Any]]:
            return [
                NoteField("note", say("checkin.note"), required=True),
                self.date_field("held_on", say("checkin.held_on"), self.today, direction=Direction.PAST, required=True),
                ChoiceField("channel", say("checkin.channel"), words_to_choose(Channel), Channel.PHONE),
                SearchChoiceField("staff", say("checkin.staff"), [Choice(1, "佐藤", "さとう"), …], 1),
                TextField("topic", say("checkin.topic")),
            ]

        def save(self, values: Mapping[str, Any]) -> Saved:         # in a thread: touch no widgets
            return self.service.log_checkin(**values)              # a Refused shows at its field

    app.push_screen(CheckinForm(…), callback)                       # callback gets Saved, or None when left

Every label, value and choice is shown as written, never as markup. The app holds `drafts: KeptDrafts`: what was typed
in a form of a kind about certain rows stays there until it is saved or thrown away, and comes back when a form of this
kind about just these rows opens again.

A form about a row that is there keeps the `version` that it read and hands it to the act. When somebody else was
first, both values show, and saving once more is a choice. One that also keeps in `seen` what it showed by column,
and says what `stands_now`, leaves what others changed in other columns as they left it; of two texts under the name of
a field it asks which is to stand, or both (`conflict_screen`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.drafts import Draft, Typed, draft_key
from kodoku_tui.services.identity import HeldGroups
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.forms.conflict_screen import Conflict, ask_about
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.frame.column_words import say_failure
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.command_screen import CommandModal
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.drafts import KeptDrafts

Result = TypeVar("Result")

SAVE_FORM = Command("save_form", ("ctrl+s", "f12"), group="form")
LEAVE_FORM = Command("leave_form", ("escape",), group="form")

# Border, title, space, two lines for what concerns the whole form, footer.
_LINES_AROUND_FIELDS = 7
_AIRY_FROM = 32


class NotYet(Exception):
    """Raised by `save` when nothing was to be saved yet: the form stays and says `sentence`."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FormScreen(CommandModal[Result], Generic[Result]):
    """A form over another screen; gives what `save` gives, or `None` when it is left.

    `about` are the rows that it is about, by their uids (`services.identity`), never by a number that people give them.
    `groups` are those that it was opened for: under a number that means another one by then, nothing is saved.
    """

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SAVE_FORM, LEAVE_FORM)
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    FormScreen {
        align: center middle;
        & > .form--box {
            width: 100%; max-width: 100; height: auto; max-height: 100%; padding: 1 2;
            background: $panel;
        }
        & .form--title { text-style: bold; height: auto; }
        & .form--subtitle { color: $text-muted; height: auto; }
        & .form--fields { height: auto; margin-top: 1; }
        &.-low Field { margin-bottom: 0; }
        & .form--foot { height: auto; min-height: 1; color: $text-muted; }
        & .form--foot.-refused { color: $text-error; text-style: bold; }
    }
    """

    def __init__(
        self,
        *,
        title: str,
        kind: str,
        about: Sequence[str],
        subtitle: str = "",
        groups: HeldGroups | None = None,
    ) -> None:
        super().__init__()
        self.groups = groups
        self._heading = title
        self._subheading = subtitle
        self.kind = kind
        self.about = tuple(about)
        self._fields: Sequence[Field[Any]] = ()
        self._untouched: Typed = {}
        self._left_over: dict[str, object] = {}
        self._saving = False
        self._saved: list[Result] = []
        self.version: int | None = None
        self.seen: dict[str, object] = {}
        self._met: list[Conflict] = []
        self._theirs_to_show: dict[str, object] = {}
        self._foot = Static(Content(""), classes="form--foot")
        self._scroll = VerticalScroll(classes="form--fields", can_focus=False)

    first_field = ""
    """The name of the field to begin in; the first one when it is empty."""

    @property
    def draft_key(self) -> str:
        """Where what is typed here is kept until it is saved."""
        return draft_key(self.kind, self.about)

    @property
    def about_words(self) -> str:
        """What the form is about, as people know it; empty where its title says all."""
        return self._subheading.partition("\n")[0]

    def fields(self) -> Sequence[Field[Any]]:
        """The fields from top to bottom, with what is known filled in."""
        raise NotImplementedError

    def save(self, values: Mapping[str, Any]) -> Result:
        """Keep what was entered, and give what the form's opener wants to know. Runs in a thread.

        Raises `Refused` to say what is wrong, with `field` where one field is at fault.
        """
        raise NotImplementedError

    def groups_meant(self, values: Mapping[str, Any]) -> HeldGroups | None:
        """The groups that `values` are saved for, as the person chose them; None where it is about none."""
        return self.groups

    def stands_now(self) -> Mapping[str, object]:
        """The columns in `seen` as they stand in the file now. Runs in the thread of `save`."""
        return {}

    def has_seen(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        """The person is shown the newer row that `values` were to be saved to: the next save is about that one."""
        self.version = stale.version

    @property
    def ending_keys(self) -> frozenset[str]:
        """Pressed again while the form is being saved, they mean nothing more."""
        return frozenset(("enter", *SAVE_FORM.keys_now, *LEAVE_FORM.keys_now))

    def compose(self) -> ComposeResult:
        """Title, fields, a line for what concerns the whole form, the keys."""
        self._fields = self.fields()
        if any(field.required for field in self._fields):
            self._foot = Static(Content(say("form.required_note")), classes="form--foot")
        self._fit(self.app.size.height)
        with Vertical(classes="form--box"):
            yield Static(Content(self._heading), classes="form--title")
            if self._subheading:
                yield Static(Content(self._subheading), classes="form--subtitle")
            with self._scroll:
                yield from self._fields
            yield self._foot
        yield CommandFooter()

    def on_mount(self) -> None:
        """Bring back what was typed before, and begin in the first field."""
        self._untouched = self._typed()
        if (draft := self._drafts.get(self.draft_key)) is not None:
            self._restore(draft)
        named = [field for field in self._fields if field.field_name == self.first_field]
        (named or self._fields)[0].focus_control()

    def on_resize(self, event: events.Resize) -> None:
        """Let the fields stand closer, and scroll, where there is little room."""
        self._fit(event.size.height)

    @property
    def is_saving(self) -> bool:
        """Whether what was typed is on its way into the file."""
        return self._saving

    def command_applies(self, name: str) -> bool:
        """Nothing but waiting while the form is being saved."""
        return not self._saving

    def action_save_form(self) -> None:
        """Save, if every field can be understood; else go to the first that cannot."""
        values: dict[str, Any] = {}
        wrong: list[Field[Any]] = []
        for field in self._fields:
            field.settle()
            try:
                values[field.field_name] = field.read()
            except Refused as refusal:
                field.complain(refusal)
                wrong.append(field)
        if wrong:
            self._tell(say("form.look_at_fields", count=len(wrong)), refused=True)
            wrong[0].focus_control()
            return
        self._saving = True
        self.refresh_bindings()
        self._tell(say("form.saving"))
        self.run_worker(self._save(values), group="save_form")

    def action_leave_form(self) -> None:
        """Close the form; asks first when something would be thrown away, and lets it be laid aside instead."""
        if self._typed() == self._untouched and not self._left_over:
            self._throw_away(True)
            return
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        question = ConfirmScreen(
            say("form.discard_question"),
            yes=say("form.discard_yes"),
            no=say("form.discard_no"),
            later=say("form.discard_later") if self._drafts.keeps(self.draft_key) else None,
        )
        self.app.push_screen(question, self._throw_away)

    def on_screen_resume(self) -> None:
        """Close, if it was saved while another screen lay over it."""
        if self._saved:
            self._finish()

    async def _save(self, values: Mapping[str, Any]) -> None:
        try:
            self._saved.append(await asyncio.to_thread(self._save_and_forget_draft, values))
        except Refused as refusal:
            self._show(refusal)
        except NotYet as answer:
            self._tell(answer.sentence)
        except Exception:
            # Whatever went wrong, the person must not lose what is typed.
            logging.getLogger(__name__).exception("a form could not be saved")
            self._tell(say("form.save_failed"), refused=True)
        else:
            self._finish()
        finally:
            self._saving = False
            self.refresh_bindings()
            self.desk_app.saving_ended(is_saved=bool(self._saved))

    def _save_and_forget_draft(self, values: Mapping[str, Any]) -> Result:
        """In the thread as a whole: a form that is closed meanwhile must not offer again what was saved."""
        result = self.save_beside_others(values)
        self._drafts.pop(self.draft_key, None)
        return result

    def save_beside_others(self, values: Mapping[str, Any]) -> Result:
        """Save; also when somebody else changed the row first, if nothing of it is changed here to something else."""
        groups = self.groups_meant(values)
        with nullcontext() if groups is None else groups.held():
            try:
                return self.save(values)
            except StaleVersion as stale:
                self._meet(stale, values)
                return self.save(values)

    def _meet(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        """Raises `StaleVersion` with what both sides changed; of a form that knows no columns, with all of it."""
        self.has_seen(stale, values)
        now = self.stands_now()
        if not now:
            raise stale
        mine = stale.mine
        theirs = {
            name: value
            for name, value in now.items()
            if name in mine and value not in (self.seen[name], mine[name])
        }
        self._leave_theirs(theirs, mine, values)
        if theirs:
            self._met = [
                Conflict(name, str(self.seen[name] or ""), str(mine[name] or ""), str(value or ""))
                for name, value in theirs.items()
            ]
            self.seen |= theirs
            mine = {name: mine[name] for name in theirs}
            raise StaleVersion(stale.table, stale.row_id, mine, theirs, stale.version)

    def _leave_theirs(
        self, theirs: dict[str, object], mine: Mapping[str, object], values: Mapping[str, Any]
    ) -> None:
        """What only somebody else changed is no question: it stays as they left it, also in the fields of the form."""
        if not isinstance(values, dict):
            return
        for name in [name for name in theirs if name in values and mine[name] == self.seen[name]]:
            values[name] = self._theirs_to_show[name] = self.seen[name] = theirs.pop(name)

    def _finish(self) -> None:
        if self.is_active:
            self.dismiss(self._saved[-1])

    def _show_theirs(self) -> None:
        """Put what only somebody else changed into its fields."""
        shown, self._theirs_to_show = self._theirs_to_show, {}
        for field in self._fields:
            if field.field_name in shown:
                typed = shown[field.field_name]
                field.restore("" if typed is None else typed)

    def _ask_about_texts(self) -> None:
        """Of each text that both changed, which is to stand; when all was answered, save."""
        met, self._met = self._met, []

        def answered(count: int) -> None:
            if count == len(met):
                self.action_save_form()
            else:
                self._tell(say("form.save_once_more"), refused=True)

        if self.is_active:
            ask_about(self.app, self._fields, met, answered)

    def _show(self, refusal: Refused) -> None:
        self._show_theirs()
        at_fault = next((field for field in self._fields if field.field_name == refusal.field), None)
        if at_fault is None:
            self._tell(say_failure(refusal, in_form=True), refused=True)
            self._ask_about_texts()
        else:
            self._tell(say("form.look_at_fields", count=1), refused=True)
            at_fault.focus_control()
            at_fault.complain(refusal)

    def _fit(self, height: int) -> None:
        self.set_class(height < _AIRY_FROM, "-low")
        self._scroll.styles.max_height = max(
            3, height - _LINES_AROUND_FIELDS - len(self._subheading.splitlines())
        )

    def _throw_away(self, certain: bool | None) -> None:
        """None is neither yes nor no: what is typed stays as a draft."""
        if certain is None:
            self._drafts.lay_aside(self.draft_key)
            self.dismiss()
        elif certain:
            self._drafts.pop(self.draft_key, None)
            self.dismiss()

    def _restore(self, draft: Draft) -> None:
        """Put back what is typed in a draft; of a form that has other fields by now, those that there still are."""
        fields = {field.field_name: field for field in self._fields}
        for name, typed in draft.typed.items():
            try:
                fields[name].restore(typed)
            except (TypeError, ValueError, KeyError, AttributeError):
                # Typed in a field that there is no more, or that is of another kind by now.
                self._left_over[name] = typed
        gone = [typed for typed in self._left_over.values() if isinstance(typed, str) and typed.strip()]
        if draft.version is not None and self.version is not None:
            # What somebody else changed since it was typed is met when it is saved, not written over.
            self.version = draft.version
            self.seen = {**self.seen, **(draft.seen or {})}
        self._tell(say("form.draft_partly", rest=" / ".join(gone)) if gone else say("form.draft_restored"))

    def _tell(self, sentence: str, *, refused: bool = False) -> None:
        self._foot.update(Content(sentence))
        self._foot.set_class(refused, "-refused")

    def _typed(self) -> Typed:
        return {field.field_name: field.typed for field in self._fields}

    def _draft(self) -> Draft:
        words = (field.words.strip() for field in self._fields)
        line = next((text.split("\n", 1)[0] for text in words if text), "")
        typed = self._typed()
        return Draft(
            f"{self._heading} {self.about_words}".rstrip(),
            {**self._left_over, **typed},
            form=self._heading,
            group=self.about_words,
            line=line,
            version=self.version,
            seen=self.seen or None,
            changed=tuple(name for name, one in typed.items() if one != self._untouched.get(name)),
        )

    @property
    def _drafts(self) -> KeptDrafts:
        return self.desk_app.drafts

    @on(Field.Changed)
    def _keep_draft(self, message: Field.Changed) -> None:
        message.stop()
        self.keep_what_is_typed()

    def keep_what_is_typed(self) -> None:
        typed = self._typed()
        if self._saving or self._saved:
            return
        if typed == self._untouched and not self._left_over:
            self._drafts.pop(self.draft_key, None)
        else:
            self._drafts[self.draft_key] = self._draft()

    @on(Field.Left)
    def _go_on(self, message: Field.Left) -> None:
        message.stop()
        wanted = self._fields.index(message.field) + message.step
        if 0 <= wanted < len(self._fields):
            self._fields[wanted].focus_control()
        elif message.by_enter and not self._saving:
            self.action_save_form()
