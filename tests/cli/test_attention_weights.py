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
        (["group.silence.rate", "重い"], "0以上の数で書いてください（1,000,000まで。書かれたもの: 重い）"),
        *(
            (["group.silence.rate", text], "0以上の数で書いてください（1,000,000まで")
            for text in ("nan", "inf", "1e9", "9" * 40)
        ),
        # Below nought is a number out of bounds, not an option that there is not, in whatever width.
        *((["group.silence.rate", text], f"書かれたもの: {text}") for text in ("-5", "-0.5", "－５", "−5")),
        (["group.silence.power", "-5", "--dry-run"], "0以上の数で書いてください（4まで"),
        (["group.mood.rate", "1"], "「group.mood.rate」という項目はありません"),
        # Of two mistakes the name is said first: what may stand for it is known only then.
        (["group.mood.rate", "重い"], "「group.mood.rate」という項目はありません"),
        (["group.mood.rate", "-5"], "「group.mood.rate」という項目はありません"),
        (["settings.vouchers_month", "１３"], "1から12まで"),
        (["settings.unsigned_days", "２.５"], "整数で"),
    ],
)
def test_what_no_weight_is_is_a_sentence(kodoku: Kodoku, arguments: list[str], said: str) -> None:
    ended = kodoku("attention", "weights", "set", *arguments)
    assert ended.code == 1
    assert said in ended.err
    assert "何も変わっていません" in ended.err
    assert "いまの値" not in ended.err
    assert value_of(kodoku, "group.silence.rate") == 0.5


def test_what_narrows_the_list_does_not_go_before_another_command(kodoku: Kodoku) -> None:
    ended = kodoku("attention", "--block", "関東", "weights")
    assert ended.code == 2
    assert "--block" in ended.err


@pytest.mark.parametrize("arguments", [["-x"], ["--five"], ["1", "--five"]])
def test_what_is_no_number_below_nought_is_an_option_that_there_is_not(
    kodoku: Kodoku, arguments: list[str]
) -> None:
    ended = kodoku("attention", "weights", "set", "group.silence.rate", *arguments)
    assert (ended.code, arguments[-1] in ended.err) == (2, True)
