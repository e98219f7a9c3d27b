"""What every command is made of: help and complaints in the reader's language, options, kinds of values.

Help texts are catalogue keys and become sentences when they are shown, so that `--lang` decides.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from kodoku_tui.cli.frame.display import display_width, padded, wrapped
from kodoku_tui.cli.frame.output import MARKED
from kodoku_tui.locale import LANGUAGES, say

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Under this name the context keeps as what the result was asked for: json, csv or nothing.
FORM = f"{__name__}.form"
# And under this one whether a day that is far off is meant as it is written.
INSISTS = f"{__name__}.insists"

_WIDEST_PAGE = 100
_WIDEST_TERM = 30
_LARGEST_NUMBER = 99_999
_BELOW_NOUGHT = re.compile(r"-[\d.,]+")


class Option(click.Option):
    """An option whose help is a key of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """How it is written, and what it does."""
        written = ", ".join([*self.opts, *self.secondary_opts]) + (f" {self.metavar}" if self.metavar else "")
        mark = say("cli.required_mark") if self.required else ""
        return written, say(self.help or "") + mark


class DayOption(Option):
    """An option of a day that is written down. Its command also takes `--insist`, for one that is far off."""


class _Spoken(click.Command):
    """A command that speaks the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; every complaint knows which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help."""
        return say(self.help or "").partition("\n")[0]

    def get_usage(self, ctx: click.Context) -> str:
        """How the command is written."""
        pieces = [
            piece
            for parameter in self.params
            if isinstance(parameter, click.Argument)
            for piece in parameter.get_usage_pieces(ctx)
        ]
        if isinstance(self, click.Group):
            pieces.append(say("cli.usage_command"))
        return say("cli.usage", command=" ".join([ctx.command_path, say("cli.usage_options"), *pieces]))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, described in the reader's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.option.help")
        return option

    def get_help(self, ctx: click.Context) -> str:
        """The whole page of help."""
        width = min(shutil.get_terminal_size().columns, _WIDEST_PAGE)
        lines = [self.get_usage(ctx), ""]
        lines += [f"  {line}".rstrip() for line in wrapped(say(self.help or ""), width - 2)]
        options = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
        ]
        lines += ["", say("cli.options_heading"), *_terms(options, width)]
        if isinstance(self, click.Group):
            commands = [(name, command.get_short_help_str()) for name, command in self.commands.items()]
            lines += ["", say("cli.commands_heading"), *_terms(commands, width)]
        return "\n".join(lines)


class Command(_Spoken):
    """One thing that can be done."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        named = {name for parameter in self.params for name in parameter.opts}
        if "--insist" not in named and any(isinstance(one, DayOption) for one in self.params):
            self.params.append(
                Option(
                    ["--insist"], is_flag=True, expose_value=False, callback=_insist, help="cli.option.insist"
                )
            )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with a complaint of our own about words that have no place."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(say("usage.unexpected", words=" ".join(rest)), ctx)
        _keep_form(ctx)
        return rest


class NumberCommand(Command):
    """One of whose arguments is a number: -5 is a number below nought, which it refuses itself, and no option."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As a command does; whatever else begins like an option is one, and there is none of that name."""
        rest = super().parse_args(ctx, args)
        for given in ctx.params.values():
            if isinstance(given, str) and given.startswith("-") and not _BELOW_NOUGHT.fullmatch(given):
                raise click.NoSuchOption(given, ctx=ctx)
        return rest


class Group(_Spoken, click.Group):
    """A family of commands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a complaint of our own about a command that does not exist."""
        if self.get_command(ctx, args[0]) is None:
            choices = "、".join(self.commands)
            raise click.UsageError(say("usage.no_such_command", name=args[0], choices=choices), ctx)
        return super().resolve_command(ctx, args)


Group.group_class = Group


