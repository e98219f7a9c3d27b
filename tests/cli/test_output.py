"""How results look: aligned, harmless, in the reader's language, and without what is not needed."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from kodoku_tui.cli.frame.display import cut, display_width, wrapped
from kodoku_tui.cli.main import root, run
from kodoku_tui.domain.text.obeyed import harmless
from tests.cli.conftest import Kodoku, in_a_process

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def test_columns_stand_under_each_other_whatever_the_width_of_the_letters(kodoku: Kodoku) -> None:
    heading, *lines = kodoku("status").out.splitlines()
    column = cell_len(heading[: heading.index("状態")])
    assert len(lines) == 96
    assert {cell_len(line[: line.index("実施中")]) for line in lines} == {column}


def test_lines_for_a_pipe_are_not_cut(kodoku: Kodoku) -> None:
    projects = [entry["project"] for entry in kodoku("group", "list", "--json").document]
    shown = kodoku("group", "list").out
    assert all(project in shown for project in projects)
    assert "~" not in shown


@pytest.mark.parametrize("text", ["あいう", "aあいう", "あaいu", "ｱｲｳ", "がぎ", "#1 [/重要]"])
@pytest.mark.parametrize("width", [1, 2, 3, 4, 5, 9])
def test_a_cut_text_is_never_wider_than_its_column(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cut(text, cell_len(text)) == text


def test_wrapped_text_loses_nothing_and_no_line_begins_with_a_full_stop() -> None:
    text = "期限を超過しているものを並べます。環境変数 KODOKU_DB でも、指定できます。"
    for width in range(8, 40):
        lines = wrapped(text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line.startswith(("。", "、")) for line in lines)


def test_what_a_terminal_would_obey_does_not_reach_it(kodoku: Kodoku) -> None:
    assert harmless("a\x1b[31mb\x9bc\u202ed\ne") == "a[31mbcd\ne"
    ended = kodoku("checkin", "add", "12", "--channel", "電話", "--note", "x", "--on", "\x1b]0;pwned\x07")
    assert ended.code == 1
    assert "\x1b" not in ended.err


def test_names_that_look_like_markup_are_shown_as_written(kodoku: Kodoku) -> None:
    assert kodoku("group", "set", "12", "--name", "[/重要] [@click=app.quit] {x}").code == 0
    assert "[/重要] [@click=app.quit] {x}" in kodoku("status").out
    assert "[/重要] [@click=app.quit] {x}" in kodoku("group", "show", "12").out
    assert (
        "[/重要] [@click=app.quit] {x}"
        in kodoku("checkin", "add", "12", "--channel", "電話", "--note", "話した").err
    )


@pytest.mark.parametrize(
    "note", ["=HYPERLINK(1)", "+81", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "　=1"]
)
def test_csv_holds_no_formula(kodoku: Kodoku, note: str) -> None:
    assert kodoku("checkin", "add", "12", "--channel", "電話", f"--note={note}").code == 0
    (record,) = csv.DictReader(io.StringIO(kodoku("checkin", "list", "--csv").out))
    assert record["note"] == f"'{note}"
    assert record["group_no"] == "12"
    assert json.loads(kodoku("checkin", "list", "--json").out)[0]["note"] == note


@pytest.mark.parametrize(
    ("command", "next_step"),
    [
        (["checkin", "list"], "checkin add"),
        (["issue", "list"], "issue add"),
        (["action", "list"], "action add"),
        (["group", "list", "--text", "どこにもない"], "import roster"),
    ],
)
def test_an_empty_list_says_what_to_do_next(kodoku: Kodoku, command: list[str], next_step: str) -> None:
    ended = kodoku(*command)
    assert (ended.code, ended.out) == (0, "")
    assert next_step in ended.err


def test_after_each_act_it_is_said_what_was_saved_and_how_to_take_it_back(kodoku: Kodoku) -> None:
    ended = kodoku("issue", "add", "12", "--category", "people", "--title", "担い手が足りない")
    assert ended.out == ""
    assert "担い手が足りない" in ended.err
    number = re.search(r"kodoku undo (\d+)", ended.err)
    assert number is not None
    undone = kodoku("undo", number[1])
    assert undone.out == ""
    again = re.search(r"kodoku undo (\d+)", undone.err)
    assert again is not None
    assert kodoku("issue", "list", "--json").document == []
    assert kodoku("undo", again[1]).code == 0
    assert len(kodoku("issue", "list", "--json").document) == 1


def test_an_act_that_changes_nothing_says_so(kodoku: Kodoku) -> None:
    before = kodoku("log", "--json").document
    assert "何も変更していません" in kodoku("group", "assign", "12", "--main", "佐藤").err
    assert kodoku("log", "--json").document == before


def test_one_is_warned_of_dates_that_will_not_do_what_one_thinks(kodoku: Kodoku) -> None:
    contact = ["checkin", "add", "12", "--channel", "電話", "--note", "話した", "--next"]
    assert "上限" in kodoku(*contact, "+46").err
    assert "上限" not in kodoku(*contact, "+45").err
    extend = ["milestone", "extend", "12", "outcome_report", "--reason", "体調不良", "--to"]
    assert "土日" not in kodoku(*extend, "2026-02-06").err
    assert "土日" in kodoku(*extend, "2026-02-07").err


def test_a_group_on_one_page_has_everything(kodoku: Kodoku) -> None:
    kodoku(
        "checkin", "add", "12", "--channel", "訪問", "--note", "一行目\n二行目", "--next", "+14", staff="鈴木"
    )
    kodoku("issue", "add", "12", "--category", "people", "--title", "担い手が足りない")
    kodoku("action", "add", "12", "--title", "名簿を送る", "--by-group", "--due", "12/20")
    page = kodoku("group", "show", "12").out
    for part in (
        "佐藤 花子",
        "鈴木 一郎",
        "  二行目",
        "12/29(月)",
        "担い手が足りない",
        "未確認  第1回全体研修会",
        "名簿を送る",
        "確定検査",
    ):
        assert part in page


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that there is."""
    yield path
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from commands(part, (*path, name))


