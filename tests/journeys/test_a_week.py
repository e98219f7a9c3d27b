"""A week of a support person's work on ten invented groups, by keys alone.

Every text goes into a list as it is typed. At the end of the week each one is searched for, looked up on the karte
of its group, and read back from the workbooks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.cli.main import run
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.services.linkages.indicators import list_indicators
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.sessions import list_attendance
from kodoku_tui.services.sessions.surveys import list_surveys
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, go_to, write_roster
from tests.tui.sitting import Sitting, sitting_at

pytestmark = pytest.mark.long

MOST_KEYS_FOR_A_CHECKIN = 6
MOST_KEYS_FOR_AN_ISSUE = 5
ME = "青木 一"
# One column, and so high that a whole karte stands on it: what is below the edge would not be seen.
A_WHOLE_KARTE = (100, 420)

GROUPS = (
    "架空の会",
    "架空ともしび",
    "架空こども塾",
    "架空農園",
    "架空の灯台",
    "架空みなと",
    "架空の泉",
    "架空つばさ",
    "架空の森",
    "架空そよかぜ",
)


@dataclass(frozen=True)
class Typed:
    """A text of the week: of which group, and in which list (besides karte and book) it goes out."""

    group: int
    text: str
    list_kind: str = ""


@dataclass
class Hand:
    """Presses keys and counts them; the texts between are typed, remembered and not counted."""

    sitting: Sitting
    typed: list[Typed]
    group: int = 1
    keys: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        self.keys += keys
        await self.sitting.press(*keys)

    async def write(self, text: str, list_kind: str = "") -> None:
        """Type a text that has to be found again."""
        self.typed.append(Typed(self.group, text, list_kind))
        await self.sitting.type(text)

    async def put(self, text: str) -> None:
        """Type a date, a number or what is looked for: read, but not kept as a text."""
        await self.sitting.type(text)

    async def paste(self, text: str) -> None:
        """Paste as a terminal does."""
        await self.sitting.paste(text)

    async def go_to(self, group: int) -> None:
        """To a group of the register."""
        self.group = group
        await self.press("2", "home", *["down"] * (group - 1))
        await self.sitting.stands_on(group)

    async def clear_field(self) -> None:
        await self.press("home", "shift+end", "delete")

    async def is_told(self, *words: str) -> None:
        await self.sitting.is_told(*words)

    def begin_count(self) -> None:
        self.keys.clear()


@pytest.fixture
def week(new_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on ten invented groups on Monday 2025-12-15; two people share them, 青木 一 sits there."""
    rows: list[list[object]] = [
        [number, name, f"{name}の取組", "高齢者", "東京都新宿区", ""]
        for number, name in enumerate(GROUPS, start=1)
    ]
    roster = write_roster(tmp_path / "架空の名簿.xlsx", *rows)
    with desk_on_copy(new_file, tmp_path, staff=ME) as desk:
        import_roster(desk, roster)
        for name in (ME, "石井 二"):
            add_staff(desk, name)
        assign_staff(desk, range(1, 11), main=ME, deputy="石井 二")
        yield desk


async def on_monday(hand: Hand) -> None:
    """The first check-ins; one as short as can be, one with everything; a new person; a contact and an issue solved."""
    sitting = hand.sitting
    # As short as it can be, from the register.
    await hand.go_to(2)
    hand.begin_count()
    await hand.press("c")
    await hand.write("チラシの反応がないと相談された", "checkins")
    await hand.press("ctrl+s")
    await hand.is_told("面談を保存しました")
    assert len(hand.keys) <= MOST_KEYS_FOR_A_CHECKIN
    # The issue that came up, with its subcategory, right after.
    hand.begin_count()
    await hand.press("i")
    await hand.write("チラシを配っても反応がない", "issues")
    await hand.press("enter")
    await hand.press("enter", "ctrl+s")
    await hand.is_told("課題を保存しました", "広報・集客/告知方法")
    assert len(hand.keys) <= MOST_KEYS_FOR_AN_ISSUE
    # What was tried for it, what came of it, and solved.
    await hand.press("enter", "p", "p")
    await hand.write("薬局の窓口で手渡しを頼んだ", "issues")
    await hand.press("ctrl+s")
    await hand.is_told("対応策を保存しました")
    await hand.press("enter", "2", "tab")
    await hand.write("次の回に新しい人が七人来た", "issues")
    await hand.press("ctrl+s")
    await hand.is_told("対応策を保存しました", "効果あり")
    await hand.press("f2", "4", "ctrl+s")
    await hand.is_told("（解決）")
    await hand.press("escape", "escape")

    # With everything: the template of the occasion, a time, somebody new, promises, when next.
    await hand.go_to(1)
    await hand.press("c", "f8")
    await hand.write("副代表が窓口になった", "checkins")
    await hand.press("ctrl+end", "enter", "enter")
    await hand.write("- [ ] 依頼: 会場の見積を出す @石井 12/18", "checkins")
    await hand.press("enter")
    await hand.write("- [ ] 様式の記入例を送る 12/16", "checkins")
    await sitting.sees("対応事項 2件")
    await hand.press("tab", "2", "tab", "1", "tab")
    await hand.put("12/25")
    await hand.press("tab", "tab")
    await hand.put("1330")
    await hand.press("tab")
    await hand.write("山田 はな", "checkins")
    await hand.press("enter", "ctrl+s")
    await hand.is_told("面談を保存しました", "対応事項 2件を登録しました")
    # Whom to call there.
    await hand.press("enter", "v")
    await hand.write("架空 太郎")
    await hand.press("tab")
    await hand.write("かくう たろう")
    await hand.press("tab")
    await hand.write("会計担当")
    await hand.press("tab")
    await hand.write("000-1111-2222")
    await hand.press("tab")
    await hand.write("taro@example.jp")
    await hand.press("tab", "tab")
    await hand.write("昼休みは避ける")
    await hand.press("ctrl+s")
    await hand.is_told("連絡先を保存しました: 架空 太郎")
    await hand.press("escape")


