"""What matters: which groups need somebody, how much, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, group_filter, pass_setting, selected
from kodoku_tui.cli.frame.output import Table, give, give_lines
from kodoku_tui.cli.frame.parts import (
    ListAndFamily,
    NumberCommand,
    as_data,
    command,
    group_option,
    option,
    refuse_usage,
    whose,
)
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said

if TYPE_CHECKING:
    from kodoku_tui.domain.attention.term import Term
    from kodoku_tui.services.attention.attention import GroupAttention
    from kodoku_tui.services.attention.weights import WeightValue

ATTENTION_FIELDS = ("group_no", "group", "score", "terms", "own_lateness", "own_terms", "staff")

WEEK_FIELDS = ("monday", "score", "own_lateness")
_LONGEST_BAR = 24
WEIGHT_FIELDS = ("name", "value", "default", "meaning")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(attention_list)


@click.group("attention", cls=ListAndFamily, help="cli.help.attention")
@whose
@option("--history", "with_history", is_flag=True, default=None, help="cli.option.history")
@group_option
@as_data
@pass_setting
@click.pass_context
def attention_list(
    context: click.Context,
    /,
    setting: Setting,
    number: int | None,
    with_history: bool | None,
    staff: str | None,
    block: str | None,
    view: str | None,
    form: str | None,
) -> None:
    """Every group by what matters, with the reasons; or one group week by week."""
    if context.invoked_subcommand is not None:
        return
    if with_history or number is not None:
        # Of one group how it went, and nothing of the others: the two go together.
        if number is None or not with_history or staff or block or view:
            refuse_usage(say("usage.history"))
        _give_history(setting, number, form)
        return
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


def _give_history(setting: Setting, number: int, form: str | None) -> None:
    from kodoku_tui.services.attention.history import attention_history, bar_of, history_words

    weeks = attention_history(setting.reading_desk(), number)
    names = ("monday", "attention", "bar", "own_lateness")
    records = [
        {"monday": one.monday.isoformat(), "score": one.score, "own_lateness": one.own_lateness}
        for one in weeks
    ]
    give(
        form,
        WEEK_FIELDS,
        records,
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    one.monday.isoformat(),
                    one.score,
                    bar_of(one, weeks, longest=_LONGEST_BAR),
                    one.own_lateness,
                ]
                for one in weeks
            ],
        ),
        empty="cli.empty.history",
    )
    if form is None and weeks:
        give_lines([history_words(weeks)])


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


@attention_list.group("weights", cls=ListAndFamily, help="cli.help.attention_weights")
@as_data
@pass_setting
@click.pass_context
def weights(context: click.Context, /, setting: Setting, form: str | None) -> None:
    """What weighs how much in the year at hand."""
    if context.invoked_subcommand is not None:
        return
    from kodoku_tui.services.attention.weights import list_weights

    found = list_weights(setting.reading_desk())
    give(
        form,
        WEIGHT_FIELDS,
        [_weight_record(one) for one in found],
        lambda: _weight_table(found),
        empty="weight.empty",
    )


@command(weights, "set", "cli.help.attention_weights_set", cls=NumberCommand)
@click.argument("name", metavar="NAME")
@click.argument("value", metavar="VALUE")
@option("--dry-run", is_flag=True, help="cli.option.preview")
@pass_setting
def weights_set(setting: Setting, name: str, value: str, dry_run: bool) -> None:
    """Change one weight."""
    from kodoku_tui.services.attention.weight_words import preview_lines
    from kodoku_tui.services.attention.weights import preview_weights, set_weights, weight_meant

    is_default = value in ("default", say("cli.default"))
    wanted = {name: None if is_default else weight_meant(name, value)}
    if dry_run:
        give_lines(preview_lines(preview_weights(setting.reading_desk(), wanted)))
    else:
        setting.tell(set_weights(setting.writing_desk(), wanted))


@command(weights, "reset", "cli.help.attention_weights_reset")
@option("--dry-run", is_flag=True, help="cli.option.preview")
@pass_setting
def weights_reset(setting: Setting, dry_run: bool) -> None:
    """Let everything weigh as shipped again."""
    from kodoku_tui.services.attention.weight_words import preview_lines
    from kodoku_tui.services.attention.weights import everything_as_shipped, preview_weights, reset_weights

    if dry_run:
        give_lines(preview_lines(preview_weights(setting.reading_desk(), everything_as_shipped())))
    else:
        setting.tell(reset_weights(setting.writing_desk()))


def _weight_record(one: WeightValue) -> dict[str, Any]:
    from kodoku_tui.domain.attention.weights import NO_LIMIT
    from kodoku_tui.services.attention.weight_words import say_weight_meaning

    value, default = (None if number >= NO_LIMIT else number for number in (one.value, one.default))
    return {"name": one.name, "value": value, "default": default, "meaning": say_weight_meaning(one.name)}


def _weight_table(found: list[WeightValue]) -> Table:
    from kodoku_tui.services.attention.weight_words import say_value, say_weight_meaning, say_weight_part

    names = ("weight_name", "weight_value", "weight_default", "weight", "weight_meaning")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                one.name,
                say_value(one.name, one.value),
                say_value(one.name, one.default),
                say_weight_part(one.name),
                say_weight_meaning(one.name),
            ]
            for one in found
        ],
    )
