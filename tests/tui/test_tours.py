"""What every screen and form says, as text, at two sizes and in both languages.

A tour goes by keys from stop to stop in one sitting; what each stop shows is kept in `tests/tui/kept/tours` as
one file a stop. After a change that is meant, `python -m pytest tests/tui/test_tours.py --update-kept`
keeps what shows now: read the difference in the review. Only invented groups are shown.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.screen import Screen

from kodoku_tui import tui
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.exports.exchange import RowKey
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import correct_checkin, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft, draft_key, drafts_folder, path_of_draft, write_draft
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.forms import file_screen
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, morning_of
from tests.intake_files import stamp_now, write_list, write_sheets
from tests.tui.issues_and_linkages import fill
from tests.tui.kept import Kept
from tests.tui.sitting import NARROW, WIDE, Sitting, sitting_at

Stop = tuple[str, list[str]]
"""The name under which it is kept, and the keys that lead there from the stop before; `"…` is text that is typed."""

BEGINNING: list[Stop] = [("beginning", [])]

# On the first morning: a register of groups to whom nothing has happened yet.
FIRST_MORNING: list[Stop] = [
    ("work", []),
    ("register", ["2"]),
    ("register_search", ["slash", '"団地']),
    ("sort", ["escape", "s"]),
    ("filter", ["escape", "f"]),
    ("views", ["escape", "v"]),
    ("view_to_keep", ["n"]),
    ("help", ["escape", "escape", "question_mark"]),
    ("palette", ["escape", "ctrl+p"]),
    ("checkin", ["escape", "c"]),
    ("issue", ["escape", "i"]),
    ("milestone", ["escape", "m"]),
    ("extension", ["escape", "t"]),
    ("assign", ["escape", "a"]),
    ("karte", ["escape", "enter"]),
    ("facts", ["f2"]),
    ("ending", ["escape", "shift+f2"]),
    ("contact", ["escape", "v"]),
    ("document", ["escape", "d"]),
    ("activity", ["escape", "j"]),
    ("plan_change", ["escape", "k"]),
    ("records", ["escape", "h"]),
    ("money", ["escape", "y"]),
    ("sessions", ["escape", "escape", "3"]),
    ("session_to_move", ["d"]),
    ("session_to_add", ["escape", "n"]),
    ("attendance", ["escape", "enter"]),
    ("attendance_form", ["f2"]),
    ("log", ["escape", "escape", "4"]),
    ("changes", ["enter"]),
    ("checkin_without_group", ["escape", "c"]),
    ("matrix", ["escape", "5"]),
    ("month", ["6"]),
    ("issues", ["7"]),
    ("checkins_due", ["8"]),
    ("linkages", ["9"]),
    ("search", ["0"]),
    ("find_group", ["escape", "1", "slash", '"農園']),
    ("export", ["escape", "e"]),
    ("import", ["escape", "ctrl+o"]),
    ("staff", ["escape", "w"]),
    ("backups", ["escape", "ctrl+f10"]),
    ("undo", ["escape", "u"]),
]

LEFT_FOR_LATER: list[Stop] = [
    ("work", []),
    ("drafts", ["full_stop"]),
    ("draft_to_throw_away", ["delete"]),
    ("draft_that_is_open", ["n", "enter"]),
    ("conflict", ["ctrl+s"]),
]

# In December: something of every kind has happened.
LIVELY_DAY: list[Stop] = [
    ("work", []),
    ("checkins_due", ["8"]),
    ("actions", ["v"]),
    ("action_to_put_off", ["t"]),
    ("action_to_change", ["escape", "f2"]),
    ("search", ["escape", "0", '"広報', "down"]),
    ("checkin", ["2", "c", '"広報の相談', "enter", '"- [ ] 依頼: 見積 12/20']),
    ("checkin_past_notes", ["f3"]),
    ("checkin_to_throw_away", ["escape", "escape"]),
    ("checkin_template", ["y", "c", "f8"]),
    ("karte", ["escape", "y", "enter"]),
    ("records", ["h"]),
    ("note", ["enter"]),
    ("note_to_select", ["n"]),
    ("promise_of_note", ["n"]),
    ("checkin_to_correct", ["escape", "escape", "f2"]),
    ("action_to_add", ["escape", "n"]),
    ("comment", ["escape", "escape", "n"]),
    ("money", ["escape", "escape", *["down"] * 5, "enter", "y"]),
    ("cost", ["enter"]),
    ("reallocation", ["escape", "x"]),
    ("evidence", ["escape", "n"]),
    ("audit", ["escape", "v"]),
    ("repayment", ["escape", "y"]),
    ("completion", ["escape", "escape", "escape", "space", "x"]),
    ("view_kept", ["escape", "escape", "n", '"急ぐもの', "ctrl+s", "v"]),
    ("view_to_rename", ["f2"]),
    ("sessions", ["escape", "escape", "3"]),
    ("session_to_edit", ["f2"]),
    ("invite", ["escape", "g"]),
    ("attendance", ["escape", "down", "down", "down", "enter"]),
    ("marks", ["number_sign"]),
    ("followup", ["escape", "h"]),
    ("others", ["escape", "n"]),
    ("attendance_file", ["escape", "ctrl+o"]),
    ("attendance_preview", ['"zoom.csv', "enter"]),
    ("surveys", ["escape", "escape", "l"]),
    ("survey_to_add", ["n"]),
    ("matrix", ["escape", "5", "right", "right", "right", "down"]),
    ("cell_to_move", ["right", "enter"]),
    ("cell_to_extend", ["escape", "t"]),
    ("matrix_marks", ["escape", "space", "down", "space"]),
    ("marks_to_move", ["m"]),
    ("marks_before_they_move", ["1", "f12"]),
    ("marks_to_extend", ["n", "escape", "y", "t"]),
    ("month", ["escape", "escape", "6", "pagedown"]),
    ("month_export", ["e"]),
    ("day", ["escape", *["down"] * 3, "enter"]),
    ("plan", ["escape", "b", "down", "down", "down", "down"]),
    ("plan_to_edit", ["f2"]),
    ("plan_to_add", ["escape", "n"]),
    ("plan_check", ["enter"]),
    ("plan_milestone", ["escape", "n", "down", "enter"]),
    ("plan_to_settle", ["escape", "z"]),
    ("settings", ["escape", "escape", "comma"]),
    ("setting", ["enter"]),
    ("cost_item", ["escape", "n"]),
    ("weights", ["escape", "alt+w"]),
    ("weight", ["down", "enter"]),
    ("weight_before_it_changes", ["tab", "ctrl+u", '"3', "ctrl+s"]),
    ("log", ["n", "escape", "y", "escape", "escape", "4"]),
    ("next_year", ["alt+n"]),
    ("words_to_erase", ["escape", "ctrl+f12"]),
    ("words_before_they_are_erased", ['"架空 花子', "tab", '"申し出', "ctrl+s"]),
    ("people", ["escape", "escape", "alt+a"]),
    ("groups_to_hand_over", ["a"]),
    ("groups_before_they_go_over", ['"青柳', "enter", "ctrl+s"]),
    ("person_to_rename", ["n", "f2"]),
    ("person_who_retires", ["escape", "delete"]),
    ("review_to_choose", ["escape", "escape", "alt+r"]),
    ("review_to_begin", ["enter"]),
    ("review", ['"青柳、石井', "ctrl+s"]),
    ("decision", ["space", "d"]),
    ("minutes", ['"会計の支援を頼む', "ctrl+s", "n", "y"]),
    ("minutes_to_hand_out", ["e"]),
    ("review_to_end", ["escape", "x"]),
]

# Issues with remedies, linkages with their gaps, indicators that were measured.
ISSUES_AND_LINKAGES: list[Stop] = [
    ("board", ["7"]),
    ("filter", ["f"]),
    ("edit", ["escape", "f2"]),
    ("remedy", ["escape", "p"]),
    ("trend", ["escape", "h"]),
    ("issue", ["escape", "down", "enter"]),
    ("list", ["escape", "v"]),
    ("issue_form", ["2", "i", '"チラシ', "enter"]),
    ("linkages", ["escape", "y", "9"]),
    ("linkage_form", ["l", "enter"]),
    ("indicators", ["escape", "v"]),
    ("measured", ["g"]),
    ("actual", ["enter"]),
    ("indicator", ["escape", "f2"]),
    ("reactivation", ["escape", "2", "f", *["tab"] * 3, "5", "ctrl+s", "end", "shift+f2"]),
]

OUTPUTS: list[Stop] = [
    ("status", ["2", "e"]),
    ("karte", ["escape", "enter", "e"]),
    ("matrix", ["escape", "escape", "5", "e"]),
]

INTAKE: list[Stop] = [
    ("file", ["ctrl+o"]),
    ("which_list", ["enter"]),
    ("columns", ["escape"]),
    ("preview", ["escape", "escape", "ctrl+o", "down", "enter"]),
    ("row", ["enter"]),
    ("question", ["escape", "ctrl+s"]),
    ("done", ["y"]),
    ("lists", ["enter", "ctrl+o", '"麦', "enter", "enter", "escape"]),
]

TOURS = {
    "beginning": BEGINNING,
    "first_morning": FIRST_MORNING,
    "lively_day": LIVELY_DAY,
    "left_for_later": LEFT_FOR_LATER,
    "issues_and_linkages": ISSUES_AND_LINKAGES,
    "outputs": OUTPUTS,
    "intake": INTAKE,
}
SIZES = {"80x24": NARROW, "140x42": WIDE}
# The quick battery sees one of them; every language at every size is seen in the long one.
QUICK = {("ja", "80x24")}

REPORT = """\
名前（元の名前）,ユーザーのメール,参加時間
雪あかり坂くらし舎 山田,,2025/10/24 10:00
NPO法人雪あかり坂くらし舎＿佐々木,,2025/10/24 10:00
はまなす便りラボ・鉄びん座,,2025/10/24 10:00
夏みかん坂 渡辺,,2025/10/24 10:00
蔵座敷ひらく 中村,,2025/10/24 10:00
青柳 志穂,,2025/10/24 10:00
"""


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Kept:
    """What the tours showed."""
    return Kept(Path(__file__).parent / "kept" / "tours", bool(request.config.getoption("update_kept")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files that came, by a path that is the same on every machine."""
    came = tmp_path / "届いたもの"
    came.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(file_screen, "default_folder", lambda: Path("届いたもの"))
    monkeypatch.setattr(export_form, "default_folder", lambda: Path("/台帳"))
    return came


