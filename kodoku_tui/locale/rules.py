"""A rule of the plan as people say it: 2025年8月末, 契約日から30日, 成果報告書の5営業日前."""

from __future__ import annotations

from collections.abc import Mapping

from kodoku_tui.domain.duties.plan_rules import (
    BusinessDaysBefore,
    DaysAfterContract,
    EarlierOf,
    FixedDay,
    MonthEnd,
    MonthsAfterContract,
    Rule,
    parse_rule,
)
from kodoku_tui.locale import say


def say_rule(text: str | None, titles: Mapping[str, str]) -> str:
    """The rule in words, "" for none; `titles` are those of the plan's milestones by their key."""
    return "" if text is None else _said(parse_rule(text), titles)


def _said(rule: Rule, titles: Mapping[str, str]) -> str:
    match rule:
        case FixedDay(day):
            return say("phrase.full_day", day=day)
        case MonthEnd(year, month):
            return say("rule.month_end", year=year, month=month)
        case DaysAfterContract(days):
            return say("rule.days_after_contract", count=days)
        case MonthsAfterContract(months):
            return say("rule.months_after_contract", count=months)
        case BusinessDaysBefore(key, days):
            return say("rule.business_days_before", title=titles.get(key, key), count=days)
        case EarlierOf(parts):
            said = say("rule.between").join(_said(part, titles) for part in parts)
            return say("rule.earlier_of", parts=said)
