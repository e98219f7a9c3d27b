"""Files that are no workbook inside: text in the encodings of offices, HTML that calls itself .xls."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.encodings import decoded
from kodoku_tui.excel.reading.package_limits import UnfitFileError
from kodoku_tui.excel.reading.text_files import delimiter_of
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition import recognise
from tests.batteries import examples

ROWS = (
    ("番号", "団体名", "電話番号"),
    ("1", "架空の会", "0312345678"),
    ("2", "ためし\nの家, 東", "0120000000"),
)


def written(delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(ROWS)
    return text.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_every_encoding_and_delimiter_of_offices(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "名簿.txt"
    path.write_bytes(written(delimiter).encode(encoding))
    workbook = read_workbook(path)
    assert workbook.format == ("tsv" if delimiter == "\t" else "csv")
    assert workbook.sheets[0].name == "名簿"
    assert workbook.sheets[0].rows == ROWS


@pytest.mark.parametrize("name", ["名簿.xlsx", "名簿.csv", "名簿"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(written(","), encoding="cp932", newline="")
    assert read_workbook(path).format == "csv"


@pytest.mark.parametrize("name", ["名簿.xls", "名簿.csv", "名簿.ods"])
def test_a_workbook_under_another_name_is_read_as_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / "名簿.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("一覧").write("A1", "番号")
    named = path.rename(tmp_path / name)
    assert (read_workbook(named).format, read_workbook(named).sheets[0].name) == ("xlsx", "一覧")


def test_html_that_calls_itself_xls_is_read_with_its_merges_and_told(tmp_path: Path) -> None:
    path = tmp_path / "名簿.xls"
    path.write_bytes(
        (
            '<html><head><meta charset="Shift_JIS"><style>td{color:red}</style></head><body><table>'
            "<tr><th rowspan=2>番号</th><th colspan=2>申請額</th></tr><tr><th>予算</th><th>実績</th></tr>"
            "<tr><td>1</td><td>1,200</td><td>900&nbsp;</td></tr><tr><td>2<td>800<td>ため<br>し</table></body></html>"
        ).encode("cp932")
    )
    workbook = recognise(path)
    (table,) = workbook.tables
    assert workbook.format == "html"
    assert [column.header for column in table.columns] == ["番号", "申請額/予算", "申請額/実績"]
    assert [row.values for row in table.rows()] == [("1", "1,200", "900"), ("2", "800", "ため\nし")]
    assert "L1-01" in {warning.code for warning in table.warnings}


def test_several_tables_of_a_page_are_sheets_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "一覧.xls"
    path.write_text("<table><tr><td>番号<td>名</table><table><tr><td>日付<td>額</table>", encoding="utf-8")
    assert [sheet.name for sheet in read_workbook(path).sheets] == ["一覧", "一覧 (2)"]


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    lines = ["番号,団体名", '1,"あの会', *(f"{number},いの会{number}" * 10 for number in range(2, 20_000))]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(read_workbook(path).sheets[0].rows) > 1_000


def test_values_beyond_the_headings_and_broken_lines_of_csv_are_told(tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    path.write_text(
        '番号,団体名\n1,あの会,東京支部\n2,"い\nの会"\n3,うの会\n4,えの会\n5,おの会\n', encoding="utf-8"
    )
    (table,) = recognise(path).tables
    codes = {warning.code: warning.cell for warning in table.warnings}
    assert (codes["L1-15"], codes["L1-14"]) == ("C2", "B3")


@given(st.lists(st.lists(st.text("あア亜a1 ", min_size=1, max_size=6), min_size=3, max_size=3), min_size=3))
@settings(max_examples=examples(60))
def test_the_delimiter_is_that_under_which_the_rows_agree(rows: list[list[str]]) -> None:
    for delimiter in (",", "\t", ";"):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        assert delimiter_of(text.getvalue()) == delimiter


@pytest.mark.parametrize(
    ("delimiter", "lines"),
    [
        ("\t", ["番号\t団体名\t予算", "1\tあ\t1,200,000", "2\tい\t1,100,000"]),
        ("\t", ["※金額は円, 税込", "番号\t予算", "1\t1,200", "2\t2,200"]),
        (",", ["番号,団体名,電話", "1,あ,\t0312345678", "2,い,\t0120000000"]),
        (",", ["番号,内容", "1,一つ目; 二つ目; 三つ目", "2,一つ; 二つ; 三つ"]),
        (",", ["一覧", "番号,団体名,予算", "1,あ", "2,い,300", "3,う,300,注"]),
        (";", ["番号;金額", "1;1,5", "2;2,5"]),
    ],
)
def test_a_sign_within_what_is_written_does_not_part_it(delimiter: str, lines: list[str]) -> None:
    assert delimiter_of("\r\n".join(lines)) == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
@pytest.mark.parametrize("broken", [b"\xff", b"\x80", b"\xfd"])
def test_a_broken_byte_costs_the_cell_in_which_it_stands(
    tmp_path: Path, encoding: str, broken: bytes
) -> None:
    path = tmp_path / "名簿.csv"
    path.write_bytes(
        written(",").encode(encoding).replace("会".encode(encoding.removesuffix("-sig")), broken, 1)
    )
    rows = read_workbook(path).sheets[0].rows
    assert [
        (row, column)
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if cell != ROWS[row][column]
    ] == [(1, 1)]
    assert "\ufffd" in str(rows[1][1])


def test_what_breaks_all_over_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    path.write_bytes(bytes(range(128, 256)) * 20)
    with pytest.raises(Refused) as refused:
        read_workbook(path)
    assert refused.value.key == "error.workbook_not_a_workbook"


@given(st.binary(max_size=400))
@settings(max_examples=examples(300, 30))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert isinstance(decoded(content).text, str)
    except UnfitFileError as unfit:
        assert unfit.reason == "not_a_workbook"