@pytest.mark.parametrize("path", commands(root), ids=" ".join)
def test_every_command_explains_itself_in_both_languages(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*path, "--help"]) == 0
    japanese = capsys.readouterr().out
    assert JAPANESE.search(japanese)
    assert run(["--lang", "en", *path, "--help"]) == 0
    english = capsys.readouterr().out
    assert english.startswith("Usage: kodoku")
    assert not JAPANESE.search(english)
    assert all(display_width(line) <= 82 for line in japanese.splitlines())


def test_help_is_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KODOKU_LANG", "en")
    assert run(["--db", "--lang", "status", "--bogus"]) == 2
    assert "There is no option" in capsys.readouterr().err


def test_an_english_reader_gets_no_japanese_but_data(kodoku: Kodoku, register: Path, tmp_path: Path) -> None:
    names = {entry["group"] for entry in kodoku("group", "list", "--json").document}
    for command in (
        [
            "group",
            "set",
            "12",
            "--name",
            "Blue Sky",
            "--project",
            "A place",
            "--targets",
            "高齢者",
            "--area",
            "",
        ],
        ["staff", "add", "Sato"],
        ["group", "assign", "12", "--main", "Sato", "--deputy", ""],
        ["checkin", "add", "12", "--channel", "phone", "--note", "well", "--condition", "caution"],
        ["issue", "add", "12", "--category", "people", "--title", "Too few", "--severity", "heavy"],
        ["issue", "set", "1", "--state", "working"],
        ["action", "add", "12", "--title", "Send it", "--due", "yesterday"],
        ["overdue", "--staff", "Sato"],
        ["today", "--staff", "Sato"],
        ["status", "--staff", "Sato"],
        ["group", "list", "--staff", "Sato"],
        ["checkin", "list"],
        ["action", "list"],
        ["issue", "list"],
        ["staff", "list"],
        ["attendance", "list", "--group", "12"],
        ["milestone", "list", "--group", "12"],
        ["status", "--block", "Atlantis"],
        ["group", "list", "--target", "Atlantis"],
        ["group", "show", "97"],
        ["checkin", "add", "12", "--channel", "phone", "--note", "x", "--on", "someday"],
        ["export", "status", str(tmp_path / "status.xlsx"), "--block", "Kanto"],
    ):
        ended = kodoku(*command, lang="en")
        said = re.sub("佐藤 花子|鈴木 一郎", "", ended.out + ended.err)
        for name in names:
            said = said.replace(name, "")
        assert not JAPANESE.search(said), (command, said)


