"""Files that open with a passphrase only."""

from __future__ import annotations

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import tell
from kodoku_tui.cli.frame.parts import command, option
from kodoku_tui.locale import say


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "encrypt", "cli.help.encrypt")(encrypt)
    command(root, "decrypt", "cli.help.decrypt")(decrypt)


@option("--change", "changes", is_flag=True, help="cli.option.change_passphrase")
@pass_setting
def encrypt(setting: Setting, changes: bool) -> None:
    """Let the file and its backups open with a passphrase only."""
    from kodoku_tui.cli.frame.passphrase import new_passphrase
    from kodoku_tui.services.keeping import encrypting

    path = setting.file()
    encrypting.check_engine()
    if encrypting.is_encrypted(path) and not changes:
        done = encrypting.encrypt_backups(path)
        tell(say("passphrase.backups_done" if done.backups else "passphrase.done_before", count=done.backups))
        return
    done = encrypting.encrypt(path, new_passphrase(of_environment=not changes))
    tell(say("passphrase.done", path=path, count=done.backups))
    tell(say("passphrase.keep_it"))


@pass_setting
def decrypt(setting: Setting) -> None:
    """Let the file and its backups open without a passphrase."""
    from kodoku_tui.services.keeping import encrypting

    path = setting.file()
    done = encrypting.decrypt(path)
    tell(say("passphrase.gone", path=path, count=done.backups))