class ListAndFamily(Group):
    """A command that gives a list by itself, and a family of what is done with it."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes | {"invoke_without_command": True})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, and keeps as what the list was asked for."""
        rest = super().parse_args(ctx, args)
        _keep_form(ctx)
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As a family does; what narrows the list has no place before another command."""
        given = [one.opts[0] for one in self.params if one.name and ctx.params.get(one.name) is not None]
        if given:
            raise click.UsageError(say("usage.unexpected", words=" ".join(given)), ctx)
        return super().resolve_command(ctx, args)


class _Kind(click.ParamType):  # type: ignore[type-arg]
    """A kind of value. Newer versions of click have it generic, older ones do not."""


class Whole(_Kind):
    """A whole number from 1 on, in whatever width it was typed."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; complains about anything else."""
        if isinstance(value, int):
            return value
        written = unicodedata.normalize("NFKC", value).strip()
        if not re.fullmatch(r"[0-9]{1,5}", written) or int(written) == 0:
            self.fail(say("usage.not_a_number", value=value, largest=_LARGEST_NUMBER), param, ctx)
        return int(written)


class Numbers(_Kind):
    """Numbers of groups: 12, 20-25, or several with commas between."""

    name = "N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """The numbers meant; complains about anything else and about a range that runs backwards."""
        if isinstance(value, tuple):
            return value
        from kodoku_tui.domain.errors import Refused
        from kodoku_tui.domain.register.number_ranges import numbers_in

        try:
            return numbers_in(value)
        except Refused:
            self.fail(say("usage.not_numbers", value=value), param, ctx)


class FileToWrite(_Kind):
    """A file that a command writes. Whatever takes one also takes `--force` (`replacing`)."""

    name = "FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path that was typed: whether it may be written to, the gate says (`store/written_files.py`)."""
        from kodoku_tui.store.written_files import path_meant

        return path_meant(str(value))


class Language(_Kind):
    """A language that the catalogue has."""

    name = "ja|en"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The language; complains about one that is not there."""
        if value not in LANGUAGES:
            self.fail(say("usage.language", value=value, languages=" / ".join(LANGUAGES)), param, ctx)
        return str(value)


def command(
    group: click.Group, name: str, help: str, *, cls: type[Command] = Command
) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command of a family; `help` is a key of the catalogue."""
    return group.command(name, help=help, cls=cls)


