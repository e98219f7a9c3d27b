"""How people write headings, units, notes and totals: what a cell looks like before its table is known."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from functools import lru_cache

from kodoku_tui.excel.cells import CellValue, ErrorValue, shown

LONGEST_LABEL = 40

NOTE_SIGNS = (
    "※",
    "＊",
    "*",
    "注",
    "（注",
    "(注",
    "備考：",
    "備考:",
    "出典",
    "資料：",
    "資料:",
    "凡例",
    "→",
    "記入例",
)

UNITS = (
    "千円", "百万円", "万円", "円", "人", "名", "件", "回", "団体", "か所", "箇所", "ヶ所", "カ所",
    "世帯", "日", "時間", "分", "年", "歳", "才", "%", "％", "パーセント", "ポイント", "km", "m2", "㎡",
    "t", "kg", "冊", "枚", "台", "部",
)  # fmt: skip
_UNIT = re.compile(r"[(\[【<]?(?:単位[::]?)?(" + "|".join(map(re.escape, UNITS)) + r")[)\]】>]?")
_UNIT_IN_HEADING = re.compile(r"[(\[](?:単位[::]?)?(" + "|".join(map(re.escape, UNITS)) + r")[)\]]$")
_TOTAL = re.compile(
    r"(?:総|合|小|累|年|月|中)?計|総合計|合計額|総額|総数|平均|全体|合計(?:\(.*\))?|小計(?:\(.*\))?|(?:grand)?total"
)
_PART_TOTAL = re.compile(r".{1,10}(?:合計|小計|計)")
_SECTION = re.compile(r"[【■●◆□◇▼〔[<《].*")

_NUMBER_LIKE = re.compile(
    r"[¥\\$]?[-+−▲△(]?[¥\\]?[0-9][0-9,.]*[)]?(?:千円|百万円|万円|円|人|名|件|回|団体|%|歳|時間|分)?"
)
_DATE_LIKE = re.compile(
    r"(?:(?:令和|平成|昭和|[rhs])?(?:[0-9]{1,4}|元)[年/.-])?[0-9]{1,2}[月/.-][0-9]{1,2}日?(?:\(.{1,3}\))?(?:[0-9: ]*)",
    re.IGNORECASE,
)
_CONTACT_LIKE = re.compile(r"[0-9()+-]{9,}|.*@.*\..*|https?:.*", re.IGNORECASE)
_MARKS = frozenset("○◯〇×✕△▲✓✔☑レ●◎-ー―–—−…・/*")

_HEADING_WORDS = frozenset(
    ["no", "no.", "#", "id", "key", "code", "name", "date", "type", "status", "note", "notes", "total", "amount", "count", "phone", "tel", "fax", "email", "mail", "e-mail", "address", "url", "title", "memo", "group", "staff", "owner", "area", "region", "target", "project", "remarks", "category", "due"]
)
_HEADING_END = re.compile(
    r"(?:番号|コード|通番|連番|名|名称|氏名|日|日付|月日|日時|時間|時刻|期間|期限|額|円|費|経費|費目|予算|実績|決算|残高"
    r"|数|率|割合|担当者?|対象者?|代表者|責任者|参加者|申請者|記入者|出席者|対応者|先|電話|tel|fax|メール|アドレス|住所|所在地"
    r"|地域|エリア|ブロック|都道府県|市区町村|自治体|内容|概要|詳細|備考|摘要|メモ|コメント|特記事項|区分|種別|種類|分類"
    r"|カテゴリー?|対象|状況|状態|ステータス|進捗|結果|評価|判定|理由|課題|対応|対応策|方法|形式|手段|目的|題|件名|タイトル"
    r"|項目|科目|単価|数量|単位|合計|計|有無|可否|要否|出欠|出席|欠席|参加|採択|提出|受理|年度|年|月|回|順位|性別|年齢|役職"
    r"|所属|部署|法人格?|団体|取組|事業|会場|場所|url|id|no\.?|欄|重要度|優先度|深刻度|記録|チェック|確認|入力|契約|面談|研修"
    r"|監査|報告|審査|郵便|フリガナ|ふりがな|カナ|パスワード|版|様式|書類|資料名|テーマ|分野|打ち手|効果|次回|手番)$",
    re.IGNORECASE,
)
_BRACKETS_AT_END = re.compile(r"[(\[【<].{0,20}[)\]】>]$")
_CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK_WITHIN_JAPANESE = re.compile(rf"(?<=[{_CJK}])[ \t\u3000]*\n\s*(?=[{_CJK}])")
_LETTER_BY_LETTER = re.compile(rf"[{_CJK}](?:[ \u3000]+[{_CJK}])+")


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """A text without widths, spaces and line breaks, for comparing with words."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def heading_text(text: str) -> str:
    """A heading on one line: a break within a Japanese word is closed, 団　体　名 too; the rest stays."""
    line = " ".join(_BREAK_WITHIN_JAPANESE.sub("", text.strip()).split())
    return "".join(line.split()) if _LETTER_BY_LETTER.fullmatch(line) else line


