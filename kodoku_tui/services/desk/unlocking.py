"""Who is asked for the passphrase of a file: the command line at its terminal, nobody while the app runs."""

from kodoku_tui.store.passphrases import Ask, ask_with

__all__ = ["Ask", "ask_with"]
