"""Forms of the settings: what holds for every group of the year, and a cost item's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.duties.money import parse_percent
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.desk.programme_settings import (
    DAYS_UNFIT,
    LARGEST_SOON_DAYS,
    SettingsChange,
    change_settings,
    preview_settings,
    programme_settings,
)
from kodoku_tui.services.duties.money.page import CostItem
from kodoku_tui.services.duties.money.settings import add_cost_item, rename_cost_item
from kodoku_tui.services.identity import programme_uid, uid_of
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.fields import Field, LineField, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.yen_field import YenField


class SoonDaysField(LineField[int]):
    """A number of days, in whatever width it is typed."""

    def understand(self) -> int:
        """The number."""
        written = unicodedata.normalize("NFKC", self.text).strip()
        if not (written.isascii() and written.isdecimal() and len(written) < 5):
            raise Refused(
                DAYS_UNFIT[self.field_name],
                field=self.field_name,
                days=self.text,
                largest=LARGEST_SOON_DAYS,
            )
        return int(written)


class PercentField(LineField[int | None]):
    """A whole percentage; empty is no limit."""

    def understand(self) -> int | None:
        """The percentage."""
        return parse_percent(self.text, field=self.field_name)


class SettingsForm(FormScreen[str]):
    """Cap, days and limit; begins in the one under the cursor. What a change comes to is asked first."""

    def __init__(self, desk: Desk, first_field: str) -> None:
        self._desk = desk
        self._now = programme_settings(desk)
        self.first_field = first_field
        super().__init__(
            title=say("setting.form_title"),
            subtitle=say("karte.earlier_year", year=self._now.fiscal_year),
            kind="settings",
            about=[programme_uid(desk)],
        )
        self.version = self._now.version

    def fields(self) -> list[Field[Any]]:
        now = self._now
        percent = "" if now.limit_percent is None else str(now.limit_percent)
        return [
            YenField("cap", say("setting.cap"), now.cap, required=True),
            SoonDaysField(
                "due_soon_days", say("setting.due_soon_days"), str(now.due_soon_days), required=True
            ),
            SoonDaysField("opens_days", say("setting.opens_days"), str(now.opens_days), required=True),
            SoonDaysField(
                "recording_days", say("setting.recording_days"), str(now.recording_days), required=True
            ),
            SoonDaysField(
                "followup_days", say("setting.followup_days"), str(now.followup_days), required=True
            ),
            PercentField(
                "limit_percent", say("setting.limit_percent"), percent, hint=say("setting.limit_hint")
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        now = self._now
        standing = {
            "cap": now.cap,
            "due_soon_days": now.due_soon_days,
            "opens_days": now.opens_days,
            "recording_days": now.recording_days,
            "followup_days": now.followup_days,
            "limit_percent": now.limit_percent,
        }
        changed = {name: value for name, value in values.items() if value != standing[name]}
        if not changed:
            return say("saved.nothing")
        seen = preview_settings(self._desk, **changed)
        question = ConfirmScreen(
            say("setting.question"),
            settings_lines(seen),
            yes=say("setting.yes"),
            no=say("form.discard_no"),
        )
        if not agrees(self, question):
            raise Refused("error.settings_kept")
        return outcome_sentences(
            change_settings(self._desk, version=self.version, **changed), self._desk.today
        )


def settings_lines(change: SettingsChange) -> list[str]:
    """What changes from what to what, and what follows from it."""
    before = change.before
    lines = []
    if (cap := change.after.get("cap_yen")) is not None and cap != before.cap:
        lines.append(say("setting.cap_change", before=before.cap, after=cap))
    if (days := change.after.get("due_soon_days")) is not None and days != before.due_soon_days:
        lines.append(
            say(
                "setting.soon_change",
                before=before.due_soon_days,
                after=days,
                count_before=change.soon_before,
                count_after=change.soon_after,
            )
        )
    for name, key, earlier in (
        ("opens_days", "setting.opens_change", before.opens_days),
        ("recording_days", "setting.recording_change", before.recording_days),
        ("followup_days", "setting.followup_change", before.followup_days),
    ):
        if (days := change.after.get(name)) is not None and days != earlier:
            lines.append(say(key, before=earlier, after=days))
    if "reallocation_limit_percent" in change.after:
        percent = change.after["reallocation_limit_percent"]
        if percent != before.limit_percent:
            said = [
                say("setting.no_limit") if one is None else f"{one}%"
                for one in (before.limit_percent, percent)
            ]
            lines.append(say("setting.limit_change", before=said[0], after=said[1]))
    return lines


class CostItemForm(FormScreen[str]):
    """A cost item's name, new or another one; what is recorded under it stays."""

    def __init__(self, desk: Desk, item: CostItem | None) -> None:
        self._desk = desk
        self._item = item
        super().__init__(
            title=say("setting.add_item_title" if item is None else "setting.rename_item_title"),
            subtitle="" if item is None else say_title(item.title, item.title_en),
            kind="cost_item",
            about=[programme_uid(desk) if item is None else uid_of(desk, "cost_item", item.item_id)],
        )

    def fields(self) -> list[Field[Any]]:
        item = self._item
        english = "" if item is None or item.title_en == item.title else item.title_en
        return [
            TextField("title", say("setting.item_name"), item.title if item else "", required=True),
            TextField("title_en", say("setting.item_english"), english, hint=say("setting.english_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        title, english = values["title"], values["title_en"] or ""
        outcome = (
            add_cost_item(self._desk, title, english)
            if self._item is None
            else rename_cost_item(self._desk, self._item.title, title, english)
        )
        return outcome_sentences(outcome, self._desk.today)
