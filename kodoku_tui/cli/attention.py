"""What matters: which groups need somebody, how much, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, group_filter, pass_setting, selected
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import as_data, command, whose
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said

if TYPE_CHECKING:
    from kodoku_tui.domain.attention.term import Term
    from kodoku_tui.services.attention.attention import GroupAttention

ATTENTION_FIELDS = ("group_no", "group", "score", "terms", "own_lateness", "own_terms", "staff")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "attention", "cli.help.attention")(attention_list)


@whose
@as_data
@pass_setting
def attention_list(
    setting: Setting, staff: str | None, block: str | None, view: str | None, form: str | None
) -> None:
    """Every group by what matters, with the reasons."""
    from kodoku_tui.services.attention.attention import attention

    chosen = group_filter(staff=staff, block=block)
    desk = setting.reading_desk()
    found = attention(desk, chosen=chosen, among=selected(desk, view=view).of_view)
    give(
        form,
        ATTENTION_FIELDS,
        [_record(one, setting) for one in found],
        lambda: _table(found, setting),
        empty="cli.empty.groups",
    )


def _record(one: GroupAttention, setting: Setting) -> dict[str, Any]:
    return {
        "group_no": one.group_no,
        "group": one.group,
        "score": one.score,
        "terms": [_term_record(term, setting) for term in one.terms],
        "own_lateness": one.own_lateness,
        "own_terms": [_term_record(term, setting) for term in one.own_terms],
        "staff": one.staff,
    }


def _term_record(term: Term, setting: Setting) -> dict[str, Any]:
    return {
        "term": term.key,
        "points": term.points,
        "reason": say_said(term.reason, setting.today),
        "opens": {"kind": term.opens.kind, "id": term.opens.id},
    }


def _table(found: list[GroupAttention], setting: Setting) -> Table:
    names = ("number", "group", "attention", "own_lateness", "why", "staff")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                one.group_no,
                one.group,
                one.score,
                one.own_lateness,
                say("phrase.and").join(
                    f"{say_said(term.reason, setting.today)} {term.points}"
                    for term in (*one.terms, *one.own_terms)
                ),
                one.staff,
            ]
            for one in found
        ],
    )
