"""What people noted at cells: old comments, threads (threaded comments), the notes of other formats."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kodoku_tui.excel.reading.cells import ErrorValue
from kodoku_tui.excel.reading.sheets import Sheet
from kodoku_tui.excel.reading.workbook import read_workbook
from tests.excel.reading.test_binary_workbook_extras import package, record, row, text
from tests.excel.reading.test_workbook_reading import text_cell, write_package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_THREAD = (
    '<ThreadedComments><threadedComment ref="B2" dT="2025-06-01T10:00:00.00" personId="{P}" id="{1}">'
    '<text>名称は&lt;仮&gt;ですか</text></threadedComment><threadedComment ref="B2" personId="{Q}" id="{2}" '
    'parentId="{1}"><text>はい</text></threadedComment></ThreadedComments>'
)


def relations(*kinds_and_targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds_and_targets, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def with_parts(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "a") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def first_sheet(path: Path) -> Sheet:
    return read_workbook(path).sheets[0]


def test_a_thread_is_told_with_every_word_and_without_the_old_comment_that_repeats_it(tmp_path: Path) -> None:
    old = (
        '<comments><commentList><comment ref="B2" authorId="0"><text><t>[スレッド化されたコメント] このコメントは'
        '…</t></text></comment><comment ref="C3" authorId="0"><text><r><t>要</t></r><r><t xml:space="preserve">'
        "確認</t></r></text></comment></commentList></comments>"
    )
    path = with_parts(
        write_package(
            tmp_path / "名簿.xlsx", f"<sheetData><row r='1'>{text_cell('A1', '番号')}</row></sheetData>"
        ),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                (f"{_OFFICE}/comments", "../comments1.xml"),
                (_THREADS, "../threadedComments/threadedComment1.xml"),
            ),
            "xl/comments1.xml": old,
            "xl/threadedComments/threadedComment1.xml": _THREAD,
        },
    )
    assert first_sheet(path).comments == ((1, 1, "名称は<仮>ですか\nはい"), (2, 2, "要確認"))


def test_comments_and_threads_of_a_binary_workbook_are_told(tmp_path: Path) -> None:
    from kodoku_tui.excel.reading.sheet_extras import extras_of

    def comment(line: int, column: int, written: str) -> bytes:
        place = b"\0\0\0\0" + b"".join(one.to_bytes(4, "little") for one in (line, line, column, column))
        return record(635, place + bytes(16)) + record(637, b"\0" + text(written)) + record(636, b"")

    path = with_parts(
        package(tmp_path / "名簿.xlsb", row(0)),
        {
            "xl/worksheets/_rels/sheet1.bin.rels": relations(
                (f"{_OFFICE}/comments", "../comments1.bin"), (_THREADS, "../thread.xml")
            ),
            "xl/comments1.bin": comment(1, 1, "[スレッド]") + comment(4, 2, "要確認"),
            "xl/thread.xml": _THREAD,
        },
    )
    assert extras_of(path, "xlsb")["名簿"].comments == [
        (1, 1, "名称は<仮>ですか\nはい"),
        (4, 2, "要確認"),
    ]


_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3"><office:body><office:spreadsheet><table:table table:name="名簿"><table:table-row>
<table:table-cell office:value-type="string"><office:annotation draw:style-name="g"><dc:creator>佐藤</dc:creator>
<dc:date>2025-06-01T00:00:00</dc:date>
<text:p>名称変更<text:span text:style-name="T">の<text:s/>予定</text:span></text:p>
<text:p/><text:p>A&amp;B</text:p></office:annotation><text:p>団体名</text:p></table:table-cell>
<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""
 calcext:value-type="error"><office:annotation><text:p>元の値は</text:p></office:annotation><text:p>#N/A</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_notes_of_an_open_document_are_told_and_are_not_the_text_of_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "名簿.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="m"/>')
        file.writestr("content.xml", _CONTENT.replace("\n<", "<").replace('draw:style-name="g"', ""))
    sheet = first_sheet(path)
    assert sheet.comments == ((0, 0, "名称変更の 予定\n\nA&B"), (0, 1, "元の値は"))
    assert sheet.value(0, 1) == ErrorValue("#N/A")
