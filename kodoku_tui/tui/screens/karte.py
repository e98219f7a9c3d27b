"""団体カルテ: one group on one page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due, say_refused, say_title, say_turn
from kodoku_tui.services.groups import Karte, group_karte
from kodoku_tui.tui.commands import Command, CommandScreen
from kodoku_tui.tui.notices import notify_plain
from kodoku_tui.tui.screens.work_reasons import reason_of
from kodoku_tui.tui.widgets.command_footer import CommandFooter
from kodoku_tui.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from kodoku_tui.tui.app import KodokuApp

GO_BACK = Command("go_back", ("escape",), group="list")
EDIT_FACTS = Command("edit_facts", ("f2",), group="group")
END_GROUP = Command("end_group", ("shift+f2",), in_footer=False, group="group")
RECEIVE_DOCUMENT = Command("receive_document", ("d", "f8"), group="group")
OPEN_DOCUMENT = Command("open_document", ("o", "ctrl+e"), in_footer=False, group="group")
ADD_COMMENT = Command("add_comment", ("n", "ctrl+n"), in_footer=False, group="group")
RELOAD = Command("reload", ("r", "ctrl+r"), in_footer=False, group="list")

WIDE = 110
_MILESTONE_STYLES = {
    "期限超過": "$text-error",
    "期限間近": "$text-warning",
    "済": "$text-success",
    "確認遅れ": "$text-error",
}


class KarteScreen(CommandScreen[None]):
    """Facts, milestones and what is next on the left; check-ins, issues and attendance on the right."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        GO_BACK,
        EDIT_FACTS,
        END_GROUP,
        RECEIVE_DOCUMENT,
        OPEN_DOCUMENT,
        ADD_COMMENT,
        RELOAD,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("home", "scroll_to_end(False)", show=False),
        Binding("end", "scroll_to_end(True)", show=False),
    ]
    DEFAULT_CSS = """
    KarteScreen {
        & VerticalScroll { height: 1fr; }
        & Horizontal { height: auto; }
        & .karte--left { width: 1fr; height: auto; padding: 0 1; }
        & .karte--right { width: 1fr; height: auto; padding: 0 1; }
        & Horizontal.-narrow { layout: vertical; & > Static { width: 100%; } }
    }
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.group_number = number
        self._loads = 0
        self._left = Static(Content(say("karte.loading")), classes="karte--left")
        self._right = Static(Content(""), classes="karte--right")

    @property
    def desk_app(self) -> KodokuApp:
        """The app with its desk."""
        return cast("KodokuApp", self.app)

    def compose(self) -> ComposeResult:
        """The page scrolls as one."""
        yield TitleBar(self.desk_app.current_mode)
        with VerticalScroll(), Horizontal():
            yield self._left
            yield self._right
        yield CommandFooter()

    def on_screen_resume(self) -> None:
        """What was just recorded shows when one comes back."""
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Two columns where there is room."""
        self.query_one(Horizontal).set_class(event.size.width < WIDE, "-narrow")

    def reload(self) -> None:
        """Read the group again."""
        self._loads += 1
        load = self._loads
        self.desk_app.in_thread(lambda: self._load(load), group="load")

    def action_reload(self) -> None:
        """Read the file again, and say so: often nothing on the screen changes by it."""
        self.reload()
        notify_plain(self.app, say("list.reloaded"))

    def action_go_back(self) -> None:
        """Back to the list, to the row one came from."""
        self.dismiss()

    def action_edit_facts(self) -> None:
        """Correct name, project, area, targets, tier."""
        from kodoku_tui.tui.screens.facts_form import FactsForm

        self.desk_app.open_form(lambda: FactsForm(self.desk_app.desk, self.group_number))

    def action_end_group(self) -> None:
        """Record that the group withdraws, is stopped or completes; of one that did, that it takes part again."""
        from kodoku_tui.tui.screens.facts_form import ending_form

        self.desk_app.open_form(lambda: ending_form(self.desk_app.desk, self.group_number))

    def action_receive_document(self) -> None:
        """Record that a document came and where it is kept."""
        from kodoku_tui.tui.screens.round_forms import DocumentForm

        self.desk_app.open_form(lambda: DocumentForm(self.desk_app.desk, self.group_number))

    def action_open_document(self) -> None:
        """Open the file or the address of a document that came."""
        from kodoku_tui.tui.opening import choose_and_open

        choose_and_open(self.desk_app, self.group_number)

    def action_add_comment(self) -> None:
        """Say something on a round of a deliverable."""
        from kodoku_tui.tui.screens.round_forms import CommentForm

        self.desk_app.open_form(lambda: CommentForm(self.desk_app.desk, self.group_number))

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines * 2, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 2), animate=False)

    def action_scroll_to_end(self, at_bottom: bool) -> None:
        scroll = self.query_one(VerticalScroll)
        if at_bottom:
            scroll.scroll_end(animate=False)
        else:
            scroll.scroll_home(animate=False)

    def _load(self, load: int) -> None:
        self.desk_app.look_around()
        try:
            karte = group_karte(self.desk_app.desk, self.group_number)
        except Refused as error:
            self.app.call_from_thread(self._show_trouble, error)
            return
        if load == self._loads and self.is_attached:
            self.app.call_from_thread(self._show, karte)

    def _show_trouble(self, error: Refused) -> None:
        """Say in place of the page why there is none, for example when an import was taken back."""
        self._left.update(Content(say_refused(error)))
        self._right.update(Content(""))

    def _show(self, karte: Karte) -> None:
        if self.is_current:
            self.desk_app.tell_surroundings()
        today = self.desk_app.desk.today
        self._left.update(_joined([*_facts(karte, today), *_next(karte, today), *_milestones(karte, today)]))
        self._right.update(
            _joined(
                [
                    *_checkins(karte, today),
                    *_issues(karte, today),
                    *_actions(karte, today),
                    *_attendance(karte),
                    *_documents(karte, today),
                    *_status_history(karte, today),
                ]
            )
        )


