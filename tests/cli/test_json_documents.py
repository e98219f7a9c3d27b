"""What `--json` prints, held by the shapes of `shapes.py`: on a busy file, on one without groups, and when refused."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import get_args, get_origin

import click
import pytest
import xlsxwriter
from pydantic import BaseModel

from kodoku_tui.cli.main import root, run
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft, draft_key, drafts_folder, path_of_draft, write_draft
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.identity import group_uid
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import GroupFacts, adopt_group
from kodoku_tui.services.review.acts import link_acts
from kodoku_tui.services.review.reviews import lines_of_review
from tests.cli.conftest import TODAY, Ended, Kodoku
from tests.cli.shapes import DOCUMENTS, AttentionWeek, Checkin, Refusal, read
from tests.desks import morning_of, write_roster
from tests.exporting import RICH_GROUP

NEXT_YEAR = "2026-05-01"
RICH = str(RICH_GROUP)

# What is done on the busy file beforehand, so that every kind of thing is on it.
ACTS = """
review start --staff "{staff}"
review end
review start --block 関東
review end
review start --present 佐藤
review decide 12 帳簿を見る --by "{staff}" --due 12/20 --promise
group set 12 --name 架空の名を変えた会 --reading かくうのなをかえたかい
staff rename "{staff}" --reading よみのひと
group set 12 --founded 2010 --size 3 --own-clerk いいえ --first-public-money はい
group set 12 --new-theme はい --vouchers-seen-on 11/20 --settlers 1
activity set 12 11月 --planned --times 4 --people 20 --visits 30 --new 5
activity set 12 2025-11 --times 3 --people 18 --visits 25 --new 2
change add 12 --on 11/10 --note 曜日を変えた
change add 12 --on 11/12 --note 名簿の作り方 --adviser "架空大学 先生"
group withdraw 41 --on 12/1 --reason 人手不足
checkin add 12 --channel 電話 --note 話した --at 14:00 --occasion 定例
checkin add 12 --channel 電話 --note 込み入った話 --for "{staff}"
checkin add 12 --channel 電話 --note 留守電 --answer つながらず
milestone submit 12 outcome_report --on 12/10
milestone extend 12 outcome_report --to 2/20 --reason 入院 --asked-by 代表 --approved-by 佐藤 --consent-on 12/1
milestone comment 12 outcome_report 表紙がない
milestone return 12 outcome_report --comment 表紙がない
document receive 12 outcome_report 成果報告書 --place https://example.jp/報告 --note 控え
action postpone {action} --to 12/20 --reason 先方の都合
attendance set training_1 12 excused --heads 1 --names 代表 --note 風邪
session reply training_1 12 coming
session set training_1 --reply-by 2025-08-01
expense repay 12 --amount 1000 --note 残額
linkage set 12 --kind NPO --counterpart 架空の輪 --level 2 --note 月例
indicator actual {rich} 1 --value 3 --note 実人数
plan add --before outcome_report --days 7
staff add "架空 去る"
view save 去る人 --staff "架空 去る"
staff retire "架空 去る"
view save 関東 --block 関東 --target 高齢者 --text 会 --status 実施中
retention set 2026-03-31
init --year 2026 --from 2025
export forms "{folder}/lists.xlsx"
"""

# What is asked of the busy file; together the answers hold something in every field.
CALLS: dict[str, list[list[str]]] = {
    "action list": [["--all"]],
    "attendance import": [["training_1", "report.csv", "--dry-run"]],
    "check": [["--mend"]],
    "erase expired": [["--dry-run"]],
    "erase record": [["checkin", "1", "--dry-run"]],
    "erase words": [["架空大学", "--dry-run"], ["架空の会", "--dry-run"]],
    "expense list": [["--group", RICH], ["--group", "12"]],
    "group list": [["--all"]],
    "group show": [[RICH], ["12"], ["41"]],
    "import": [
        ["roster", "new.xlsx"],
        ["roster", "wrong.xlsx", "--dry-run", "--partial"],
        ["roster", "changed.xlsx", "--dry-run", "--partial"],
        ["auto", "lists.xlsx"],
    ],
    "inspect": [["new.xlsx"], ["lists.xlsx"], ["notes.xlsx"], ["beside.xlsx"]],
    "issue like": [["1"]],
    "issue list": [["--all"]],
    "log": [["--limit", "300"]],
    "milestone show": [["12", "outcome_report"], ["12", "contract"], ["12", "final_audit"]],
    "review minutes": [["--review", str(number)] for number in range(1, 7)],
    "merge": [["train.db", "--dry-run"], ["train.db", "--conflicts", "keep"]],
    "restore": [["copy.db", "--dry-run"], ["copy.db"]],
    "search": [["広報"], ["架空"]],
    "status": [[], ["--all"]],
}

# Where a file is well it has no problems. Nothing is erased here: `test_erase_commands.py` holds what an erasure says.
NOT_YET = {
    "Checked.problems",
    "Placed.name",
    "Erasing.out_of_reach",
    "Erasing.unwritten",
    "Erasing.unit",
    "Erasing.clean",
}

# The lists that come as CSV with a line for each object; of the log each change has a line.
LISTS = [command for command, shape in DOCUMENTS.items() if get_origin(shape) is list and command != "log"]


def commands_with_json(group: click.Group, *path: str) -> Iterator[str]:
    """The names of the commands below `group` that take `--json`, as one writes them."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_with_json(command, *path, name)
        if any("--json" in parameter.opts for parameter in command.params):
            yield " ".join([*path, name])


