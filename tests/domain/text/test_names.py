"""Which spellings are one organization, what a search finds, and which legal form a name says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.names import LegalForm, legal_form_of, name_key, search_key, short_name


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("特定非営利活動法人 くるくるネット", LegalForm.NPO),
        ("NPO 法人 街カフェ 大倉山ミエル", LegalForm.NPO),
        ("ＮＰＯ法人ＳＫＹ", LegalForm.NPO),
        ("（特非）くるくるネット", LegalForm.NPO),
        ("くるくるネット（NPO法人）", LegalForm.NPO),
        ("特定非営利活動法 人 くるくるネット", LegalForm.NPO),
        ("認定 NPO 法人 CLACK", LegalForm.CERTIFIED_NPO),
        ("認定特定非営利活動法人釜ヶ崎支援機構", LegalForm.CERTIFIED_NPO),
        ("(認特非)てんびん", LegalForm.CERTIFIED_NPO),
        ("一般社団法人 Onara", LegalForm.GENERAL_ASSOCIATION),
        ("（一社）プラスケア", LegalForm.GENERAL_ASSOCIATION),
        ("プラスケア一般社団法人", LegalForm.GENERAL_ASSOCIATION),
        ("(一財)ヒューマンライツ協会", LegalForm.GENERAL_FOUNDATION),
        ("公益社団法人 家庭養護の会", LegalForm.PUBLIC_ASSOCIATION),
        ("(公財)子ども基金", LegalForm.PUBLIC_FOUNDATION),
        ("（社福）江東園", LegalForm.SOCIAL_WELFARE),
        ("社福 江東園", LegalForm.SOCIAL_WELFARE),
        ("学校法人 行吉学園", LegalForm.SCHOOL),
        ("神戸女子大学", LegalForm.SCHOOL),
        ("鳥取医療生活協同組合", LegalForm.COOPERATIVE),
        ("一般社団法人 日本協同組合連携機構", LegalForm.GENERAL_ASSOCIATION),
        ("ウエル・リポート協議会", LegalForm.VOLUNTARY),
        ("総合カレッジ SEO", LegalForm.VOLUNTARY),
        ("いきいきシニア大学", LegalForm.VOLUNTARY),
        ("", LegalForm.VOLUNTARY),
    ],
)
def test_a_name_says_its_legal_form(name: str, form: LegalForm) -> None:
    assert legal_form_of(name) is form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ウェル・リポート協議会", "ウエル・リポート協議会"),
        ("札幌メンズ・シェッド ポッケコタン", "札幌メンズシエッド「ポツケコタン」"),
        ("NPO 法人 北海道社会的事業所支援機構", "北海道社会的事業所支援機構（特非）"),
        ("特定非営利活動法人 くるくるネット", "特定非営利活動法 人 くるくる ネット"),
        ("認定特定非営利活動法人釜ヶ崎支援機構", "認定NPO法人 釜が崎支援機構"),
        ("釜ケ崎支援機構", "釜ヵ崎支援機構"),
        ("特定非営利活動法人 SOS 子どもの村 JAPAN", "ＳＯＳこどもの村ｊａｐａｎ"),
        ("子供食堂", "こども食堂"),
        ("ミュージックサポート", "ﾐｭ-ｼﾞｯｸｻﾎﾟ‐ﾄ"),
        ("まくとー", "まくと〜"),
        ("認定 NPO 法人 ユースポート横濱", "ユースポート横浜"),
        ("鳥取医療生活協同組合", "鳥取医療生協"),
        ("（一社）NPO法人 あおぞら", "あおぞら"),
        ("U.grandmaJapan", "U grandma Japan"),
        ("NPO 法人 街カフェ 大倉山ミエル", "街カフェ大倉山ミエル"),
    ],
)
def test_two_spellings_of_one_organization_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NPO 法人 ウィーズ", "NPO 法人 ウィズ"),
        ("フードバンク八王子", "フードバンク能登"),
        ("全国社会福祉法人経営者協議会", "全国経営者協議会"),
        ("ケアネット", "カアネット"),
        ("まくとー", "まくもー"),
    ],
)
def test_two_organizations_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["NPO法人", "（特非）", "・・・", "★", "　", "～"])
def test_a_name_of_nothing_but_a_form_or_signs_keeps_a_key(name: str) -> None:
    assert name_key(name) != ""


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        # Hiragana and katakana, old forms and variants of surnames.
        ("ひだまり", "NPO法人 ヒダマリ"),
        ("チラシ", "ちらしを配った"),
        ("ﾋﾀﾞﾏﾘ", "ひだまり"),
        ("吉田", "𠮷田さん"),
        ("𠮷田", "吉田さん"),
        ("徳島", "德島"),
        ("桜井", "櫻井"),
        ("国嶋", "國島"),
        ("関口", "關口"),
        ("黒沢", "黑澤"),
        ("富田", "冨田"),
        ("真鍋", "眞鍋"),
        ("芸術", "藝術"),
        ("広報", "ＳＮＳでの広報が難しい"),
        ("ｶﾌｪ", "NPO 法人 街カフェ 大倉山ミエル"),
        ("ウェル・リ", "ウエル・リポート協議会"),
        ("npo法人", "NPO 法人 SKY"),
        ("ＳＫＹ", "NPO 法人 SKY"),
        ("釜ケ崎", "認定特定非営利活動法人釜ヶ崎支援機構"),
        ("一カ月", "一ヶ月後に再訪"),
        ("子供食堂", "こども食堂を開く"),
        ("こども", "子ども・若者"),
        ("ミュ-ジック", "ミュージックサポート"),
        ("2025‐12", "2025-12-01"),
        ("はじめの一歩", "野尻の里から「はじめの一步」プロジェクト"),
        ("葛飾", "東京都葛\U000e0100飾区"),
    ],
)
def test_what_is_typed_is_found(typed: str, text: str) -> None:
    assert search_key(typed) in search_key(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("社会福祉法人", "江東園"), ("・", "こども 若者"), ("ウィズ", "ウィーズ"), ("広報", "広い報告")],
)
def test_what_is_not_there_is_not_found(typed: str, text: str) -> None:
    assert search_key(typed) not in search_key(text)


LETTERS = st.one_of(
    st.sampled_from(
        "ぁあゃやっつヶケヵカがウェエーー‐－-〜~・･ 　子供どもこ"
        "生協同組合法人特非営利活動一社NPOnpoＮＰＯ()（）釜崎濱浜ｶｱｰ"
    ),
    st.characters(
        min_codepoint=0x3041, max_codepoint=0x30FA, exclude_characters="\u3097\u3098\u3099\u309a\u309b\u309c"
    ),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
)
JAPANESE = st.text(LETTERS, max_size=30)


@given(name=st.one_of(JAPANESE, st.text(max_size=30)))
def test_the_key_of_a_name_is_its_own_key_and_never_empty(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert bool(name_key(name)) == bool(name)


@given(text=st.one_of(JAPANESE, st.text(max_size=30)))
def test_the_key_of_a_search_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(before=JAPANESE, part=JAPANESE, after=JAPANESE)
def test_a_part_of_a_text_is_found_in_it(before: str, part: str, after: str) -> None:
    assert search_key(part) in search_key(before + part + after)


DIFFERENCES = str.maketrans(
    {"ェ": "エ", "ッ": "ツ", "ャ": "ヤ", "ー": "‐", "ヶ": "ケ", " ": "　", "(": "（", "A": "ａ"}
)


@given(before=JAPANESE, part=st.text(st.sampled_from("ェッャーヶケ (A広報エツ"), max_size=8), after=JAPANESE)
def test_a_part_is_found_however_it_is_typed(before: str, part: str, after: str) -> None:
    assert search_key(part.translate(DIFFERENCES)) in search_key(before + part + after)
    assert search_key(unicodedata.normalize("NFKC", part)) in search_key(before + part + after)


@given(
    name=JAPANESE,
    form=st.sampled_from(["NPO 法人 ", "（特非）", "一般社団法人", "社会福祉法人　", "(公財) "]),
)
def test_a_legal_form_before_a_name_changes_nothing_but_the_form(name: str, form: str) -> None:
    assert legal_form_of(form + name) is not LegalForm.VOLUNTARY
    if name_key(name).isalnum() and legal_form_of(name) is LegalForm.VOLUNTARY:
        assert name_key(form + name) == name_key(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("特定非営利活動法人 くるくるネット", "くるくるネット"),
        ("NPO 法人 ふくろうの会", "ふくろうの会"),
        ("認定特定非営利活動法人釜ヶ崎支援機構", "釜ヶ崎支援機構"),
        ("神戸女子大学", "神戸女子大学"),
        ("RMJ", "RMJ"),
        ("一般社団法人 Pay for World 屋号 えがおの駄菓子屋", "Pay for World 屋号 えがおの駄菓子屋"),
        ("NPO法人", "NPO法人"),
        ("ＮＰＯ 法人　みなも", "みなも"),
        ("（特非）みなも", "みなも"),
        ("みなも（一社）", "みなも"),
        ("みなも社会福祉法人", "みなも"),
    ],
)
def test_a_list_shows_a_name_without_its_legal_form(name: str, shown: str) -> None:
    assert short_name(name) == shown
