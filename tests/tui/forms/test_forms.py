"""Forms ask, say what is wrong where it is wrong, save beside the screen, and never lose what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Event
from typing import Any

import pytest
from textual import events

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale import family
from kodoku_tui.tui.forms.choice_field import ChoiceField, ChoiceLine, words_to_choose
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.plain_list import Choice, ChoiceFinder
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from tests.tui.driver import PATIENCE, Driver, driven
from tests.tui.support import DeskApp

TODAY = date(2025, 12, 15)
STAFF = [
    Choice(1, "佐藤 花子", "さとう"),
    Choice(2, "佐野 次郎", "さの"),
    Choice(3, "鈴木 サーバ", "すずき"),
]


class CheckinForm(FormScreen[str]):
    def __init__(self) -> None:
        super().__init__(title="面談を記録", subtitle="12 架空の会", kind="checkin", about=["12"])
        self.saved: list[Mapping[str, Any]] = []
        self.refusal: Exception | None = None
        self.may_finish = Event()
        self.may_finish.set()
        self.started = 0

    def fields(self) -> Sequence[Field[Any]]:
        return [
            TextField("title", "件名", required=True),
            DateField(
                "held_on",
                "面談日",
                TODAY,
                today=TODAY,
                year_starts_on=date(2025, 4, 1),
                direction=Direction.PAST,
                required=True,
            ),
            ChoiceField("channel", "方法", words_to_choose(Channel)),
            SearchChoiceField("staff", "担当者", STAFF),
            NoteField("note", "内容"),
            TextField("next", "次の一手"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        self.started += 1
        assert self.may_finish.wait(PATIENCE)
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(values)
        return "済"


class FormApp(DeskApp):
    def __init__(self) -> None:
        super().__init__()
        self.form = CheckinForm()
        self.results: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.form, self.results.append)

    def reopen(self) -> None:
        self.form = CheckinForm()
        self.push_screen(self.form, self.results.append)


def form_app() -> FormApp:
    return FormApp()


def field(app: FormApp, name: str) -> Any:
    return next(one for one in app.form.query(Field) if one.field_name == name)


async def go_to(app: FormApp, driver: Driver[Any], name: str) -> None:
    field(app, name).focus_control()
    await driver.until(lambda: app.focused is field(app, name).control)


async def test_a_form_is_filled_in_and_saved_from_the_keyboard_alone() -> None:
    app = form_app()
    async with driven(app, (80, 24)) as driver:
        await driver.press(*"初回", "enter", *"12/1", "tab", "3", "enter", *"佐野", "enter")
        await driver.until(lambda: app.focused is field(app, "note").control)
        await driver.press(*"一行目", "enter", *"二行目", "tab", *"電話", "enter")
        await driver.until(lambda: app.results)
        assert app.results == ["済"]
        assert app.form.saved == [
            {
                "title": "初回",
                "held_on": date(2025, 12, 1),
                "channel": Channel.PHONE,
                "staff": 2,
                "note": "一行目\n二行目",
                "next": "電話",
            }
        ]


@pytest.mark.parametrize("key", ["ctrl+s", "f12"])
async def test_a_form_is_saved_from_any_field_by_a_key_that_works_during_input(key: str) -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("a", key)
        await driver.until(lambda: app.results == ["済"])


async def test_up_and_down_go_from_line_to_line() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("down", "down")
        await driver.until(lambda: app.focused is field(app, "channel").control)
        await driver.press("up")
        await driver.until(lambda: app.focused is field(app, "held_on").control)


async def test_what_is_wrong_is_said_at_the_field_and_nothing_is_saved() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("tab", *"2/30", "ctrl+s")
        await driver.until(lambda: "「件名」を入力してください。" in driver.text)
        assert "2/30" in driver.text
        assert field(app, "held_on").has_class("-refused")
        assert app.focused is field(app, "title").control
        assert app.form.started == 0
        await driver.press("x")
        await driver.until(lambda: "「件名」を入力してください。" not in driver.text)


async def test_a_date_that_cannot_be_read_is_said_on_leaving_the_field() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("tab", *"abc", "tab")
        await driver.until(lambda: field(app, "held_on").has_class("-refused"))
        assert "「abc」" in driver.text


async def test_f2_puts_the_cursor_at_the_end_of_what_stands_there() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("tab", "f2", "backspace", "4")
        await driver.until(lambda: field(app, "held_on").read() == date(2025, 12, 14))


async def test_the_chosen_word_stands_in_brackets_and_in_reverse() -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, "channel")
        await driver.press("2")
        await driver.until(lambda: "[オンライン]" in driver.text)
        assert "[訪問]" not in driver.text
        line = field(app, "channel").line.render()
        assert [line.plain[one.start : one.end] for one in line.spans if one.style.reverse] == [
            "[オンライン]"
        ]


async def test_a_day_that_is_far_off_is_asked_about_at_the_field_and_taken_the_second_time() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("a", "tab", *"12/20", "tab")
        await driver.until(lambda: "今日から11か月" in driver.text)
        await driver.press("ctrl+s")
        await driver.until(lambda: field(app, "held_on").has_class("-refused"))
        assert app.focused is field(app, "held_on").control
        assert app.form.started == 0
        await driver.press("ctrl+s")
        await driver.until(lambda: app.results)
        assert app.form.saved[0]["held_on"] == date(2024, 12, 20)


async def test_the_date_that_is_understood_shows_while_one_types() -> None:
    app = form_app()
    async with driven(app) as driver:
        assert "12/15(月)" in driver.text
        await driver.press("tab", *"昨日")
        await driver.until(lambda: "12/14(日)" in driver.text)
        await driver.press("backspace")
        await driver.until(lambda: "12/14(日)" not in driver.text)


@pytest.mark.parametrize("key", ["ctrl+semicolon", ";"])
async def test_today_is_written_by_one_key(key: str) -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("tab", *"12/5", key)
        await driver.until(lambda: field(app, "held_on").read() == TODAY)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["right"], Channel.VISIT),
        (["left"], Channel.GUEST),
        (["2", "right"], Channel.PHONE),
        (["３"], Channel.PHONE),
        (["メ"], Channel.MAIL),
        (["5", "right"], Channel.VISIT),
        (["2", "delete"], None),
        (["2", "9"], Channel.ONLINE),
    ],
)
async def test_a_word_is_chosen_by_arrow_digit_or_beginning(keys: list[str], chosen: Channel | None) -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, "channel")
        await driver.press(*keys)
        assert field(app, "channel").read() == chosen


async def test_all_words_are_on_view_and_clickable_also_where_they_need_two_lines() -> None:
    app = form_app()
    async with driven(app, (44, 30)) as driver:
        text = driver.text
        assert all(word in text for word in Channel)
        line = app.form.query_one(ChoiceLine)
        assert line.size.height > 1
        await driver.click(ChoiceLine, offset=(2, 1))
        assert field(app, "channel").read() not in (None, Channel.VISIT)


async def test_a_longer_list_is_narrowed_by_two_characters_and_chosen_with_down_and_enter() -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, "staff")
        await driver.until(lambda: "鈴木" in driver.text)
        await driver.press("佐")
        await driver.until(lambda: "鈴木" not in driver.text)
        await driver.press("down", "enter")
        await driver.until(lambda: app.focused is field(app, "note").control)
        assert field(app, "staff").read() == 2


async def test_what_is_typed_is_enough_when_only_one_choice_is_left() -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, "staff")
        await driver.press(*"ｻｰﾊﾞ", "tab")
        await driver.until(lambda: app.focused is field(app, "note").control)
        await driver.until(lambda: field(app, "staff").line.value == "鈴木 サーバ")
        assert field(app, "staff").read() == 3


@pytest.mark.parametrize(("typed", "said"), [("佐", "2件"), ("田中", "「田中」に当てはまるものがありません")])
async def test_a_name_that_fits_several_or_none_is_refused(typed: str, said: str) -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, "staff")
        await driver.press(*typed, "tab")
        await driver.until(lambda: said in driver.text)
        with pytest.raises(Refused):
            field(app, "staff").read()


async def test_a_refused_save_shows_at_its_field_and_keeps_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(family("ja", "error"), "error.try_taken", "{number}番は辞退しています。")
    app = form_app()
    app.form.refusal = Refused("error.try_taken", field="held_on", number=41)
    async with driven(app) as driver:
        await driver.press(*"件", "ctrl+s")
        await driver.until(lambda: "41番は辞退しています。" in driver.text)
        await driver.until(lambda: app.focused is field(app, "held_on").control)
        assert field(app, "title").read() == "件"
        app.form.refusal = None
        await driver.press("ctrl+s")
        await driver.until(lambda: app.results == ["済"])


@pytest.mark.parametrize("failure", [Refused("error.try_locked"), RuntimeError("disk")])
async def test_a_save_that_fails_as_a_whole_says_so_and_keeps_the_form(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(family("ja", "error"), "error.try_locked", "保存できませんでした（使用中）。")
    app = form_app()
    app.form.refusal = failure
    async with driven(app) as driver:
        await driver.press("a", "ctrl+s")
        await driver.until(lambda: "保存できませんでした" in driver.text)
        assert app.screen is app.form
        assert app.drafts["checkin:12"].typed["title"] == "a"


async def test_a_second_ctrl_s_while_saving_saves_nothing_twice() -> None:
    app = form_app()
    app.form.may_finish.clear()
    async with driven(app) as driver:
        await driver.press_on("a", "ctrl+s")
        await driver.until(lambda: app.form.started == 1)
        await driver.press_on("ctrl+s", "f12", "escape", "f1")
        assert "保存しています。" in driver.text
        assert app.screen is app.form
        app.form.may_finish.set()
        await driver.until(lambda: app.results)
        assert (app.form.started, app.results) == (1, ["済"])


async def test_a_form_saved_under_another_screen_closes_once_it_is_back_in_view() -> None:
    app = form_app()
    app.form.may_finish.clear()
    async with driven(app) as driver:
        await driver.press_on("a", "ctrl+s")
        await driver.until(lambda: app.form.started == 1)
        app.push_screen(ConfirmScreen("続けますか。"))
        app.form.may_finish.set()
        await driver.until(lambda: app.form.saved)
        assert app.results == []
        await driver.press("y")
        await driver.until(lambda: app.results == ["済"])


async def test_escape_leaves_an_untouched_form_at_once() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("escape")
        await driver.until(lambda: app.results == [None])


@pytest.mark.parametrize(
    ("key", "thrown_away"), [("y", True), ("enter", True), ("n", False), ("escape", False)]
)
async def test_escape_asks_before_throwing_away_what_was_typed(key: str, thrown_away: bool) -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("a", "escape")
        await driver.until(lambda: "入力した内容を破棄しますか。" in driver.text)
        await driver.press(key)
        await driver.until(lambda: not isinstance(app.screen, ConfirmScreen))
        assert (app.results == [None]) == thrown_away
        assert ("checkin:12" in app.drafts) != thrown_away


async def test_a_form_closed_by_the_app_comes_back_with_all_that_was_typed() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("a", "tab", *"12/5", "tab", "2", "tab", *"佐", "tab", *"メモ")
        app.pop_screen()
        await driver.until(lambda: app.screen is not app.form)
        app.reopen()
        await driver.until(lambda: app.screen is app.form and app.focused is not None)
        await driver.until(lambda: "前に入力した途中の内容を戻しました。" in driver.text)
        assert field(app, "title").read() == "a"
        assert field(app, "held_on").read() == date(2025, 12, 5)
        assert field(app, "channel").read() == Channel.ONLINE
        assert field(app, "staff").line.value == "佐"
        assert field(app, "note").read() == "メモ"
        await driver.press("escape")
        await driver.until(lambda: isinstance(app.screen, ConfirmScreen))


async def test_a_form_closed_while_it_is_saved_leaves_no_draft_to_save_again() -> None:
    app = form_app()
    app.form.may_finish.clear()
    async with driven(app) as driver:
        await driver.press_on("a", "ctrl+s")
        await driver.until(lambda: app.form.started == 1)
        app.pop_screen()
        await driver.until(lambda: app.screen is not app.form)
        app.form.may_finish.set()
        await driver.until(lambda: app.form.saved and not app.drafts)


async def test_nothing_is_kept_as_a_draft_after_saving() -> None:
    app = form_app()
    async with driven(app) as driver:
        await driver.press("a")
        assert "checkin:12" in app.drafts
        await driver.press("ctrl+s")
        await driver.until(lambda: app.results)
        assert app.drafts == {}


@pytest.mark.parametrize("name", ["title", "note"])
async def test_control_characters_in_a_paste_are_taken_out_and_counted(name: str) -> None:
    app = form_app()
    async with driven(app) as driver:
        await go_to(app, driver, name)
        app.post_message(events.Paste("行\x1b[31m一\r\n行\u202e二"))
        await driver.until(lambda: "制御文字2字" in driver.text)
        assert field(app, name).read() == ("行[31m一\n行二" if name == "note" else "行[31m一 行二")


@pytest.mark.parametrize("size", [(80, 24), (140, 42), (60, 12)])
async def test_title_foot_and_keys_stay_on_view_whatever_the_size(size: tuple[int, int]) -> None:
    app = form_app()
    async with driven(app, size) as driver:
        text = driver.text
        for seen in ("面談を記録", "12 架空の会", "* の項目", "Ctrl+S 保存", "F1 ヘルプ"):
            assert seen in text
        await go_to(app, driver, "next")
        await driver.until(lambda: "次の一手" in driver.text)


async def test_the_form_is_centred_and_not_too_wide_to_read() -> None:
    app = form_app()
    async with driven(app, (140, 42)):
        box = app.form.query_one(".form--box").region
        assert box.width == 100
        assert abs(box.x - (140 - box.right)) <= 1


async def test_help_in_a_form_tells_how_to_save() -> None:
    app = form_app()
    async with driven(app, (100, 30)) as driver:
        await driver.press("f1")
        await driver.until(lambda: "Ctrl+S / F12" in driver.text)


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("enter", True), ("ｙ", True), ("n", False), ("escape", False)]
)
async def test_a_question_is_answered_by_one_key(key: str, answer: bool) -> None:
    app = DeskApp()
    answers: list[bool | None] = []
    async with driven(app) as driver:
        app.push_screen(ConfirmScreen("96件を取り込みますか。", ["新規 90件", "変更 6件"]), answers.append)
        await driver.until(lambda: "変更 6件" in driver.text)
        await driver.press(key)
        await driver.until(lambda: answers == [answer])


async def test_a_question_is_answered_by_the_mouse_or_by_going_to_no() -> None:
    app = DeskApp()
    answers: list[bool | None] = []
    async with driven(app) as driver:
        app.push_screen(ConfirmScreen("よろしいですか。"), answers.append)
        await driver.until(lambda: "よろしいですか。" in driver.text)
        await driver.click(".confirm--yes")
        await driver.until(lambda: answers == [True])
        app.push_screen(ConfirmScreen("よろしいですか。"), answers.append)
        await driver.until(lambda: "よろしいですか。" in driver.text)
        await driver.press("right", "enter")
        await driver.until(lambda: answers == [True, False])


async def test_one_of_a_thousand_is_found_by_typing_and_chosen_with_enter() -> None:
    app = DeskApp()
    answers: list[Choice[Any] | None] = []
    choices = [Choice(number, f"{number} 団体の名前{number}", f"だんたい{number}") for number in range(1000)]
    async with driven(app) as driver:
        app.push_screen(ChooseScreen("団体を選ぶ", choices, chosen=500), answers.append)
        await driver.until(lambda: "500 団体の名前500" in driver.text)
        await driver.press("down", "pagedown", "up", *"名前７３１")
        await driver.until(lambda: "500 団体" not in driver.text)
        await driver.press("enter")
        await driver.until(lambda: answers == [choices[731]])


@pytest.mark.parametrize(
    ("typed", "found"),
    [("はなこ さと", [1]), ("さと", [1, 4]), ("中", [4]), ("", [1, 4, 5]), ("シエル", [5])],
)
def test_every_typed_word_must_be_found_and_a_beginning_comes_first(typed: str, found: list[int]) -> None:
    finder = ChoiceFinder(
        [Choice(1, "佐藤 花子", "さとう はなこ"), Choice(4, "中 里美", "なか さとみ"), Choice(5, "シェル")]
    )
    assert [choice.key for choice in finder.find(typed)] == found


async def test_choosing_can_be_left_clicked_and_comes_up_empty_with_advice() -> None:
    app = DeskApp()
    answers: list[Choice[Any] | None] = []
    async with driven(app) as driver:
        app.push_screen(ChooseScreen("担当者", STAFF), answers.append)
        await driver.until(lambda: "鈴木" in driver.text)
        await driver.press(*"zz", "enter")
        await driver.until(lambda: "該当するものがありません" in driver.text)
        await driver.press("backspace", "backspace")
        await driver.until(lambda: "鈴木" in driver.text)
        await driver.click("PlainList", offset=(3, 1))
        await driver.until(lambda: answers == [STAFF[1]])
        app.push_screen(ChooseScreen("担当者", STAFF), answers.append)
        await driver.until(lambda: "鈴木" in driver.text)
        await driver.press("escape")
        await driver.until(lambda: answers == [STAFF[1], None])
