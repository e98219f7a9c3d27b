"""Where a group works: prefectures and blocks read from the area text (活動地域).

The text is free (神奈川県を中心とした首都圏、他全国), so it is read from left to right for names that a
gazetteer knows. What the gazetteer does not know adds nothing: a place is never guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kodoku_tui.domain.errors import Refused

NATIONWIDE = "全国"

_JOINING_WORDS = ("及び", "および", "並びに", "ならびに", "又は", "または", "と", "や", "の", "は", "から")
_AND_OTHERS = ("他", "ほか", "等", "など")

# What may come before a name inside a running text (…及び関東各都県). A name in the middle of an unknown word
# is not that name: 北広島市 is not 広島.
_BEFORE_A_NAME = (*_JOINING_WORDS, *_AND_OTHERS, "中心に", "とした", "とする", "含む", "含め", "主に", "特に")

# Words that say how much of a place is meant.
_PARTS = ("地方", "地域", "地区", "圏", "エリア", "方面", "県内", "内", "近郊", "周辺", "近辺")
_ALL_OF_IT = ("全域", "全体", "全土", "一円", "各地", "各都県", "各府県", "各県")
_EXTENTS = (*_PARTS, *_ALL_OF_IT)

# What may follow a name that is also the beginning of others: 関東各都県 is 関東, 四国中央市 is not 四国.
_AFTER_A_NAME = (*_EXTENTS, *_JOINING_WORDS, *_AND_OTHERS, "を", "で", "に", "まで", "中心", "以外", "展開")

_EXCEPT = ("を除く", "を除き", "以外")


@dataclass(frozen=True, slots=True)
class Area:
    """Prefectures in the order of their JIS code and blocks (地域ブロック) from north to south, 全国 last.

    全国 is a block of its own and adds no prefectures. Both are empty when the text names no known place.
    """

    prefectures: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What one name stands for, and how sure one can be that the letters are that name.

    `anywhere`: the name needs no word boundary before it (東京都). `whole`: none after it (横浜市), while
    横浜 and 関東 do. `region`: brackets behind it say which of its prefectures are meant.
    `also_part_of_a_prefecture`: the word (中部) is a region only where no prefecture goes before.
    """

    prefectures: frozenset[str]
    nationwide: bool = False
    anywhere: bool = False
    whole: bool = False
    region: bool = False
    also_part_of_a_prefecture: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """The place names of `db/seeds/areas.toml`, ready for reading area texts."""

    block_of: Mapping[str, str]
    blocks: tuple[str, ...]
    places: Mapping[str, Place]

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> Gazetteer:
        """Build from the parsed seed; refuses a block or prefecture that the seed uses without listing it."""
        blocks = tuple(block["name"] for block in seed["block"])
        block_of = {prefecture["name"]: prefecture["block"] for prefecture in seed["prefecture"]}
        for name, block in block_of.items():
            if block not in blocks:
                raise Refused("error.area_seed_unknown", name=block, where=name)
        places: dict[str, Place] = {}
        for prefecture in seed["prefecture"]:
            _enter_prefecture(places, prefecture)
        for region in seed["region"]:
            _enter_region(places, region, block_of)
        return cls(block_of, blocks, places)

    @property
    def prefectures(self) -> tuple[str, ...]:
        """All prefectures in the order of their JIS code."""
        return tuple(self.block_of)

    def area_of(self, prefectures: Iterable[str], *, nationwide: bool = False) -> Area:
        """The area that consists of these prefectures, in order; a name that is no prefecture is left out."""
        chosen = set(prefectures)
        ordered = tuple(name for name in self.block_of if name in chosen)
        touched = {self.block_of[name] for name in ordered} | ({NATIONWIDE} if nationwide else set())
        return Area(ordered, tuple(block for block in self.blocks if block in touched))

    @cached_property
    def _longest_name(self) -> int:
        return max(map(len, self.places), default=0)

    def names_at(self, text: str, position: int) -> Iterator[tuple[str, Place]]:
        """Names that begin here, the longest first: 東京都 before 東京, 北九州市 before 北九州."""
        for end in range(min(len(text), position + self._longest_name), position, -1):
            place = self.places.get(text[position:end])
            if place is not None:
                yield text[position:end], place


def derive_area(text: str, gazetteer: Gazetteer) -> Area:
    """The prefectures and blocks that an area text (活動地域) names.

    A region followed by brackets that name places (南関東（東京都、…）) means those places; what is excepted
    (関東（群馬県を除く）, 東京都を除く関東) is left out. A known city stands for its prefecture, whichever
    prefecture was written before it; a city of an ambiguous name (府中市) or an unknown one adds nothing to
    the prefecture written before it.
    """
    mentioned = _mentioned(_flattened(text), gazetteer)
    nationwide = any(place.nationwide for place in mentioned)
    return gazetteer.area_of(_prefectures_of(mentioned), nationwide=nationwide)


