"""What is written as a name is noticed; what nobody is called is not."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.text.likely_names import hiding_places, likely_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aさんが来た", []),
        ("Ａさん、Bさんと話した", []),
        ("会計の田中さんが入院した", ["田中さん"]),
        ("佐々木様、佐々木様から電話。スミス氏も", ["佐々木様", "スミス氏"]),
        ("皆さんに配った。利用者様と職員さん、お母さんも", []),
        ("ボランティアさんが5人", []),
        ("山田花子ちゃん", ["山田花子ちゃん"]),
        ("様子を見た。氏名は書かない。君津市で", []),
        ("", []),
    ],
)
def test_likely_names(text: str, names: list[str]) -> None:
    assert likely_names(text) == names


def test_where_people_hide() -> None:
    assert hiding_places("市のシェルターへ移った。シェルターの近く") == ["シェルター"]
    assert hiding_places("避難訓練をした") == []
