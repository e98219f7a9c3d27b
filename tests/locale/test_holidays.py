"""A national holiday is said in the reader's language."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kodoku_tui.domain.days.closed_days import holiday_name
from kodoku_tui.locale import set_language
from kodoku_tui.locale.phrases import say_holiday


def test_every_holiday_has_an_english_name() -> None:
    set_language("en")
    days = (date(2024, 1, 1) + timedelta(days=count) for count in range(365 * 20))
    said = {say_holiday(name) for name in map(holiday_name, days) if name}
    assert {"New Year's Day", "Vernal Equinox", "National holiday", "Children's Day (substitute)"} <= said
    assert {name for name in said if re.search("[ぁ-んァ-ヺ㐀-鿿]", name)} == set()


def test_in_japanese_it_has_the_name_of_the_law() -> None:
    assert say_holiday("憲法記念日 振替休日") == "憲法記念日 振替休日"
