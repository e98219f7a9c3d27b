"""The attention of one group on the Mondays that have gone (要注意度の推移): what is known today of each."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.attention_weeks import Week, weeks_of

__all__ = ["Week", "attention_history", "bar_of", "change_words", "history_words"]

_SAID = 4


def attention_history(desk: Desk, number: int) -> list[Week]:
    """A group of the year at hand on each Monday on which it was active, the oldest first; writes nothing.

    Raises `Refused` for a group that there is not.
    """
    with desk.reading() as connection:
        return weeks_of(connection, desk.programme, group_of(desk, number)["id"], desk.today)


def history_words(weeks: Sequence[Week]) -> str:
    """The last Mondays in a line, 11/24(月)から 24 -> 31 -> 40（2週で+16点）; or that there is none."""
    last = weeks[-_SAID:]
    if len(last) < 2:
        return say("history.too_short")
    scores = say("history.then").join(str(one.score) for one in last)
    return say("history.line", first=say_day(last[0].monday), scores=scores, change=change_words(last))


def change_words(weeks: Sequence[Week]) -> str:
    """By how much the group's figure changed from the first of these weeks to the last: 8週で+28点."""
    change = weeks[-1].score - weeks[0].score
    return say(
        "history.change",
        weeks=(weeks[-1].monday - weeks[0].monday).days // 7,
        change=f"{change:+d}" if change else "0",
    )


def bar_of(week: Week, weeks: Sequence[Week], *, longest: int) -> str:
    """A bar of plain characters, as long as the score is beside the highest of these weeks; any score is seen."""
    highest = max(one.score for one in weeks)
    if week.score <= 0:
        return ""
    return "=" * max(1, week.score * longest // highest)
