"""Weights of a year: changed with a look at whose place moves, taken back, and as shipped again in one act."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.attention.weights import NO_LIMIT
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.attention.weight_words import (
    preview_lines,
    say_curve,
    say_weight_meaning,
    say_weight_part,
)
from kodoku_tui.services.attention.weights import (
    everything_as_shipped,
    list_weights,
    preview_weights,
    reset_weights,
    set_weights,
)
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.work.today import today_list
from kodoku_tui.store.seeds import attention_weights
from tests.desks import data_of

SILENCE = "group.silence.rate"


def value_of(desk: Desk, name: str) -> float:
    return next(one.value for one in list_weights(desk) if one.name == name)


def order_of(desk: Desk) -> list[int]:
    return [one.group_no for one in attention(desk)]


def test_a_preview_tells_whose_place_moves_and_saving_moves_just_these(lively_desk: Desk) -> None:
    before = data_of(lively_desk.connection)
    places = {number: place for place, number in enumerate(order_of(lively_desk), 1)}
    preview = preview_weights(lively_desk, {SILENCE: 2})
    assert data_of(lively_desk.connection) == before
    assert [(one.name, one.value, after) for one, after in preview.changes] == [(SILENCE, 0.5, 2)]
    assert preview.moves
    set_weights(lively_desk, {SILENCE: 2})
    now = {number: place for place, number in enumerate(order_of(lively_desk), 1)}
    assert {(one.group_no, one.before, one.after) for one in preview.moves} == {
        (number, places[number], now[number]) for number in now if now[number] != places[number]
    }
    far = [abs(one.places) for one in preview.moves]
    assert far == sorted(far, reverse=True)
    # What is shown of today asks the same weights.
    shown = [row.groups[0].score for row in today_list(lively_desk) if row.groups]
    assert shown[0] == attention(lively_desk)[0].score


def test_the_first_twenty_that_move_are_named_and_the_rest_is_counted(lively_desk: Desk) -> None:
    preview = preview_weights(lively_desk, {"group.first_time.first": 300})
    lines = preview_lines(preview)
    assert len(preview.moves) > 20
    assert lines[0] == "初めての団体 はじめの点: 2 → 300"
    assert lines[1] == f"順位が変わる団体 {len(preview.moves)}団体"
    assert len(lines) == 2 + 20 + 1
    assert lines[-1] == f"ほか {len(preview.moves) - 20}団体"


def test_a_change_is_taken_back_and_leaves_other_weights_alone(lively_desk: Desk) -> None:
    order = order_of(lively_desk)
    told = set_weights(lively_desk, {SILENCE: 3, "settings.unsigned_days": 10})
    assert (value_of(lively_desk, SILENCE), value_of(lively_desk, "settings.unsigned_days")) == (3, 10)
    assert value_of(lively_desk, "group.silence.first") == 6
    undo(lively_desk, told.unit)
    assert order_of(lively_desk) == order
    assert value_of(lively_desk, SILENCE) == 0.5


def test_everything_is_as_shipped_again_in_one_act(lively_desk: Desk) -> None:
    order = order_of(lively_desk)
    set_weights(lively_desk, {SILENCE: 3, "group.money_late.most": 50, "own.own_promise.first": 1})
    assert len(preview_weights(lively_desk, everything_as_shipped()).changes) == 3
    told = reset_weights(lively_desk)
    assert order_of(lively_desk) == order
    assert not any(one.is_changed for one in list_weights(lively_desk))
    assert reset_weights(lively_desk).unit is None
    undo(lively_desk, told.unit)
    assert value_of(lively_desk, SILENCE) == 3


def test_none_is_what_ships_and_so_is_its_value(lively_desk: Desk) -> None:
    set_weights(lively_desk, {SILENCE: 3})
    set_weights(lively_desk, {SILENCE: None})
    assert value_of(lively_desk, SILENCE) == 0.5
    assert set_weights(lively_desk, {SILENCE: 0.5}).unit is None


@pytest.mark.parametrize(
    "wanted",
    [
        {"group.mood.rate": 1},
        {SILENCE: -1},
        {SILENCE: float("nan")},
        {SILENCE: 1, "settings.vouchers_month": 13},
    ],
)
def test_what_no_weight_is_changes_nothing(lively_desk: Desk, wanted: dict[str, float]) -> None:
    before = data_of(lively_desk.connection)
    for ask in (preview_weights, set_weights):
        with pytest.raises(Refused, match="weight_") as refused:
            ask(lively_desk, wanted)
        assert say_refused(refused.value)
    assert data_of(lively_desk.connection) == before


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(lively_desk: Desk) -> None:
    set_weights(lively_desk, {SILENCE: 2})
    with pytest.raises(Refused, match="weight_changed"):
        set_weights(lively_desk, {SILENCE: 3}, seen={SILENCE: 0.5})
    assert value_of(lively_desk, SILENCE) == 2
    set_weights(lively_desk, {SILENCE: 3}, seen={SILENCE: 2})
    assert value_of(lively_desk, SILENCE) == 3


def test_the_weights_of_one_year_are_not_those_of_another(lively_desk: Desk) -> None:
    set_weights(lively_desk, {SILENCE: 2})
    (kept,) = lively_desk.connection.execute("SELECT programme_id, value FROM attention_weight")
    assert tuple(kept) == (lively_desk.programme["id"], 2)
    lively_desk.connection.execute("BEGIN")
    lively_desk.connection.execute(
        "INSERT INTO programme (fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
        " SELECT 2024, name, name_en, '2024-06-01', '2025-02-10', cap_yen, ? FROM programme LIMIT 1",
        ("a" * 32,),
    )
    lively_desk.connection.execute("UPDATE attention_weight SET programme_id = last_insert_rowid()")
    try:
        assert value_of(lively_desk, SILENCE) == 0.5
    finally:
        lively_desk.connection.execute("ROLLBACK")


def test_every_weight_says_what_it_means_and_a_curve_how_it_grows() -> None:
    weights = attention_weights()
    for name in (*weights.group, *weights.own):
        assert say_weight_meaning(f"group.{name}")
    for name in weights.settings:
        assert say_weight_meaning(f"settings.{name}")
    assert say_curve("group.money_late", (40, 8, 0.5, NO_LIMIT)) == "40点、1日ごとに8点（0.5乗）"
    assert say_curve("group.unanswered", (26, 5, 1, 41)) == "26点、1回ごとに5点、上限41点"
    assert say_curve("group.small", (3, 0, 1, NO_LIMIT)) == "3点"


@pytest.mark.parametrize("name", ["absences_in_a_row", "returned_again", "unanswered"])
def test_what_grows_with_every_time_is_said_to(name: str) -> None:
    assert "1回ごと" in say_weight_part(f"group.{name}.rate")
