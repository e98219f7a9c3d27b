"""What in a text is likely a person's name, or tells where people hide: neither may leave the secretariat unnoticed.

A rule finds what is written as names usually are (田中さん, 佐藤様); of what it does not find nothing is said.
"""

from __future__ import annotations

import re

_TITLES = "さん|さま|様|氏|くん|君|ちゃん"
_NAMED = re.compile(rf"([一-龯々ヶ]{{1,4}}|[ァ-ヴー]{{2,8}})(?:{_TITLES})(?![一-龯々])")
# Written so, and nobody's name: alone, or as what a word ends in.
_NOBODY = re.compile(
    r"(?:\A(?:母|父|兄|姉|弟|妹|子|娘|息子|奥|旦那|隣|客|神|王|仏|同|両|某|彼|君)"
    r"|皆|患者|利用者|参加者|保護者|関係者|担当者|当事者|支援者|相談者|医者|看護師|職員|学生|生徒|児童|先生"
    r"|住民|市民|区民|町民|村民|店主|相手|会長|代表|理事|理事長|事務局長|会計|団体|各位"
    r"|ボランティア|スタッフ|メンバー|リーダー|サポーター|ママ|パパ|オーナー|ドクター|ナース)\Z"
)
_HIDING = re.compile(
    r"シェルター|避難先|避難場所|一時保護|保護先|婦人保護|女性自立支援施設|母子生活支援|自立援助ホーム"
)


def likely_names(text: str) -> list[str]:
    """What is written in a text as people's names are, each once: 田中さん; not Aさん, 皆さん or 利用者様."""
    found = (match for match in _NAMED.finditer(text) if not _NOBODY.search(match[1]))
    return list(dict.fromkeys(match[0] for match in found))


def hiding_places(text: str) -> list[str]:
    """The words of a text that may tell where somebody is hidden, each once."""
    return list(dict.fromkeys(_HIDING.findall(text)))
