"""The people of groups (連絡先)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    group_option,
    number_argument,
    option,
    refuse_usage,
)
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_with_reading

if TYPE_CHECKING:
    from kodoku_tui.services.register.contacts import Contact

CONTACT_FIELDS = (
    "id",
    "group_no",
    "group",
    "name",
    "reading",
    "role",
    "phone",
    "mail",
    "primary",
    "note",
    "last_on",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(contact)


@click.group(cls=Group, help="cli.help.contact")
def contact() -> None:
    """The people of groups."""


@command(contact, "add", "cli.help.contact_add")
@number_argument
@option("--name", metavar="NAME", required=True, help="cli.option.contact_name")
@option("--reading", metavar="KANA", help="cli.option.reading")
@option("--role", metavar="TEXT", help="cli.option.contact_role")
@option("--phone", metavar="TEXT", help="cli.option.contact_phone")
@option("--mail", metavar="TEXT", help="cli.option.contact_mail")
@option("--note", metavar="TEXT", help="cli.option.contact_note")
@option("--primary", "is_primary", is_flag=True, help="cli.option.contact_primary")
@pass_setting
def contact_add(setting: Setting, /, number: int, **given: Any) -> None:
    """Record a person."""
    from kodoku_tui.domain.register.entries import ContactEntry
    from kodoku_tui.services.register.contacts import add_contact

    said = {name: value for name, value in given.items() if value is not None}
    setting.tell(add_contact(setting.writing_desk(), number, ContactEntry(**said)))


@command(contact, "set", "cli.help.contact_set")
@click.argument("contact_id", type=Whole(), metavar="ID")
@option("--name", metavar="NAME", help="cli.option.contact_name")
@option("--reading", metavar="KANA", help="cli.option.reading")
@option("--role", metavar="TEXT", help="cli.option.contact_role")
@option("--phone", metavar="TEXT", help="cli.option.contact_phone")
@option("--mail", metavar="TEXT", help="cli.option.contact_mail")
@option("--note", metavar="TEXT", help="cli.option.contact_note")
@option("--primary/--not-primary", "is_primary", default=None, help="cli.option.contact_primary")
@pass_setting
def contact_set(setting: Setting, /, contact_id: int, **given: Any) -> None:
    """Correct what is known of a person; what is not given stays."""
    from kodoku_tui.domain.register.entries import ContactEntry
    from kodoku_tui.services.register.contacts import change_contact, contact_of

    said = {name: value for name, value in given.items() if value is not None}
    desk = setting.writing_desk()
    was = contact_of(desk, contact_id)
    known = {name: was[name] or "" for name in ("name", "reading", "role", "phone", "mail", "note")}
    entry = ContactEntry(**{**known, "is_primary": bool(was["is_primary"]), **said})
    setting.tell(change_contact(desk, contact_id, entry, version=was["version"]))


@command(contact, "hide", "cli.help.contact_hide")
@click.argument("contact_id", type=Whole(), metavar="ID")
@pass_setting
def contact_hide(setting: Setting, contact_id: int) -> None:
    """Withdraw a person from view."""
    from kodoku_tui.services.register.contacts import hide_contact

    setting.tell(hide_contact(setting.writing_desk(), contact_id))


@command(contact, "list", "cli.help.contact_list")
@group_option
@as_data
@pass_setting
def contact_list(setting: Setting, number: int | None, form: str | None) -> None:
    """Who belongs to the groups."""
    from kodoku_tui.services.register.contacts import list_contacts

    found = list_contacts(setting.reading_desk(), number)
    give(
        form,
        CONTACT_FIELDS,
        [{field: getattr(each, field) for field in CONTACT_FIELDS} for each in found],
        lambda: _contact_table(setting, found),
        empty="cli.empty.contacts",
    )


@command(contact, "exports", "cli.help.contact_exports")
@click.argument("switch", required=False, metavar="[on|off]")
@pass_setting
def contact_exports(setting: Setting, switch: str | None) -> None:
    """Whether exports may show personal data; without a word, how it stands."""
    from kodoku_tui.services.desk.file_settings import allow_personal_data, personal_data_allowed

    if switch not in (None, "on", "off"):
        refuse_usage(say("usage.on_or_off"))
    if switch is None:
        allowed = personal_data_allowed(setting.desk())
        print(say("cli.personal_on" if allowed else "cli.personal_off"))
        return
    desk = setting.writing_desk()
    setting.tell(allow_personal_data(desk, switch == "on"))


def _contact_table(setting: Setting, found: list[Contact]) -> Table:
    names = ("id", "number", "group", "person", "role", "primary", "phone", "mail", "last_checkin")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                each.group_no,
                each.group,
                say_with_reading(each.name, each.reading),
                each.role,
                say("karte.primary") if each.primary else None,
                each.phone,
                each.mail,
                say_day(each.last_on, today=setting.today) if each.last_on else None,
            ]
            for each in found
        ],
    )
