"""Under which licence each part of the program stands that others made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_PROGRAM = "kodoku-tui"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_CLASSIFIED = "License :: "
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Licence:
    """A distribution that is installed here, its version, and its licence as its makers name it."""

    name: str
    version: str
    licence: str
    """An SPDX expression where its makers give one, else their own words; empty where they say nothing."""


def licences() -> list[Licence]:
    """The program and all that it needs, as installed, by name; what only tests and tools need is not among them."""
    found: dict[str, Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = _key(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            # Wanted on other machines only, or run from a folder where nothing is installed.
            continue
        waiting += [
            _NAME.match(line)[0]  # type: ignore[index]
            for line in found[name].requires or []
            if "extra ==" not in line
        ]
    return [Licence(one.name, one.version, _licence_of(one)) for _, one in sorted(found.items())]


def _licence_of(found: Distribution) -> str:
    said = next((words for field in ("License-Expression", "License") for words in _all(found, field)), "")
    if said and "\n" not in said and len(said) <= _LONGEST_NAME:
        return said
    # Some write the whole text of the licence there; its name stands among the classifiers.
    classified = [
        one.removeprefix(_CLASSIFIED).rpartition(" :: ")[2]
        for one in _all(found, "Classifier")
        if one.startswith(_CLASSIFIED)
    ]
    return ", ".join(classified) or said.partition("\n")[0].strip()


def _all(found: Distribution, field: str) -> list[str]:
    return found.metadata.get_all(field) or []


def _key(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()
