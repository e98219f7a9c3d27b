"""A participant of a web meeting is told by what names one group and only one; nothing else is ever assigned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.sessions.participants import Directory, KnownGroup

GROUPS = [
    KnownGroup(1, ("特定非営利活動法人 架空の会", "カクウ"), ("山田 太郎", "森 緑"), ("info@kakuu.example.jp",)),
    KnownGroup(2, ("一般社団法人ひなたの家",), ("鈴木 花子", "佐藤 次郎"), ("a@x.example.jp", "shared@net.example.jp")),
    KnownGroup(3, ("ひなた",), ("佐藤 次郎",), ("shared@net.example.jp",)),
    KnownGroup(12, ("ウェル・架空ネットワーク",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(GROUPS)


@pytest.mark.parametrize(
    ("name", "mail", "expected"),
    [
        ("架空の会 山田", "", (1,)),
        ("山田@NPO法人架空の会", "", (1,)),
        ("（特非）架空の会＿山田太郎", "", (1,)),
        ("【架空の会】山田", "", (1,)),
        ("01_架空の会_山田", "", (1,)),
        ("カクウ", "", (1,)),
        ("iPad (架空の会)", "", (1,)),
        ("ｳｪﾙ･架空ﾈｯﾄﾜｰｸ 田中", "", (12,)),
        ("ウエル架空ネットワーク／田中", "", (12,)),
        ("山田 太郎", "", (1,)),
        ("山田　太郎（代表）", "", (1,)),
        ("guest", "ＩＮＦＯ@kakuu.example.jp", (1,)),
        ("だれか", "info@kakuu.example.jp", (1,)),
        # One says the group, the other only agrees with it among others.
        ("ひなた 佐藤次郎", "", (3,)),
        ("（一社）ひなたの家 佐藤 次郎", "", (2,)),
    ],
)
def test_what_names_one_group(directory: Directory, name: str, mail: str, expected: tuple[int, ...]) -> None:
    assert directory.groups_of(name, mail) == expected


@pytest.mark.parametrize(
    ("name", "mail", "numbers"),
    [
        # A name in two groups, a mail of two groups, two groups in one name, mail and name that disagree.
        ("佐藤 次郎", "", (2, 3)),
        ("佐藤", "shared@net.example.jp", (2, 3)),
        ("架空の会・ひなた 山田", "", (1, 3)),
        ("ひなた 山田", "info@kakuu.example.jp", (1, 3)),
        # Nothing that names a group for certain.
        ("山田", "", ()),
        ("森緑", "", ()),
        ("架空の会山田太郎", "", ()),
        ("12", "", ()),
        ("12 田中", "", ()),
        ("架空", "", ()),
        ("だれか", "other@kakuu.example.jp", ()),
        ("", "", ()),
    ],
)
def test_what_is_not_certain_is_asked(
    directory: Directory, name: str, mail: str, numbers: tuple[int, ...]
) -> None:
    assert directory.groups_of(name, mail) == numbers


@pytest.mark.parametrize(
    ("name", "mail", "first"),
    [
        ("架空の会山田", "", 1),
        ("かくうの会", "info@other.example.jp", None),
        ("だれか", "other@kakuu.example.jp", None),
        ("12 田中", "", None),
        ("ひなたのいえ 鈴木", "", 3),
        ("佐藤 次郎", "", 2),
    ],
)
def test_the_likeliest_group_is_offered_first(
    directory: Directory, name: str, mail: str, first: int | None
) -> None:
    found = directory.candidates(name, mail)
    assert len(found) <= 5
    if first is not None:
        assert found[0] == first


def test_a_number_in_the_name_is_offered(directory: Directory) -> None:
    assert directory.candidates("12 田中")[:1] == (12,)


WORDS = st.sampled_from(["架空", "ひなた", "会", "の家", "ネット", "山田", "太郎", "佐藤", "花"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map("".join)
MAILS = st.sampled_from(["a@x.example.jp", "b@x.example.jp", "c@y.example.jp"])
KNOWN = st.lists(
    st.tuples(
        st.lists(NAMES, min_size=1, max_size=2), st.lists(NAMES, max_size=2), st.lists(MAILS, max_size=2)
    ),
    min_size=2,
    max_size=6,
).map(
    lambda facts: [
        KnownGroup(number, tuple(names), tuple(people), tuple(mails))
        for number, (names, people, mails) in enumerate(facts, start=1)
    ]
)
SHOWN = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)


@given(KNOWN, SHOWN, st.one_of(st.just(""), MAILS))
def test_nobody_is_assigned_whom_two_groups_could_claim_alike(
    groups: list[KnownGroup], name: str, mail: str
) -> None:
    """When a double of the group that somebody is assigned to is added, two claim them, and both are given."""
    found = Directory(groups).groups_of(name, mail)
    if len(found) == 1:
        (number,) = found
        twin = next(group for group in groups if group.number == number)
        double = KnownGroup(99, twin.names, twin.people, twin.mails)
        assert set(Directory([*groups, double]).groups_of(name, mail)) >= {number, 99}


@given(KNOWN, SHOWN, st.one_of(st.just(""), MAILS), st.randoms(use_true_random=False))
def test_the_order_of_the_register_decides_nothing(groups, name, mail, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(groups)
    random.shuffle(shuffled)
    assert Directory(groups).groups_of(name, mail) == Directory(shuffled).groups_of(name, mail)


@given(KNOWN, st.text(max_size=300), st.text(max_size=40))
def test_any_name_and_mail_is_borne(groups: list[KnownGroup], name: str, mail: str) -> None:
    directory = Directory(groups)
    assert set(directory.groups_of(name, mail)) <= {group.number for group in groups}
    assert len(directory.candidates(name, mail)) <= 5
