"""Who reads a note: everybody else sees for whom it is, wherever notes are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.services.checkins.checkins import (
    checkin_of,
    correct_checkin,
    hide_checkin,
    list_checkins,
    log_checkin,
)
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import changes_of, list_units, undo
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.page import issue_page_of, recent_checkins
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.staff import add_staff, rename_staff

AUTHOR, NAMED, OTHER = "架空 書子", "架空 読男", "架空 外太"
NOTE = "内輪の争いを聞いた"
WORDS = "限定の記録（架空 書子・架空 読男）"


def entry(**said: object) -> CheckinEntry:
    return CheckinEntry.model_validate(
        {"group_no": 12, "held_on": date(2025, 12, 1), "channel": "訪問", "note": NOTE, **said}
    )


@pytest.fixture
def limited(desk: Desk) -> Iterator[Desk]:
    """A desk whose only check-in is for one person beside its author."""
    for name in (AUTHOR, NAMED, OTHER):
        add_staff(desk, name)
    desk.staff = AUTHOR
    log_checkin(desk, entry(named=NAMED))
    yield desk


def the_one(desk: Desk) -> int:
    return int(desk.connection.execute("SELECT id FROM checkin").fetchone()["id"])


def of_the_issue(desk: Desk) -> str:
    issue = desk.connection.execute("SELECT id FROM issue").fetchone()
    if issue is None:
        add_issue(
            desk,
            IssueEntry.model_validate(
                {
                    "group_no": 12,
                    "category": "other",
                    "title": "件名",
                    "opened_on": date(2025, 12, 1),
                    "checkin_id": the_one(desk),
                }
            ),
        )
        issue = desk.connection.execute("SELECT id FROM issue").fetchone()
    found_in = issue_page_of(desk, issue["id"]).found_in
    assert found_in is not None
    return found_in.note


def in_the_log(desk: Desk) -> str:
    unit = next(unit for unit in list_units(desk) if unit.what_key == "unit.log_checkin")
    return next(str(one.after) for one in changes_of(desk, unit.id) if one.field == "note")


PLACES: dict[str, Callable[[Desk], str]] = {
    "list": lambda desk: list_checkins(desk)[0].note,
    "one": lambda desk: checkin_of(desk, the_one(desk)).note,
    "karte": lambda desk: group_karte(desk, 12).checkins[0].note,
    "form of an issue": lambda desk: recent_checkins(desk, 12)[0].note,
    "page of an issue": of_the_issue,
    "log": in_the_log,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("who", "reads"),
    [(AUTHOR, NOTE), (NAMED, NOTE), (OTHER, WORDS), ("", WORDS)],
    ids=("author", "named", "other", "nobody"),
)
def test_a_note_for_named_people_is_read_by_them_and_its_author(
    limited: Desk, place: str, who: str, reads: str
) -> None:
    limited.staff = who
    assert PLACES[place](limited) == reads


def test_it_is_found_only_by_those_who_read_it(limited: Desk) -> None:
    for who, found in ((NAMED, 1), (OTHER, 0), ("", 0)):
        limited.staff = who
        assert len(search(limited, "争い")) == found
    assert [one.text for one in search(limited, "限定の記録")] == [WORDS]


def test_who_does_not_read_it_neither_corrects_nor_hides_it(limited: Desk) -> None:
    limited.staff = OTHER
    acts: list[Callable[[], object]] = [
        lambda: correct_checkin(limited, the_one(limited), entry(reader="共有可"), version=1),
        lambda: hide_checkin(limited, the_one(limited)),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "error.note_limited"
    limited.staff = NAMED
    assert checkin_of(limited, the_one(limited)).note == NOTE


def test_the_reader_is_changed_by_one_act_and_taken_back(limited: Desk) -> None:
    correct_checkin(limited, the_one(limited), entry(reader="共有可"), version=1)
    limited.staff = OTHER
    assert list_checkins(limited)[0].note == NOTE
    limited.staff = AUTHOR
    undo(limited)
    limited.staff = OTHER
    assert list_checkins(limited)[0].note == WORDS
    # What it said before it was limited is as limited.
    assert NOTE not in str([changes_of(limited, unit.id) for unit in list_units(limited)])


def test_taking_back_an_act_opens_no_note_for_others(limited: Desk) -> None:
    correct_checkin(limited, the_one(limited), entry(), version=1)
    correct_checkin(limited, the_one(limited), entry(named=NAMED), version=2)
    limited.staff = OTHER
    with pytest.raises(Refused) as refused:
        undo(limited, list_units(limited)[0].id)
    assert refused.value.key == "error.note_limited"
    limited.staff = NAMED
    undo(limited, list_units(limited)[0].id)
    assert list_checkins(limited)[0].reader == "事務局内"


def test_of_a_check_in_that_was_taken_back_the_log_tells_no_more(limited: Desk) -> None:
    undo(limited)
    for who, told in ((NAMED, True), (OTHER, False), ("", False)):
        limited.staff = who
        said = str([changes_of(limited, unit.id) for unit in list_units(limited)])
        assert (NOTE in said) == told


def test_it_is_for_whoever_has_another_name_now(limited: Desk) -> None:
    rename_staff(limited, NAMED, "架空 改男")
    limited.staff = "架空 改男"
    assert list_checkins(limited)[0].note == NOTE
    limited.staff = AUTHOR
    undo(limited)
    limited.staff = NAMED
    assert list_checkins(limited)[0].note == NOTE


@pytest.mark.parametrize(
    ("said", "reader", "named"),
    [
        ({}, "事務局内", ""),
        ({"reader": "共有可"}, "共有可", ""),
        ({"named": "架空 読"}, "限定", NAMED),
        ({"reader": "限定"}, "限定", ""),
        ({"reader": "named", "named": f"{NAMED}、架空 外"}, "限定", f"{NAMED}、{OTHER}"),
        # Whoever writes down what somebody else held reads it too.
        ({"reader": "限定", "staff": NAMED}, "限定", AUTHOR),
    ],
)
def test_naming_somebody_is_enough(limited: Desk, said: dict[str, str], reader: str, named: str) -> None:
    log_checkin(limited, entry(held_on=date(2025, 12, 2), **said))
    newest = list_checkins(limited)[0]
    assert (newest.reader, newest.named, newest.note) == (reader, named, NOTE)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"reader": "事務局内", "named": NAMED}, "error.named_not_limited"),
        ({"named": "だれでもない"}, "error.no_such_staff"),
        ({"named": "架空"}, "error.staff_ambiguous"),
    ],
)
def test_what_cannot_be_meant_is_refused(limited: Desk, said: dict[str, str], key: str) -> None:
    with pytest.raises(Refused) as refused:
        log_checkin(limited, entry(**said))
    assert (refused.value.key, refused.value.field) == (key, "named")
    limited.staff = ""
    with pytest.raises(Refused) as refused:
        log_checkin(limited, entry(reader="限定"))
    assert refused.value.key == "error.limited_to_nobody"


def test_a_promise_of_such_a_note_is_told_to_be_seen_by_all(limited: Desk) -> None:
    outcome = log_checkin(limited, entry(named=NAMED, note=f"{NOTE}\n- [ ] 電話する"))
    assert [one.key for one in outcome.warnings] == ["warning.promises_seen"]


def test_who_lets_a_note_out_is_told_of_names_and_places_in_it(limited: Desk) -> None:
    note = "田中さんがシェルターへ移った。Aさんも"

    def told(reader: str) -> list[tuple[str, object]]:
        warnings = log_checkin(limited, entry(note=note, reader=reader)).warnings
        return [(one.key, next(iter(one.params.values()))) for one in warnings]

    assert told("共有可") == [("warning.likely_names", "田中さん"), ("warning.hiding_places", "シェルター")]
    assert told("事務局内") == []
