"""The weights of attention from the command line: shown, changed with a look before, as shipped again."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kodoku


def value_of(kodoku: Kodoku, name: str) -> object:
    return next(
        one["value"] for one in kodoku("attention", "weights", "--json").document if one["name"] == name
    )


def test_a_weight_is_changed_and_everything_goes_back(kodoku: Kodoku) -> None:
    looked = kodoku("attention", "weights", "set", "group.silence.rate", "0.7", "--dry-run")
    assert "面談の空き 1日ごとの点: 0.5 → 0.7" in looked.out
    assert value_of(kodoku, "group.silence.rate") == 0.5
    assert kodoku("attention", "weights", "set", "group.silence.rate", "０.7").code == 0
    assert kodoku("attention", "weights", "set", "group.silence.most", "なし").code == 0
    assert value_of(kodoku, "group.silence.rate") == 0.7
    assert value_of(kodoku, "group.silence.most") is None
    assert kodoku("attention", "weights", "set", "group.silence.most", "既定").code == 0
    assert value_of(kodoku, "group.silence.most") == 30
    assert "0.7 → 0.5" in kodoku("attention", "weights", "reset", "--dry-run").out
    assert kodoku("attention", "weights", "reset").code == 0
    assert value_of(kodoku, "group.silence.rate") == 0.5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["group.silence.rate", "重い"], "0以上の数"),
        (["group.mood.rate", "1"], "group.mood.rate"),
        (["settings.vouchers_month", "13"], "1から12まで"),
    ],
)
def test_what_no_weight_is_is_a_sentence(kodoku: Kodoku, arguments: list[str], said: str) -> None:
    ended = kodoku("attention", "weights", "set", *arguments)
    assert ended.code == 1
    assert said in ended.err
    assert "何も変わっていません" in ended.err


def test_what_narrows_the_list_does_not_go_before_another_command(kodoku: Kodoku) -> None:
    ended = kodoku("attention", "--block", "関東", "weights")
    assert ended.code == 2
    assert "--block" in ended.err