def test_the_command_line_loads_neither_the_screen_nor_what_the_tests_read_workbooks_with(
    register: Path, tmp_path: Path
) -> None:
    script = (
        "import sys\n"
        "from kodoku_tui.cli.main import run\n"
        "for command in (['--help'], ['overdue', '--json'], ['status'], ['group', 'show', '12'],\n"
        "        ['checkin', 'add', '12', '--channel', '電話', '--note', 'x'],\n"
        "        ['export', 'status', sys.argv[2]]):\n"
        "    assert run(['--db', sys.argv[1], *command]) == 0, command\n"
        "    if command[0] == 'status':\n"
        "        print(sorted({'pydantic', 'xlsxwriter'} & sys.modules.keys()), file=sys.stderr)\n"
        "print(sorted({'textual', 'openpyxl', 'rich'} & sys.modules.keys()), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(register), str(tmp_path / "out.xlsx")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert [line for line in ended.stderr.splitlines() if line.startswith("[")] == ["[]", "[]"]


def test_it_speaks_utf8_whatever_the_console_thinks(register: Path) -> None:
    ended = in_a_process(
        "--db", register, "staff", "list", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0"
    )
    assert ended.code == 0
    assert "佐藤 花子" in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the stream")
def test_an_act_whose_result_nobody_can_read_is_still_done(register: Path) -> None:
    command = f'"{sys.executable}" -m kodoku_tui --db "{register}" --today 2025-12-15 staff list >&-'
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_what_there_is_to_choose_from_is_told_apart(kodoku: Kodoku) -> None:
    # 広報・集客 and こども・若者 hold the sign that would stand between them.
    assert "広報・集客、ニーズ把握" in kodoku("issue", "add", "12", "--category", "x", "--title", "x").err
    assert "こども・若者、" in kodoku("group", "list", "--target", "x").err


def test_an_act_on_many_groups_is_told_in_ranges(kodoku: Kodoku) -> None:
    assert "番号 1-40, 42, 44" in kodoku("group", "assign", "1-40", "42", "44", "--main", "佐藤").err


def test_csv_into_a_file_has_the_mark_of_excel_and_into_a_pipe_has_none(
    register: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "kodoku_tui", "--db", str(register), "status", "--csv"]
    with (tmp_path / "状況.csv").open("wb") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=True)
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    written = (tmp_path / "状況.csv").read_bytes()
    assert written == b"\xef\xbb\xbf" + piped
    assert not piped.startswith(b"\xef\xbb\xbf")
    assert subprocess.run([*command, "--bom"], capture_output=True, check=True).stdout == written
    with (tmp_path / "印なし.csv").open("wb") as file:
        subprocess.run([*command, "--no-bom"], stdout=file, stderr=subprocess.DEVNULL, check=True)
    assert (tmp_path / "印なし.csv").read_bytes() == piped


@pytest.mark.parametrize("command", [["status"], ["search", "広報"], ["today", "--json"]])
def test_the_mark_of_csv_is_refused_where_no_csv_is_asked_for(kodoku: Kodoku, command: list[str]) -> None:
    ended = kodoku(*command, "--no-bom")
    assert (ended.code, ended.out) == (2, "")
    assert "--csv" in ended.err.splitlines()[0]