Line = Content | str


def _joined(lines: list[Line]) -> Content:
    return Content("\n").join(line if isinstance(line, Content) else Content(line) for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _head(key: str, count: int | None = None) -> Content:
    counted = (
        "" if count is None else f"  {say('phrase.count', count=count) if count else say('phrase.none')}"
    )
    return Content.assemble(Content.styled(f" {say(key)} ", "bold on $primary-muted"), counted)


def _facts(karte: Karte, today: date) -> list[Line]:
    entry = karte.entry
    none = say("phrase.none")
    lines: list[Line] = [
        Content.styled(f"{entry.group_no}  {entry.group}", "bold"),
        Content.styled(entry.project, "bold"),
    ]
    if entry.status != "実施中":
        ended = say(
            "karte.ended",
            status=say_word(entry.status),
            date=say_day(karte.status_on, today=today),
            reason=karte.status_reason or none,
        )
        lines.append(Content.styled(ended, "bold $text-error"))
    facts = [
        ("karte.legal_form", say_word(entry.legal_form)),
        ("karte.targets", "、".join(entry.targets) or none),
        ("karte.area", entry.area or none),
        ("karte.prefectures", "、".join(entry.prefectures) or none),
        ("karte.blocks", "、".join(map(say_word, entry.blocks)) or none),
        ("karte.adopted_last_year", say("karte.yes") if entry.r6 else none),
        ("karte.staff", say("karte.staff_line", main=entry.staff or none, deputy=karte.deputy or none)),
        ("karte.cadence", say_word(karte.support_tier)),
    ]
    if karte.aliases:
        facts.append(("karte.aliases", "、".join(karte.aliases)))
    width = max(cell_len(say(key)) for key, _ in facts)
    lines += [
        Content.assemble(Content.styled(_padded(say(key), width + 2), "$text-muted"), value)
        for key, value in facts
    ]
    return [*lines, ""]


def _next(karte: Karte, today: date) -> list[Line]:
    due = karte.checkin_due
    lines: list[Line] = [_head("karte.next", len(karte.next_steps))]
    styles = {"overdue": "$text-error", "due": "$text-warning"}
    lines += [
        Content.styled(
            f"{say(f'urgency.{step.urgency}')}  {say_day(step.due_on, today=today)}"
            f" {say_due(step.due_on, today)}  {reason_of(step, today)}",
            styles.get(step.urgency, ""),
        )
        for step in karte.next_steps
    ]
    if due.standing != "none":
        lines.append(
            say(
                "karte.contact",
                last=say_day(due.last_on, today=today),
                ago=say_ago(due.days_since),
                due=say_day(due.due_on, today=today),
                maximum=say_day(due.maximum_on, today=today),
            )
        )
    return [*lines, ""]


def _milestones(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.milestones")]
    title_width = max(cell_len(say_title(one.title, one.title_en)) for one in karte.milestones)
    state_width = max(cell_len(say_word(one.word)) for one in karte.milestones)
    for milestone in karte.milestones:
        title = say_title(milestone.title, milestone.title_en)
        if milestone.standing in ("済", "対象なし"):
            when = say_day(milestone.state_on, today=today)
        else:
            when = f"{say_day(milestone.due, today=today)} {say_due(milestone.due, today)}"
        late = say_word(milestone.standing) if milestone.standing in ("期限超過", "確認遅れ") else ""
        words = [
            _padded(title, title_width),
            _padded(say_word(milestone.word), state_width),
            when,
            *([late] if late else []),
        ]
        if milestone.turn is not None:
            words.append(say_turn(milestone.turn, milestone.days_in_turn))
        if milestone.round > 1:
            words.append(say("karte.round", round=milestone.round))
        lines.append(Content.styled("  ".join(words), _MILESTONE_STYLES.get(milestone.standing, "")))
        if milestone.note:
            lines.append(Content.styled(f"    {milestone.note}", "$text-muted"))
        lines += [
            Content.styled(
                "    "
                + say(
                    "karte.extension",
                    to=say_day(extension.to, today=today),
                    on=say_day(extension.on, today=today),
                    by=extension.by or say("phrase.nobody"),
                    reason=extension.reason,
                ),
                "$text-muted",
            )
            for extension in milestone.extensions
        ]
    return [*lines, ""]


def _checkins(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.checkins", len(karte.checkins))]
    if not karte.checkins:
        lines.append(say("karte.no_checkins"))
    for checkin in karte.checkins:
        head = (
            f"{say_day(checkin.on, today=today)}  {say_word(checkin.channel)}  "
            f"{checkin.staff or say('phrase.nobody')}  {say_word(checkin.condition)}"
        )
        if checkin.next:
            head += "  " + say("karte.next_on", date=say_day(checkin.next, today=today))
        lines += [Content.styled(head, "bold"), checkin.note, ""]
    return lines if karte.checkins else [*lines, ""]


def _issues(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.issues", len(karte.issues))]
    for issue in karte.issues:
        words = [
            f"#{issue.id}",
            say_word(issue.state),
            say_word(issue.severity),
            say_word(issue.category),
            issue.title,
            say_day(issue.opened, today=today),
        ]
        lines.append(Content.styled("  ".join(words), "$text-muted" if issue.closed else ""))
        if issue.note:
            lines.append(Content.styled(f"    {issue.note}", "$text-muted"))
    return [*lines, ""]


def _actions(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.actions", len(karte.actions))]
    for action in karte.actions:
        whose = action.staff or say(f"standing.{action.turn}")
        when = (
            say("karte.done", date=say_day(action.done, today=today))
            if action.done
            else f"{say_day(action.due, today=today)} {say_due(action.due, today)}"
            if action.due
            else say("phrase.no_due")
        )
        lines.append(Content.styled(f"{whose}  {action.title}  {when}", "$text-muted" if action.done else ""))
    return [*lines, ""]


def _attendance(karte: Karte) -> list[Line]:
    lines: list[Line] = [_head("karte.attendance")]
    for attendance in karte.attendance:
        words = [say_title(attendance.title, attendance.title_en), say_word(attendance.mark)]
        if attendance.heads is not None:
            words.append(say("karte.heads", heads=attendance.heads))
        if attendance.names:
            words.append(attendance.names)
        lines.append("  ".join(words))
    return [*lines, ""]


def _documents(karte: Karte, today: date) -> list[Line]:
    came = sum(document.received is not None for document in karte.documents)
    lines: list[Line] = [_head("karte.documents", came)]
    for document in karte.documents:
        not_here = say("karte.missing" if document.missing else "karte.not_received")
        when = say_day(document.received, today=today) if document.received else not_here
        words = [say_title(document.title, document.title_en), when, document.place, document.note]
        style = "$text-error" if document.missing else "" if document.received else "$text-muted"
        lines.append(Content.styled("  ".join(word for word in words if word), style))
    return lines


def _status_history(karte: Karte, today: date) -> list[Line]:
    if not karte.status_history:
        return []
    return [
        "",
        _head("karte.status_history"),
        *(
            f"{say_day(step.on, today=today)}  {say_word(step.status)}  {step.reason}  "
            f"{step.by or say('phrase.nobody')}"
            for step in karte.status_history
        ),
    ]
