"""Which bodies a name may mean: those of an equal key, save where both say a legal form and not the same one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

from kodoku_tui.domain.text.names import LegalForm, legal_form_of, name_key

Body = TypeVar("Body", bound=Hashable)

# A body that is certified, or found to be of public interest, stays the body that it was.
_PLAIN = {
    LegalForm.CERTIFIED_NPO: LegalForm.NPO,
    LegalForm.PUBLIC_ASSOCIATION: LegalForm.GENERAL_ASSOCIATION,
    LegalForm.PUBLIC_FOUNDATION: LegalForm.GENERAL_FOUNDATION,
}


@lru_cache(maxsize=16_384)
def stated_form_of(name: str) -> LegalForm | None:
    """The legal form that a name says, certified or not; None where it says none."""
    form = legal_form_of(name)
    return None if form is LegalForm.VOLUNTARY else _PLAIN.get(form, form)


class BodiesByName(Generic[Body]):
    """Bodies with all the names that they are known by; `key` is that under which two spellings meet."""

    def __init__(self, key: Callable[[str], str] = name_key) -> None:
        self._key = key
        self._forms: dict[str, dict[Body, set[LegalForm]]] = {}

    def add(self, name: str, body: Body) -> None:
        """Let a body be known by one more name."""
        forms = self._forms.setdefault(self._key(name), {}).setdefault(body, set())
        if (form := stated_form_of(name)) is not None:
            forms.add(form)

    def named(self, name: str) -> list[Body]:
        """The bodies that a name may mean, those that say the same legal form first."""
        bodies = self._forms.get(self._key(name))
        if bodies is None:
            return []
        form = stated_form_of(name)
        if form is None:
            return list(bodies)
        said = [body for body, forms in bodies.items() if form in forms]
        return said or [body for body, forms in bodies.items() if not forms]

    def alike(self, name: str) -> list[Body]:
        """All bodies whose names meet this one, of whatever legal form."""
        return list(self._forms.get(self._key(name), ()))
