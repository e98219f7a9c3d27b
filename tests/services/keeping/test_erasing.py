"""An erasure reaches all that this program wrote, byte by byte, and nothing brings the words back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.review.entries import ReviewEntry
from kodoku_tui.domain.words import Channel, IssueCategory, Severity
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import Draft, draft_key, drafts_folder, path_of_draft, write_draft
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.desk.history import changes_of, list_units, undo
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.identity import uid_of
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.keeping.backups import back_up, list_backups
from kodoku_tui.services.keeping.checking import check, mend
from kodoku_tui.services.keeping.erasing import (
    Erased,
    erase_record_for_good,
    erase_words_for_good,
    preview_words,
    unfinished,
)
from kodoku_tui.services.keeping.merging import merge
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.register.contacts import add_contact, change_contact, list_contacts
from kodoku_tui.services.register.register import add_alias
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.review.reviews import start_review
from kodoku_tui.store.backups import folder_of
from kodoku_tui.store.connection import APPLICATION_ID
from kodoku_tui.store.migrations import migrate

NAME = "山野邊 澄江"
WRITTEN = (NAME, "山野辺澄江", "山野邉　澄江", "山野\n辺澄江")
PHONE = "090-8765-4321"
PHONES = (PHONE, "09087654321", "０９０（８７６５）４３２１")
WHY = "本人の申し出"
NOTE = f"{WRITTEN[1]}さんと電話（{PHONES[1]}）。\n次は{WRITTEN[2]}さんの後任に。"


@pytest.fixture
def held(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose file, backup and draft hold a person in every way in which one writes them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    add_staff(desk, "会田 直")
    desk.staff = "会田 直"
    add_contact(desk, 1, ContactEntry(name=NAME, reading="ヤマノベ", phone=PHONE, mail="sumie@example.jp"))
    (contact,) = list_contacts(desk, 1)
    change_contact(desk, contact.id, ContactEntry(name=NAME, phone=PHONES[2], note=WRITTEN[3]))
    log_checkin(desk, CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=NOTE))
    with desk.writing("unit.change_group", number=1, name=f"{WRITTEN[1]}の会") as unit:
        add_alias(unit, 1, f"{WRITTEN[1]}の会")
    back_up(desk)
    key = draft_key("checkin", [uid_of(desk, "adopted_group", 1)])
    home = drafts_folder(file_code(desk), desk.staff)
    assert write_draft(
        path_of_draft(home, key, ()), key, Draft(f"面談 {NAME}", {"note": NOTE}, 2025, line=NOTE)
    )
    yield desk


def _bytes_left(desk: Desk, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """In which files the texts stand, as UTF-8 and as JSON escapes them; once nobody has them open."""
    drafts = drafts_folder(file_code(desk), "")
    desk.close()
    found = []
    for path in [*desk.path.parent.iterdir(), *folder_of(desk.path).rglob("*"), *drafts.rglob("*")]:
        raw = path.read_bytes() if path.is_file() else b""
        found += [
            (path.name, text)
            for text in texts
            for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
            if form.encode() in raw
        ]
    return found


def test_words_leave_no_byte_in_file_log_index_backups_and_drafts(held: Desk) -> None:
    assert {name for name, _ in _bytes_left(held, (*WRITTEN, *PHONES))} >= {"台帳.kodoku"}
    seen = preview_words(held, [NAME, PHONE])
    assert {place.table for place in seen.found.places} == {
        "contact",
        "checkin",
        "organization_alias",
        "unit",
    }
    assert (seen.drafts, len(seen.backups)) == (1, 1) and seen.found.log
    done = erase_words_for_good(held, [NAME, PHONE], WHY)
    assert (done.backups, done.drafts, done.unwritten, done.is_clean) == (1, 1, [], True)
    assert done.found.total == seen.found.total
    assert _bytes_left(held, (*WRITTEN, *PHONES, "ヤマノベスミエ", "山野辺澄江".casefold())) == []
    (contact,) = list_contacts(held, 1)
    assert (contact.name, contact.phone, contact.note) == ("（消去）", "（消去）", "（消去）")
    note = list_checkins(held, 1)[0].note
    assert note == "（消去）さんと電話（（消去））。\n次は（消去）さんの後任に。"
    assert search(held, "山野辺澄江") == [] and search(held, PHONE) == []
    assert preview_words(held, [NAME, PHONE]).is_empty
    held.path.chmod(0o600)
    assert check(held) == []


def test_a_unit_stays_that_says_who_and_why_and_cannot_be_undone(held: Desk) -> None:
    done = erase_words_for_good(held, [NAME], WHY)
    newest = list_units(held)[0]
    assert (newest.id, newest.by, newest.what_params["reason"]) == (done.unit, "会田 直", WHY)
    assert newest.what_params["count"] == done.found.total and not done.can_be_undone
    assert "澄江" not in json.dumps(newest.what_params, ensure_ascii=False)
    for number in (None, done.unit):
        with pytest.raises(Refused) as refused:
            undo(held, number)
        assert refused.value.key == "error.erasure_stays"


def test_taking_back_what_was_done_before_does_not_bring_the_words_back(held: Desk) -> None:
    erase_words_for_good(held, [NAME, PHONE], WHY)
    acts = [
        unit.id for unit in list_units(held) if unit.what_key in ("unit.change_contact", "unit.log_checkin")
    ]
    assert len(acts) == 2
    for act in acts:
        undo(held, act)
    (contact,) = list_contacts(held, 1)
    assert (contact.name, contact.phone, contact.mail) == ("（消去）", "（消去）", "sumie@example.jp")
    assert _bytes_left(held, (*WRITTEN, *PHONES)) == []
    held.path.chmod(0o600)
    assert check(held) == []


def test_a_record_is_emptied_with_its_log_and_nothing_else_is(held: Desk) -> None:
    (contact,) = list_contacts(held, 1)
    key = draft_key("contact", [uid_of(held, "contact", contact.id)])
    home = drafts_folder(file_code(held), held.staff)
    assert write_draft(path_of_draft(home, key, ()), key, Draft("連絡先", {"mail": "sumie@example.jp"}, 2025))
    done = erase_record_for_good(held, "contact", contact.id, WHY)
    assert done.is_clean and done.drafts == 1
    (now,) = list_contacts(held, 1)
    assert (now.name, now.reading, now.phone, now.mail, now.note) == ("（消去）", "", "", "", "")
    assert (
        _bytes_left(held, (NAME, "sumie@example.jp", PHONES[2], "ヤマノベ"))
        == [
            # What others wrote down stays: a note is another record.
        ]
        or all(
            text == NAME for _, text in _bytes_left(held, (NAME, "sumie@example.jp", PHONES[2], "ヤマノベ"))
        )
    )
    assert list_checkins(held, 1)[0].note == NOTE
    held.path.chmod(0o600)
    assert check(held) == []


def test_the_texts_of_an_issue_go_from_the_reasons_that_reviews_froze_and_from_the_sentences_of_acts(
    desk: Desk,
) -> None:
    add_staff(desk, "会田 直")
    desk.staff = "会田 直"
    entry = IssueEntry(
        group_no=1,
        category=IssueCategory.PEOPLE,
        title="代表の秘密の病気",
        note="家族の話",
        opened_on=date(2025, 12, 1),
        severity=Severity.HEAVY,
    )
    issue = add_issue(desk, entry).row_id
    start_review(desk, ReviewEntry())
    assert "代表の秘密の病気" in json.dumps(
        [unit.what_params for unit in list_units(desk)], ensure_ascii=False
    )
    erase_record_for_good(desk, "issue", issue, WHY)
    assert _bytes_left(desk, ("代表の秘密の病気", "家族の話")) == []


@pytest.mark.parametrize("table", ["rich_desk"])
def test_every_table_loses_the_words_and_no_rule_of_the_file_is_broken(
    table: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of all lists, with a name put into every column of words."""
    from kodoku_tui.store.written_words import tables_with_words

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    desk: Desk = request.getfixturevalue(table)
    add_staff(desk, "会田 直")
    desk.staff = "会田 直"
    connection = desk.connection
    for name, columns in tables_with_words(connection):
        if name == "erasure":
            continue
        for column in columns:
            if (name, column) in (
                ("unit", "what_params"),
                ("review_group", "terms"),
                ("column_map", "columns"),
            ):
                continue
            connection.execute(
                f"UPDATE {name} SET {column} = {column} || 'と山野辺澄江' WHERE {column} <> ''"
            )
    erase_words_for_good(desk, [NAME], WHY)
    assert _bytes_left(desk, ("山野辺澄江",)) == []


