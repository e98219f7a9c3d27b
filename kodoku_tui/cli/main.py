"""The root of the command line: the options before the command, and how it ends."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui import __version__
from kodoku_tui.cli import (
    actions,
    activity,
    attention,
    checkins,
    contacts,
    documents,
    drafts,
    encryption,
    erasing,
    expenses,
    exports,
    groups,
    history,
    imports,
    indicators,
    inspection,
    issues,
    keeping,
    keys,
    licences,
    linkages,
    lists,
    merging,
    milestones,
    plan,
    remedies,
    retention,
    review,
    search,
    sessions,
    settings,
    starting,
    views,
)
from kodoku_tui.cli.frame.context import Setting
from kodoku_tui.cli.frame.output import refuse, tell
from kodoku_tui.cli.frame.parts import FORM, Group, Language, Whole, option, usage_sentence
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import LANGUAGES, language, say, set_language
from kodoku_tui.locale.phrases import say_refused

if TYPE_CHECKING:
    from kodoku_tui.tui.app.key_listing import KeyListing

DONE = 0
REFUSED = 1
WRONG_USAGE = 2
INTERRUPTED = 130

_OPTIONS_WITH_A_VALUE = ("--db", "--today", "--year", "--staff")


def _tell_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        print(f"kodoku {__version__}")
        context.exit()


@click.group(
    cls=Group,
    invoke_without_command=True,
    help="cli.help.kodoku",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option("--db", envvar="KODOKU_DB", metavar="FILE", help="cli.option.db")
@option("--today", envvar="KODOKU_TODAY", metavar="DATE", help="cli.option.today")
@option("--year", envvar="KODOKU_YEAR", type=Whole(), metavar="YEAR", help="cli.option.chosen_year")
@option("--lang", envvar="KODOKU_LANG", type=Language(), metavar="ja|en", help="cli.option.lang")
@option("--staff", envvar="KODOKU_STAFF", metavar="NAME", help="cli.option.staff")
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="cli.option.version",
)
@click.pass_context
def root(
    context: click.Context,
    db: str | None,
    today: str | None,
    year: int | None,
    lang: str | None,
    staff: str | None,
) -> None:
    """Settle what every command works with; without a command, open the app."""
    set_language(lang or LANGUAGES[0])
    setting = Setting(
        path=Path(db).expanduser() if db else None,
        clock=_clock(context, today),
        wall=datetime.now,
        year=year,
        staff=staff or "",
        language=language(),
        open_app=_open_app,
        list_keys=_list_keys,
    )
    context.obj = setting
    _ask_for_passphrases()
    if context.invoked_subcommand is None:
        _open_app(setting, setting.file())


starting.register(root)
exports.register(root)
inspection.register(root)
imports.register(root)
lists.register(root)
attention.register(root)
review.register(root)
groups.register(root)
activity.register(root)
milestones.register(root)
documents.register(root)
plan.register(root)
checkins.register(root)
actions.register(root)
contacts.register(root)
search.register(root)
issues.register(root)
remedies.register(root)
linkages.register(root)
indicators.register(root)
sessions.register(root)
expenses.register(root)
settings.register(root)
keys.register(root)
licences.register(root)
keeping.register(root)
erasing.register(root)
retention.register(root)
merging.register(root)
encryption.register(root)
history.register(root)
drafts.register(root)
views.register(root)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code; whatever happens is said in a sentence."""
    _speak_utf8()
    set_language(_language_meant(arguments, os.environ))
    code = DONE
    try:
        code = _ended(arguments)
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered has nowhere to go: whoever read has had enough, or there is no room for it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            tell(_unexpected(error))
            return REFUSED
    return code


def _ended(arguments: Sequence[str]) -> int:
    asked: dict[str, Any] = {}
    try:
        return _done_or_refused(arguments, asked)
    except BrokenPipeError:
        raise
    # Around the saying of refusals as well: a sentence with a gap too many is no reason for a traceback.
    except Exception as error:
        _refuse(_unexpected(error), asked)
        return REFUSED


