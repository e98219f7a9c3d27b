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
    assert history_words(weeks(9, 24, 31, 40, 40)) == "12/8(月)から 24 -> 31 -> 40 -> 40（3週で+16点）"
    assert history_words(weeks(24, 8)) == "12/1(月)から 24 -> 8（1週で-16点）"
    assert history_words(weeks(24, 24)) == "12/1(月)から 24 -> 24（1週で0点）"
    assert "まだ" in history_words(weeks(24))
    assert "まだ" in history_words([])


def test_bars_compare_the_weeks_and_show_whatever_counts() -> None:
    found = weeks(0, 1, 300, 150)
    assert [len(bar_of(one, found, longest=24)) for one in found] == [0, 1, 24, 12]
    assert bar_of(weeks(0)[0], weeks(0), longest=24) == ""


def test_the_karte_shows_the_last_nine_mondays_with_figures_and_bars_and_says_the_change_in_words() -> None:
    found = [*weeks(70, 70, 2, 3, 4, 5, 6, 7, 7, 7), Week(MONDAY + timedelta(days=70), 8, 5)]
    title, days, scores, bars, _ = map(str, history_lines(found))
    assert "8週で+6点、事務局の遅れ 0 -> 5点" in title
    assert days.split() == ["12/15", "12/22", "12/29", "1/5", "1/12", "1/19", "1/26", "2/2", "2/9"]
    assert scores.split() == ["2", "3", "4", "5", "6", "7", "7", "7", "8"]
    assert bars.split() == ["=", "=", "==", "==", "===", "===", "===", "===", "===="]
    # Each stands below its Monday.
    assert scores.index("8") == bars.rindex("=") == days.rindex("9")
    assert "まだ" in str(history_lines([])[1])


def test_the_history_ends_with_what_the_list_says_today(lively_desk: Desk) -> None:
    for one in attention(lively_desk)[:20]:
        last = attention_history(lively_desk, one.group_no)[-1]
        assert last == (lively_desk.today, one.score, one.own_lateness)
