"""Every way out, in every copy, language and choice, looked through byte by byte for what it must not hold (DOMAIN)."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.exports.copies import COPIES, Copy
from kodoku_tui.services.exports.exports import EXPORT_KINDS, ending_of
from kodoku_tui.services.exports.outcome_words import handing_on
from tests.cli.conftest import Kodoku

AUTHOR, NAMED, OTHER = "佐藤 花子", "鈴木 一郎", "高橋 次郎"


@dataclass(frozen=True)
class Mark:
    """A text that was planted, and the copies that may hold it; `is_personal`: only where that was asked for."""

    text: str
    copies: frozenset[Copy] = frozenset()
    is_personal: bool = False

    def may_be_in(self, copy: Copy, *, personal: bool) -> bool:
        return copy in self.copies and (personal or not self.is_personal)


EVERYWHERE = frozenset(Copy)
INSIDE = frozenset({Copy.WORKING, Copy.INNER})
INNER = frozenset({Copy.INNER})

MARKS = {
    "shared": Mark("印よりよい催し", EVERYWHERE),
    "office": Mark("印代表が入院した", INNER),
    "limited": Mark("印内輪の争い"),
    "limited_promise": Mark("印内緒の約束"),
    "promise": Mark("印ふつうの約束", INSIDE),
    "postponed": Mark("印先送りの訳", INNER),
    "person": Mark("印連絡太郎", INSIDE, is_personal=True),
    "reading": Mark("しるしれんらくたろう", INSIDE, is_personal=True),
    "phone": Mark("090-7777-1234", INSIDE, is_personal=True),
    "mail": Mark("shirushi@example.jp", INSIDE, is_personal=True),
    "contact_note": Mark("印連絡の控え", INSIDE, is_personal=True),
    "took_part": Mark("印同席花子", INSIDE, is_personal=True),
    "attended": Mark("印出席三郎", INSIDE, is_personal=True),
    "attendance_note": Mark("印欠席の訳", INNER),
    "adviser": Mark("印助言先生", INSIDE, is_personal=True),
    "change": Mark("印軌道の控え", INNER),
    "issue_title": Mark("印課題の件名", INSIDE),
    "issue_note": Mark("印課題の控え", INNER),
    "remedy": Mark("印対応の中身", INSIDE),
    "result": Mark("印結果の控え", INNER),
    "comment": Mark("印書類への注文", INNER),
    "extension": Mark("印延長の訳", INSIDE),
    "level_note": Mark("印連携の経過", INNER),
    "gap": Mark("印足りないもの", INSIDE),
    "narrative": Mark("印成果の語り", INSIDE),
    "actual_note": Mark("印実績の控え", INNER),
    "survey": Mark("印感想の言葉", INSIDE),
    "left": Mark("印辞退の訳", INSIDE),
    "occasion": Mark("離脱懸念", INSIDE),
}


def text(mark: str) -> str:
    return MARKS[mark].text


ACTS: list[list[str]] = [
    [
        "contact",
        "add",
        "12",
        "--name",
        text("person"),
        "--reading",
        text("reading"),
        "--role",
        "代表",
        "--primary",
        "--phone",
        text("phone"),
        "--mail",
        text("mail"),
        "--note",
        text("contact_note"),
    ],
    [
        "checkin",
        "add",
        "12",
        "--channel",
        "訪問",
        "--on",
        "2025-10-01",
        "--note",
        text("shared"),
        "--reader",
        "共有可",
        "--with",
        text("took_part"),
        "--condition",
        "要対応",
    ],
    [
        "checkin",
        "add",
        "12",
        "--channel",
        "訪問",
        "--on",
        "2025-11-01",
        "--occasion",
        text("occasion"),
        "--note",
        f"{text('office')}\n- [ ] {text('promise')}",
    ],
    [
        "checkin",
        "add",
        "12",
        "--channel",
        "訪問",
        "--on",
        "2025-12-01",
        "--for",
        NAMED,
        "--note",
        f"{text('limited')}\n- [ ] {text('limited_promise')}",
    ],
    ["action", "postpone", "1", "--to", "2025-12-24", "--reason", text("postponed")],
    [
        "issue",
        "add",
        "12",
        "--category",
        "outreach",
        "--severity",
        "重",
        "--title",
        text("issue_title"),
        "--note",
        text("issue_note"),
    ],
    ["remedy", "add", "1", "--text", text("remedy"), "--result", "効果あり", "--note", text("result")],
    [
        "attendance",
        "set",
        "training_1",
        "12",
        "excused",
        "--names",
        text("attended"),
        "--note",
        text("attendance_note"),
    ],
    ["change", "add", "12", "--on", "2025-11-10", "--note", text("change"), "--adviser", text("adviser")],
    ["milestone", "submit", "12", "outcome_report", "--on", "2025-12-10"],
    ["milestone", "comment", "12", "outcome_report", text("comment")],
    [
        "milestone",
        "extend",
        "12",
        "outcome_report",
        "--to",
        "2026-02-05",
        "--reason",
        text("extension"),
        "--asked-by",
        "代表",
        "--approved-by",
        AUTHOR,
    ],
    [
        "linkage",
        "set",
        "12",
        "--kind",
        "NPO",
        "--counterpart",
        "架空の輪",
        "--level",
        "2",
        "--note",
        text("level_note"),
        "--gap",
        text("gap"),
    ],
    ["indicator", "set", "12", "--name", "居場所の回数", "--unit", "回", "--narrative", text("narrative")],
    ["indicator", "actual", "12", "1", "--value", "3", "--note", text("actual_note")],
    ["survey", "add", "training_1", "--group", "12", "--score", "4", "--comment", text("survey")],
    ["group", "withdraw", "41", "--on", "2025-12-01", "--reason", text("left")],
]
"""What plants each of them."""


@pytest.fixture
def planted(kodoku: Kodoku) -> Kodoku:
    assert kodoku("staff", "add", OTHER).code == 0
    for act in ACTS:
        ended = kodoku(*act, staff=AUTHOR)
        assert ended.code == 0, (act, ended.err)
    return kodoku


def texts_in(path: Path) -> str:
    """Everything in a file, of a packed one in each of its parts, as it is stored and as it reads."""
    raw = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return re.sub(r"\r?\n ", "", raw.decode("utf-8"))
    parts = []
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            part = packed.read(name).decode("utf-8")
            parts += [name, part, html.unescape(re.sub(r"<[^>]+>", "", part))]
    return "\n".join(parts)


CHOICES = [(kind, copy) for kind in EXPORT_KINDS for copy in COPIES[kind]]


def test_every_way_out_says_which_copies_there_are() -> None:
    assert set(COPIES) == set(EXPORT_KINDS)


def out(kodoku: Kodoku, kind: str, path: Path, *more: str, lang: str = "ja") -> str:
    of_one = ["--group", "12"] if kind == "group" else []
    ended = kodoku("export", kind, path, *of_one, *more, "--force", staff=AUTHOR, lang=lang)
    assert ended.code == 0, ended.err
    return texts_in(path)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_copy_holds_what_may_not_go_so_far(planted: Kodoku, tmp_path: Path, lang: str) -> None:
    found, missing = [], {key: mark for key, mark in MARKS.items() if mark.copies}
    for kind, copy in CHOICES:
        if kind == "book":
            continue
        for personal in (False, True) if copy.comes_back else (False,):
            path = tmp_path / f"{kind}{ending_of(kind)}"
            options = [f"--{copy}", *(["--personal"] if personal else []), "--all"]
            said = out(planted, kind, path, *options, lang=lang)
            for key, mark in MARKS.items():
                if mark.text in said:
                    missing.pop(key, None)
                    if not mark.may_be_in(copy, personal=personal):
                        found.append((kind, copy.value, personal, key))
    assert found == []
    # What is nowhere was not planted well. The reason of a group that left is in its own paper alone.
    assert set(missing) <= {"left", "occasion"}


@pytest.mark.parametrize(
    "kind", [kind for kind, copy in CHOICES if copy is Copy.HANDOUT and kind != "calendar"]
)
def test_a_copy_to_hand_on_hides_nothing(planted: Kodoku, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    said = out(planted, kind, path, "--handout", "--all")
    assert not re.search(r"[a-z_]+:[0-9a-f]{32}", said)
    assert "kodoku" not in said
    # Excel keeps where a filter reaches as a hidden name of its own.
    shown = re.sub(r'<definedName name="_xlnm._FilterDatabase"[^>]*>', "", said)
    assert not re.search(r'hidden="(1|true)"|state="(very)?[hH]idden"', shown)
    names = zipfile.ZipFile(path).namelist()
    assert not [name for name in names if "comment" in name.lower() or "custom" in name.lower()]
    properties = zipfile.ZipFile(path).read("docProps/core.xml").decode("utf-8")
    for tag in ("dc:creator", "cp:lastModifiedBy"):
        assert re.search(rf"<{tag}>[^<]+</{tag}>", properties) is None
    # How a group seemed, how it stands in our eyes, and who wrote what.
    for words in ("様子", "要注意度", "要対応", "重大さ", "記録者"):
        assert words not in said.replace("様子、課題の件名", "")
    if kind in ("checkins", "issues"):
        assert AUTHOR not in said
    assert "【配布用】" in said


def test_the_usual_copy_of_the_check_ins_holds_no_note_of_the_secretariat(
    planted: Kodoku, tmp_path: Path
) -> None:
    said = out(planted, "checkins", tmp_path / "面談.xlsx")
    assert text("shared") in said
    assert text("office") not in said
    assert "【作業用" in said


@pytest.mark.parametrize(
    ("kind", "option", "mark"),
    [
        ("checkins", "--working", "【作業用"),
        ("checkins", "--handout", "【配布用】"),
        ("status", "--handout", "【配布用】"),
    ],
)
def test_each_printed_page_says_what_the_copy_is_for(
    planted: Kodoku, tmp_path: Path, kind: str, option: str, mark: str
) -> None:
    path = tmp_path / f"{kind}.xlsx"
    assert planted("export", kind, path, option).code == 0
    header = openpyxl.load_workbook(path).worksheets[0].oddHeader
    assert header is not None
    assert mark in (header.left.text or "")


def test_the_whole_file_says_that_it_holds_everything(planted: Kodoku, tmp_path: Path) -> None:
    """The book is the file itself, as a backup is: all of it, and it says so."""
    ended = planted("export", "book", tmp_path / "全データ.xlsx")
    assert handing_on("book", None) in ended.err
    assert text("limited") in texts_in(tmp_path / "全データ.xlsx")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["checkins", "--handout", "--personal"], "--working"),
        (["checkins", "--handout", "--inner"], "どれか一つ"),
        (["contacts", "--handout"], "連絡先に「配布用」"),
        (["book", "--handout"], "配布用"),
        (["milestones", "--inner"], "作業用"),
    ],
)
def test_a_copy_that_there_is_not_is_refused(
    kodoku: Kodoku, tmp_path: Path, options: list[str], said: str
) -> None:
    ended = kodoku("export", options[0], tmp_path / "x.xlsx", *options[1:])
    assert ended.code != 0
    assert said in ended.err
    assert not (tmp_path / "x.xlsx").exists()
