"""Keys that a person chose act, show in footer and help, and never mean two things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.keymap import as_far_as_they_go, commands_on, every_screen
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.frame.help import HelpScreen
from kodoku_tui.tui.frame.key_names import as_they_come
from kodoku_tui.tui.frame.keys_chosen import keys_file, use_keys
from kodoku_tui.tui.issues.issue_form import IssueForm
from tests.tui.sitting import sitting_at

Write = Callable[[str], None]


@pytest.fixture
def chosen() -> Iterator[Write]:
    """Writes the person's file."""

    def write(lines: str) -> None:
        keys_file().parent.mkdir(parents=True, exist_ok=True)
        keys_file().write_text(f"[keys]\n{lines}\n", encoding="utf-8")

    yield write
    use_keys({})


async def test_a_chosen_key_acts_and_shows_and_the_usual_one_is_free(desk: Desk, chosen: Write) -> None:
    chosen('log_checkin = ["Ctrl+F5", "@"]')
    async with sitting_at(desk) as sitting:
        await sitting.press("1")
        assert "Ctrl+F5 面談" in sitting.text.splitlines()[-1]
        here = sitting.app.screen
        await sitting.press("c", "f5")
        assert sitting.app.screen is here
        await sitting.press("ctrl+f5")
        assert isinstance(sitting.app.screen, CheckinForm)
        await sitting.press("escape")
        await sitting.type("@")
        assert isinstance(sitting.app.screen, CheckinForm)


async def test_what_cannot_be_is_named_at_the_start_and_the_rest_holds(desk: Desk, chosen: Write) -> None:
    chosen('log_chekin = "Ctrl+F5"\nundo = "i"\nadd_issue = "F99"\nlog_checkin = "Ctrl+F5"')
    async with sitting_at(desk) as sitting:
        told = [notice.message for notice in sitting.app._notifications if "keys.toml" in notice.message]
        assert len(told) == 3
        assert "「log_chekin」という操作はありません" in "".join(told)
        assert "「F99」は、端末から届くキーではありません" in "".join(told)
        assert "「課題」のキーでもあるため" in "".join(told)
        await sitting.press("2", "ctrl+f5")
        assert isinstance(sitting.app.screen, CheckinForm)
        await sitting.press("escape", "i")
        assert isinstance(sitting.app.screen, IssueForm)


async def test_help_names_the_chosen_keys_and_full_width_input_sends_them_too(
    desk: Desk, chosen: Write
) -> None:
    chosen('show_help = ["F1", "!"]\nchoose_me = "Ctrl+F5"')
    async with sitting_at(desk) as sitting:
        assert "担当未選択(Ctrl+F5)" in sitting.text.splitlines()[0]
        await sitting.type("！")
        assert isinstance(sitting.app.screen, HelpScreen)
        assert "F1 / !" in sitting.text


async def test_ctrl_q_leaves_whatever_was_chosen_for_leaving(desk: Desk, chosen: Write) -> None:
    chosen('quit = "Ctrl+F5"')
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c", "ctrl+q")
        await sitting.until(lambda: not sitting.app.is_running)


async def test_the_keys_of_a_form_are_chosen_as_well(desk: Desk, chosen: Write) -> None:
    chosen('save_form = "F11"')
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c", *"話した")
        assert "F11 保存" in sitting.text
        await sitting.press("f11")
        await sitting.until(lambda: not isinstance(sitting.app.screen, CheckinForm))


def test_keys_can_change_places_and_a_clash_gives_back_no_other_clash() -> None:
    swapped, problems = as_far_as_they_go({"log_checkin": ("i",), "add_issue": ("c",)})
    assert (set(swapped), problems) == ({"log_checkin", "add_issue"}, [])
    # The second cannot have its key, so the first cannot have what it would have given away.
    chosen, problems = as_far_as_they_go({"log_checkin": ("i",), "add_issue": ("up",)})
    assert chosen == {}
    assert len(problems) == 2


@pytest.mark.parametrize("key", ["up", "space", "tab", "ctrl+q", "ctrl+a"])
def test_the_keys_that_move_in_lists_are_not_given_away(key: str) -> None:
    chosen, problems = as_far_as_they_go({"undo": (key,)})
    assert chosen == {}
    assert len(problems) == 1


def test_a_command_may_keep_a_key_of_lists_that_is_its_own() -> None:
    assert as_far_as_they_go({"put_on_view": ("enter", "ctrl+f5")}) == (
        {"put_on_view": ("enter", "ctrl+f5")},
        [],
    )


@pytest.mark.parametrize("name", ["log_checkin", "sort", "show_work", "save_form", "undo"])
@pytest.mark.parametrize("key", ["n", "x", "f2", "f6", "f12", "ctrl+s", "2", "alt+s", "f15", "ctrl+f5"])
def test_what_is_taken_never_means_two_things_on_a_screen(name: str, key: str) -> None:
    chosen, problems = as_far_as_they_go({name: (key,)})
    assert bool(chosen) is not bool(problems)
    for host in every_screen():
        present = commands_on(host)
        for own in (command for command in present if command.name == name):
            others = {
                one
                for other in present
                if other.name != name
                for key in other.keys
                for one in as_they_come(key)
            }
            assert not chosen or key not in others - {*own.keys}, host.__name__
