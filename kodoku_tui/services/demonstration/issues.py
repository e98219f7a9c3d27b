"""What comes out of a check-in of the invented year: issues (課題) and how they go on, and promises (対応事項)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kodoku_tui.domain.checkins.entries import ActionEntry
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.words import Condition, IssueCategory, IssueState, Noticed, Severity
from kodoku_tui.services.checkins.actions import add_action, finish_action
from kodoku_tui.services.demonstration.cast import Deck, Member, fill_gaps, material
from kodoku_tui.services.demonstration.story import Story, StoryDesk, days, open_day, open_days_after
from kodoku_tui.services.issues.issues import add_issue, change_issue
from kodoku_tui.services.issues.remedies import add_remedy, change_remedy

# How often a check-in with a topic leads to an issue, and how heavy it is then.
_ISSUE_SHARE = {Condition.GOOD: 0.12, Condition.CAUTION: 0.45, Condition.NEEDS_SUPPORT: 0.9}
_SEVERITIES = {
    Condition.GOOD: (Severity.LIGHT,),
    Condition.CAUTION: (Severity.LIGHT, Severity.MEDIUM, Severity.MEDIUM),
    Condition.NEEDS_SUPPORT: (Severity.MEDIUM, Severity.HEAVY),
}
_ACTION_SHARE = {Condition.GOOD: 0.28, Condition.CAUTION: 0.55, Condition.NEEDS_SUPPORT: 0.85}
_PREPARATION = "preparation"
# A promise that was due longer ago than this has been kept by now.
_FORGOTTEN_FOR_AT_MOST = 25


@dataclass
class _Tried:
    """A remedy as it is told; `id` is there once it is written."""

    entry: RemedyEntry
    id: list[int] = field(default_factory=list)


@dataclass
class IssueTeller:
    """Tells the issues and promises of one check-in after the other."""

    story: Story
    issues: Deck = field(init=False)
    actions: Deck = field(init=False)
    _known: dict[int, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.issues = Deck(material("issues")["issue"], self.story.random)
        self.actions = Deck(material("actions")["actions"], self.story.random)

    def tell(
        self,
        member: Member,
        on: date,
        by: str,
        condition: Condition,
        topic: str | None,
        *,
        checkin: list[int],
        after: datetime,
    ) -> None:
        """What a check-in leads to. `checkin` holds its id once it is written."""
        issue: list[int] = []
        if (
            topic is not None
            and topic not in self._known[member.number]
            and self.story.chance(_ISSUE_SHARE[condition])
        ):
            self._known[member.number].add(topic)
            after = self._tell_issue(
                member, on, by, condition, topic, checkin=checkin, issue=issue, after=after
            )
        if self.story.chance(_ACTION_SHARE[condition]):
            self._tell_action(member, on, by, topic, checkin=checkin, issue=issue, after=after)

    def tell_preparation(self, member: Member, on: date) -> None:
        """A promise from before the contract."""
        self._tell_action(member, on, member.main, _PREPARATION, checkin=[], issue=[], after=None)

    def _tell_issue(
        self,
        member: Member,
        on: date,
        by: str,
        condition: Condition,
        topic: str,
        *,
        checkin: list[int],
        issue: list[int],
        after: datetime,
    ) -> datetime:
        random = self.story.random
        card = self.issues.deal(member, _about(self.issues, "category", topic))
        is_foreseen = condition is Condition.GOOD or (
            condition is Condition.CAUTION and self.story.chance(0.3)
        )
        title, note = (fill_gaps(card[part], member, on, random) for part in ("title", "note"))
        severity = random.choice(_SEVERITIES[condition])

        def record(desk: StoryDesk) -> None:
            entry = IssueEntry(
                group_no=member.number,
                category=IssueCategory(topic),
                subcategory=card.get("subcategory", ""),
                title=title,
                severity=severity,
                noticed=Noticed.BEFORE if is_foreseen else Noticed.AFTER,
                note=note,
                opened_on=on,
                checkin_id=checkin[0],
            )
            issue.append(add_issue(desk, entry).row_id)

        moment = self.story.tell(on, by, record, after=after)
        self._tell_progress(member, on, card, issue)
        return moment

    def _tell_progress(self, member: Member, on: date, card: Mapping[str, Any], issue: list[int]) -> None:
        """Work on it, watching, solved; some stay where they are, some come to nothing."""
        random = self.story.random
        on = open_days_after(on, random.randint(2, 9))
        remedy = _Tried(RemedyEntry(text=fill_gaps(card["remedy"], member, on, random), tried_on=on))
        if self.story.chance(0.06):
            self._tell_change(member, on, issue, IssueState.DROPPED)
            return
        self._tell_change(member, on, issue, IssueState.WORKING, remedy)
        if self.story.chance(0.12):
            return
        result = fill_gaps(card["result"], member, on, random)
        remedy.entry = remedy.entry.model_copy(update={"result": RemedyResult.WORKED, "result_note": result})
        if self.story.chance(0.75):
            on = open_days_after(on, random.randint(10, 28))
            self._tell_change(member, on, issue, IssueState.WATCHING, remedy)
        on = open_days_after(on, random.randint(12, 30))
        self._tell_change(member, on, issue, IssueState.SOLVED, remedy)

    def _tell_change(
        self, member: Member, on: date, issue: list[int], state: IssueState, remedy: _Tried | None = None
    ) -> None:
        """Another state; with the first of them the remedy is tried, with those after it is said what came of it."""
        if on >= member.ends_on:
            return
        entry = None if remedy is None else remedy.entry
        is_partly = state is IssueState.WATCHING and on.day % 3 == 0

        def change(desk: StoryDesk) -> None:
            change_issue(desk, issue[0], IssueChange(state=state))
            if remedy is None or entry is None:
                return
            if not remedy.id:
                remedy.id.append(add_remedy(desk, issue[0], entry).row_id)
            else:
                partly = {"result": RemedyResult.PARTLY} if is_partly else {}
                change_remedy(desk, remedy.id[0], entry.model_copy(update=partly))

        self.story.tell(on, member.main, change)

    def _tell_action(
        self,
        member: Member,
        on: date,
        by: str,
        topic: str | None,
        *,
        checkin: list[int],
        issue: list[int],
        after: datetime | None,
    ) -> None:
        random = self.story.random
        card = self.actions.deal(member, _about(self.actions, "topic", topic))
        title = fill_gaps(card["title"], member, on, random)
        has_day = self.story.chance(0.94)
        due_on = open_days_after(on, random.randint(3, 15))
        action: list[int] = []

        def promise(desk: StoryDesk) -> None:
            entry = ActionEntry(
                group_no=member.number,
                title=title,
                by_group=card["by"] == "group",
                due_on=due_on if has_day else None,
                checkin_id=checkin[0] if checkin else None,
                issue_id=issue[0] if issue else None,
            )
            action.append(add_action(desk, entry).row_id)

        self.story.tell(on, by, promise, after=after)
        done_on = self._done_on(on, due_on)
        if done_on is not None and done_on < member.ends_on:
            self.story.tell(done_on, member.main, lambda desk: finish_action(desk, action[0], on=done_on))

    def _done_on(self, on: date, due_on: date) -> date | None:
        """When a promise is kept: mostly in time, sometimes late, and lately not at all."""
        is_long_ago = (self.story.today - due_on).days > _FORGOTTEN_FOR_AT_MOST
        if self.story.chance(0.15) and not is_long_ago:
            return None
        if self.story.chance(0.12):
            return open_days_after(due_on, self.story.random.randint(1, 5))
        return max(open_days_after(on, 1), open_day(due_on - days(self.story.random.randint(0, 4))))


def _about(deck: Deck, field_name: str, topic: str | None) -> list[int]:
    return [position for position, card in enumerate(deck.cards) if card.get(field_name) == topic]
