"""Names that look like markup show as they are written, wherever text of people is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from textual import events

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import family
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.frame.notices import notify_plain
from tests.tui.driver import driven
from tests.tui.support import DeskApp

pytestmark = pytest.mark.parametrize(
    "name",
    ["[A]", "[/重要]", "[@click=app.quit]", "[ok]", "[b]太[/b]", "[/]", "[red", "\\[x]", "$name :smile:"],
)


class NameForm(FormScreen[str]):
    def __init__(self, name: str) -> None:
        super().__init__(title=f"題{name}", subtitle=f"団体{name}", kind="names", about=[])
        self._user_text = name

    def fields(self) -> Sequence[Field[Any]]:
        name = self._user_text
        return [
            TextField("label", f"札{name}", hint=f"例{name}"),
            TextField("line", "行", f"行{name}"),
            ChoiceField("choice", "選択", [("a", f"語{name}"), ("b", "b")], "a"),
            SearchChoiceField("search", "検索", [Choice(1, f"佐藤{name}")], 1),
            NoteField("note", "内容", f"文{name}"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        raise Refused("error.try_name", field="line", name=self._user_text)


async def test_in_a_form_and_its_complaints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(family("ja", "error"), "error.try_name", "誤{name}")
    app = DeskApp()
    async with driven(app, (100, 40)) as driver:
        app.push_screen(NameForm(name))
        await driver.until(lambda: f"文{name}" in driver.text)
        text = driver.text.replace("\n", "")
        for seen in ("題", "団体", "例", "行", "語", "佐藤", "文"):
            assert f"{seen}{name}" in text
        # A long label wraps.
        assert f"札{name}"[:6] in text
        await driver.press("f12")
        await driver.until(lambda: f"誤{name}" in driver.text)


async def test_typed_or_pasted_into_a_field(name: str) -> None:
    app = DeskApp()
    form = NameForm("")
    async with driven(app, (100, 40)) as driver:
        app.push_screen(form)
        await driver.until(lambda: app.focused is not None)
        app.post_message(events.Paste(f"貼{name}"))
        await driver.until(lambda: f"貼{name}" in driver.text)
        await driver.press("tab", "end", *name)
        await driver.until(lambda: f"行{name}" in driver.text)


async def test_in_a_question_its_consequences_and_its_answers(name: str) -> None:
    app = DeskApp()
    async with driven(app, (100, 40)) as driver:
        app.push_screen(ConfirmScreen(f"問{name}", [f"結果{name}"], yes=f"はい{name}", no=f"いいえ{name}"))
        await driver.until(lambda: f"問{name}" in driver.text)
        for seen in ("結果", "はい", "いいえ"):
            assert f"{seen}{name}" in driver.text


async def test_in_a_list_to_choose_from(name: str) -> None:
    app = DeskApp()
    async with driven(app, (100, 40)) as driver:
        app.push_screen(ChooseScreen(f"題{name}", [Choice(1, f"団体{name}"), Choice(2, "別")]))
        await driver.until(lambda: f"団体{name}" in driver.text)
        assert f"題{name}" in driver.text
        await driver.press(*"団体", *name)
        await driver.until(lambda: "別" not in driver.text)


async def test_in_a_notice(name: str) -> None:
    app = DeskApp()
    async with driven(app, (100, 40)) as driver:
        notify_plain(app, f"保存しました: {name}", title=f"題{name}", severity="warning")
        await driver.until(lambda: f"保存しました: {name}" in driver.text)
        assert f"題{name}" in driver.text
