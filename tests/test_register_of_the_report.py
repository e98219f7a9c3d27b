"""The register of the 96 adopted groups is what the report prints (図表1), save the spaces of line breaks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROSTER = Path(__file__).parent.parent / "imports" / "rosters" / "r7_adopted_groups.xlsx"

# Spaces between two Japanese letters that are not a line break, besides the one after a legal form.
REVIEWED_SPACES = {
    "札幌メンズ・シエッド ポッケコタン",
    "特定非営利活動法人 教育支援協会 南関東",
    "NPO 法人 街カフェ 大倉山ミエル",
    "一般社団法人 Pay for World 屋号 えがおの駄菓子屋",
    "地域の困りごとを解決 ～地域をともに創っていく「ゆかい家」へ～",
    "食事で繋がるみんなの居場所 ～いってきますからおかえりまで～",
    "ひきこもりの居場所とネットワークづくり事業 スペース正雀ブラス",
    "滋賀県東近江市、湖南市、甲賀市 等",
}

Row = tuple[int, str, str, str, str, str | None]


def rows() -> list[Row]:
    sheet = load_workbook(ROSTER)["採択団体"]
    return [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)]  # type: ignore[misc]


def texts() -> list[str]:
    return [text for row in rows() for text in row[1:5] if isinstance(text, str)]


def test_the_sheet_has_the_columns_that_its_readme_names() -> None:
    sheet = load_workbook(ROSTER)["採択団体"]
    assert [cell.value for cell in sheet[1]] == ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択"]


def test_all_96_groups_are_there_in_order() -> None:
    assert [row[0] for row in rows()] == list(range(1, 97))


def test_no_group_lacks_a_name_a_project_a_target_or_an_area() -> None:
    assert len(texts()) == 96 * 4
    assert all(text.strip() == text != "" for text in texts())


def test_43_groups_were_adopted_the_year_before_too() -> None:
    marks = [row[5] for row in rows()]
    assert marks.count("○") == 43
    assert set(marks) == {"○", None}


def test_no_line_break_of_the_printed_table_is_left_inside_a_word() -> None:
    form = re.compile(r"^(?:認定 ?)?(?:特定非営利活動|NPO |一般社団|一般財団|社会福祉)法人 ")
    in_japanese = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
    spaced = {text for text in texts() if in_japanese.search(form.sub("", text))}
    assert spaced == REVIEWED_SPACES


def test_nothing_unprintable_came_along() -> None:
    assert not {letter for text in texts() for letter in text if unicodedata.category(letter)[0] == "C"}
    assert not {letter for text in texts() for letter in text if letter.isspace() and letter != " "}


@pytest.mark.parametrize(
    "row",
    [
        (
            1,
            "NPO 法人 北海道社会的事業所支援機構",
            "高齢者による高齢者のための生活支援「小さな仕事」技術講習会",
            "高齢者",
            "北海道札幌市",
            None,
        ),
        (
            3,
            "特定非営利活動法人 くるくるネット",
            "室蘭初オンライン+リアル連携によるひきこもり支援モデル",
            "ひきこもりの状態にある人",
            "北海道室蘭市",
            "○",
        ),
        (
            41,
            "ウエル・リポート協議会",
            "日常に潜む孤立の芽と向き合う仕組み「モヤラボ」構築事業",
            "女性",
            "富山県富山市",
            None,
        ),
        (
            57,
            "認定特定非営利活動法人釜ヶ崎支援機構",
            "手仕事紡ぎ出す優しい世界線「シエッド西成」",
            "中高年者、生活困窮状態の人、多世代、女性",
            "大阪府大阪市",
            "○",
        ),
        (
            60,
            "一般社団法人 Shien",
            "自治会運営の課題解決を支えるデジタル化推進支援による孤独・孤立を防止",
            "高齢者、多世代、中高年者、子育て世帯",
            "大阪府岸和田市、貝塚市、阪南市、奈良県生駒市、京都府京田辺市、長野県東御市",
            "○",
        ),
        (
            96,
            "特定非営利活動法人 多様な学びプロジェクト",
            "サポートに繋がれない不登校家庭をオンラインで支える実証事業",
            "不登校の児童生徒、支援者支援",
            "全国",
            None,
        ),
    ],
    ids=lambda row: f"number {row[0]}",
)
def test_a_row_reads_as_in_the_report(row: Row) -> None:
    assert rows()[row[0] - 1] == row
