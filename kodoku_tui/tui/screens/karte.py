"""団体カルテ: one group on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.groups import Karte, group_karte
from kodoku_tui.tui.commands import Command, CommandScreen
from kodoku_tui.tui.karte.page import left_of, right_of
from kodoku_tui.tui.notices import notify_plain
from kodoku_tui.tui.widgets.command_footer import CommandFooter
from kodoku_tui.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from kodoku_tui.tui.app import KodokuApp

GO_BACK = Command("go_back", ("escape",), group="list")
EDIT_FACTS = Command("edit_facts", ("f2",), group="group")
END_GROUP = Command("end_group", ("shift+f2",), in_footer=False, group="group")
SHOW_MONEY = Command("show_money", ("y", "f8"), group="group")
RECEIVE_DOCUMENT = Command("receive_document", ("d", "f11"), group="group")
OPEN_DOCUMENT = Command("open_document", ("o", "ctrl+e"), in_footer=False, group="group")
ADD_COMMENT = Command("add_comment", ("n", "ctrl+n"), in_footer=False, group="group")
RELOAD = Command("reload", ("r", "ctrl+r"), in_footer=False, group="list")

WIDE = 110


class KarteScreen(CommandScreen[None]):
    """Facts, milestones and what is next on the left; check-ins, issues and attendance on the right."""

    export_kind: ClassVar[str] = "group"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        GO_BACK,
        EDIT_FACTS,
        SHOW_MONEY,
        RECEIVE_DOCUMENT,
        OPEN_DOCUMENT,
        ADD_COMMENT,
        END_GROUP,
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

    def action_show_money(self) -> None:
        """Open the money of the group."""
        from kodoku_tui.tui.screens.money import MoneyScreen

        self.app.push_screen(MoneyScreen(self.group_number))

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
        self._left.update(left_of(karte, today))
        self._right.update(right_of(karte, today))