async def on_tuesday(hand: Hand) -> None:
    """A check-in with signs and control characters, one in the future that is mended, one that is corrected."""
    sitting = hand.sitting
    await hand.go_to(3)
    await hand.press("c")
    await hand.paste("絵文字😀\x1b[31m赤い\x07字\x9b の報告👨‍👩‍👧")
    hand.typed.append(Typed(3, "絵文字😀", "checkins"))
    hand.typed.append(Typed(3, "の報告👨‍👩‍👧", "checkins"))
    await hand.press("enter")
    await hand.write("[@click=app.quit][/重要]はそのまま", "checkins")
    await hand.press("ctrl+s")
    await hand.is_told("面談を保存しました")

    await hand.go_to(4)
    await hand.press("c")
    await hand.write("畑の収穫祭の相談", "checkins")
    await hand.press("tab", "tab", "tab", "tab")
    await hand.clear_field()
    await hand.put("明日")
    await hand.press("ctrl+s")
    # Refused where it was typed, and mended there.
    await sitting.sees("2025/12/17", "畑の収穫祭の相談")
    assert list_checkins(sitting.app.desk, 4) == []
    await hand.clear_field()
    await hand.put("今日")
    await hand.press("ctrl+s")
    await hand.is_told("面談を保存しました")
    # One more word belongs into it.
    await hand.go_to(4)
    await hand.press("enter", "h")
    await sitting.sees("面談・対応・連絡先")
    await hand.press("f2")
    await hand.write("、雨天は公民館", "checkins")
    await hand.press("ctrl+s")
    await hand.is_told("面談記録を訂正しました")
    await hand.press("escape", "escape")

    # The like issue of group 2 is offered while the title is typed; the promise for it goes along.
    await hand.go_to(5)
    await hand.press("c")
    await hand.write("広報が届いていない様子", "checkins")
    await hand.press("ctrl+s")
    await hand.is_told("面談を保存しました")
    hand.begin_count()
    await hand.press("i")
    await hand.write("チラシを置いても反応がない", "issues")
    await sitting.sees("同じ分類の課題を解決した団体 1", "薬局の窓口で手渡しを頼んだ（効果あり）")
    await hand.press("enter", "enter")
    await hand.press("tab", "tab")
    await hand.write("商店街では読まれない", "issues")
    await hand.press("tab")
    await hand.write("置き場所の一覧を渡す")
    await hand.press("enter")
    await hand.put("12/17")
    await hand.press("ctrl+s")
    await hand.is_told("課題を保存しました")


async def on_wednesday(hand: Hand) -> None:
    """Who came to the training, what followed, what they said of it."""
    sitting = hand.sitting
    await hand.press("3", "end")
    await hand.press("enter")
    await sitting.sees("第1回全体研修会", "未確認 10団体")
    hand.begin_count()
    await hand.press("number_sign")
    await hand.put("6,7 x")
    await hand.press("enter", "n", "enter")
    await sitting.sees("出席(会場) 8団体", "欠席(連絡あり) 2団体")
    assert len(hand.keys) <= 4
    # Who was there of group 1, and a remark.
    hand.group = 1
    await hand.press("home", "f2", "tab")
    await hand.put("2")
    await hand.press("tab")
    await hand.write("架空 次郎、架空 三郎")
    await hand.press("tab")
    await hand.write("後半だけ参加した")
    await hand.press("ctrl+s")
    await hand.is_told("1 架空の会")
    # The absent get the papers.
    await hand.press("end", "home", *["down"] * 5, "h", "ctrl+s")
    await hand.is_told("「資料送付」を予定しました")
    # What group 8 said of it.
    hand.group = 8
    await hand.press("home", *["down"] * 7, "l", "n", "4", "tab")
    await hand.write("広報の実例が役に立った")
    await hand.press("shift+tab", "shift+tab")
    await hand.put("8 ")
    await hand.press("enter", "ctrl+s")
    await hand.is_told("アンケートを保存しました")
    await hand.press("escape", "escape")


