"""Saying who sits here."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.settings import remember_staff

# Not a name: no name holds a control character.
_SOMEBODY_NEW = "\x00new"


def choose_me(app: DeskApp) -> None:
    """Ask who acts from now on; the app remembers it at this machine."""

    def find() -> None:
        names = [member.name for member in list_staff(app.desk)]
        app.call_from_thread(_ask, app, names)

    app.in_thread(find, group="choose_me", exclusive=True)


def _ask(app: DeskApp, names: list[str]) -> None:
    from kodoku_tui.tui.forms.choose import ChooseScreen

    if not names:
        _ask_for_name(app)
        return
    choices = [
        *(Choice(name, name) for name in names),
        Choice(_SOMEBODY_NEW, say("staff.somebody_new")),
        Choice("", say("staff.nobody")),
    ]

    def chosen(choice: Choice[str] | None) -> None:
        if choice is None:
            return
        if choice.key == _SOMEBODY_NEW:
            _ask_for_name(app)
        else:
            _sit_down(app, choice.key)

    app.push_screen(ChooseScreen(say("staff.who_are_you"), choices, chosen=app.desk.staff), chosen)


def _ask_for_name(app: DeskApp) -> None:
    from kodoku_tui.tui.register.staff_form import StaffForm

    def registered(name: str | None) -> None:
        if name:
            _sit_down(app, name)

    app.push_screen(StaffForm(app.desk), registered)


def _sit_down(app: DeskApp, name: str) -> None:
    app.desk.staff = name
    remember_staff(name, database=app.desk.path)
    app.reload()
    app.surroundings.tell(app)
    notify_plain(app, say("staff.sits_here", name=name) if name else say("staff.nobody_sits_here"))
