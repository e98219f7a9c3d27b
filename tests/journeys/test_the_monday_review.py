"""The Monday review of all groups of the demonstration by keys: begun, left, gone on with on Tuesday, handed out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.cli.main import run
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.review.reviews import list_reviews
from kodoku_tui.tui.review.minutes import MinutesScreen
from kodoku_tui.tui.review.review import ReviewScreen
from tests.desks import desk_on_copy, go_to
from tests.tui.sitting import Sitting, sitting_at

pytestmark = pytest.mark.long

GROUPS = 94
ME, OTHER = "青柳 志穂", "平岡 千鶴"
TUESDAY = date(2025, 12, 16)
PROMISED, DECIDED, GROUPS_MOVE = (
    "ボランティアの募集文を一緒に直す",
    "[重要] 助成金の書き方を\n次の面談で確かめる",
    "会場の使用許可書を送ってもらう",
)
ISSUE, WHY_LATER = "後継ぎが決まっていない", "集計に時間がかかるため"
# So high that all of the minutes stand on it.
A_WHOLE_PAPER = (140, 260)


@pytest.fixture
def monday(demonstration_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The demonstration on Monday 2025-12-15; a manager sits there."""
    with desk_on_copy(demonstration_file, tmp_path, staff=ME) as desk:
        yield desk


async def test_from_the_first_group_to_the_minutes(
    monday: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = [one.group_no for one in attention(monday)]
    assert len(order) == GROUPS
    async with sitting_at(monday) as sitting:
        await on_monday(sitting, order)
    go_to(monday, TUESDAY)
    async with sitting_at(monday) as sitting:
        await on_tuesday(sitting, order)
    book, text = tmp_path / "議事録.xlsx", tmp_path / "議事録.md"
    async with sitting_at(monday, A_WHOLE_PAPER) as sitting:
        shown = await the_minutes(sitting, book, text)
        await the_search_finds_what_was_decided(sitting, order)
    review, *earlier = list_reviews(monday)
    assert len(earlier) == 2 and all(one.ended_on for one in earlier)
    assert (review.started_on, review.ended_on) == ("2025-12-15", "2025-12-16")
    printed, minutes = from_the_command_line(monday.path, capsys)

    assert [one["group_no"] for one in minutes["items"]] == order
    assert (minutes["groups"], minutes["looked"], minutes["decided"], minutes["acted"]) == (GROUPS, 94, 3, 4)
    # The fourth and the last were done on the spot alone; of all that was decided and done nothing is missing.
    told = {one["group_no"]: one for one in minutes["items"] if one["standing"] in ("decided", "acted")}
    assert list(told) == order[:7]
    assert [told[number]["decision"] for number in order[:3]] == [PROMISED, DECIDED, GROUPS_MOVE]
    assert [told[number]["turn"] for number in order[:3]] == ["secretariat", None, "group"]
    assert (told[order[0]]["due"], told[order[0]]["promised"]) == ("2025-12-22", True)
    assert [len(told[number]["acts"]) for number in order[:7]] == [0, 0, 0, 1, 1, 1, 1]
    for number, words in zip(order[3:7], (OTHER, "成果報告書", "支援区分", ISSUE), strict=True):
        assert words in told[number]["acts"][0]

    # What stands on the screen, in the file and in the terminal is the same.
    for line in printed:
        assert "".join(line.split()) in shown
    assert plain_lines(text) == printed
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(book) for row in sheet for cell in row]
    for one in told.values():
        for words in filter(None, (one["decision"], *one["acts"])):
            assert any(words in cell for cell in cells)


