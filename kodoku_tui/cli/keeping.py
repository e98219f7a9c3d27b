"""Keeping the file: backups, laying one back, looking whether all is well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give, give_json, give_lines, give_table, tell
from kodoku_tui.cli.frame.parts import FileToWrite, as_data, as_json, command, option, replacing
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_bytes, say_said, say_table

if TYPE_CHECKING:
    from kodoku_tui.services.keeping.checking import Problem
    from kodoku_tui.services.keeping.restoring import RestorePlan
    from kodoku_tui.store.copies import FileFacts

BACKUP_FIELDS = ("path", "made_at", "reason", "size")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "backup", "cli.help.backup")(backup)
    command(root, "backups", "cli.help.backups")(backups)
    command(root, "restore", "cli.help.restore")(restore)
    command(root, "check", "cli.help.check")(check)
    command(root, "place", "cli.help.place")(place)


@click.argument("file", type=FileToWrite(), required=False, metavar="[FILE]")
@replacing
@as_json
@pass_setting
def backup(setting: Setting, file: Path | None, replaces: bool, form: str | None) -> None:
    """Copy the file whole."""
    from kodoku_tui.services.keeping.backups import back_up
    from kodoku_tui.services.keeping.words import made_sentence

    made = back_up(setting.desk(), file, replaces=replaces)
    if form == "json":
        give_json({"path": str(made.path), "size": made.size, "rows": dict(made.facts.rows)})
    tell(made_sentence(made))


@as_data
@pass_setting
def backups(setting: Setting, form: str | None) -> None:
    """The copies that lie in the folder beside the file, newest first."""
    from kodoku_tui.store.backups import backups_of

    # A file that is damaged is what they are looked for; of none at all it is said that there is none.
    found = backups_of(setting.file()) or backups_of(setting.desk().path)
    records = [
        {
            "path": str(each.path),
            "made_at": each.made_at.isoformat(),
            "reason": each.reason.value,
            "size": each.size,
        }
        for each in found
    ]
    give(form, BACKUP_FIELDS, records, lambda: _backup_table(records), empty="cli.empty.backup")


@click.argument("file", metavar="FILE")
@option("--dry-run", is_flag=True, help="cli.option.restore_dry_run")
@as_json
@pass_setting
def restore(setting: Setting, file: str, dry_run: bool, form: str | None) -> None:
    """Make the file hold what a backup holds; what it held until now is kept."""
    from kodoku_tui.services.keeping import restoring
    from kodoku_tui.services.keeping.words import restore_lines
    from kodoku_tui.store.backups import folder_of

    path = setting.file()
    backup = Path(file).expanduser()
    beside = folder_of(path) / file
    plan = restoring.plan_restore(path, beside if not backup.exists() and beside.is_file() else backup)
    kept = None if dry_run else restoring.restore(plan, clock=setting.wall)
    if form == "json":
        give_json(
            {
                "now": None if plan.now is None else _facts(plan.now),
                "then": _facts(plan.then),
                "kept": None if kept is None else str(kept),
            }
        )
    else:
        give_lines(restore_lines(plan))
        if plan.differing:
            give_table(_restore_table(plan))
    if dry_run:
        tell(say("cli.restore_dry_run"))
    else:
        tell(
            say("restore.done", path=path) if kept is None else say("restore.done_kept", path=path, kept=kept)
        )
        if plan.erased_since:
            tell(say("erase.restored", count=plan.erased_since))


@option("--mend", "mends", is_flag=True, help="cli.option.check_mend")
@as_json
@click.pass_context
@pass_setting
def check(setting: Setting, context: click.Context, mends: bool, form: str | None) -> None:
    """Whether the file is whole and true."""
    from kodoku_tui.services.keeping import checking
    from kodoku_tui.services.keeping.personal import personal_places
    from kodoku_tui.services.keeping.retention import waiting_sentence
    from kodoku_tui.services.keeping.words import personal_lines

    desk = setting.desk()
    mended = checking.mend(desk) if mends else []
    problems = checking.check(desk)
    is_readable = not any(problem.code == "damaged" for problem in problems)
    personal = personal_places(desk) if is_readable else []
    if form == "json":
        document: dict[str, Any] = {
            "ok": not problems,
            "problems": [_problem(problem) for problem in problems],
            "personal": [
                {"kind": one.kind, "table": one.table or None, "count": one.count} for one in personal
            ],
        }
        give_json(document | ({"mended": [_problem(problem) for problem in mended]} if mends else {}))
    else:
        for problem in mended:
            tell(say("check.mended", problem=say_said(problem.said)))
        give_lines([say_said(problem.said) for problem in problems])
        if not problems:
            tell(say("check.ok"))
        elif any(problem.is_mendable for problem in problems):
            tell(say("check.can_be_mended"))
        if is_readable:
            give_lines(personal_lines(personal))
            if waiting := waiting_sentence(desk):
                tell(say_said(waiting))
    if problems:
        context.exit(1)


@option("--one-at-a-time", "one_at_a_time", is_flag=True, help="cli.option.one_at_a_time")
@option("--together", is_flag=True, help="cli.option.together")
@as_json
@pass_setting
def place(setting: Setting, one_at_a_time: bool, together: bool, form: str | None) -> None:
    """Where the file lies, and how many may write to it at once."""
    from kodoku_tui.services.keeping import sharing
    from kodoku_tui.services.keeping.words import sharing_lines

    if one_at_a_time and together:
        raise click.UsageError(say("cli.one_or_together"))
    path = setting.file()
    if one_at_a_time:
        found = sharing.write_one_at_a_time(path)
    elif together:
        found = sharing.write_together(path)
    else:
        found = sharing.sharing_of(path)
    if form == "json":
        give_json(
            {
                "path": str(path),
                "place": found.place.kind.value,
                "name": found.place.name,
                "one_at_a_time": not found.is_for_many,
            }
        )
    else:
        give_lines(sharing_lines(found))


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "text": say_said(problem.said), "mendable": problem.is_mendable}


def _facts(facts: FileFacts) -> dict[str, Any]:
    from kodoku_tui.services.keeping.words import newest_words

    newest = facts.newest
    return {
        "rows": dict(facts.rows),
        "newest": None if newest is None else {"at": newest.at, "by": newest.by, "what": newest_words(facts)},
    }


def _restore_table(plan: RestorePlan) -> Table:
    return Table(
        [say("restore.table"), say("restore.rows_now"), say("restore.rows_then")],
        [[say_table(name), now, then] for name, now, then in plan.differing],
    )


def _backup_table(records: list[dict[str, Any]]) -> Table:
    return Table(
        [say(f"backup.{name}") for name in ("made_at", "reason", "size", "path")],
        [
            [
                each["made_at"].replace("T", " "),
                say(f"backup.reason_{each['reason']}"),
                say_bytes(each["size"]),
                Path(each["path"]).name,
            ]
            for each in records
        ],
    )
