"""The table of names that must and must not meet: for bodies, for people, and in a search alike."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.names import name_key, search_key, text_key
from kodoku_tui.domain.text.variants import KATAKANA, LETTERS, OLD_KANJI

PEOPLE = """
髙橋=高橋 﨑田=崎田 𠮷田=吉田 渡邊=渡辺 渡邉=渡辺 渡邊=渡邉 齋藤=斎藤 齊藤=斉藤 濱田=浜田 濵田=浜田 濱口=濵口
澤田=沢田 廣瀬=広瀬 廣瀨=広瀬 國分=国分 眞鍋=真鍋 德田=徳田 櫻井=桜井 關根=関根 黑田=黒田 冨田=富田 嶋田=島田
嶌田=島田 栁田=柳田 桒原=桑原 峯岸=峰岸 舘野=館野 髙栁=高柳 槗本=橋本 𣘺本=橋本 靏田=鶴田 靍田=鶴田 圡屋=土屋
渕上=淵上 渊上=淵上 穐山=秋山 埜村=野村 邨田=村田 薗部=園部 嵜山=崎山 惠子=恵子 龍一=竜一 彌生=弥生 榮太=栄太
豐田=豊田 壽美=寿美 條野=条野 與田=与田 萬田=万田 瀧本=滝本 檜山=桧山 藏前=蔵前 晉作=晋作 彥根=彦根 淸水=清水
敎子=教子 靑木=青木 鷗外=鴎外 德德=徳徳 神田=神田 藪田=薮田 籔田=薮田 曾根=曽根 禰津=祢津 祐二=祐二 ｻﾄｳ=サトウ
さとう=サトウ ｻﾄｳ=さとう スズキ=すずき 山田␣太郎=山田太郎 山田＿太郎=山田太郎 ｶﾞｳｽ=がうす
"""

BODIES = """
ひだまり=ヒダマリ ﾋﾀﾞﾏﾘ=ひだまり ゆきあかり坂=ユキアカリ坂 ウェル・リポート=ウエルリポート まくとー=マクト〜
ＳＯＳネット=sosねっと （特非）こどもの家=NPO法人␣コドモの家 子供食堂␣みなと=こども食堂ミナト 釜ヶ崎の会=釜が崎の会
釜ヶ崎の会=釜カ崎の会 釜ケ崎ノ会=釜ヶ崎の会 藝術の家=芸術の家 學校の会=学校の会 應援団=応援団 圖書館の友=図書館の友
縣民の会=県民の会 鐵道の会=鉄道の会 寳船=宝船 萠の会=萌の会 ﾐｭ-ｼﾞｯｸ=ミュージック カフェ─あい=カフエーアイ
一般社団法人␣燈=灯（一社） 鳥取医療生活協同組合=鳥取医療生協
"""

APART = """
斉藤/斎藤 齊藤/齋藤 崎田/埼田 高橋/高梨 ウィーズ/ウィズ かきの会/がきの会 はは/ぱぱ ハハ/ババ 太田/大田 土屋/士屋
未来/末来 千歳/干歳 まくとー/まくもー 渡辺/渡部 川島/川嶌橋 東の家/東の会 広報部/公報部 日本/二本 にじ/ニシ
阿部/安部 伊藤/伊東 あおぞら/あおぞらー フードバンク八王子/フードバンク能登
全国社会福祉法人経営者協議会/全国経営者協議会 島の会/鳥の会 緑会/縁会
"""


def pairs(table: str, sign: str) -> list[tuple[str, str]]:
    """The pairs of a table, ␣ and ＿ for narrow and wide spaces."""
    found = []
    for pair in table.replace("\n", " ").split(" "):
        if pair:
            one, other = pair.replace("␣", " ").replace("＿", "\u3000").split(sign)
            found.append((one, other))
    return found


@pytest.mark.parametrize(("one", "other"), pairs(PEOPLE, "="))
def test_two_writings_of_a_person_meet_in_every_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other) == text_key(other)
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), pairs(BODIES, "="))
def test_two_writings_of_a_body_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), pairs(APART, "/"))
def test_two_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert search_key(one) != search_key(other)


def test_in_names_a_kana_of_its_own_is_no_counter() -> None:
    # A search takes ヶ, ケ and カ for one, letter by letter (一ヶ月, 一カ月).
    assert name_key("ケアネット") != name_key("カアネット")


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(pairs(PEOPLE, "=")) + len(pairs(BODIES, "=")) + len(pairs(APART, "/")) >= 120


@given(st.sampled_from(sorted(OLD_KANJI)), st.text(alphabet="山川田中の会ひだまりABC", max_size=5))
def test_every_old_letter_meets_its_new_one_anywhere_in_a_name(letter: str, rest: str) -> None:
    old, new = letter + rest, OLD_KANJI[letter] + rest
    assert name_key(old) == name_key(new)
    assert search_key(old) == search_key(new)
    assert search_key(OLD_KANJI[letter]) in search_key(rest + old)


@given(st.text(alphabet=[*KATAKANA, *"ー・漢字 ABC123"], max_size=20))
def test_hiragana_and_katakana_are_one_in_every_key(text: str) -> None:
    katakana = "".join(KATAKANA.get(letter, letter) for letter in text)
    assert search_key(text) == search_key(katakana)
    assert name_key(text) == name_key(katakana)


def test_what_stands_for_a_letter_stands_for_itself() -> None:
    for letter, one in LETTERS.items():
        assert one not in LETTERS
        assert len(one) == len(letter) == 1
        assert unicodedata.normalize("NFKC", one) == one
