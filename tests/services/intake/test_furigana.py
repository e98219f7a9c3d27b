"""How a name reads is taken from a column of its own, else from the furigana that Excel kept beside the name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.text.furigana import reading_from
from kodoku_tui.excel.reading.furigana import furigana_of, shared_furigana
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import register_page
from tests.intake_files import bring, counts_of, write_list

ROSTER = ["番号", "団体名", "取組名", "取組対象", "活動地域"]
SNOW, HARBOUR = "雪明かり坂の家", "NPO法人 港の灯"
SNOW_RUNS, HARBOUR_RUNS = (
    [(0, 1, "ユキ"), (1, 2, "ア"), (4, 5, "サカ"), (6, 7, "イエ")],
    [
        (3, 5, "ホウジン"),
        (6, 7, "ミナト"),
        (8, 9, "ヒ"),
    ],
)
Runs = list[tuple[int, int, str]]


def with_furigana(path: Path, told: dict[str, Runs]) -> Path:
    """The workbook with phonetic runs as Excel writes them, which no library here does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = parts["xl/sharedStrings.xml"].decode()
    for name, runs in told.items():
        phonetic = "".join(
            f'<rPh sb="{start}" eb="{end}"><t>{escape(read)}</t></rPh>' for start, end, read in runs
        )
        texts, count = re.subn(
            f"<si><t>{re.escape(name)}</t></si>",
            f'<si><t>{name}</t>{phonetic}<phoneticPr fontId="1" type="noConversion"/></si>',
            texts,
        )
        assert count == 1, name
    parts["xl/sharedStrings.xml"] = texts.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


def register_of(folder: Path, *names: str) -> Path:
    rows = [[201 + at, name, f"取組{at}", "若者", "北海道"] for at, name in enumerate(names)]
    return write_list(folder / "名簿.xlsx", ROSTER, *rows)


def reading_of(desk: Desk, number: int) -> str | None:
    reading: str | None = group_of(desk, number)["reading"]
    return reading


def test_the_furigana_of_the_names_come_in_with_a_register(desk: Desk, tmp_path: Path) -> None:
    path = with_furigana(
        register_of(tmp_path, SNOW, HARBOUR, "架空の会"), {SNOW: SNOW_RUNS, HARBOUR: HARBOUR_RUNS}
    )
    assert counts_of(bring(desk, "roster", path)) == {"new": 3}
    assert [reading_of(desk, number) for number in (201, 202, 203)] == [
        "ユキアかりサカのイエ",
        "ミナトのヒ",
        None,
    ]
    assert [one.number for one in register_page(desk, GroupFilter(text="ゆきあかり")).rows] == [201]
    assert [one.number for one in register_page(desk, GroupFilter(text="みなとのひ")).rows] == [202]
    assert counts_of(bring(desk, "roster", path)) == {"unchanged": 3}


def test_furigana_fill_in_what_nobody_said_and_never_change_what_somebody_did(
    desk: Desk, tmp_path: Path
) -> None:
    bring(desk, "roster", register_of(tmp_path, SNOW, HARBOUR))
    set_facts(desk, 202, reading="みなとのあかり")
    path = with_furigana(register_of(tmp_path, SNOW, HARBOUR), {SNOW: SNOW_RUNS, HARBOUR: HARBOUR_RUNS})
    assert counts_of(bring(desk, "roster", path)) == {"changed": 1, "unchanged": 1}
    assert [reading_of(desk, number) for number in (201, 202)] == ["ユキアかりサカのイエ", "みなとのあかり"]


@pytest.mark.parametrize(
    "heading", ["よみ", "フリガナ", "ふりがな", "カナ", "団体名（フリガナ）", "読み仮名"]
)
def test_a_column_for_the_reading_goes_before_the_furigana(heading: str, desk: Desk, tmp_path: Path) -> None:
    headings = [*ROSTER[:2], heading, *ROSTER[2:]]
    row = [201, SNOW, "ゆきあかりざかのいえ", "取組", "若者", "北海道"]
    path = with_furigana(write_list(tmp_path / "名簿.xlsx", headings, row), {SNOW: SNOW_RUNS})
    assert counts_of(bring(desk, "roster", path)) == {"new": 1}
    assert reading_of(desk, 201) == "ゆきあかりざかのいえ"
    # Written in the other kana it is the same.
    row[2] = "ユキアカリザカノイエ"
    assert counts_of(bring(desk, "roster", write_list(tmp_path / "二.xlsx", headings, row))) == {
        "unchanged": 1
    }
    row[2] = "ゆきあかりさか"
    assert counts_of(bring(desk, "roster", write_list(tmp_path / "三.xlsx", headings, row))) == {"changed": 1}
    assert reading_of(desk, 201) == "ゆきあかりさか"


@pytest.mark.parametrize(
    ("text", "runs", "reading"),
    [
        (SNOW, SNOW_RUNS, "ユキアかりサカのイエ"),
        (HARBOUR, HARBOUR_RUNS, "ミナトのヒ"),
        ("𠮷田の会", [(0, 3, "ヨシダ"), (4, 5, "カイ")], "ヨシダのカイ"),
        ("港の灯（特非）", [(0, 1, "ミナト"), (2, 3, "ヒ"), (4, 6, "トクヒ")], "ミナトのヒ"),
        # Half of it, of another text, one over the other, none.
        ("港の灯", [(0, 1, "ミナト")], ""),
        ("港", [(0, 1, "ミナト"), (5, 9, "トオク")], ""),
        ("港の灯", [(0, 2, "ミナト"), (1, 3, "ノヒ")], ""),
        ("港", [(1, 1, "")], ""),
        ("ひだまり", [], ""),
    ],
)
def test_what_furigana_say(text: str, runs: Runs, reading: str) -> None:
    assert reading_from(text, runs) == reading


@given(st.text(max_size=12), st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.text(max_size=4))))
def test_broken_furigana_do_no_harm(text: str, runs: Runs) -> None:
    assert isinstance(reading_from(text, runs), str)


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_runs_are_found_however_the_parts_are_written(prefix: bytes) -> None:
    def tag(text: bytes) -> bytes:
        return (
            text.replace(b"</", b"</" + prefix)
            .replace(b"<", b"<" + prefix)
            .replace(b"<" + prefix + b"/" + prefix, b"</" + prefix)
        )

    shared = shared_furigana(
        tag(b'<si><t>A</t></si><si/><si><r><t>B</t></r><rPh sb="0" eb="1"><t>b&amp;</t></rPh></si>')
    )
    assert shared == {2: [(0, 1, "b&")]}
    sheet = tag(
        b'<c r="B3" s="1" t="s"><v>2</v></c><c r="C3" t="s"><v>0</v></c><c t="s"><v>2</v></c>'
        b'<c r="AA4" t="inlineStr"><is><t>C</t><rPh sb="0" eb="1"><t>c</t></rPh></is></c>'
    )
    assert furigana_of(sheet, shared) == [(2, 1, [(0, 1, "b&")]), (3, 26, [(0, 1, "c")])]