@contextmanager
def desk_of(tour: str, request: pytest.FixtureRequest, tmp_path: Path, folder: Path) -> Iterator[Desk]:
    """The desk that a tour sits at."""
    if tour == "beginning":
        yield Desk(Path("/台帳/kodoku.db"), clock=morning_of(MONDAY_IN_DECEMBER))
        return
    if tour == "left_for_later":
        later: Desk = request.getfixturevalue("small_desk")
        _leave_for_later(later)
        yield later
        return
    if tour == "issues_and_linkages":
        desk: Desk = request.getfixturevalue("small_desk")
        fill(desk)
        yield desk
        return
    made = {"first_morning": "invented_file", "outputs": "rich_file"}.get(tour, "demonstration_file")
    staff = "青柳 志穂" if made == "demonstration_file" else ""
    with desk_on_copy(request.getfixturevalue(made), tmp_path, staff=staff) as desk:
        if tour == "lively_day":
            add_contact(
                desk, 1, ContactEntry(name="架空 花子", role="代表", phone="000-0000-0000", is_primary=True)
            )
            (folder / "zoom.csv").write_text(REPORT, encoding="cp932")
        elif tour == "intake":
            _write_workbooks(desk, folder)
        yield desk


def _leave_for_later(desk: Desk) -> None:
    """A note that was corrected, while its correction was begun by somebody who went on later."""
    begun = CheckinEntry(group_no=1, held_on=date(2025, 12, 8), channel=Channel.PHONE, note="会場は未定")
    row = log_checkin(desk, begun).row_id
    correct_checkin(desk, row, begun.model_copy(update={"note": "会場は未定\n見積を依頼"}), version=1)
    draft = Draft(
        "面談記録を訂正 1 架空の会",
        {"note": "会場は未定\n次回は電話で"},
        2025,
        form="面談記録を訂正",
        group="1 架空の会",
        line="会場は未定",
        at="2025-12-12T17:05:00",
        version=1,
        seen={"note": begun.note},
    )
    key = draft_key("checkin_correction", [uid_of(desk, "checkin", row)])
    write_draft(path_of_draft(drafts_folder(file_code(desk), ""), key, ()), key, draft)


