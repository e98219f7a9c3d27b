"""How the attention of a group went, in words and as bars."""

from __future__ import annotations

from datetime import date, timedelta

from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.attention.history import Week, attention_history, bar_of, history_words
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.karte.sections.attention import history_lines

MONDAY = date(2025, 12, 1)


def weeks(*scores: int) -> list[Week]:
    return [Week(MONDAY + timedelta(days=7 * place), score, 0) for place, score in enumerate(scores)]


def test_the_last_four_mondays_are_told_in_a_line_with_what_changed() -> None:
    assert history_words(weeks(9, 24, 31, 40, 40)) == "12/8(月)から 24 → 31 → 40 → 40（3週で+16）"
    assert history_words(weeks(24, 8)) == "12/1(月)から 24 → 8（1週で-16）"
    assert history_words(weeks(24, 24)) == "12/1(月)から 24 → 24（1週で±0）"
    assert "まだ" in history_words(weeks(24))
    assert "まだ" in history_words([])


def test_bars_compare_the_weeks_and_show_whatever_counts() -> None:
    found = weeks(0, 1, 300, 150)
    assert [len(bar_of(one, found)) for one in found] == [0, 1, 24, 12]
    assert [len(bar_of(one, weeks(3, 6))) for one in weeks(3, 6)] == [3, 6]
    assert bar_of(weeks(0)[0], weeks(0)) == ""


def test_the_karte_shows_the_last_mondays_with_our_own_lateness_beside() -> None:
    found = [*weeks(1, 2, 3, 4, 5, 6, 7), Week(MONDAY + timedelta(days=49), 8, 5)]
    lines = [str(line) for line in history_lines(found, date(2026, 1, 20))]
    assert len([line for line in lines if "#" in line]) == 6
    assert lines[-2].split() == ["1/19(月)", "8", "########", "事務局の遅れ", "5"]
    assert history_lines([], MONDAY)


def test_the_history_ends_with_what_the_list_says_today(lively_desk: Desk) -> None:
    (first, *_) = attention(lively_desk)
    last = attention_history(lively_desk, first.group_no)[-1]
    assert last == (lively_desk.today, first.score, first.own_lateness)