def option(*names: str, help: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option; `help` is a key of the catalogue."""
    return click.option(*names, cls=Option, help=help, **attributes)


def day_option(*names: str, help: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option of a day that is written down; `help` is a key of the catalogue."""
    return click.option(*names, cls=DayOption, metavar="DATE", help=help, **attributes)


def number_argument(function: Decorated) -> Decorated:
    """The number of one group."""
    return click.argument("number", type=Whole(), metavar="N")(function)


def numbers_argument(function: Decorated) -> Decorated:
    """The numbers of one or more groups."""
    return click.argument("numbers", type=Numbers(), nargs=-1, required=True, metavar="N...")(function)


def group_option(function: Decorated) -> Decorated:
    """Only one group."""
    return option("--group", "number", type=Whole(), metavar="N", help="cli.option.group")(function)


def as_data(function: Decorated) -> Decorated:
    """`--json` and `--csv`, and whether CSV begins with the mark of Excel."""
    marked = option(
        "--bom/--no-bom", default=None, expose_value=False, callback=_mark_csv, help="cli.option.bom"
    )
    return as_json(option("--csv", "form", flag_value="csv", help="cli.option.csv")(marked(function)))


def as_json(function: Decorated) -> Decorated:
    """`--json`: the result as one document, and a refusal as one too."""
    return option("--json", "form", flag_value="json", help="cli.option.json")(function)


REFUSE = "refuse"
DECISIONS = {"keep": False, "take": True, REFUSE: None}
"""What --conflicts says of what changed on both sides: whether the other side wins."""


def decision(said: str) -> bool | None:
    """Whether what comes in wins, None where nothing is decided; anything else is wrong usage."""
    if said not in DECISIONS:
        refuse_usage(say("usage.conflicts", value=said, choices=", ".join(DECISIONS)))
    return DECISIONS[said]


def replacing(function: Decorated) -> Decorated:
    """`--force`: what is at the path that the command writes may be replaced."""
    return option("--force", "replaces", is_flag=True, help="cli.option.replace")(function)


def whose(function: Decorated) -> Decorated:
    """Only the groups of one staff member, of one block, of a saved view."""
    return _of_whom(option("--view", metavar="VIEW", help="cli.option.view")(function))


def narrowing(function: Decorated) -> Decorated:
    """All that the register is narrowed by, save a saved view."""
    function = option("--all", "with_all", is_flag=True, help="cli.option.all_groups")(function)
    function = option("--overdue", "only_overdue", is_flag=True, help="cli.option.only_overdue")(function)
    function = option("--text", metavar="TEXT", help="cli.option.text")(function)
    function = option("--status", metavar="STATUS", help="cli.option.status")(function)
    function = option("--target", metavar="TARGET", help="cli.option.target")(function)
    return _of_whom(function)


def _of_whom(function: Decorated) -> Decorated:
    function = option("--block", metavar="BLOCK", help="cli.option.block")(function)
    return option("--staff", metavar="NAME", help="cli.option.of_staff")(function)


def _mark_csv(context: click.Context, _: click.Parameter, is_marked: bool | None) -> None:
    """Keep whether the CSV is to have the mark."""
    context.meta[MARKED] = is_marked


def _keep_form(context: click.Context) -> None:
    """Keep what the result was asked for; the mark of CSV has no place in anything else."""
    form = context.params.get("form")
    context.meta[FORM] = form
    if form != "csv" and context.meta.get(MARKED) is not None:
        raise click.UsageError(say("usage.mark_without_csv"), context)


def _insist(context: click.Context, _: click.Parameter, insists: bool) -> None:
    """Keep that a day is meant as it is written."""
    context.meta[INSISTS] = insists


def flat(numbers: tuple[tuple[int, ...], ...]) -> list[int]:
    """The numbers of all arguments, each once, in the order in which they were given."""
    return list(dict.fromkeys(number for some in numbers for number in some))


def refuse_usage(sentence: str) -> NoReturn:
    """Wrong usage that click cannot see by itself."""
    raise click.UsageError(sentence, click.get_current_context())


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with how the command was written, and where to read how it is written."""
    if error.ctx is None or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return _complaint(error)
    return "\n".join(
        [
            _complaint(error),
            error.ctx.get_usage(),
            say("cli.usage_more", command=error.ctx.command_path),
        ]
    )


def _complaint(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=_written(error.param))
    if isinstance(error, click.NoSuchOption):
        return say("usage.no_such_option", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return say(
            "usage.value_needless" if _is_flag(error) else "usage.value_missing", name=error.option_name
        )
    if isinstance(error, click.BadParameter):
        return say("usage.bad_value", name=error.param_hint or _written(error.param), reason=error.message)
    return error.message


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(parameter, click.Option) and parameter.is_flag and error.option_name in parameter.opts
        for parameter in parameters
    )


def _written(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Argument):
        return parameter.metavar or str(parameter.name)
    return max(parameter.opts, key=len)


def _terms(terms: list[tuple[str, str]], width: int) -> list[str]:
    """Terms on the left, what they mean on the right, by the width on screen."""
    column = min(max(display_width(term) for term, _ in terms), _WIDEST_TERM)
    lines: list[str] = []
    for term, meaning in terms:
        said = wrapped(meaning, max(width - column - 4, _WIDEST_TERM))
        fits = display_width(term) <= column
        if not fits:
            lines.append(f"  {term}")
        lines.append(f"  {padded(term if fits else '', column)}  {said[0]}".rstrip())
        lines += [f"  {' ' * column}  {line}" for line in said[1:]]
    return lines
