"""Area texts of the report and of people, and the prefectures and blocks they name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.areas import Area, Gazetteer, derive_area

HOME = Path(__file__).parents[3]
SEED: dict[str, Any] = tomllib.loads((HOME / "db" / "seeds" / "areas.toml").read_text("utf-8"))
GAZETTEER = Gazetteer.from_seed(SEED)
BLOCKS = ["北海道", "東北", "関東", "中部", "近畿", "中国", "四国", "九州・沖縄", "全国"]

KANTO = "茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県"
TOKYO_AREA = "埼玉県 千葉県 東京都 神奈川県"
KANSAI = "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県"
KYUSHU = "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県"

# 図表1: rows whose text names more than the prefecture it begins with.
UNUSUAL = {
    19: (TOKYO_AREA, "関東"),
    20: ("東京都 神奈川県", "関東"),
    23: ("千葉県 東京都", "関東"),
    26: ("東京都 神奈川県", "関東"),
    27: ("東京都", "関東 全国"),
    29: ("埼玉県 東京都", "関東"),
    34: (TOKYO_AREA, "関東 全国"),
    35: (KANTO, "関東"),
    49: ("静岡県 愛知県", "中部"),
    56: ("京都府 大阪府", "近畿 全国"),
    60: ("長野県 京都府 大阪府 奈良県", "中部 近畿"),
    94: (KANSAI, "近畿"),
    95: ("", "全国"),
    96: ("", "全国"),
}


def area(prefectures: str, blocks: str) -> Area:
    return Area(tuple(prefectures.split()), tuple(blocks.split()))


def areas_of_the_report() -> list[tuple[int, str]]:
    sheet = load_workbook(HOME / "imports" / "rosters" / "r7_adopted_groups.xlsx")["採択団体"]
    return [(int(str(row[0])), str(row[4])) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize(("number", "text"), areas_of_the_report())
def test_each_area_of_the_report_is_read(number: int, text: str) -> None:
    found = derive_area(text, GAZETTEER)
    if number in UNUSUAL:
        assert found == area(*UNUSUAL[number])
        return
    begins_with = re.match(r"東京都|北海道|(?:京都|大阪)府|.{2,3}?県", text)
    assert begins_with is not None
    assert found.prefectures == (begins_with[0],)
    assert len(found.blocks) == 1


@pytest.mark.parametrize(
    ("text", "prefectures", "blocks"),
    [
        ("横浜市", "神奈川県", "関東"),
        ("横浜", "神奈川県", "関東"),
        ("京都", "京都府", "近畿"),
        ("東京都", "東京都", "関東"),
        ("宮城、京都", "宮城県 京都府", "東北 近畿"),
        ("東京・神奈川・埼玉", "埼玉県 東京都 神奈川県", "関東"),
        ("東京 大阪", "東京都 大阪府", "関東 近畿"),
        ("愛知県名古屋", "愛知県", "中部"),
        ("台東区", "東京都", "関東"),
        ("首都圏", TOKYO_AREA, "関東"),
        ("関東一円", KANTO, "関東"),
        ("近畿2府4県", KANSAI, "近畿"),
        ("東海地方", "岐阜県 静岡県 愛知県 三重県", "中部 近畿"),
        ("甲信越", "新潟県 山梨県 長野県", "中部"),
        ("中国・四国地方", "鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県", "中国 四国"),
        ("九州", KYUSHU, "九州・沖縄"),
        ("九州・沖縄", KYUSHU + " 沖縄県", "九州・沖縄"),
        ("全国（オンライン）", "", "全国"),
        ("全国（東京都、大阪府）", "東京都 大阪府", "関東 近畿 全国"),
        ("東北地方（宮城県・福島県）、北海道（札幌市）", "北海道 宮城県 福島県", "北海道 東北"),
        ("関東（群馬県、栃木県を除く）", "茨城県 埼玉県 千葉県 東京都 神奈川県", "関東"),
        ("東京都を除く関東", "茨城県 栃木県 群馬県 埼玉県 千葉県 神奈川県", "関東"),
        ("沖縄県北部、中部", "沖縄県", "九州・沖縄"),
        ("中部", "新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県", "中部"),
    ],
)
def test_what_people_write_about_where_they_work(text: str, prefectures: str, blocks: str) -> None:
    assert derive_area(text, GAZETTEER) == area(prefectures, blocks)


@pytest.mark.parametrize(
    ("text", "prefecture"),
    [
        ("広島県福山市、府中市", "広島県"),
        ("東京都八王子市、府中市", "東京都"),
        ("福島県福島市、伊達市", "福島県"),
        ("北海道室蘭市、伊達市", "北海道"),
    ],
)
def test_a_city_whose_name_two_prefectures_have_stays_with_the_one_before_it(
    text: str, prefecture: str
) -> None:
    assert derive_area(text, GAZETTEER).prefectures == (prefecture,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "府中市",
        "未定",
        "オンライン",
        "北広島市",
        "横浜町",
        "四国中央市",
        "東海市",
        "河内長野市",
        "中国・ベトナム",
    ],
)
def test_a_place_is_never_guessed(text: str) -> None:
    assert derive_area(text, GAZETTEER) == Area((), ())


@pytest.mark.parametrize(
    ("written", "as_printed"),
    [
        ("大阪府岸和田市、長野県東御市", "大阪府岸 和田市、 長 野県東御 市"),
        ("南関東（東京都、神奈川県）", "南関東(東京都､神奈川県)"),
        ("東京都、神奈川県", "東京都\n神奈川県"),
    ],
)
def test_width_and_line_breaks_do_not_matter(written: str, as_printed: str) -> None:
    assert derive_area(as_printed, GAZETTEER) == derive_area(written, GAZETTEER)


def test_prefectures_stand_in_the_order_of_their_codes() -> None:
    everywhere = derive_area("、".join(reversed(GAZETTEER.prefectures)), GAZETTEER)
    assert len(everywhere.prefectures) == 47
    assert everywhere.prefectures[:2] == ("北海道", "青森県")
    assert everywhere.prefectures[12:14] == ("東京都", "神奈川県")
    assert everywhere.prefectures[-1] == "沖縄県"
    assert list(everywhere.blocks) == BLOCKS[:-1]


def test_a_long_text_of_nothing_but_names_is_read_to_its_end() -> None:
    assert derive_area("東京(" * 3000 + "大阪", GAZETTEER).prefectures == ("東京都", "大阪府")


def test_a_region_of_the_seed_with_an_unknown_prefecture_is_refused() -> None:
    misspelled = {**SEED, "region": [{"names": ["四国"], "prefectures": ["愛姫県"]}]}
    with pytest.raises(Refused) as refusal:
        Gazetteer.from_seed(misspelled)
    assert refusal.value.params == {"name": "愛姫県", "where": "四国"}


def test_a_prefecture_of_the_seed_in_an_unknown_block_is_refused() -> None:
    misplaced = {**SEED, "block": SEED["block"][1:]}
    with pytest.raises(Refused) as refusal:
        Gazetteer.from_seed(misplaced)
    assert refusal.value.params == {"name": "北海道", "where": "北海道"}


PREFECTURES = st.sampled_from(GAZETTEER.prefectures)
CITIES = st.sampled_from([city for entry in SEED["prefecture"] for city in entry["cities"]])
REGIONS = st.sampled_from(
    [name for entry in SEED["region"] if "also_part_of_a_prefecture" not in entry for name in entry["names"]]
)
PLACES = st.one_of(PREFECTURES, CITIES, REGIONS, PREFECTURES.map(lambda name: name[:-1]), st.just("どこか町"))


@given(places=st.lists(PLACES, max_size=6), chance=st.randoms(use_true_random=False))
def test_the_order_of_the_places_does_not_matter(places: list[str], chance: Any) -> None:
    shuffled = list(places)
    chance.shuffle(shuffled)
    assert derive_area("、".join(shuffled), GAZETTEER) == derive_area("、".join(places), GAZETTEER)


@given(places=st.lists(PLACES, max_size=6))
def test_a_list_names_what_its_places_name(places: list[str]) -> None:
    alone = [derive_area(place, GAZETTEER) for place in places]
    together = derive_area("、".join(places), GAZETTEER)
    assert set(together.prefectures) == {name for found in alone for name in found.prefectures}
    assert set(together.blocks) == {name for found in alone for name in found.blocks}


@given(text=st.one_of(st.text(), st.text("東京都大阪府北海道関九州四国全横浜市県町（）()、を除く以外の中部")))
def test_no_block_without_a_reason(text: str) -> None:
    found = derive_area(text, GAZETTEER)
    reasons = {GAZETTEER.block_of[name] for name in found.prefectures} | (
        {"全国"} if "全国" in found.blocks else set()
    )
    assert set(found.blocks) == reasons
    assert list(found.prefectures) == [name for name in GAZETTEER.prefectures if name in found.prefectures]
    assert list(found.blocks) == [name for name in BLOCKS if name in found.blocks]