def test_each_command_with_json_has_its_shape() -> None:
    assert sorted(commands_with_json(root)) == sorted(DOCUMENTS)


@pytest.fixture(scope="session")
def busy_folder(rich_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `kodoku.db`, in which something of everything was done, and workbooks to take in."""
    folder = tmp_path_factory.mktemp("busy")
    path = Path(shutil.copy(rich_file, folder / "kodoku.db"))
    first = json.loads(_said(path, TODAY, "group", "show", "12", "--json"))
    groups = json.loads(_said(path, TODAY, "group", "list", "--json"))
    (member, *_) = json.loads(_said(path, TODAY, "staff", "list", "--json"))
    (action, *_) = json.loads(_said(path, TODAY, "action", "list", "--json"))
    write_roster(folder / "new.xlsx", [201, "架空の新しい会", "集い", "高齢者", "東京都", ""])
    aside = [202, "架空の別の会", "集い", "高齢者", "東京都", "", None, None, "要確認"]
    write_roster(folder / "beside.xlsx", aside)
    write_roster(folder / "wrong.xlsx", ["十二", "架空の会", "集い", "高齢者", "東京都", ""])
    # Most of the known groups are told otherwise, and two change places: that is suspicious.
    told = [[one["group_no"], one["group"], "別の集い", "高齢者", "山形県", "○"] for one in groups[:6]]
    told[0][2], told[1][2] = groups[1]["project"], groups[0]["project"]
    write_roster(folder / "changed.xlsx", *told)
    write_roster(folder / "next.xlsx", [3, first["group"], "続き", "高齢者", "山形県", "○"])
    with xlsxwriter.Workbook(str(folder / "notes.xlsx")) as book:
        sheet = book.add_worksheet("控え")
        sheet.write("A1", "※ 表はありません。")
        sheet.hide()
        book.add_worksheet("一覧").activate()
    (folder / "report.csv").write_text("番号,出欠\n12,出席(会場)\n", encoding="utf-8")
    acts = ACTS.format(action=action["id"], rich=RICH_GROUP, folder=folder, staff=member["name"])
    for act in acts.strip().splitlines():
        _said(path, TODAY, "--staff", member["name"], *shlex.split(act))
    _said(path, NEXT_YEAR, "--staff", member["name"], "import", "roster", str(folder / "next.xlsx"))
    _act_during_the_review(path, member["name"])
    _said(path, TODAY, "backup")
    _said(path, TODAY, "backup", str(folder / "copy.db"))
    _go_on_apart(path, folder / "train.db", member["name"])
    # So that `check --mend` has something to mend.
    path.chmod(0o644)
    return folder


def _go_on_apart(path: Path, train: Path, staff: str) -> None:
    """A copy on which other things are done than here, of which some were taken in already."""
    shutil.copy(path.with_name("copy.db"), train)
    _said(train, TODAY, "--staff", staff, "checkin", "add", "12", "--channel", "電話", "--note", "車中の電話")
    _said(path, TODAY, "--staff", staff, "merge", str(train))
    for file, place in ((path, "架空の会館"), (train, "架空の公民館")):
        _said(file, TODAY, "--staff", staff, "staff", "add", "架空 佐藤")
        _said(file, TODAY, "--staff", staff, "session", "set", "training_1", "--place", place)
    for file, name in ((path, "事務局"), (train, "車中")):
        facts = GroupFacts(197, f"架空の{name}の会", "集い", "高齢者", "東京都", False)
        with (
            closing(Desk(file, clock=morning_of(date.fromisoformat(TODAY)), staff=staff)) as desk,
            desk.writing("unit.import_roster", file="架空") as unit,
        ):
            adopt_group(unit, desk.programme, facts)


def _act_during_the_review(path: Path, staff: str) -> None:
    """What is done while a review is at a group: that is a matter of the screen."""
    with closing(Desk(path, clock=morning_of(date.fromisoformat(TODAY)), staff=staff)) as desk:
        (line,) = [one for one in lines_of_review(desk, 4) if one.group_no == 12]
        link_acts(desk, line.id)
        add_contact(desk, 12, ContactEntry(name="架空 花子", reading="かくう はなこ"))
        # Two of a name, which no act gives.
        with desk.writing("unit.add_contact", number=12, name="", contact="") as unit:
            for name in ("髙橋 一", "高橋 一"):
                unit.insert("contact", organization_id=group_of(desk, 12)["organization_id"], name=name)


def _said(path: Path, today: str, *arguments: str) -> str:
    out = StringIO()
    with redirect_stdout(out):
        assert run(["--db", str(path), "--today", today, *arguments]) == 0, arguments
    return out.getvalue()


@pytest.fixture
def busy(busy_folder: Path, kodoku: Kodoku, tmp_path: Path, chosen_keys: Callable[[str], Path]) -> Kodoku:
    """`kodoku` on a busy file of one's own; files are named as in its folder.

    Somebody chose keys, one of which cannot be.
    """
    folder = Path(shutil.copytree(busy_folder, tmp_path / "busy"))
    chosen_keys('undo = "Ctrl+F5"\nsort = "F99"')
    with closing(Desk(folder / "kodoku.db", clock=morning_of(date.fromisoformat(TODAY)))) as desk:
        key = draft_key("checkin", [group_uid(desk, 12)])
        home = drafts_folder(file_code(desk), "")
    begun = Draft(
        "面談を記録 12 架空の会",
        {"note": "会場"},
        2025,
        "面談を記録",
        "12 架空の会",
        "会場",
        "2025-12-15T10:00:00",
    )
    write_draft(path_of_draft(home, key, ()), key, begun)

    def call(*arguments: str | Path, **given: str | Path) -> Ended:
        beside = [folder / each if (folder / each).is_file() else each for each in arguments]
        return kodoku(*beside, **({"db": folder / "kodoku.db"} | given))

    return call


@pytest.mark.parametrize("command", DOCUMENTS)
def test_a_document_has_its_shape_on_a_busy_file(busy: Kodoku, command: str) -> None:
    for arguments in CALLS.get(command, [[]]):
        ended = busy(*command.split(), *arguments, "--json")
        assert ended.code == 0, ended
        assert read(DOCUMENTS[command], ended)


def test_the_history_of_a_group_is_a_document_of_its_own(busy: Kodoku) -> None:
    weeks = read(list[AttentionWeek], busy("attention", "--group", "12", "--history", "--json"))
    days = [one.monday for one in weeks]
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {0}
    assert busy("attention", "--history", "--json").code == 2
    assert busy("attention", "--group", "12", "--json").code == 2


@pytest.mark.parametrize("command", DOCUMENTS)
def test_a_document_has_its_shape_on_a_file_without_groups(
    busy_folder: Path, kodoku: Kodoku, new_file: Path, tmp_path: Path, command: str
) -> None:
    path = shutil.copy(new_file, tmp_path / "new.db")
    arguments = [
        str(busy_folder / each) if (busy_folder / each).is_file() else each
        for each in CALLS.get(command, [[]])[0]
    ]
    ended = kodoku(*command.split(), *arguments, "--json", db=path)
    is_refused = "refused" in ended.document
    document = read(Refusal if is_refused else DOCUMENTS[command], ended)
    assert ended.code == (1 if is_refused or getattr(document, "errors", []) else 0)


# Everything but the keys is asked of a file of records.
@pytest.mark.parametrize("command", [command for command in DOCUMENTS if command not in ("keys", "licences")])
def test_without_a_file_a_document_says_why_there_is_none(
    kodoku: Kodoku, tmp_path: Path, command: str
) -> None:
    arguments = CALLS.get(command, [[]])[0]
    ended = kodoku(*command.split(), *arguments, "--json", db=tmp_path / "none.db")
    assert (ended.code, read(Refusal, ended).refused) == (1, ended.err.strip())


@pytest.mark.parametrize("command", LISTS)
def test_a_list_has_the_same_fields_as_csv(busy: Kodoku, command: str) -> None:
    arguments = CALLS.get(command, [[]])[0]
    (shape,) = get_args(DOCUMENTS[command])
    headings, *lines = csv.reader(StringIO(busy(*command.split(), *arguments, "--csv").out))
    assert headings == list(shape.model_fields)
    assert len(lines) == len(busy(*command.split(), *arguments, "--json").document)


def test_a_list_with_nothing_in_it_is_an_empty_document_and_a_bare_heading(kodoku: Kodoku) -> None:
    assert kodoku("checkin", "list", "--json").document == []
    assert kodoku("checkin", "list", "--csv").out == ",".join(Checkin.model_fields) + "\n"


def test_together_they_hold_something_in_every_field(busy: Kodoku) -> None:
    filled: set[str] = set()
    known: set[str] = set()
    for command, shape in DOCUMENTS.items():
        for arguments in CALLS.get(command, [[]]):
            look(read(shape, busy(*command.split(), *arguments, "--json")), known, filled)
    look(read(DOCUMENTS["group show"], busy("group", "show", "3", "--json", today=NEXT_YEAR)), known, filled)
    assert known - filled == NOT_YET


def look(value: object, known: set[str], filled: set[str]) -> None:
    """Note the fields of all objects in a document, and which of them say something."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            known.add(f"{type(value).__name__}.{name}")
            held = getattr(value, name)
            if held not in (None, "", [], {}):
                filled.add(f"{type(value).__name__}.{name}")
            look(held, known, filled)
    elif isinstance(value, list):
        for each in value:
            look(each, known, filled)