async def on_thursday(hand: Hand) -> None:
    """A counterpart and an indicator, each with its history; promises kept and put off."""
    sitting = hand.sitting
    await hand.go_to(9)
    await hand.press("enter", "l")
    await hand.write("架空市福祉課の窓口")
    await hand.press("enter", "1", "enter", "2", "enter")
    await hand.clear_field()
    await hand.put("11/20")
    await hand.press("tab")
    await hand.write("案内を置く場所がない")
    await hand.press("tab")
    await hand.put("8/1")
    await hand.press("tab")
    await hand.write("市は紹介、団体は運営")
    await hand.press("tab")
    await hand.write("市は孤立の様子が分かる")
    await hand.press("tab")
    await hand.write("電話で名乗った")
    await hand.press("ctrl+s")
    await hand.is_told("連携を保存しました", "（接触）")
    await hand.press("l", "enter", "4", *["tab"] * 6)
    await hand.write("月例の会に出た")
    await hand.press("ctrl+s")
    await hand.is_told("（役割分担）")

    await hand.press("g")
    await hand.write("森の集いの参加者数")
    await hand.press("enter")
    await hand.write("人組")
    await hand.press("enter")
    await hand.put("10")
    await hand.press("enter")
    await hand.put("30")
    await hand.press("enter")
    await hand.write("初めて来た人を数える")
    await hand.press("ctrl+s")
    await hand.is_told("成果指標を保存しました")
    for day, value, note in (("11/30", "12", "雨で少なめ"), ("12/18", "24", "バザーと同じ日")):
        await hand.press("g", "enter")
        await hand.put(value)
        await hand.press("enter")
        await hand.clear_field()
        await hand.put(day)
        await hand.press("enter")
        await hand.write(note)
        await hand.press("ctrl+s")
        await hand.is_told("実績を保存しました", f"{value}人組")
    await hand.press("escape")

    # The papers went out: the absence is followed up.
    actions = {(one.group_no, one.title): one.id for one in list_actions(sitting.app.desk)}
    await hand.press("8", "v")
    await move_to(hand, next(f"action:{row}" for (group, _), row in actions.items() if group == 6))
    await hand.press("x")
    await hand.is_told("完了にしました")
    # The estimate takes longer.
    hand.group = 1
    await hand.press("f")
    await sitting.sees("全員の対応")
    await move_to(hand, f"action:{actions[(1, '会場の見積を出す')]}")
    await hand.press("t")
    await hand.put("12/26")
    await hand.press("enter")
    await hand.write("会場の担当者が休んでいる")
    await hand.press("enter")
    await hand.is_told("延期しました: 会場の見積を出す、12/26(金) まで")
    await move_to(hand, f"action:{actions[(1, '様式の記入例を送る')]}")
    await hand.press("x")
    await hand.is_told("完了にしました: 様式の記入例を送る")
    # A promise by itself.
    hand.group = 5
    await move_to(hand, f"action:{actions[(5, '置き場所の一覧を渡す')]}")
    await hand.press("n")
    await hand.write("配布先の地図を作る")
    await hand.press("ctrl+s")
    await hand.is_told("対応事項を保存しました")


async def on_friday(hand: Hand) -> None:
    """The last check-ins: from every main screen, each at most six keys."""
    sitting = hand.sitting
    for screen in "1234567890":
        await hand.press(screen)
        # With a search line open, letters are words: the function key does the same.
        key = "f5" if screen == "0" else "c"
        hand.begin_count()
        at_hand = sitting.app.group_records.group_at_hand
        await hand.press(key)
        if at_hand is None:
            at_hand = 10
            await hand.put("10 ")
            await hand.press("enter")
        hand.group = at_hand
        await hand.write(f"金曜に画面{screen}から書いた話", "checkins")
        await hand.press("ctrl+s")
        await hand.is_told("面談を保存しました", GROUPS[at_hand - 1])
        assert len(hand.keys) <= MOST_KEYS_FOR_A_CHECKIN, (screen, hand.keys)
        if screen == "0":
            await hand.press("escape")


