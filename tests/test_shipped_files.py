"""The files beside the code: that an installed program has them all, and that each is one that something asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kodoku_tui.store.connection import VIEWS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kodoku_tui"
QUERIES = ROOT / "db" / "queries"


def test_every_folder_of_data_is_packed_into_the_wheel() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = set(told["tool"]["setuptools"]["packages"])
    folders = {
        path.parent.relative_to(ROOT) for top in ("db", "imports") for path in ROOT.glob(f"{top}/**/*.*")
    }
    assert {".".join(("kodoku_tui", *folder.parts)) for folder in folders} <= packages


def test_every_view_is_made_in_a_stated_order() -> None:
    assert sorted(VIEWS) == sorted(path.stem for path in (QUERIES / "views").iterdir())


def test_every_query_is_asked_by_its_name() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    unasked = [
        name
        for path in QUERIES.rglob("*.sql")
        if path.parent.name != "views"
        and f'"{(name := path.relative_to(QUERIES).with_suffix("").as_posix())}"' not in code
        and not (path.parent.name == "exports" and f'"{path.stem}"' in code)
    ]
    assert unasked == []
