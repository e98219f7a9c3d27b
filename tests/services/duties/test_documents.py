"""The checklist of documents: what has come, where it is, what is missing, and what may be opened."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.documents import (
    document_of,
    document_to_open,
    list_documents,
    missing_documents,
    receive_document,
)
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.store.unit import StaleVersion
from tests.desks import MONDAY_IN_DECEMBER, data_of, go_to

TODAY, EXPENSES = MONDAY_IN_DECEMBER, "expense_report"


def missing(desk: Desk) -> list[tuple[int, str]]:
    return [(each.group_no, each.key) for each in missing_documents(desk)]


def test_each_deliverable_has_its_checklist(desk: Desk) -> None:
    assert [(each.milestone, each.title, each.received) for each in list_documents(desk, 12)] == [
        ("outcome_report", "成果報告書", None),
        ("expense_report", "実績報告書", None),
        ("expense_report", "証憑", None),
    ]
    assert len(list_documents(desk)) == 96 * 3


def test_what_should_be_here_and_is_not_is_missing(desk: Desk) -> None:
    assert missing(desk) == []
    move_milestone(desk, 12, EXPENSES, Move.SUBMIT, on=TODAY)
    assert missing(desk) == [(12, "expense_report"), (12, "evidence")]
    receive_document(desk, 12, EXPENSES, "証憑", on=TODAY)
    assert missing(desk) == [(12, "expense_report")]
    undo(desk)
    assert missing(desk) == [(12, "expense_report"), (12, "evidence")]
    # Overdue: every group owes its outcome report. Whoever left or need not owes nothing.
    go_to(desk, date(2026, 2, 2))
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
    move_milestone(desk, 13, "outcome_report", Move.NOT_APPLICABLE, on=desk.today, comment="共同実施")
    owing = {number for number, key in missing(desk) if key == "outcome_report"}
    assert owing == set(range(1, 97)) - {13, 41}


def test_receiving_a_document_once_more_corrects_it(desk: Desk) -> None:
    receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place="https://example.jp/12.pdf")
    seen = document_of(desk, 12, EXPENSES, "証憑").version
    receive_document(desk, 12, EXPENSES, "evidence", on=TODAY - timedelta(days=1), note="領収書 3 枚")
    entry = document_of(desk, 12, EXPENSES, "Vouchers")
    assert (entry.received, entry.place, entry.note) == ("2025-12-14", "", "領収書 3 枚")
    with pytest.raises(StaleVersion):
        receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, version=seen)


@pytest.mark.parametrize(
    ("document", "on", "place", "key", "field"),
    [
        ("契約書", TODAY, "", "error.no_such_document", "document"),
        ("evidence", TODAY + timedelta(days=1), "", "error.date_in_future", "on"),
        ("evidence", TODAY, "javascript:alert(1)", "error.place_unfit", "place"),
        ("evidence", TODAY, "file:///etc/passwd", "error.place_unfit", "place"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    desk: Desk, document: str, on: date, place: str, key: str, field: str
) -> None:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        receive_document(desk, 12, EXPENSES, document, on=on, place=place)
    assert (refused.value.key, refused.value.field) == (key, field)
    assert data_of(desk.connection) == before


@pytest.mark.parametrize(
    ("place", "is_away"),
    [
        ("3番キャビネット上段", False),
        ("青いファイル、佐藤の机", False),
        ("x" * 5000, False),
        ("ない.pdf", True),
        ("//ない/証憑.pdf", True),
        ("Z:\\共有\\証憑.pdf", True),
    ],
)
def test_a_place_is_any_words_and_a_path_that_is_away_warns(desk: Desk, place: str, is_away: bool) -> None:
    outcome = receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place=place)
    assert [said.key for said in outcome.warnings] == (["warning.place_away"] if is_away else [])
    entry = document_of(desk, 12, EXPENSES, "evidence")
    assert entry.place == place
    with pytest.raises(Refused, match="document_gone" if is_away else "document_elsewhere"):
        document_to_open(desk, entry)


def test_a_milestone_without_a_checklist_says_so_and_a_group_that_left_hands_nothing_over(desk: Desk) -> None:
    with pytest.raises(Refused, match="no_documents"):
        receive_document(desk, 12, "contract", "契約書", on=TODAY)
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=date(2025, 12, 1), reason="都合")
    with pytest.raises(Refused, match="after_ending"):
        receive_document(desk, 12, EXPENSES, "evidence", on=TODAY)


def test_a_document_does_not_come_before_the_contract(desk: Desk) -> None:
    for move in (Move.SUBMIT, Move.ACCEPT):
        move_milestone(desk, 12, "contract", move, on=date(2025, 12, 10))
    with pytest.raises(Refused) as refused:
        receive_document(desk, 12, "outcome_report", "outcome_report", on=date(2025, 12, 9))
    assert (refused.value.key, refused.value.field) == ("error.before_contract", "on")
    receive_document(desk, 12, "outcome_report", "outcome_report", on=date(2025, 12, 10))


def test_a_document_beside_the_file_opens_from_there_until_it_is_gone(desk: Desk) -> None:
    folder = desk.path.parent / "証憑"
    folder.mkdir()
    file = folder / "12 領収書.PDF"
    file.write_bytes(b"%PDF")
    receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place="証憑/12 領収書.PDF")
    opening = document_to_open(desk, document_of(desk, 12, EXPENSES, "evidence"))
    assert (Path(opening.target), opening.is_web) == (file.resolve(), False)
    file.unlink()
    with pytest.raises(Refused, match="document_gone"):
        document_to_open(desk, document_of(desk, 12, EXPENSES, "evidence"))
    # The place that was noted stays, and the rest can be corrected all the same.
    receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place="証憑/12 領収書.PDF", note="移動中")
    assert document_of(desk, 12, EXPENSES, "evidence").note == "移動中"


@pytest.mark.parametrize("name", ["領収書.exe", "領収書.pdf.bat", "領収書.lnk", "領収書"])
def test_what_would_run_by_being_opened_is_never_opened(desk: Desk, name: str) -> None:
    (desk.path.parent / name).write_bytes(b"MZ")
    with pytest.raises(Refused, match="document_kind"):
        receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place=name)


def test_a_web_address_is_told_from_a_path_and_nothing_without_a_place_is_opened(desk: Desk) -> None:
    receive_document(desk, 12, EXPENSES, "evidence", on=TODAY, place="https://files.example.jp/12")
    opening = document_to_open(desk, document_of(desk, 12, EXPENSES, "evidence"))
    assert (opening.target, opening.is_web) == ("https://files.example.jp/12", True)
    with pytest.raises(Refused, match="document_nowhere"):
        document_to_open(desk, document_of(desk, 12, EXPENSES, "expense_report"))