def _refuse(sentence: str, asked: Mapping[str, Any]) -> None:
    # It is refused even where nobody reads that any more.
    with suppress(BrokenPipeError):
        refuse(sentence, form=asked.get(FORM))


def _unexpected(error: Exception) -> str:
    return say("error.unexpected", reason=f"{type(error).__name__}: {error}")


def _done_or_refused(arguments: Sequence[str], asked: dict[str, Any]) -> int:
    try:
        return _invoke(arguments, asked)
    except click.UsageError as error:
        tell(usage_sentence(error))
        return WRONG_USAGE
    except Refused as error:
        _refuse(say_refused(error), asked)
        return REFUSED
    except (KeyboardInterrupt, EOFError, click.Abort):
        return INTERRUPTED


def _invoke(arguments: Sequence[str], asked: dict[str, Any]) -> int:
    """The exit code; `asked` gets what was understood of the arguments by then."""
    try:
        with root.make_context("kodoku", list(arguments)) as context:
            try:
                root.invoke(context)
            finally:
                asked.update(context.meta)
    except click.exceptions.Exit as end:
        return end.exit_code
    return DONE


def _ask_for_passphrases() -> None:
    from kodoku_tui.cli.frame.passphrase import Asking
    from kodoku_tui.services.desk.unlocking import ask_with

    ask_with(Asking())


def _open_app(setting: Setting, path: Path) -> None:
    has_screen = sys.stdin.isatty() and sys.stderr.isatty()
    if not has_screen and "TEXTUAL_DRIVER" not in os.environ:
        raise Refused("error.no_terminal")
    from kodoku_tui.tui.app.running import run_app

    open_it = partial(
        run_app,
        path,
        setting.clock,
        setting.staff,
        setting.language,
        wall=setting.wall,
        year=setting.year,
    )
    try:
        open_it()
    except Refused as refused:
        if refused.key != "error.on_share":
            raise
        # Before the screen is taken over: whoever opens the app by its icon never sees the command line.
        tell(say_refused(refused))
        if not click.confirm(say("place.ask"), err=True):
            return
        from kodoku_tui.services.keeping.sharing import write_one_at_a_time

        write_one_at_a_time(path)
        open_it()


def _list_keys() -> KeyListing:
    from kodoku_tui.tui.app.key_listing import key_listing

    return key_listing()


def _clock(context: click.Context, today: str | None) -> Callable[[], datetime]:
    """The clock on the wall, or one that stands on one day while the hours pass."""
    if not today:
        return datetime.now
    day = _plain_day(today) or _any_day(context, today)
    return lambda: datetime.combine(day, datetime.now().time())


def _plain_day(text: str) -> date | None:
    """A day of this century as scripts write it: every start of the program passes here.

    Anything else is left to the parser of dates, which takes a while to import.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and text.startswith("20") else None


def _any_day(context: click.Context, text: str) -> date:
    from kodoku_tui.domain.days.dates import parse_date

    try:
        return parse_date(text, today=datetime.now().date())
    except Refused as error:
        raise click.BadParameter(say_refused(error), context, param_hint="--today") from None


def _language_meant(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language in which even `--help` and a complaint about the arguments are to be said."""
    meant = environment.get("KODOKU_LANG", "")
    rest = iter(arguments)
    for argument in rest:
        if argument.startswith("--lang="):
            meant = argument.removeprefix("--lang=")
        elif argument == "--lang":
            meant = next(rest, "")
        elif argument in _OPTIONS_WITH_A_VALUE:
            next(rest, None)
        elif not argument.startswith("-"):
            break
    return meant if meant in LANGUAGES else LANGUAGES[0]


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page; a character that cannot be written becomes a ?.

    In place of a stream that was closed before the program began stands one that nobody reads.
    """
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