def _write_workbooks(desk: Desk, folder: Path) -> None:
    """One list with a row of every state, one whose headings nobody knows, and a workbook with several lists."""
    headings = ["番号", "団体名", "面談日", "方法", "様子", "内容", "備考"]
    day = date(2025, 12, 8)
    entry = CheckinEntry(group_no=1, held_on=day, channel=Channel.PHONE, note="架空の記録。はじめの内容")
    numbers = [log_checkin(desk, entry.model_copy(update={"group_no": n})).row_id for n in (1, 2, 3)]
    uids = desk.connection.execute(
        "SELECT uid FROM checkin WHERE id BETWEEN ? AND ? ORDER BY id", numbers[::2]
    )
    keys = [RowKey("checkin", uid, 1) for (uid,) in uids]
    stamp = stamp_now(desk, "checkins")
    correct_checkin(desk, numbers[0], entry.model_copy(update={"note": "ここで直した内容"}), version=1)
    note = entry.note
    write_list(
        folder / "面談記録.xlsx",
        headings,
        [1, None, day, "電話", "順調", "ファイルで直した内容"],
        [2, None, day, "訪問", "注意", note],
        [3, None, day, "電話", "順調", note],
        [4, None, day, "オンライン", "順調", "架空の記録。新しい行", "参考"],
        [999, None, day, "電話", None, "架空の記録"],
        [None, "どこにもない会", day, "電話", None, "架空の記録"],
        [5],
        stamp=stamp,
        keys=keys,
    )
    write_list(folder / "独自の表.xlsx", ["だれ", "いつ", "どう"], [5, day, "電話"])
    write_sheets(
        folder / "麦の会から届いた表.xlsx",
        {
            "面談": [["番号", "日付", "方法", "面談内容"], [5, day, "電話", "架空の記録"]],
            "課題": [
                ["番号", "分類", "件名", "発生日", "ひとこと"],
                [5, "広報・集客", "架空の課題", day, "x"],
            ],
            "独自": [["だれ", "いつ", "どう"], [5, day, "電話"]],
        },
    )


