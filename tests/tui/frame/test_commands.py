"""A command declared once has its keys, its place in the footer, in help and in the palette."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.widgets import Input

from kodoku_tui.locale import family, set_language
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.help import HelpScreen
from kodoku_tui.tui.frame.key_names import key_name
from tests.tui.driver import driven, screen_text
from tests.tui.support import DeskApp

CHECKIN = Command("try_checkin", ("c", "f5"), group="try")
UNDO = Command("try_undo", ("u", "ctrl+z"), group="try")
WITHDRAW = Command("try_withdraw", ("w", "f8"), group="try")
QUIET = Command("try_quiet", ("k", "f9"), in_footer=False, in_palette=False, group="try")
FROM_APP = Command("try_app", ("slash", "ctrl+f"))

WORDS = {
    "command.try_checkin.title": "面談を記録",
    "command.try_checkin.help": "面談の内容を書き留めます。",
    "command.try_undo.title": "元に戻す",
    "command.try_undo.help": "直前の操作を取り消します。",
    "command.try_withdraw.title": "辞退",
    "command.try_withdraw.help": "辞退を記録します。",
    "command.try_quiet.title": "静かな操作",
    "command.try_quiet.help": "フッターには出ません。",
    "command.try_app.title": "検索",
    "command.try_app.help": "どこでも使えます。",
    "command_group.try": "試し",
}


class Desk(CommandScreen[None]):
    AUTO_FOCUS = ""
    OWN_COMMANDS = (CHECKIN, UNDO, WITHDRAW, QUIET)

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.may_withdraw = False

    def compose(self) -> ComposeResult:
        yield Input()
        yield CommandFooter()

    def command_applies(self, name: str) -> bool:
        return name != "try_withdraw" or self.may_withdraw

    def action_try_checkin(self) -> None:
        self.done.append("checkin")

    def action_try_undo(self) -> None:
        self.done.append("undo")

    def action_try_withdraw(self) -> None:
        self.done.append("withdraw")

    def action_try_quiet(self) -> None:
        self.done.append("quiet")


class CommandApp(DeskApp):
    OWN_COMMANDS = (FROM_APP,)

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.searched = 0

    def on_mount(self) -> None:
        self.push_screen(self.desk)

    def action_try_app(self) -> None:
        self.searched += 1


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("ja", "en"):
        for key, value in WORDS.items():
            monkeypatch.setitem(family(language, key.partition(".")[0]), key, value)


def footer_line(app: CommandApp) -> str:
    return screen_text(app).splitlines()[-1]


@pytest.mark.parametrize("key", ["c", "f5", "ｃ"])
async def test_every_key_of_a_command_does_it_also_as_full_width_input_sends_it(key: str) -> None:
    app = CommandApp()
    async with driven(app) as driver:
        await driver.press(key)
        assert app.desk.done == ["checkin"]


def test_a_command_without_a_key_for_when_an_input_method_is_on_is_not_accepted() -> None:
    with pytest.raises(ValueError, match="input method"):
        Command("try_letters_only", ("x", "slash"))


async def test_a_command_that_does_not_apply_is_offered_nowhere_until_it_does() -> None:
    app = CommandApp()
    async with driven(app) as driver:
        await driver.press("w")
        assert app.desk.done == []
        assert "辞退" not in footer_line(app)
        app.desk.may_withdraw = True
        app.desk.refresh_bindings()
        await driver.until(lambda: "辞退" in footer_line(app))
        await driver.press("w")
        assert app.desk.done == ["withdraw"]


async def test_the_footer_shows_commands_of_screen_and_app_and_help_last() -> None:
    app = CommandApp()
    async with driven(app, (80, 24)) as driver:
        await driver.rest()
        line = footer_line(app)
        assert line.split() == [
            "c",
            "面談を記録",
            "u",
            "元に戻す",
            "/",
            "検索",
            "?",
            "ヘルプ",
        ]
        assert "静かな操作" not in line


async def test_the_footer_drops_what_does_not_fit_but_never_help() -> None:
    app = CommandApp()
    async with driven(app, (30, 10)) as driver:
        await driver.rest()
        assert footer_line(app).split() == ["c", "面談を記録", "?", "ヘルプ"]


async def test_while_one_types_the_footer_shows_the_keys_that_work() -> None:
    app = CommandApp()
    async with driven(app, (80, 24)) as driver:
        app.desk.query_one(Input).focus()
        await driver.until(lambda: "F5 面談を記録" in footer_line(app))
        assert footer_line(app).endswith("F1 ヘルプ")
        await driver.press("c", "f5")
        assert app.desk.query_one(Input).value == "c"
        assert app.desk.done == ["checkin"]


async def test_a_click_in_the_footer_does_what_stands_there() -> None:
    app = CommandApp()
    async with driven(app, (80, 24)) as driver:
        await driver.rest()
        footer = app.desk.query_one(CommandFooter)
        undo = next(item for item in footer.items() if item.offer.command is UNDO)
        await driver.click(CommandFooter, offset=(undo.start + 3, 0))
        assert app.desk.done == ["undo"]
        await driver.click(CommandFooter, offset=(footer.size.width - 3, 0))
        await driver.until(lambda: isinstance(app.screen, HelpScreen))


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_what_applies_with_all_keys_and_escape_closes_it(key: str) -> None:
    app = CommandApp()
    async with driven(app, (100, 40)) as driver:
        await driver.press(key)
        await driver.until(lambda: isinstance(app.screen, HelpScreen))
        text = driver.text
        for seen in (
            "c / F5",
            "面談を記録",
            "面談の内容を書き留めます。",
            "静かな操作",
            "/ / Ctrl+F",
            "半角/全角",
        ):
            assert seen in text
        assert "辞退" not in text
        await driver.press("escape")
        assert app.screen is app.desk


async def test_help_that_is_longer_than_the_screen_scrolls() -> None:
    app = CommandApp()
    async with driven(app, (60, 10)) as driver:
        await driver.press("f1")
        await driver.until(lambda: isinstance(app.screen, HelpScreen))
        assert "Esc で閉じます。" not in driver.text
        await driver.press("end")
        await driver.until(lambda: "Esc で閉じます。" in driver.text)


@pytest.mark.parametrize("opening", ["ctrl+p", "f10"])
@pytest.mark.parametrize("typed", ["面談", "checkin", "ＣＨＥＣＫ"])
async def test_the_palette_finds_a_command_by_title_or_name_and_does_it(opening: str, typed: str) -> None:
    app = CommandApp()
    async with driven(app) as driver:
        await driver.press(opening)
        await driver.until(lambda: isinstance(app.screen, CommandPalette))
        await driver.press(*typed)
        await driver.until(lambda: "c / F5  面談の内容" in driver.text)
        await driver.press("enter")
        await driver.until(lambda: app.desk.done == ["checkin"])


async def test_the_palette_offers_all_at_first_and_says_when_nothing_is_found() -> None:
    app = CommandApp()
    async with driven(app, (80, 30)) as driver:
        await driver.press("f10")
        await driver.until(lambda: "元に戻す" in driver.text)
        assert "どこでも使えます。" in driver.text
        assert "静かな操作" not in driver.text
        await driver.press(*"zzz")
        await driver.until(lambda: "該当するコマンドがありません" in driver.text)


async def test_titles_are_said_in_the_language_set_after_the_class_was_made() -> None:
    set_language("en")
    try:
        app = CommandApp()
        async with driven(app, (80, 24)) as driver:
            await driver.rest()
            assert footer_line(app).endswith("? Help")
    finally:
        set_language("ja")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ctrl+s", "Ctrl+S"),
        ("f12", "F12"),
        ("escape", "Esc"),
        ("space", "スペース"),
        ("question_mark", "?"),
        ("slash", "/"),
        ("c", "c"),
        ("1", "1"),
        ("ctrl+semicolon", "Ctrl+;"),
        ("shift+tab", "Shift+Tab"),
        ("up", "上"),
    ],
)
def test_keys_are_named_as_people_know_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_a_command_needs_a_key_that_comes_through_any_terminal_under_an_input_method() -> None:
    with pytest.raises(ValueError, match="input method"):
        Command("next_reason", ("right_square_bracket", "alt+down"))
    # What a terminal sends for Shift+F6 is F18 to Textual.
    bound = {binding.key for binding in Command("extend_due", ("t", "shift+f6")).bindings()}
    assert {"t", "shift+f6", "f18"} <= bound
