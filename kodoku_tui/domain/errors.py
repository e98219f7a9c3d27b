"""What a person is told when something cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """An act that was refused, with the reason; nothing has been changed.

    `key` names a sentence of the catalogue and `params` fill it, so that the rule that refuses need not
    know the reader's language. `field` names the form field or column at fault, where there is one.
    """

    def __init__(self, key: str, /, *, field: str | None = None, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.field = field
        self.params = params