def what_shows(sitting: Sitting, keys: list[str]) -> str:
    """The name of the screen, how one came there, and all that it says."""
    way = " ".join(keys) or "-"
    return f"{type(sitting.app.screen).__name__}: {way}\n\n{sitting.text}\n"


@pytest.mark.parametrize("tour", TOURS)
@pytest.mark.parametrize(
    ("language", "size"),
    [
        pytest.param(language, size, marks=[] if (language, size) in QUICK else [pytest.mark.long])
        for language in ("ja", "en")
        for size in SIZES
    ],
)
async def test_every_stop_shows_what_is_kept(
    tour: str,
    language: str,
    size: str,
    kept: Kept,
    folder: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    different = []
    with desk_of(tour, request, tmp_path, folder) as desk:
        set_language(language)
        async with sitting_at(desk, SIZES[size]) as sitting:
            for name, keys in TOURS[tour]:
                for key in keys:
                    await (sitting.type(key[1:]) if key.startswith('"') else sitting.press(key))
                    await sitting.pause()
                await sitting.is_still()
                path = f"{language}-{size}/{tour}/{name}.txt"
                different.append(kept.difference(path, what_shows(sitting, keys)))
    assert not (told := "\n".join(filter(None, different))), told


def test_nothing_is_kept_that_no_tour_shows(kept: Kept) -> None:
    shown = {
        f"{language}-{size}/{tour}/{name}.txt"
        for language in ("ja", "en")
        for size in SIZES
        for tour, stops in TOURS.items()
        for name, _ in stops
    }
    assert kept.names() == shown


def every_screen() -> list[str]:
    """Every kind of screen that can show: what is made from others and has nothing made from it."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        importlib.import_module(module.name)

    def below(kind: type[Screen[object]]) -> set[type[Screen[object]]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    ours = {
        one
        for one in below(Screen)
        if one.__module__.startswith(tui.__name__) and not inspect.isabstract(one)
    }
    bases = {base for one in ours for base in one.__mro__[1:]}
    return sorted(one.__name__ for one in ours - bases)


@pytest.mark.parametrize("screen", every_screen())
def test_every_screen_is_a_stop_of_a_tour(screen: str, kept: Kept) -> None:
    seen = {
        path.read_text(encoding="utf-8").partition(":")[0]
        for path in (kept.folder / "ja-80x24").rglob("*.txt")
    }
    assert screen in seen
