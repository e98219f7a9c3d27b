"""The fields that a return and an extension have in every form, of one group and of many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.locale import say
from kodoku_tui.services.duties.moves import Consent
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField

MakeDay = Callable[..., DateField]


def again_fields(moves: Collection[Move], make_day: MakeDay) -> list[Field[Any]]:
    """By when a return is to be handed in again; no field where nothing can be returned."""
    if Move.RETURN not in moves:
        return []
    return [
        make_day(
            "again_by",
            say("field.again_by"),
            direction=Direction.FUTURE,
            hint=say("field.again_by_hint"),
            required=False,
        )
    ]


def consent_fields(make_day: MakeDay) -> list[Field[Any]]:
    """Who asked for an extension, who approved it, and when the ministry agreed; all may stay empty."""
    return [
        TextField("asked_by", say("field.asked_by")),
        TextField("approved_by", say("field.approved_by")),
        make_day(
            "consent_on",
            say("field.consent_on"),
            direction=Direction.PAST,
            hint=say("field.consent_hint"),
            required=False,
        ),
    ]


def consent_given(values: Mapping[str, Any]) -> Consent:
    """What the fields of `consent_fields` hold."""
    return Consent(values["asked_by"] or "", values["approved_by"] or "", values["consent_on"])