async def move_to(hand: Hand, key: str) -> None:
    """Go down the list until the cursor stands on this row."""
    await hand.press("home")
    for _ in range(20):
        if hand.sitting.table.cursor_key == key:
            return
        await hand.press("down")
    raise AssertionError(f"no {key} in\n{hand.sitting.text}")


DAYS = (on_monday, on_tuesday, on_wednesday, on_thursday, on_friday)


async def test_what_a_week_writes_down_is_found_shown_and_handed_out(week: Desk, tmp_path: Path) -> None:
    typed: list[Typed] = []
    for count, play in enumerate(DAYS):
        go_to(week, MONDAY_IN_DECEMBER + timedelta(days=count))
        async with sitting_at(week) as sitting:
            await play(Hand(sitting, typed))
    assert {one.group for one in typed} >= {1, 2, 3, 4, 5, 8, 9, 10}

    what_stands_after_the_week(week)
    attendance = export(week, "attendance", tmp_path / "attendance.xlsx").splitlines()
    assert (attendance.count("出席(会場)"), attendance.count("欠席(連絡あり)")) == (8, 2)
    checkins = export(week, "checkins", tmp_path / "week.xlsx")
    told = ("初回", "訪問", "2025-12-25 00:00:00", "13:30:00")
    assert [word for word in told if word not in checkins] == []

    not_found = [
        one for one in typed if one.group not in {found.group_no for found in search(week, one.text)}
    ]
    assert not_found == []
    async with sitting_at(week) as sitting:
        for one in (typed[0], typed[-1]):
            await sitting.press("0", "ctrl+u")
            await sitting.type(one.text)
            await sitting.sees("面談 1件")

    assert not_in_workbooks(week, typed, tmp_path) == []
    await sees_them_on_their_kartes(week, typed)


def what_stands_after_the_week(desk: Desk) -> None:
    """The rows that the keys came to."""
    assert len(list_checkins(desk)) == 5 + 10
    (solved,) = list_issues(desk, 2, with_closed=True)
    assert (solved.subcategory, solved.state, solved.checkin) == (
        "告知方法",
        "解決",
        list_checkins(desk, 2)[-1].id,
    )
    assert [one.state for one in list_issues(desk, 5)] == ["新規"]
    assert [step.level for step in list_linkages(desk, 9)[0].history] == [1, 3]
    assert [one.value for one in list_indicators(desk, 9)[0].actuals] == [12, 24]
    assert [(one.score, one.group_no) for one in list_surveys(desk)] == [(4, 8)]
    assert [row.mark for row in list_attendance(desk, "training_1")][5:7] == ["欠席(連絡あり)"] * 2
    actions = {one.title: one for one in list_actions(desk, with_done=True)}
    assert actions["様式の記入例を送る"].done == "2025-12-18"
    assert (actions["会場の見積を出す"].due, actions["会場の見積を出す"].staff) == ("2025-12-26", "石井 二")
    assert [one.done for one in actions.values() if one.group_no == 6] == ["2025-12-18"]


async def sees_them_on_their_kartes(desk: Desk, typed: list[Typed]) -> None:
    """Every text stands on the karte of its group, where a person sees it."""
    async with sitting_at(desk, A_WHOLE_KARTE) as sitting:
        for group in sorted({one.group for one in typed}):
            sitting.app.show_karte(group)
            await sitting.sees(f"{group} {GROUPS[group - 1]}", "面談記録")
            await sitting.sees(*(shown(one) for one in typed if one.group == group))
            await sitting.press("escape")


def shown(typed: Typed) -> str:
    """A promise that was kept meanwhile shows its box ticked."""
    return typed.text.removeprefix("- [ ] ")


def not_in_workbooks(desk: Desk, typed: list[Typed], folder: Path) -> list[tuple[str, Typed]]:
    """The texts that are missing in a workbook in which they belong, with its name."""
    missing = []
    for kind in ("checkins", "issues", "book"):
        cells = export(desk, kind, folder / f"{kind}.xlsx", *([] if kind == "book" else ["--inner"]))
        belonging = [one for one in typed if kind in ("book", one.list_kind)]
        missing += [(kind, one) for one in belonging if one.text not in cells]
    for group in sorted({one.group for one in typed}):
        cells = export(desk, "group", folder / f"{group}.xlsx", "--group", str(group), "--inner")
        missing += [("group", one) for one in typed if one.group == group and one.text not in cells]
    return missing


def export(desk: Desk, kind: str, path: Path, *more: str) -> str:
    """All cells of a workbook that the command line hands out, one a line."""
    line = ["--db", str(desk.path), "--today", desk.today.isoformat(), "export", kind, str(path), *more]
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = run([*line, *([] if kind == "book" else ["--personal"])])
    assert code == 0, said.getvalue()
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