def test_an_erasure_that_was_stopped_is_told_and_gone_on_with(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    for stop in ("erase.in_file", "erase.in_backup", "erase.cleaning"):

        def told(said: object, stop: str = stop) -> None:
            if getattr(said, "key", "") == stop:
                raise Killed

        with pytest.raises(Killed):
            erase_words_for_good(held, [NAME, PHONE], WHY, told=told)
        codes = {problem.code for problem in check(held)}
        assert "erasure" in codes
    # The last one stopped where no words are needed any more.
    assert [one.state for one in unfinished(held)] == ["written"]
    assert any(problem.code == "erasure" for problem in mend(held))
    assert unfinished(held) == [] and _bytes_left(held, (*WRITTEN, *PHONES)) == []


def test_other_words_do_not_end_an_erasure_that_was_stopped(held: Desk) -> None:
    def told(_said: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erase_words_for_good(held, [NAME], WHY, told=told)
    erase_words_for_good(held, ["sumie@example.jp"], WHY)
    assert [one.kind for one in unfinished(held)] == ["words"]
    erase_words_for_good(held, ["山野辺澄江"], WHY)
    assert unfinished(held) == []


def test_a_backup_from_elsewhere_brings_back_no_record_and_tells_of_words(held: Desk, tmp_path: Path) -> None:
    elsewhere = back_up(held, tmp_path / "写し.db").path
    (contact,) = list_contacts(held, 1)
    erase_record_for_good(held, "contact", contact.id, WHY)
    erase_words_for_good(held, [NAME], WHY)
    restore(plan_restore(held.path, elsewhere), clock=held.clock)
    (now,) = list_contacts(held, 1)
    assert (now.name, now.mail) == ("（消去）", "")
    assert NAME.split()[1] in list_checkins(held, 1)[0].note
    assert [problem.said.params["reason"] for problem in check(held) if problem.code == "erasure"] == [WHY]
    erase_words_for_good(held, [NAME], WHY)
    assert [problem for problem in check(held) if problem.code == "erasure"] == []


def test_somebody_who_looks_meanwhile_keeps_the_traces_and_that_is_told(held: Desk) -> None:
    with closing(sqlite3.connect(held.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM contact").fetchone()
        done = erase_words_for_good(held, [NAME, PHONE], WHY)
        assert not done.is_clean
        assert [(one.code, one.is_mendable) for one in check(held) if one.code == "erasure"] == [
            ("erasure", True)
        ]
    mend(held)
    assert unfinished(held) == [] and _bytes_left(held, (*WRITTEN, *PHONES)) == []


@pytest.mark.parametrize(
    ("words", "why", "who", "key"),
    [
        (["林"], WHY, "佐藤", "error.erase_too_short"),
        (["1234-5678"], WHY, "佐藤", "error.erase_too_short"),
        (["2025-12-01"], WHY, "佐藤", "error.erase_too_short"),
        ([" "], WHY, "佐藤", "error.erase_nothing"),
        ([NAME], " ", "佐藤", "error.erase_without_reason"),
        ([NAME], WHY, "", "error.erase_by_nobody"),
        ([NAME], "山野辺澄江さんの申し出", "佐藤", "error.erase_reason_holds_words"),
    ],
)
def test_what_is_too_short_or_says_too_little_is_refused_and_changes_nothing(
    held: Desk, words: list[str], why: str, who: str, key: str
) -> None:
    held.staff = who
    before = len(list_units(held))
    with pytest.raises(Refused) as refused:
        erase_words_for_good(held, words, why)
    assert refused.value.key == key
    assert len(list_units(held)) == before and unfinished(held) == []


def test_lines_of_the_log_and_rows_say_the_same(held: Desk) -> None:
    done: Erased = erase_words_for_good(held, [NAME], WHY)
    assert done.unit is not None and changes_of(held, done.unit) == []
    assert list_backups(held)


def test_a_backup_of_an_older_program_loses_the_words_too(held: Desk) -> None:
    old = folder_of(held.path) / "20250401-100000-migration.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(raw, stop_before="0016_many_rows_a_log_line")
        raw.execute(
            "INSERT INTO organization (name, name_key, legal_form) VALUES ('架空の会', '架空ノ会', '任意団体')"
        )
        raw.execute("INSERT INTO contact (organization_id, name) VALUES (1, ?)", (WRITTEN[1],))
        raw.execute(
            "INSERT INTO unit (at, by, what_key) VALUES ('2025-04-01T10:00:00', '', 'unit.add_contact')"
        )
        raw.execute(
            "INSERT INTO change (unit_id, table_name, row_id, after) VALUES (1, 'contact', 1, ?)",
            (json.dumps({"id": 1, "name": WRITTEN[0]}),),
        )
    done = erase_words_for_good(held, [NAME, PHONE], WHY)
    assert (done.backups, done.unwritten) == (2, [])
    assert _bytes_left(held, (*WRITTEN, *PHONES)) == []
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT name FROM contact").fetchall() == [("（消去）",)]


def test_what_lies_in_the_folder_under_another_name_is_told_and_left(held: Desk) -> None:
    own = folder_of(held.path) / "私の控え.db"
    own.write_bytes(NAME.encode())
    done = erase_words_for_good(held, [NAME], WHY)
    assert done.out_of_reach == [own] and own.read_bytes() == NAME.encode()


def test_a_damaged_backup_and_a_damaged_draft_do_not_stop_the_rest(held: Desk) -> None:
    broken = folder_of(held.path) / "20250401-100000-daily.db"
    broken.write_bytes(b"SQLite format 3\0" + NAME.encode())
    draft = drafts_folder(file_code(held), "") / "damaged.json"
    draft.write_text('{"typed": "山野辺澄江', encoding="utf-8")
    done = erase_words_for_good(held, [NAME, PHONE], WHY)
    assert done.unwritten == [broken] and not done.is_clean
    assert draft.read_text(encoding="utf-8") == '{"typed": "（消去）'
    assert [one.state for one in unfinished(held)] == ["begun"]
    broken.unlink()
    assert erase_words_for_good(held, [NAME, PHONE], WHY).is_clean
    assert unfinished(held) == [] and _bytes_left(held, (*WRITTEN, *PHONES)) == []


def test_what_another_copy_had_logged_loses_the_words_and_a_copy_that_comes_back_is_told(
    held: Desk, tmp_path: Path
) -> None:
    other = back_up(held, tmp_path / "写し.db").path
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    there = Desk(other, clock=held.clock, staff=held.staff)
    log_checkin(there, CheckinEntry(group_no=2, held_on=date(2025, 12, 2), channel=Channel.PHONE, note=NOTE))
    there.close()
    erase_words_for_good(held, [NAME, PHONE], WHY)
    assert merge(held, other, takes_theirs=True).unit is not None
    assert [one.code for one in check(held) if one.code == "erasure"] == ["erasure"]
    assert erase_words_for_good(held, [NAME, PHONE], WHY).is_clean
    assert unfinished(held) == [] and _bytes_left(held, (*WRITTEN, *PHONES)) == [
        (name, text) for name, text in _bytes_left(held, (*WRITTEN, *PHONES)) if name.startswith("写し")
    ]
    held.path.chmod(0o600)
    assert [one.code for one in check(held)] == []