def _mentioned(text: str, gazetteer: Gazetteer) -> list[Place]:
    standing = _names_standing(text, gazetteer)
    mentioned: list[Place] = []
    excepted = frozenset[str]()
    position, named_until = 0, 0
    while position < len(text):
        if text[position] == "(":
            inside, after = _bracket(text, position)
            directly_behind = position == named_until and bool(mentioned) and mentioned[-1].region
            region = mentioned.pop() if directly_behind else None
            mentioned += _said_by_bracket(inside, region, gazetteer)
            position = after
            continue
        free = position == named_until or _begins_a_word(text, position)
        found = next(((name, place) for name, place in standing[position] if free or place.anywhere), None)
        if found is None:
            position += 1
            continue
        name, place = found
        position = named_until = _end_of_extent(text, position + len(name))
        if text.startswith(_EXCEPT, position):
            excepted |= place.prefectures
        elif not (place.also_part_of_a_prefecture and _prefectures_of(mentioned)):
            mentioned.append(_without(place, excepted) if place.region else place)
    return mentioned


def _names_standing(text: str, gazetteer: Gazetteer) -> list[list[tuple[str, Place]]]:
    """For each position the names that stand there, the longest first.

    Found from the end: a name may be followed directly by another one (東京大阪), which has to stand itself.
    """
    standing: list[list[tuple[str, Place]]] = [[] for _ in range(len(text) + 1)]
    for position in reversed(range(len(text))):
        for name, place in gazetteer.names_at(text, position):
            end = position + len(name)
            if place.whole or _ends_a_word(text, end) or standing[end]:
                standing[position].append((name, place))
    return standing


def _said_by_bracket(inside: str, region: Place | None, gazetteer: Gazetteer) -> list[Place]:
    """The places meant by a bracket and by the region right before it, if a region is there."""
    for word in _EXCEPT:
        if region and word in inside:
            return [_without(region, _prefectures_of(_mentioned(inside.partition(word)[0], gazetteer)))]
    within = _mentioned(inside, gazetteer)
    if region is None:
        return within
    named = _prefectures_of(within)
    return [replace(region, prefectures=named)] if named else [region, *within]


def _prefectures_of(places: Iterable[Place]) -> frozenset[str]:
    return frozenset[str]().union(*(place.prefectures for place in places))


def _end_of_extent(text: str, position: int) -> int:
    """Where a name ends together with what says how much of it is meant (関東地方)."""
    for extent in _EXTENTS:
        if text.startswith(extent, position):
            return position + len(extent)
    return position


def _without(place: Place, excepted: frozenset[str]) -> Place:
    return replace(place, prefectures=place.prefectures - excepted)


def _bracket(text: str, position: int) -> tuple[str, int]:
    """What stands in the brackets that open here, and where the text goes on; brackets inside are commas."""
    close = text.find(")", position)
    end = close if close >= 0 else len(text)
    return text[position + 1 : end].replace("(", "、"), end + 1


def _begins_a_word(text: str, position: int) -> bool:
    return not text[position - 1].isalnum() or text.endswith((*_BEFORE_A_NAME, *_EXCEPT), 0, position)


def _ends_a_word(text: str, position: int) -> bool:
    return not text[position : position + 1].isalnum() or text.startswith(_AFTER_A_NAME, position)


def _flattened(text: str) -> str:
    """NFKC without any spaces: printed tables break names in the middle (大阪府岸 和田市)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _enter_prefecture(places: dict[str, Place], prefecture: Mapping[str, Any]) -> None:
    name: str = prefecture["name"]
    here = frozenset({name})
    places[name] = Place(here, anywhere=True, whole=True)
    # 北海道 is never said without its last letter.
    if name != "北海道":
        places[name[:-1]] = Place(here)
    for spoken in prefecture.get("spoken", ()):
        places[spoken] = Place(here)
    for city in prefecture["cities"]:
        # A name in two prefectures says nothing by itself, yet is kept: no shorter name is read into it.
        places[city] = Place(frozenset() if city in places else here, whole=True)


def _enter_region(places: dict[str, Place], region: Mapping[str, Any], block_of: Mapping[str, str]) -> None:
    prefectures = frozenset(region.get("prefectures", ()))
    for name in sorted(prefectures - block_of.keys()):
        raise Refused("error.area_seed_unknown", name=name, where=region["names"][0])
    place = Place(
        prefectures,
        nationwide=region.get("nationwide", False),
        region=True,
        also_part_of_a_prefecture=region.get("also_part_of_a_prefecture", False),
    )
    places.update(dict.fromkeys(region["names"], place))