def heading_of(value: CellValue) -> str:
    """What a cell says as a heading; a date as people write it."""
    return heading_text(value) if isinstance(value, str) else shown(value)


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether a text can be a heading: short, no number, date, mark, address or sentence."""
    plain = compact(text)
    return not (
        not plain
        or len(plain) > LONGEST_LABEL
        or (plain.endswith(("。", "."))
        and not plain.lower().endswith("no."))
        or text.lstrip().startswith(NOTE_SIGNS)
        or (len(plain) == 1 and plain in _MARKS)
        or is_number_like(text)
        or _DATE_LIKE.fullmatch(plain)
        or _CONTACT_LIKE.fullmatch(plain)
    )


@lru_cache(maxsize=8192)
def is_number_like(text: str) -> bool:
    """Whether a text is a number with what people write around it."""
    return _NUMBER_LIKE.fullmatch(compact(text)) is not None


@lru_cache(maxsize=8192)
def is_heading_word(text: str) -> bool:
    """Whether a label is among the words that head columns in Japanese offices."""
    plain = compact(text).casefold()
    bare = _BRACKETS_AT_END.sub("", plain) or plain
    return bare in _HEADING_WORDS or _HEADING_END.search(bare) is not None


def is_note(text: str) -> bool:
    """Whether a text begins as notes do (※ …)."""
    return text.lstrip().startswith(NOTE_SIGNS)


@lru_cache(maxsize=4096)
def is_sentence(text: str) -> bool:
    """Whether a text is longer than a heading or ends as a sentence does."""
    plain = compact(text)
    return len(plain) > LONGEST_LABEL or plain.endswith("。")


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a cell says 合計, 小計, 計 and the like."""
    return _TOTAL.fullmatch(compact(text).casefold()) is not None


@lru_cache(maxsize=4096)
def is_part_total(text: str) -> bool:
    """Whether a cell says 北海道計 and the like: a name may end so too, so look at the rest of the row."""
    return _PART_TOTAL.fullmatch(compact(text)) is not None


@lru_cache(maxsize=4096)
def is_section(text: str) -> bool:
    """Whether a cell is written as a heading within the data (【関東】, ■関東)."""
    return len(compact(text)) > 1 and _SECTION.fullmatch(compact(text)) is not None


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """The unit that a cell of a unit row says, else nothing."""
    match = _UNIT.fullmatch(compact(text))
    return match[1] if match else ""


@lru_cache(maxsize=4096)
def unit_in_heading(text: str) -> str:
    """The unit in brackets at the end of a heading, else nothing."""
    match = _UNIT_IN_HEADING.search(compact(text))
    return match[1] if match else ""


def is_soft(value: CellValue) -> bool:
    """Whether something that is no text can still head a column: a date, a year, the days of a month."""
    if isinstance(value, bool | ErrorValue | time | timedelta):
        return False
    if isinstance(value, date):
        return True
    return isinstance(value, int) and (1 <= value <= 31 or 1990 <= value <= 2100)