async def on_monday(sitting: Sitting, order: list[int]) -> None:
    """Seven groups of which something is decided or done, and three that were seen; then lunch."""
    await sitting.press("alt+r")
    # Those of the autumn can be read again; the first line begins another one.
    await sitting.sees("11/10(月)")
    await sitting.press("enter")
    await sitting.type("、小野寺")
    await sitting.press("ctrl+s")
    await stands_at(sitting, order, 1)

    # Who does it by when; one key makes it a promise, and it is heard of at once.
    await sitting.press("d")
    await sitting.type(PROMISED)
    await sitting.press("tab", "1", "tab")
    await sitting.type(OTHER)
    await sitting.press("enter")
    await sitting.type("+7")
    await sitting.press("ctrl+s", "n")
    await sitting.sees("対応事項に記録", f"{OTHER}  {PROMISED}")

    # Without anybody named, with a line end and what looks like markup.
    await sitting.press("right", "d")
    first, second = DECIDED.splitlines()
    await sitting.type(first)
    await sitting.press("enter")
    await sitting.type(second)
    await sitting.press("ctrl+s")
    await sitting.sees(first, second)

    await sitting.press("right", "d")
    await sitting.type(GROUPS_MOVE)
    await sitting.press("tab", "2", "ctrl+s")
    await sitting.sees("見た 3・決定 3・まだ 91")

    # Another main person.
    await sitting.press("right", "a")
    await sitting.type(OTHER)
    await sitting.press("enter", "ctrl+s")
    await sitting.sees("見た 4・決定 3・まだ 90")
    # A later day.
    await sitting.press("right", "t")
    await sitting.type("成果報告書")
    await sitting.press("enter")
    await sitting.type("2026/2/5")
    await sitting.press("tab")
    await sitting.type(WHY_LATER)
    await sitting.press("ctrl+s")
    await sitting.is_told("期限を延長しました", "成果報告書")
    # Another tier.
    await sitting.press("right", "f2", "tab", "tab", "tab", "tab", "tab", "3", "ctrl+s")
    await sitting.sees("見た 6・決定 3・まだ 88", "定期確認")
    # A new issue.
    await sitting.press("right", "i")
    await sitting.type(ISSUE)
    await sitting.press("enter")
    await sitting.type("引継ぎ")
    await sitting.press("enter", "ctrl+s")
    await sitting.sees("見た 7・決定 3・まだ 87", ISSUE)

    await sitting.press("right", "space", "space", "space")
    await stands_at(sitting, order, 11)
    await sitting.sees("見た 10・決定 3・まだ 84")
    await sitting.press("escape")


async def on_tuesday(sitting: Sitting, order: list[int]) -> None:
    """It goes on where nobody looked yet; the others are seen, one key each."""
    await sitting.press("alt+r")
    await sitting.sees("続きから")
    await sitting.press("enter")
    await stands_at(sitting, order, 11)
    await sitting.press(*["space"] * (GROUPS - 10))
    await sitting.is_told("すべての団体を見ました")
    await sitting.sees("見た 94・決定 3・まだ 0")


async def the_minutes(sitting: Sitting, book: Path, text: Path) -> str:
    """Read on the screen, as a workbook, as Markdown; then the review ends. Gives what showed in the end."""
    await sitting.press("alt+r", "enter", "y")
    assert isinstance(sitting.app.screen, MinutesScreen)
    await sitting.press("x", "y")
    await sitting.is_told("レビューを終えました")
    for path in (book, text):
        await sitting.press("e", "ctrl+u")
        await sitting.type(str(path))
        await sitting.press("ctrl+s")
        await sitting.is_told("議事録を書き出しました", path.name)
    await sitting.is_still()
    await sitting.sees("見た・決めることなし")
    shown = sitting.flat
    await sitting.press("escape", "escape")
    return shown


async def the_search_finds_what_was_decided(sitting: Sitting, order: list[int]) -> None:
    """By a word of the decision, one comes to the minutes or to the group."""
    await sitting.press("0")
    await sitting.type("募集文を一緒に直す")
    await sitting.press("down")
    await sitting.sees(PROMISED)
    assert str(order[0]) in sitting.text


async def stands_at(sitting: Sitting, order: list[int], position: int) -> None:
    """The walk shows the group of this position."""
    screen = sitting.app.screen
    assert isinstance(screen, ReviewScreen)
    await sitting.sees(f"{position} / {GROUPS}")
    assert screen.group_number == order[position - 1]


def from_the_command_line(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], dict[str, Any]]:
    """The minutes as they are printed, and as data."""
    capsys.readouterr()
    command = ["--db", str(path), "--today", TUESDAY.isoformat(), "review", "minutes"]
    assert run(command) == 0
    printed = capsys.readouterr().out.splitlines()
    assert run([*command, "--json"]) == 0
    return [line.strip() for line in printed if line.strip()], json.loads(capsys.readouterr().out)


def plain_lines(path: Path) -> list[str]:
    """What Markdown says, without what is only Markdown."""
    lines = [re.sub(r"^(#+|>|-) ", "", line.strip()) for line in path.read_text("utf-8").splitlines()]
    return [re.sub(r"\\(.)", r"\1", line) for line in lines if line]
